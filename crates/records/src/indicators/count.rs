//! What is counted in every cell of the cube, and how the counts belong together.
//!
//! A **family** is a total and the parts that add up to it. Families matter for disclosure: a part can be had by
//! subtracting the others from the total, so a family is protected as one table.

/// A family of counts: a total, then its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The key of the total.
    pub key: &'static str,
    /// What the total counts.
    pub label: &'static str,
    /// Keys and labels of the parts; they add up to the total. Empty when the total stands alone.
    pub parts: &'static [(&'static str, &'static str)],
    /// What kind of thing is counted.
    pub about: About,
}

/// Families whose total is another family's count: only their parts are published, since a number published from two tables
/// could be narrowed down by comparing them.
pub const TOTAL_STANDS_ELSEWHERE: &[&str] = &["training"];

/// What a family counts, which decides how it is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Staff records, that is people: small counts are hidden.
    People,
    /// What employers declared about their business: hidden also where few employers stand behind it.
    Business,
    /// Answers given and asked for: says how complete the data are and nothing of anybody.
    Answers,
}

/// Every family, in the order of the cube's columns.
pub const FAMILIES: &[Family] = &[
    Family {
        key: "jobs",
        label: "Filled posts",
        parts: &[("jobs.employed", "Permanent and temporary"), ("jobs.flexible", "Bank, pool, agency and other")],
        about: About::People,
    },
    Family { key: "vacancies", label: "Vacant posts", parts: &[], about: About::Business },
    Family {
        key: "leavers",
        label: "Leavers in the last 12 months",
        parts: &[
            ("leavers.moved", "Started or stayed elsewhere in the sector"),
            ("leavers.lost", "Left the sector, or not seen again"),
        ],
        about: About::People,
    },
    Family {
        key: "starters",
        label: "Starters in the last 12 months",
        parts: &[
            ("starters.sector", "From adult social care"),
            ("starters.elsewhere", "From health, other care or elsewhere"),
            ("starters.new", "Not employed before, or first job"),
            ("starters.unknown", "Source not known"),
        ],
        about: About::People,
    },
    Family {
        key: "age",
        label: "Staff of known age",
        parts: &[
            ("age.under-25", "Under 25"),
            ("age.25-34", "25 to 34"),
            ("age.35-44", "35 to 44"),
            ("age.45-54", "45 to 54"),
            ("age.55-over", "55 and over"),
        ],
        about: About::People,
    },
    Family {
        key: "tenure",
        label: "Staff of known start date",
        parts: &[
            ("tenure.under-1", "Under 1 year"),
            ("tenure.1-2", "1 to 2 years"),
            ("tenure.3-9", "3 to 9 years"),
            ("tenure.10-over", "10 years and over"),
        ],
        about: About::People,
    },
    Family {
        key: "hours",
        label: "Staff whose contract is known",
        parts: &[("hours.zero", "Zero hours contract"), ("hours.contracted", "Contracted hours")],
        about: About::People,
    },
    Family {
        key: "sex",
        label: "Staff of known sex",
        parts: &[("sex.female", "Women"), ("sex.male-other", "Men and other")],
        about: About::People,
    },
    Family {
        key: "pay",
        label: "Staff of known hourly pay",
        parts: &[
            ("pay.near-minimum", "No more than 10p above the National Living Wage"),
            ("pay.below-comparator", "More than that, but below the real Living Wage"),
            ("pay.above", "At or above the real Living Wage"),
        ],
        about: About::People,
    },
    Family {
        key: "qualification",
        label: "Care-providing staff whose qualification is known",
        parts: &[
            ("qualified.level-2", "Level 2 or above in social care"),
            ("qualified.below", "Below level 2, or none"),
        ],
        about: About::People,
    },
    Family {
        key: "certificate",
        label: "Care-providing staff whose Care Certificate is known",
        parts: &[("certificate.done", "Completed"), ("certificate.not-done", "In progress, or not started")],
        about: About::People,
    },
    Family {
        key: "training",
        label: "Permanent and temporary staff",
        parts: &[
            ("training.current", "Training recorded and in date"),
            ("training.expired", "Some training out of date"),
            ("training.none", "No training recorded"),
        ],
        about: About::People,
    },
    Family {
        key: "declaring",
        label: "Permanent and temporary staff whose employer declared vacancies",
        parts: &[],
        about: About::Answers,
    },
    Family { key: "sick-known", label: "Staff whose days of sickness are known", parts: &[], about: About::People },
    Family { key: "sick-half-days", label: "Half days of sickness", parts: &[], about: About::Answers },
    Family {
        key: "answers",
        label: "Questions asked of a staff record",
        parts: &[("answers.given", "Answered"), ("answers.missing", "Not answered")],
        about: About::Answers,
    },
];

/// Number of counts in a cell.
pub const COUNTS: usize = {
    let mut total = 0;
    let mut family = 0;
    while family < FAMILIES.len() {
        total += 1 + FAMILIES[family].parts.len();
        family += 1;
    }
    total
};

/// The column in which each family starts, in the order of [`FAMILIES`].
pub const STARTS: [usize; FAMILIES.len()] = {
    let mut starts = [0; FAMILIES.len()];
    let mut family = 1;
    while family < FAMILIES.len() {
        starts[family] = starts[family - 1] + 1 + FAMILIES[family - 1].parts.len();
        family += 1;
    }
    starts
};

/// The column of a count by its key; fails to compile where the key is a constant that does not exist.
pub const fn column(key: &str) -> usize {
    let mut at = 0;
    let mut family = 0;
    while family < FAMILIES.len() {
        if same(FAMILIES[family].key, key) {
            return at;
        }
        at += 1;
        let mut part = 0;
        while part < FAMILIES[family].parts.len() {
            if same(FAMILIES[family].parts[part].0, key) {
                return at;
            }
            at += 1;
            part += 1;
        }
        family += 1;
    }
    panic!("no count has this key")
}

/// Every count: its column, key and label.
pub fn counts() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    FAMILIES
        .iter()
        .flat_map(|family| std::iter::once((family.key, family.label)).chain(family.parts.iter().copied()))
        .enumerate()
        .map(|(column, (key, label))| (column, key, label))
}

/// The column of a count, when there is one of this key.
pub fn find(key: &str) -> Option<usize> {
    counts().find(|(_, known, _)| *known == key).map(|(column, ..)| column)
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_has_one_key_and_column_finds_it() {
        let keys: std::collections::BTreeSet<_> = counts().map(|(_, key, _)| key).collect();
        assert_eq!(keys.len(), COUNTS);
        for (at, key, _) in counts() {
            assert_eq!(column(key), at);
            assert_eq!(find(key), Some(at));
        }
        for (family, start) in FAMILIES.iter().zip(STARTS) {
            assert_eq!(find(family.key), Some(start));
        }
    }
}
