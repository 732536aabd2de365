//! `cargo xtask faults`: the tests that kill, cut and break, in many more rounds than `cargo verify` gives them.

use std::process::Command;

use crate::postgres::Postgres;

/// The tests, by package and the beginning of their names.
const TESTS: [(&str, &str); 2] = [("vocation-records", "faults"), ("vocation", "kill")];

/// Runs them one after another on a server of their own, which keeps its promises to the disk; true when all passed.
pub fn run(rounds: u32) -> bool {
    let server = match Postgres::start_durable() {
        Ok(server) => server,
        Err(error) => {
            say(&format!("PostgreSQL could not be started: {error:#}"));
            return false;
        }
    };
    let mut sound = true;
    for (package, tests) in TESTS {
        let mut command = Command::new("cargo");
        command
            .args(["test", "--package", package, "--test", "it", "--", tests, "--nocapture", "--test-threads", "1"])
            .env("VOCATION_FAULT_ROUNDS", rounds.to_string())
            .env("VOCATION_TEST_POSTGRES", server.url())
            .env("VOCATION_TEST_POSTGRES_RESTART", server.restart_command());
        sound &= command.status().is_ok_and(|status| status.success());
    }
    say(if sound { "faults: all promises kept" } else { "faults: FAILED" });
    sound
}

#[expect(clippy::print_stdout, reason = "a task talks to the person who runs it")]
fn say(text: &str) {
    println!("{text}");
}
