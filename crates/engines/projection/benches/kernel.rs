//! How fast the loops are: `cargo bench -p vocation-projection --bench kernel`. CPU time of one thread.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use rustix::time::{ClockId, clock_gettime};
use vocation_projection::sw1::{MONTHS, POSTS, Posts, bare, bare_one_by_one};

fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

fn line(name: &str, count: f64, mut run: impl FnMut(u64) -> String) {
    let mut rates = Vec::new();
    let mut last = String::new();
    for seed in [1, 2, 3, 1, 2, 3, 1, 2, 3] {
        let began = cpu();
        last = run(seed);
        rates.push(count / (cpu() - began) / 1e6);
    }
    rates.sort_by(f64::total_cmp);
    println!("{name:32} median {:7.1} M/s  best {:7.1}  worst {:7.1}  {last}", rates[4], rates[8], rates[0]);
}

fn main() {
    let work = POSTS as f64 * f64::from(MONTHS);
    let numbers = 177_024;
    line("Philox, counters abreast", f64::from(numbers * MONTHS), |seed| {
        (0..MONTHS).fold(0_u32, |sum, month| sum ^ bare(numbers, month, seed)).to_string()
    });
    line("Philox, one counter at a time", f64::from(numbers * MONTHS), |seed| {
        (0..MONTHS).fold(0_u32, |sum, month| sum ^ bare_one_by_one(numbers, month, seed)).to_string()
    });
    let starts: Vec<Posts> = (0..4).map(|seed| Posts::start(POSTS, seed)).collect();
    line("SW-1, months outermost", work, |seed| {
        let mut posts = starts[seed as usize].clone();
        format!("{:?}", posts.run(MONTHS, seed, 1.0))
    });
}
