//! The pictures of the overview, each with its finding as the title.

use vocation_records::indicators::measure::Measure;
use vocation_records::indicators::official::{self, Turnover};
use vocation_records::indicators::series::Figure;
use vocation_records::places::{Basis, PopulationYear};
use vocation_ui::{Area, AreaMap, Chart, Kind, Layer, Point, Series, Source, Unit};

use crate::overview::picture::{LOOK_AHEAD_TO, Picture};
use crate::overview::workforce::{self, Told};

const PROJECTIONS: &str = "Office for National Statistics, 2018-based population projections";
const TURNOVER: &str =
    "Office for Local Government (to 2022-23) and Adult Social Care Outcomes Framework (from 2023-24)";

/// The councils coloured by their latest official turnover.
pub fn turnover_map(picture: &Picture) -> AreaMap {
    let areas = picture.councils.iter().map(|council| {
        let code = council.place.code.as_str();
        let percent = council.turnover.map(|known| known.percent);
        Area::new(code, &council.place.short_name, percent, None).href(format!("/councils/{code}"))
    });
    let finding = picture.turnover_ends().map_or_else(
        || "Turnover is not known yet".to_owned(),
        |(highest, lowest)| {
            format!("Turnover is highest in {} and lowest in {}", highest.place.short_name, lowest.place.short_name)
        },
    );
    let mut map = AreaMap::new("turnover-map", Layer::Councils, finding, "Turnover", Unit::Percent, areas.collect())
        .subtitle("Staff who left in the year, for every 100 in post, by council, 2024-25")
        .note("Official figures for the whole of a council's area, over all employers.");
    map.source = Source::new(TURNOVER);
    map.csv_href = Some("/councils.csv".to_owned());
    map
}

/// Turnover and the part of it that is lost to the sector, month by month.
pub fn turnover_and_loss(place: &str, headlines: &[Told]) -> Chart {
    let wanted = ["turnover", "loss-rate"].map(|key| headlines.iter().find(|told| told.measure.key == key));
    let line = |told: &Told| {
        let point = |figure: &Figure| Point::of(figure.month.in_words(), told.shown(figure), workforce::mark(figure));
        Series::new(told.measure.label, told.figures.iter().map(point).collect())
    };
    let series = wanted.iter().flatten().map(|told| line(told)).collect();
    let finding = match wanted {
        [Some(turnover), Some(loss)] => moved_or_lost(place, turnover, loss),
        _ => format!("Turnover in {place} is not known yet"),
    };
    let mut chart = Chart::new("turnover-and-loss", Kind::Line, finding, Unit::Percent, series);
    chart.subtitle = format!("Leavers in the last 12 months for every 100 permanent and temporary staff, {place}");
    "Month".clone_into(&mut chart.dimension);
    chart.note = Some("The first year has no figures, because a whole year of leavers must have been seen.".to_owned());
    chart.source = Source::new("National-format workforce files loaded here; see Methods and data");
    chart
}

/// Of the latest month in which it is settled who moved.
fn moved_or_lost(place: &str, turnover: &Told, loss: &Told) -> String {
    let lost = loss.settled();
    let all = lost.and_then(|lost| turnover.figures.iter().find(|figure| figure.month == lost.month));
    match all.zip(lost).and_then(|(all, lost)| turnover.shown(all).zip(loss.shown(lost))) {
        Some((all, lost)) if all > 0.0 => format!(
            "Of every 10 people who leave a care job in {place}, about {:.0} stay in the sector",
            ((all - lost) * 10.0 / all).max(0.0)
        ),
        _ => format!("Turnover in {place} may not be shown"),
    }
}

/// Any measure by council, coloured.
pub fn measure_map(measure: &Measure, areas: Vec<Area>, month: &str) -> AreaMap {
    let known = || areas.iter().filter_map(|area| Some((area.value?, &area.name)));
    let highest = known().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name.clone());
    let finding = highest.map_or_else(
        || format!("{} is not known yet", measure.label),
        |name| format!("{} is highest in {name}", measure.label),
    );
    let mut map = AreaMap::new("map", Layer::Councils, finding, measure.label, workforce::unit(measure), areas)
        .subtitle(format!("{}, by council, {month}", measure.label));
    map.source = Source::new("National-format workforce files loaded here; see Methods and data");
    map.csv_href = Some(format!("/indicators/{}/figures.csv", measure.key));
    map
}

/// How the number of older people in a place has grown and is expected to grow.
pub fn people(place: &str, years: &[PopulationYear]) -> Chart {
    let line = |label: &str, of: fn(&PopulationYear) -> i64| {
        let point = |known: &PopulationYear| {
            let point = Point::known(known.year.to_string(), of(known) as f64);
            if known.basis == Basis::Projection2018 { point.projected() } else { point }
        };
        Series::new(label, years.iter().map(point).collect())
    };
    let series = vec![line("75 and over", |known| known.age_75_plus), line("85 and over", |known| known.age_85_plus)];
    let finding = format!("More people in {place} will be 75 and over each year to {LOOK_AHEAD_TO}");
    let mut chart = Chart::new("people", Kind::Line, finding, Unit::Count("people"), series);
    chart.subtitle = format!("People by age, {place}");
    "Year".clone_into(&mut chart.dimension);
    chart.source = Source::new(PROJECTIONS);
    chart
}

/// The official turnover of one council's area, each published series a line of its own.
pub fn turnover(place: &str, code: &str) -> Chart {
    let known = official::turnover(code);
    let series = ["Oflog ASC7", "ASCOF 6a"].map(|series| {
        let point = |year: &Turnover| {
            let label = format!("{}-{:02}", year.year - 1, year.year % 100);
            Point::of(label, (year.series == series).then_some(year.percent), None)
        };
        Series::new(series, known.iter().map(point).collect())
    });
    let mut chart = Chart::new("turnover", Kind::Line, turnover_finding(place, &known), Unit::Percent, series.into());
    chart.subtitle = format!("Staff who left in the year, for every 100 in post, {place}");
    "Year".clone_into(&mut chart.dimension);
    chart.note = Some("The method changed with the publisher in 2023-24: do not compare across the gap.".to_owned());
    chart.source = Source::new(TURNOVER);
    chart
}

fn turnover_finding(place: &str, known: &[Turnover]) -> String {
    let (Some(last), Some(before)) = (known.last(), known.iter().rev().nth(1)) else {
        return format!("Turnover in {place} is not known yet");
    };
    let way = if last.percent < before.percent { "fell" } else { "rose" };
    format!("Turnover in {place} {way} from {:.1}% to {:.1}% in the latest year", before.percent, last.percent)
}
