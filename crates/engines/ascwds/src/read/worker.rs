//! Worker rows: the hot path.

use super::cells::{Cells, DATE};
use super::syntax::{
    NEVER, answer, code, code_or, date, halves, hours, level_held, level2_certificate, money, pounds, small, year,
    yes_no,
};
use crate::codes::{PathwayCategory, QualificationCode};
use crate::columns::worker::{
    AMHP, APPRENTICE, AVGHOURS, BRITISHCITIZENSHIP, CARECERT, CHGUNIQUEWRKID, CONTHOURS, COUNTRYOFBIRTH, CWPCATEGORY,
    DAYSSICK, DHA, DISABLED, DISPLAYID, DOB, EMPLSTATUS, ETHNICITY, GENDER, HANDCVISA, HOURLYRATE, INOUTUK, L2CARECERT,
    LOCALESTID, MAINJOBROLE, MAINJRDESC, NATIONALITY, NINUMBER, NMCREG, NONSCQUAL, POSTCODE, RECSOURCE, SALARY,
    SALARYINT, SCQUAL, STARTDATE, STARTINSECT, TRANSFERSTAFFRECORD, UNIQUEWORKERID, YEAROFENTRY, ZEROHRCONT,
};
use crate::{
    CareCertificate, Disability, Gender, Given, HalfDays, NiNumber, NursingRegister, PayInterval, Postcode,
    Qualification, Status, Worker,
};

const YES_NO: &str = "must be 1 (yes), 2 (no) or 999 (don't know)";
const HOURS: &str = "must be hours a week in steps of 0.5, or 999 (don't know)";
const YEAR: &str = "must be a year of four digits";
const QUALIFIED: &str = "must be 1 and a level (such as 1;3), 2 (no) or 999 (don't know)";

/// Fills a row; it keeps its texts' memory.
pub(super) fn fill(cells: &mut Cells<'_>, status: Status, row: &mut Worker) {
    cells.text(LOCALESTID, &mut row.local_id);
    cells.text(UNIQUEWORKERID, &mut row.worker_id);
    cells.text(CHGUNIQUEWRKID, &mut row.new_worker_id);
    cells.text(TRANSFERSTAFFRECORD, &mut row.transfer_to);
    row.status = status;
    cells.text(DISPLAYID, &mut row.display_id);
    person(cells, row);
    start(cells, row);
    terms(cells, row);
    qualified(cells, row);
}

fn person(cells: &mut Cells<'_>, row: &mut Worker) {
    let ni_number = "must be two letters, six digits and a letter, such as QQ123456C";
    row.ni_number = cells.read(NINUMBER, |cell| withheld(cell, NiNumber::parse), ni_number);
    row.postcode = cells.value(POSTCODE, Postcode::parse, "must be a whole postcode, such as CB1 2JD");
    row.born_on = cells.read(DOB, |cell| withheld(cell, date), DATE);
    let gender = "must be 1 (male), 2 (female), 3 (don't know) or 4 (other)";
    row.gender = cells.read(GENDER, answer(Gender::from_number, 3), gender);
    row.ethnicity = cells.read(ETHNICITY, code_or(99), "must be an ethnic group of the national list");
    row.nationality = cells.read(NATIONALITY, code_or(998), "must be a nationality of the national list");
    row.british_citizen = cells.read(BRITISHCITIZENSHIP, yes_no, YES_NO);
    row.birth_country = cells.read(COUNTRYOFBIRTH, code_or(998), "must be a country of the national list");
    row.entry_year = cells.value(YEAROFENTRY, year, YEAR);
    let disability = "must be 0 (no), 1 (yes), 2 (undisclosed) or 3 (don't know)";
    row.disability = cells.read(DISABLED, answer(Disability::from_number, 3), disability);
    let certificate = "must be 1 (completed), 2 (no) or 3 (in progress)";
    row.care_certificate = cells.read(CARECERT, answer(CareCertificate::from_number, NEVER), certificate);
    let level2 = "must be 1 (completed, with the year if known: 1;2025), 2 (started) or 3 (no)";
    row.level2_certificate = cells.read(L2CARECERT, level2_certificate, level2);
}

fn start(cells: &mut Cells<'_>, row: &mut Worker) {
    let source = "must be a recruitment source of the national list, or 16 (not known)";
    row.recruited_from = cells.read(RECSOURCE, code_or(16), source);
    row.care_visa = cells.read(HANDCVISA, yes_no, YES_NO);
    row.recruited_in_uk = cells.read(INOUTUK, yes_no, YES_NO);
    row.started_on = cells.value(STARTDATE, date, DATE);
    let sector_year = |cell: &str| if cell == "999" { Some(Given::Unknown) } else { year(cell).map(Given::Value) };
    row.sector_year = cells.read(STARTINSECT, sector_year, "must be a year of four digits, or 999 (don't know)");
    row.delegated_healthcare = cells.read(DHA, yes_no, YES_NO);
    row.apprentice = cells.read(APPRENTICE, yes_no, YES_NO);
}

fn terms(cells: &mut Cells<'_>, row: &mut Worker) {
    let contract = "must be 1 (permanent), 2 (temporary), 3 (pool or bank), 4 (agency) or 7 (other)";
    row.employment = cells.value(EMPLSTATUS, code, contract);
    row.zero_hours = cells.read(ZEROHRCONT, yes_no, YES_NO);
    let sick = |cell: &str| {
        if cell == "999" { Some(Given::Unknown) } else { halves(cell).map(|days| Given::Value(HalfDays(days))) }
    };
    row.sick_days = cells.read(DAYSSICK, sick, "must be days in steps of 0.5, or 999 (don't know)");
    let interval = "must be 1 (annual), 3 (hourly) or 999 (don't know)";
    row.pay_interval = cells.read(SALARYINT, answer(PayInterval::from_number, 999), interval);
    row.salary = cells.read(SALARY, pounds, "must be whole pounds a year, without commas or a pound sign");
    row.hourly_rate =
        cells.read(HOURLYRATE, money, "must be pounds an hour with at most two decimals, without a pound sign");
    row.job_role = cells.value(MAINJOBROLE, code, "must be a job role of the national list");
    cells.text(MAINJRDESC, &mut row.job_description);
    row.contracted_hours = cells.read(CONTHOURS, hours, HOURS);
    row.average_hours = cells.read(AVGHOURS, hours, HOURS);
    let register = "must be a part of the nursing register, 1 to 5";
    row.nursing_register = cells.read(NMCREG, answer(NursingRegister::from_number, NEVER), register);
    row.mental_health_professional = cells.read(AMHP, yes_no, YES_NO);
}

fn qualified(cells: &mut Cells<'_>, row: &mut Worker) {
    row.care_qualification = cells.read(SCQUAL, level_held, QUALIFIED);
    row.other_qualification = cells.read(NONSCQUAL, level_held, QUALIFIED);
    row.pathway =
        cells.read(CWPCATEGORY, pathway, "must be a role category of the care workforce pathway, 1 to 7, 998 or 999");
    row.qualifications.clear();
    let layout = cells.layout;
    for at in &layout.qualifications {
        let (cell, notes) = (cells.record.cell(at.code()), cells.record.cell(at.notes()));
        if cell.is_empty() && notes.is_empty() {
            continue;
        }
        let (code_text, year_text) = cell.split_once(';').unwrap_or((cell, ""));
        let code = code::<QualificationCode>(code_text.trim());
        let when = Some(year_text.trim()).filter(|text| !text.is_empty()).map(year);
        let (Some(code), None | Some(Some(_))) = (code, when) else {
            cells.wrong_qualification(*at, cell);
            continue;
        };
        row.qualifications.push(Qualification { code, year: when.flatten(), notes: notes.to_owned() });
    }
}

/// `Admin` stands for a value the national service keeps to itself.
fn withheld<T>(cell: &str, parse: fn(&str) -> Option<T>) -> Option<Given<T>> {
    if cell.eq_ignore_ascii_case("admin") { Some(Given::Withheld) } else { parse(cell).map(Given::Value) }
}

fn pathway(cell: &str) -> Option<Given<PathwayCategory>> {
    match small(cell)? {
        998 => Some(Given::NotApplicable),
        999 => Some(Given::Unknown),
        _ => code(cell).map(Given::Value),
    }
}
