//! Everything that is published, with what it means: the indicators, and the counts they are made from.

use super::count::{About, FAMILIES, Family, TOTAL_STANDS_ELSEWHERE};
use super::measure::{Better, Formula, MEASURES};
use super::series::stored;

/// The services that figures are cut by: key and words.
pub const SERVICES: [(&str, &str); 6] = [
    ("care-home-with-nursing", "Care homes with nursing"),
    ("care-home-without-nursing", "Care homes without nursing"),
    ("domiciliary", "Care at home"),
    ("day", "Day care"),
    ("community", "Community care"),
    ("other", "Other services"),
];

/// The sizes of employers, by their staff records: key and words.
pub const SIZES: [(&str, &str); 4] = [
    ("micro", "1 to 9 staff"),
    ("small", "10 to 49 staff"),
    ("medium", "50 to 249 staff"),
    ("large", "250 staff and over"),
];

/// The groups of roles: key and words.
pub const ROLES: [(&str, &str); 4] = [
    ("direct-care", "Direct care"),
    ("managers", "Managers and supervisors"),
    ("regulated-professions", "Nurses and other regulated professions"),
    ("other", "Other roles"),
];

/// One thing that is published of every place and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key in addresses, files and the API.
    pub key: &'static str,
    /// Short name.
    pub label: String,
    /// What it says, in one sentence.
    pub meaning: String,
    /// What it is divided by, in words; empty for a count.
    pub denominator: &'static str,
    /// As written after a figure.
    pub unit: &'static str,
    /// Which direction is better.
    pub better: Better,
    /// Where the formula comes from.
    pub source: &'static str,
    /// Whether it is a count that indicators are made from, and not an indicator itself.
    pub is_part: bool,
    /// The key under which its series are stored.
    pub(super) stored: &'static str,
}

/// Every published key: the indicators first, then the counts that they are made from.
pub fn entries() -> Vec<Entry> {
    let mut all: Vec<Entry> = MEASURES
        .iter()
        .map(|measure| Entry {
            key: measure.key,
            label: measure.label.to_owned(),
            meaning: measure.meaning.to_owned(),
            denominator: measure.denominator,
            unit: measure.unit(),
            better: measure.better,
            source: measure.source,
            is_part: false,
            stored: stored(measure.key),
        })
        .collect();
    let taken: Vec<&str> = all.iter().map(|entry| entry.stored).collect();
    let counts = FAMILIES.iter().filter(|family| family.about != About::Answers).flat_map(parts);
    all.extend(counts.filter(|entry| !taken.contains(&entry.key)));
    all
}

/// The entry of a key, as [`entries`] lists it.
pub fn entry(key: &str) -> Option<Entry> {
    entries().into_iter().find(|entry| entry.key == key)
}

/// The key that readers know a stored series by.
pub(super) fn key_of(stored: &str) -> Option<&'static str> {
    let measure = MEASURES.iter().find(|measure| match measure.formula {
        Formula::Count(key) => key == stored,
        _ => measure.key == stored,
    });
    if let Some(measure) = measure {
        return Some(measure.key);
    }
    let keys =
        FAMILIES.iter().flat_map(|family| std::iter::once(family.key).chain(family.parts.iter().map(|(key, _)| *key)));
    keys.into_iter().find(|key| *key == stored)
}

/// The counts of a family: its total, where it is published, and its parts.
fn parts(family: &Family) -> Vec<Entry> {
    let entry = |key: &'static str, label: String| Entry {
        key,
        meaning: match family.about {
            About::Business => "Posts, as employers declare them.".to_owned(),
            _ => format!("{label}, counted in staff records and rounded."),
        },
        label,
        denominator: "",
        unit: if family.about == About::Business { "posts" } else { "staff records" },
        better: Better::Neither,
        source: "Count of this project; see docs/decisions/0004-published-tables.md",
        is_part: true,
        stored: key,
    };
    let total = (!TOTAL_STANDS_ELSEWHERE.contains(&family.key)).then(|| entry(family.key, family.label.to_owned()));
    let parts = family.parts.iter().map(|(key, label)| entry(key, format!("{}: {label}", family.label)));
    total.into_iter().chain(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sector::size::SizeBand;
    use vocation_ascwds::{CareSetting, RoleGroup};

    #[test]
    fn the_words_of_the_cuts_are_of_the_keys_that_are_published_in_their_order() {
        let keys = |words: &[(&'static str, &str)]| words.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        assert_eq!(keys(&SERVICES), CareSetting::ALL.map(CareSetting::key));
        assert_eq!(keys(&SIZES), SizeBand::ALL.map(SizeBand::key));
        assert_eq!(keys(&ROLES), RoleGroup::ALL.map(RoleGroup::key));
    }

    #[test]
    fn every_key_is_listed_once_and_found_again_from_where_it_is_stored() {
        let all = entries();
        let mut keys: Vec<&str> = all.iter().map(|entry| entry.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        for entry in &all {
            assert_eq!(key_of(entry.stored), Some(entry.key));
            assert!(entry.meaning.ends_with('.'), "{}", entry.meaning);
        }
        assert!(all.iter().any(|entry| entry.key == "age.55-over" && entry.is_part));
        assert_eq!(all.iter().filter(|entry| entry.stored == "jobs").count(), 1);
    }
}
