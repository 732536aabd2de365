//! Published figures: as JSON a series of months, as CSV a row a month.

use super::answer::{self, Shape};
use super::params::Asked;
use super::problem::Refused;
use super::record::{Record as _, record};
use crate::state::AppState;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::collections::HashMap;
use std::sync::Arc;
use vocation_records::indicators::browse::{Cut, Line, Listed, SeriesKey, Wanted, release_list, series_list};
use vocation_records::indicators::catalogue::{Entry, entries, entry};
use vocation_records::indicators::series::Figure;
use vocation_records::month::Month;
use vocation_records::places::{EAST, Place, PlaceCode, place_get};
use vocation_records::sql::Db;

record! {
    /// One month of a series.
    FigureOut as "Figure" {
        /// The month.
        month: String,
        /// The number, where one may be shown.
        value: Option<f64>,
        /// The figure exactly as it is published: 12.50, [c], 40[p].
        shown: String,
        /// The reason why there is no number, or what to know about it: [c], [x], [z], [p].
        mark: Option<String>,
        /// Share of the questions of the staff records behind it that are answered, in per cent, where it may be shown.
        completeness: Option<f64>,
    }
}

record! {
    /// An indicator of a place and a cut, month by month.
    SeriesOut as "Series" {
        /// Key of the indicator.
        indicator: String,
        /// The unit of its figures.
        unit: &'static str,
        /// Code of the place.
        place: String,
        /// Name of the place.
        place_name: String,
        /// Key of the service, or all.
        service: String,
        /// Key of the size of employer, or all.
        size: String,
        /// Key of the group of roles, or all.
        role: String,
        /// Number of the release.
        release: i64,
        /// Whether its people are invented.
        synthetic: bool,
        /// The figures, earliest first.
        figures: Vec<FigureOut>,
    }
}

record! {
    /// A row of the CSV.
    RowOut as "Row" {
        /// Key of the indicator.
        indicator: String,
        /// The unit of the value.
        unit: &'static str,
        /// Code of the place.
        place: String,
        /// Name of the place.
        place_name: String,
        /// Key of the service, or all.
        service: String,
        /// Key of the size of employer, or all.
        size: String,
        /// Key of the group of roles, or all.
        role: String,
        /// The month.
        month: String,
        /// The number in the digits in which it is published; empty where none may be shown.
        value: String,
        /// The reason why there is no number, or what to know about it.
        mark: String,
        /// Share of the questions of the staff records behind it that are answered, in per cent.
        completeness: String,
        /// Number of the release.
        release: i64,
        /// synthetic, or real.
        people: &'static str,
    }
}

/// The schema of [`FigureOut`], which no operation gives on its own.
pub fn figure_schema() -> serde_json::Value {
    FigureOut::schema()
}

/// A request whose things all exist.
struct Question {
    db: Db,
    release: Listed,
    indicator: Option<Entry>,
    place: String,
    cut: Cut,
    service: String,
    size: String,
    role: String,
    months: (Month, Month),
    names: HashMap<String, String>,
    units: HashMap<&'static str, &'static str>,
}

/// Series read at a time for a CSV: some thousand rows.
const AT_A_TIME: usize = 64;

/// `GET /api/v1/series`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let question = Arc::new(question(&state, &asked).await?);
    let after = asked.get("cursor").map_or_else(|| Ok(SeriesKey::default()), read_cursor)?;
    if asked.shape == Shape::Json {
        let (lines, next) = question.lines(after, asked.limit()).await?;
        let items = lines.into_iter().map(|line| question.told(line)).collect();
        return Ok(answer::page::<SeriesOut>(items, next.map(|key| cursor(&key))));
    }
    let release = question.release.release_no;
    let name = format!("{}figures-release-{release}", if question.release.synthetic { "synthetic-" } else { "" });
    let read = move |after| {
        let question = Arc::clone(&question);
        async move {
            let (lines, next) = question.lines(after, AT_A_TIME).await?;
            Ok((lines.iter().flat_map(|line| question.rows(line)).collect::<Vec<RowOut>>(), next))
        }
    };
    let mut response = answer::streamed(&name, after, read).await?;
    // A release does not change, so its number stands for all that follows from the address.
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"release-{release}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn question(state: &AppState, asked: &Asked) -> Result<Question, Refused> {
    let text = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let indicator = match asked.get("indicator") {
        Some(key) => Some(entry(key).ok_or_else(|| Refused::no("indicator", key))?),
        None => None,
    };
    let place = text("place");
    let named = match place.as_str() {
        "" => None,
        code => {
            Some(place_get(&state.db, EAST, &PlaceCode::new(code)).await?.ok_or_else(|| Refused::no("place", code))?)
        }
    };
    let release = release(&state.db, asked.read("release")).await?;
    let (from, to) = (asked.month("from").unwrap_or(release.first), asked.month("to").unwrap_or(release.last));
    if from > to {
        return Err(Refused::Request("The first month comes after the last.".to_owned()));
    }
    Ok(Question {
        names: names(&state.db, named).await?,
        db: state.db.clone(),
        indicator,
        place: place.trim().to_owned(),
        cut: match asked.get("cut") {
            Some("whole") => Cut::Whole,
            Some("service") => Cut::Service,
            Some("size") => Cut::Size,
            Some("role") => Cut::Role,
            _ => Cut::Any,
        },
        service: text("service"),
        size: text("size"),
        role: text("role"),
        months: (from, to),
        units: entries().into_iter().map(|entry| (entry.key, entry.unit)).collect(),
        release,
    })
}

async fn release(db: &Db, number: Option<i64>) -> Result<Listed, Refused> {
    let all = release_list(db, EAST).await?;
    if all.is_empty() {
        return Err(Refused::Missing("No figures are published yet.".to_owned()));
    }
    let found = all.into_iter().find(|release| number.is_none_or(|number| release.release_no == number));
    found.ok_or_else(|| Refused::Missing(format!("There is no release {}.", number.unwrap_or_default())))
}

/// The names of the place asked for, or of all that figures are published of.
async fn names(db: &Db, place: Option<Place>) -> Result<HashMap<String, String>, Refused> {
    if let Some(place) = place {
        return Ok([(place.code.to_string(), place.short_name)].into());
    }
    Ok(vocation_records::places::place_names(db, EAST).await?.into_iter().collect())
}

impl Question {
    async fn lines(&self, after: SeriesKey, limit: usize) -> Result<(Vec<Line>, Option<SeriesKey>), Refused> {
        let wanted = Wanted {
            indicator: self.indicator.as_ref(),
            place: &self.place,
            cut: self.cut,
            service: &self.service,
            size: &self.size,
            role: &self.role,
        };
        let mut lines = series_list(&self.db, EAST, self.release.release_no, &wanted, &after, limit + 1).await?;
        let more = lines.len() > limit;
        lines.truncate(limit);
        let next = lines.last().filter(|_| more).map(|line| line.key.clone());
        Ok((lines, next))
    }

    fn name_of(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_default()
    }

    fn unit_of(&self, indicator: &str) -> &'static str {
        self.units.get(indicator).copied().unwrap_or_default()
    }

    /// The figures of the months asked for, each with its completeness.
    fn months<'l>(&self, line: &'l Line) -> impl Iterator<Item = (&'l Figure, Option<&'l Figure>)> {
        let (from, to) = self.months;
        let figures = line.figures.iter().filter(move |figure| (from..=to).contains(&figure.month));
        figures.map(|figure| {
            let at = line.completeness.first().map(|first| figure.month.since(first.month));
            let at = at.and_then(|at| usize::try_from(at).ok());
            (figure, at.and_then(|at| line.completeness.get(at)))
        })
    }

    fn told(&self, line: Line) -> SeriesOut {
        let figures = self.months(&line).map(|(figure, answered)| FigureOut {
            month: figure.month.to_string(),
            value: figure.value,
            shown: figure.to_string(),
            mark: (!figure.mark.is_empty()).then(|| figure.mark.clone()),
            completeness: answered.and_then(|answered| answered.value),
        });
        SeriesOut {
            figures: figures.collect(),
            unit: self.unit_of(&line.indicator),
            place_name: self.name_of(&line.key.place),
            indicator: line.indicator,
            place: line.key.place,
            service: line.key.service,
            size: line.key.size,
            role: line.key.role,
            release: self.release.release_no,
            synthetic: self.release.synthetic,
        }
    }

    fn rows(&self, line: &Line) -> Vec<RowOut> {
        let place_name = self.name_of(&line.key.place);
        let unit = self.unit_of(&line.indicator);
        let row = |(figure, answered): (&Figure, Option<&Figure>)| RowOut {
            indicator: line.indicator.clone(),
            unit,
            place: line.key.place.clone(),
            place_name: place_name.clone(),
            service: line.key.service.clone(),
            size: line.key.size.clone(),
            role: line.key.role.clone(),
            month: figure.month.to_string(),
            value: figure.digits.clone(),
            mark: figure.mark.clone(),
            completeness: answered.map(|answered| answered.digits.clone()).unwrap_or_default(),
            release: self.release.release_no,
            people: if self.release.synthetic { "synthetic" } else { "real" },
        };
        self.months(line).map(row).collect()
    }
}

/// The key of a series as a cursor; no key holds a tilde.
fn cursor(key: &SeriesKey) -> String {
    [&key.place, &key.service, &key.size, &key.role, &key.measure].map(String::as_str).join("~")
}

fn read_cursor(text: &str) -> Result<SeriesKey, Refused> {
    let parts: Vec<&str> = text.split('~').collect();
    let [place, service, size, role, measure] = parts[..] else {
        return Err(Refused::Request("The parameter \"cursor\" is not one that was given here.".to_owned()));
    };
    let [place, service, size, role, measure] = [place, service, size, role, measure].map(str::to_owned);
    Ok(SeriesKey { place, service, size, role, measure })
}
