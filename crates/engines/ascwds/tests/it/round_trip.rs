//! What is written is what is read, for every column, answer and text.

use proptest::prelude::*;
use vocation_ascwds::*;

use crate::sample::Draw;

fn texts() -> impl Strategy<Value = Vec<String>> {
    let awkward =
        ["", "=1+1", "a,b", "say \"hi\"", "two\nlines", "\"", "\r\n x", "Zoë O’Brien £", ";", "-", "@SUM(A1)", "<b>"];
    let awkward = proptest::sample::select(awkward.to_vec()).prop_map(str::to_owned);
    let any = "[^\0]{0,24}";
    proptest::collection::vec(prop_oneof![awkward, any], 1..8)
        .prop_map(|texts| texts.iter().map(|text| text.trim().to_owned()).collect())
}

fn rows<T>(file: &[u8], take: impl Fn(RowRef<'_>) -> Option<T>) -> Vec<T> {
    let mut reader = Reader::new(file).unwrap();
    assert_eq!(reader.header_findings(), []);
    let mut rows = Vec::new();
    while let Some(entry) = reader.next_entry().unwrap() {
        let real = entry.findings.iter().find(|finding| !finding.message.contains("invisible"));
        assert_eq!(real, None);
        rows.extend(entry.row.and_then(&take));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn workers_written_are_workers_read(state in any::<u64>(), texts in texts()) {
        let mut draw = Draw { state, texts: &texts };
        let workers: Vec<Worker> = (0..3).map(|_| draw.worker()).collect();
        let layout = WorkerLayout { new_ids: true, transfers: true, qualifications: 5 };
        let mut writer = Writer::workers(Vec::new(), layout);
        for worker in &workers {
            writer.worker(worker).unwrap();
        }
        let read = rows(&writer.finish().unwrap(), |row| if let RowRef::Worker(row) = row { Some(row.clone()) } else { None });
        prop_assert_eq!(read, workers);
    }

    #[test]
    fn workplaces_written_are_workplaces_read(state in any::<u64>(), texts in texts()) {
        let mut draw = Draw { state, texts: &texts };
        let workplaces: Vec<Workplace> = (0..3).map(|_| draw.workplace()).collect();
        let mut writer = Writer::workplaces(Vec::new());
        for workplace in &workplaces {
            writer.workplace(workplace).unwrap();
        }
        let take = |row: RowRef<'_>| if let RowRef::Workplace(row) = row { Some(row.clone()) } else { None };
        prop_assert_eq!(rows(&writer.finish().unwrap(), take), workplaces);
    }

    #[test]
    fn trainings_written_are_trainings_read(state in any::<u64>(), texts in texts()) {
        let mut draw = Draw { state, texts: &texts };
        let trainings: Vec<Training> = (0..3).map(|_| draw.training()).collect();
        let mut writer = Writer::trainings(Vec::new());
        for training in &trainings {
            writer.training(training).unwrap();
        }
        let take = |row: RowRef<'_>| if let RowRef::Training(row) = row { Some(row.clone()) } else { None };
        prop_assert_eq!(rows(&writer.finish().unwrap(), take), trainings);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), whole in any::<bool>()) {
        if whole {
            bytes.splice(0..0, *b"LOCALESTID,UNIQUEWORKERID,STATUS,NINUMBER,QUALACH01,DOB\n");
        }
        if let Ok(mut reader) = Reader::new(&bytes[..]) {
            while let Ok(Some(entry)) = reader.next_entry() {
                prop_assert_eq!(entry.row.is_none(), entry.findings.iter().any(|found| found.severity == Severity::Refused));
            }
        }
    }
}

#[test]
fn a_row_that_cannot_be_written_leaves_nothing_behind() {
    let mut writer = Writer::workers(Vec::new(), WorkerLayout::default());
    let base = Worker { local_id: "A".into(), worker_id: "1".into(), ..Worker::default() };
    writer.worker(&base).unwrap();
    let moved = Worker { transfer_to: "B".into(), ..base.clone() };
    assert!(matches!(writer.worker(&moved), Err(WriteError::NoColumn { column: "TRANSFERSTAFFRECORD" })));
    let nul = Worker { job_description: "a\0b".into(), ..base.clone() };
    assert!(matches!(writer.worker(&nul), Err(WriteError::Unwritable { column: "MAINJRDESC", .. })));
    let odd = Worker { salary: Given::Value(Pence(50_001)), ..base.clone() };
    assert!(matches!(writer.worker(&odd), Err(WriteError::Unwritable { column: "SALARY", .. })));
    assert!(matches!(writer.training(&Training::default()), Err(WriteError::WrongFile { .. })));
    writer.worker(&base).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], lines[2]);
    assert_eq!(lines[1].matches(',').count(), lines[0].matches(',').count());
}

#[test]
fn the_header_is_the_national_one() {
    let header = |layout| String::from_utf8(Writer::workers(Vec::new(), layout).finish().unwrap()).unwrap();
    let short = header(WorkerLayout::default());
    assert!(short.starts_with("LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,"));
    assert!(
        short.ends_with("CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,QUALACH03NOTES\r\n")
    );
    let long = header(WorkerLayout { new_ids: true, transfers: true, qualifications: 4 });
    assert!(long.starts_with("LOCALESTID,UNIQUEWORKERID,CHGUNIQUEWRKID,TRANSFERSTAFFRECORD,STATUS,"));
    assert!(long.ends_with("QUALACH04,QUALACH04NOTES\r\n"));
}
