//! Training rows.

use super::WriteError;
use super::line::Line;
use crate::{Training, Validity};

pub(super) fn write(line: &mut Line, row: &Training) -> Result<(), WriteError> {
    line.text("LOCALESTID", &row.local_id)?;
    line.text("UNIQUEWORKERID", &row.worker_id)?;
    line.code(row.category, "");
    line.text("TRAININGNAME", &row.name)?;
    line.zero_one(row.accredited, "999");
    line.given(row.delivered_by, "", |line, answer| line.digits(answer.number().into()));
    line.code(row.provider, "");
    line.given(row.how_delivered, "", |line, answer| line.digits(answer.number().into()));
    line.given(row.validity, "", |line, validity| match validity {
        Validity::NoExpiry => line.raw("none"),
        Validity::Months(months) => line.digits(months.into()),
    });
    line.date(row.completed_on);
    line.date(row.expires_on);
    line.text("NOTES", &row.notes)
}
