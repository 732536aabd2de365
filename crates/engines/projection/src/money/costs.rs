//! What employing somebody costs, and what losing somebody costs.

use super::pence::{Pence, Rate};
use super::rates::{Rates, RatesError};

/// One worker's terms for a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employment {
    /// Pay an hour.
    pub hourly: Pence,
    /// Hours worked (not paid holiday) a year, in hundredths.
    pub hours_hundredths: i64,
    /// The employer's pension rate; the least allowed when `None`.
    pub pension: Option<Rate>,
    /// Under 21: no secondary contributions below the upper secondary threshold, which care pay does not reach.
    pub under_21: bool,
}

/// What a year of employment costs the employer, by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnCosts {
    /// Pay for hours worked.
    pub pay: Pence,
    /// Pay on holiday.
    pub holiday: Pence,
    /// Pay when sick.
    pub sick: Pence,
    /// Pay while training.
    pub training: Pence,
    /// Secondary National Insurance contributions, before any Employment Allowance (that is per employer).
    pub national_insurance: Pence,
    /// Employer's pension contribution.
    pub pension: Pence,
}

impl OnCosts {
    /// The sum of the parts.
    pub fn total(&self) -> Pence {
        self.gross() + self.national_insurance + self.pension
    }

    /// What the worker is paid: work, holiday, sickness and training.
    pub fn gross(&self) -> Pence {
        self.pay + self.holiday + self.sick + self.training
    }
}

/// Working days of a year less statutory holiday, five a week.
const WORKING_DAYS_MILLIONTHS: i64 = 260_714_286;

/// A year's cost of one worker under the rates of a day.
///
/// Holiday is accrued at weeks over the other weeks of the year (5.6 of 46.54); sick and training days at their share of
/// the days worked; National Insurance above the secondary threshold; pension on qualifying earnings.
pub fn on_costs(rates: &Rates, day: &str, terms: &Employment) -> Result<OnCosts, RatesError> {
    let pay = terms.hourly.share(terms.hours_hundredths, 100);
    let weeks = rates.rate("holiday_weeks", day)?.0;
    let holiday = pay.share(weeks, 52_142_857 - weeks);
    let worked = WORKING_DAYS_MILLIONTHS - weeks * 5;
    let sick = pay.share(rates.rate("sick_days", day)?.0, worked);
    let training = pay.share(rates.rate("training_days", day)?.0, worked);
    let gross = pay + holiday + sick + training;
    let above = Pence((gross - rates.amount("national_insurance_threshold", day)?).0.max(0));
    let of_insurance = if terms.under_21 { Rate(0) } else { rates.rate("national_insurance_rate", day)? };
    let band = gross.min(rates.amount("pension_upper_limit", day)?) - rates.amount("pension_lower_limit", day)?;
    let least = rates.rate("pension_rate", day)?;
    let pension = Pence(band.0.max(0)).at(terms.pension.unwrap_or(least).max(least));
    Ok(OnCosts { pay, holiday, sick, training, national_insurance: above.at(of_insurance), pension })
}

/// What flows back to the Treasury from a rise in pay: the employer's and the worker's National Insurance and income tax at
/// the basic rate, each on the rise alone. Less Universal Credit is not counted.
pub fn returned_to_treasury(rates: &Rates, day: &str, rise: Pence) -> Result<[Pence; 3], RatesError> {
    Ok([
        rise.at(rates.rate("national_insurance_rate", day)?),
        rise.at(rates.rate("employee_national_insurance_rate", day)?),
        rise.at(rates.rate("income_tax_rate", day)?),
    ])
}

/// The seven elements of the cost of turnover that Skills for Care names.
pub const ELEMENTS: [&str; 7] =
    ["cover", "planning", "advertising", "interviewing", "checking", "induction", "probation"];

const CARRIED: &str = include_str!("../../../../../data/reference/money/turnover_elements.csv");

/// The cost of one leaver, by element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnoverCost(pub [Pence; 7]);

impl TurnoverCost {
    /// The costs of `data/reference/money/turnover_elements.csv`.
    ///
    /// # Errors
    /// A sentence when an element is missing or its pence are no whole number.
    pub fn carried() -> Result<TurnoverCost, String> {
        let mut cost = [Pence(0); 7];
        for (element, to) in ELEMENTS.iter().zip(&mut cost) {
            let mut lines = CARRIED.lines().map(|line| line.splitn(3, ',').collect::<Vec<_>>());
            let row = lines.find(|fields| fields.first() == Some(element));
            let pence = row.and_then(|fields| fields.get(1)?.parse().ok()).filter(|pence| *pence >= 0);
            *to = Pence(pence.ok_or_else(|| {
                format!("turnover_elements.csv: {element} needs a row with its pence, a whole number, not negative")
            })?);
        }
        Ok(TurnoverCost(cost))
    }

    /// The sum of the elements.
    pub fn total(&self) -> Pence {
        self.0.iter().copied().sum()
    }

    /// The same elements scaled so that they sum to `total` exactly.
    #[must_use]
    pub fn scaled_to(&self, total: Pence) -> TurnoverCost {
        let weights = self.0.map(|part| part.0.unsigned_abs());
        let mut parts = [Pence(0); 7];
        for (to, part) in parts.iter_mut().zip(total.split(&weights)) {
            *to = part;
        }
        TurnoverCost(parts)
    }
}
