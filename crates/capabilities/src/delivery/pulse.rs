//! The pulse: the 'I' statements as a short anonymous question, kept as tallies alone.
//!
//! There is no answer of a person anywhere: a form that is sent raises counters, and nothing else is written but the random
//! key of the form, in a table of its own, so that the same form counts once. Results of a round are shown when the round
//! is over, and only what the disclosure engine lets through.

pub mod results;

use jiff::civil::Date;
use vocation_records::sql::{Db, args};
use vocation_records::strategy::{Role, Strategy};

use super::actor::{PlanError, Refusal};

/// What somebody says to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It is so.
    Agree,
    /// Neither.
    Neither,
    /// It is not so.
    Disagree,
}

impl Answer {
    /// All answers, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Neither, Self::Disagree];

    /// The name in forms and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Neither => "neither",
            Self::Disagree => "disagree",
        }
    }

    /// The answer with this name.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.key() == key)
    }
}

/// A round of the pulse: a quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round {
    year: i16,
    quarter: i8,
}

impl Round {
    /// The round of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), quarter: (day.month() - 1) / 3 + 1 }
    }

    /// The round before.
    #[must_use]
    pub fn before(self) -> Self {
        if self.quarter > 1 {
            Self { quarter: self.quarter - 1, ..self }
        } else {
            Self { year: self.year - 1, quarter: 4 }
        }
    }

    /// In words: `July to September 2026`.
    pub fn in_words(self) -> String {
        let months = match self.quarter {
            1 => "January to March",
            2 => "April to June",
            3 => "July to September",
            _ => "October to December",
        };
        format!("{months} {}", self.year)
    }
}

impl std::fmt::Display for Round {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-Q{}", self.year, self.quarter)
    }
}

/// One form, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PulseForm {
    /// Made at random with the form.
    pub form_key: String,
    /// Code of the council in which they live or work.
    pub place: String,
    /// Their role.
    pub role: Role,
    /// What they say, by statement; a statement passed over is not here.
    pub answers: Vec<(String, Answer)>,
}

/// Counts a form in. Sent twice, it counts once.
///
/// # Errors
/// [`PlanError::Refused`] when nothing is answered or a statement is not one of the role.
pub async fn pulse_add(
    db: &Db,
    tenant: i64,
    strategy: &Strategy,
    round: Round,
    form: &PulseForm,
) -> Result<(), PlanError> {
    if form.form_key.len() != 32 || !form.form_key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::new("this form is not complete; open it again").into());
    }
    if form.answers.is_empty() {
        return Err(Refusal::new("answer at least one of the statements").into());
    }
    for (at, (id, _)) in form.answers.iter().enumerate() {
        let known = strategy.statement(id).is_some_and(|statement| statement.role == form.role);
        if !known || form.answers[..at].iter().any(|(other, _)| other == id) {
            return Err(
                Refusal::new(format!("{id} is not asked of a {} once; open the form again", form.role.name())).into()
            );
        }
    }
    let mut tx = db.begin().await?;
    let once = "insert into pulse_form (tenant, form_key) values ($1, $2) on conflict do nothing";
    if tx.execute(once, args![tenant, &form.form_key]).await? == 0 {
        tx.rollback().await?;
        return Ok(());
    }
    for (statement, answer) in &form.answers {
        let raise = "insert into pulse_tally (tenant, round, place, role, statement, answer, people)
                     values ($1, $2, $3, $4, $5, $6, 1)
                     on conflict (tenant, round, place, role, statement, answer)
                     do update set people = pulse_tally.people + 1";
        let row = args![tenant, round.to_string(), &form.place, form.role.key(), statement, answer.key()];
        tx.execute(raise, row).await?;
    }
    tx.commit().await?;
    Ok(())
}
