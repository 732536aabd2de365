//! The indicators people read: each one a count, a rate with its denominator named, or a value.

/// How an indicator is made from the counts of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// One count.
    Count(&'static str),
    /// The sum of some counts over the sum of others, in per cent.
    Rate {
        /// Counts added up above the line.
        over: &'static [&'static str],
        /// Counts added up below the line.
        under: &'static [&'static str],
    },
    /// Vacancies over themselves and the staff of those who declared them, in per cent.
    VacancyRate,
    /// Answers given over questions asked, in whole per cent.
    Completeness,
    /// Days of sickness a year for each record whose days are known.
    SickDays,
    /// Median hourly pay, in pence.
    MedianPay,
}

/// Whether more of it is better, for the words beside an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither can be said.
    Neither,
}

/// An indicator, as listed on the methods page and in the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The key in addresses and tables.
    pub key: &'static str,
    /// Short name.
    pub label: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What it is divided by, in words; empty for a count.
    pub denominator: &'static str,
    /// Where the formula comes from.
    pub source: &'static str,
    /// How it is made.
    pub formula: Formula,
    /// Which direction is better.
    pub better: Better,
}

const ASCWDS: &str = "Benchmark formula of the Adult Social Care Workforce Data Set, August 2026";
const OURS: &str = "Definition of this project";

/// Every indicator, in publishing order.
pub const MEASURES: &[Measure] = &[
    Measure {
        key: "filled-posts",
        label: "Filled posts",
        meaning: "Jobs held at the end of the month. One person with two jobs is counted twice.",
        denominator: "",
        source: OURS,
        formula: Formula::Count("jobs"),
        better: Better::Neither,
    },
    Measure {
        key: "vacancies",
        label: "Vacant posts",
        meaning: "Posts that employers say are empty at the end of the month.",
        denominator: "",
        source: OURS,
        formula: Formula::Count("vacancies"),
        better: Better::Less,
    },
    Measure {
        key: "vacancy-rate",
        label: "Vacancy rate",
        meaning: "Share of directly employed posts that are empty.",
        denominator: "vacancies, and permanent and temporary staff where vacancies were declared",
        source: ASCWDS,
        formula: Formula::VacancyRate,
        better: Better::Less,
    },
    Measure {
        key: "turnover",
        label: "Turnover",
        meaning: "Leavers in the last 12 months for every 100 permanent and temporary staff.",
        denominator: "permanent and temporary staff at the end of the month",
        source: ASCWDS,
        formula: Formula::Rate { over: &["leavers"], under: &["jobs.employed"] },
        better: Better::Less,
    },
    Measure {
        key: "loss-rate",
        label: "Loss to the sector",
        meaning: "Leavers who were not seen to start elsewhere in the sector, for every 100 permanent and temporary staff.",
        denominator: "permanent and temporary staff at the end of the month",
        source: OURS,
        formula: Formula::Rate { over: &["leavers.lost"], under: &["jobs.employed"] },
        better: Better::Less,
    },
    Measure {
        key: "churn-share",
        label: "Churn inside the sector",
        meaning: "Share of leavers who started at another workplace in the sector within three months, or kept another job in it.",
        denominator: "leavers in the last 12 months",
        source: OURS,
        formula: Formula::Rate { over: &["leavers.moved"], under: &["leavers"] },
        better: Better::Neither,
    },
    Measure {
        key: "starters-rate",
        label: "Starters",
        meaning: "Starters in the last 12 months for every 100 permanent and temporary staff.",
        denominator: "permanent and temporary staff at the end of the month",
        source: OURS,
        formula: Formula::Rate { over: &["starters"], under: &["jobs.employed"] },
        better: Better::Neither,
    },
    Measure {
        key: "starters-from-sector",
        label: "Starters from within the sector",
        meaning: "Share of starters recruited from adult social care, of those whose source is known.",
        denominator: "starters in the last 12 months whose source is known",
        source: OURS,
        formula: Formula::Rate {
            over: &["starters.sector"],
            under: &["starters.sector", "starters.elsewhere", "starters.new"],
        },
        better: Better::Neither,
    },
    Measure {
        key: "aged-55-over",
        label: "Aged 55 and over",
        meaning: "Share of staff who may retire within about ten years.",
        denominator: "staff of known age",
        source: OURS,
        formula: Formula::Rate { over: &["age.55-over"], under: &["age"] },
        better: Better::Less,
    },
    Measure {
        key: "tenure-under-1",
        label: "In post under a year",
        meaning: "Share of staff who started in their job in the last 12 months.",
        denominator: "staff of known start date",
        source: OURS,
        formula: Formula::Rate { over: &["tenure.under-1"], under: &["tenure"] },
        better: Better::Less,
    },
    Measure {
        key: "zero-hours",
        label: "Zero hours contracts",
        meaning: "Share of staff on a zero hours contract.",
        denominator: "staff whose contract is known",
        source: OURS,
        formula: Formula::Rate { over: &["hours.zero"], under: &["hours"] },
        better: Better::Less,
    },
    Measure {
        key: "median-pay",
        label: "Median hourly pay",
        meaning: "The hourly pay that half of the staff are paid less than, before tax.",
        denominator: "staff of known hourly pay",
        source: OURS,
        formula: Formula::MedianPay,
        better: Better::More,
    },
    Measure {
        key: "near-minimum",
        label: "Paid near the minimum",
        meaning: "Share of staff paid no more than 10p an hour above the National Living Wage.",
        denominator: "staff of known hourly pay",
        source: OURS,
        formula: Formula::Rate { over: &["pay.near-minimum"], under: &["pay"] },
        better: Better::Less,
    },
    Measure {
        key: "below-comparator",
        label: "Paid less than the retail comparator",
        meaning: "Share of staff paid less than the real Living Wage, which stands here for what large retailers pay.",
        denominator: "staff of known hourly pay",
        source: OURS,
        formula: Formula::Rate { over: &["pay.near-minimum", "pay.below-comparator"], under: &["pay"] },
        better: Better::Less,
    },
    Measure {
        key: "sick-days",
        label: "Sickness",
        meaning: "Mean days of sickness in a year, of staff whose days are known.",
        denominator: "staff whose days of sickness are known",
        source: ASCWDS,
        formula: Formula::SickDays,
        better: Better::Less,
    },
    Measure {
        key: "qualified",
        label: "Qualified at level 2 or above",
        meaning: "Share of care-providing staff with a social care qualification at level 2 or above.",
        denominator: "care-providing staff whose qualification is known",
        source: ASCWDS,
        formula: Formula::Rate { over: &["qualified.level-2"], under: &["qualification"] },
        better: Better::More,
    },
    Measure {
        key: "care-certificate",
        label: "Care Certificate completed",
        meaning: "Share of care-providing staff who have completed the Care Certificate.",
        denominator: "care-providing staff whose Care Certificate is known",
        source: OURS,
        formula: Formula::Rate { over: &["certificate.done"], under: &["certificate"] },
        better: Better::More,
    },
    Measure {
        key: "training-in-date",
        label: "Training in date",
        meaning: "Share of permanent and temporary staff with training recorded and none of it out of date.",
        denominator: "permanent and temporary staff",
        source: OURS,
        formula: Formula::Rate { over: &["training.current"], under: &["jobs.employed"] },
        better: Better::More,
    },
    Measure {
        key: "completeness",
        label: "Completeness",
        meaning: "Share of the questions asked of staff records that are answered.",
        denominator: "questions asked of staff records",
        source: OURS,
        formula: Formula::Completeness,
        better: Better::More,
    },
];

impl Measure {
    /// The measure with this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.key == key)
    }

    /// Its unit, as written after a figure.
    pub const fn unit(&self) -> &'static str {
        match self.formula {
            Formula::Count(_) => "posts",
            Formula::Rate { .. } | Formula::VacancyRate | Formula::Completeness => "%",
            Formula::SickDays => "days",
            Formula::MedianPay => "£ an hour",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::count;

    #[test]
    fn no_value_is_published_under_the_key_of_a_count() {
        for measure in MEASURES.iter().filter(|measure| !matches!(measure.formula, Formula::Count(_))) {
            assert_eq!(count::find(measure.key), None, "{}", measure.key);
        }
    }

    #[test]
    fn every_formula_names_counts_that_exist() {
        for measure in MEASURES {
            let keys: Vec<&str> = match measure.formula {
                Formula::Count(key) => vec![key],
                Formula::Rate { over, under } => over.iter().chain(under).copied().collect(),
                _ => Vec::new(),
            };
            for key in keys {
                assert!(count::find(key).is_some(), "{} uses {key}", measure.key);
            }
        }
    }
}
