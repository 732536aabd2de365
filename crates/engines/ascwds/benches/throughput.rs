//! Rows a second on one core: typed reading and writing, beside the `csv` crate merely splitting the same bytes.
#![expect(clippy::print_stdout, reason = "a benchmark prints its numbers")]

use std::time::Instant;

use vocation_ascwds::codes::{
    EmploymentStatus, Ethnicity, JobRole, Level, Nationality, QualificationCode, RecruitmentSource,
};
use vocation_ascwds::{
    CareCertificate, Date, Disability, Gender, Given, HalfDays, HalfHours, LevelHeld, NiNumber, PayInterval, Pence,
    Postcode, Qualification, Reader, RowRef, Status, Worker, WorkerLayout, Writer,
};

const ROWS: u32 = 400_000;
const ROUNDS: usize = 7;

fn worker(number: u32, row: &mut Worker) {
    row.local_id = format!("SYN{:05}", number / 43);
    row.worker_id = format!("W{number:07}");
    row.status = Status::Unchecked;
    row.display_id = format!("Worker {number:07}");
    row.ni_number = NiNumber::parse(&format!("QQ{:06}A", number % 1_000_000)).into();
    row.postcode = Postcode::parse("NR13 6AB").into();
    row.born_on = Date::new(1960 + (number % 40) as i16, 1 + (number % 12) as i8, 1 + (number % 28) as i8).ok().into();
    row.gender = Given::Value(if number.is_multiple_of(5) { Gender::Male } else { Gender::Female });
    row.ethnicity = Given::Value(Ethnicity(31));
    row.nationality = Given::Value(Nationality::BRITISH);
    row.disability = Given::Value(Disability::No);
    row.care_certificate = Given::Value(CareCertificate::Completed);
    row.recruited_from = Given::Value(RecruitmentSource(2));
    row.started_on =
        Date::new(2015 + (number % 9) as i16, 1 + (number % 12) as i8, 1 + (number % 28) as i8).ok().into();
    row.sector_year = Given::Value(2010);
    row.apprentice = Given::Value(false);
    row.employment = Given::Value(EmploymentStatus::PERMANENT);
    row.zero_hours = Given::Value(number.is_multiple_of(4));
    row.sick_days = Given::Value(HalfDays((number % 20) as u16));
    row.pay_interval = Given::Value(PayInterval::Hourly);
    row.hourly_rate = Given::Value(Pence(1221 + number % 300));
    row.job_role = Given::Value(JobRole(8));
    row.contracted_hours = Given::Value(HalfHours(60 + (number % 20) as u16));
    row.care_qualification = Given::Value(LevelHeld::Yes(Given::Value(Level(2))));
    row.other_qualification = Given::Value(LevelHeld::No);
    row.qualifications = vec![Qualification { code: QualificationCode(48), year: Some(2015), notes: String::new() }];
}

/// The best of several rounds, in seconds.
fn best(mut round: impl FnMut()) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn report(what: &str, seconds: f64, bytes: usize) {
    let rate = f64::from(ROWS) / seconds / 1e6;
    println!("{what:28} {rate:6.2} M rows/s  {:7.0} MB/s", bytes as f64 / seconds / 1e6);
}

fn write(workers: &[Worker]) -> Vec<u8> {
    let mut writer = Writer::workers(Vec::with_capacity(128 << 20), WorkerLayout::default());
    for row in workers {
        writer.worker(row).expect("a row that can be written");
    }
    writer.finish().expect("memory takes every byte")
}

fn main() {
    let workers: Vec<Worker> = (0..ROWS)
        .map(|number| {
            let mut row = Worker::default();
            worker(number, &mut row);
            row
        })
        .collect();
    let file = write(&workers);
    println!("{ROWS} worker rows of {} bytes, best of {ROUNDS}, one core", file.len() / ROWS as usize);
    report("write, typed", best(|| assert_eq!(write(&workers).len(), file.len())), file.len());
    drop(workers);
    let read = best(|| {
        let mut reader = Reader::new(&file[..]).expect("a national file");
        let mut hours = 0_u64;
        while let Some(entry) = reader.next_entry().expect("every row") {
            let Some(RowRef::Worker(row)) = entry.row else { continue };
            hours += u64::from(row.contracted_hours.get().map_or(0, |hours| hours.0));
        }
        assert!(hours > u64::from(ROWS) * 60);
    });
    report("read, typed and checked", read, file.len());
    let floor = best(|| {
        let mut reader = csv::Reader::from_reader(&file[..]);
        let mut record = csv::ByteRecord::new();
        let mut rows = 0;
        while reader.read_byte_record(&mut record).expect("every row") {
            rows += 1;
        }
        assert_eq!(rows, ROWS);
    });
    report("csv crate, splitting only", floor, file.len());
    println!("typed reading takes {:.2} times as long as the csv crate takes to split", read / floor);
}
