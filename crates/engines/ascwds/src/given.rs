//! An answer to a question, with the different ways of having none kept apart.

/// What a column says. The national files tell several kinds of "no value" apart, and so do we:
/// a rate over people who did not know is not a rate over people who were not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given<T> {
    /// The cell is blank (or the column is absent).
    #[default]
    NotGiven,
    /// The cell says "don't know": 999, 998, 3 or `unknown`, by column.
    Unknown,
    /// The cell says that the question does not apply or that none of the answers do.
    NotApplicable,
    /// The cell says `Admin`: the national service masked the value in a download and keeps what it has stored.
    Withheld,
    /// The cell holds something that is not an answer; a [`Finding`](crate::Finding) says what.
    Invalid,
    /// The answer.
    Value(T),
}

impl<T> Given<T> {
    /// The answer, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Given::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The answer by value, where there is one.
    pub fn get(self) -> Option<T> {
        match self {
            Given::Value(value) => Some(value),
            _ => None,
        }
    }

    /// True for an answer.
    pub fn is_value(&self) -> bool {
        matches!(self, Given::Value(_))
    }

    /// True unless the cell was blank: the completeness of a column counts these.
    pub fn is_answered(&self) -> bool {
        !matches!(self, Given::NotGiven | Given::Invalid)
    }

    /// Changes the answer and keeps the reason for having none.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Given<U> {
        match self {
            Given::NotGiven => Given::NotGiven,
            Given::Unknown => Given::Unknown,
            Given::NotApplicable => Given::NotApplicable,
            Given::Withheld => Given::Withheld,
            Given::Invalid => Given::Invalid,
            Given::Value(value) => Given::Value(change(value)),
        }
    }

    /// Borrows the answer.
    pub fn as_ref(&self) -> Given<&T> {
        match self {
            Given::NotGiven => Given::NotGiven,
            Given::Unknown => Given::Unknown,
            Given::NotApplicable => Given::NotApplicable,
            Given::Withheld => Given::Withheld,
            Given::Invalid => Given::Invalid,
            Given::Value(value) => Given::Value(value),
        }
    }
}

impl<T> From<Option<T>> for Given<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Given::NotGiven, Given::Value)
    }
}
