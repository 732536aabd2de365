//! What the pulse says: shares who agree, by place, role and statement, as far as they may be told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocation_disclosure::{Dimension, DisclosedCount, DisclosedRate, Policy, Shape, ShapeError, Table, protect};
use vocation_records::sql::{Db, SqlError, args};
use vocation_records::strategy::Role;

use super::{Answer, Round};

/// What people of one role said to one statement in a place (or in all of them together).
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Code of the place; empty for all together.
    pub place: String,
    /// How many answered.
    pub people: DisclosedCount,
    /// The share who agree, in per cent; none where it may not be told.
    pub agree: Option<f64>,
    /// Its 95 % interval (Wilson), for people who answer; those who do not may think otherwise.
    pub range: Option<(f64, f64)>,
}

/// Why results could not be had.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] SqlError),
    /// The tallies make no table.
    #[error("the tallies of the pulse make no table")]
    Shape(#[from] ShapeError),
}

/// The results of a round for one role: by statement, all places together first. Nothing of a round that still runs, so
/// that nobody can compare two moments of it.
///
/// # Errors
/// [`ResultsError`].
pub async fn pulse_results(
    db: &Db,
    tenant: i64,
    round: Round,
    role: Role,
    today: Date,
) -> Result<BTreeMap<String, Vec<Said>>, ResultsError> {
    if round >= Round::of(today) {
        return Ok(BTreeMap::new());
    }
    let sql = "select statement, place, answer, people from pulse_tally
               where tenant = $1 and round = $2 and role = $3 order by statement, place, answer";
    let mut tallies: BTreeMap<String, BTreeMap<String, [u32; 3]>> = BTreeMap::new();
    for row in db.rows(sql, args![tenant, round.to_string(), role.key()]).await? {
        let Some(at) =
            Answer::find(&row.get::<String>(2)?).and_then(|found| Answer::ALL.iter().position(|a| *a == found))
        else {
            continue;
        };
        let place = tallies.entry(row.get(0)?).or_default().entry(row.get(1)?).or_default();
        place[at] = u32::try_from(row.get::<i64>(3)?).unwrap_or(u32::MAX);
    }
    let mut results = BTreeMap::new();
    for (statement, places) in tallies {
        results.insert(statement, published(&places)?);
    }
    Ok(results)
}

/// Protects the answers of one statement as one table of places by answers.
fn published(places: &BTreeMap<String, [u32; 3]>) -> Result<Vec<Said>, ShapeError> {
    let policy = Policy::special();
    let codes: Vec<&str> = places.keys().map(String::as_str).collect();
    let answers: Vec<&str> = Answer::ALL.iter().map(|answer| answer.key()).collect();
    let shape =
        Shape::new(vec![Dimension::flat("place", "all", &codes), Dimension::flat("answer", "people", &answers)])?;
    let table = Table::from_atoms(&shape, places.values().flatten().copied().collect())?;
    let shown = protect(&shape, &table, &policy);
    let figure = |place: usize, answer: usize| {
        let cell = shape.cell(&[place, answer]).and_then(|cell| shown.get(cell));
        cell.unwrap_or(DisclosedCount::CONFIDENTIAL)
    };
    let said = |node: usize| {
        let (people, agree) = (figure(node, 0), figure(node, 1));
        let share = DisclosedRate::of(agree, people, "people who answered", &policy).per_cent();
        let range = share.zip(people.shown()).map(|(share, people)| wilson(share / 100.0, f64::from(people)));
        let place = if node == 0 { String::new() } else { codes[node - 1].to_owned() };
        Said { place, people, agree: share, range }
    };
    Ok((0..=codes.len()).map(said).collect())
}

/// Wilson's 95 % interval of a share, in per cent.
fn wilson(share: f64, people: f64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let square = Z * Z / people;
    let middle = (share + square / 2.0) / (1.0 + square);
    let reach = Z * (share * (1.0 - share) / people + square / (4.0 * people)).sqrt() / (1.0 + square);
    ((middle - reach) * 100.0, (middle + reach) * 100.0)
}
