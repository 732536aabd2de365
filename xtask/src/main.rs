//! Development tasks. `cargo verify` is what a newcomer and the build server run; `cargo xtask --help` lists the rest.

mod faults;
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
    /// Kills, cuts and breaks the program and its disk, many times, on both databases.
    Faults {
        /// Rounds of each kind.
        #[arg(long, default_value_t = 100)]
        rounds: u32,
    },
}

fn main() -> std::process::ExitCode {
    let sound = match Cli::parse().task {
        Task::Verify { quick } => verify::run(quick),
        Task::Faults { rounds } => faults::run(rounds),
    };
    if sound { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
