//! The `vocation` command.

use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::filter::LevelFilter;
use vocation::args::{Cli, LogLevel};
use vocation::commands::run;
use vocation::printer::Printer;
use vocation::state::Clock;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let printer = Printer { json: cli.common.json, quiet: cli.common.quiet };
    log(cli.common.log, cli.common.log_json);
    let clock = Clock::new(now);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            printer.error(&format!("the system gives no threads: {error}"));
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(run(cli, clock)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            printer.error(&trouble.text);
            ExitCode::from(trouble.status)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is read")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

fn log(level: LogLevel, json: bool) {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    if json { log.json().init() } else { log.init() }
}
