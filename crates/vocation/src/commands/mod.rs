//! What the commands do. Each use case itself belongs to a floor below; a command reads its options, calls it and tells.

mod audit;
mod backup;
mod check;
mod demo;
mod doctor;
mod figures;
mod import;
mod papers;
mod places;
pub mod secret;
mod serve;
mod store;
mod strategy;
mod synth;
mod workforce;

pub use serve::{Running, door};

use crate::args::{Cli, Command};
use crate::printer::Printer;
use crate::state::Clock;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Why a command ended without doing all that it was asked: exit status and sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Trouble {
    /// 1: the input was refused, or something was found; 2: the command could not be used as given.
    pub status: u8,
    /// What to tell.
    pub text: String,
}

impl Trouble {
    /// The input was refused or a fault was found; nothing was changed.
    pub fn refused(text: impl Display) -> Trouble {
        Trouble { status: 1, text: text.to_string() }
    }

    /// The command cannot be used as given: no such file, no such database, an address in use.
    pub fn unusable(text: impl Display) -> Trouble {
        Trouble { status: 2, text: text.to_string() }
    }

    /// An error with all of its causes, as one sentence.
    pub fn of(error: &(dyn std::error::Error + 'static)) -> Trouble {
        Trouble::refused(causes(error))
    }
}

/// An error and its causes, once each.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        next = cause.source();
    }
    text
}

/// What every command is given.
#[derive(Clone)]
pub struct Context {
    /// The database's address.
    pub database: String,
    /// Where to write.
    pub printer: Printer,
    /// The time.
    pub clock: Clock,
}

/// Does what the command line says.
///
/// # Errors
/// [`Trouble`], with the sentence to show and the exit status.
pub async fn run(cli: Cli, clock: Clock) -> Result<(), Trouble> {
    let printer = Printer { json: cli.common.json, quiet: cli.common.quiet };
    let context = Context { database: cli.common.database, printer, clock };
    match cli.command {
        Command::Demo(options) => demo::run(&context, &options).await,
        Command::Serve(options) => serve::run(&context, &options.listen, false).await,
        Command::Synth(options) => synth::run(&context, &options),
        Command::Import(options) => import::run(&context, &options).await,
        Command::Workforce(options) => workforce::run(&context, &options).await,
        Command::Check(options) => check::run(&context, &options),
        Command::Indicators => workforce::indicators(&context).await,
        Command::Figures(options) => figures::run(&context, &options).await,
        Command::Places(options) => places::run(&context, &options).await,
        Command::Strategy(options) => strategy::run(printer, &options),
        Command::Audit(options) => audit::run(&context, &options).await,
        Command::Backup(options) => backup::run(&context, &options).await,
        Command::Restore(options) => backup::restore(&context, &options).await,
        Command::Verify(options) => backup::verify(&context, &options).await,
        Command::Doctor => doctor::run(&context).await,
        Command::Migrate => store::migrate(&context).await,
        Command::Completions(options) => {
            papers::completions(printer, &options);
            Ok(())
        }
        Command::Man(options) => papers::man(printer, &options),
    }
}

/// Most bytes of a file that is read whole: the largest real directory file has 30 MB.
const LARGEST_FILE: u64 = 1 << 30;

/// Reads a file whole, refusing what is no file or absurdly large.
fn read_file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let about = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !about.is_file() {
        return Err(Trouble::unusable(format!("{} is not a file", path.display())));
    }
    if about.len() > LARGEST_FILE {
        return Err(Trouble::refused(format!("{} is larger than 1 GiB", path.display())));
    }
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    };
    Trouble::unusable(format!("cannot read {}: {why}", path.display()))
}

/// The file name of a path, for messages and the list of imports.
fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| PathBuf::from(path).display().to_string(), |name| name.to_string_lossy().into_owned())
}
