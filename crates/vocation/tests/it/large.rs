//! A CSV of more than 100,000 rows, read from a process of its own whose memory is looked at.

use crate::served::Served;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use vocation_records::places::EAST;
use vocation_records::sql::{Db, Rows, args};

/// Places and months of the release: as many rows as the CSV has.
const PLACES: usize = 4_000;
const MONTHS: usize = 60;
/// What memory may grow by while they go out: far less than the CSV has, and than the series have in the store.
const GROWTH_KIB: u64 = 8 * 1_024;

async fn release(db: &Db) {
    const COLUMNS: &[&str] =
        &["tenant", "release_no", "place", "service", "size", "role", "measure", "first_month", "figures"];
    db.migrate("2026-10-01T09:00:00Z".parse().unwrap()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let sql = "insert into release (tenant, release_no, published_at, first_month, last_month, policy, data_version, synthetic) \
               values ($1, 1, '2026-10-01T09:00:00Z', 202110, 202609, '2026-10-01', 'a large one', $2)";
    tx.execute(sql, args![EAST, true]).await.unwrap();
    let mut rows = Rows::with_capacity(COLUMNS.len(), PLACES);
    for place in 0..PLACES {
        let figures: Vec<String> = (0..MONTHS).map(|month| format!("{}.{}", 10 + place % 30, month % 10)).collect();
        let place = format!("PLACE{place:05}");
        rows.values.extend(args![EAST, 1, place, "all", "all", "all", "turnover", 202_110, figures.join(",")]);
    }
    tx.bulk("series", COLUMNS, rows).await.unwrap();
    tx.commit().await.unwrap();
}

/// The most memory that the process has had, in KiB.
fn peak(served: &Served) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", served.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Reads an answer without keeping it: lines and bytes.
fn drain(address: &str, target: &str) -> (usize, usize) {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("GET {target} HTTP/1.0\r\nHost: localhost\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let (mut lines, mut bytes, mut chunk) = (0, 0, vec![0; 64 << 10]);
    loop {
        let read = stream.read(&mut chunk).unwrap();
        if read == 0 {
            return (lines, bytes);
        }
        lines += chunk[..read].split(|byte| *byte == b'\n').count() - 1;
        bytes += read;
    }
}

#[test]
fn a_csv_of_more_than_a_hundred_thousand_rows_goes_out_in_constant_memory() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("vocation.db").display().to_string();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = Db::open(&database).await.unwrap();
        release(&db).await;
        db.close().await;
    });
    let served = Served::start(folder.path(), &database);
    drain(&served.address, "/api/v1/series.csv?place=nowhere");
    drain(&served.address, "/api/v1/series?limit=1");
    let before = peak(&served);
    let (lines, bytes) = drain(&served.address, "/api/v1/series.csv?indicator=turnover");
    let grown = peak(&served) - before;
    println!("{lines} lines, {bytes} bytes, memory from {before} KiB grew by {grown} KiB");
    assert!(lines > PLACES * MONTHS, "{lines}");
    assert!(grown < GROWTH_KIB, "{grown} KiB for {bytes} bytes");
    served.stop();
}
