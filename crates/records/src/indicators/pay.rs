//! What pay is measured against: the legal minimum, and the comparator that stands for retail. Both are dated data.

use crate::month::Month;

const MINIMUM: &str = include_str!("../../../../data/pay/national_minimum_wage.csv");
const COMPARATOR: &str = include_str!("../../../../data/reference/pay/comparator.csv");

/// The rates in force in each month, pence an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floors {
    minimum: Vec<(Month, u32)>,
    comparator: Vec<(Month, u32)>,
}

/// A damaged file of rates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the file of {0} has a line that cannot be read: {1}")]
pub struct NoRate(&'static str, String);

impl Floors {
    /// The embedded rates: the National Living Wage, and the real Living Wage outside London.
    pub fn embedded() -> Result<Self, NoRate> {
        // The rate from 25 was the National Living Wage all along; younger bands joined it in 2021 and 2024.
        let minimum = MINIMUM.lines().filter(|line| line.starts_with("25_plus,"));
        let minimum = minimum.map(|line| pounds(line).ok_or_else(|| NoRate("minimum wages", line.to_owned())));
        let comparator = COMPARATOR.lines().skip(1);
        let comparator = comparator.map(|line| pence(line).ok_or_else(|| NoRate("the comparator", line.to_owned())));
        Ok(Self { minimum: minimum.collect::<Result<_, _>>()?, comparator: comparator.collect::<Result<_, _>>()? })
    }

    /// The National Living Wage at the end of a month; 0 before it began.
    pub fn minimum(&self, month: Month) -> u32 {
        in_force(&self.minimum, month)
    }

    /// The comparator at the end of a month; 0 before the first rate on file.
    pub fn comparator(&self, month: Month) -> u32 {
        in_force(&self.comparator, month)
    }
}

fn in_force(rates: &[(Month, u32)], month: Month) -> u32 {
    rates.iter().rev().find(|(from, _)| *from <= month).map_or(0, |(_, rate)| *rate)
}

/// `band,2024-04-01,11.44,...`
fn pounds(line: &str) -> Option<(Month, u32)> {
    let mut fields = line.split(',').skip(1);
    let month = month_of(fields.next()?)?;
    let rate = fields.next()?;
    let (pounds, pence) = rate.split_once('.').unwrap_or((rate, ""));
    let pence = format!("{pence:0<2}").parse::<u32>().ok()?;
    Some((month, pounds.parse::<u32>().ok()? * 100 + pence))
}

/// `2024-10-23,1260,...`
fn pence(line: &str) -> Option<(Month, u32)> {
    let mut fields = line.split(',');
    Some((month_of(fields.next()?)?, fields.next()?.parse().ok()?))
}

fn month_of(date: &str) -> Option<Month> {
    date.get(..7)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rates_of_a_month_are_those_in_force_at_its_end() {
        let floors = Floors::embedded().unwrap();
        let at = |text: &str| text.parse::<Month>().unwrap();
        assert_eq!(floors.minimum(at("2024-03")), 1042);
        assert_eq!(floors.minimum(at("2024-04")), 1144);
        assert_eq!(floors.minimum(at("2026-09")), 1271);
        assert_eq!(floors.comparator(at("2024-09")), 1200);
        assert_eq!(floors.comparator(at("2024-10")), 1260);
        assert_eq!(floors.comparator(at("2010-01")), 0);
    }
}
