//! Power cuts, failing disks and changed bits. A few rounds here; `cargo xtask faults` gives a hundred.

mod child;
mod disk;
mod flips;
mod full;
mod migrations;
mod power;
mod trace;

/// Rounds of each kind.
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn rounds() -> usize {
    std::env::var("VOCATION_FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5)
}

/// Random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}
