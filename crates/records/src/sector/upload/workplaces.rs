//! Rows of the workplace file.

use rustc_hash::FxHashMap;
use vocation_ascwds::{Given, Status, Workplace, key};

use super::Loading;
use super::register::{Declaration, Known};

impl Loading<'_> {
    /// Uses a row of the workplace file.
    pub(super) fn workplace(&mut self, row: &Workplace) -> Result<(), &'static str> {
        let id = key(&row.local_id);
        let at = match (self.register.find(&id), row.status) {
            (Some(at), _) => at,
            (None, Status::New | Status::Update) => self.new_workplace(&id, row)?,
            (None, _) => return Err("the workplace is not known here, so it cannot be left as it was or deleted"),
        };
        let upload = self.register.upload;
        let known = &mut self.register.workplaces[at];
        known.seen = upload;
        match row.status {
            Status::Delete => self.close(at),
            Status::New | Status::Update => self.declare(at, row),
            Status::NoChange | Status::Unchecked => {}
        }
        Ok(())
    }

    fn new_workplace(&mut self, id: &str, row: &Workplace) -> Result<usize, &'static str> {
        let service =
            row.main_service.get().ok_or("the main service is missing, so the workplace cannot be counted")?;
        let postcode = row.postcode.get();
        let found = postcode.and_then(|postcode| self.geography.find(postcode.as_str()));
        let number = self.register.workplaces.len().cast_signed() as i64 + 1;
        let text = |given: &Given<String>| given.value().cloned();
        self.out.workplaces.add([
            self.out.tenant.into(),
            number.into(),
            id.into(),
            row.name.as_str().into(),
            row.employer_type.get().map(|code| code.0).unwrap_or_default().into(),
            service.0.into(),
            text(&row.provider_id).into(),
            text(&row.location_id).into(),
            postcode.map(|postcode| postcode.as_str().to_owned()).unwrap_or_default().into(),
            found.map(|found| found.atom.id.0).into(),
            self.month.number().into(),
            self.synthetic.into(),
            self.import_no.into(),
        ]);
        let known = Known { workplace_no: number, declared: None, seen: 0, closed: false, staff: FxHashMap::default() };
        Ok(self.register.add(id, known))
    }

    fn close(&mut self, at: usize) {
        let known = &mut self.register.workplaces[at];
        if !std::mem::replace(&mut known.closed, true) {
            let number = known.workplace_no;
            let values = [self.out.tenant.into(), number.into(), self.month.number().into(), self.import_no.into()];
            self.out.closed.add(values);
        }
    }

    /// Keeps what the workplace declares, when it is not what it declared before.
    fn declare(&mut self, at: usize, row: &Workplace) {
        let declared = declaration(row);
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
