//! Places and the care directory, the same on every store.

use vocation_records::places::{self, EAST, Geography, PlaceCode, PlaceKind};
use vocation_records::sector::directory::{Upload, import};
use vocation_records::sql::{Db, args};

use crate::stores::{now, stores};

/// Counts and sums that every store must agree on.
async fn summary(db: &Db) -> Vec<String> {
    let mut lines = Vec::new();
    for sql in [
        "select count(*) from postcode where tenant = $1",
        "select cast(sum(postcode_no * atom_no) as bigint) from postcode where tenant = $1",
        "select count(*) from place_link where tenant = $1",
        "select cast(sum(age_85_plus) as bigint) from population where tenant = $1",
        "select count(*) from location where tenant = $1",
        "select cast(sum(beds) as bigint) from location where tenant = $1",
        "select count(*) from location where tenant = $1 and overall = 'Requires improvement'",
        "select count(*) from location where tenant = $1 and dormant",
        "select count(*) from provider where tenant = $1",
        "select count(*) from import_finding where tenant = $1",
    ] {
        let value: i64 = db.row(sql, args![EAST]).await.unwrap().unwrap().get(0).unwrap();
        lines.push(format!("{value} {sql}"));
    }
    lines
}

#[tokio::test]
async fn every_store_holds_the_same_places_and_the_same_directory() {
    let mut summaries = Vec::new();
    for store in stores().await {
        places::load(&store.db, EAST, now()).await.unwrap();
        assert!(places::load(&store.db, EAST, now()).await.unwrap().already);
        let map = Geography::load(&store.db, EAST).await.unwrap();
        for file in ["cqc_east_slice_aug2025.csv", "relaid/weekly_directory.csv", "relaid/active_locations.ods"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cqc").join(file);
            let bytes = std::fs::read(path).unwrap();
            let upload = Upload { name: file.to_owned(), bytes, synthetic: false, as_at: None };
            let report = import(&store.db, &map, EAST, &upload, now(), &mut |_, _| {}).await.unwrap();
            assert_eq!(report.rows_read, report.rows_loaded + report.rows_listed, "{file}");
            assert!(import(&store.db, &map, EAST, &upload, now(), &mut |_, _| {}).await.unwrap().already, "{file}");
        }
        let day = "2026-09".parse::<vocation_records::month::Month>().unwrap().into();
        assert_eq!(places::place_list(&store.db, EAST, PlaceKind::Icb, day).await.unwrap().len(), 3);
        let norfolk = PlaceCode::new("E10000020");
        let years = places::population(&store.db, EAST, &norfolk, 2035..=2035).await.unwrap();
        assert_eq!(years[0].age_85_plus, 51_704);
        let hits = places::place_search(&store.db, EAST, "bedford borough").await.unwrap();
        assert_eq!(hits[0].place.code.as_str(), "E06000055");
        assert_eq!(map.find("NR32 1QS").unwrap().atom.icb_before.as_str(), "E54000022");
        summaries.push(summary(&store.db).await);
    }
    assert!(summaries.windows(2).all(|pair| pair[0] == pair[1]), "{summaries:#?}");
}
