//! `cargo verify`: one command that says whether the tree is sound.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::postgres::{Postgres, is_root};

struct Steps {
    passed: usize,
    failed: Vec<&'static str>,
}

impl Steps {
    fn run(&mut self, name: &'static str, mut command: Command) -> bool {
        say(&format!("-- {name}"));
        let began = Instant::now();
        let done = command.status().is_ok_and(|status| status.success());
        say(&format!(
            "-- {name}: {} in {:.0} s",
            if done { "passed" } else { "FAILED" },
            began.elapsed().as_secs_f64()
        ));
        if done {
            self.passed += 1;
        } else {
            self.failed.push(name);
        }
        done
    }
}

/// Runs every step and says how each went; true when all passed.
pub fn run(quick: bool) -> bool {
    let mut steps = Steps { passed: 0, failed: Vec::new() };
    steps.run("format", cargo(&["fmt", "--all", "--check"]));
    steps.run("lint", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    let postgres = postgres();
    let mut tests = Command::new("cargo");
    tests.args(test_arguments());
    if let Some(server) = &postgres {
        tests.env("VOCATION_TEST_POSTGRES", server.url());
    }
    steps.run(if postgres.is_some() { "tests on SQLite and PostgreSQL" } else { "tests on SQLite" }, tests);
    if postgres.is_none() {
        steps.failed.push("tests on PostgreSQL: no server could be started");
    }
    drop(postgres);
    steps.run("examples in the documentation", cargo(&["test", "--workspace", "--doc", "--quiet"]));
    if !quick && Path::new("e2e/run.mjs").exists() {
        browser(&mut steps);
    }
    report(&steps)
}

fn report(steps: &Steps) -> bool {
    for name in &steps.failed {
        say(&format!("failed: {name}"));
    }
    say(&format!("{} passed, {} failed", steps.passed, steps.failed.len()));
    steps.failed.is_empty()
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments);
    command
}

fn test_arguments() -> &'static [&'static str] {
    let nextest = Command::new("cargo").args(["nextest", "--version"]).output().is_ok_and(|said| said.status.success());
    if nextest {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]
    }
}

fn postgres() -> Option<Postgres> {
    match Postgres::start() {
        Ok(server) => return Some(server),
        Err(reason) if !is_root() => {
            say(&format!("PostgreSQL could not be started ({reason:#}); on Debian: apt-get install postgresql"));
            return None;
        }
        Err(_) => {}
    }
    install(&["postgresql"]);
    Postgres::start().inspect_err(|reason| say(&format!("PostgreSQL could not be started: {reason:#}"))).ok()
}

/// Installs Debian packages, which only root may.
fn install(packages: &[&str]) -> bool {
    let update = Command::new("apt-get").args(["update", "-qq"]).status();
    let arguments = ["install", "-y", "-qq", "--no-install-recommends"];
    update.is_ok_and(|status| status.success())
        && Command::new("apt-get")
            .args(arguments)
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status()
            .is_ok_and(|status| status.success())
}

fn browser(steps: &mut Steps) {
    if !Path::new("/usr/bin/chromium").exists() {
        if is_root() {
            install(&["chromium"]);
        } else {
            say("Chromium is missing; on Debian: apt-get install chromium");
        }
    }
    if !Path::new("e2e/node_modules").exists() {
        let mut packages = Command::new("npm");
        packages.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir("e2e");
        steps.run("browser test packages", packages);
    }
    let mut pages = Command::new("bash");
    pages.arg("e2e/run.sh");
    steps.run("pages in a browser", pages);
}

#[expect(clippy::print_stdout, reason = "a task talks to the person who runs it")]
fn say(text: &str) {
    println!("{text}");
}
