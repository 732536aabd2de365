//! A million rows pass through without the memory growing.

use std::io::Read;

use vocation_ascwds::*;

const HEADER: &[u8] = b"LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY\n";

/// Makes rows as they are asked for.
struct Rows {
    made: u64,
    most: u64,
    pending: Vec<u8>,
    handed: usize,
}

impl Read for Rows {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.handed == self.pending.len() {
            self.pending.clear();
            self.handed = 0;
            if self.made < self.most {
                let (home, worker) = (self.made % 7, self.made);
                let row = format!("E{home},W{worker},UNCHECKED,Worker {worker},,LN1 1AA,01/02/1980,1,31\n");
                self.pending.extend_from_slice(row.as_bytes());
                self.made += 1;
            }
        }
        let length = into.len().min(self.pending.len() - self.handed);
        into[..length].copy_from_slice(&self.pending[self.handed..self.handed + length]);
        self.handed += length;
        Ok(length)
    }
}

/// Resident memory now, in KiB.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_million_rows_are_read_in_constant_memory() {
    let input = Rows { made: 0, most: 1_000_000, pending: HEADER.to_vec(), handed: 0 };
    let mut reader = Reader::new(input).unwrap();
    let (mut count, mut most, mut before) = (0_u64, 0, 0);
    while let Some(entry) = reader.next_entry().unwrap() {
        let Some(RowRef::Worker(worker)) = entry.row else { panic!("row {count} refused") };
        assert_eq!(entry.line, count + 2);
        assert!(entry.findings.is_empty() && worker.gender == Given::Value(Gender::Male));
        if count == 10_000 {
            before = resident();
        }
        if count % 50_000 == 0 {
            most = most.max(resident());
        }
        count += 1;
    }
    assert_eq!(count, 1_000_000);
    // Other tests run beside this one and hold a few MiB each; the file itself is 60 MiB.
    assert!(most.saturating_sub(before) < 32 << 10, "grew by {} KiB", most.saturating_sub(before));
}
