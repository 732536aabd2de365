//! Rows of the training file. A training is kept once, from the upload that named it first.

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
        if !self.register.trained.insert((employment_no, category.0, day_number(completed))) {
            return Ok(());
        }
        let by_validity = || match row.validity.get()? {
            Validity::Months(months) => {
                let after = completed.checked_add(jiff::Span::new().months(i64::from(months)).days(-1));
                after.ok()
            }
            Validity::NoExpiry => None,
        };
        let expires = row.expires_on.get().or_else(by_validity);
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
