//! A scenario: which places, for how long, with which levers.

use crate::given::{Given, GivenError};
use crate::levers::{Lever, Use};
use crate::population::Demand;

/// First and last year in which a scenario may lie: those of the projected population.
pub const YEARS: std::ops::RangeInclusive<i32> = 2019..=2043;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its title.
    pub title: String,
    /// First month, counted from January of year 0.
    pub start: i32,
    /// Years to run.
    pub years: u32,
    /// Runs; each uses the next draw of the parameters in turn.
    pub runs: u32,
    /// Draws of the parameters: runs / draws runs share each, so that chance and parameters can be told apart. 0: the
    /// central values in every run.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
    /// Codes of the places; all when empty.
    pub places: Vec<String>,
    /// What the number of posts follows.
    pub demand: Demand,
    /// The levers.
    pub levers: Vec<Use>,
}

impl Scenario {
    /// A scenario without levers.
    pub fn plain(title: &str, start: i32, years: u32, runs: u32) -> Scenario {
        let draws = runs.div_ceil(2);
        let (places, levers) = (Vec::new(), Vec::new());
        Scenario {
            title: title.to_owned(),
            start,
            years,
            runs,
            draws,
            seed: 2026,
            places,
            demand: Demand::Older65,
            levers,
        }
    }

    /// Reads a scenario file.
    pub fn read(file: &str, text: &str, library: &[Lever], places: &[&str]) -> Result<Scenario, GivenError> {
        let table = Given::parse(file, text)?;
        let root = Given::root(file, &table);
        root.only(&["title", "start", "years", "runs", "draws", "seed", "places", "demand", "lever"])?;
        let start = root.month("start", 2019..=2042)?;
        let years = root.whole("years", 1..=24)? as u32;
        if start + 12 * years.cast_signed() > 12 * YEARS.end() + 6 {
            return Err(
                root.refuse("years", "so few that the scenario ends by June 2043, with the projected population")
            );
        }
        let runs = root.whole_or("runs", 1..=100_000, 200)? as u32;
        let draws = root.whole_or("draws", 0..=i64::from(runs), i64::from(runs.div_ceil(2)))? as u32;
        let demand =
            if root.has("demand") { Demand::ALL[root.one_of("demand", &Demand::WORDS)?] } else { Demand::Older65 };
        let chosen = root.some_of("places", places)?.unwrap_or_default();
        let last = *YEARS.end();
        let levers = root.tables("lever")?;
        Ok(Scenario {
            title: root.text("title")?.to_owned(),
            start,
            years,
            runs,
            draws,
            seed: root.whole_or("seed", 0..=i64::MAX, 2026)? as u64,
            places: chosen.into_iter().map(|at| places[at].to_owned()).collect(),
            demand,
            levers: levers.iter().map(|given| Use::given(given, library, 2019..=last)).collect::<Result<_, _>>()?,
        })
    }

    /// Months to run.
    pub fn months(&self) -> u32 {
        self.years * 12
    }

    /// The draw of the parameters that a run uses; `None` for the central values.
    pub fn draw(&self, run: u32) -> Option<u32> {
        (self.draws > 0).then(|| run % self.draws.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::levers::library;

    fn told(text: &str) -> String {
        Scenario::read("s.toml", text, &library().unwrap(), &["E10000012", "E06000031"]).unwrap_err().to_string()
    }

    const GOOD: &str = "title = \"Parity\"\nstart = \"2026-04\"\nyears = 10\n";

    #[test]
    fn a_scenario_reads_with_its_levers() {
        let text = format!(
            "{GOOD}places = [\"E10000012\"]\ndemand = \"75+\"\n[[lever]]\nid = \"pay_parity\"\nstart = \"2027-04\"\n"
        );
        let read = Scenario::read("s.toml", &text, &library().unwrap(), &["E10000012"]).unwrap();
        assert_eq!((read.start, read.runs, read.draws, read.levers.len()), (2026 * 12 + 3, 200, 100, 1));
        assert_eq!(read.demand, Demand::Older75);
    }

    #[test]
    fn each_mistake_is_one_sentence_with_file_key_and_what_is_allowed() {
        assert_eq!(
            told(&format!("{GOOD}places = [\"E99\"]")),
            "s.toml: places must be a list of some of E10000012, E06000031"
        );
        assert_eq!(
            told(&GOOD.replace("2026-04", "2026-13")),
            "s.toml: start must be a month as \"YYYY-MM\" from 2019 to 2042"
        );
        assert!(told(&GOOD.replace("10", "20")).contains("years must be so few that the scenario ends by June 2043"));
        assert!(
            told(&format!("{GOOD}[[lever]]\nid = \"magic\"\nstart = \"2026-04\""))
                .starts_with("s.toml: lever[1].id must be one of")
        );
        assert!(told(&format!("{GOOD}colour = 1")).starts_with("s.toml: colour is not known; allowed are title"));
        let pay = format!("{GOOD}[[lever]]\nid = \"pay_parity\"\nstart = \"2026-04\"\npay_floor = -1");
        assert_eq!(told(&pay), "s.toml: lever[1].pay_floor must be a whole number from 1 to 20000");
        assert_eq!(told("title = \"x\""), "s.toml: start must be a month as \"YYYY-MM\" from 2019 to 2042");
    }
}
