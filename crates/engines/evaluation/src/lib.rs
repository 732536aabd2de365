//! Whether a change worked. Three designs, each with its effect, interval, assumptions and a plain [`Verdict`], of which
//! "we cannot tell yet" is one.
//!
//! - [`compare_means`] and [`compare_shares`]: who was offered something was drawn by lot.
//! - [`difference_in_differences`]: some places changed and others did not, and both were seen before and after.
//! - [`interrupted_series`]: one place changed at a known time, and was seen for a good while before and after.
//!
//! Pure: numbers in, numbers out; no clock, no randomness. How often the intervals hold was measured, see
//! `docs/methods/evaluation.md`.
//!
//! ```
//! use vocation_evaluation::{Better, Question, Verdict, compare_shares};
//!
//! // Of 200 people offered a driving lesson loan 150 were still there after a year; of 200 not offered, 118 were.
//! let question = Question { better: Better::More, matters: 0.05 };
//! let found = compare_shares((150, 200), (118, 200), question)?;
//! assert_eq!(found.verdict, Verdict::Worked);
//! assert!(found.estimate.is_some_and(|estimate| estimate.low > 0.0));
//! # Ok::<(), vocation_evaluation::EvaluationError>(())
//! ```

mod compare;
mod differences;
mod interrupted;
mod least_squares;
mod student;
mod verdict;

pub use compare::{compare_means, compare_shares};
pub use differences::{Place, difference_in_differences};
pub use interrupted::{Series, interrupted_series};
pub use student::{t_below, t_quantile};
pub use verdict::{Assumption, Better, Estimate, Evaluation, EvaluationError, Method, Question, Standing, Verdict};
