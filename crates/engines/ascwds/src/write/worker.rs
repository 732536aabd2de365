//! Worker rows: the hot path.

use super::line::Line;
use super::{WorkerLayout, WriteError};
use crate::{Given, Level2CareCertificate, LevelHeld, Worker};

pub(super) fn write(line: &mut Line, row: &Worker, layout: WorkerLayout) -> Result<(), WriteError> {
    let most = usize::from(layout.qualifications);
    if row.qualifications.len() > most {
        return Err(WriteError::TooManyQualifications { found: row.qualifications.len(), most });
    }
    line.text("LOCALESTID", &row.local_id)?;
    line.text("UNIQUEWORKERID", &row.worker_id)?;
    optional(line, "CHGUNIQUEWRKID", &row.new_worker_id, layout.new_ids)?;
    optional(line, "TRANSFERSTAFFRECORD", &row.transfer_to, layout.transfers)?;
    line.plain(row.status.as_str());
    line.text("DISPLAYID", &row.display_id)?;
    person(line, row);
    terms(line, row)?;
    level_held(line, row.care_qualification);
    level_held(line, row.other_qualification);
    if row.pathway == Given::NotApplicable {
        line.plain("998");
    } else {
        line.code(row.pathway, "999");
    }
    for qualification in &row.qualifications {
        line.digits(qualification.code.0.into());
        if let Some(year) = qualification.year {
            line.byte(b';');
            year_digits(line, year);
        }
        line.byte(b',');
        line.text("QUALACHnnNOTES", &qualification.notes)?;
    }
    for _ in row.qualifications.len()..most {
        line.raw(",,");
    }
    Ok(())
}

fn optional(line: &mut Line, column: &'static str, text: &str, there: bool) -> Result<(), WriteError> {
    match (there, text.is_empty()) {
        (true, _) => line.text(column, text),
        (false, true) => Ok(()),
        (false, false) => Err(WriteError::NoColumn { column }),
    }
}

fn person(line: &mut Line, row: &Worker) {
    line.given(row.ni_number, "", |line, number| line.raw(number.reveal()));
    line.postcode(row.postcode);
    line.date(row.born_on);
    line.given(row.gender, "3", |line, answer| line.digits(answer.number().into()));
    line.code(row.ethnicity, "99");
    line.code(row.nationality, "998");
    line.yes_no(row.british_citizen);
    line.code(row.birth_country, "998");
    line.given(row.entry_year, "", year_digits);
    line.given(row.disability, "3", |line, answer| line.digits(answer.number().into()));
    line.given(row.care_certificate, "", |line, answer| line.digits(answer.number().into()));
    line.given(row.level2_certificate, "", |line, answer| match answer {
        Level2CareCertificate::Completed(None) => line.byte(b'1'),
        Level2CareCertificate::Completed(Some(year)) => {
            line.raw("1;");
            year_digits(line, year);
        }
        Level2CareCertificate::Started => line.byte(b'2'),
        Level2CareCertificate::No => line.byte(b'3'),
    });
    line.code(row.recruited_from, "16");
    line.yes_no(row.care_visa);
    line.yes_no(row.recruited_in_uk);
    line.date(row.started_on);
    line.given(row.sector_year, "999", year_digits);
    line.yes_no(row.delegated_healthcare);
    line.yes_no(row.apprentice);
}

fn terms(line: &mut Line, row: &Worker) -> Result<(), WriteError> {
    line.code(row.employment, "");
    line.yes_no(row.zero_hours);
    line.given(row.sick_days, "999", |line, days| line.halves(days.0));
    line.given(row.pay_interval, "999", |line, answer| line.digits(answer.number().into()));
    if row.salary.get().is_some_and(|pence| pence.0 % 100 != 0) {
        return Err(WriteError::Unwritable { column: "SALARY", what: "a part of a pound" });
    }
    line.given(row.salary, "", |line, pence| line.digits(pence.0 / 100));
    line.given(row.hourly_rate, "", |line, pence| line.hundredths(pence.0));
    line.code(row.job_role, "");
    line.text("MAINJRDESC", &row.job_description)?;
    line.given(row.contracted_hours, "999", |line, hours| line.halves(hours.0));
    line.given(row.average_hours, "999", |line, hours| line.halves(hours.0));
    line.given(row.nursing_register, "", |line, answer| line.digits(answer.number().into()));
    line.yes_no(row.mental_health_professional);
    Ok(())
}

fn level_held(line: &mut Line, given: Given<LevelHeld>) {
    line.given(given, "999", |line, held| match held {
        LevelHeld::No => line.byte(b'2'),
        LevelHeld::Yes(Given::Value(level)) => {
            line.raw("1;");
            line.digits(level.0.into());
        }
        LevelHeld::Yes(Given::Unknown) => line.raw("1;999"),
        LevelHeld::Yes(_) => line.byte(b'1'),
    });
}

/// Four digits at least.
fn year_digits(line: &mut Line, year: u16) {
    if year > 9999 {
        return line.digits(year.into());
    }
    for place in [1000, 100, 10, 1] {
        line.byte(b'0' + (year / place % 10) as u8);
    }
}
