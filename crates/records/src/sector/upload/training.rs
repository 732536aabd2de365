//! Rows of the training file. A training is kept once, and again when a later upload gives it another expiry.

use vocation_ascwds::{Training, Validity, key};

use super::Loading;
use super::register::day_number;

impl Loading<'_> {
    /// Uses a row of the training file.
    pub(super) fn training(&mut self, row: &Training) -> Result<(), &'static str> {
        let workplace = key(&row.local_id);
        let at = self.register.find(&workplace).ok_or("the workplace of this training is not known")?;
        let id = key(&row.worker_id);
        let worker = self.register.workplaces[at].staff.get(id.as_ref());
        let employment_no = worker.ok_or("the staff record of this training is not known")?.employment_no;
        let category = row.category.get().ok_or("the category of the training is missing")?;
        let completed = row.completed_on.get().ok_or("the day on which the training was completed is missing")?;
        let by_validity = || match row.validity.get()? {
            Validity::Months(months) => {
                let after = completed.checked_add(jiff::Span::new().months(i64::from(months)).days(-1));
                after.ok()
            }
            Validity::NoExpiry => None,
        };
        let expires = row.expires_on.get().or_else(by_validity);
        let training = (employment_no, category.0, day_number(completed));
        let until = (expires.map_or(0, day_number), self.register.upload);
        match self.register.trained.get(&training) {
            Some((expires, _)) if *expires == until.0 => return Ok(()),
            Some((_, upload)) if *upload == until.1 => {
                return Err("the same training is in the file with two days of expiry; the first is used");
            }
            _ => self.register.trained.insert(training, until),
        };
        self.out.trainings.add([
            self.out.tenant.into(),
            self.import_no.into(),
            employment_no.into(),
            category.0.into(),
            completed.to_string().into(),
            expires.map(|day| day.to_string()).into(),
        ]);
        Ok(())
    }
}
