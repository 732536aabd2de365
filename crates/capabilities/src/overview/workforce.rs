//! The workforce of a place, from the latest release.

use vocation_records::indicators::measure::{Better, Formula, Measure};
use vocation_records::indicators::series::{Cell, Figure, Published, latest, series};
use vocation_records::places::EAST;
use vocation_ui::components::content::Link;
use vocation_ui::components::figure::{Direction, Feeling, FigureCard, Way};
use vocation_ui::{Mark, Unit};

use super::{Desk, PageError};

/// The measures on the cards of a place, most telling first.
pub const HEADLINES: [&str; 9] = [
    "filled-posts",
    "vacancy-rate",
    "turnover",
    "loss-rate",
    "aged-55-over",
    "zero-hours",
    "median-pay",
    "near-minimum",
    "qualified",
];

/// How far a change must stand out to be told: see [`Told::stands_out`].
pub const TOLD_FROM: f64 = 2.0;

/// One measure of a place, month by month.
#[derive(Debug, Clone)]
pub struct Told {
    /// The measure.
    pub measure: &'static Measure,
    /// Its figures, earliest first.
    pub figures: Vec<Figure>,
}

/// The latest release, when there is one.
pub async fn release(desk: &Desk) -> Result<Option<Published>, PageError> {
    Ok(latest(&desk.db, EAST).await?)
}

/// A measure of a place; empty when nothing was published of it.
pub async fn told(desk: &Desk, release: &Published, place: &str, measure: &'static Measure) -> Result<Told, PageError> {
    let figures = series(&desk.db, EAST, release.release_no, Cell::whole(place), measure.key).await?;
    Ok(Told { measure, figures })
}

/// The headline measures of a place.
pub async fn headlines(desk: &Desk, release: &Published, place: &str) -> Result<Vec<Told>, PageError> {
    let mut all = Vec::with_capacity(HEADLINES.len());
    for measure in HEADLINES.iter().filter_map(|key| Measure::find(key)) {
        all.push(told(desk, release, place, measure).await?);
    }
    Ok(all)
}

impl Told {
    /// The latest figure.
    pub fn last(&self) -> Option<&Figure> {
        self.figures.last()
    }

    /// The latest figure that is not provisional.
    pub fn settled(&self) -> Option<&Figure> {
        self.figures.iter().rfind(|figure| !figure.mark.contains("[p]"))
    }

    /// The unit in which values are shown.
    pub fn unit(&self) -> Unit {
        unit(self.measure)
    }

    /// The value to show: pay is held in pounds and shown from pence.
    pub fn shown(&self, figure: &Figure) -> Option<f64> {
        shown(self.measure, figure)
    }

    /// As a card, with its move over the last year.
    pub fn card(&self, completeness: Option<&Told>) -> FigureCard {
        let last = self.last();
        let month = last.map_or_else(String::new, |figure| figure.month.in_words());
        let meaning = if self.measure.denominator.is_empty() {
            format!("at the end of {month}")
        } else {
            format!("of {}, {month}", self.measure.denominator)
        };
        let answered = completeness.and_then(|told| told.last()?.value);
        FigureCard {
            mark: last.and_then(mark),
            direction: self.direction(),
            completeness: answered.map(|percent| format!("Staff records are {percent:.0}% complete")),
            method: Some(Link::new(
                "All councils, parts and how it was made",
                format!("/indicators/{}", self.measure.key),
            )),
            ..FigureCard::new(self.measure.label, last.and_then(|figure| self.shown(figure)), self.unit(), meaning)
        }
    }

    /// How far the move over the last year stands out from what the figure does from month to month: the move over what
    /// as many monthly steps of the two years would add up to if they were chance. From [`TOLD_FROM`] on it is told as a change.
    pub fn stands_out(&self) -> Option<f64> {
        let last = self.last()?;
        let value = |back: i32| {
            let figure = self.figures.iter().find(|figure| last.month.since(figure.month) == back)?;
            self.shown(figure)
        };
        let steps: Vec<f64> = (0..24).filter_map(|back| Some(value(back)? - value(back + 1)?)).collect();
        // Fewer steps than a year say nothing of what is usual.
        if steps.len() < 12 {
            return None;
        }
        let usual = (steps.iter().map(|step| step * step).sum::<f64>() / steps.len() as f64).sqrt() * 12_f64.sqrt();
        let moved = (value(0)? - value(12)?).abs();
        (usual > 0.0 && moved > 0.0).then(|| moved / usual)
    }

    /// How the latest figure compares with the one of a year before.
    pub fn direction(&self) -> Option<Direction> {
        let last = self.last()?;
        let before = self.figures.iter().find(|figure| last.month.since(figure.month) == 12)?;
        let (now, then) = (self.shown(last)?, self.shown(before)?);
        let change = now - then;
        let small = if matches!(self.unit(), Unit::Percent) { 0.05 } else { then.abs() / 1000.0 };
        let way = match change {
            change if change.abs() <= small => Way::Level,
            change if change > 0.0 => Way::Up,
            _ => Way::Down,
        };
        let feeling = match (way, self.measure.better) {
            (Way::Level, _) | (_, Better::Neither) => Feeling::Neutral,
            (Way::Up, Better::More) | (Way::Down, Better::Less) => Feeling::Better,
            _ => Feeling::Worse,
        };
        let by = match self.unit() {
            Unit::Percent => format!("{:.1} percentage points", change.abs()),
            unit => unit.say(change.abs()),
        };
        Some(Direction { way, feeling, by, since: before.month.in_words() })
    }
}

/// The unit of a measure.
pub fn unit(measure: &Measure) -> Unit {
    match measure.formula {
        Formula::Count(_) => Unit::Count("posts"),
        Formula::Rate { .. } | Formula::VacancyRate | Formula::Completeness => Unit::Percent,
        Formula::SickDays => Unit::Days,
        Formula::MedianPay => Unit::Pence,
    }
}

/// The value of a figure as its unit wants it.
pub fn shown(measure: &Measure, figure: &Figure) -> Option<f64> {
    let value = figure.value?;
    Some(if measure.formula == Formula::MedianPay { value * 100.0 } else { value })
}

/// The mark of a figure; only the first where there are several.
pub fn mark(figure: &Figure) -> Option<Mark> {
    let end = figure.mark.find(']')?;
    Mark::from_shorthand(&figure.mark[..=end])
}
