//! `vocation check`, as a provider runs it.

use crate::command::{tree, vocation};
use std::fs;
use std::path::Path;

const WORKPLACE: &str = "LOCALESTID,STATUS,ESTNAME,ADDRESS1,ADDRESS2,ADDRESS3,POSTTOWN,POSTCODE,ESTTYPE,OTHERTYPE,PERMCQC,PERMLA,REGTYPE,PROVNUM,LOCATIONID,MAINSERVICE,ALLSERVICES,CAPACITY,UTILISATION,SERVICEDESC,SERVICEUSERS,OTHERUSERDESC,DHA,DHAACTIVITIES,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES,REASONS,REASONNOS,REPEATTRAINING,CWPAWARE,CWPUSE,CWPUSEDESC,SICKPAY,PENSION,ACTUALCONT,OPTOUTPEN,HOLIDAY,SLEEPINS,SLEEPINPAY,TRAVELTIME,TTDIFFRATE\r\n\
    HOME1,UPDATE,Home One,1 High St,,,Cambridge,CB1 2JD,6,,1,1,2,1-123456789,1-223456789,8,8;0,;,;,;,1;28,;,1,1;2,1,4;8,0;1,0;0,0;0,,,1,1,1;1;10,x,1,1,5,2,28,,,3,12.5\r\n";
const WORKER_HEADER: &str = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,BRITISHCITIZENSHIP,COUNTRYOFBIRTH,YEAROFENTRY,DISABLED,CARECERT,L2CARECERT,RECSOURCE,HANDCVISA,INOUTUK,STARTDATE,STARTINSECT,DHA,APPRENTICE,EMPLSTATUS,ZEROHRCONT,DAYSSICK,SALARYINT,SALARY,HOURLYRATE,MAINJOBROLE,MAINJRDESC,CONTHOURS,AVGHOURS,NMCREG,AMHP,SCQUAL,NONSCQUAL,CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,QUALACH03NOTES";
const MANAGER: &str = "HOME1,RM1,UPDATE,RM,QQ223456C,CB1 2JD,10/12/1982,2,31,826,,826,,0,1,,2,,,01/02/2020,2018,,2,1,2,3,3,,12.60,4,,37.5,,,,1;2,2,2,48;2015,,,,,";

fn upload(here: &Path, workers: &str) {
    fs::write(here.join("a.csv"), WORKPLACE).unwrap();
    fs::write(here.join("b.csv"), workers).unwrap();
}

#[test]
fn an_upload_without_a_fault_passes() {
    let folder = tempfile::tempdir().unwrap();
    upload(folder.path(), &format!("{WORKER_HEADER}\r\n{MANAGER}\r\n"));
    let said = vocation(folder.path(), &["check", "b.csv", "a.csv", "--on", "2026-08-21"]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("0 errors, 0 warnings, 0 notes"), "{said:?}");
}

#[test]
fn faults_are_summed_up_reported_and_told_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let lost = MANAGER.replace("HOME1,RM1", "HOME9,W2").replace(",2,31,826,", ",9,31,826,");
    upload(folder.path(), &format!("{WORKER_HEADER}\r\n{MANAGER}\r\n{lost}\r\n"));
    let said = vocation(folder.path(), &["check", "a.csv", "b.csv", "--on", "2026-08-21", "--report", "out.csv"]);
    assert_eq!(said.status, 1, "{said:?}");
    let report = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    for (code, column) in [("997", "LOCALESTID"), ("1090", "GENDER")] {
        assert!(report.lines().any(|line| line.starts_with(&format!("b.csv,3,error,{code},{column},"))), "{report}");
    }
    let said = vocation(folder.path(), &["check", "a.csv", "b.csv", "--on", "2026-08-21", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.status, value["errors"].as_u64()), (1, Some(2)), "{value}");
}

#[test]
fn last_years_layout_in_any_order_is_noted_and_mended_by_one_command() {
    let folder = tempfile::tempdir().unwrap();
    let mut names: Vec<&str> = WORKER_HEADER.split(',').collect();
    let mut cells: Vec<&str> = MANAGER.split(',').collect();
    names.swap(4, 5);
    cells.swap(4, 5);
    names.push("NURSESPEC");
    cells.push("1");
    let text = format!("\u{FEFF}{}\n{}\n", names.join(",").to_lowercase(), cells.join(","));
    upload(folder.path(), &text);
    let said = vocation(folder.path(), &["check", "a.csv", "b.csv", "--on", "2026-08-21", "--fix", "out"]);
    assert_eq!(said.status, 1, "{said:?}");
    for words in ["byte-order mark", "national order", "not in the national layout", "capitals"] {
        assert!(said.out.contains(words), "{words}: {said:?}");
    }
    let fixed = fs::read_to_string(folder.path().join("out/worker.csv")).unwrap();
    assert_eq!(fixed, format!("{WORKER_HEADER}\r\n{MANAGER}\r\n"));
    assert_eq!(fs::read_to_string(folder.path().join("out/workplace.csv")).unwrap(), WORKPLACE);
    let said = vocation(folder.path(), &["check", "out/workplace.csv", "out/worker.csv", "--on", "2026-08-21"]);
    assert_eq!(said.status, 0, "{said:?}");
}

#[test]
fn what_is_no_national_file_is_refused_with_its_name_and_line_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    upload(here, &format!("{WORKER_HEADER}\r\n{MANAGER}\r\n{}", &MANAGER[..40]));
    fs::write(here.join("zip.csv"), b"PK\x03\x04rest").unwrap();
    fs::write(here.join("other.csv"), "name,age\nA,1\n").unwrap();
    let before = tree(here);
    for (file, words) in
        [("b.csv", "line 3"), ("zip.csv", "zip archive"), ("other.csv", "line 1"), ("none.csv", "no such file")]
    {
        let said = vocation(here, &["check", file]);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.err.contains(file) && said.err.contains(words), "{said:?}");
    }
    let said = vocation(here, &["check", "a.csv", "a.csv"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert_eq!(tree(here), before);
}

#[test]
fn cases_of_the_national_checker_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let case = |id: &str, expect: &str| {
        format!(r#"{{"id":"{id}","file":"worker","base":"worker-uk","set":{{"GENDER":"9"}},"expect":[{expect}]}}"#)
    };
    let lines = format!("{}\n{}\n", case("right", r#"["E",1090,"GENDER"]"#), case("wrong", ""));
    fs::write(folder.path().join("cases.jsonl"), lines).unwrap();
    let said = vocation(folder.path(), &["check", "--cases", "cases.jsonl", "--mode", "compat"]);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.out.starts_with("1 passed, 1 failed\nwrong, too much: E1090:GENDER"), "{said:?}");
}
