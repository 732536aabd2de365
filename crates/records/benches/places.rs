//! Loading places and looking up postcodes: `cargo bench -p vocation-records --bench places`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails says so by stopping")]

use std::io::Read as _;
use std::time::Instant;

use vocation_records::places::{EAST, Geography, load};
use vocation_records::sql::Db;

const POSTCODES: &[u8] = include_bytes!("../../../data/places/postcodes_east/postcodes_east.csv.gz");
/// Far from 1 and without a factor in common with the count, so that neighbours are not asked for one after another.
const STRIDE: usize = 7_919;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let folder = tempfile::tempdir().unwrap();
    let now = "2026-10-01T09:00:00Z".parse().unwrap();
    let db = Db::open(folder.path().join("places.db").to_str().unwrap()).await.unwrap();
    db.migrate(now).await.unwrap();
    for name in ["load", "load again"] {
        let began = Instant::now();
        load(&db, EAST, now).await.unwrap();
        println!("{name}: {:?}", began.elapsed());
    }
    let began = Instant::now();
    let map = Geography::load(&db, EAST).await.unwrap();
    println!("map: {:?}, {} bytes", began.elapsed(), map.bytes());
    let mut text = String::new();
    flate2::read::GzDecoder::new(POSTCODES).read_to_string(&mut text).unwrap();
    let postcodes: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let began = Instant::now();
    let found = (0..postcodes.len()).filter(|at| map.find(postcodes[at * STRIDE % postcodes.len()]).is_some()).count();
    println!("{found} look-ups, {:.1} million a second", found as f64 / began.elapsed().as_secs_f64() / 1e6);
}
