//! A PostgreSQL server for the length of a test run: made in a temporary folder, thrown away after it.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A running server; dropped, it is stopped and its files are removed.
pub struct Postgres {
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes and starts a server on a free port of the loopback address; it is quick because it does not sync.
    pub fn start() -> Result<Self> {
        Self::start_with("off")
    }

    /// The same, but what it acknowledges is on the disk.
    pub fn start_durable() -> Result<Self> {
        Self::start_with("on")
    }

    /// A shell command that stops the server without ceremony, as a crash would, and starts it again.
    pub fn restart_command(&self) -> String {
        let script = format!(
            "PATH=$PATH:{} pg_ctl -D {} -w -t 60 -m immediate restart >/dev/null 2>&1",
            installed().display(),
            self.data()
        );
        if is_root() { format!("su postgres -s /bin/bash -c '{script}'") } else { script }
    }

    fn start_with(fsync: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("vocation-verify-{}", std::process::id()));
        fs::create_dir_all(&folder).context("making a folder for PostgreSQL")?;
        let server = Self { folder, port: free_port()? };
        server.hand_over()?;
        let data = server.data();
        server.tool(&format!("initdb -D {data} -U vocation -k --auth=trust --no-sync -E UTF8 --locale=C"))?;
        server.tool(&format!(
            "pg_ctl -D {data} -w -l {log} -o '-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={fsync}' start",
            log = server.folder.join("log").display(),
            port = server.port,
            folder = server.folder.display(),
        ))?;
        Ok(server)
    }

    /// Its address, as `--database` takes it.
    pub fn url(&self) -> String {
        format!("postgres://vocation@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// The server refuses to run as root, so root gives the folder to the user `postgres`.
    fn hand_over(&self) -> Result<()> {
        if is_root() {
            let status = Command::new("chown").arg("postgres").arg(&self.folder).status()?;
            ensure!(status.success(), "the user postgres is missing: install postgresql");
        }
        Ok(())
    }

    fn tool(&self, command: &str) -> Result<()> {
        let path = format!("PATH=$PATH:{}", installed().display());
        let script = format!("cd {} && {path} && {command}", self.folder.display());
        let mut shell = if is_root() {
            let mut su = Command::new("su");
            su.args(["postgres", "-s", "/bin/bash", "-c", &script]);
            su
        } else {
            let mut bash = Command::new("bash");
            bash.args(["-c", &script]);
            bash
        };
        // The server outlives pg_ctl and would hold a captured pipe open, so its output goes to a file.
        let told = fs::File::create(self.folder.join("told")).context("a file for what the tool says")?;
        let status = shell.stdout(told.try_clone()?).stderr(told).status().context("running a PostgreSQL tool")?;
        let said = fs::read_to_string(self.folder.join("told")).unwrap_or_default();
        ensure!(status.success(), "PostgreSQL said: {}", said.trim());
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Nothing can be done about a server that will not stop; its folder is left for a look.
        if self.tool(&format!("pg_ctl -D {} -m immediate stop", self.data())).is_ok() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// True when the user is root.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n")
}

/// Debian keeps the server's tools outside the path.
fn installed() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|entry| entry.path().join("bin")).filter(|path| path.join("initdb").exists()).max();
    newest.unwrap_or_else(|| Path::new("/usr/local/bin").to_owned())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0)).context("finding a free port")?.local_addr()?.port())
}
