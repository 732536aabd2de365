//! `kill -9` at random moments: what was acknowledged is there, and nothing is there by half.
//!
//! A few rounds here; `cargo xtask faults` runs a hundred, and stops the PostgreSQL server at once as well.

use crate::command::vocation;
use crate::served::{Served, command, databases, form_key, send_feedback};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use vocation_records::sql::{Db, args};

/// Rounds of each test.
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn rounds() -> u64 {
    std::env::var("VOCATION_FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5)
}

/// A shell command that stops the test server at once and starts it again; only `cargo xtask faults` gives one.
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn restart() -> Option<String> {
    std::env::var("VOCATION_TEST_POSTGRES_RESTART").ok().filter(|command| !command.is_empty())
}

/// Random moments that are the same in every run.
struct Moments(u64);

impl Moments {
    /// A moment before `longest`.
    fn next(&mut self, longest: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        longest.mul_f64((self.0 >> 33) as f64 / f64::from(1_u32 << 31))
    }
}

/// Runs `work` with a database that is opened and closed for it.
fn with_db<T>(database: &str, work: impl AsyncFnOnce(&Db) -> T) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = Db::open(database).await.unwrap();
        let done = work(&db).await;
        db.close().await;
        done
    })
}

async fn sound(db: &Db) {
    let verdict = db.verify().await.unwrap();
    assert!(verdict.is_sound(), "{:?}", verdict.damages);
}

async fn number(db: &Db, sql: &'static str) -> i64 {
    db.row(sql, args![]).await.unwrap().unwrap().get(0).unwrap()
}

/// Clients write to a served database until `stop_it` has stopped it; the keys that were acknowledged.
fn write_until(served: &Served, round: u64, stop_it: impl FnOnce()) -> BTreeSet<String> {
    let (known, over) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for client in 0..4_u32 {
            let (known, over, address) = (&known, &over, &served.address);
            scope.spawn(move || {
                for n in 0..100_000 {
                    let key = form_key(client, round * 100_000 + n);
                    if over.load(Ordering::Relaxed) || !send_feedback(address, &key) {
                        return;
                    }
                    known.lock().unwrap().insert(key);
                }
            });
        }
        stop_it();
        over.store(true, Ordering::Relaxed);
    });
    known.into_inner().unwrap()
}

/// Every acknowledged key is in the database, and the database is sound. Says how many were written besides.
fn check(database: &str, known: &BTreeSet<String>) -> usize {
    with_db(database, async |db| {
        let rows = db.rows("select feedback_key from feedback", args![]).await.unwrap();
        let stored: BTreeSet<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
        let missing: Vec<&String> = known.difference(&stored).collect();
        assert!(missing.is_empty(), "{} acknowledged writes are missing: {missing:?}", missing.len());
        sound(db).await;
        stored.len() - known.len()
    })
}

#[test]
fn no_write_that_was_acknowledged_is_lost_when_the_server_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    for database in databases(folder.path()) {
        assert_eq!(vocation(folder.path(), &["migrate", "--quiet", "--database", &database]).status, 0);
        let (mut known, mut besides, mut moments) = (BTreeSet::new(), 0, Moments(1));
        for round in 0..rounds() {
            let mut served = Served::start(folder.path(), &database);
            let process = &mut served.child;
            let id = process.id().to_string();
            let moment = Duration::from_millis(30) + moments.next(Duration::from_millis(300));
            let kill = || {
                sleep(moment);
                assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
            };
            known.extend(write_until(&served, round, kill));
            drop(served);
            besides = check(&database, &known);
        }
        assert!(known.len() as u64 > rounds(), "{}", known.len());
        println!(
            "{}: {} rounds, {} writes acknowledged, 0 missing, {besides} written but not acknowledged, sound",
            kind(&database),
            rounds(),
            known.len()
        );
    }
}

#[test]
fn no_write_that_was_acknowledged_is_lost_when_postgresql_is_stopped_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (Some(restart), Some(database)) = (restart(), databases(folder.path()).pop()) else {
        println!("not run: `cargo xtask faults` runs it, with a server of its own");
        return;
    };
    assert_eq!(vocation(folder.path(), &["migrate", "--quiet", "--database", &database]).status, 0);
    let (mut known, mut besides, mut moments) = (BTreeSet::new(), 0, Moments(2));
    for round in 0..rounds() {
        let served = Served::start(folder.path(), &database);
        let moment = Duration::from_millis(30) + moments.next(Duration::from_millis(300));
        let stop = || {
            sleep(moment);
            assert!(Command::new("sh").args(["-c", &restart]).stdout(Stdio::null()).status().unwrap().success());
        };
        known.extend(write_until(&served, round, stop));
        assert_eq!(served.get("/health").0, 200, "the server connects again by itself");
        drop(served);
        besides = check(&database, &known);
    }
    assert!(known.len() as u64 > rounds(), "{}", known.len());
    println!(
        "postgres server: {} rounds, {} writes acknowledged, 0 missing, {besides} written but not acknowledged, sound",
        rounds(),
        known.len()
    );
}

fn kind(database: &str) -> &'static str {
    if database.starts_with("postgres") { "postgres" } else { "sqlite" }
}

/// Workers in the file of each round.
const WORKERS: usize = 1_500;

/// The files of a month: one home, and workers whose pay is another one in every month.
fn upload(folder: &Path, month: u64) -> (Vec<String>, String) {
    let (year, month_of_year) = (2018 + month / 12, month % 12 + 1);
    let day = jiff::civil::date(year as i16, month_of_year as i8, 1).last_of_month().to_string();
    let home = "LOCALESTID,STATUS,ESTNAME,POSTCODE,ESTTYPE,MAINSERVICE,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES\nHOME,UPDATE,The Home,NR1 3QU,6,2,1500,8,0,0,1\n";
    let mut people = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,DOB,GENDER,STARTDATE,EMPLSTATUS,SALARYINT,HOURLYRATE,MAINJOBROLE\n".to_owned();
    for worker in 0..WORKERS {
        let pounds = 8 + month / 20;
        let pence = (month * 5) % 100;
        writeln!(people, "HOME,w{worker},UPDATE,w{worker},,01/02/1980,2,01/02/2015,1,3,{pounds}.{pence:02},8").unwrap();
    }
    let mut files = Vec::new();
    for (name, text) in [("workplace", home), ("worker", people.as_str())] {
        let path = folder.join(format!("{day}-{name}.csv"));
        std::fs::write(&path, text.replace("UPDATE", if month == 0 { "NEW" } else { "UPDATE" })).unwrap();
        files.push(path.display().to_string());
    }
    (files, day)
}

/// Status 1 says that some columns are not in the file; what was loaded is counted in the database.
fn loaded(output: &std::process::Output) -> bool {
    matches!(output.status.code(), Some(0 | 1)) && !String::from_utf8_lossy(&output.stderr).contains("panicked")
}

/// Rows that belong to no import: there must be none.
const HALVES: [&str; 9] = [
    "select count(*) from import_finding where import_no not in (select import_no from import)",
    "select count(*) from workplace where import_no not in (select import_no from import)",
    "select count(*) from workplace_named where import_no not in (select import_no from import)",
    "select count(*) from workplace_return where import_no not in (select import_no from import)",
    "select count(*) from employment where import_no not in (select import_no from import)",
    "select count(*) from employment_term where import_no not in (select import_no from import)",
    "select count(*) from departure where import_no not in (select import_no from import)",
    "select count(*) from qualification where import_no not in (select import_no from import)",
    "select count(*) from training where import_no not in (select import_no from import)",
];

#[test]
fn an_import_that_is_killed_is_there_whole_or_not_at_all_and_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for database in databases(here) {
        assert_eq!(vocation(here, &["places", "load", "--quiet", "--database", &database]).status, 0);
        let arguments = |files: &[String], day: &str, kind: &[&str]| {
            let mut all: Vec<String> = vec!["workforce".to_owned()];
            all.extend(files.iter().cloned());
            all.extend(["--as-at", day, "--database", &database, "--quiet"].map(str::to_owned));
            all.extend(kind.iter().map(|word| (*word).to_owned()));
            all
        };
        let (files, day) = upload(here, 0);
        let began = Instant::now();
        let first = command(here).args(arguments(&files, &day, &[])).output().unwrap();
        assert!(loaded(&first), "{}", String::from_utf8_lossy(&first.stderr));
        let long = began.elapsed();
        let (mut whole, mut moments) = (0, Moments(3));
        for round in 1..=rounds() {
            let (files, day) = upload(here, round);
            let mut child = command(here).args(arguments(&files, &day, &["--changes"])).spawn().unwrap();
            // Some are killed after they are done: then all must be there.
            sleep(moments.next(long * 2));
            child.kill().unwrap();
            child.wait().unwrap();
            let there = with_db(&database, async |db| {
                for sql in HALVES {
                    assert_eq!(number(db, sql).await, 0, "{sql}");
                }
                let imports = number(db, "select count(*) from import where kind = 'changes'").await as u64;
                let terms = number(db, "select count(*) from employment_term").await as u64;
                let there = imports == round;
                assert!(there || imports == round - 1, "{imports} imports in round {round}");
                assert_eq!(terms, (imports + 1) * WORKERS as u64, "an import is there by half");
                sound(db).await;
                there
            });
            whole += u64::from(there);
            let again = command(here).args(arguments(&files, &day, &["--changes"])).output().unwrap();
            assert!(loaded(&again), "{}", String::from_utf8_lossy(&again.stderr));
        }
        println!(
            "{}: {} imports killed within twice {long:?}: {whole} were whole, {} had left nothing, 0 by half; all could be repeated",
            kind(&database),
            rounds(),
            rounds() - whole
        );
    }
}

#[test]
fn a_restore_that_is_killed_leaves_the_former_database_or_the_whole_backup() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).status, 0);
    assert_eq!(vocation(here, &["backup", "--to", "a.backup", "--quiet", "--no-trial"]).status, 0);
    let file = here.join("a.backup").display().to_string();
    for database in databases(here) {
        assert_eq!(vocation(here, &["migrate", "--quiet", "--database", &database]).status, 0);
        let restore = ["restore", &file, "--replace", "--quiet", "--database", &database];
        let began = Instant::now();
        assert!(command(here).args(restore).status().unwrap().success());
        let (long, mut moments, mut restored) = (began.elapsed(), Moments(4), 0);
        // Each takes seconds.
        let rounds = rounds().div_ceil(5);
        for round in 0..rounds {
            // A mark that the backup has not.
            let before = with_db(&database, async |db| {
                let sql = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                           values (1, $1, '/', 'idea', 'm', 't') on conflict (tenant, feedback_key) do nothing";
                let batch = vocation_records::sql::Batch::new().execute(sql, args![form_key(9, round)]);
                db.apply(batch).await.unwrap();
                number(db, "select count(*) from feedback").await
            });
            let mut child = command(here).args(restore).spawn().unwrap();
            sleep(moments.next(long));
            child.kill().unwrap();
            child.wait().unwrap();
            if !database.starts_with("postgres") && !Path::new(&database).exists() {
                // Between moving the one aside and naming the other: both are whole, and restoring again succeeds.
                assert!(command(here).args(restore).status().unwrap().success());
            }
            with_db(&database, async |db| {
                let marks = number(db, "select count(*) from feedback").await;
                assert!(marks == 0 || marks == before, "neither the one nor the other: {marks} of {before}");
                restored += u64::from(marks == 0);
                assert!(number(db, "select count(*) from postcode").await > 100_000);
                sound(db).await;
            });
        }
        println!("{}: {rounds} restores killed in up to {long:?}, {restored} were complete", kind(&database));
    }
}
