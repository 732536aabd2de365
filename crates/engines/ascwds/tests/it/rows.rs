//! Single rows: what they become and what is said about them.

use vocation_ascwds::codes::{JobRole, MainService, QualificationCode};
use vocation_ascwds::*;

const WORKER: &str = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,BRITISHCITIZENSHIP,COUNTRYOFBIRTH,YEAROFENTRY,DISABLED,CARECERT,L2CARECERT,RECSOURCE,HANDCVISA,INOUTUK,STARTDATE,STARTINSECT,DHA,APPRENTICE,EMPLSTATUS,ZEROHRCONT,DAYSSICK,SALARYINT,SALARY,HOURLYRATE,MAINJOBROLE,MAINJRDESC,CONTHOURS,AVGHOURS,NMCREG,AMHP,SCQUAL,NONSCQUAL,CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,QUALACH03NOTES";
const WORKPLACE: &str = "LOCALESTID,STATUS,ESTNAME,ADDRESS1,ADDRESS2,ADDRESS3,POSTTOWN,POSTCODE,ESTTYPE,OTHERTYPE,PERMCQC,PERMLA,REGTYPE,PROVNUM,LOCATIONID,MAINSERVICE,ALLSERVICES,CAPACITY,UTILISATION,SERVICEDESC,SERVICEUSERS,OTHERUSERDESC,DHA,DHAACTIVITIES,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES,REASONS,REASONNOS,REPEATTRAINING,CWPAWARE,CWPUSE,CWPUSEDESC,SICKPAY,PENSION,ACTUALCONT,OPTOUTPEN,HOLIDAY,SLEEPINS,SLEEPINPAY,TRAVELTIME,TTDIFFRATE";

/// The one row of a file, or none when refused, with all findings.
fn one<T>(text: &str, take: impl Fn(RowRef<'_>) -> T) -> (Option<T>, Vec<Finding>) {
    let mut reader = Reader::new(text.as_bytes()).unwrap();
    let entry = reader.next_entry().unwrap().unwrap();
    let found = (entry.row.map(take), entry.findings.to_vec());
    assert!(reader.next_entry().unwrap().is_none());
    found
}

fn worker(text: &str) -> (Option<Worker>, Vec<Finding>) {
    one(text, |row| if let RowRef::Worker(row) = row { row.clone() } else { panic!("not a worker file") })
}

#[test]
fn a_national_worker_row_is_typed_without_a_finding() {
    let row = "HOME1,W1,NEW,Worker One,QQ123456C,CB1 2JD,10/12/1982,2,31,826,,826,,0,1,,2,,,01/02/2020,2018,,2,1,2,3,3,,12.60,8,,37.5,,,,1;2,2,2,48;2015,,,,,";
    let (found, findings) = worker(&format!("{WORKER}\r\n{row}\r\n"));
    let found = found.unwrap();
    assert_eq!(findings, []);
    assert_eq!(found.status, Status::New);
    assert_eq!(found.pay(), Some(Pay::Hourly(Pence(1260))));
    assert_eq!(found.weekly_hours(), Some(HalfHours(75)));
    assert_eq!(found.job_role, Given::Value(JobRole(8)));
    assert_eq!(found.born_on, Given::Value(Date::constant(1982, 12, 10)));
    let held = Qualification { code: QualificationCode(48), year: Some(2015), notes: String::new() };
    assert_eq!(found.qualifications, [held]);
    assert!(!format!("{found:?}").contains("123456"));
}

#[test]
fn the_kinds_of_no_answer_stay_apart() {
    let head =
        "LOCALESTID,UNIQUEWORKERID,STATUS,NINUMBER,DOB,GENDER,NATIONALITY,CWPCATEGORY,AVGHOURS,ETHNICITY,RECSOURCE";
    let found = worker(&format!("{head}\nA,1,update,Admin,ADMIN,3,998,998,999,,16\n")).0.unwrap();
    assert_eq!(found.ni_number, Given::Withheld);
    assert_eq!(found.born_on, Given::Withheld);
    assert_eq!(found.gender, Given::Unknown);
    assert_eq!(found.nationality, Given::Unknown);
    assert_eq!(found.pathway, Given::NotApplicable);
    assert_eq!(found.average_hours, Given::Unknown);
    assert_eq!(found.ethnicity, Given::NotGiven);
    assert_eq!(found.recruited_from, Given::Unknown);
}

#[test]
fn an_unusable_cell_is_reported_with_its_code_and_the_row_is_kept() {
    let head = "LOCALESTID,UNIQUEWORKERID,STATUS,NINUMBER,MAINJOBROLE,DOB,QUALACH05";
    let (found, findings) = worker(&format!("{head}\nA,1,UPDATE,QQ12345,12,44197,48;15\n"));
    let found = found.unwrap();
    assert_eq!((found.job_role, found.born_on), (Given::Invalid, Given::Invalid));
    let told: Vec<_> =
        findings.iter().map(|f| (f.line, f.column.as_ref(), f.code, f.severity, f.value.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, "NINUMBER", Some(1060), Severity::Error, "QQ*****"),
            (2, "DOB", Some(3080), Severity::Warning, "44197"),
            (2, "MAINJOBROLE", Some(1280), Severity::Error, "12"),
            (2, "QUALACH05", None, Severity::Error, "48;15"),
        ]
    );
    assert!(findings[1].message.contains("spreadsheet"));
}

#[test]
fn a_row_without_key_or_status_is_refused_with_its_line() {
    let head = "LOCALESTID,UNIQUEWORKERID,STATUS";
    for (row, column, code) in
        [(",1,NEW", "LOCALESTID", 1010), ("A,,NEW", "UNIQUEWORKERID", 1020), ("A,1,MAYBE", "STATUS", 1040)]
    {
        let (found, findings) = worker(&format!("{head}\n{row}\n"));
        assert_eq!(found, None);
        let told = (findings[0].line, findings[0].column.as_ref(), findings[0].code, findings[0].severity);
        assert_eq!(told, (2, column, Some(code), Severity::Refused));
    }
}

#[test]
fn the_raw_row_gives_the_text_by_national_column() {
    let text = "STATUS,QUALACH12,UNIQUEWORKERID,LOCALESTID\nUPDATE, 48 ;2015 ,1, A\n";
    let mut reader = Reader::new(text.as_bytes()).unwrap();
    let entry = reader.next_entry().unwrap().unwrap();
    assert_eq!(entry.raw.cell(columns::worker::LOCALESTID), "A");
    assert!(!entry.raw.has(columns::worker::DOB));
    assert_eq!(entry.raw.qualifications().collect::<Vec<_>>(), [(12, "48 ;2015", "")]);
}

#[test]
fn a_national_workplace_row_is_typed_without_a_finding() {
    let row = "HOME3,NEW,Home One,1 High St,,,Cambridge,CB1 2JD,6,,1,1,2,1-123456789,1-323456789,2,2;13,40;,38;,;,1;28,;,1,1;2,3,4;8,0;1,0;1,0;2,1,1,1,1,1;1;10,x,1,unknown,5,2,28,1,2,,";
    let take =
        |row: RowRef<'_>| if let RowRef::Workplace(row) = row { row.clone() } else { panic!("not a workplace file") };
    let (found, findings) = one(&format!("{WORKPLACE}\n{row}\n"), take);
    let found = found.unwrap();
    assert_eq!(findings, []);
    assert_eq!(found.vacancies_total(), Some(2));
    let first =
        Service { service: MainService(2), capacity: Some(40), utilisation: Some(38), description: String::new() };
    assert_eq!(found.services[0], first);
    assert_eq!(found.pension, Given::Unknown);
    let none = "A,UPDATE,x,,,,,,,,,,,,,8,8;0,,40,,,,,,,8,0,999,1,,,,,,,,,,,,,,,";
    let (found, findings) = one(&format!("{WORKPLACE}\n{none}\n"), take);
    let found = found.unwrap();
    assert_eq!(findings, []);
    assert!(found.no_other_services);
    assert_eq!(found.services[0].utilisation, Some(40));
    assert_eq!(
        (found.starters, found.leavers, found.vacancies),
        (Given::Value(vec![0]), Given::Unknown, Given::Value(vec![1]))
    );
}

#[test]
fn lists_of_different_lengths_are_not_guessed_at() {
    let row = "A,UPDATE,x,,,,,,,,,,,,,2,2;13,40;1;2,,,,,,,,8;7,1;2;3,1,0;0,1;2,1,,,,,,,,,,,,,";
    let take =
        |row: RowRef<'_>| if let RowRef::Workplace(row) = row { row.clone() } else { panic!("not a workplace file") };
    let (found, findings) = one(&format!("{WORKPLACE}\n{row}\n"), take);
    let found = found.unwrap();
    assert_eq!((found.starters, found.leavers, found.services[0].capacity), (Given::Invalid, Given::Invalid, None));
    let columns: Vec<&str> = findings.iter().map(|finding| finding.column.as_ref()).collect();
    assert_eq!(columns, ["CAPACITY", "STARTERS", "LEAVERS", "REASONNOS"]);
}
