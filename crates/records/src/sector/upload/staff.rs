//! Rows of the worker file: who started, who stayed on which terms, who left.

use vocation_ascwds::{CareCertificate, LevelHeld, Pay, Status, Worker, key};

use super::register::{Current, Facts, Known, Terms, day_number};
use super::{Loading, UploadError};
use crate::month::Month;
use crate::sql::args;

/// Weeks in a year, as the national pay tables count them: 365 ÷ 7, to three decimals.
const WEEKS_THOUSANDTHS: u64 = 52_143;

const CORRECT: &str = "update employment set person_key = $3, born_month = $4, sex = $5, started_on = $6, \
    recruited_from = $7, sector_since = $8 where tenant = $1 and employment_no = $2";

impl Loading<'_> {
    /// Uses a row of the worker file.
    pub(super) fn worker(&mut self, row: &Worker) -> Result<(), &'static str> {
        let workplace = key(&row.local_id);
        let at = self.register.find(&workplace).ok_or("the workplace of this staff record is not known")?;
        if self.register.workplaces[at].last_month > self.month.number() {
            return Err("a later upload of this workplace is loaded already, so this one changes nothing there");
        }
        let id = key(&row.worker_id);
        let upload = self.register.upload;
        let current = self.register.workplaces[at].staff.get_mut(id.as_ref());
        match (current, row.status) {
            (Some(_), Status::Delete) => {
                self.left(at, &id);
                Ok(())
            }
            (Some(current), Status::NoChange) => {
                current.seen = upload;
                Ok(())
            }
            (Some(_), Status::New | Status::Update | Status::Unchecked) => self.changed(at, &id, row),
            (None, Status::New | Status::Update | Status::Unchecked) => self.started(at, &id, row),
            (None, _) => Err("the staff record is not known here, so it cannot be left as it was or deleted"),
        }
    }

    /// Somebody is named in a row that cannot be read: who, is known only where both ids can be. They have not left.
    pub(super) fn unreadable(&mut self, local_id: &str, worker_id: &str) {
        let upload = self.register.upload;
        let Some(at) = self.register.find(&key(local_id)) else {
            self.unsure = true;
            return;
        };
        let known = &mut self.register.workplaces[at];
        match known.staff.get_mut(key(worker_id).as_ref()) {
            Some(current) => current.seen = upload,
            None => known.unsure = upload,
        }
    }

    fn started(&mut self, at: usize, id: &str, row: &Worker) -> Result<(), &'static str> {
        let terms = terms(row)?;
        let employment_no = self.register.next_employment;
        self.register.next_employment += 1;
        let facts = self.facts(row);
        let known = &mut self.register.workplaces[at];
        self.out.employments.add([
            self.out.tenant.into(),
            employment_no.into(),
            known.workplace_no.into(),
            id.into(),
            facts.person_key.into(),
            facts.born_month.into(),
            facts.sex.into(),
            started_on(row).into(),
            self.month.number().into(),
            facts.recruited_from.into(),
            facts.sector_since.into(),
            self.import_no.into(),
        ]);
        known.staff.insert(id.into(), Current { employment_no, facts, terms, seen: self.register.upload });
        self.report.started += 1;
        self.terms(employment_no, &terms);
        self.qualifications(employment_no, row);
        Ok(())
    }

    fn changed(&mut self, at: usize, id: &str, row: &Worker) -> Result<(), &'static str> {
        let (upload, facts) = (self.register.upload, self.facts(row));
        let Some(current) = self.register.workplaces[at].staff.get_mut(id) else { return Ok(()) };
        // Named, the person is there, even where the rest of the row cannot be used.
        if std::mem::replace(&mut current.seen, upload) == upload {
            return Err("the same staff record is in the file twice; the first is used");
        }
        let terms = terms(row)?;
        let employment_no = current.employment_no;
        let corrected = std::mem::replace(&mut current.facts, facts) != facts;
        let new_terms = std::mem::replace(&mut current.terms, terms) != terms;
        if corrected {
            let row = args![
                self.out.tenant,
                employment_no,
                facts.person_key,
                facts.born_month,
                facts.sex,
                started_on(row),
                facts.recruited_from,
                facts.sector_since
            ];
            self.out.correct(CORRECT, row);
        }
        if new_terms {
            self.terms(employment_no, &terms);
        }
        self.qualifications(employment_no, row);
        Ok(())
    }

    fn facts(&self, row: &Worker) -> Facts {
        Facts {
            person_key: row.ni_number.get().map(|number| self.key.person(number)),
            born_month: row.born_on.get().and_then(Month::of).map(Month::number),
            sex: row.gender.get().map(|gender| i64::from(gender.number())),
            started: row.started_on.get().map(day_number),
            recruited_from: row.recruited_from.get().map(|code| code.0),
            sector_since: row.sector_year.get(),
        }
    }

    fn terms(&mut self, employment_no: i64, terms: &Terms) {
        self.out.terms.add([
            self.out.tenant.into(),
            self.month.number().into(),
            employment_no.into(),
            terms.role.into(),
            terms.contract.into(),
            terms.zero_hours.into(),
            terms.half_hours.into(),
            terms.pay_pence.into(),
            terms.sick_half_days.into(),
            terms.certificate.into(),
            terms.qualification.into(),
            self.import_no.into(),
        ]);
    }

    fn qualifications(&mut self, employment_no: i64, row: &Worker) {
        for held in &row.qualifications {
            if self.register.qualified.insert((employment_no, held.code.0)) {
                self.out.qualifications.add([
                    self.out.tenant.into(),
                    self.import_no.into(),
                    employment_no.into(),
                    held.code.0.into(),
                    held.year.unwrap_or_default().into(),
                ]);
            }
        }
    }

    fn left(&mut self, at: usize, id: &str) {
        if let Some(current) = self.register.workplaces[at].staff.remove(id) {
            self.departed(current.employment_no);
        }
    }

    pub(super) fn departed(&mut self, employment_no: i64) {
        let values = [self.out.tenant.into(), self.month.number().into(), employment_no.into(), self.import_no.into()];
        self.out.departures.add(values);
        self.report.left += 1;
    }

    /// After a whole upload: whoever its workplaces no longer name has left. Not where a row of a workplace could not be
    /// read, nor anywhere when it is not known of which workplace such a row was.
    pub(super) async fn leave_the_absent(&mut self) -> Result<(), UploadError> {
        let upload = self.register.upload;
        let mut absent = Vec::new();
        if self.unsure {
            return Ok(());
        }
        let sure = |known: &&mut Known| known.seen == upload && known.unsure != upload;
        for known in self.register.workplaces.iter_mut().filter(sure) {
            known.staff.retain(|_, current| {
                let stays = current.seen == upload;
                if !stays {
                    absent.push(current.employment_no);
                }
                stays
            });
        }
        // In the order of their numbers: a hash table has none that could be repeated.
        absent.sort_unstable();
        for employment_no in absent {
            self.departed(employment_no);
            self.out.flush_full(self.tx).await?;
        }
        Ok(())
    }
}

fn started_on(row: &Worker) -> Option<String> {
    row.started_on.get().map(|day| day.to_string())
}

fn terms(row: &Worker) -> Result<Terms, &'static str> {
    let role = row.job_role.get().ok_or("the main job role is missing, so the record cannot be counted")?;
    let contract = row.employment.get().ok_or("the employment status is missing, so the record cannot be counted")?;
    Ok(Terms {
        role: role.0,
        contract: contract.0,
        zero_hours: row.zero_hours.get(),
        half_hours: row.weekly_hours().map(|hours| hours.0),
        pay_pence: hourly(row),
        sick_half_days: row.sick_days.get().map(|days| days.0),
        certificate: row.care_certificate.get().map(|state| match state {
            CareCertificate::Completed => 1,
            CareCertificate::No => 2,
            CareCertificate::InProgress => 3,
        }),
        qualification: row.care_qualification.get().and_then(level),
    })
}

/// The level of a social care qualification, 0 for none; nothing when the level is not known.
fn level(held: LevelHeld) -> Option<u8> {
    match held {
        LevelHeld::No => Some(0),
        LevelHeld::Yes(level) => level.get().and_then(|level| u8::try_from(level.0).ok()),
    }
}

/// Hourly pay in pence; a salary is divided by the hours of a year, and is not known without them.
fn hourly(row: &Worker) -> Option<u32> {
    match row.pay()? {
        Pay::Hourly(pence) => Some(pence.0),
        Pay::Annual(pence) => {
            let half_hours = u64::from(row.weekly_hours()?.0);
            let yearly = half_hours * WEEKS_THOUSANDTHS;
            let pence = (u64::from(pence.0) * 2_000 + yearly / 2).checked_div(yearly)?;
            u32::try_from(pence).ok()
        }
    }
}
