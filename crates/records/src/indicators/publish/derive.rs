//! The figures of a month: protected counts, and the rates, means and medians made from them.

use vocation_disclosure::{DisclosedCount, DisclosedFigure, DisclosedRate, Marks, Policy, ShapeError};

use super::business::Allowed;
use super::figures::{CellMonth, Figures};
use super::shape::Places;
use super::tables::{Protected, Shapes};
use crate::indicators::count::{About, COUNTS, FAMILIES, STARTS, TOTAL_STANDS_ELSEWHERE, column, find};
use crate::indicators::cube::{CELLS_AN_ATOM, Cube, MOVE_WITHIN, in_force};
use crate::indicators::cut::{CUTS, GROUPS, cells, group_of};
use crate::indicators::measure::{Formula, MEASURES, Measure};
use crate::indicators::median::PayCounts;
use crate::indicators::staff::{Declared, Staff};
use crate::month::Month;
use crate::sector::size::SizeBand;

/// Months of counting before a sum over twelve of them is whole.
const A_YEAR: i32 = 12;

/// Everything that the figures of a month are made from.
pub(super) struct Months<'a> {
    pub(super) cube: &'a Cube,
    staff: &'a Staff,
    sizes: &'a [SizeBand],
    people: &'a Policy,
    business: &'a Policy,
    atoms: usize,
    /// Declarations, each with the last month it holds.
    declared: Vec<(&'a Declared, Month)>,
    /// The cells of an atom in each cut.
    cells: Vec<Vec<usize>>,
    /// The counts that are published as such, with their columns.
    counted: Vec<(&'static str, usize)>,
    /// The other measures.
    measured: Vec<Measured>,
}

/// A measure that is not a count, with the columns of a rate.
struct Measured {
    measure: &'static Measure,
    over: Vec<usize>,
    under: Vec<usize>,
}

impl<'a> Months<'a> {
    /// Looks up what is the same in every month.
    pub(super) fn new(
        cube: &'a Cube,
        staff: &'a Staff,
        sizes: &'a [SizeBand],
        people: &'a Policy,
        business: &'a Policy,
        atoms: usize,
    ) -> Self {
        let declared = in_force(staff, cube.last()).collect();
        let (cells, counted, measured) = (cells(), counted(), measured());
        Self { cube, staff, sizes, people, business, atoms, declared, cells, counted, measured }
    }

    /// Adds the published figures of a month, for every place and cut.
    pub(super) fn publish(
        &self,
        places: &Places,
        shapes: &Shapes,
        month: Month,
        figures: &mut Figures,
    ) -> Result<(), ShapeError> {
        let families = self.families(shapes, month)?;
        let pay = PayCounts::at(self.staff, self.atoms, self.sizes, month);
        let allowed = Allowed::at(self.declared_at(month), self.staff, self.sizes, places, self.business);
        let safe = |column| self.safe(month, column);
        let (sickness, median) = (safe(const { column("sick-known") }), safe(const { column("pay") }));
        for (at, (code, atoms)) in places.0.iter().enumerate() {
            let Some(node) = shapes.node(atoms) else { continue };
            for cut in 0..CUTS {
                let truth = self.truth(atoms, cut, month);
                let mut counts = self.counts(&families, node, cut, month, allowed.may(at, cut));
                if truth[const { column("declaring") }] == 0 {
                    // Nobody declared anything: that is not known, and not none.
                    counts[const { column("vacancies") }] = DisclosedCount::NOT_AVAILABLE;
                }
                let cell = Cell {
                    truth,
                    median: pay.median(atoms, cut),
                    mean_is_safe: sickness[group_of(cut)],
                    median_is_safe: median[group_of(cut)],
                    moves_are_provisional: self.cube.last().since(month) < MOVE_WITHIN,
                };
                self.add(&counts, &cell, figures.cell(month, code, cut));
            }
        }
        Ok(())
    }

    /// Adds the counts of a cell, and the measures that are made from them.
    fn add(&self, counts: &[DisclosedCount; COUNTS], cell: &Cell, mut to: CellMonth<'_>) {
        for (key, column) in &self.counted {
            to.add(key, counts[*column]);
        }
        for measured in &self.measured {
            let value = self.value(measured, counts, cell);
            let key = measured.measure.key;
            let moves = matches!(key, "loss-rate" | "churn-share") && cell.moves_are_provisional;
            let mark = if moves && value.value().is_some() { "[p]" } else { "" };
            to.add(key, format_args!("{value}{mark}"));
        }
    }

    /// The declarations in force at a month end.
    fn declared_at(&self, month: Month) -> impl Iterator<Item = &Declared> {
        self.declared.iter().filter(move |(one, until)| (one.month..=*until).contains(&month)).map(|(one, _)| *one)
    }

    /// Each family with the column it starts in; none for those that are not published as counts.
    fn families(&self, shapes: &Shapes, month: Month) -> Result<Vec<Option<Protected>>, ShapeError> {
        let protect = |family, start, policy| shapes.protect(self.cube, month, family, start, policy).map(Some);
        FAMILIES
            .iter()
            .zip(STARTS)
            .map(|(family, start)| match family.about {
                About::People => protect(family, start, self.people),
                About::Business => protect(family, start, self.business),
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
        for ((family, start), protected) in FAMILIES.iter().zip(STARTS).zip(families) {
            let Some(protected) = protected else { continue };
            for part in 0..=family.parts.len() {
                let count = match family.about {
                    About::Business if !business_allowed => DisclosedCount::CONFIDENTIAL,
                    _ => protected.at(node, cut, part),
                };
                let key = part.checked_sub(1).map_or(family.key, |part| family.parts[part].0);
                counts[start + part] = self.dated(count, family.key, key, month);
            }
        }
        counts
    }

    /// Sums over twelve months are not known in the first year, and moves are provisional while people may still start.
    fn dated(&self, count: DisclosedCount, family: &str, key: &str, month: Month) -> DisclosedCount {
        let rolling = matches!(family, "leavers" | "starters");
        if rolling && month.since(self.cube.first()) < A_YEAR {
            return DisclosedCount::NOT_AVAILABLE;
        }
        let moves = matches!(key, "leavers.moved" | "leavers.lost");
        if moves && self.cube.last().since(month) < MOVE_WITHIN {
            return count.marked(Marks::PROVISIONAL);
        }
        count
    }

    /// For each group of cuts, whether means and medians of this many people may be published: only where no piece of the
    /// map has few of them in any cut of the group. A mean times its count is a sum, and a sum less the others of its group
    /// would be that of the few.
    fn safe(&self, month: Month, column: usize) -> [bool; 4] {
        GROUPS.map(|group| {
            group.into_iter().all(|cut| {
                (0..self.atoms).all(|atom| {
                    let count: u64 = self.counts_of(atom, cut, month).map(|counts| u64::from(counts[column])).sum();
                    count == 0 || count > u64::from(self.people.hide_up_to)
                })
            })
        })
    }

    /// The true counts of each cell of an atom in a cut.
    fn counts_of(&self, atom: usize, cut: usize, month: Month) -> impl Iterator<Item = &[u32]> {
        self.cells[cut].iter().map(move |cell| self.cube.at(month, atom * CELLS_AN_ATOM + cell))
    }

    /// The true counts of a cell, for means: never published themselves.
    fn truth(&self, atoms: &[usize], cut: usize, month: Month) -> [u64; COUNTS] {
        let mut sums = [0; COUNTS];
        for counts in atoms.iter().flat_map(|atom| self.counts_of(*atom, cut, month)) {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += u64::from(*count);
            }
        }
        sums
    }

    fn value(&self, measured: &Measured, counts: &[DisclosedCount; COUNTS], cell: &Cell) -> DisclosedFigure {
        let of = |columns: &[usize]| columns.iter().map(|at| counts[*at]).collect::<Vec<_>>();
        match measured.measure.formula {
            Formula::Count(_) | Formula::Rate { .. } => {
                let (over, under) = (of(&measured.over), of(&measured.under));
                DisclosedRate::of_sums(&over, &under, measured.measure.denominator, self.people).figure()
            }
            Formula::VacancyRate => self.vacancy_rate(counts, cell),
            Formula::Completeness => self.completeness(counts, cell),
            Formula::SickDays => self.sick_days(counts, cell),
            Formula::MedianPay => self.median_pay(counts, cell),
        }
    }

    /// Vacancies over themselves and the staff of those who declared them. From published counts alone; where some did not
    /// declare, the published staff is taken down by their share in whole per cent.
    fn vacancy_rate(&self, counts: &[DisclosedCount; COUNTS], cell: &Cell) -> DisclosedFigure {
        let (vacancies, staff) = (counts[const { column("vacancies") }], counts[const { column("jobs.employed") }]);
        let declaring = cell.truth[const { column("declaring") }] * 100;
        let share = declaring.checked_div(cell.truth[const { column("jobs.employed") }]).unwrap_or(0);
        match vacancies.shown().zip(staff.shown()) {
            Some((vacant, staff_shown)) => {
                let vacant = u64::from(vacant) * 100;
                let under = vacant + u64::from(staff_shown) * share;
                let tenths = (vacant * 1_000 + under / 2).checked_div(under).unwrap_or(0);
                DisclosedFigure::of_values(staff, tenths.cast_signed(), 1, self.people)
            }
            None if vacancies.is_confidential() || staff.is_confidential() => DisclosedFigure::CONFIDENTIAL,
            None => DisclosedFigure::NOT_AVAILABLE,
        }
    }

    /// In tenths of a day: half days over people.
    fn sick_days(&self, counts: &[DisclosedCount; COUNTS], cell: &Cell) -> DisclosedFigure {
        if !cell.mean_is_safe {
            return DisclosedFigure::CONFIDENTIAL;
        }
        let known = cell.truth[const { column("sick-known") }];
        let tenths = (cell.truth[const { column("sick-half-days") }] * 5 + known / 2).checked_div(known).unwrap_or(0);
        DisclosedFigure::of_values(counts[const { column("sick-known") }], tenths.cast_signed(), 1, self.people)
    }

    /// To 5p: to the penny it is the pay of somebody.
    fn median_pay(&self, counts: &[DisclosedCount; COUNTS], cell: &Cell) -> DisclosedFigure {
        if !cell.median_is_safe {
            return DisclosedFigure::CONFIDENTIAL;
        }
        let pence = (cell.median.unwrap_or(0) + 2) / 5 * 5;
        DisclosedFigure::of_values(counts[const { column("pay") }], i64::from(pence), 2, self.people)
    }

    /// In whole per cent: the number of questions would tell the number of people exactly.
    fn completeness(&self, counts: &[DisclosedCount; COUNTS], cell: &Cell) -> DisclosedFigure {
        let asked = cell.truth[const { column("answers") }];
        let percent = (cell.truth[const { column("answers.given") }] * 100 + asked / 2).checked_div(asked).unwrap_or(0);
        DisclosedFigure::of_values(counts[const { column("jobs") }], percent.cast_signed(), 0, self.people)
    }
}

/// What else is known of a cell than its protected counts; never published as it is.
struct Cell {
    truth: [u64; COUNTS],
    median: Option<u32>,
    mean_is_safe: bool,
    median_is_safe: bool,
    moves_are_provisional: bool,
}

/// The counts that are published as such, with their keys and columns.
fn counted() -> Vec<(&'static str, usize)> {
    let people = FAMILIES.iter().filter(|family| family.about != About::Answers);
    people
        .flat_map(|family| {
            let total = Some(family.key).filter(|key| !TOTAL_STANDS_ELSEWHERE.contains(key));
            total.into_iter().chain(family.parts.iter().map(|(key, _)| *key))
        })
        .filter_map(|key| find(key).map(|at| (key, at)))
        .collect()
}

/// The measures that are not counts; those of a rate with the columns of its counts.
fn measured() -> Vec<Measured> {
    let columns = |keys: &[&str]| keys.iter().filter_map(|key| find(key)).collect();
    MEASURES
        .iter()
        .filter_map(|measure| match measure.formula {
            Formula::Count(_) => None,
            Formula::Rate { over, under } => Some(Measured { measure, over: columns(over), under: columns(under) }),
            _ => Some(Measured { measure, over: Vec::new(), under: Vec::new() }),
        })
        .collect()
}
