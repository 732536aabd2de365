//! Rates of employment with the day from which each holds.

use super::pence::{Pence, Rate};

const CARRIED: &str = include_str!("../../../../../data/reference/money/employer_rates.csv");
const NAMES: [&str; 11] = [
    "national_insurance_rate",
    "national_insurance_threshold",
    "employment_allowance",
    "pension_rate",
    "pension_lower_limit",
    "pension_upper_limit",
    "employee_national_insurance_rate",
    "income_tax_rate",
    "holiday_weeks",
    "sick_days",
    "training_days",
];

/// Dated rates: [`Rates::carried`] holds those of `data/reference/money/employer_rates.csv`.
#[derive(Clone, Debug)]
pub struct Rates(Vec<(String, String, i64)>);

/// Why rates cannot be read or do not reach back to a day.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatesError {
    /// A line that is no rate.
    #[error("employer_rates.csv, line {line}: {why}")]
    Line {
        /// Line of the file, the header being 1.
        line: usize,
        /// What is allowed there.
        why: String,
    },
    /// Nothing holds on that day.
    #[error("employer_rates.csv: there is no {rate} on {day}; add a row that begins on or before that day")]
    Missing {
        /// The rate.
        rate: &'static str,
        /// The day, as text.
        day: String,
    },
}

impl Rates {
    /// The rates that this program carries.
    pub fn carried() -> Result<Rates, RatesError> {
        Rates::read(CARRIED)
    }

    /// Reads `rate,effective_from,value,...` lines after a header.
    pub fn read(text: &str) -> Result<Rates, RatesError> {
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate().skip(1) {
            let refuse = |why: String| RatesError::Line { line: at + 1, why };
            let mut fields = line.splitn(4, ',');
            let (Some(rate), Some(from), Some(value)) = (fields.next(), fields.next(), fields.next()) else {
                return Err(refuse("a row has a rate, a day and a value".to_owned()));
            };
            if !NAMES.contains(&rate) {
                return Err(refuse(format!("'{rate}' is not a rate; it is one of {}", NAMES.join(", "))));
            }
            let day = from.as_bytes();
            if day.len() != 10 || day[4] != b'-' || day[7] != b'-' {
                return Err(refuse(format!("'{from}' is not a day as YYYY-MM-DD")));
            }
            let value = value.parse::<i64>().ok().filter(|value| *value >= 0);
            let value = value.ok_or_else(|| refuse("a value is a whole number, not negative".to_owned()))?;
            rows.push((rate.to_owned(), from.to_owned(), value));
        }
        Ok(Rates(rows))
    }

    /// What holds on a day, written as YYYY-MM-DD: the row that began last.
    fn on(&self, rate: &'static str, day: &str) -> Result<i64, RatesError> {
        let rows = self.0.iter().filter(|(name, from, _)| name == rate && from.as_str() <= day);
        let last = rows.max_by(|a, b| a.1.cmp(&b.1)).map(|(_, _, value)| *value);
        last.ok_or_else(|| RatesError::Missing { rate, day: day.to_owned() })
    }

    /// A rate in millionths on a day.
    pub fn rate(&self, rate: &'static str, day: &str) -> Result<Rate, RatesError> {
        self.on(rate, day).map(Rate)
    }

    /// An amount a year on a day.
    pub fn amount(&self, rate: &'static str, day: &str) -> Result<Pence, RatesError> {
        self.on(rate, day).map(Pence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_that_began_last_holds() {
        let rates = Rates::carried().unwrap();
        assert_eq!(rates.rate("national_insurance_rate", "2025-04-05"), Ok(Rate(138_000)));
        assert_eq!(rates.rate("national_insurance_rate", "2025-04-06"), Ok(Rate(150_000)));
        let missing = rates.rate("national_insurance_rate", "1999-01-01").unwrap_err().to_string();
        assert!(missing.contains("national_insurance_rate on 1999-01-01"), "{missing}");
    }

    #[test]
    fn a_bad_line_is_named_with_what_is_allowed() {
        let of = |line: &str| Rates::read(&format!("header\n{line}")).unwrap_err().to_string();
        assert!(of("ni,2020-01-01,5").contains("line 2: 'ni' is not a rate; it is one of national_insurance_rate"));
        assert!(of("pension_rate,2020,5").contains("'2020' is not a day as YYYY-MM-DD"));
        assert!(of("pension_rate,2020-01-01,-5").contains("not negative"));
    }
}
