//! The figures of a month: protected counts, and the rates, means and medians made from them.

use vocation_disclosure::{DisclosedCount, DisclosedFigure, DisclosedRate, Marks, Policy, ShapeError};

use super::Published;
use super::business::Allowed;
use super::shape::Places;
use super::tables::{Protected, Shapes};
use crate::indicators::count::{About, COUNTS, FAMILIES, column, find};
use crate::indicators::cube::{CELLS_AN_ATOM, Cube, MOVE_WITHIN};
use crate::indicators::cut::{CUTS, in_cut};
use crate::indicators::measure::{Formula, MEASURES};
use crate::indicators::median::PayCounts;
use crate::indicators::staff::Staff;
use crate::month::Month;
use crate::sector::size::SizeBand;

/// Months of counting before a sum over twelve of them is whole.
const A_YEAR: i32 = 12;

/// Everything that the figures of a month are made from.
pub(super) struct Months<'a> {
    pub(super) cube: &'a Cube,
    pub(super) staff: &'a Staff,
    pub(super) sizes: &'a [SizeBand],
    pub(super) people: &'a Policy,
    pub(super) business: &'a Policy,
    pub(super) atoms: usize,
}

impl Months<'_> {
    /// The published figures of a month, for every place and cut.
    pub(super) fn publish(&self, places: &Places, shapes: &Shapes, month: Month) -> Result<Vec<Published>, ShapeError> {
        let families = self.families(shapes, month)?;
        let pay = PayCounts::at(self.staff, self.atoms, self.sizes, month);
        let allowed = Allowed::at(self.staff, self.sizes, places, month, self.business);
        let mut done = Vec::with_capacity(places.0.len() * CUTS);
        for (at, (code, atoms)) in places.0.iter().enumerate() {
            let Some(node) = shapes.node(atoms) else { continue };
            for cut in 0..CUTS {
                let counts = self.counts(&families, node, cut, month, allowed.may(at, cut));
                let truth = self.truth(atoms, cut, month);
                let values = self.values(&counts, &truth, pay.median(atoms, cut));
                let counts = published(&counts);
                done.push(Published { month, place: code.clone(), cut, counts, values });
            }
        }
        Ok(done)
    }

    /// Each family with the column it starts in; none for those that are not published as counts.
    fn families(&self, shapes: &Shapes, month: Month) -> Result<Vec<Option<Protected>>, ShapeError> {
        FAMILIES
            .iter()
            .map(|family| match family.about {
                About::People => shapes.protect(self.cube, month, family, column_of(family.key), self.people).map(Some),
                About::Business => {
                    shapes.protect(self.cube, month, family, column_of(family.key), self.business).map(Some)
                }
                About::Answers => Ok(None),
            })
            .collect()
    }

    /// All the counts of a cell by their column.
    fn counts(
        &self,
        families: &[Option<Protected>],
        node: usize,
        cut: usize,
        month: Month,
        business_allowed: bool,
    ) -> [DisclosedCount; COUNTS] {
        let mut counts = [DisclosedCount::NOT_AVAILABLE; COUNTS];
        for (family, protected) in FAMILIES.iter().zip(families) {
            let Some(protected) = protected else { continue };
            for part in 0..=family.parts.len() {
                let count = match family.about {
                    About::Business if !business_allowed => DisclosedCount::CONFIDENTIAL,
                    _ => protected.at(node, cut, part),
                };
                counts[column_of(family.key) + part] = self.dated(count, family.key, month);
            }
        }
        counts
    }

    /// Sums over twelve months are not known in the first year, and moves are provisional while people may still start.
    fn dated(&self, count: DisclosedCount, family: &str, month: Month) -> DisclosedCount {
        let rolling = matches!(family, "leavers" | "starters");
        if rolling && month.since(self.cube.first()) < A_YEAR {
            return DisclosedCount::NOT_AVAILABLE;
        }
        if family == "leavers" && self.cube.last().since(month) < MOVE_WITHIN {
            return count.marked(Marks::PROVISIONAL);
        }
        count
    }

    /// The true counts of a cell, for means: never published themselves.
    fn truth(&self, atoms: &[usize], cut: usize, month: Month) -> [u64; COUNTS] {
        let mut sums = [0; COUNTS];
        for atom in atoms {
            for cell in 0..CELLS_AN_ATOM {
                if !in_cut(cell, cut) {
                    continue;
                }
                for (sum, count) in sums.iter_mut().zip(self.cube.at(month, atom * CELLS_AN_ATOM + cell)) {
                    *sum += u64::from(*count);
                }
            }
        }
        sums
    }

    fn values(
        &self,
        counts: &[DisclosedCount; COUNTS],
        truth: &[u64; COUNTS],
        median: Option<u32>,
    ) -> Vec<(&'static str, DisclosedFigure)> {
        let policy = self.people;
        let of = |keys: &[&str]| keys.iter().filter_map(|key| find(key)).map(|at| counts[at]).collect::<Vec<_>>();
        MEASURES
            .iter()
            .filter_map(|measure| {
                let figure = match measure.formula {
                    Formula::Count(_) => return None,
                    Formula::Rate { .. } if measure.key == "completeness" => self.completeness(counts, truth),
                    Formula::Rate { over, under } => {
                        DisclosedRate::of_sums(&of(over), &of(under), measure.denominator, policy).figure()
                    }
                    Formula::SickDays => {
                        let known = truth[column("sick-known")];
                        // Half days over people, in tenths of a day.
                        let tenths = (truth[column("sick-half-days")] * 5 + known / 2).checked_div(known).unwrap_or(0);
                        DisclosedFigure::of_values(counts[column("sick-known")], tenths.cast_signed(), 1, policy)
                    }
                    Formula::MedianPay => {
                        DisclosedFigure::of_values(counts[column("pay")], i64::from(median.unwrap_or(0)), 2, policy)
                    }
                };
                Some((measure.key, figure))
            })
            .collect()
    }

    /// In whole per cent: the number of questions would tell the number of people exactly.
    fn completeness(&self, counts: &[DisclosedCount; COUNTS], truth: &[u64; COUNTS]) -> DisclosedFigure {
        let asked = truth[column("answers")];
        let percent = (truth[column("answers.given")] * 100 + asked / 2).checked_div(asked).unwrap_or(0);
        DisclosedFigure::of_values(counts[column("jobs")], percent.cast_signed(), 0, self.people)
    }
}

/// The counts that are published as such, with their keys.
fn published(counts: &[DisclosedCount; COUNTS]) -> Vec<(&'static str, DisclosedCount)> {
    let people = FAMILIES.iter().filter(|family| family.about != About::Answers);
    people
        .flat_map(|family| std::iter::once(family.key).chain(family.parts.iter().map(|(key, _)| *key)))
        .filter_map(|key| find(key).map(|at| (key, counts[at])))
        .collect()
}

/// Where a family starts.
fn column_of(key: &str) -> usize {
    find(key).unwrap_or(0)
}
