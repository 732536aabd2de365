//! Who the worker is.

use super::super::lax;
use super::super::row::Check;
use super::super::rules::worker as rules;
use crate::codes::{Table, countries, ethnicities, nationalities, recruitment_sources};
use crate::columns::worker::{
    BRITISHCITIZENSHIP, COUNTRYOFBIRTH, DISABLED, DOB, ETHNICITY, GENDER, HANDCVISA, INOUTUK, NATIONALITY, NINUMBER,
    POSTCODE, RECSOURCE, YEAROFENTRY,
};

/// British, as a nationality; the United Kingdom, as a country.
const BRITISH: i64 = 826;
/// "Don't know", as a nationality.
const NOT_KNOWN: i64 = 998;
const YES_NO: &[i64] = &[1, 2, 999];

pub(super) fn check(check: &mut Check<'_, '_>) {
    if !check.cell(NINUMBER).is_empty() && !is_ni_number(check.cell(NINUMBER)) {
        check.hit(&rules::NI_FORMAT);
    }
    match check.cell(POSTCODE) {
        "" => check.hit(&rules::POSTCODE_MISSING),
        text if !is_postcode(text) => check.hit(&rules::POSTCODE_FORMAT),
        _ => {}
    }
    born(check);
    check.one_of(GENDER, &[1, 2, 3, 4], &rules::GENDER_CODE);
    of_table(check, ETHNICITY, ethnicities(), &rules::ETHNICITY_CODE, &rules::ETHNICITY_UNKNOWN);
    of_table(check, NATIONALITY, nationalities(), &rules::NATIONALITY_CODE, &rules::NATIONALITY_UNKNOWN);
    if check.number(NATIONALITY) == Some(BRITISH) && !check.cell(BRITISHCITIZENSHIP).is_empty() {
        check.hit(&rules::CITIZENSHIP_OF_BRITISH);
    } else {
        check.one_of(BRITISHCITIZENSHIP, YES_NO, &rules::CITIZENSHIP_CODE);
    }
    of_table(check, COUNTRYOFBIRTH, countries(), &rules::BIRTH_COUNTRY_CODE, &rules::BIRTH_COUNTRY_UNKNOWN);
    entry(check);
    check.one_of(DISABLED, &[0, 1, 2, 3], &rules::DISABLED_CODE);
    recruited(check);
    visa(check);
}

/// A code that must be a number and, unless it is 0, one of a table.
fn of_table(
    check: &mut Check<'_, '_>,
    column: usize,
    table: &Table,
    not_number: &'static super::super::Rule,
    unknown: &'static super::super::Rule,
) {
    let cell = check.cell(column);
    if cell.is_empty() {
        return;
    }
    match lax::whole(cell) {
        None => check.hit(not_number),
        Some(0) => {}
        Some(code) if u16::try_from(code).is_ok_and(|code| table.contains(code)) => {}
        Some(_) => check.hit(unknown),
    }
}

fn born(check: &mut Check<'_, '_>) {
    let cell = check.cell(DOB);
    if cell.is_empty() {
        return check.hit(&rules::BORN_MISSING);
    }
    let (youngest, oldest) = (lax::years_after(check.today, -14), lax::years_after(check.today, -100));
    match lax::birth_date(cell, check.today) {
        None => check.hit(&rules::BORN_FORMAT),
        Some(date) if date > youngest || date <= oldest => check.hit(&rules::BORN_RANGE),
        Some(_) => {}
    }
}

fn entry(check: &mut Check<'_, '_>) {
    let cell = check.cell(YEAROFENTRY);
    if cell.is_empty() {
        return;
    }
    let Some(year) = lax::four_digits(cell) else { return check.hit(&rules::ENTRY_FORMAT) };
    let born = lax::birth_date(check.cell(DOB), check.today);
    if year > i64::from(check.today.year()) {
        check.hit(&rules::ENTRY_IN_FUTURE);
    } else if born.is_some_and(|born| i64::from(born.year()) > year) {
        check.hit(&rules::ENTRY_BEFORE_BIRTH);
    } else if check.cell(COUNTRYOFBIRTH).is_empty() {
        check.hit(&rules::ENTRY_WITHOUT_COUNTRY);
    } else if check.number(COUNTRYOFBIRTH) == Some(BRITISH) {
        check.hit(&rules::ENTRY_OF_BRITISH);
    }
}

fn recruited(check: &mut Check<'_, '_>) {
    let cell = check.cell(RECSOURCE);
    if cell.is_empty() {
        return;
    }
    match lax::whole(cell) {
        None => check.hit(&rules::RECRUITED_CODE),
        Some(16) => {}
        Some(code) if u16::try_from(code).is_ok_and(|code| recruitment_sources().contains(code)) => {}
        Some(_) => check.hit(&rules::RECRUITED_UNKNOWN),
    }
}

/// The visa is asked of people who are known to be other than British; whether they came from abroad, of those with the visa.
fn visa(check: &mut Check<'_, '_>) {
    if check.cell(HANDCVISA).is_empty() && check.cell(INOUTUK).is_empty() {
        return;
    }
    let british = check.number(BRITISHCITIZENSHIP);
    let asked = match check.number(NATIONALITY) {
        None | Some(0 | BRITISH) => false,
        Some(NOT_KNOWN) => british == Some(2),
        Some(_) => british != Some(1),
    };
    if asked {
        check.one_of(HANDCVISA, YES_NO, &rules::VISA_CODE);
    } else if !check.cell(HANDCVISA).is_empty() {
        check.hit(&rules::VISA_NOT_NEEDED);
    }
    if asked && check.number(HANDCVISA) == Some(1) {
        check.one_of(INOUTUK, YES_NO, &rules::RECRUITED_IN_UK_CODE);
    } else if !check.cell(INOUTUK).is_empty() {
        check.hit(&rules::RECRUITED_IN_UK_NOT_NEEDED);
    }
}

/// Two letters, six digits with any spacing, and mostly a letter.
fn is_ni_number(text: &str) -> bool {
    let mut letters = text.chars().skip_while(|letter| lax::is_space(*letter));
    let prefix = (0..2).all(|_| letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()));
    let mut letters = letters.filter(|letter| !lax::is_space(*letter));
    let digits = (0..6).all(|_| letters.next().is_some_and(|letter| letter.is_ascii_digit()));
    prefix && digits && letters.next().is_none_or(|letter| letter.is_ascii_alphabetic()) && letters.next().is_none()
}

/// A home postcode: one or two letters, one or two digits, perhaps a letter, one white space, a digit, two letters.
fn is_postcode(text: &str) -> bool {
    let Some((outward, inward)) = text.split_once(lax::is_space) else { return false };
    let outward = outward.as_bytes();
    let letters = outward.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = outward[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let last = &outward[letters + digits..];
    let inward = inward.as_bytes();
    (1..=2).contains(&letters)
        && (1..=2).contains(&digits)
        && last.len() <= 1
        && last.iter().all(u8::is_ascii_alphabetic)
        && inward.len() == 3
        && inward[0].is_ascii_digit()
        && inward[1..].iter().all(u8::is_ascii_alphabetic)
}
