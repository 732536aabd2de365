//! A synthetic region: a register and five years of a workforce, drawn so that what has been published about the East of
//! England holds, and written in the national file formats. Nobody in it exists; every name and file name says so.
//!
//! The method, what is real and what is drawn, and the tolerances are in `docs/methods/synthetic-region.md`.

pub mod calendar;
pub mod codes;
mod files;
mod history;
pub mod ipf;
pub mod margins;
mod parallel;
mod pay;
mod person;
mod places;
mod register;
pub mod rng;
pub mod targets;
mod write;

pub use register::{Organisation, Register, Site};
pub use write::{Progress, Written};

/// Which councils to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The eleven councils of the East of England and Milton Keynes: 177,000 jobs.
    East,
    /// Every council of England: 1.6 million jobs. Outside the East postcodes are of an area that does not exist.
    England,
}

impl Region {
    /// The name used in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::East => "east",
            Self::England => "england",
        }
    }
}

/// What to draw.
#[derive(Debug, Clone)]
pub struct Config {
    /// Same seed, same bytes.
    pub seed: u64,
    /// Which councils.
    pub region: Region,
    /// First upload, a month end; `YYYY-MM-DD`.
    pub from: String,
    /// Last upload, a month end.
    pub to: String,
    /// Share of the workplaces and jobs to draw, 1 for all of them.
    pub scale: f64,
    /// Share of workplaces that make a return, 1 for all of them.
    pub coverage: f64,
    /// Training files with every whole upload, not only with the last.
    pub training_every_year: bool,
    /// Threads to use; the result does not depend on it.
    pub threads: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 2026,
            region: Region::East,
            from: "2021-03-31".to_owned(),
            to: "2026-09-30".to_owned(),
            scale: 1.0,
            coverage: 1.0,
            training_every_year: false,
            threads: 2,
        }
    }
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A wish that cannot be met.
    #[error("{0}")]
    Config(String),
    /// The data built into the program could not be read.
    #[error("built-in calibration data: {0}")]
    Data(String),
    /// A file could not be written.
    #[error("{path}: {source}")]
    Write {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// A drawn region: its register, and the workforce ready to live through its months.
pub struct Drawn {
    pub(crate) config: Config,
    pub(crate) span: (calendar::Month, calendar::Month),
    pub(crate) places: places::Places,
    register: Register,
}

/// Draws the register of a region and prepares its workforce.
pub fn draw(config: &Config) -> Result<Drawn, SynthError> {
    let month = |name: &str, text: &str| {
        let day =
            calendar::parse_iso(text).ok_or_else(|| SynthError::Config(format!("`{name}` is not a date: {text}")))?;
        let month = calendar::month_of(day);
        if day == calendar::month_end(month) {
            Ok(month)
        } else {
            Err(SynthError::Config(format!("`{name}` is not a month end: {text}")))
        }
    };
    let span = (month("from", &config.from)?, month("to", &config.to)?);
    let year = |m: calendar::Month| m.div_euclid(12);
    if span.0 > span.1 || year(span.0) < 2021 || span.1 > calendar::month_of(calendar::day(2027, 3, 1)) {
        return Err(SynthError::Config(format!(
            "`from` {} and `to` {} must lie in order between 2021-01-31 and 2027-03-31, the years with published rates",
            config.from, config.to
        )));
    }
    if !(0.005..=1.0).contains(&config.scale) || !(0.0..=1.0).contains(&config.coverage) {
        return Err(SynthError::Config("`scale` must lie between 0.005 and 1, `coverage` between 0 and 1".to_owned()));
    }
    let places = places::load(config.region)?;
    let register = register::draw(config, &places)?;
    Ok(Drawn { config: config.clone(), span, places, register })
}

impl Drawn {
    /// The register: organisations and their workplaces.
    pub const fn register(&self) -> &Register {
        &self.register
    }
}
