//! Staff records of an upload, beside each other and beside their workplaces.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use super::super::rules::worker as rules;
use super::super::workplace::MANAGER;
use super::super::{Hit, Stored, StoredPerson, StoredWorker, TextRow, check_worker, lax};
use super::places::{Place, Places};
use super::{At, Found, Upload};
use crate::Status;
use crate::codes::job_roles;
use crate::columns::worker::{
    CHGUNIQUEWRKID, CONTHOURS, DHA, DOB, EMPLSTATUS, LOCALESTID, MAINJOBROLE, NINUMBER, SALARY, SALARYINT, STATUS,
    TRANSFERSTAFFRECORD, UNIQUEWORKERID, ZEROHRCONT,
};
use crate::rows::key;

/// What rules across rows need of a staff record. It holds nothing of the row itself.
#[derive(Clone, Copy, Debug)]
pub struct WorkerFacts {
    at: At,
    place: Option<u32>,
    id: u64,
    new_id: Option<u64>,
    moves_to: Option<u64>,
    born: Option<Date>,
    is_new: bool,
    /// Status NEW or UPDATE: what the row says counts.
    counts: bool,
    manager: bool,
    ni: Option<u64>,
    half_hours: Option<u16>,
    /// Role and annual salary.
    pay: Option<(u16, u32)>,
}

/// What is kept of the staff records.
#[derive(Default)]
pub(super) struct Staff {
    pub seen: bool,
    ids: Vec<Id>,
    numbers: Vec<Number>,
    full_time: HashSet<(u16, u32)>,
    part_time: Vec<((u16, u32), u32)>,
    movers: Vec<(u64, u32)>,
    lines: Lines,
    /// Staff records whose new identifier is taken: the national service drops them.
    dropped: HashSet<u32>,
}

/// One identifier. Sorted by hash, equal ones come together, in file order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    hash: [u32; 2],
    record: u32,
    about: u32,
}

const NEW: u32 = 1 << 31;
/// An identifier that the row gives up.
const OLD: u32 = 1 << 30;
/// An identifier that the row takes on.
const TAKEN_ON: u32 = 1 << 29;
/// Day of birth, counted from `EPOCH`, from 1; 0 for none.
const BORN: u32 = (1 << 20) - 1;
const EPOCH: Date = Date::constant(1850, 1, 1);

impl Id {
    fn new(hash: u64, record: u64, about: u32) -> Self {
        Self { hash: split(hash), record: record as u32, about }
    }

    fn is(self, flag: u32) -> bool {
        self.about & flag != 0
    }

    /// The birth date of the staff record.
    pub fn born(self) -> Option<Date> {
        let day = self.about & BORN;
        let days = jiff::Span::new().try_days(i64::from(day) - 1).ok()?;
        (day > 0).then(|| EPOCH.checked_add(days).ok())?
    }
}

fn split(value: u64) -> [u32; 2] {
    [(value >> 32) as u32, value as u32]
}

/// A National Insurance number with the contracted hours of its row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Number {
    ni: [u32; 2],
    record: u32,
    half_hours: u16,
}

/// Physical lines of rows: kept where a row is not one line after the one before.
#[derive(Default)]
struct Lines(Vec<(u32, u64)>);

impl Lines {
    fn add(&mut self, at: At) {
        if self.0.last().is_none_or(|(record, line)| line + (at.record - u64::from(*record)) != at.line) {
            self.0.push((at.record as u32, at.line));
        }
    }

    fn at(&self, record: u32) -> At {
        let after = self.0.partition_point(|(first, _)| *first <= record);
        let (first, line) = after.checked_sub(1).and_then(|at| self.0.get(at)).copied().unwrap_or((record, 0));
        At { line: line + u64::from(record - first), record: record.into() }
    }
}

/// The key of a staff record as one number.
fn hash(local_id: &str, worker_id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (key(local_id).as_ref(), key(worker_id).as_ref()).hash(&mut hasher);
    hasher.finish()
}

impl Upload<'_> {
    /// Checks a staff record by itself and beside its workplace; what is found is appended to `found`. Rows may be checked in any
    /// order and on any thread; hand the facts to [`Upload::add_worker`] in file order.
    pub fn worker(&self, at: At, row: &TextRow<'_>, found: &mut Vec<Found>) -> WorkerFacts {
        let (local_id, worker_id) = (row.cell(LOCALESTID), row.cell(UNIQUEWORKERID));
        let place = self.places.find(local_id);
        let held = self.stored.map(|stored| {
            let place = stored.place(local_id);
            place.and_then(|place| place.workers.get(key(worker_id).as_ref()))
        });
        let mut hits = Vec::new();
        let restored = restored(row, held.flatten());
        let row = restored.as_ref().unwrap_or(row);
        let stored = StoredWorker {
            exists: held.map(|held| held.is_some()),
            sick_days: held.flatten().and_then(|held| held.sick_days),
        };
        check_worker(row, stored, self.today, self.mode, &mut hits);
        if restored.is_some() && self.stored.is_none() {
            hits.retain(|hit| hit.rule != &rules::BORN_MISSING);
        }
        self.beside_place(row, place, held.flatten().is_some(), &mut hits);
        found.extend(hits.into_iter().map(|hit| Found { at: Some(at), hit, value: row.value(&hit).to_owned() }));
        self.facts(at, row, place)
    }

    /// The rules about a staff record and its workplace, and the workplace it moves to.
    fn beside_place(&self, row: &TextRow<'_>, place: Option<u32>, held: bool, hits: &mut Vec<Hit>) {
        let mut hit = |rule| hits.push(Hit { rule, qualification: 0 });
        if self.places.seen && place.is_none() {
            hit(&rules::NO_WORKPLACE);
        }
        let status = Status::parse(row.cell(STATUS));
        if !matches!(status, Some(Status::New | Status::Update)) {
            return;
        }
        if let Some(place) = place.and_then(|place| self.places.list.get(place as usize)) {
            let role = lax::whole(row.cell(MAINJOBROLE));
            if role == Some(MANAGER) && !self.is_regulated(place) {
                hit(&rules::MANAGER_NOT_REGULATED);
            }
            if matches!(lax::whole(row.cell(DHA)), Some(1 | 2 | 999)) {
                let role = role.and_then(|role| u16::try_from(role).ok());
                let can = role.and_then(|role| job_roles().cell(role, "can_do_delegated_healthcare"));
                if can == Some("no") {
                    hit(&rules::DHA_OF_ROLE);
                } else if place.healthcare == Some(false) {
                    hit(&rules::DHA_OF_SERVICE);
                } else if place.no_healthcare {
                    hit(&rules::DHA_OF_WORKPLACE);
                }
            }
        }
        let target = row.cell(TRANSFERSTAFFRECORD);
        if target.is_empty() || status != Some(Status::Update) || !held {
            return;
        }
        let Some(stored) = self.stored else { return };
        let arrives = self.places.find(target).and_then(|at| self.places.list.get(at as usize));
        match stored.place(target) {
            Some(there) if there.workers.contains_key(key(effective_id(row)).as_ref()) => hit(&rules::TRANSFER_CLASH),
            Some(_) => {}
            None if arrives.is_some_and(|place| place.status == Some(Status::New)) => {}
            None => hit(&rules::TRANSFER_TARGET),
        }
    }

    /// Whether a workplace is regulated: what its row says, or what is held where the row is not read.
    fn is_regulated(&self, place: &Place) -> bool {
        match place.status {
            Some(Status::Delete) => false,
            Some(Status::Unchecked | Status::NoChange) => {
                let held = self.stored.and_then(|stored| stored.workplaces.get(&place.key));
                held.map_or(place.regulated, |held| held.regulated)
            }
            _ => place.regulated,
        }
    }

    fn facts(&self, at: At, row: &TextRow<'_>, place: Option<u32>) -> WorkerFacts {
        let local_id = row.cell(LOCALESTID);
        let (new_id, target) = (row.cell(CHGUNIQUEWRKID), row.cell(TRANSFERSTAFFRECORD));
        let status = Status::parse(row.cell(STATUS));
        let counts = matches!(status, Some(Status::New | Status::Update));
        let moves = !target.is_empty() && status == Some(Status::Update);
        let role = lax::whole(row.cell(MAINJOBROLE)).filter(|_| counts);
        let no_hours =
            lax::whole(row.cell(ZEROHRCONT)) == Some(1) || matches!(lax::whole(row.cell(EMPLSTATUS)), Some(3 | 4 | 7));
        let hours =
            lax::decimal(row.cell(CONTHOURS)).filter(|hours| counts && !no_hours && (0.0..=75.0).contains(hours));
        let annual = counts && lax::whole(row.cell(SALARYINT)) == Some(1);
        let salary = lax::whole(row.cell(SALARY)).filter(|_| annual).and_then(|salary| u32::try_from(salary).ok());
        let role_number = role.and_then(|role| u16::try_from(role).ok());
        WorkerFacts {
            at,
            place,
            id: hash(local_id, row.cell(UNIQUEWORKERID)),
            new_id: (!new_id.is_empty()).then(|| hash(local_id, new_id)),
            moves_to: moves.then(|| hash(target, effective_id(row))),
            born: lax::birth_date(row.cell(DOB), self.today).filter(|_| counts),
            is_new: status == Some(Status::New),
            counts,
            manager: role == Some(MANAGER),
            ni: ni_number(row.cell(NINUMBER)).filter(|_| counts),
            half_hours: hours.map(|hours| (hours * 2.0) as u16),
            pay: role_number.zip(salary),
        }
    }

    /// Keeps what rules across rows need; call it in file order.
    pub fn add_worker(&mut self, facts: WorkerFacts) {
        let staff = &mut self.staff;
        staff.seen = true;
        staff.lines.add(facts.at);
        let record = facts.at.record;
        let born = facts.born.and_then(|born| EPOCH.until(born).ok()).map_or(0, |span| span.get_days() + 1);
        let about = u32::try_from(born).unwrap_or(0).min(BORN) | if facts.is_new { NEW } else { 0 };
        match facts.new_id {
            None => staff.ids.push(Id::new(facts.id, record, about)),
            Some(new_id) => {
                staff.ids.push(Id::new(facts.id, record, OLD));
                staff.ids.push(Id::new(new_id, record, about | TAKEN_ON));
            }
        }
        if let Some(target) = facts.moves_to {
            staff.movers.push((target, record as u32));
        }
        if let (Some(number), Some(half_hours)) = (facts.ni, facts.half_hours) {
            staff.numbers.push(Number { ni: split(number), record: record as u32, half_hours });
        }
        if let (Some(pay), Some(half_hours)) = (facts.pay, facts.half_hours) {
            if half_hours > 2 * 36 {
                staff.full_time.insert(pay);
            }
            if half_hours < 2 * 37 {
                staff.part_time.push((pay, record as u32));
            }
        }
        if let Some(place) =
            facts.place.and_then(|place| self.places.list.get_mut(place as usize)).filter(|_| facts.counts)
        {
            place.staff += 1;
            place.managers += u32::from(facts.manager);
        }
    }

    /// After the last staff record: the rules across rows.
    pub fn workers_done(&mut self, found: &mut Vec<Found>) {
        if !self.staff.seen {
            return;
        }
        self.staff.duplicates(found);
        self.staff.moves(found);
        self.staff.hours(found);
        self.staff.salaries(found);
        if self.places.seen {
            self.places_beside_staff(found);
        }
    }

    /// A staff record of the upload by workplace and identifier.
    pub(super) fn find_worker(&self, local_id: &str, worker_id: &str) -> Option<Id> {
        let hash = split(hash(local_id, worker_id));
        let ids = &self.staff.ids;
        let first = ids.partition_point(|id| id.hash < hash);
        let mut same = ids[first..].iter().take_while(|id| id.hash == hash);
        same.find(|id| !id.is(OLD)).copied()
    }

    /// True when there is a worker file in the upload.
    pub(super) fn has_workers(&self) -> bool {
        self.staff.seen
    }
}

/// The row with the values that the national service holds in place of the word `Admin`.
fn restored<'a>(row: &TextRow<'a>, held: Option<&'a StoredPerson>) -> Option<TextRow<'a>> {
    let masked = |column: usize| row.cell(column).eq_ignore_ascii_case("admin");
    if !masked(NINUMBER) && !masked(DOB) {
        return None;
    }
    let mut restored = row.clone();
    if masked(NINUMBER) {
        restored.set(NINUMBER, held.map_or("", |held| held.ni_number.as_str()));
    }
    if masked(DOB) {
        restored.set(DOB, held.map_or("", |held| held.born.as_str()));
    }
    Some(restored)
}

/// The identifier that a row will have: the new one where it changes.
fn effective_id<'a>(row: &TextRow<'a>) -> &'a str {
    match row.cell(CHGUNIQUEWRKID) {
        "" => row.cell(UNIQUEWORKERID),
        new_id => new_id,
    }
}

/// A National Insurance number as one number, without spaces and in capitals.
fn ni_number(text: &str) -> Option<u64> {
    let bytes = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let packed = bytes.clone().fold(0_u64, |number, byte| number << 6 | u64::from(byte.to_ascii_uppercase() % 64));
    (8..=9).contains(&bytes.count()).then_some(packed)
}

impl Staff {
    /// Identifiers that are there twice.
    fn duplicates(&mut self, found: &mut Vec<Found>) {
        self.ids.sort_unstable();
        let (ids, lines) = (&self.ids, &self.lines);
        for same in ids.chunk_by(|one, other| one.hash == other.hash).filter(|same| same.len() > 1) {
            let already = same.iter().any(|id| !id.is(TAKEN_ON));
            for id in same.iter().filter(|id| !id.is(TAKEN_ON | OLD)).skip(1) {
                found.push(Found::new(lines.at(id.record), &rules::DUPLICATE_ID, ""));
            }
            for id in same.iter().filter(|id| id.is(TAKEN_ON)).skip(usize::from(!already)) {
                found.push(Found::new(lines.at(id.record), &rules::DUPLICATE_NEW_ID, ""));
                self.dropped.insert(id.record);
            }
        }
    }

    /// Movers that meet a new staff record, or another mover, with the same identifier.
    fn moves(&mut self, found: &mut Vec<Found>) {
        let mut arrived = HashSet::new();
        for (target, record) in std::mem::take(&mut self.movers) {
            let hash = split(target);
            let first = self.ids.partition_point(|id| id.hash < hash);
            let mut same = self.ids[first..].iter().take_while(|id| id.hash == hash);
            if same.any(|id| id.is(NEW) && !id.is(OLD)) || !arrived.insert(target) {
                found.push(Found::new(self.lines.at(record), &rules::TRANSFER_TWICE, ""));
            }
        }
    }

    /// One National Insurance number on rows with more than 75 contracted hours together.
    fn hours(&mut self, found: &mut Vec<Found>) {
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.sort_unstable();
        for same in numbers.chunk_by(|one, other| one.ni == other.ni).filter(|same| same.len() > 1) {
            let hours: u32 = same.iter().map(|row| u32::from(row.half_hours)).sum();
            if hours > 2 * 75 {
                found.extend(same.iter().map(|row| Found::new(self.lines.at(row.record), &rules::NI_HOURS, "")));
            }
        }
    }

    /// Part-time workers with the salary of a full-time worker in the same role.
    fn salaries(&mut self, found: &mut Vec<Found>) {
        for (pay, record) in std::mem::take(&mut self.part_time) {
            if self.full_time.contains(&pay) {
                found.push(Found::new(self.lines.at(record), &rules::SALARY_LIKE_FULL_TIME, ""));
            }
        }
        self.full_time = HashSet::new();
    }

    /// Staff records that the national service would end: those of workplaces in the file that are not in it themselves.
    pub fn ended(&self, stored: &Stored, places: &Places) -> Vec<String> {
        let rows = self.ids.iter().filter(|id| !id.is(TAKEN_ON) && !self.dropped.contains(&id.record));
        let there: HashSet<[u32; 2]> = rows.map(|id| id.hash).collect();
        let mut ended = Vec::new();
        for place in places.list.iter().filter(|place| place.status != Some(Status::Delete)) {
            let held = stored.workplaces.get(&place.key).into_iter().flat_map(|held| held.workers.keys());
            for worker in held.filter(|worker| !there.contains(&split(hash(&place.key, worker)))) {
                ended.push(format!("{}/{worker}", place.key));
            }
        }
        ended.sort();
        ended.dedup();
        ended
    }
}
