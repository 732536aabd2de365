//! Prices: the build-up of an hour of home care, Agenda for Change pay by the hour, an individual service fund.

use super::pence::Pence;

/// The lines of an hour of home care, as the Homecare Association's minimum price sets them out; pence an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceLines {
    /// Pay while with the person.
    pub contact: Pence,
    /// Pay while travelling.
    pub travel: Pence,
    /// Employer's National Insurance and pension.
    pub insurance_and_pension: Pence,
    /// Holiday, sickness, training.
    pub other_wage_costs: Pence,
    /// Mileage.
    pub mileage: Pence,
    /// Running the business.
    pub running: Pence,
    /// Surplus.
    pub surplus: Pence,
}

impl PriceLines {
    /// The published lines of 2020/21, when the National Living Wage was £8.72.
    pub const HOMECARE_2020_21: PriceLines = PriceLines {
        contact: Pence(872),
        travel: Pence(170),
        insurance_and_pension: Pence(114),
        other_wage_costs: Pence(197),
        mileage: Pence(136),
        running: Pence(520),
        surplus: Pence(60),
    };

    /// The price: the sum of the lines.
    pub fn total(&self) -> Pence {
        self.direct() + self.running + self.surplus
    }

    /// What it costs to have the worker there: all but running the business and surplus.
    pub fn direct(&self) -> Pence {
        self.contact + self.travel + self.insurance_and_pension + self.other_wage_costs + self.mileage
    }

    /// The price at another wage: lines that follow pay keep their ratio to it; mileage and the running of the business
    /// stay in pence; surplus keeps its ratio to cost.
    #[must_use]
    pub fn at_wage(&self, contact: Pence) -> PriceLines {
        let follow = |line: Pence| line.share(contact.0, self.contact.0);
        let mut lines = PriceLines {
            contact,
            travel: follow(self.travel),
            insurance_and_pension: follow(self.insurance_and_pension),
            other_wage_costs: follow(self.other_wage_costs),
            ..*self
        };
        let cost = self.direct() + self.running;
        lines.surplus = self.surplus.share((lines.direct() + lines.running).0, cost.0);
        lines
    }
}

/// Weeks of a year in thousandths, as Agenda for Change counts them: 52.143.
const WEEKS_THOUSANDTHS: i64 = 52_143;

/// Agenda for Change pay by the hour, to the nearest penny: the year's pay over 37.5 hours of 52.143 weeks.
pub fn agenda_for_change_hourly(year: Pence) -> Pence {
    // 37.5 × 52.143 = 375 × 52143 / 10^4
    year.share(10_000, 375 * WEEKS_THOUSANDTHS)
}

/// The same over 52 weeks, which is **wrong** by three or four pence; kept so that the mistake can be shown.
pub fn hourly_over_52_weeks(year: Pence) -> Pence {
    year.share(10, 375 * 52)
}

/// An individual service fund: visits a week as (number, minutes), and the hourly rate. Returns the hours of 52 weeks in
/// hundredths, and their cost.
pub fn individual_service_fund(visits: &[(i64, i64)], hourly: Pence) -> (i64, Pence) {
    let minutes: i64 = visits.iter().map(|(number, minutes)| number * minutes).sum::<i64>() * 52;
    (minutes * 100 / 60, hourly.share(minutes, 60))
}
