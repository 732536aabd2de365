//! Official statistics of councils that stand beside our own figures: published elsewhere, never recomputed here.
//!
//! Turnover is measure ASC7 of the Office for Local Government up to 2022-23, and measure 6a of the Adult Social Care
//! Outcomes Framework (ASCOF) from 2023-24. The two are not one series: the method changed with the publisher.

use std::sync::LazyLock;

const TURNOVER: &str = include_str!("../../../../data/synth/turnover_by_council.csv");
const COUNCILS: &str = include_str!("../../../../data/synth/calibration_east.csv");

/// Turnover of the workforce in one council's area in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turnover {
    /// GSS code of the council.
    pub council: &'static str,
    /// The year ending 31 March of this year.
    pub year: i32,
    /// Leavers in the year for every 100 staff.
    pub percent: f64,
    /// The published series: `Oflog ASC7` or `ASCOF 6a`.
    pub series: &'static str,
}

/// What is officially known of care homes and people in one council's area, 2024-25.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CouncilFacts {
    /// GSS code of the council.
    pub council: &'static str,
    /// Residential care locations registered with the regulator.
    pub care_homes: u32,
    /// Share of them rated good or outstanding, in per cent.
    pub good_or_outstanding: f64,
    /// People aged 65 and over with long-term support.
    pub supported_65_over: Option<u32>,
    /// People aged 18 to 64 with long-term support.
    pub supported_18_64: Option<u32>,
}

static SERIES: LazyLock<Vec<Turnover>> = LazyLock::new(|| TURNOVER.lines().skip(1).filter_map(turnover_line).collect());
static FACTS: LazyLock<Vec<CouncilFacts>> = LazyLock::new(council_facts);

/// The official turnover of a council's area, year after year; empty when none is known.
pub fn turnover(council: &str) -> Vec<Turnover> {
    SERIES.iter().filter(|known| known.council == council).copied().collect()
}

/// The official facts of a council's area; `None` outside the region.
pub fn facts(council: &str) -> Option<CouncilFacts> {
    FACTS.iter().find(|known| known.council == council).copied()
}

/// A line is code, name, year, per cent, series; only the name may hold a comma.
fn turnover_line(line: &'static str) -> Option<Turnover> {
    let (council, rest) = line.split_once(',')?;
    let mut from_the_end = rest.rsplitn(4, ',');
    let series = from_the_end.next()?;
    let percent = from_the_end.next()?.parse().ok()?;
    let year = from_the_end.next()?.parse().ok()?;
    Some(Turnover { council, year, percent, series })
}

fn council_facts() -> Vec<CouncilFacts> {
    let mut lines = COUNCILS.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| names.iter().position(|other| *other == name);
    lines
        .filter_map(|line| {
            let fields: Vec<&'static str> = line.split(',').collect();
            let field = |name: &str| column(name).and_then(|at| fields.get(at)).copied();
            Some(CouncilFacts {
                council: field("utla_code")?,
                care_homes: field("residential_locations_2024_25")?.parse().ok()?,
                good_or_outstanding: field("residential_good_or_outstanding_pct")?.parse().ok()?,
                supported_65_over: field("long_term_clients_65_plus_ascof2e2b").and_then(|text| text.parse().ok()),
                supported_18_64: field("long_term_clients_18_64_ascof2e2a").and_then(|text| text.parse().ok()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norfolk_has_a_turnover_for_each_published_year() {
        let norfolk = turnover("E10000020");
        let years: Vec<i32> = norfolk.iter().map(|known| known.year).collect();
        assert_eq!(years, [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]);
        let latest = norfolk.last().unwrap();
        assert!((latest.percent - 20.9).abs() < 1e-9, "{latest:?}");
        assert_eq!(latest.series, "ASCOF 6a");
    }

    #[test]
    fn care_homes_of_the_eleven_councils_and_milton_keynes_are_known() {
        assert_eq!(FACTS.len(), 12);
        assert_eq!(facts("E10000012").map(|essex| essex.care_homes), Some(368));
        assert_eq!(facts("E09000001"), None);
    }
}
