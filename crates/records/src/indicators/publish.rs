//! Publishing: the true counts of the cube go through the disclosure engine, and only what it lets through is stored.
//!
//! What is published is a fixed list: every place, altogether and by service, by size of employer and by group of role, at
//! every month end. Each family of counts is one table over places, cuts and parts, with the pieces in which places overlap,
//! so that neither a place, nor a part, nor a sum can be had by subtraction.

mod business;
mod derive;
mod figures;
mod shape;
mod tables;

use vocation_disclosure::{Policies, PolicyError, ShapeError};

use super::cube::{Cube, sizes};
use super::load;
use super::pay::{Floors, NoRate};
pub use super::series::Release;
pub use super::staff::Training;
use crate::hash;
use crate::month::Month;
use crate::places::Geography;
use crate::sql::{Db, SqlError, args};
use derive::Months;
use figures::{About, Figures, store};
use shape::Places;
use tables::Shapes;

const POLICIES: &str = include_str!("../../../../data/reference/disclosure/policies.csv");

/// The most threads that protect tables side by side.
const MOST_THREADS: usize = 16;

/// Why figures could not be published; what was published before stays.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Nothing has been uploaded.
    #[error("there is nothing to publish yet: load the national workforce files first")]
    Nothing,
    /// The policies cannot be read, or none holds on the day.
    #[error("the disclosure policies cannot be used: {0}")]
    Policy(String),
    /// The rates of pay cannot be read.
    #[error(transparent)]
    Rates(#[from] NoRate),
    /// A table has no shape.
    #[error("a table could not be laid out")]
    Shape(#[from] ShapeError),
    /// The store failed.
    #[error("the figures could not be read or stored")]
    Sql(#[from] SqlError),
}

impl From<PolicyError> for PublishError {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error.to_string())
    }
}

/// Counts, protects and stores everything anew, unless nothing was loaded since the last time.
pub async fn refresh(
    db: &Db,
    tenant: i64,
    geography: &Geography,
    now: jiff::Timestamp,
) -> Result<Release, PublishError> {
    let (first, last) = load::months(db, tenant).await?.ok_or(PublishError::Nothing)?;
    let first = first.max(last.plus(1 - Training::MONTHS));
    let version = data_version(db, tenant).await?;
    if let Some(release) = published(db, tenant, &version).await? {
        return Ok(release);
    }
    let staff = load::staff(db, tenant, first).await?;
    let floors = Floors::embedded()?;
    let policies = Policies::parse(POLICIES)?;
    let today = now.to_string();
    let day = today.get(..10).unwrap_or_default();
    let policy = |key: &str| policies.on(key, day).ok_or_else(|| PublishError::Policy(format!("none is called {key}")));
    let (people, business) = (policy("people")?, policy("business")?);
    let atoms = geography.atoms().len();
    let cube = Cube::fill(&staff, atoms, first, last, &floors);
    let sizes = sizes(&staff);
    let months = Months::new(&cube, &staff, &sizes, people, business, atoms);
    let figures = in_parallel(&months, &regimes(geography, &cube, atoms)?)?;
    let synthetic = is_synthetic(db, tenant).await?;
    let about = About { last: cube.last(), version: &version, policy_day: day, synthetic, now };
    store(db, tenant, figures, &about).await.map_err(PublishError::Sql)
}

/// A run of months in which every place was made of the same pieces, with the shapes of its tables.
struct Regime {
    places: Places,
    shapes: Shapes,
    last: Month,
}

fn regimes(geography: &Geography, cube: &Cube, atoms: usize) -> Result<Vec<Regime>, ShapeError> {
    let mut regimes: Vec<Regime> = Vec::new();
    for month in cube.first().through(cube.last()) {
        let places = Places::at(geography, month);
        match regimes.last_mut() {
            Some(regime) if regime.places == places => regime.last = month,
            _ => regimes.push(Regime { shapes: Shapes::new(&places, atoms)?, places, last: month }),
        }
    }
    Ok(regimes)
}

/// Each thread publishes a run of months; the runs are joined in their order, so the answer is the same for any number.
fn in_parallel(months: &Months<'_>, regimes: &[Regime]) -> Result<Figures, ShapeError> {
    let all: Vec<Month> = months.cube.first().through(months.cube.last()).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let publish = |run: &[Month]| -> Result<Figures, ShapeError> {
        let mut figures = Figures::new(run[0]);
        for month in run {
            if let Some(regime) = regimes.iter().find(|regime| regime.last >= *month) {
                months.publish(&regime.places, &regime.shapes, *month, &mut figures)?;
            }
        }
        Ok(figures)
    };
    let runs = std::thread::scope(|scope| {
        let publish = &publish;
        let runs = all.chunks(all.len().div_ceil(threads).max(1));
        let running: Vec<_> = runs.map(|run| scope.spawn(move || publish(run))).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let mut figures = Figures::new(months.cube.first());
    for run in runs {
        figures.join(run.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
    }
    Ok(figures)
}

/// What has been loaded and by which rules it is published, in a form that changes when either does.
async fn data_version(db: &Db, tenant: i64) -> Result<String, SqlError> {
    let sql = "select count(*), max(import_no) from import where tenant = $1 and kind in ('whole', 'changes')";
    let row = db.row(sql, args![tenant]).await?;
    let (count, last) =
        row.map_or(Ok((0, None)), |row| Ok::<_, SqlError>((row.get(0)?, row.get::<Option<i64>>(1)?)))?;
    let rules =
        format!("{POLICIES}{:?}{:?}{}", super::measure::MEASURES, Floors::embedded(), env!("CARGO_PKG_VERSION"));
    Ok(format!("{count} uploads to number {}, rules {}", last.unwrap_or(0), &hash::of(rules.as_bytes())[..16]))
}

async fn published(db: &Db, tenant: i64, version: &str) -> Result<Option<Release>, SqlError> {
    let sql = "select release_no, first_month, last_month from release where tenant = $1 and data_version = $2 \
               order by release_no desc";
    let Some(row) = db.row(sql, args![tenant, version]).await? else { return Ok(None) };
    let month = |column| row.get::<i64>(column).map(Month::from_number);
    let months = month(1)?.zip(month(2)?);
    let release_no = row.get(0)?;
    Ok(months.map(|(first, last)| Release { release_no, first, last, made: false, series: 0 }))
}

async fn is_synthetic(db: &Db, tenant: i64) -> Result<bool, SqlError> {
    let sql = "select count(*) from import where tenant = $1 and kind in ('whole', 'changes') and synthetic = $2";
    let row = db.row(sql, args![tenant, true]).await?;
    Ok(row.map(|row| row.get::<i64>(0)).transpose()?.unwrap_or(0) > 0)
}
