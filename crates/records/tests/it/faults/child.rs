//! The process that writes and is watched: this test binary once more, as a child.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use vocation_records::sql::{Batch, Db, Durability, Options, args};

/// What the child is to do: file, how hard it syncs, how many writes.
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
    let [file, durability, count] = task.split('|').collect::<Vec<_>>()[..] else { panic!("{task}") };
    let durability = if durability == "full" { Durability::Full } else { Durability::ProcessOnly };
    let count: u64 = count.parse().unwrap();
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
        for n in 1..=count {
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

/// The child as a command, under `strace` with these arguments.
pub fn traced(strace: &[&str], file: &Path, durability: &str, count: u64) -> Command {
    let mut command = Command::new("strace");
    command.arg("-f").args(strace).arg(std::env::current_exe().unwrap());
    command.args(["--exact", "faults::child::child", "--ignored", "--nocapture", "--test-threads", "1"]);
    command.env(TASK, format!("{}|{durability}|{count}", file.display()));
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
