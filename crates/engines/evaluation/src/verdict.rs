//! What an evaluation says, in numbers and in words.

use std::fmt;

use crate::student::{p_value, t_quantile};

/// Confidence of every interval.
const LEVEL: f64 = 0.95;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
}

/// What was to be found out, written down before anybody looked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// Which way is better.
    pub better: Better,
    /// The smallest change worth having, in the unit of the measure; above zero.
    pub matters: f64,
}

/// The design of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Drawn by lot.
    Randomised,
    /// Places that changed against places that did not, before and after.
    DifferenceInDifferences,
    /// One series, before and after.
    InterruptedSeries,
}

impl Method {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Randomised => "randomised comparison",
            Self::DifferenceInDifferences => "difference in differences",
            Self::InterruptedSeries => "interrupted time series",
        }
    }
}

/// How large an effect is, and how sure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The effect, in the unit of the measure.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end of the 95 % interval.
    pub high: f64,
    /// Degrees of freedom of the t distribution behind the interval; infinite where it is not one.
    pub degrees: f64,
    /// The two-sided p value against no effect.
    pub p_value: f64,
}

impl Estimate {
    /// An estimate with its t interval.
    pub(crate) fn of(effect: f64, standard_error: f64, degrees: f64) -> Self {
        let reach = t_quantile(f64::midpoint(1.0, LEVEL), degrees) * standard_error;
        let p_value = p_value(effect, standard_error, degrees);
        Self { effect, standard_error, low: effect - reach, high: effect + reach, degrees, p_value }
    }
}

/// Whether an assumption holds, as far as the data can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The data do not speak against it.
    Plausible,
    /// The data speak against it.
    Doubtful,
    /// The data cannot say: somebody has to judge it.
    ToJudge,
}

/// Something that must hold for the verdict to mean anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// What must hold.
    pub text: &'static str,
    /// Whether it does.
    pub standing: Standing,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It changed for the better.
    Worked,
    /// It changed for the worse.
    Harmed,
    /// Any change is smaller than what matters.
    NoUsefulChange,
    /// We cannot tell yet.
    CannotTellYet,
}

impl Verdict {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Worked => "it worked",
            Self::Harmed => "it made things worse",
            Self::NoUsefulChange => "it made no change that matters",
            Self::CannotTellYet => "we cannot tell yet",
        }
    }
}

/// All that an evaluation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The design.
    pub method: Method,
    /// The effect; none where the data are too few for one.
    pub estimate: Option<Estimate>,
    /// What must hold.
    pub assumptions: Vec<Assumption>,
    /// The answer.
    pub verdict: Verdict,
    /// Why, in one sentence.
    pub reason: String,
}

impl fmt::Display for Evaluation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "By {}, {}: {}", self.method.name(), self.verdict.words(), self.reason)
    }
}

/// Why numbers cannot be evaluated at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A number is missing or infinite.
    #[error("{0} holds a value that is not a number; leave out what is not known")]
    NotANumber(&'static str),
    /// The smallest change that matters is not above zero.
    #[error("the smallest change that matters must be a number above zero; agree it before looking at results")]
    Matters,
    /// More successes than cases.
    #[error("{0}: there cannot be more successes than cases")]
    MoreThanAll(&'static str),
    /// A place has not the periods that others have.
    #[error("place {0} has other periods than the first place; give every place the same ones")]
    Uneven(usize),
    /// A series is longer than anyone has.
    #[error("a series of {0} periods is longer than the 1,200 that are read here")]
    TooLong(usize),
}

impl Question {
    pub(crate) fn check(self) -> Result<Self, EvaluationError> {
        if self.matters.is_finite() && self.matters > 0.0 { Ok(self) } else { Err(EvaluationError::Matters) }
    }

    /// An evaluation with an estimate. A doubtful assumption leaves only "we cannot tell yet".
    pub(crate) fn answer(self, method: Method, estimate: Estimate, assumptions: Vec<Assumption>) -> Evaluation {
        let sign = if self.better == Better::More { 1.0 } else { -1.0 };
        let ends = [estimate.low * sign, estimate.high * sign];
        let (worst, best) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let range = format!("{:.3} to {:.3}", estimate.low, estimate.high);
        let doubtful = assumptions.iter().find(|assumption| assumption.standing == Standing::Doubtful);
        let (verdict, reason) = if let Some(assumption) = doubtful {
            (Verdict::CannotTellYet, format!("one thing that must hold is in doubt: {}.", assumption.text))
        } else if worst > 0.0 {
            let large = if worst >= self.matters {
                "all of it large enough to matter"
            } else {
                "and perhaps too small to matter"
            };
            (Verdict::Worked, format!("the change lies in {range}, for the better throughout, {large}."))
        } else if best < 0.0 {
            (Verdict::Harmed, format!("the change lies in {range}, for the worse throughout."))
        } else if -worst < self.matters && best < self.matters {
            let matters = self.matters;
            (Verdict::NoUsefulChange, format!("the change lies in {range}, less than the {matters} that matters."))
        } else {
            let reason = format!("the change lies in {range}, which holds both no change and one that matters.");
            (Verdict::CannotTellYet, reason)
        };
        Evaluation { method, estimate: Some(estimate), assumptions, verdict, reason }
    }
}

/// An evaluation without an estimate, because the data are too few.
pub(crate) fn too_few(method: Method, assumptions: Vec<Assumption>, reason: String) -> Evaluation {
    Evaluation { method, estimate: None, assumptions, verdict: Verdict::CannotTellYet, reason }
}

pub(crate) fn to_judge(text: &'static str) -> Assumption {
    Assumption { text, standing: Standing::ToJudge }
}
