//! The rules as dated data: what is hidden, how far figures are rounded, from when until when.

use crate::count::DisclosedCount;

/// The rules for one kind of figure. Read them with [`Policies`], or take a named default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The key by which it is chosen, such as `people`.
    pub key: String,
    /// First day on which it holds, `YYYY-MM-DD`.
    pub effective_from: String,
    /// Last day on which it holds; empty while it still does.
    pub effective_to: String,
    /// Counts from 1 to this are hidden; 0 hides none.
    pub hide_up_to: u32,
    /// Counts are rounded to the nearest multiple of this, halves up; 1 leaves them as they are.
    pub round_to: u32,
    /// Whether a zero is hidden like a small count.
    pub zero_hidden: bool,
    /// Every hidden count must leave a reader at least this many possible values.
    pub possible_values: u32,
    /// A mean or median needs at least this many values behind it.
    pub min_values: u32,
    /// A rate needs at least this denominator.
    pub min_denominator: u32,
    /// A business figure needs at least this many contributors; 0 where the rule is not used.
    pub min_contributors: u32,
    /// How many of the largest contributors the dominance rule adds up.
    pub dominance_largest: u32,
    /// The share, in per cent, that they must stay under.
    pub dominance_percent: u32,
    /// Nobody may be able to work out another's contribution to within this per cent of it (the p% rule).
    pub p_percent: u32,
    /// Where the rule comes from.
    pub source: String,
}

impl Policy {
    /// Counts of people: 1 to 7 hidden, the rest to the nearest 5, zero shown.
    pub fn people() -> Self {
        Self {
            key: "people".into(),
            effective_from: "2020-01-01".into(),
            effective_to: String::new(),
            hide_up_to: 7,
            round_to: 5,
            zero_hidden: false,
            possible_values: 5,
            min_values: 8,
            min_denominator: 10,
            min_contributors: 0,
            dominance_largest: 0,
            dominance_percent: 0,
            p_percent: 0,
            source: "NHS hospital statistics; sub-national rule".into(),
        }
    }

    /// Cross-tables of special-category data: 1 to 9 hidden, the rest to the nearest 5, zeros hidden too.
    pub fn special() -> Self {
        Self {
            key: "special".into(),
            hide_up_to: 9,
            zero_hidden: true,
            min_values: 10,
            source: "ONS Integrated Data Service 10-5 rule; ACRO: zeros are disclosive".into(),
            ..Self::people()
        }
    }

    /// Business figures: at least 3 contributors, the largest two under 90 %, p% of 10; people rules for counts.
    pub fn business() -> Self {
        Self {
            key: "business".into(),
            min_contributors: 3,
            dominance_largest: 2,
            dominance_percent: 90,
            p_percent: 10,
            source: "ACRO defaults for dominance and p%; minimum of three providers".into(),
            ..Self::people()
        }
    }

    /// Counts that say nothing of anybody (questions asked, providers on a public register): shown as they are.
    pub fn open() -> Self {
        Self {
            key: "open".into(),
            hide_up_to: 0,
            round_to: 1,
            possible_values: 1,
            min_values: 1,
            min_denominator: 1,
            source: "not personal data".into(),
            ..Self::people()
        }
    }

    /// A count on its own, hidden or rounded. A count that belongs to a table goes through
    /// [`protect`](crate::protect) instead: alone, nobody has looked whether a total gives it away.
    pub fn count(&self, count: u32) -> DisclosedCount {
        match self.rounded(count) {
            _ if self.hides(count) => DisclosedCount::CONFIDENTIAL,
            0 if count > 0 => DisclosedCount::LOW,
            rounded => DisclosedCount::of(rounded),
        }
    }

    /// Whether this count is hidden for its own smallness.
    pub const fn hides(&self, count: u32) -> bool {
        if count == 0 { self.zero_hidden } else { count <= self.hide_up_to }
    }

    /// The count to the nearest multiple of `round_to`, halves up. Not for publishing without [`count`](Self::count).
    pub(crate) fn rounded(&self, count: u32) -> u32 {
        let base = u64::from(self.round_to.max(1));
        let up = (u64::from(count) + base / 2) / base * base;
        u32::try_from(up).unwrap_or(u32::MAX - u32::MAX % self.round_to.max(1))
    }

    /// The least and greatest count that is shown as this rounded one: what a reader learns from it.
    pub fn behind(&self, rounded: u32) -> (u32, u32) {
        if rounded == 0 {
            return (0, 0);
        }
        let base = self.round_to.max(1);
        let least = rounded.saturating_sub(base / 2).max(self.hide_up_to + 1);
        (least, rounded.saturating_add((base - 1) / 2))
    }
}

/// Why a policy file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The first line does not name the columns.
    #[error("the first line must be: {0}")]
    Header(&'static str),
    /// A line has the wrong number of fields.
    #[error("line {line} has {fields} fields and should have {expected}")]
    Fields {
        /// Line, from 1.
        line: usize,
        /// Fields found.
        fields: usize,
        /// Fields wanted.
        expected: usize,
    },
    /// A field does not hold what it should.
    #[error("line {line}: {column} is “{found}”, which is not {wanted}")]
    Field {
        /// Line, from 1.
        line: usize,
        /// Name of the column.
        column: &'static str,
        /// What is there.
        found: String,
        /// What should be there.
        wanted: &'static str,
    },
    /// Two lines of one key hold on the same day.
    #[error("line {line}: {key} already has rules for part of that time")]
    Overlap {
        /// Line, from 1.
        line: usize,
        /// The key.
        key: String,
    },
}

/// All policies of a file, of all dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies(Vec<Policy>);

const HEADER: &str = "key,effective_from,effective_to,hide_up_to,round_to,zero,possible_values,min_values,\
min_denominator,min_contributors,dominance_largest,dominance_percent,p_percent,source";
const COLUMNS: [&str; 14] = [
    "key",
    "effective_from",
    "effective_to",
    "hide_up_to",
    "round_to",
    "zero",
    "possible_values",
    "min_values",
    "min_denominator",
    "min_contributors",
    "dominance_largest",
    "dominance_percent",
    "p_percent",
    "source",
];

impl Policies {
    /// Reads a policy file (`data/reference/disclosure/policies.csv`): one line a policy and time, no quotes.
    ///
    /// ```
    /// # use vocation_disclosure::Policies;
    /// let policies = Policies::parse(include_str!("../../../../data/reference/disclosure/policies.csv"))?;
    /// assert_eq!(policies.on("people", "2026-09-30").map(|policy| policy.hide_up_to), Some(7));
    /// # Ok::<(), vocation_disclosure::PolicyError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
        if lines.next().map(|(_, line)| line) != Some(HEADER) {
            return Err(PolicyError::Header(HEADER));
        }
        let mut policies: Vec<Policy> = Vec::new();
        for (line, text) in lines.filter(|(_, text)| !text.is_empty()) {
            let policy = read_line(line, text)?;
            if policies.iter().any(|other| other.key == policy.key && meet(other, &policy)) {
                return Err(PolicyError::Overlap { line, key: policy.key });
            }
            policies.push(policy);
        }
        Ok(Self(policies))
    }

    /// The policy of this key on this day (`YYYY-MM-DD`).
    pub fn on(&self, key: &str, day: &str) -> Option<&Policy> {
        self.0.iter().find(|policy| policy.key == key && holds(policy, day))
    }

    /// Every policy, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        self.0.iter()
    }
}

fn holds(policy: &Policy, day: &str) -> bool {
    policy.effective_from.as_str() <= day && (policy.effective_to.is_empty() || day <= policy.effective_to.as_str())
}

fn meet(one: &Policy, other: &Policy) -> bool {
    let starts_before_end = |a: &Policy, b: &Policy| b.effective_to.is_empty() || a.effective_from <= b.effective_to;
    starts_before_end(one, other) && starts_before_end(other, one)
}

fn read_line(line: usize, text: &str) -> Result<Policy, PolicyError> {
    let fields: Vec<&str> = text.split(',').map(str::trim).collect();
    if fields.len() != COLUMNS.len() {
        return Err(PolicyError::Fields { line, fields: fields.len(), expected: COLUMNS.len() });
    }
    let bad = |column: usize, wanted: &'static str| PolicyError::Field {
        line,
        column: COLUMNS[column],
        found: fields[column].chars().take(40).collect(),
        wanted,
    };
    let number = |column: usize, least: u32, most: u32| match fields[column].parse::<u32>() {
        Ok(value) if (least..=most).contains(&value) => Ok(value),
        _ => Err(bad(column, "a number in its range")),
    };
    if fields[0].is_empty() {
        return Err(bad(0, "a key"));
    }
    for (column, needed) in [(1, true), (2, false)] {
        if !(is_day(fields[column]) || (!needed && fields[column].is_empty())) {
            return Err(bad(column, "a date written YYYY-MM-DD"));
        }
    }
    let policy = Policy {
        key: fields[0].to_owned(),
        effective_from: fields[1].to_owned(),
        effective_to: fields[2].to_owned(),
        hide_up_to: number(3, 0, 1000)?,
        round_to: number(4, 1, 1000)?,
        zero_hidden: match fields[5] {
            "shown" => false,
            "hidden" => true,
            _ => return Err(bad(5, "shown or hidden")),
        },
        possible_values: number(6, 1, 1000)?,
        min_values: number(7, 1, 1000)?,
        min_denominator: number(8, 1, 1000)?,
        min_contributors: number(9, 0, 100)?,
        dominance_largest: number(10, 0, 10)?,
        dominance_percent: number(11, 0, 100)?,
        p_percent: number(12, 0, 100)?,
        source: fields[13].to_owned(),
    };
    // A count that is shown must not round to nothing, and a hidden one cannot have more values than there are.
    if policy.hide_up_to > 0 && policy.hide_up_to + 1 < policy.round_to.div_ceil(2) {
        return Err(bad(4, "small enough for the least shown count to round above zero"));
    }
    if policy.hide_up_to > 0 && policy.possible_values > policy.hide_up_to {
        return Err(bad(6, "at most the greatest hidden count"));
    }
    Ok(policy)
}

fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
        && ("01"..="12").contains(&&text[5..7])
        && ("01"..="31").contains(&&text[8..10])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../../data/reference/disclosure/policies.csv");

    #[test]
    fn the_named_defaults_are_those_of_the_reference_file() {
        let policies = Policies::parse(FILE).unwrap();
        for policy in [Policy::people(), Policy::special(), Policy::business(), Policy::open()] {
            assert_eq!(policies.on(&policy.key, "2026-09-30"), Some(&policy));
        }
    }

    #[test]
    fn every_shown_count_lies_in_the_interval_read_from_it() {
        for policy in [Policy::people(), Policy::special(), Policy::open()] {
            for count in (0..200).filter(|count| !policy.hides(*count)) {
                let shown = policy.count(count).shown().unwrap();
                let (least, greatest) = policy.behind(shown);
                assert!((least..=greatest).contains(&count), "{} {count} {shown}", policy.key);
                for possible in least..=greatest {
                    assert_eq!(policy.count(possible).shown(), Some(shown), "{} {possible}", policy.key);
                }
            }
        }
    }

    #[test]
    fn a_file_with_a_mistake_is_refused_with_its_line_and_column() {
        let line = "people,2020-01-01,,7,5,shown,5,8,10,0,0,0,0,somewhere";
        let read = |line: &str| Policies::parse(&format!("{HEADER}\n{line}\n"));
        assert!(read(line).is_ok());
        assert!(matches!(Policies::parse(line), Err(PolicyError::Header(_))));
        assert!(matches!(read("people,2020"), Err(PolicyError::Fields { line: 2, fields: 2, .. })));
        for (from, to, column) in [
            ("2020-01-01", "1.1.2020", "effective_from"),
            (",7,", ",-7,", "hide_up_to"),
            (",5,shown", ",0,shown", "round_to"),
            (",5,shown", ",40,shown", "round_to"),
            ("shown", "maybe", "zero"),
            ("shown,5", "shown,8", "possible_values"),
        ] {
            let found = read(&line.replacen(from, to, 1));
            assert!(matches!(&found, Err(PolicyError::Field { column: c, .. }) if *c == column), "{found:?}");
        }
        assert!(matches!(read(&format!("{line}\n{line}")), Err(PolicyError::Overlap { line: 3, .. })));
    }

    #[test]
    fn a_policy_holds_from_its_first_day_to_its_last() {
        let text = format!(
            "{HEADER}\npeople,2020-01-01,2024-03-31,5,5,shown,5,6,10,0,0,0,0,old\npeople,2024-04-01,,7,5,shown,5,8,10,0,0,0,0,new\n"
        );
        let policies = Policies::parse(&text).unwrap();
        let source = |day| policies.on("people", day).map(|policy| policy.source.clone());
        assert_eq!(source("2019-12-31"), None);
        assert_eq!(source("2024-03-31").as_deref(), Some("old"));
        assert_eq!(source("2024-04-01").as_deref(), Some("new"));
    }
}
