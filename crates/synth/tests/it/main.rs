//! What the crate promises: margins, one outcome for any number of threads, valid files, nobody's address.
#![expect(clippy::unwrap_used, reason = "a test says what failed by failing")]

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::Path;
use vocation_synth::{Config, Region, draw, margins};

#[test]
fn every_published_margin_holds_within_its_tolerance() {
    let measured = margins::measure(&Config::default()).unwrap();
    print!("{}", margins::table(&measured));
    let missed: Vec<String> = measured
        .iter()
        .filter(|m| !m.holds())
        .map(|m| format!("{}: {:.2} for {:.2} ± {:.2}", m.name, m.drawn, m.value, m.tolerance))
        .collect();
    assert!(missed.is_empty(), "{} of {} margins missed:\n{}", missed.len(), measured.len(), missed.join("\n"));
}

fn small(threads: usize, seed: u64) -> Config {
    Config { scale: 0.02, threads, seed, to: "2022-09-30".to_owned(), ..Config::default() }
}

fn hashes(config: &Config) -> Vec<(String, String)> {
    use sha2::Digest as _;
    let dir = tempfile::tempdir().unwrap();
    let written = draw(config).unwrap().write(dir.path(), &mut |_| {}).unwrap();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    written.files.iter().map(|p| (name(p), format!("{:x?}", sha2::Sha256::digest(std::fs::read(p).unwrap())))).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let one = hashes(&small(1, 5));
    assert_eq!(one, hashes(&small(2, 5)));
    assert_eq!(one, hashes(&small(3, 5)));
    assert_ne!(one, hashes(&small(1, 6)));
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(|r| r.unwrap()).collect()
}

#[test]
fn uploads_follow_each_other_and_keep_the_national_rules() {
    let dir = tempfile::tempdir().unwrap();
    let written = draw(&small(2, 5)).unwrap().write(dir.path(), &mut |_| {}).unwrap();
    let mut staff: HashSet<(String, String)> = HashSet::new();
    for file in &written.files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with("synthetic-"), "{name}");
        if name.ends_with("-worker.csv") {
            let mut seen = HashSet::new();
            for r in rows(file) {
                let key = (r[0].to_owned(), r[1].to_owned());
                assert!(seen.insert(key.clone()), "twice in {name}: {key:?}");
                match &r[2] {
                    "NEW" => assert!(staff.insert(key), "new but known in {name}"),
                    "UPDATE" => assert!(staff.contains(&key), "update of nobody in {name}: {key:?}"),
                    "DELETE" => assert!(staff.remove(&key), "leaver unknown in {name}: {key:?}"),
                    other => panic!("status {other}"),
                }
                worker_is_valid(&r);
            }
            if name.contains("whole") {
                staff = seen;
            }
            let mut count: HashMap<&str, usize> = HashMap::new();
            for k in &staff {
                *count.entry(&k.0).or_default() += 1;
            }
            for w in rows(&dir.path().join(name.replace("-worker", "-workplace"))) {
                assert_eq!(w[24].parse::<usize>().unwrap(), count[&w[0]], "TOTALPERMTEMP in {name}");
                workplace_is_valid(&w);
            }
        }
    }
    assert_eq!(written.workers as usize, staff.len());
}

fn worker_is_valid(r: &csv::StringRecord) {
    if &r[2] == "DELETE" {
        return;
    }
    let (ni, zero, cont, avg) = (&r[4], &r[24], &r[31], &r[32]);
    assert!(
        ni.is_empty() || (ni.starts_with("QQ") && ni.len() == 9 && ni[2..8].bytes().all(|b| b.is_ascii_digit())),
        "{ni}"
    );
    assert!(cont.is_empty() || avg.is_empty());
    if zero == "1" || ["3", "4", "7"].contains(&&r[23]) {
        assert!(cont.is_empty(), "contracted hours where there are none: {r:?}");
    }
    assert!(!zero.is_empty() || cont.is_empty());
    match &r[26] {
        "1" => assert!((500..=250_000).contains(&r[27].parse::<u32>().unwrap()) && r[28].is_empty()),
        "3" => assert!(r[27].is_empty() && r[28].contains('.')),
        other => assert!(other.is_empty() && r[27].is_empty() && r[28].is_empty()),
    }
    assert!(r[12].is_empty() || (!r[11].is_empty() && &r[11] != "826"));
    assert!(r[17].is_empty() || (!r[9].is_empty() && &r[9] != "826" && &r[10] != "1"));
    if let (Some(start), Ok(entry)) = (r[19].get(6..), r[12].parse::<i32>()) {
        assert!(start.is_empty() || start.parse::<i32>().unwrap() >= entry, "{r:?}");
    }
    if let (Some(start), Ok(sector)) = (r[19].get(6..), r[20].parse::<i32>()) {
        assert!(start.is_empty() || start.parse::<i32>().unwrap() >= sector, "{r:?}");
    }
}

fn workplace_is_valid(w: &csv::StringRecord) {
    let list =
        |i: usize| w[i].split(';').filter(|x| !x.is_empty()).map(|x| x.parse::<u32>().unwrap()).collect::<Vec<_>>();
    let total: u32 = w[24].parse().unwrap();
    let (roles, starts, leavers, vacant) = (list(25), list(26), list(27), list(28));
    assert!(
        !roles.is_empty() && roles.len() == starts.len() && roles.len() == leavers.len() && roles.len() == vacant.len()
    );
    let sum = |v: &[u32]| v.iter().sum::<u32>();
    assert_eq!(sum(&leavers), sum(&list(30)), "reasons do not sum: {w:?}");
    assert_eq!(list(29).len(), list(30).len());
    assert!((1..=999).contains(&total) && (sum(&leavers) < total || sum(&leavers) == 0), "{w:?}");
    assert!(sum(&vacant) < total || sum(&vacant) == 0, "{w:?}");
    assert!(w[2].ends_with("(synthetic)"));
    let id = |x: &str| x.starts_with("1-999") && x.len() == 14 && x[2..].bytes().all(|b| b.is_ascii_digit());
    assert_eq!(&w[12] == "2", id(&w[13]) && id(&w[14]), "{w:?}");
    let services = w[16].split(';').count();
    assert!(w[17].split(';').count() == services && w[18].split(';').count() == services);
}

#[test]
fn nobody_is_put_at_a_live_postcode_and_every_name_says_synthetic() {
    let mut text = String::new();
    let file = std::fs::File::open(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/places/postcodes_east/postcodes_east.csv.gz"
    ))
    .unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let live: HashSet<&str> =
        text.lines().filter(|l| l.trim_end().ends_with(",1")).map(|l| l.split(',').next().unwrap()).collect();
    assert!(live.len() > 170_000);
    let dir = tempfile::tempdir().unwrap();
    for region in [Region::East, Region::England] {
        let config = Config { region, scale: 0.05, to: "2021-04-30".to_owned(), ..Config::default() };
        let written = draw(&config).unwrap().write(dir.path(), &mut |_| {}).unwrap();
        for file in &written.files {
            let name = file.to_string_lossy();
            for r in rows(file) {
                let postcode = if name.ends_with("workplace.csv") {
                    &r[7]
                } else if name.ends_with("worker.csv") {
                    &r[5]
                } else if name.ends_with("postcodes.csv") {
                    &r[1]
                } else {
                    ""
                };
                assert!(!live.contains(postcode), "{postcode} is live");
                if name.ends_with("register.csv") {
                    assert_eq!(r.len(), 41);
                    assert!(r[0].ends_with("(synthetic)") && r[21].ends_with("(synthetic)"));
                }
            }
        }
    }
}

#[test]
fn a_wish_that_cannot_be_met_is_refused_in_a_sentence() {
    for config in [
        Config { from: "2021-03-30".to_owned(), ..Config::default() },
        Config { from: "March".to_owned(), ..Config::default() },
        Config { to: "2020-03-31".to_owned(), ..Config::default() },
        Config { scale: 0.0, ..Config::default() },
        Config { coverage: 1.5, ..Config::default() },
    ] {
        let error = draw(&config).err().unwrap().to_string();
        assert!(error.len() > 20 && !error.contains('\n'), "{error}");
    }
}
