//! Workplaces of an upload, beside each other and beside their staff.

use std::collections::{HashMap, HashSet};

use super::super::rules::workplace as rules;
use super::super::workplace::{MANAGER, MainServiceFacts, Regulated, total};
use super::super::{Mode, Stored, StoredWorkplace, TextRow, check_workplace, lax};
use super::{At, Found, Upload};
use crate::Status;
use crate::columns::workplace::{
    ALLJOBROLES, DHA, LEAVERS, LOCALESTID, LOCATIONID, MAINSERVICE, POSTCODE, REGTYPE, STARTERS, STATUS, TOTALPERMTEMP,
    VACANCIES,
};
use crate::rows::key;

/// The workplaces of an upload, in file order.
#[derive(Default)]
pub(super) struct Places {
    pub list: Vec<Place>,
    /// The first row of each key that later checks see.
    pub by_key: HashMap<String, u32>,
    pub seen: bool,
    locations: HashSet<String>,
}

/// What later checks need of a workplace.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of the row that another rule asks for")]
pub(super) struct Place {
    pub at: At,
    pub key: String,
    pub status: Option<Status>,
    /// Left out of later checks by the national service.
    dropped: bool,
    /// Regulated, as far as the row says so in a way that is accepted.
    pub regulated: bool,
    /// The main service can do delegated healthcare; none when there is no such service.
    pub healthcare: Option<bool>,
    /// The workplace says that it does none.
    pub no_healthcare: bool,
    says_regulated: bool,
    head_office: bool,
    total: Option<i64>,
    starters: Option<i64>,
    leavers: Option<i64>,
    vacancies: Option<i64>,
    manager_vacancy: bool,
    /// Staff records with status NEW or UPDATE.
    pub staff: u32,
    /// Registered managers among them.
    pub managers: u32,
}

impl Place {
    fn new(at: At, row: &TextRow<'_>, dropped: bool) -> Self {
        let main = MainServiceFacts::of(row.cell(MAINSERVICE));
        let says_regulated = row.cell(REGTYPE) == "2";
        let known = |column: usize| {
            let unknown = row.cell(column).split(';').any(|count| lax::whole(count) == Some(999));
            (!unknown).then(|| total(row.cell(column)))
        };
        let mut roles = row.cell(ALLJOBROLES).split(';').map(lax::whole);
        let manager = roles.position(|role| role == Some(MANAGER));
        let vacancy = manager.and_then(|at| row.cell(VACANCIES).split(';').nth(at)).and_then(lax::whole);
        Self {
            at,
            key: key(row.cell(LOCALESTID)).into_owned(),
            status: Status::parse(row.cell(STATUS)),
            dropped,
            regulated: says_regulated && main.regulated != Regulated::No,
            healthcare: main.service.map(|_| main.healthcare),
            no_healthcare: row.cell(DHA) == "2",
            says_regulated,
            head_office: main.is_head_office(),
            total: lax::whole(row.cell(TOTALPERMTEMP)),
            starters: known(STARTERS),
            leavers: known(LEAVERS),
            vacancies: known(VACANCIES),
            manager_vacancy: vacancy.is_some_and(|count| count > 0),
            staff: 0,
            managers: 0,
        }
    }

    /// The rules that need the staff records.
    fn beside_staff(&self, (staff, managers): (u32, u32), found: &mut Vec<Found>) {
        if self.dropped || matches!(self.status, Some(Status::Unchecked | Status::Delete)) {
            return;
        }
        let staff = i64::from(staff);
        let mut hit = |rule| found.push(Found::new(self.at, rule, ""));
        if self.total == Some(staff) {
            if self.starters.is_some_and(|starters| starters > staff) {
                hit(&rules::STARTERS_RANGE);
            }
            if self.leavers.is_some_and(|leavers| leavers >= staff) {
                hit(&rules::LEAVERS_RANGE);
            }
            if self.vacancies.is_some_and(|vacancies| vacancies >= staff) {
                hit(&rules::VACANCIES_RANGE);
            }
        } else {
            hit(&rules::TOTAL_NOT_RECORDS);
        }
        if self.says_regulated && !self.head_office && managers == 0 && !self.manager_vacancy {
            hit(&rules::MANAGER_MISSING);
        }
    }
}

impl Upload<'_> {
    /// Checks a workplace; what is found is appended to `found`.
    pub fn workplace(&mut self, at: At, row: &TextRow<'_>, found: &mut Vec<Found>) {
        let own = key(row.cell(LOCALESTID));
        let held = self.stored.map(|stored| stored.workplaces.get(own.as_ref()));
        let location = self.stored.and_then(|stored| stored.locations.get(row.cell(LOCATIONID)));
        let listed = self.stored.and_then(|stored| stored.postcodes.as_ref());
        let stored = StoredWorkplace {
            exists: held.map(|held| held.is_some()),
            postcode_listed: listed.map(|listed| listed.contains(row.cell(POSTCODE))),
            location_taken: location.is_some_and(|owner| *owner != own),
        };
        let mut hits = Vec::new();
        let used = check_workplace(row, stored, self.today, self.mode, &mut hits);
        found.extend(hits.into_iter().map(|hit| Found { at: Some(at), hit, value: row.value(&hit).to_owned() }));
        let place = Place::new(at, row, !used);
        if self.places.by_key.contains_key(own.as_ref()) {
            found.push(Found::new(at, &rules::DUPLICATE_ID, row.cell(LOCALESTID)));
        } else if used || self.mode == Mode::Strict {
            self.places.by_key.insert(place.key.clone(), self.places.list.len() as u32);
        }
        let location = row.cell(LOCATIONID);
        if !location.is_empty() && !self.places.locations.insert(location.to_owned()) {
            found.push(Found::new(at, &rules::DUPLICATE_LOCATION, location));
        }
        let owned = held.flatten().and_then(|held| held.owned_by_parent);
        if owned == Some(false) && self.stored.is_some_and(|stored| stored.parent) {
            found.push(Found::new(at, &rules::NOT_OWNER, row.cell(LOCALESTID)));
        }
        self.places.list.push(place);
        self.places.seen = true;
    }

    /// After the last workplace: the rules about the file as a whole.
    pub fn workplaces_done(&mut self, found: &mut Vec<Found>) {
        self.places.locations = HashSet::new();
        let Some(stored) = self.stored.filter(|_| self.places.seen) else { return };
        let mut about_file =
            |rule| found.push(Found { at: None, hit: super::Hit { rule, qualification: 0 }, value: String::new() });
        if !stored.parent && self.places.list.len() != 1 {
            about_file(&rules::JUST_ONE);
        }
        let mut primary = self.places.list.iter().filter(|place| place.key == stored.primary);
        match (primary.next(), primary.next()) {
            (Some(place), None) if place.status == Some(Status::Delete) => about_file(&rules::PRIMARY_DELETED),
            (Some(_), None) => {}
            // There twice, the national service finds it no longer; a duplicate it is, and reported as one.
            (Some(_), Some(_)) if self.mode == Mode::Strict => {}
            _ => about_file(&rules::NO_PRIMARY),
        }
    }

    /// The rules of workplaces beside their staff.
    pub(super) fn places_beside_staff(&self, found: &mut Vec<Found>) {
        for place in &self.places.list {
            // A row that is there twice has the same staff as the first.
            let first = self.places.by_key.get(&place.key).and_then(|at| self.places.list.get(*at as usize));
            place.beside_staff(first.map_or((0, 0), |first| (first.staff, first.managers)), found);
        }
    }
}

impl Places {
    /// The workplace of an identifier as written.
    pub fn find(&self, local_id: &str) -> Option<u32> {
        self.by_key.get(key(local_id).as_ref()).copied()
    }

    /// Workplaces that the national service would end: those of the parent that are not in the file, and those with status DELETE.
    pub fn ended(&self, stored: &Stored) -> Vec<String> {
        let there: HashMap<&str, Option<Status>> =
            self.list.iter().map(|place| (place.key.as_str(), place.status)).collect();
        let ends = |(key, place): &(&String, &super::super::StoredPlace)| match there.get(key.as_str()) {
            Some(status) => *status == Some(Status::Delete),
            None => place.owned_by_parent == Some(true),
        };
        let mut ended: Vec<String> = stored.workplaces.iter().filter(ends).map(|(key, _)| key.clone()).collect();
        ended.sort();
        ended
    }
}
