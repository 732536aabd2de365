//! Uploads of the national files, through files as a provider writes them, on every store.

use std::fmt::Write as _;
use std::path::PathBuf;

use vocation_records::places::{self, EAST, Geography};
use vocation_records::sector::upload::{Importer, PersonKey, Upload, UploadError, UploadKind, UploadReport};
use vocation_records::sql::{Db, args};

use crate::stores::{Store, now, stores};

const KEY: [u8; 32] = [7; 32];

/// A provider with one home; `postcode` and `vacancies` (of care workers) as told.
fn workplace(status: &str, postcode: &str, vacancies: &str) -> String {
    format!(
        "LOCALESTID,STATUS,ESTNAME,POSTCODE,ESTTYPE,MAINSERVICE,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES\nHOME,{status},The Home,{postcode},6,2,2,8,0,0,{vacancies}\n"
    )
}

/// Staff records: id, status, main job role, hourly rate.
fn workers(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,DOB,GENDER,STARTDATE,EMPLSTATUS,SALARYINT,HOURLYRATE,MAINJOBROLE\n".to_owned();
    for (id, status, role, rate) in rows {
        writeln!(text, "HOME,{id},{status},{id},QQ12345{}C,01/02/1980,2,01/02/2020,1,3,{rate},{role}", id.len())
            .unwrap();
    }
    text
}

struct House {
    store: Store,
    map: Geography,
    count: usize,
}

impl House {
    async fn all() -> Vec<Self> {
        let mut houses = Vec::new();
        for store in stores().await {
            places::load(&store.db, EAST, now()).await.unwrap();
            let map = Geography::load(&store.db, EAST).await.unwrap();
            houses.push(Self { store, map, count: 0 });
        }
        houses
    }

    fn db(&self) -> &Db {
        &self.store.db
    }

    async fn importer(&self) -> Importer<'_> {
        Importer::open(self.db(), EAST, &self.map, PersonKey::new(KEY)).await.unwrap()
    }

    fn upload(&mut self, day: &str, kind: UploadKind, texts: &[&str]) -> Upload {
        let mut files = Vec::new();
        for text in texts {
            self.count += 1;
            let path: PathBuf = self.store.folder.path().join(format!("{}.csv", self.count));
            std::fs::write(&path, text).unwrap();
            files.push(path);
        }
        Upload { files, as_at: day.parse().unwrap(), kind, synthetic: false }
    }

    /// Loads with an importer of its own, so that everything it knows comes from the store.
    async fn load(&mut self, day: &str, kind: UploadKind, texts: &[&str]) -> Result<UploadReport, UploadError> {
        let upload = self.upload(day, kind, texts);
        self.importer().await.load(&upload, now()).await
    }

    async fn number(&self, sql: &'static str) -> i64 {
        self.db().row(sql, args![EAST]).await.unwrap().unwrap().get(0).unwrap()
    }
}

const PEOPLE: &str = "select count(*) from employment where tenant = $1";
const GONE: &str = "select count(*) from departure where tenant = $1";
const TERMS: &str = "select count(*) from employment_term where tenant = $1";
const LISTED: &str = "select count(*) from import_finding where tenant = $1";
const UNPLACED: &str = "select count(*) from workplace where tenant = $1 and atom is null";
const OPEN: (&str, &str, &str) = ("NR1 3QU", "1", "UPDATE");

fn home() -> String {
    workplace(OPEN.2, OPEN.0, OPEN.1)
}

#[tokio::test]
async fn a_whole_upload_starts_keeps_and_ends_employments() {
    for mut house in House::all().await {
        let both = workers(&[("a", "NEW", "8", "12.00"), ("bb", "NEW", "4", "18.00")]);
        let report = house.load("2026-03-31", UploadKind::Whole, &[&home(), &both]).await.unwrap();
        assert_eq!((report.started, report.left, report.rows_read, report.rows_loaded), (2, 0, 3, 3));
        let one = workers(&[("a", "UPDATE", "8", "12.71")]);
        let report = house.load("2026-04-30", UploadKind::Whole, &[&home(), &one]).await.unwrap();
        assert_eq!((report.started, report.left), (0, 1));
        assert_eq!([house.number(PEOPLE).await, house.number(GONE).await, house.number(TERMS).await], [2, 1, 3]);
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_used_is_listed_and_nobody_leaves_for_it() {
    for mut house in House::all().await {
        let both = workers(&[("a", "NEW", "8", "12.00"), ("bb", "NEW", "8", "12.00")]);
        house.load("2026-03-31", UploadKind::Whole, &[&home(), &both]).await.unwrap();
        let before = house.number(LISTED).await;
        let broken = workers(&[("a", "UPDATE", "", "12.00"), ("bb", "NONSENSE", "8", "12.00")]);
        let report = house.load("2026-04-30", UploadKind::Whole, &[&home(), &broken]).await.unwrap();
        assert_eq!((report.left, report.rows_listed), (0, 2));
        assert!(house.number(LISTED).await > before);
    }
}

#[tokio::test]
async fn a_whole_upload_without_workers_is_refused() {
    for mut house in House::all().await {
        let refused = house.load("2026-03-31", UploadKind::Whole, &[&home()]).await;
        assert!(matches!(refused, Err(UploadError::Files(_))), "{refused:?}");
        assert_eq!(house.number("select count(*) from workplace where tenant = $1").await, 0);
    }
}

#[tokio::test]
async fn a_corrected_upload_of_the_same_month_replaces_what_it_corrects() {
    for mut house in House::all().await {
        let first = workers(&[("a", "NEW", "8", "12.00")]);
        house.load("2026-03-31", UploadKind::Whole, &[&home(), &first]).await.unwrap();
        let second = workers(&[("a", "UPDATE", "8", "13.00")]);
        let more = workplace("UPDATE", "NR1 3QU", "2");
        house.load("2026-03-31", UploadKind::Whole, &[&more, &second]).await.unwrap();
        let third = house.load("2026-04-30", UploadKind::Whole, &[&more, &second]).await.unwrap();
        assert_eq!((third.started, third.left), (0, 0));
        // What was corrected last is what is known: a third of the same changes nothing.
        assert_eq!(house.number(TERMS).await, 2);
        assert_eq!(house.number("select count(*) from workplace_return where tenant = $1").await, 2);
    }
}

#[tokio::test]
async fn the_same_files_for_another_month_are_another_upload_and_for_the_same_month_are_not() {
    for mut house in House::all().await {
        let people = workers(&[("a", "UPDATE", "8", "12.00")]);
        let texts = [home(), people];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert!(house.load("2026-03-31", UploadKind::Whole, &texts).await.unwrap().import_no.is_some());
        assert!(house.load("2026-03-31", UploadKind::Whole, &texts).await.unwrap().import_no.is_none());
        assert!(house.load("2026-04-30", UploadKind::Whole, &texts).await.unwrap().import_no.is_some());
    }
}

#[tokio::test]
async fn an_importer_that_goes_on_and_one_that_is_opened_anew_do_the_same() {
    let months = ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"];
    let people = [
        workers(&[("a", "NEW", "8", "12.00"), ("bb", "NEW", "8", "12.00")]),
        workers(&[("a", "UPDATE", "8", "12.71"), ("bb", "DELETE", "", "")]),
        workers(&[("ccc", "NEW", "7", "13.00")]),
        workers(&[("a", "UPDATE", "7", "13.00"), ("ccc", "UPDATE", "7", "13.00")]),
    ];
    for (mut on, mut anew) in House::all().await.into_iter().zip(House::all().await) {
        let uploads: Vec<Upload> = months
            .iter()
            .zip(&people)
            .map(|(day, text)| on.upload(day, UploadKind::Changes, &[&home(), text]))
            .collect();
        {
            let mut importer = on.importer().await;
            for upload in &uploads {
                importer.load(upload, now()).await.unwrap();
            }
        }
        for (day, text) in months.iter().zip(&people) {
            anew.load(day, UploadKind::Changes, &[&home(), text]).await.unwrap();
        }
        for sql in [PEOPLE, GONE, TERMS, LISTED] {
            assert_eq!(on.number(sql).await, anew.number(sql).await, "{sql}");
        }
    }
}

#[tokio::test]
async fn an_older_upload_of_a_workplace_changes_nothing_there_and_one_of_tomorrow_is_refused() {
    for mut house in House::all().await {
        let people = workers(&[("a", "NEW", "8", "12.00")]);
        house.load("2026-05-31", UploadKind::Whole, &[&home(), &people]).await.unwrap();
        let other = workers(&[("bb", "NEW", "8", "12.00")]);
        let report = house.load("2026-04-30", UploadKind::Whole, &[&home(), &other]).await.unwrap();
        assert_eq!((report.started, report.left, report.rows_listed), (0, 0, 2));
        let refused = house.load("2062-09-30", UploadKind::Whole, &[&home(), &people]).await;
        assert!(matches!(refused, Err(UploadError::Day(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_closed_workplace_has_nobody_and_may_open_again() {
    for mut house in House::all().await {
        let people = workers(&[("a", "NEW", "8", "12.00")]);
        house.load("2026-03-31", UploadKind::Whole, &[&home(), &people]).await.unwrap();
        let closed = workplace("DELETE", "NR1 3QU", "1");
        let report = house.load("2026-04-30", UploadKind::Changes, &[&closed]).await.unwrap();
        assert_eq!(report.left, 1);
        let open = "select count(*) from workplace where tenant = $1 and closed_month is null";
        assert_eq!(house.number(open).await, 0);
        house.load("2026-05-31", UploadKind::Changes, &[&home()]).await.unwrap();
        assert_eq!(house.number(open).await, 1);
    }
}

#[tokio::test]
async fn a_workplace_without_a_known_postcode_is_listed_and_placed_once_it_has_one() {
    for mut house in House::all().await {
        let people = workers(&[("a", "NEW", "8", "12.00")]);
        let nowhere = workplace("NEW", "QX99 9ZZ", "1");
        let report = house.load("2026-03-31", UploadKind::Whole, &[&nowhere, &people]).await.unwrap();
        assert_eq!((report.rows_listed, house.number(UNPLACED).await), (1, 1));
        house.load("2026-04-30", UploadKind::Changes, &[&home()]).await.unwrap();
        assert_eq!(house.number(UNPLACED).await, 0);
    }
}

#[tokio::test]
async fn a_download_of_the_national_service_can_be_loaded_as_it_is() {
    for mut house in House::all().await {
        let people = workers(&[("a", "UNCHECKED", "8", "12.00")]);
        let unchecked = workplace("UNCHECKED", "NR1 3QU", "1");
        let report = house.load("2026-03-31", UploadKind::Whole, &[&unchecked, &people]).await.unwrap();
        assert_eq!((report.started, report.rows_loaded), (1, 2));
    }
}

#[tokio::test]
async fn another_secret_than_before_is_refused() {
    for mut house in House::all().await {
        let people = workers(&[("a", "NEW", "8", "12.00")]);
        house.load("2026-03-31", UploadKind::Whole, &[&home(), &people]).await.unwrap();
        let refused = Importer::open(house.db(), EAST, &house.map, PersonKey::new([8; 32])).await.err();
        assert!(matches!(refused, Some(UploadError::Key)), "{refused:?}");
    }
}
