//! Any bytes are checked, in both modes, without a panic; strict mode finds at least what compat mode finds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vocation_ascwds::check::{At, Found, Mode, TextRow, Upload};
use vocation_ascwds::{Date, Kind, Reader};

fn check(bytes: &[u8], mode: Mode) -> Option<Vec<Found>> {
    let mut reader = Reader::new(bytes).ok()?;
    let kind = reader.kind();
    let mut upload = Upload::new(mode, Date::constant(2026, 8, 21), None);
    upload.expect(kind);
    let mut found = Vec::new();
    let mut record = 0;
    while let Some(entry) = reader.next_raw().ok()? {
        let (row, at) = (TextRow::new(kind, &entry.raw), At { line: entry.line, record });
        match kind {
            Kind::Workplace => upload.workplace(at, &row, &mut found),
            Kind::Worker => {
                let facts = upload.worker(at, &row, &mut found);
                upload.add_worker(facts);
            }
            Kind::Training => upload.training(at, &row, &mut found),
        }
        record += 1;
    }
    upload.workplaces_done(&mut found);
    upload.workers_done(&mut found);
    Some(found)
}

fuzz_target!(|bytes: &[u8]| {
    let (strict, compat) = (check(bytes, Mode::Strict), check(bytes, Mode::Compat));
    if let (Some(strict), Some(compat)) = (strict, compat) {
        assert!(strict.len() >= compat.len());
    }
});
