//! The directory's real rows, in every layout, read and loaded.

use std::io::Read as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::places::{EAST, Geography, load};
use crate::sql::{Db, args};

const REGION: &[u8] = include_bytes!("../../../../../data/cqc/cqc_east_slice_aug2025.csv");
const XLSX: &[u8] = include_bytes!("../../../../../data/cqc/relaid/active_locations.xlsx");
const ODS: &[u8] = include_bytes!("../../../../../data/cqc/relaid/active_locations.ods");
const WEEKLY: &[u8] = include_bytes!("../../../../../data/cqc/relaid/weekly_directory.csv");
const NEW_PROVIDERS: &[u8] = include_bytes!("../../../../../data/cqc/cqc_new_providers_east_2026.csv");
const RADIUS: &[u8] = include_bytes!("../../../../../data/cqc/cqc_api_pe13_radius20_2026.csv");
const RATINGS: &[u8] = include_bytes!("../../../../../data/cqc/cqc_latest_ratings_lincolnshire_2026.csv.gz");
const ENGLAND: &[u8] = include_bytes!("../../../../../data/cqc/cqc_england_slice_aug2025.csv.gz");
const API_LIST: &[u8] = include_bytes!("../../../../../data/cqc/api_examples/locations_list.json");

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

/// The ten documents of locations, one after another.
fn api_documents() -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cqc/api_examples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("location_"));
    paths.iter().flat_map(|path| std::fs::read(path).unwrap()).collect()
}

struct Store {
    db: Db,
    map: Geography,
    folder: tempfile::TempDir,
}

impl Store {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(folder.path().join("sector.db").to_str().unwrap()).await.unwrap();
        db.migrate(now()).await.unwrap();
        load(&db, EAST, now()).await.unwrap();
        let map = Geography::load(&db, EAST).await.unwrap();
        Self { db, map, folder }
    }

    async fn import(&self, name: &str, bytes: &[u8]) -> ImportReport {
        let upload = Upload { name: name.to_owned(), bytes: bytes.to_vec(), synthetic: false, as_at: None };
        let report = import(&self.db, &self.map, EAST, &upload, now(), &mut |_, _| {}).await.unwrap();
        assert_eq!(report.rows_read, report.rows_loaded + report.rows_listed, "{name}: no row is lost");
        report
    }

    async fn text(&self, sql: &'static str) -> Option<String> {
        self.db.row(sql, args![EAST]).await.unwrap().unwrap().get(0).unwrap()
    }

    async fn number(&self, sql: &'static str) -> Option<i64> {
        self.db.row(sql, args![EAST]).await.unwrap().unwrap().get(0).unwrap()
    }
}

fn now() -> jiff::Timestamp {
    "2026-10-01T09:00:00Z".parse().unwrap()
}

#[test]
fn every_layout_is_recognised_by_its_content_and_every_row_is_read() {
    for (name, bytes, layout, rows, unread, as_at) in [
        ("region", REGION.to_vec(), Layout::Region, 129, 0, None),
        ("england", unpacked(ENGLAND), Layout::Region, 999, 0, None),
        ("xlsx", XLSX.to_vec(), Layout::ActiveLocations, 131, 0, Some(date(2025, 9, 1))),
        ("ods", ODS.to_vec(), Layout::ActiveLocations, 131, 0, Some(date(2025, 9, 1))),
        ("weekly", WEEKLY.to_vec(), Layout::Weekly, 129, 1, Some(date(2025, 9, 3))),
        ("new providers", NEW_PROVIDERS.to_vec(), Layout::NewProviders, 92, 0, None),
        ("radius", RADIUS.to_vec(), Layout::Radius, 42, 0, None),
        ("ratings", unpacked(RATINGS), Layout::LatestRatings, 4159, 0, None),
        ("api list", API_LIST.to_vec(), Layout::Api, 451, 0, None),
        ("api documents", api_documents(), Layout::Api, 10, 0, None),
    ] {
        let document = read(&bytes).unwrap();
        assert_eq!(document.layout, layout, "{name}");
        assert_eq!((document.rows.len(), document.unread.len()), (rows, unread), "{name}");
        assert_eq!(document.as_at, as_at, "{name}");
    }
}

#[test]
fn both_workbooks_and_the_region_layout_agree_on_the_same_locations() {
    let (xlsx, ods, region) = (read(XLSX).unwrap(), read(ODS).unwrap(), read(REGION).unwrap());
    assert_eq!(xlsx.rows, ods.rows);
    for (sheet, csv) in xlsx.rows.iter().zip(&region.rows) {
        let (a, b) = (sheet.location.as_ref().unwrap(), csv.location.as_ref().unwrap());
        assert_eq!((&a.id, &a.name, &a.council), (&b.id, &b.name, &b.council));
        assert_eq!((a.overall.known(), a.dormant.known()), (b.overall.known(), b.dormant.known()), "{}", a.id);
        assert_eq!(a.registered_on, b.registered_on, "{}", a.id);
    }
}

#[test]
fn a_published_nought_is_not_a_blank_and_no_rating_is_lost_to_spelling() {
    let document = read(REGION).unwrap();
    let locations: Vec<&LocationFacts> = document.rows.iter().filter_map(|row| row.location.as_ref()).collect();
    assert_eq!(locations.iter().filter(|facts| facts.beds == Given::Is(0)).count(), 84);
    assert_eq!(locations.iter().filter_map(|facts| facts.beds.known()).sum::<i64>(), 757);
    let rated = |rating| locations.iter().filter(|facts| facts.overall == Given::Is(rating)).count();
    assert_eq!(rated(Rating::RequiresImprovement), 6 + 4);
    assert_eq!(locations.iter().filter(|facts| facts.overall == Given::Blank).count(), 39);
    let workbook = read(XLSX).unwrap();
    assert!(workbook.rows.iter().filter_map(|row| row.location.as_ref()).any(|facts| facts.beds == Given::Blank));
}

#[test]
fn what_is_no_directory_is_refused_with_a_sentence() {
    for bytes in [
        &b""[..],
        b"   ",
        b"<!doctype html><h1>404</h1>",
        b"\xff\xfeN\0a\0",
        b"a,b\n1,2\n",
        b"{\"a\":1}",
        b"[]x",
        b"{",
        b"PK\x03\x04",
        b"Name\0,Postcode",
        b"\x1f\x8b\x08",
    ] {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.len() > 15, "{error:?}");
    }
}

#[tokio::test]
async fn every_row_of_every_file_is_loaded_or_listed() {
    let store = Store::new().await;
    for (name, bytes, loaded) in [
        ("cqc_east_slice_aug2025.csv", REGION.to_vec(), 128),
        ("england_aug2025.csv", unpacked(ENGLAND), 128),
        ("active_locations.xlsx", XLSX.to_vec(), 128),
        ("active_locations.ods", ODS.to_vec(), 128),
        ("weekly.csv", WEEKLY.to_vec(), 128),
        ("radius.csv", RADIUS.to_vec(), 0),
        ("ratings.csv", unpacked(RATINGS), 0),
        ("list.json", API_LIST.to_vec(), 0),
        ("documents.json", api_documents(), 0),
    ] {
        let upload = Upload { name: name.to_owned(), bytes, synthetic: false, as_at: Some(date(2026, 9, 1)) };
        let report = import(&store.db, &store.map, EAST, &upload, now(), &mut |_, _| {}).await.unwrap();
        assert_eq!(report.rows_read, report.rows_loaded + report.rows_listed, "{name}");
        assert_eq!(report.rows_loaded, loaded, "{name}: {:?}", report.findings);
    }
    let count = store.number("select count(*) from location where tenant = $1").await;
    assert_eq!(count, Some(128), "one location is a mobile doctors' service");
    let findings = store
        .number("select count(*) from import_finding where tenant = $1 and code not in ('council_differs')")
        .await
        .unwrap();
    let listed = store.number("select cast(sum(rows_listed) as bigint) from import where tenant = $1").await.unwrap();
    assert!(findings >= listed, "{findings} findings for {listed} rows");
    let councils = store.number("select count(distinct council_code) from location where tenant = $1").await.unwrap();
    assert_eq!(councils, 12, "Bedford Borough is Bedford");
}

#[tokio::test]
async fn the_same_file_twice_writes_once_and_a_newer_one_updates_without_losing_what_it_lacks() {
    let store = Store::new().await;
    let first = store.import("cqc_east_slice_aug2025.csv", REGION).await;
    assert_eq!((first.already, first.as_at), (false, date(2025, 8, 1)));
    let again = store.import("another name.csv", REGION).await;
    assert!(again.already);
    assert_eq!(store.number("select count(*) from import where tenant = $1").await, Some(1));
    let rated = "select count(*) from location where tenant = $1 and safe is not null";
    let before = store.number(rated).await;
    let newer = store.import("weekly.csv", WEEKLY).await;
    assert_eq!((newer.rows_loaded, newer.as_at), (128, date(2025, 9, 3)));
    assert_eq!(store.number(rated).await, before, "the weekly file has no ratings and takes none away");
    let dates = "select min(as_at_on) from location where tenant = $1";
    assert_eq!(store.text(dates).await.as_deref(), Some("2025-09-03"));
    let older = store.import("active_locations.xlsx", XLSX).await;
    assert_eq!((older.rows_loaded, older.rows_listed), (0, 131), "a file of two days before changes nothing");
    assert_eq!(store.text(dates).await.as_deref(), Some("2025-09-03"));
}

#[tokio::test]
async fn no_name_and_no_telephone_number_of_a_manager_survives_in_the_database() {
    let store = Store::new().await;
    let mut shifted = String::from_utf8(unpacked(ENGLAND)).unwrap();
    shifted.push_str("Home,1-999,,Essex,East (ADASS Region),Residential social care,Care home service with nursing,Planted Managername,");
    shifted.push_str(&",".repeat(32));
    shifted.push('\n');
    store.import("active_locations.xlsx", XLSX).await;
    store.import("weekly.csv", WEEKLY).await;
    store.import("shifted_2026-01-01.csv", shifted.as_bytes()).await;
    let person = br#"{"providerId":"1-5","name":"Planted Personname","ownershipType":"Individual","localAuthority":"Norfolk",
        "inspectionCategories":[{"name":"Residential social care"}],"registrationStatus":"Registered",
        "contacts":[{"personGivenName":"Planted","personFamilyName":"Nominatedname"}],"mainPhoneNumber":"01632960001"}"#;
    let report = store.import("provider_2026-01-01.json", person).await;
    assert_eq!(report.rows_loaded, 1, "{report:?}");
    let name = store.text("select name from provider where tenant = $1 and provider_id = '1-5'").await;
    assert_eq!(name.as_deref(), Some("(individual or partnership provider)"));
    store.db.close().await;
    let mut bytes = 0;
    for entry in std::fs::read_dir(store.folder.path()).unwrap() {
        let file = std::fs::read(entry.unwrap().path()).unwrap();
        bytes += file.len();
        for planted in ["Planted", "Managername", "Nominatedname", "01632"] {
            let found = file.windows(planted.len()).any(|window| window == planted.as_bytes());
            assert!(!found, "{planted} survived");
        }
    }
    assert!(bytes > 1 << 20, "the whole database was searched");
}

#[tokio::test]
async fn a_companion_of_postcodes_places_the_locations_of_a_layout_without_them() {
    let store = Store::new().await;
    store.import("cqc_east_slice_aug2025.csv", REGION).await;
    let companion = b"Location ID,Postal Code\n1-22345968773,pe132pe\n1-none,NR3 1AA\n";
    let report = store.import("postcodes.csv", companion).await;
    assert_eq!((report.rows_loaded, report.rows_listed), (1, 1));
    let postcode = "select postcode from location where tenant = $1 and location_id = '1-22345968773'";
    assert_eq!(store.text(postcode).await.as_deref(), Some("PE13 2PE"));
    let rating = "select overall from location where tenant = $1 and location_id = '1-22345968773'";
    assert_eq!(store.text(rating).await.as_deref(), Some("Good"));
}

#[tokio::test]
async fn what_was_made_up_stays_marked_when_a_later_file_does_not_say_so() {
    let store = Store::new().await;
    let upload = Upload { name: "r_2025-08-28".into(), bytes: REGION.to_vec(), synthetic: true, as_at: None };
    import(&store.db, &store.map, EAST, &upload, now(), &mut |_, _| {}).await.unwrap();
    store.import("postcodes.csv", b"Location ID,Postal Code\n1-22345968773,NR3 1AA\n").await;
    assert_eq!(store.number("select count(*) from location where tenant = $1 and not synthetic").await, Some(0));
}

#[tokio::test]
async fn new_providers_of_social_care_are_loaded_and_dentists_are_listed() {
    let store = Store::new().await;
    let report = store.import("new_providers.csv", NEW_PROVIDERS).await;
    assert_eq!(report.as_at, date(2026, 4, 20), "taken from the newest row, and said");
    assert!(report.findings.contains(&(NoteCode::AssumedDate, 1)));
    assert_eq!(report.rows_loaded, 15 + 12, "{:?}", report.findings);
}

#[tokio::test]
async fn a_file_that_fails_leaves_nothing() {
    let store = Store::new().await;
    let upload = Upload { name: "none".into(), bytes: b"no,directory\n".to_vec(), synthetic: false, as_at: None };
    assert!(import(&store.db, &store.map, EAST, &upload, now(), &mut |_, _| {}).await.is_err());
    assert_eq!(store.number("select count(*) from import where tenant = $1").await, Some(0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_damage_to_a_file_breaks_the_readers(
        which in 0..6_usize, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let documents = api_documents();
        let files = [REGION, WEEKLY, NEW_PROVIDERS, &documents, XLSX, ODS];
        let mut bytes = files[which].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(cut.index(bytes.len()) + 1);
        let _ = read(&bytes);
    }
}
