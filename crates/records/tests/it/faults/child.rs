//! The process that writes and is watched: this test binary once more, as a child.

use std::io::Write as _;
use std::process::Command;

use vocation_records::sql::{Batch, Db, Durability, Options, args};

/// What the child is to do: database, then how hard it syncs (or `migrate`, or `fill`), then how many writes.
const TASK: &str = "VOCATION_FAULT_CHILD";

/// Says something to the parent, past the capture of the test harness.
fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{text}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

#[test]
#[ignore = "runs only as the child of another test"]
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    // The test harness has begun a line.
    tell("");
    let [file, durability, count] = task.split('|').collect::<Vec<_>>()[..] else { panic!("{task}") };
    match durability {
        "migrate" => return migrate(file),
        "fill" => return fill(file, count),
        _ => {}
    }
    let durability = if durability == "full" { Durability::Full } else { Durability::ProcessOnly };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let db = match Db::open_with(file, Options { durability, ..Options::default() }).await {
            Ok(db) => db,
            Err(error) => return tell(&format!("ERR 0 {error}")),
        };
        tell("READY");
        let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                      values (1, $1, '/', 'idea', $2, 't')";
        let change = "update feedback set page = $2 where tenant = 1 and feedback_key = $1";
        for n in 1..=count.parse::<u64>().unwrap() {
            let long = "w".repeat(600 + (n as usize * 37) % 900);
            let batch = Batch::new()
                .execute(insert, args![format!("{n:06}"), long])
                .execute(change, args![format!("{:06}", n / 2), format!("/{n}")]);
            match db.apply(batch).await {
                Ok(_) => tell(&format!("ACK {n}")),
                Err(error) => tell(&format!("ERR {n} {error}")),
            }
        }
        // It ends as a process that is killed: nothing is tidied up.
        std::process::exit(0);
    });
}

/// Brings a database to the schema of this program.
fn migrate(database: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let done = runtime.block_on(async { Db::open(database).await.unwrap().migrate(crate::stores::now()).await });
    tell(&format!("MIGRATED {}", done.unwrap().applied.len()));
    std::process::exit(0);
}

/// Writes until the disk is full, reads, removes the file `ballast` and writes again.
fn fill(database: &str, ballast: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(database).await.unwrap();
        let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                      values (1, $1, '/', 'idea', $2, 't')";
        let write =
            async |n: u64| db.apply(Batch::new().execute(insert, args![format!("{n:06}"), "w".repeat(3_000)])).await;
        let mut known = 0;
        while write(known + 1).await.is_ok() {
            known += 1;
        }
        let error = write(known + 1).await.unwrap_err();
        let rows = db.rows("select feedback_key from feedback", args![]).await.unwrap().len() as u64;
        assert_eq!(rows, known, "reads go on, and nothing was kept that was refused");
        tell(&format!("FULL {known} {error}"));
        std::fs::remove_file(ballast).unwrap();
        write(known + 1).await.unwrap();
        let verdict = db.verify().await.unwrap();
        assert!(verdict.is_sound(), "{verdict:?}");
        tell("WRITES AGAIN");
        std::process::exit(0);
    });
}

/// The command that follows, as the child.
pub fn task(command: &mut Command, task: &str) {
    command
        .args(["--exact", "faults::child::child", "--ignored", "--nocapture", "--test-threads", "1"])
        .env(TASK, task);
}

/// The child as a command, under `strace` with these arguments.
pub fn traced(strace: &[&str], database: &str, durability: &str, count: u64) -> Command {
    let mut command = Command::new("strace");
    command.arg("-f").args(strace).arg(std::env::current_exe().unwrap());
    task(&mut command, &format!("{database}|{durability}|{count}"));
    command
}

/// Whether processes can be traced here.
pub fn can_trace() -> bool {
    let can = Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    if !can {
        println!("not run: strace is missing or not permitted; on Debian: apt-get install strace");
    }
    can
}
