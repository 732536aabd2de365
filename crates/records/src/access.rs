//! Who may see what: one policy, asked in two ways that always agree.
//!
//! [`decide`] answers for one record; [`scope`] gives the condition by which a query returns exactly the records for which
//! [`decide`] says yes. Both read the same [`RULES`]; what no rule allows is refused. `docs/authorisation.md` is the same table
//! for people.

mod consent;
mod decide;
mod rules;
mod scope;
mod subject;

pub use consent::{ConsentError, Share, share_add, share_list, share_stop};
pub use decide::{Decision, Facts, Represents, Shared, decide};
pub use rules::{RULES, Reach, Rule, document};
pub use scope::{IN_SCOPE, Scope, scope};
pub use subject::{Action, Kind, Purpose, Record, Role, Subject};

#[cfg(test)]
mod tests;
