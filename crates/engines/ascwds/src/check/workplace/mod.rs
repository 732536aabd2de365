//! The rules of one workplace.

mod benefits;
mod identity;
mod services;
mod staff;

pub(super) use staff::{MANAGER, total};

use jiff::civil::Date;

use super::row::Check;
use super::{Hit, Mode, TextRow, keep, lax};
use crate::Status;
use crate::codes::{Table, main_services};
use crate::columns::workplace::MAINSERVICE;

/// What is held, and known from elsewhere, of a workplace before the upload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredWorkplace {
    /// Whether it is held; none when that is not known, and then no rule asks.
    pub exists: Option<bool>,
    /// Whether the national address list has the postcode as it is written; none when that is not known.
    pub postcode_listed: Option<bool>,
    /// True when another workplace holds the location number.
    pub location_taken: bool,
}

/// Checks one workplace; what is found is appended to `hits`. False when the national service leaves the row out of every later
/// check: a new workplace whose postcode is not listed.
pub fn check_workplace(
    row: &TextRow<'_>,
    stored: StoredWorkplace,
    today: Date,
    mode: Mode,
    hits: &mut Vec<Hit>,
) -> bool {
    let from = hits.len();
    let mut check = Check { row, today, mode, hits };
    let status = identity::check(&mut check, stored);
    let mut used = true;
    if !matches!(status, Some(Status::NoChange | Status::Unchecked | Status::Delete)) {
        let main = MainServiceFacts::of(check.cell(MAINSERVICE));
        used = identity::address(&mut check, status, stored);
        identity::employer(&mut check);
        let regulated = identity::registration(&mut check, &main, stored);
        services::check(&mut check, &main);
        services::served(&mut check);
        staff::check(&mut check, &main, regulated);
        benefits::check(&mut check, &main);
    }
    keep(mode, hits, from);
    used
}

/// What the national list says about the main service of a row.
pub(super) struct MainServiceFacts {
    /// The number read; none where the cell is blank or no number.
    pub number: Option<i64>,
    /// The number, where it is a service.
    pub service: Option<u16>,
    /// Regulated by the Care Quality Commission; a head office may or may not be.
    pub regulated: Regulated,
    /// Can do delegated healthcare activities.
    pub healthcare: bool,
    /// The group for questions on pay and pensions.
    pub pay_group: Option<u8>,
}

/// Whether a service is regulated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Regulated {
    Yes,
    No,
    Either,
}

/// A head office.
pub(super) const HEAD_OFFICE: i64 = 72;

impl MainServiceFacts {
    pub fn of(cell: &str) -> Self {
        let number = lax::whole(cell);
        let table = main_services();
        let service = number.and_then(|number| u16::try_from(number).ok()).filter(|number| table.contains(*number));
        let fact = |column: &str| service.and_then(|service| table.cell(service, column)).unwrap_or_default();
        Self {
            number,
            service,
            regulated: match fact("cqc_regulated") {
                "yes" => Regulated::Yes,
                "either" => Regulated::Either,
                _ => Regulated::No,
            },
            healthcare: fact("can_do_delegated_healthcare") == "yes",
            pay_group: fact("pay_and_pensions_group").parse().ok(),
        }
    }

    pub fn is_head_office(&self) -> bool {
        self.number == Some(HEAD_OFFICE)
    }
}

/// True when a table has the number.
pub(super) fn known(table: &Table, number: i64) -> bool {
    u16::try_from(number).is_ok_and(|number| table.contains(number))
}
