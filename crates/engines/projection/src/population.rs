//! People by age, this year and as projected, and what demand for care follows.

const CARRIED: &str = include_str!("../../../../data/places/population_east/population_bands_principal.csv");
const ENGLAND: &str = "E92000001";

/// What the number of posts follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// People aged 65 and over, for every service: the published proportional projection.
    Older65,
    /// People aged 75 and over, for every service: its published variant.
    Older75,
    /// People aged 85 and over, for every service.
    Older85,
    /// Each service by whom it supports: its share for working ages by those 18 to 64, the rest by those 75 and over.
    ByService,
    /// Nothing: posts stay as they are.
    Constant,
}

impl Demand {
    /// Words for it in files.
    pub const WORDS: [&str; 5] = ["65+", "75+", "85+", "by service", "constant"];
    /// In the order of the words.
    pub const ALL: [Demand; 5] =
        [Demand::Older65, Demand::Older75, Demand::Older85, Demand::ByService, Demand::Constant];
}

/// Why people cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PopulationError {
    /// No rows.
    #[error("population_bands_principal.csv: there are no projected people for {0}")]
    Missing(String),
    /// A row that is none.
    #[error("population_bands_principal.csv, line {0}: ages need whole numbers")]
    Line(usize),
}

/// The people of a place by year (middle of it): 18 to 64, 65+, 75+, 85+.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    first: i32,
    years: Vec<[f64; 4]>,
}

impl Population {
    /// The carried projection (ONS, 2018-based, principal) of a council; England's for one that has no rows.
    pub fn carried(code: &str) -> Result<Population, PopulationError> {
        let of = |code: &str| Population::read(CARRIED, code);
        match of(code) {
            Err(PopulationError::Missing(_)) => of(ENGLAND),
            other => other,
        }
    }

    /// Reads the projected rows of a code.
    pub fn read(text: &str, code: &str) -> Result<Population, PopulationError> {
        let mut found = Population { first: 0, years: Vec::new() };
        for (at, line) in text.lines().enumerate() {
            let mut fields = line.rsplitn(14, ',').collect::<Vec<_>>();
            fields.reverse();
            // A name may hold a comma; what stands before the year is code and name.
            let (Some(head), Some(source)) = (fields.first(), fields.get(1)) else { continue };
            if !head.starts_with(code) || !source.starts_with("snpp") {
                continue;
            }
            let year = head.rsplit(',').next().and_then(|year| year.parse::<i32>().ok());
            let people = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok());
            let (Some(year), Some(adults), Some(older), Some(old), Some(oldest)) =
                (year, people(4), people(11), people(12), people(13))
            else {
                return Err(PopulationError::Line(at + 1));
            };
            if found.years.is_empty() {
                found.first = year;
            }
            found.years.push([adults, older, old, oldest]);
        }
        if found.years.is_empty() { Err(PopulationError::Missing(code.to_owned())) } else { Ok(found) }
    }

    /// Years covered.
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.first..=self.first + i32::try_from(self.years.len()).unwrap_or(1) - 1
    }

    /// People in a month (counted from January of year 0): straight lines between the middles of years.
    fn at(&self, month: i32, group: usize) -> f64 {
        let since = f64::from(month - (self.first * 12 + 6)) / 12.0;
        let since = since.clamp(0.0, (self.years.len() - 1) as f64);
        let before = (since.floor() as usize).min(self.years.len().saturating_sub(2));
        let after = (before + 1).min(self.years.len() - 1);
        let share = since - before as f64;
        self.years[before][group] * (1.0 - share) + self.years[after][group] * share
    }

    /// Demand in a month against that of another month.
    pub fn index(&self, demand: Demand, working_age: f64, from: i32, to: i32) -> f64 {
        let of = |group: usize| self.at(to, group) / self.at(from, group);
        match demand {
            Demand::Constant => 1.0,
            Demand::Older65 => of(1),
            Demand::Older75 => of(2),
            Demand::Older85 => of(3),
            Demand::ByService => working_age * of(0) + (1.0 - working_age) * of(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_is_met_in_the_middle_of_years_and_joined_between() {
        let england = Population::carried(ENGLAND).unwrap();
        assert_eq!(england.years(), 2018..=2043);
        let middle = |year: i32| year * 12 + 6;
        assert!((england.at(middle(2035), 1) - 13_815_475.0).abs() < 1e-6);
        assert!((england.at(middle(2025) + 6, 1) - f64::midpoint(11_449_350.0, 11_677_599.0)).abs() < 1e-6);
        let growth = england.index(Demand::Older65, 0.0, middle(2024), middle(2040));
        assert!((growth - 14_527_073.0 / 11_241_833.0).abs() < 1e-12);
        assert!((england.index(Demand::Constant, 0.3, 0, middle(2040)) - 1.0).abs() < 1e-12);
    }
}
