//! The cube: every count, for every cell, at every month end. The counts are true, and never leave the program as they
//! are: what is published comes from the disclosure engine.

use super::count::{COUNTS, column};
use super::pay::Floors;
use super::staff::{Declared, Employment, Sex, Source, Staff, Term, Training};
use crate::month::Month;
use crate::sector::size::SizeBand;
use vocation_ascwds::{CareSetting, RoleGroup};

/// How many months after leaving a start elsewhere still counts as a move inside the sector.
pub const MOVE_WITHIN: i32 = 3;

/// The most employments that one person is believed to have had.
const MOST_EMPLOYMENTS: usize = 60;

const SERVICES: usize = CareSetting::ALL.len();
const SIZES: usize = SizeBand::ALL.len();
const ROLES: usize = RoleGroup::ALL.len();
/// Cells in one atom of the map.
pub const CELLS_AN_ATOM: usize = SERVICES * SIZES * ROLES;

/// Counts by month, cell and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    first: Month,
    months: usize,
    cells: usize,
    counts: Vec<u32>,
}

impl Cube {
    /// Counts `staff` at each month end from `first` to `last` (the last [`Training::MONTHS`] when there are more), over a
    /// map of `atoms` pieces.
    pub fn fill(staff: &Staff, atoms: usize, first: Month, last: Month, floors: &Floors) -> Self {
        let first = first.max(last.plus(1 - Training::MONTHS));
        let months = usize::try_from(last.since(first) + 1).unwrap_or(0);
        let cells = atoms * CELLS_AN_ATOM;
        let mut cube = Self { first, months, cells, counts: vec![0; months * cells * COUNTS] };
        let sizes = sizes(staff);
        let moves = moved(&staff.employments);
        let declaring = declaring(staff, first, last);
        for (employment, moved) in staff.employments.iter().zip(moves) {
            let site = staff.sites[employment.site as usize];
            let band = sizes[site.employer as usize];
            let base = cell(site.atom, site.service, band, RoleGroup::DirectCare);
            cube.count(employment, staff, base, moved, &declaring[employment.site as usize], floors);
        }
        cube.declare(staff, &sizes);
        cube.roll();
        cube
    }

    /// The counts of a cell at a month: [`COUNTS`] of them. Empty outside the cube.
    pub fn at(&self, month: Month, cell: usize) -> &[u32] {
        let at = usize::try_from(month.since(self.first)).ok().filter(|at| *at < self.months && cell < self.cells);
        at.map_or(&[], |at| &self.counts[(at * self.cells + cell) * COUNTS..][..COUNTS])
    }

    /// The first month.
    pub const fn first(&self) -> Month {
        self.first
    }

    /// The last month.
    pub const fn last(&self) -> Month {
        self.first.plus(self.months.cast_signed() as i32 - 1)
    }

    fn row(&mut self, month: Month, cell: usize) -> Option<&mut [u32]> {
        let at = usize::try_from(month.since(self.first)).ok().filter(|at| *at < self.months)?;
        self.counts.get_mut((at * self.cells + cell) * COUNTS..)?.get_mut(..COUNTS)
    }

    /// Counts one employment at every month end it was there, at its start and at its end. `base` is its cell as direct care.
    fn count(
        &mut self,
        employment: &Employment,
        staff: &Staff,
        base: usize,
        moved: bool,
        declaring: &[u128; ROLES],
        floors: &Floors,
    ) {
        let terms = &staff.terms[employment.terms.start as usize..employment.terms.end as usize];
        let Some(mut term) = terms.first() else { return };
        let end = employment.left.unwrap_or_else(|| self.last().plus(1));
        let mut next = 1;
        let first = self.first;
        for month in employment.first.max(first).through(end.min(self.last().plus(1))) {
            while let Some(later) = terms.get(next).filter(|later| later.from <= month) {
                (term, next) = (later, next + 1);
            }
            let cell = base + term.role.index();
            if month == end {
                self.leave(month, cell, term, moved);
            } else if let Some(row) = self.row(month, cell) {
                count_present(
                    row,
                    employment,
                    term,
                    &At { month, bit: 1 << month.since(first), declaring: declaring[term.role.index()], floors },
                );
            }
        }
        let known_since = staff.sites[employment.site as usize].first.max(self.first);
        let started = employment.started.filter(|started| *started > known_since);
        if let (Some(month), Some(term)) = (started, terms.first()) {
            self.start(month, base + term.role.index(), term, employment.source);
        }
    }

    fn leave(&mut self, month: Month, cell: usize, term: &Term, moved: bool) {
        if let Some(row) = self.row(month, cell).filter(|_| term.employed) {
            row[const { column("leavers") }] += 1;
            row[if moved { const { column("leavers.moved") } } else { const { column("leavers.lost") } }] += 1;
        }
    }

    fn start(&mut self, month: Month, cell: usize, term: &Term, source: Source) {
        let part = match source {
            Source::Sector => const { column("starters.sector") },
            Source::New => const { column("starters.new") },
            Source::Health | Source::Elsewhere => const { column("starters.elsewhere") },
            Source::Unknown => const { column("starters.unknown") },
        };
        if let Some(row) = self.row(month, cell).filter(|_| term.employed) {
            row[const { column("starters") }] += 1;
            row[part] += 1;
        }
    }

    /// A declaration holds until the next one of the same workplace.
    fn declare(&mut self, staff: &Staff, sizes: &[SizeBand]) {
        for (one, until) in in_force(staff, self.last()) {
            let site = staff.sites[one.site as usize];
            let base = cell(site.atom, site.service, sizes[site.employer as usize], RoleGroup::DirectCare);
            for month in one.month.through(until) {
                for (role, vacancies) in one.vacancies.iter().enumerate() {
                    if let (Some(row), Some(vacancies)) = (self.row(month, base + role), vacancies) {
                        row[const { column("vacancies") }] += vacancies;
                    }
                }
            }
        }
    }

    /// Turns the leavers and starters of a month into those of the twelve months up to it.
    fn roll(&mut self) {
        let from = const { column("leavers") };
        let columns = const { column("starters.unknown") } - from + 1;
        let stride = self.cells * COUNTS;
        for cell in 0..self.cells {
            for offset in from..from + columns {
                let at = |month: usize| month * stride + cell * COUNTS + offset;
                for month in (1..self.months).rev() {
                    let earlier = (month.saturating_sub(11)..month).map(|before| self.counts[at(before)]).sum::<u32>();
                    self.counts[at(month)] += earlier;
                }
            }
        }
    }
}

/// The cell of a piece of the map, a service, a size and a role.
pub const fn cell(atom: u8, service: CareSetting, size: SizeBand, role: RoleGroup) -> usize {
    ((atom as usize * SERVICES + service.index()) * SIZES + size.index()) * ROLES + role.index()
}

/// Each declaration with the last month it holds: until the next of the same workplace.
pub(super) fn in_force(staff: &Staff, last: Month) -> impl Iterator<Item = (&Declared, Month)> {
    let mut declared: Vec<_> = staff.declared.iter().collect();
    // Stable: of two in a month the later import stands later, and the earlier one holds for no month.
    declared.sort_by_key(|one| (one.site, one.month));
    let next = declared.iter().skip(1).map(|next| Some((next.site, next.month))).chain([None]).collect::<Vec<_>>();
    declared.into_iter().zip(next).map(move |(one, next)| {
        let until = next.filter(|(site, _)| *site == one.site).map_or(last, |(_, month)| month.plus(-1));
        (one, until)
    })
}

/// For each workplace and group of roles, the months at which its vacancies are known.
fn declaring(staff: &Staff, first: Month, last: Month) -> Vec<[u128; ROLES]> {
    let mut months = vec![[0; ROLES]; staff.sites.len()];
    for (one, until) in in_force(staff, last) {
        for (months, vacancies) in months[one.site as usize].iter_mut().zip(one.vacancies) {
            if vacancies.is_some() {
                *months |= Training::months(one.month.since(first), until.since(first) + 1);
            }
        }
    }
    months
}

/// The size of each employer: its staff at the last month end, or at the end of the employment that ended last.
pub fn sizes(staff: &Staff) -> Vec<SizeBand> {
    let employers = staff.sites.iter().map(|site| site.employer as usize + 1).max().unwrap_or(0);
    let mut last = vec![None; employers];
    let mut present = vec![0_u32; employers];
    let of = |employment: &Employment| staff.sites[employment.site as usize].employer as usize;
    for employment in &staff.employments {
        let known = &mut last[of(employment)];
        *known = match (*known, employment.left) {
            (Some(None), _) | (_, None) => Some(None),
            (Some(Some(known)), Some(left)) => Some(Some(left.max(known))),
            (None, left) => Some(left),
        };
    }
    for employment in &staff.employments {
        // An employer without anybody now is as large as it was before its last people left.
        if Some(employment.left) == last[of(employment)] {
            present[of(employment)] += 1;
        }
    }
    present.into_iter().map(SizeBand::of_staff).collect()
}

/// For each employment that ended: whether the person has another in the sector, then or within [`MOVE_WITHIN`] months.
fn moved(employments: &[Employment]) -> Vec<bool> {
    let mut by_person: Vec<usize> = (0..employments.len()).filter(|at| employments[*at].person != 0).collect();
    by_person.sort_by_key(|at| employments[*at].person);
    let mut moved = vec![false; employments.len()];
    let persons = by_person.chunk_by(|a, b| employments[*a].person == employments[*b].person);
    // A number that stands in very many records is a placeholder and nobody's.
    for same in persons.filter(|same| same.len() <= MOST_EMPLOYMENTS) {
        for &at in same {
            let Some(left) = employments[at].left else { continue };
            moved[at] = same.iter().map(|other| &employments[*other]).any(|other| {
                let begins = other.started.map_or(other.first, |started| started.min(other.first));
                let still_there = other.left.is_none_or(|other_left| other_left > left);
                other.site != employments[at].site && still_there && begins.since(left) <= MOVE_WITHIN
            });
        }
    }
    moved
}

/// The month that is counted.
struct At<'f> {
    month: Month,
    bit: u128,
    declaring: u128,
    floors: &'f Floors,
}

fn count_present(row: &mut [u32], employment: &Employment, term: &Term, at: &At<'_>) {
    let At { month, bit, declaring, floors } = *at;
    let mut add = |total: usize, part: usize| {
        row[total] += 1;
        row[part] += 1;
    };
    add(
        const { column("jobs") },
        if term.employed { const { column("jobs.employed") } } else { const { column("jobs.flexible") } },
    );
    if let Some(born) = employment.born {
        add(const { column("age") }, age_band(month.since(born) / 12));
    }
    if let Some(started) = employment.started {
        add(const { column("tenure") }, tenure_band(month.since(started)));
    }
    if let Some(zero) = term.zero_hours {
        add(
            const { column("hours") },
            if zero { const { column("hours.zero") } } else { const { column("hours.contracted") } },
        );
    }
    match employment.sex {
        Sex::Female => add(const { column("sex") }, const { column("sex.female") }),
        Sex::MaleOrOther => add(const { column("sex") }, const { column("sex.male-other") }),
        Sex::Unknown => {}
    }
    if let Some(pay) = term.pay {
        add(const { column("pay") }, pay_band(pay.into(), floors.minimum(month), floors.comparator(month)));
    }
    if term.gives_care {
        if let Some(level_2) = term.level_2 {
            add(
                const { column("qualification") },
                if level_2 { const { column("qualified.level-2") } } else { const { column("qualified.below") } },
            );
        }
        if let Some(done) = term.certificate {
            add(
                const { column("certificate") },
                if done { const { column("certificate.done") } } else { const { column("certificate.not-done") } },
            );
        }
    }
    if term.employed {
        add(const { column("training") }, training(employment.training, bit));
        row[const { column("declaring") }] += u32::from(declaring & bit != 0);
    }
    if let Some(half_days) = term.sick_half_days {
        row[const { column("sick-known") }] += 1;
        row[const { column("sick-half-days") }] += u32::from(half_days);
    }
    answers(row, employment, term);
}

const fn training(state: Training, bit: u128) -> usize {
    if state.expired & bit != 0 {
        const { column("training.expired") }
    } else if state.recorded & bit != 0 {
        const { column("training.current") }
    } else {
        const { column("training.none") }
    }
}

const fn age_band(years: i32) -> usize {
    match years {
        ..=24 => const { column("age.under-25") },
        25..=34 => const { column("age.25-34") },
        35..=44 => const { column("age.35-44") },
        45..=54 => const { column("age.45-54") },
        _ => const { column("age.55-over") },
    }
}

const fn tenure_band(months: i32) -> usize {
    match months {
        ..=11 => const { column("tenure.under-1") },
        12..=35 => const { column("tenure.1-2") },
        36..=119 => const { column("tenure.3-9") },
        _ => const { column("tenure.10-over") },
    }
}

/// Pay up to 10p above the minimum counts as near it, and so does less than the minimum, which is too rare to publish apart.
const fn pay_band(pay: u32, minimum: u32, comparator: u32) -> usize {
    if pay <= minimum + 10 {
        const { column("pay.near-minimum") }
    } else if pay < comparator {
        const { column("pay.below-comparator") }
    } else {
        const { column("pay.above") }
    }
}

/// Seven questions are asked of every record, two more of those who give care.
fn answers(row: &mut [u32], employment: &Employment, term: &Term) {
    let asked_of_all = [
        employment.born.is_some(),
        employment.started.is_some(),
        employment.sex != Sex::Unknown,
        employment.source != Source::Unknown,
        term.zero_hours.is_some(),
        term.pay.is_some(),
        term.sick_half_days.is_some(),
    ];
    let asked_of_care = [term.level_2.is_some(), term.certificate.is_some()];
    let asked = asked_of_all.iter().chain(asked_of_care.iter().filter(|_| term.gives_care));
    let (mut given, mut total) = (0, 0);
    for answered in asked {
        given += u32::from(*answered);
        total += 1;
    }
    row[const { column("answers") }] += total;
    row[const { column("answers.given") }] += given;
    row[const { column("answers.missing") }] += total - given;
}

#[cfg(test)]
mod tests;
