//! Stores with something in them: open data, and where a test needs figures, a small synthetic workforce.

use crate::wire::Server;
use std::path::{Path, PathBuf};
use vocation::commands::door;
use vocation::server::guard::Hosts;
use vocation::server::limits::Limits;
use vocation::state::Clock;
use vocation_records::indicators::publish;
use vocation_records::places::{EAST, Geography, load};
use vocation_records::sector::directory::{Upload, import};
use vocation_records::sector::upload::{Importer, PersonKey, Upload as Workforce};
use vocation_records::sql::Db;
use vocation_synth::{Config, draw};

/// A server over a store.
pub struct House {
    pub server: Server,
    _folder: tempfile::TempDir,
}

pub fn now() -> jiff::Timestamp {
    "2026-10-01T09:00:00Z".parse().expect("a moment")
}

async fn open(folder: &std::path::Path) -> Db {
    Db::open(&folder.join("vocation.db").display().to_string()).await.expect("a store")
}

async fn furnish(db: &Db) -> Geography {
    db.migrate(now()).await.expect("a schema");
    load(db, EAST, now()).await.expect("places");
    let geography = Geography::load(db, EAST).await.expect("a map");
    let slice = include_bytes!("../../../../data/cqc/cqc_east_slice_aug2025.csv").to_vec();
    let upload = Upload { name: "cqc_east_slice_aug2025.csv".into(), bytes: slice, synthetic: false, as_at: None };
    import(db, &geography, EAST, &upload, now(), &mut |_, _| {}).await.expect("a directory");
    geography
}

async fn serve(db: Db, folder: tempfile::TempDir) -> House {
    let (door, phase) = door(db, Clock::new(now), true, Limits::default(), Hosts::Only(Vec::new()), false);
    House { server: Server::start_door(door, phase).await, _folder: folder }
}

/// A store with places and a part of the register, and no workforce.
pub async fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path()).await;
    furnish(&db).await;
    serve(db, folder).await
}

/// The same with a small synthetic workforce and its published figures.
pub async fn staffed() -> House {
    let made = tokio::task::spawn_blocking(made).await.expect("a store");
    let folder = tempfile::tempdir().expect("a folder");
    for file in std::fs::read_dir(made).expect("a folder").flatten() {
        // The log beside the file may hold the last writes.
        if file.file_name().to_string_lossy().starts_with("vocation.db") {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).expect("a copy");
        }
    }
    let db = open(folder.path()).await;
    serve(db, folder).await
}

/// The folder of that store: made once for all tests of this build, whether they run in one process or in many.
fn made() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("staffed");
    let lock = std::fs::File::create(folder.with_extension("lock")).expect("a lock");
    lock.lock().expect("a lock");
    let build = std::env::current_exe().and_then(|program| program.metadata()?.modified()).expect("this program");
    let stamp = format!("{build:?}");
    if std::fs::read_to_string(folder.join("stamp")).is_ok_and(|known| known == stamp) {
        return folder;
    }
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(published(&folder));
    std::fs::write(folder.join("stamp"), stamp).expect("a stamp");
    folder
}

async fn published(folder: &Path) {
    let db = open(folder).await;
    let geography = furnish(&db).await;
    let (from, to) = ("2025-08-31".to_owned(), "2026-09-30".to_owned());
    let drawn = draw(&Config { from, to, scale: 0.05, ..Config::default() }).expect("a region");
    let written = drawn.write(&folder.join("files"), &mut |_| {}).expect("files");
    let mut importer = Importer::open(&db, EAST, &geography, PersonKey::new([7; 32])).await.expect("an importer");
    for upload in Workforce::by_day(&written.files, true) {
        importer.load(&upload, now()).await.expect("an upload");
    }
    let release = publish::refresh(&db, EAST, &geography, now()).await.expect("a release");
    assert!(release.made && release.series > 1_000);
    db.close().await;
}

/// What follows the head of an answer.
pub fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

impl House {
    /// One GET with headers, in a version of HTTP that has no chunks, so that a body is read as it was written.
    pub async fn ask(&self, target: &str, headers: &str) -> String {
        self.server.raw(format!("GET {target} HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n")).await
    }

    /// The body of a good answer as JSON.
    pub async fn json(&self, target: &str) -> serde_json::Value {
        let answer = self.ask(target, "").await;
        serde_json::from_str(body(&answer)).unwrap_or_else(|error| panic!("{target}: {error}: {answer}"))
    }
}
