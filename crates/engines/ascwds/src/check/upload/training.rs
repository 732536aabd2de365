//! Training records of an upload, beside their staff and workplaces.

use super::super::rules::training as rules;
use super::super::{Hit, TextRow, check_training, lax};
use super::{At, Found, Upload};
use crate::columns::training::{DATECOMPLETED, LOCALESTID, UNIQUEWORKERID};
use crate::read::syntax;

impl Upload<'_> {
    /// Checks a training record; what is found is appended to `found`. Records may be checked in any order and on any thread.
    pub fn training(&self, at: At, row: &TextRow<'_>, found: &mut Vec<Found>) {
        let mut hits = Vec::new();
        check_training(row, self.today, self.mode, &mut hits);
        let mut hit = |rule| hits.push(Hit { rule, qualification: 0 });
        let local_id = row.cell(LOCALESTID);
        if self.places.seen && self.places.find(local_id).is_none() {
            hit(&rules::NO_WORKPLACE);
        } else if self.has_workers() {
            let completed = syntax::date(row.cell(DATECOMPLETED)).filter(|date| *date <= self.today);
            match self.find_worker(local_id, row.cell(UNIQUEWORKERID)) {
                None => hit(&rules::NO_WORKER),
                Some(worker) => {
                    let fourteen = worker.born().map(|born| lax::years_after(born, 14));
                    if completed.zip(fourteen).is_some_and(|(completed, fourteen)| completed < fourteen) {
                        hit(&rules::TOO_YOUNG);
                    }
                }
            }
        }
        found.extend(hits.into_iter().map(|hit| Found { at: Some(at), hit, value: row.value(&hit).to_owned() }));
    }
}
