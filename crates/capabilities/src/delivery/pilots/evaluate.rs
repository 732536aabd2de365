//! Judging a pilot by the published figures alone: what the dashboard shows is what the verdict rests on.

use vocation_evaluation::{
    Better, Evaluation, EvaluationError, Place, Question, Series, difference_in_differences, interrupted_series,
};
use vocation_records::indicators::measure::{Better as Wanted, Measure};
use vocation_records::indicators::series::{Cell, Figure, series};
use vocation_records::month::Month;
use vocation_records::places::EAST;
use vocation_records::sql::{Db, SqlError};

use super::rules::Pilot;

/// Months before the change that are compared, at most.
const MONTHS_BEFORE: i32 = 36;

/// What became of the evaluation of a pilot.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// It has a verdict, which may be that we cannot tell yet.
    Done(Evaluation),
    /// It could not be worked out, and why.
    Not(String),
}

/// Judges a pilot by a release.
///
/// # Errors
/// Any [`SqlError`].
pub async fn pilot_judge(db: &Db, release_no: i64, pilot: &Pilot) -> Result<Judged, SqlError> {
    let mut changed = Vec::new();
    let mut others = Vec::new();
    for (codes, into) in [(&pilot.places, &mut changed), (&pilot.comparison, &mut others)] {
        for code in codes {
            into.push(series(db, EAST, release_no, Cell::whole(code), &pilot.measure).await?);
        }
    }
    Ok(judge(pilot, &changed, &others))
}

/// Judges a pilot by figures: with places to compare with by difference in differences, alone by its own past.
pub fn judge(pilot: &Pilot, changed: &[Vec<Figure>], others: &[Vec<Figure>]) -> Judged {
    let Some(measure) = Measure::find(&pilot.measure) else {
        return Judged::Not("its indicator does not exist any more".to_owned());
    };
    let better = match measure.better {
        Wanted::More => Better::More,
        Wanted::Less => Better::Less,
        Wanted::Neither => return Judged::Not("of its indicator neither more nor less is better".to_owned()),
    };
    let question = Question { better, matters: f64::from(pilot.matters_hundredths) / 100.0 };
    let (Some(start), Some(end)) = (Month::of(pilot.starts_on), Month::of(pilot.ends_on)) else {
        return Judged::Not("its dates are outside the calendar".to_owned());
    };
    let found = if others.is_empty() && changed.len() == 1 {
        alone(&changed[0], start, end, question)
    } else {
        compared(changed, others, start, end, question)
    };
    match found {
        Ok(evaluation) => Judged::Done(evaluation),
        Err(error) => Judged::Not(error.to_string()),
    }
}

/// The figures from some months before the change to the end that are shown.
fn within(figures: &[Figure], start: Month, end: Month) -> impl Iterator<Item = (Month, f64)> {
    figures
        .iter()
        .filter(move |figure| figure.month >= start.plus(-MONTHS_BEFORE) && figure.month <= end)
        .filter_map(|figure| Some((figure.month, figure.value?)))
}

fn alone(figures: &[Figure], start: Month, end: Month, question: Question) -> Result<Evaluation, EvaluationError> {
    let known: Vec<(Month, f64)> = within(figures, start, end).collect();
    // Only what follows without a gap up to the last month: a month left out would pull the others together.
    let gap = known.windows(2).rposition(|pair| pair[1].0.since(pair[0].0) != 1).map_or(0, |at| at + 1);
    let known = &known[gap..];
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let change = known.iter().take_while(|(month, _)| *month < start).count();
    interrupted_series(Series { values: &values, change }, question)
}

fn compared(
    changed: &[Vec<Figure>],
    others: &[Vec<Figure>],
    start: Month,
    end: Month,
    question: Question,
) -> Result<Evaluation, EvaluationError> {
    // The months in which every place has a figure: the same ones everywhere.
    let all: Vec<(bool, Vec<(Month, f64)>)> = changed
        .iter()
        .map(|figures| (true, figures))
        .chain(others.iter().map(|figures| (false, figures)))
        .map(|(changed, figures)| (changed, within(figures, start, end).collect()))
        .filter(|(_, known): &(bool, Vec<_>)| !known.is_empty())
        .collect();
    let months: Vec<Month> = all.first().map_or_else(Vec::new, |(_, first)| {
        let everywhere = |month: &Month| all.iter().all(|(_, known)| known.iter().any(|(other, _)| other == month));
        first.iter().map(|(month, _)| *month).filter(everywhere).collect()
    });
    let place = |(changed, known): &(bool, Vec<(Month, f64)>)| {
        let of = |before: bool| {
            known
                .iter()
                .filter(|(month, _)| months.contains(month) && (*month < start) == before)
                .map(|(_, value)| *value)
                .collect()
        };
        Place { changed: *changed, before: of(true), after: of(false) }
    };
    difference_in_differences(&all.iter().map(place).collect::<Vec<_>>(), question)
}
