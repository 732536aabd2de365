//! The command as a process of its own that serves, and the simplest client there is.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Address of the PostgreSQL for tests, if there is one.
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
pub fn postgres_url() -> Option<String> {
    std::env::var("VOCATION_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Address of a new, empty schema there.
pub fn postgres_schema(base: &str) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let name = format!("v{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let sql = String::leak(format!("create schema {name}"));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = vocation_records::sql::Db::open(base).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.execute(sql, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
    });
    format!("{base}?options=-c%20search_path%3D{name}")
}

/// A file and, where there is a server, a schema: a new database of each kind.
pub fn databases(folder: &Path) -> Vec<String> {
    let mut all = vec![folder.join("vocation.db").display().to_string()];
    match postgres_url() {
        Some(base) => all.push(postgres_schema(&base)),
        None => println!("not run on PostgreSQL: VOCATION_TEST_POSTGRES is not set"),
    }
    all
}

/// The command, to be run in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vocation"));
    command.current_dir(folder).env_remove("VOCATION_DATABASE").env_remove("VOCATION_PUBLIC_URL");
    command
}

/// A serving process; killed when it is dropped.
pub struct Served {
    pub child: Child,
    pub address: String,
}

impl Served {
    /// Serves a database and returns once it listens.
    pub fn start(folder: &Path, database: &str) -> Self {
        let mut child = command(folder)
            .args(["serve", "--listen", "127.0.0.1:0", "--json", "--database", database])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).expect("it says where it listens");
        let address = said["url"].as_str().unwrap().trim_start_matches("http://").to_owned();
        Self { child, address }
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    pub fn get(&self, target: &str) -> (u16, String) {
        ask(&self.address, "GET", target, "").expect("an answer")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _over = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// The key of a form, as the server makes them: 32 hexadecimal digits.
pub fn form_key(writer: u32, number: u64) -> String {
    format!("{writer:08x}{number:024x}")
}

/// Sends one piece of feedback; true once the server has said that it is kept.
pub fn send_feedback(address: &str, key: &str) -> bool {
    let form = format!("page=%2Fregion&kind=idea&message=words+of+{key}&key={key}");
    ask(address, "POST", "/feedback", &form).is_some_and(|(status, body)| status == 200 && body.contains("is kept"))
}

/// One request and its answer: status and body. Nothing when the server went away.
pub fn ask(address: &str, method: &str, target: &str, form: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.get(9..12)?.parse().ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let long = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let whole = long.is_none_or(|long| long.parse() == Ok(body.len()));
    whole.then(|| (status, body.to_owned()))
}
