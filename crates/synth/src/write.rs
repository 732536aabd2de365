//! Writes a drawn region to files: the register and one upload a month, streamed; only one month is ever held.

use crate::calendar::{Month, iso, month_end};
use crate::files::{self, Kind};
use crate::history::History;
use crate::parallel::map_mut;
use crate::pay::Pay;
use crate::{Drawn, SynthError};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the writing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Months lived, written or not.
    pub done: u32,
    /// Months in all.
    pub months: u32,
    /// Worker rows written so far.
    pub workers: u64,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files, in the order written.
    pub files: Vec<PathBuf>,
    /// Workplace rows.
    pub workplace_rows: u64,
    /// Worker rows.
    pub worker_rows: u64,
    /// Training rows.
    pub training_rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// Workers in the last month.
    pub workers: u64,
}

/// Months lived before the first upload, so that its rolling year and rates are true ones.
pub const BURN_IN: Month = 12;
const WAVE: usize = 64;

impl Drawn {
    /// The region a year before the first upload.
    pub(crate) fn history(&self) -> History<'_> {
        History::new(
            self.register(),
            &self.places.councils,
            self.config.seed,
            self.config.threads,
            self.span.0 - BURN_IN,
        )
    }

    /// Writes the register and every upload into `out`, which is made if need be. `progress` hears after each month.
    pub fn write(&self, out: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Written, SynthError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| SynthError::Write { path, source }
        };
        std::fs::create_dir_all(out).map_err(failed(out))?;
        let mut written = Written::default();
        let region = self.config.region.name();
        for (name, bytes) in [
            (format!("synthetic-{region}-register.csv"), files::register(self)?),
            (format!("synthetic-{region}-register-postcodes.csv"), files::register_postcodes(self)),
        ] {
            let path = out.join(name);
            std::fs::write(&path, &bytes).map_err(failed(&path))?;
            written.bytes += bytes.len() as u64;
            written.files.push(path);
        }
        let mut history = self.history();
        let months = (self.span.1 - history.month) as u32;
        for done in 1..=months {
            history.step();
            if history.month >= self.span.0 {
                self.upload(&mut history, out, &mut written)?;
            }
            progress(Progress { done, months, workers: written.worker_rows });
        }
        Ok(written)
    }

    fn upload(&self, history: &mut History<'_>, out: &Path, written: &mut Written) -> Result<(), SynthError> {
        let month = history.month;
        let whole = month % 12 == 2 || month == self.span.0;
        let last_whole = month + 12 > self.span.1;
        let kind = Kind {
            whole,
            first: month == self.span.0,
            training: whole && (last_whole || self.config.training_every_year),
        };
        let stem = format!(
            "synthetic-{}-{}-{}",
            self.config.region.name(),
            iso(month_end(month)),
            if whole { "whole" } else { "changes" }
        );
        let mut open = |part: &str, header: &str| {
            let path = out.join(format!("{stem}-{part}.csv"));
            let file = File::create(&path).and_then(|mut f| f.write_all(header.as_bytes()).map(|()| f));
            written.bytes += header.len() as u64;
            written.files.push(path.clone());
            file.map(|f| (f, path.clone())).map_err(|source| SynthError::Write { path, source })
        };
        let mut parts = vec![open("workplace", files::WORKPLACE_HEADER)?, open("worker", files::WORKER_HEADER)?];
        if kind.training {
            parts.push(open("training", files::TRAINING_HEADER)?);
        }
        let pay = Pay::new();
        written.workers = 0;
        for wave in history.chunks.chunks_mut(WAVE) {
            let rows = map_mut(self.config.threads, wave, |chunk| files::rows(self, chunk, month, kind, &pay));
            for r in rows {
                written.workplace_rows += r.counts[0];
                written.worker_rows += r.counts[1];
                written.training_rows += r.counts[2];
                written.workers += r.workers;
                for ((file, path), bytes) in parts.iter_mut().zip([&r.workplace, &r.worker, &r.training]) {
                    written.bytes += bytes.len() as u64;
                    file.write_all(bytes).map_err(|source| SynthError::Write { path: path.clone(), source })?;
                }
            }
        }
        Ok(())
    }
}
