//! A new release against every earlier one.
//!
//! # The rule
//!
//! Two published figures may stand for populations that differ by few people: the same cell in two releases (a
//! correction), or the same place in two months that lie close together (one leaver). A reader who subtracts learns the
//! difference to within the rounding of both. For each cell the check takes the interval that each figure stands for
//! and the interval of their difference. **A breach is a difference that is certain to be small**: not zero, not above
//! the threshold either way, and narrowed to fewer than `possible_values` whole numbers.
//!
//! # Why that is enough for rounded figures, and when it is not
//!
//! Figures rounded to 5 each stand for 5 counts, so one subtraction leaves 9 possible differences, never fewer than 5,
//! and no breach can come of rounded figures alone. It comes where one of the two is known more closely: published
//! unrounded, under an older policy with a finer base, or a zero beside a hidden count. The check compares figures two
//! at a time; it does not combine three releases.

use crate::{count::DisclosedCount, policy::Policy};
use std::collections::BTreeMap;

/// Which figure: whatever the caller needs to tell one cell from another, without its month.
pub type CellKey = String;

/// What was published of one cell for one month in one release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Past {
    release: u32,
    month: i32,
    least: u32,
    greatest: u32,
}

/// Every figure of every earlier release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    cells: BTreeMap<CellKey, Vec<Past>>,
}

/// Two published figures that together say too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The cell.
    pub cell: CellKey,
    /// Month of the new figure, counted as the caller counts them.
    pub month: i32,
    /// The earlier release.
    pub earlier_release: u32,
    /// Month of the earlier figure.
    pub earlier_month: i32,
    /// Least and greatest difference that remain possible (new less earlier).
    pub difference: (i64, i64),
}

impl History {
    /// No releases yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a release published. `month` counts months on any scale; hidden figures tell nothing and are skipped.
    pub fn add(
        &mut self,
        release: u32,
        policy: &Policy,
        figures: impl IntoIterator<Item = (CellKey, i32, DisclosedCount)>,
    ) {
        for (cell, month, figure) in figures {
            if let Some(shown) = figure.shown() {
                let (least, greatest) = policy.behind(shown);
                self.cells.entry(cell).or_default().push(Past { release, month, least, greatest });
            }
        }
    }

    /// Checks new figures against all earlier ones of the same cell, of the same month and up to `near_months` away.
    pub fn check(
        &self,
        policy: &Policy,
        near_months: i32,
        figures: impl IntoIterator<Item = (CellKey, i32, DisclosedCount)>,
    ) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for (cell, month, figure) in figures {
            let (Some(shown), Some(earlier)) = (figure.shown(), self.cells.get(&cell)) else { continue };
            let now = policy.behind(shown);
            for past in earlier.iter().filter(|past| (past.month - month).abs() <= near_months) {
                let difference =
                    (i64::from(now.0) - i64::from(past.greatest), i64::from(now.1) - i64::from(past.least));
                if tells(difference, policy) {
                    breaches.push(Breach {
                        cell: cell.clone(),
                        month,
                        earlier_release: past.release,
                        earlier_month: past.month,
                        difference,
                    });
                }
            }
        }
        breaches
    }
}

/// Whether a difference within these bounds is certainly of few people, and known too closely.
fn tells((least, greatest): (i64, i64), policy: &Policy) -> bool {
    let limit = i64::from(policy.hide_up_to);
    let narrow = greatest - least + 1 < i64::from(policy.possible_values);
    let few = least >= -limit && greatest <= limit;
    narrow && few && (least, greatest) != (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(policy: &Policy, count: u32) -> DisclosedCount {
        policy.count(count)
    }

    #[test]
    fn figures_rounded_to_five_never_give_a_leaver_away() {
        let policy = Policy::people();
        for count in 8..60 {
            let mut history = History::new();
            history.add(1, &policy, [("luton".to_owned(), 10, figure(&policy, count))]);
            for leavers in 1..=7.min(count - 1) {
                let next = figure(&policy, count - leavers);
                assert_eq!(history.check(&policy, 1, [("luton".to_owned(), 11, next)]), []);
            }
        }
    }

    #[test]
    fn an_unrounded_earlier_release_beside_an_unrounded_new_one_is_a_breach() {
        let exact = Policy { round_to: 1, ..Policy::people() };
        let mut history = History::new();
        history.add(3, &exact, [("luton".to_owned(), 10, figure(&exact, 40))]);
        let new = |count, month| [("luton".to_owned(), month, figure(&exact, count))];
        let breach = history.check(&exact, 1, new(39, 11));
        assert_eq!(breach.len(), 1);
        assert_eq!((breach[0].earlier_release, breach[0].difference), (3, (-1, -1)));
        assert_eq!(history.check(&exact, 1, new(40, 11)), [], "no change tells nothing");
        assert_eq!(history.check(&exact, 1, new(60, 11)), [], "twenty are many");
        assert_eq!(history.check(&exact, 1, new(39, 13)), [], "too far apart to be the same people");
        assert_eq!(history.check(&exact, 12, new(39, 13)).len(), 1);
    }

    #[test]
    fn a_hidden_figure_is_no_evidence() {
        let policy = Policy::people();
        let mut history = History::new();
        history.add(1, &policy, [("luton".to_owned(), 1, DisclosedCount::CONFIDENTIAL)]);
        assert_eq!(history, History::new());
    }
}
