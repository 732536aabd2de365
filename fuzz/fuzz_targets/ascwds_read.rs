//! Any bytes: the reader does not panic, loses no row silently, counts lines upwards, and what it read is what is written back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vocation_ascwds::{Kind, Reader, RowRef, Severity, WorkerLayout, Writer};

fuzz_target!(|bytes: &[u8]| {
    if let Some(once) = rewrite(bytes) {
        let twice = rewrite(&once).expect("a file written here can be read");
        assert_eq!(String::from_utf8_lossy(&once), String::from_utf8_lossy(&twice));
    }
});

/// Reads a file to its end and writes what was read; none when the file is refused.
fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes).ok()?;
    let layout = WorkerLayout { new_ids: true, transfers: true, qualifications: 99 };
    let mut writer = match reader.kind() {
        Kind::Workplace => Writer::workplaces(Vec::new()),
        Kind::Worker => Writer::workers(Vec::new(), layout),
        Kind::Training => Writer::trainings(Vec::new()),
    };
    let mut before = 0;
    while let Some(entry) = reader.next_entry().ok()? {
        assert!(entry.line > before);
        before = entry.line;
        let refused = entry.findings.iter().any(|finding| finding.severity == Severity::Refused);
        assert_eq!(entry.row.is_none(), refused);
        match entry.row {
            Some(RowRef::Workplace(row)) => writer.workplace(row).expect("a workplace read can be written"),
            Some(RowRef::Worker(row)) => writer.worker(row).expect("a worker read can be written"),
            Some(RowRef::Training(row)) => writer.training(row).expect("a training read can be written"),
            None => {}
        }
    }
    Some(writer.finish().expect("memory takes every byte"))
}
