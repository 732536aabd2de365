//! Rows of the workplace file.

use vocation_ascwds::{Given, Status, Workplace, key};

use super::Loading;
use super::register::{Declaration, Known, Place};
use crate::sql::args;

const CORRECT: &str = "update workplace set name = $3, employer_type = $4, main_service = $5, provider_id = $6, \
    location_id = $7, postcode = $8, atom = $9, closed_month = $10 where tenant = $1 and workplace_no = $2";

impl Loading<'_> {
    /// Uses a row of the workplace file.
    pub(super) fn workplace(&mut self, row: &Workplace) -> Result<(), &'static str> {
        let id = key(&row.local_id);
        let at = match (self.register.find(&id), row.status) {
            (Some(at), _) => at,
            (None, Status::New | Status::Update | Status::Unchecked) => self.new_workplace(&id, row)?,
            (None, _) => return Err("the workplace is not known here, so it cannot be left as it was or deleted"),
        };
        let (upload, month) = (self.register.upload, self.month.number());
        let known = &mut self.register.workplaces[at];
        if known.last_month > month {
            return Err("a later upload of this workplace is loaded already, so this one changes nothing there");
        }
        if known.seen == upload {
            return Err("the same workplace is in the file twice; the first is used");
        }
        known.seen = upload;
        known.last_month = month;
        self.out.named.add([self.out.tenant.into(), self.import_no.into(), known.workplace_no.into()]);
        match row.status {
            Status::Delete => self.close(at),
            Status::New | Status::Update | Status::Unchecked => {
                self.declare(at, declaration(row));
                return self.corrected(at, row);
            }
            Status::NoChange => {}
        }
        Ok(())
    }

    fn new_workplace(&mut self, id: &str, row: &Workplace) -> Result<usize, &'static str> {
        let place = self.place(row).ok_or("the main service is missing, so the workplace cannot be counted")?;
        let number = self.register.workplaces.len().cast_signed() as i64 + 1;
        self.out.workplaces.add([
            self.out.tenant.into(),
            number.into(),
            id.into(),
            place.name.as_str().into(),
            place.employer_type.into(),
            place.main_service.into(),
            place.provider_id.clone().into(),
            place.location_id.clone().into(),
            place.postcode.as_str().into(),
            place.atom.into(),
            self.month.number().into(),
            self.synthetic.into(),
            self.import_no.into(),
        ]);
        Ok(self.register.add(id, Known::new(number, place)))
    }

    /// What a row tells of its workplace; nothing without a main service.
    fn place(&self, row: &Workplace) -> Option<Place> {
        let postcode = row.postcode.get();
        let found = postcode.and_then(|postcode| self.geography.find(postcode.as_str()));
        let text = |given: &Given<String>| given.value().cloned();
        Some(Place {
            name: row.name.clone(),
            employer_type: row.employer_type.get().map(|code| code.0).unwrap_or_default(),
            main_service: row.main_service.get()?.0,
            provider_id: text(&row.provider_id),
            location_id: text(&row.location_id),
            postcode: postcode.map(|postcode| postcode.as_str().to_owned()).unwrap_or_default(),
            atom: found.map(|found| found.atom.id.0),
            closed_month: None,
        })
    }

    /// Keeps what is told otherwise than before. The register holds one truth for all months, so that is said.
    fn corrected(&mut self, at: usize, row: &Workplace) -> Result<(), &'static str> {
        let place = self.place(row);
        let known = &mut self.register.workplaces[at];
        let Some(place) = place.filter(|place| *place != known.place) else { return unplaced(&known.place) };
        self.out.correct(CORRECT, correction(self.out.tenant, known.workplace_no, &place));
        let moved = (place.main_service, place.atom) != (known.place.main_service, known.place.atom);
        known.place = place;
        unplaced(&known.place)?;
        if moved {
            Err("the main service or place changed; it is used for all months, also those before")
        } else {
            Ok(())
        }
    }

    /// Closed, a workplace has nobody and no vacancies that are known.
    fn close(&mut self, at: usize) {
        let month = self.month.number();
        self.declare(at, [None; 7]);
        let known = &mut self.register.workplaces[at];
        known.place.closed_month = Some(month);
        self.out.correct(CORRECT, correction(self.out.tenant, known.workplace_no, &known.place));
        let mut staff: Vec<i64> = known.staff.drain().map(|(_, current)| current.employment_no).collect();
        // In the order of their numbers: a hash table has none that could be repeated.
        staff.sort_unstable();
        for employment_no in staff {
            self.departed(employment_no);
        }
    }

    /// Keeps what the workplace declares, when it is not what it declared before.
    fn declare(&mut self, at: usize, declared: Declaration) {
        let known = &mut self.register.workplaces[at];
        if known.declared == Some(declared) {
            return;
        }
        known.declared = Some(declared);
        let [total, care, managers, professions, other, starters, leavers] = declared;
        self.out.returns.add([
            self.out.tenant.into(),
            self.month.number().into(),
            known.workplace_no.into(),
            total.into(),
            care.into(),
            managers.into(),
            professions.into(),
            other.into(),
            starters.into(),
            leavers.into(),
            self.import_no.into(),
        ]);
    }
}

fn unplaced(place: &Place) -> Result<(), &'static str> {
    match place.atom {
        Some(_) => Ok(()),
        None => Err("the postcode is not known here, so the workplace and its staff are kept but counted in no place"),
    }
}

fn correction(tenant: i64, workplace_no: i64, place: &Place) -> Vec<crate::sql::Value> {
    args![
        tenant,
        workplace_no,
        &place.name,
        place.employer_type,
        place.main_service,
        place.provider_id.clone(),
        place.location_id.clone(),
        &place.postcode,
        place.atom,
        place.closed_month
    ]
}

fn declaration(row: &Workplace) -> Declaration {
    let mut vacancies = [None; 4];
    if let Some(counts) = row.vacancies.value() {
        vacancies = [Some(0); 4];
        for (role, count) in row.job_roles.iter().zip(counts) {
            let group = role.group().index();
            vacancies[group] = vacancies[group].map(|sum: u32| sum + u32::from(*count));
        }
    }
    let [care, managers, professions, other] = vacancies;
    let total = row.total_staff.get().map(u32::from);
    [total, care, managers, professions, other, row.starters_total(), row.leavers_total()]
}
