//! Workplace rows.

use super::WriteError;
use super::line::Line;
use crate::{Given, PathwayUse, Workplace};

pub(super) fn write(line: &mut Line, row: &Workplace) -> Result<(), WriteError> {
    line.text("LOCALESTID", &row.local_id)?;
    line.plain(row.status.as_str());
    line.text("ESTNAME", &row.name)?;
    for (column, text) in ["ADDRESS1", "ADDRESS2", "ADDRESS3"].into_iter().zip(&row.address) {
        line.text(column, text)?;
    }
    line.text("POSTTOWN", &row.town)?;
    line.postcode(row.postcode);
    line.code(row.employer_type, "");
    line.text("OTHERTYPE", &row.other_type)?;
    line.zero_one(row.share_with_cqc, "");
    line.zero_one(row.share_with_council, "");
    line.given(row.registration, "", |line, answer| line.digits(answer.number().into()));
    line.text("PROVNUM", row.provider_id.value().map_or("", String::as_str))?;
    line.text("LOCATIONID", row.location_id.value().map_or("", String::as_str))?;
    line.code(row.main_service, "");
    services(line, row)?;
    line.numbers(row.serves.iter().map(|served| served.group.0));
    line.blank();
    line.texts("OTHERUSERDESC", row.serves.iter().map(|served| served.description.as_str()))?;
    staff(line, row)?;
    rest(line, row)
}

/// The four lists of services; the 0 that says "no other services" is last, with a blank element in the others.
fn services(line: &mut Line, row: &Workplace) -> Result<(), WriteError> {
    let none = row.no_other_services;
    line.numbers(row.services.iter().map(|service| service.service.0).chain(none.then_some(0)));
    line.blank();
    let elements = row.services.len() + usize::from(none);
    for capacity in [true, false] {
        for at in 0..elements {
            if at > 0 {
                line.byte(b';');
            }
            let value =
                row.services.get(at).and_then(|service| if capacity { service.capacity } else { service.utilisation });
            if let Some(value) = value {
                line.digits(value.into());
            }
        }
        line.blank();
    }
    let texts = row.services.iter().map(|service| service.description.as_str());
    line.texts("SERVICEDESC", texts.chain(none.then_some("")))
}

fn staff(line: &mut Line, row: &Workplace) -> Result<(), WriteError> {
    line.yes_no(row.delegated_healthcare);
    line.given(row.healthcare_activities.as_ref(), "999", |line, list| line.numbers(list.iter().map(|code| code.0)));
    line.given(row.total_staff, "", |line, total| line.digits(total.into()));
    line.numbers(row.job_roles.iter().map(|role| role.0));
    line.blank();
    for (column, counts) in [("STARTERS", &row.starters), ("LEAVERS", &row.leavers), ("VACANCIES", &row.vacancies)] {
        if let Given::Value(counts) = counts {
            let none = counts.iter().all(|count| *count == 0);
            if !none && counts.len() != row.job_roles.len() {
                return Err(WriteError::Uneven { column, found: counts.len(), expected: row.job_roles.len() });
            }
        }
        line.given(counts.as_ref(), "999", |line, counts| line.numbers(counts.iter().copied()));
    }
    line.numbers(row.leaving_reasons.iter().map(|(reason, _)| reason.0));
    line.blank();
    line.numbers(row.leaving_reasons.iter().map(|(_, number)| *number));
    line.blank();
    line.given(row.repeat_training, "", |line, answer| line.digits(answer.number().into()));
    Ok(())
}

fn rest(line: &mut Line, row: &Workplace) -> Result<(), WriteError> {
    line.code(row.pathway_awareness, "999");
    line.given(row.pathway_use.as_ref(), "999", |line, used| match used {
        PathwayUse::No => line.byte(b'2'),
        PathwayUse::Yes(reasons) => line.numbers(std::iter::once(1).chain(reasons.iter().map(|reason| reason.0))),
    });
    line.text("CWPUSEDESC", &row.pathway_use_description)?;
    line.zero_one(row.sick_pay, "unknown");
    line.zero_one(row.pension, "unknown");
    line.given(row.pension_contribution, "", |line, points| line.hundredths(points.0.into()));
    line.yes_no(row.pension_opt_outs);
    line.given(row.holiday_days, "", |line, days| line.digits(days.into()));
    line.yes_no(row.sleep_ins);
    line.given(row.sleep_in_pay, "999", |line, answer| line.digits(answer.number().into()));
    line.code(row.travel_time_pay, "999");
    line.given(row.travel_rate, "", |line, pence| line.hundredths(pence.0));
    Ok(())
}
