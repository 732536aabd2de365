//! What care is worth, and what is saved. The two are never added: see [`Value`].

use super::pence::Pence;

/// Gross value added by the sector, by round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// By the sector itself.
    pub direct: Pence,
    /// By its suppliers.
    pub indirect: Pence,
    /// By what those employed spend.
    pub induced: Pence,
}

impl Value {
    /// The sum of the rounds. It is output, not money that anybody gets back: a saving on turnover is already inside it
    /// and must not be added.
    pub fn total(&self) -> Pence {
        self.direct + self.indirect + self.induced
    }
}

/// What is saved when `people` fewer leave (or need not be recruited), each of whom would have cost `each`.
pub fn retention_saving(people: i64, each: Pence) -> Pence {
    each * people
}

/// What hours cost by agency above what they would have cost in post.
pub fn agency_premium(hours_hundredths: i64, agency: Pence, employed: Pence) -> Pence {
    (agency - employed).share(hours_hundredths, 100)
}
