//! Which workplace it is, where, whose and whether it is regulated.

use super::super::row::Check;
use super::super::rules::workplace as rules;
use super::super::{Rule, lax};
use super::{MainServiceFacts, Regulated, StoredWorkplace, known};
use crate::Status;
use crate::codes::employer_types;
use crate::columns::workplace::{
    ADDRESS1, ADDRESS2, ADDRESS3, ESTNAME, ESTTYPE, LOCALESTID, LOCATIONID, OTHERTYPE, PERMCQC, PERMLA, POSTCODE,
    POSTTOWN, PROVNUM, REGTYPE, STATUS,
};
use crate::read::syntax;

/// The longest identifier the national service takes.
const LONGEST_ID: usize = 49;
/// "Other", as a type of employer.
const OTHER: i64 = 8;

pub(super) fn check(check: &mut Check<'_, '_>, stored: StoredWorkplace) -> Option<Status> {
    if check.cell(LOCALESTID).is_empty() {
        check.hit(&rules::LOCAL_ID_MISSING);
    }
    check.longer(LOCALESTID, LONGEST_ID, &rules::LOCAL_ID_LONG);
    let cell = check.cell(STATUS);
    let status = Status::parse(cell);
    match (status, stored.exists) {
        (None, _) if cell.is_empty() => check.hit(&rules::STATUS_MISSING),
        (None, _) => check.hit(&rules::STATUS_CODE),
        (Some(Status::New), Some(true)) => check.hit(&rules::STATUS_NEW_EXISTS),
        (Some(Status::Update | Status::NoChange | Status::Unchecked | Status::Delete), Some(false)) => {
            check.hit(&rules::STATUS_NOT_THERE);
        }
        _ => {}
    }
    if check.cell(ESTNAME).is_empty() {
        check.hit(&rules::NAME_MISSING);
    }
    check.longer(ESTNAME, 120, &rules::NAME_LONG);
    status
}

/// False when the row is left out of later checks.
pub(super) fn address(check: &mut Check<'_, '_>, status: Option<Status>, stored: StoredWorkplace) -> bool {
    if check.cell(ADDRESS1).is_empty() {
        check.hit(&rules::ADDRESS_MISSING);
    }
    check.longer(ADDRESS1, 40, &rules::ADDRESS_LONG);
    check.longer(ADDRESS2, 40, &rules::ADDRESS2_LONG);
    check.longer(ADDRESS3, 40, &rules::ADDRESS3_LONG);
    check.longer(POSTTOWN, 40, &rules::TOWN_LONG);
    let postcode = check.cell(POSTCODE);
    if postcode.is_empty() {
        check.hit(&rules::POSTCODE_MISSING);
    } else if lax::length(postcode) > 10 {
        check.hit(&rules::POSTCODE_LONG);
    } else if !has_postcode(postcode) {
        check.hit(&rules::POSTCODE_FORMAT);
    } else if stored.postcode_listed == Some(false) {
        match status {
            Some(Status::New) => {
                check.hit(&rules::POSTCODE_OF_NEW);
                return false;
            }
            Some(Status::Update) => check.hit(&rules::POSTCODE_IGNORED),
            _ => {}
        }
    }
    true
}

/// True when there is a postcode somewhere in the letters and digits of a text.
fn has_postcode(text: &str) -> bool {
    let bytes: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect();
    (0..bytes.len()).any(|start| begins_postcode(&bytes[start..]))
}

fn begins_postcode(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"GIR0AA") {
        return true;
    }
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let second =
        |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'I' | b'Z'));
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let inward = |at: usize| digit(at) && letter(at + 1) && letter(at + 2);
    if !letter(0) {
        return false;
    }
    let one = digit(1) && (inward(2) || (digit(2) && inward(3)) || (letter(2) && inward(3)));
    let two = second(1) && digit(2) && (inward(3) || (digit(3) && inward(4)) || (letter(3) && inward(4)));
    one || two
}

pub(super) fn employer(check: &mut Check<'_, '_>) {
    let employer = check.number(ESTTYPE).filter(|number| (1..=8).contains(number));
    if employer.is_none() {
        check.hit(&rules::TYPE_MISSING);
    }
    let other = check.cell(OTHERTYPE);
    if employer == Some(OTHER) {
        if other.is_empty() {
            check.hit(&rules::OTHER_TYPE_MISSING);
        }
        check.longer(OTHERTYPE, 240, &rules::OTHER_TYPE_LONG);
    } else if !other.is_empty() {
        check.hit(&rules::OTHER_TYPE_NOT_NEEDED);
    } else if employer.is_some_and(|number| !known(employer_types(), number)) {
        check.hit(&rules::TYPE_UNKNOWN);
    }
    check.exactly(PERMCQC, &["0", "1"], &rules::SHARE_CQC_CODE);
    check.exactly(PERMLA, &["0", "1"], &rules::SHARE_COUNCIL_CODE);
}

/// Whether the workplace is regulated; none where the answer is not accepted, and then nothing that depends on it is asked.
pub(super) fn registration(
    check: &mut Check<'_, '_>,
    main: &MainServiceFacts,
    stored: StoredWorkplace,
) -> Option<bool> {
    let regulated = match check.cell(REGTYPE) {
        "" => {
            check.hit(&rules::REGISTRATION_MISSING);
            return None;
        }
        "0" if main.regulated == Regulated::Yes => {
            check.hit(&rules::SERVICE_WITHOUT_REGISTRATION);
            return None;
        }
        "2" if main.regulated == Regulated::No => {
            check.hit(&rules::REGISTERED_WITHOUT_SERVICE);
            return None;
        }
        "0" => false,
        "2" => true,
        _ => {
            check.hit(&rules::REGISTRATION_CODE);
            return None;
        }
    };
    number(
        check,
        PROVNUM,
        regulated,
        [&rules::PROVIDER_ID_MISSING, &rules::PROVIDER_ID_FORMAT, &rules::PROVIDER_ID_NOT_NEEDED],
    );
    if !(regulated && main.is_head_office()) {
        let fits = number(
            check,
            LOCATIONID,
            regulated,
            [&rules::LOCATION_ID_MISSING, &rules::LOCATION_ID_FORMAT, &rules::LOCATION_ID_NOT_NEEDED],
        );
        if fits && stored.location_taken {
            check.hit(&rules::LOCATION_ID_TAKEN);
        }
    }
    Some(regulated)
}

/// A regulator's number, needed where the workplace is regulated; true where it is one.
fn number(
    check: &mut Check<'_, '_>,
    column: usize,
    regulated: bool,
    [missing, format, not_needed]: [&'static Rule; 3],
) -> bool {
    let cell = check.cell(column);
    match (regulated, cell.is_empty()) {
        (true, true) => check.hit(missing),
        (true, false) if syntax::regulator_id(cell).is_none() => check.hit(format),
        (false, false) => check.hit(not_needed),
        (true, false) => return true,
        (false, true) => {}
    }
    false
}
