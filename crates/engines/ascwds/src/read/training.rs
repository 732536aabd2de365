//! Training rows.

use super::cells::{Cells, DATE};
use super::syntax::{NEVER, answer, code, date, validity, zero_one};
use crate::columns::training::{
    ACCREDITED, CATEGORY, DATECOMPLETED, EXPIRYDATE, HOWDELIVERED, LOCALESTID, NOTES, PROVIDERNAME, TRAININGNAME,
    UNIQUEWORKERID, VALIDITY, WHODELIVERED,
};
use crate::{DeliveredBy, HowDelivered, Training};

/// Fills a row; it keeps its texts' memory.
pub(super) fn fill(cells: &mut Cells<'_>, row: &mut Training) {
    cells.text(LOCALESTID, &mut row.local_id);
    cells.text(UNIQUEWORKERID, &mut row.worker_id);
    row.category = cells.value(CATEGORY, code, "must be a training category of the national list");
    cells.text(TRAININGNAME, &mut row.name);
    row.accredited = cells.read(ACCREDITED, zero_one("999"), "must be 0 (no), 1 (yes) or 999 (don't know)");
    let who = "must be 1 (in-house staff) or 2 (external provider)";
    row.delivered_by = cells.read(WHODELIVERED, answer(DeliveredBy::from_number, NEVER), who);
    row.provider =
        cells.value(PROVIDERNAME, code, "must be a training provider of the national list, or 999 for another");
    let how = "must be 1 (face to face) or 2 (e-learning)";
    row.how_delivered = cells.read(HOWDELIVERED, answer(HowDelivered::from_number, NEVER), how);
    row.validity = cells.read(VALIDITY, validity, "must be a number of months from 1 to 999, or none");
    row.completed_on = cells.value(DATECOMPLETED, date, DATE);
    row.expires_on = cells.value(EXPIRYDATE, date, DATE);
    cells.text(NOTES, &mut row.notes);
}
