//! Development tasks. `cargo verify` is what a newcomer and the build server run; `cargo xtask --help` lists the rest.

mod postgres;
mod verify;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Development tasks of Vocation")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Formats, lints and tests everything, on both databases and in a browser.
    Verify {
        /// Leaves out the browser tests.
        #[arg(long)]
        quick: bool,
    },
}

fn main() -> std::process::ExitCode {
    let sound = match Cli::parse().task {
        Task::Verify { quick } => verify::run(quick),
    };
    if sound { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
