//! The rules of one staff record.

mod person;
mod skills;
mod start;
mod terms;

use jiff::civil::Date;

use super::row::Check;
use super::rules::worker as rules;
use super::{Hit, Mode, TextRow, keep};
use crate::Status;
use crate::columns::worker::{
    CHGUNIQUEWRKID, DISPLAYID, LOCALESTID, MAINJOBROLE, STATUS, TRANSFERSTAFFRECORD, UNIQUEWORKERID,
};

/// What is held of a staff record before the upload.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StoredWorker {
    /// Whether it is held; none when that is not known, and then no rule asks.
    pub exists: Option<bool>,
    /// The days sick that are held, and the day on which they were saved.
    pub sick_days: Option<(f64, Date)>,
}

/// Checks one staff record; what is found is appended to `hits`.
pub fn check_worker(row: &TextRow<'_>, stored: StoredWorker, today: Date, mode: Mode, hits: &mut Vec<Hit>) {
    let from = hits.len();
    let mut check = Check { row, today, mode, hits };
    let status = identity(&mut check, stored);
    let checked = !matches!(status, Some(Status::NoChange | Status::Unchecked | Status::Delete));
    if checked {
        let role = check.number(MAINJOBROLE);
        let contract = terms::contract(&mut check);
        person::check(&mut check);
        start::check(&mut check);
        terms::check(&mut check, role, contract);
        skills::check(&mut check, role);
    }
    if matches!(status, Some(Status::Update | Status::NoChange)) {
        terms::sick_days_changed(&mut check, stored);
    }
    keep(mode, hits, from);
}

fn identity(check: &mut Check<'_, '_>, stored: StoredWorker) -> Option<Status> {
    identifier(check, LOCALESTID, Some(&rules::LOCAL_ID_MISSING), &rules::LOCAL_ID_LONG);
    identifier(check, UNIQUEWORKERID, Some(&rules::WORKER_ID_MISSING), &rules::WORKER_ID_LONG);
    identifier(check, CHGUNIQUEWRKID, None, &rules::NEW_ID_LONG);
    if !check.cell(TRANSFERSTAFFRECORD).is_empty() && stored.exists == Some(false) {
        check.hit(&rules::TRANSFER_NOT_THERE);
    }
    identifier(check, DISPLAYID, Some(&rules::DISPLAY_ID_MISSING), &rules::DISPLAY_ID_LONG);
    let status = Status::parse(check.cell(STATUS));
    match (status, stored.exists) {
        (None, _) => check.hit(&rules::STATUS_CODE),
        (Some(Status::New), Some(true)) => check.hit(&rules::STATUS_NEW_EXISTS),
        (Some(Status::Update | Status::NoChange | Status::Unchecked | Status::Delete), Some(false)) => {
            check.hit(&rules::STATUS_NOT_THERE);
        }
        _ => {}
    }
    status
}

/// The longest identifier the national service takes in this file; in the training file it takes one character more.
const LONGEST: usize = 49;

fn identifier(
    check: &mut Check<'_, '_>,
    column: usize,
    missing: Option<&'static super::Rule>,
    long: &'static super::Rule,
) {
    if let (true, Some(rule)) = (check.cell(column).is_empty(), missing) {
        check.hit(rule);
    }
    check.longer(column, LONGEST, long);
}
