//! `/plan/boards/{code}`: a pack for a board: what changed, what is at risk, what is asked; then the detail.
//!
//! With `?on=YYYY-MM-DD` it is the pack of that day: the release of figures, the actions and the asks as they were then. It
//! is made of nothing but these, so the same day gives the same pack, byte for byte.

use axum::extract::{Path, Query, State};
use axum::response::Html as Answer;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use vocation_records::indicators::measure::{MEASURES, Measure};
use vocation_records::indicators::series::{Figure, Published};
use vocation_records::month::Month;
use vocation_records::places::{EAST, PlaceCode, place_get};
use vocation_records::sql::args;
use vocation_ui::components::content::{Grid, SummaryList};
use vocation_ui::components::figure::Feeling;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Chart, Component as _, Html, Kind, Point, Series, Source, Unit, long_date};

use super::parts::{bullets, heading, page};
use super::{actions, asks};
use crate::delivery::actions::rules::{Action, Standing, in_order};
use crate::delivery::asks::{Ask, AskState};
use crate::delivery::record::{Versioned, moment, record_list};
use crate::overview::workforce::{HEADLINES, TOLD_FROM, Told, mark, told};
use crate::overview::{Desk, PageError, REGION};

/// What the address may ask for.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Asked {
    /// The day of the pack.
    on: Option<Date>,
}

/// Everything that a pack is made of.
struct Pack {
    place: String,
    name: String,
    on: Date,
    release: Option<Published>,
    told: Vec<Told>,
    actions: Vec<Versioned<Action>>,
    asks: Vec<Versioned<Ask>>,
}

/// Shows the page.
pub async fn get(
    State(desk): State<Desk>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Answer<String>, PageError> {
    let pack = gathered(&desk, code, asked.on.unwrap_or(desk.today)).await?;
    let main = Html::join([
        heading("What changed"),
        changed(&pack),
        heading("What is at risk"),
        at_risk(&pack),
        heading("What we ask of you"),
        asked_of_you(&pack),
        heading("The detail"),
        chart(&pack).html(),
        figures(&pack).html(),
        actions::table(&pack.actions, pack.on).html(),
        asks::table(&pack.asks, pack.on).html(),
        sources(&pack).html(),
    ]);
    let day = long_date(&pack.on.to_string());
    let path = format!("/plan/boards/{}?on={}", pack.place, pack.on);
    let page = page(&format!("Board pack: {}", pack.name), main, &path)
        .caption(format!("As on {day}"))
        .lead("The first three parts can be read in two minutes.")
        .synthetic(pack.release.as_ref().is_some_and(|release| release.synthetic));
    Ok(Answer(page.render_page()))
}

async fn gathered(desk: &Desk, code: String, on: Date) -> Result<Pack, PageError> {
    let name = if code == REGION {
        "East of England".to_owned()
    } else {
        place_get(&desk.db, EAST, &PlaceCode::new(&code)).await?.ok_or(PageError::NotFound)?.name
    };
    // The whole of the day: to its last second.
    let end = TimeZone::UTC.to_timestamp(on.at(23, 59, 59, 0)).map_err(|_| PageError::NotFound)?;
    let release = released(desk, end).await?;
    let mut figures = Vec::new();
    if let Some(release) = &release {
        for measure in MEASURES {
            figures.push(told(desk, release, &code, measure).await?);
        }
    }
    let here = |place: &str| code == REGION || place == code;
    let mut actions = record_list::<Action>(&desk.db, EAST, Some(end)).await?;
    actions.retain(|action| here(&action.body.place));
    let asks = record_list::<Ask>(&desk.db, EAST, Some(end)).await?;
    Ok(Pack { place: code, name, on, release, told: figures, actions, asks })
}

/// The last release by a moment.
async fn released(desk: &Desk, end: jiff::Timestamp) -> Result<Option<Published>, PageError> {
    let sql = "select release_no, published_at, first_month, last_month, synthetic from release
               where tenant = $1 and substr(published_at, 1, 19) <= $2 order by release_no desc limit 1";
    let until: String = moment(end).chars().take(19).collect();
    let Some(row) = desk.db.row(sql, args![EAST, until]).await? else { return Ok(None) };
    let months = Month::from_number(row.get(2)?).zip(Month::from_number(row.get(3)?));
    let (release_no, published_at, synthetic) = (row.get(0)?, row.get(1)?, row.get(4)?);
    Ok(months.map(|(first, last)| Published { release_no, published_at, first, last, synthetic }))
}

impl Pack {
    fn headlines(&self) -> impl Iterator<Item = &Told> {
        HEADLINES.iter().filter_map(|key| self.told.iter().find(|told| told.measure.key == *key))
    }
}

fn changed(pack: &Pack) -> Html {
    if pack.told.is_empty() {
        return Html::paragraph("No figures were published by this day.");
    }
    Grid { across: 3, items: pack.headlines().take(6).map(|told| told.card(None).html()).collect() }.html()
}

fn at_risk(pack: &Pack) -> Html {
    let late = in_order(&pack.actions, pack.on).into_iter().filter_map(|(standing, action)| {
        let told = || Html::text(&format!("{}: {}", standing.name(), action.body.text));
        matches!(standing, Standing::Overdue | Standing::Blocked).then(told)
    });
    let worse = pack.headlines().filter_map(|told| {
        let direction = told.direction().filter(|direction| direction.feeling == Feeling::Worse)?;
        // What cannot be told from chance yet stays on the list; what is within the usual is no risk.
        if told.stands_out().is_some_and(|far| far < TOLD_FROM) {
            return None;
        }
        Some(Html::text(&format!("{}: {}", told.measure.label, direction.words())))
    });
    let risks = bullets(late.chain(worse));
    if risks.is_empty() {
        Html::paragraph(
            "No action is overdue or blocked, and no headline figure got worse over the last year by more than it usually moves.",
        )
    } else {
        risks
    }
}

fn asked_of_you(pack: &Pack) -> Html {
    let open = pack.asks.iter().filter(|ask| ask.body.state == AskState::Sent);
    let list = bullets(open.map(|ask| Html::text(&format!("{} (asked of {})", ask.body.text, ask.body.of))));
    if list.is_empty() { Html::paragraph("Nothing is asked at present.") } else { list }
}

fn figure_month(figure: &Figure) -> String {
    figure.month.in_words()
}

/// Turnover and loss to the sector, month by month.
fn chart(pack: &Pack) -> Chart {
    let line = |key: &str| {
        let told = pack.told.iter().find(|told| told.measure.key == key)?;
        let point = |figure: &Figure| Point::of(figure_month(figure), told.shown(figure), mark(figure));
        Some(Series::new(told.measure.label, told.figures.iter().map(point).collect()))
    };
    let series: Vec<Series> = ["turnover", "loss-rate"].into_iter().filter_map(line).collect();
    let finding = format!("Turnover in {}, and the part of it that is lost to the sector", pack.name);
    let mut chart = Chart::new("board-turnover", Kind::Line, finding, Unit::Percent, series);
    "Month".clone_into(&mut chart.dimension);
    "Leavers in the last 12 months for every 100 permanent and temporary staff".clone_into(&mut chart.subtitle);
    chart.source = Source::new(source(pack));
    chart
}

fn figures(pack: &Pack) -> Table {
    let row = |told: &Told| {
        let last = told.last();
        let value = Cell::Number {
            value: last.and_then(|figure| told.shown(figure)),
            unit: told.unit(),
            mark: last.and_then(mark),
        };
        let month = last.map_or_else(String::new, figure_month);
        let Measure { label, source, .. } = told.measure;
        vec![Cell::text(*label), value, Cell::text(month), Cell::text(*source)]
    };
    let columns = vec![
        Column::words("Indicator"),
        Column::numbers("Latest"),
        Column::words("Month"),
        Column::words("Formula from"),
    ];
    Table::new("Every indicator, as published", columns, pack.told.iter().map(row).collect())
}

fn source(pack: &Pack) -> String {
    match &pack.release {
        Some(release) => format!("Release {} of figures, {}", release.release_no, release.last.in_words()),
        None => "No release of figures".to_owned(),
    }
}

fn sources(pack: &Pack) -> SummaryList {
    let published = pack
        .release
        .as_ref()
        .map_or_else(|| "none".to_owned(), |release| long_date(release.published_at.get(..10).unwrap_or_default()));
    SummaryList::new([
        ("Figures".to_owned(), Html::text(&source(pack))),
        ("Published".to_owned(), Html::text(&published)),
        (
            "Disclosure".to_owned(),
            Html::text("Only figures that passed disclosure control; [c] is hidden so that nobody can be identified."),
        ),
        (
            "Actions and asks".to_owned(),
            Html::text(&format!("As recorded by the end of {}", long_date(&pack.on.to_string()))),
        ),
        (
            "Draw it again".to_owned(),
            Html::link("This pack, as on this day", &format!("/plan/boards/{}?on={}", pack.place, pack.on)),
        ),
    ])
}
