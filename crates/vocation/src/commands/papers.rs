//! Completions and manual pages, made from the command line's own types.

use super::Trouble;
use crate::args::{Cli, Completions, Man};
use crate::printer::Printer;
use clap::CommandFactory;

pub fn completions(printer: Printer, options: &Completions) {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "vocation", &mut text);
    printer.raw(&text);
}

pub fn man(printer: Printer, options: &Man) -> Result<(), Trouble> {
    let unwritable = |error: std::io::Error| Trouble::unusable(format!("the manual could not be written: {error}"));
    match &options.out {
        None => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut text).map_err(unwritable)?;
            printer.raw(&text);
        }
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
            clap_mangen::generate_to(Cli::command(), folder).map_err(unwritable)?;
        }
    }
    Ok(())
}
