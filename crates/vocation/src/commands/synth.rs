//! `vocation synth`

use super::{Context, Trouble, causes};
use crate::args::{Region, Synth};
use std::path::Path;
use vocation_synth::{Config, SynthError, Written, draw};

pub fn run(context: &Context, options: &Synth) -> Result<(), Trouble> {
    let region = match options.region {
        Region::East => vocation_synth::Region::East,
        Region::England => vocation_synth::Region::England,
    };
    let written = write(context, region, options.seed, &options.out)?;
    let text = format!(
        "Drew a synthetic region: {} files, {} workers in the last month, {} worker rows, {} MB in {}.",
        written.files.len(),
        written.workers,
        written.worker_rows,
        written.bytes / 1_000_000,
        options.out.display()
    );
    let value = serde_json::json!({
        "files": written.files, "workplace_rows": written.workplace_rows, "worker_rows": written.worker_rows,
        "training_rows": written.training_rows, "bytes": written.bytes, "workers": written.workers,
    });
    context.printer.result(&text, &value);
    Ok(())
}

/// Draws a region into a folder, with a progress bar.
pub fn write(context: &Context, region: vocation_synth::Region, seed: u64, out: &Path) -> Result<Written, Trouble> {
    if out.exists() && !out.is_dir() {
        return Err(Trouble::unusable(format!("{} is not a folder", out.display())));
    }
    let config = Config { seed, region, threads: threads(), ..Config::default() };
    let drawn = draw(&config).map_err(|error| told(&error))?;
    let bar = context.printer.bar(1, "Drawing the region");
    let written = drawn.write(out, &mut |progress| {
        bar.set_length(u64::from(progress.months));
        bar.set_position(u64::from(progress.done));
    });
    bar.finish_and_clear();
    written.map_err(|error| told(&error))
}

fn told(error: &SynthError) -> Trouble {
    match error {
        SynthError::Write { .. } => Trouble::unusable(causes(error)),
        SynthError::Config(_) | SynthError::Data(_) => Trouble::of(error),
    }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
