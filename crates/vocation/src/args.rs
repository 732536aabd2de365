//! The command line, as data. Help, manual and completions are made from these types; what the commands do is elsewhere.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The care workforce of a whole region, from one command.
///
/// Without anything else: `vocation demo`, then open <http://127.0.0.1:8080>.
///
/// Exit status: 0 done; 1 the input was refused or something was found; 2 the command could not be used as given.
#[derive(Debug, Parser)]
#[command(name = "vocation", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What all commands share.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The database: a file, or `postgres://user@host/name`
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "VOCATION_DATABASE",
        default_value = "vocation-data/vocation.db"
    )]
    pub database: String,
    /// Write one JSON document to standard output instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Write nothing but errors (and the JSON document, when asked for)
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What the log on standard error holds
    #[arg(long, global = true, value_enum, value_name = "LEVEL", default_value = "warn")]
    pub log: LogLevel,
    /// Write the log as one JSON document a line
    #[arg(long, global = true)]
    pub log_json: bool,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Failures only
    Error,
    /// Also what an operator should look at
    Warn,
    /// Also starts, stops and imports
    Info,
    /// Also every request
    Debug,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw and load the whole region, then serve it
    Demo(Demo),
    /// Serve the pages and the API
    Serve(Serve),
    /// Draw a synthetic region and write it as files
    Synth(Synth),
    /// Load files of the regulator's care directory, in any of its layouts
    Import(Import),
    /// Load an upload of the national workforce files (workplace, worker, training)
    Workforce(Workforce),
    /// Check national workforce files, and say how to mend them; nothing is loaded
    Check(Check),
    /// Publish the indicators of everything loaded
    Indicators,
    /// Write published figures: a row a month, as text, CSV or JSON
    Figures(Figures),
    /// Load the places, or list them
    #[command(subcommand)]
    Places(Places),
    /// Look at the strategy: what covers it, or what is wrong with a file
    #[command(subcommand)]
    Strategy(Strategy),
    /// Back the database up into one file, and try the backup
    Backup(Backup),
    /// Put a backup in place
    Restore(Restore),
    /// Read everything that is stored and compare it with its seals
    Verify(Verify),
    /// Prove that the audit trail is whole, sign it, or sign as a witness for another
    #[command(subcommand)]
    Audit(Audit),
    /// Look for what is wrong with the database and this machine
    Doctor,
    /// Bring the database to the schema of this program
    Migrate,
    /// Write completions for a shell
    Completions(Completions),
    /// Write the manual pages
    Man(Man),
}

/// Options of whatever listens.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address to listen on; another than loopback is allowed, with a warning, until there are accounts
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address by which browsers reach this server through a proxy (https://... also turns on HSTS)
    #[arg(long, value_name = "URL", env = "VOCATION_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Connections open at once
    #[arg(long, value_name = "N", default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(8..=65_536))]
    pub connections: u32,
}

/// `vocation demo`
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// How to listen.
    #[command(flatten)]
    pub listen: Listen,
    /// The folder for the drawn files (the database is `--database`)
    #[arg(long, value_name = "FOLDER", default_value = "vocation-data", value_hint = ValueHint::DirPath)]
    pub data: PathBuf,
    /// Seed of the synthetic region
    #[arg(long, default_value_t = 2026, allow_negative_numbers = true)]
    pub seed: u64,
    /// Load, but do not serve
    #[arg(long)]
    pub load_only: bool,
}

/// `vocation serve`
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// How to listen.
    #[command(flatten)]
    pub listen: Listen,
}

/// Which synthetic region is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Region {
    /// The East of England: 177,000 jobs
    East,
    /// A synthetic England: 1.6 million jobs
    England,
}

/// `vocation synth`
#[derive(Clone, Debug, Args)]
pub struct Synth {
    /// What to draw
    #[arg(long, value_enum, default_value = "east")]
    pub region: Region,
    /// Seed: the same seed draws the same files
    #[arg(long, default_value_t = 2026, allow_negative_numbers = true)]
    pub seed: u64,
    /// The folder to write into
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
}

/// `vocation import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The files: workbooks, CSV or API documents; the layout is found from the file
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The day of which the files tell (otherwise what the file or its name says)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_at: Option<Date>,
    /// Mark everything in them as synthetic
    #[arg(long)]
    pub synthetic: bool,
}

/// `vocation workforce`
#[derive(Clone, Debug, Args)]
pub struct Workforce {
    /// The files of one upload: a workplace file, a worker file and perhaps a training file
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The day that the files describe
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_at: Date,
    /// The files hold changes only: absent staff records stay as they are
    #[arg(long)]
    pub changes: bool,
    /// Mark everything in them as synthetic
    #[arg(long)]
    pub synthetic: bool,
    /// The data folder, which holds the secret behind the person keys
    #[arg(long, value_name = "FOLDER", default_value = "vocation-data", value_hint = ValueHint::DirPath)]
    pub data: PathBuf,
}

/// How the workforce is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Cut {
    /// Altogether
    Whole,
    /// By service
    Service,
    /// By size of employer
    Size,
    /// By group of roles
    Role,
}

/// `vocation figures`
#[derive(Clone, Debug, Args)]
pub struct Figures {
    /// The indicator, by its key; every published count and indicator when absent
    #[arg(long, value_name = "KEY")]
    pub indicator: Option<String>,
    /// The place, by its code; all places when absent
    #[arg(long, value_name = "CODE")]
    pub place: Option<String>,
    /// How the workforce is divided
    #[arg(long, value_enum, default_value = "whole")]
    pub cut: Cut,
    /// Write CSV
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// Whose answer is wanted of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckMode {
    /// Everything that is wrong
    Strict,
    /// What the national service would say, and nothing that it overlooks
    Compat,
}

/// `vocation check`
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// The files of one upload, in any order: workplace, worker, training
    #[arg(required_unless_present_any = ["cases", "uploads"], value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Whose answer is wanted
    #[arg(long, value_enum, default_value = "strict")]
    pub mode: CheckMode,
    /// Write every finding into this CSV file, one a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,
    /// Write the files in exact national layout into this folder: order, capitals, encoding, columns
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub fix: Option<PathBuf>,
    /// The day that counts as today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<Date>,
    /// Run cases of the national checker instead: rows, one JSON document a line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "report", "fix", "on"], value_hint = ValueHint::FilePath)]
    pub cases: Option<PathBuf>,
    /// Run cases of whole uploads, one JSON document a line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "report", "fix", "on"], value_hint = ValueHint::FilePath)]
    pub uploads: Option<PathBuf>,
    /// The base rows, clock and context of the cases (default: those that came with the cases of August 2026)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub bases: Option<PathBuf>,
}

/// `vocation places`
#[derive(Clone, Debug, Subcommand)]
pub enum Places {
    /// Load places, boundaries and populations that this program carries
    Load,
    /// List the places
    List {
        /// The day on which the places hold (default: today)
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
    },
}

/// `vocation strategy`
#[derive(Clone, Debug, Subcommand)]
pub enum Strategy {
    /// Say how far activities, barriers and statements are covered, and list every gap
    Coverage {
        /// A strategy file instead of the one in this program
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Say what is wrong with a strategy file
    Check {
        /// The file
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// `vocation backup`
#[derive(Clone, Debug, Args)]
pub struct Backup {
    /// The file to write, or a folder for it (default: `backups` beside the database)
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub to: Option<PathBuf>,
    /// Do not restore the backup elsewhere to try it; it does not count then, and no older one is removed
    #[arg(long)]
    pub no_trial: bool,
    /// Keep the newest backup of each of so many days
    #[arg(long, value_name = "N", default_value_t = 14)]
    pub keep_daily: usize,
    /// Keep the newest backup of each of so many weeks
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub keep_weekly: usize,
    /// Remove no older backup
    #[arg(long)]
    pub keep_all: bool,
}

/// `vocation restore`
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// The backup; it may have been made from either kind of database
    #[arg(value_name = "FROM", value_hint = ValueHint::FilePath)]
    pub from: PathBuf,
    /// Move the database that is there aside; without this it is left alone, and what would be lost is said
    #[arg(long)]
    pub replace: bool,
}

/// `vocation verify`
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// Check this backup instead of the database
    #[arg(value_name = "BACKUP", value_hint = ValueHint::FilePath)]
    pub backup: Option<PathBuf>,
}

/// `vocation audit`
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Read the whole trail and name what is not as it was written
    Verify(AuditVerify),
    /// Sign how the trail stands, and print the signed note
    Checkpoint(AuditCheckpoint),
    /// Sign another body's checkpoint, if its trail goes on from the last one seen
    Witness(AuditWitness),
}

/// Which key signs the trail.
#[derive(Clone, Debug, Args)]
pub struct AuditKey {
    /// The data folder, which holds the key
    #[arg(long, value_name = "FOLDER", default_value = "vocation-data", value_hint = ValueHint::DirPath)]
    pub data: PathBuf,
    /// The name of the trail in its checkpoints
    #[arg(long, value_name = "NAME", env = "VOCATION_AUDIT_ORIGIN", default_value = "vocation/audit")]
    pub origin: String,
}

/// `vocation audit verify`
#[derive(Clone, Debug, Args)]
pub struct AuditVerify {
    /// Which key.
    #[command(flatten)]
    pub key: AuditKey,
    /// Checkpoints that were kept elsewhere
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub checkpoint: Vec<PathBuf>,
    /// The public key of the trail, when its own is not at hand
    #[arg(long, value_name = "KEY")]
    pub log_key: Option<String>,
}

/// `vocation audit checkpoint`
#[derive(Clone, Debug, Args)]
pub struct AuditCheckpoint {
    /// Which key.
    #[command(flatten)]
    pub key: AuditKey,
    /// Make it a request to a witness that has seen so many entries, with the proof
    #[arg(long, value_name = "ENTRIES")]
    pub since: Option<u64>,
    /// Write it to a file as well
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

/// `vocation audit witness`
#[derive(Clone, Debug, Args)]
pub struct AuditWitness {
    /// The request, as `vocation audit checkpoint --since` writes it
    #[arg(value_hint = ValueHint::FilePath)]
    pub request: PathBuf,
    /// The public key of the other body's trail
    #[arg(long, value_name = "KEY")]
    pub log_key: String,
    /// The name under which this body signs
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The data folder, which holds the key and what was seen last
    #[arg(long, value_name = "FOLDER", default_value = "vocation-data", value_hint = ValueHint::DirPath)]
    pub data: PathBuf,
}

/// `vocation completions`
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `vocation man`
#[derive(Clone, Debug, Args)]
pub struct Man {
    /// Write one file a command into this folder instead of the main page to standard output
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
