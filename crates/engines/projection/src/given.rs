//! Reading what somebody wrote: every refusal is one sentence that names file, key and what is allowed.

use std::ops::RangeInclusive;
use toml::{Table, Value};

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {told}")]
pub struct GivenError {
    file: String,
    told: String,
}

/// A table of a file, with the path of keys that leads to it.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    file: &'a str,
    path: String,
    table: &'a Table,
}

impl<'a> Given<'a> {
    /// Parses a file.
    pub fn parse(file: &str, text: &str) -> Result<Table, GivenError> {
        text.parse::<Table>().map_err(|error| {
            let at = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            let why = error.message().lines().next().unwrap_or_default();
            GivenError { file: file.to_owned(), told: format!("line {line} is not TOML: {why}") }
        })
    }

    /// The whole file.
    pub fn root(file: &'a str, table: &'a Table) -> Given<'a> {
        Given { file, path: String::new(), table }
    }

    fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A refusal of the value of a key: it must be `what`.
    pub fn refuse(&self, key: &str, what: &str) -> GivenError {
        GivenError { file: self.file.to_owned(), told: format!("{} must be {what}", self.at(key)) }
    }

    /// Refuses keys other than `allowed`.
    pub fn only(&self, allowed: &[&str]) -> Result<(), GivenError> {
        match self.table.keys().find(|key| !allowed.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(GivenError {
                file: self.file.to_owned(),
                told: format!("{} is not known; allowed are {}", self.at(key), allowed.join(", ")),
            }),
        }
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The keys of this table.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.table.keys().map(String::as_str)
    }

    /// A table inside this one.
    pub fn table(&self, key: &str) -> Result<Given<'a>, GivenError> {
        match self.table.get(key) {
            Some(Value::Table(table)) => Ok(Given { file: self.file, path: self.at(key), table }),
            _ => Err(self.refuse(key, "there, as a table")),
        }
    }

    /// A list of tables; none when the key is absent.
    pub fn tables(&self, key: &str) -> Result<Vec<Given<'a>>, GivenError> {
        let list = match self.table.get(key) {
            None => return Ok(Vec::new()),
            Some(Value::Array(list)) => list,
            Some(_) => return Err(self.refuse(key, &format!("a list of tables, [[{key}]]"))),
        };
        let read = |(at, value): (usize, &'a Value)| match value {
            Value::Table(table) => Ok(Given { file: self.file, path: format!("{}[{}]", self.at(key), at + 1), table }),
            _ => Err(self.refuse(key, &format!("a list of tables, [[{key}]]"))),
        };
        list.iter().enumerate().map(read).collect()
    }

    /// A number within bounds.
    pub fn number(&self, key: &str, allowed: RangeInclusive<f64>) -> Result<f64, GivenError> {
        let value = match self.table.get(key) {
            Some(Value::Float(value)) => *value,
            Some(Value::Integer(value)) => *value as f64,
            _ => f64::NAN,
        };
        if allowed.contains(&value) {
            return Ok(value);
        }
        let bounds = if *allowed.start() <= f64::MIN {
            "a number".to_owned()
        } else {
            format!("a number from {} to {}", allowed.start(), allowed.end())
        };
        Err(self.refuse(key, &bounds))
    }

    /// A number within bounds, or what holds when the key is absent.
    pub fn number_or(&self, key: &str, allowed: RangeInclusive<f64>, absent: f64) -> Result<f64, GivenError> {
        if self.has(key) { self.number(key, allowed) } else { Ok(absent) }
    }

    /// As many numbers within bounds as are asked for.
    pub fn numbers<const N: usize>(&self, key: &str, allowed: RangeInclusive<f64>) -> Result<[f64; N], GivenError> {
        let what = format!("{N} numbers from {} to {}", allowed.start(), allowed.end());
        let list = self.table.get(key).and_then(Value::as_array).filter(|list| list.len() == N);
        let list = list.ok_or_else(|| self.refuse(key, &what))?;
        let mut numbers = [0.0; N];
        for (number, value) in numbers.iter_mut().zip(list) {
            let given = value.as_float().or_else(|| value.as_integer().map(|value| value as f64));
            *number = given.filter(|given| allowed.contains(given)).ok_or_else(|| self.refuse(key, &what))?;
        }
        Ok(numbers)
    }

    /// A whole number within bounds.
    pub fn whole(&self, key: &str, allowed: RangeInclusive<i64>) -> Result<i64, GivenError> {
        match self.table.get(key) {
            Some(Value::Integer(value)) if allowed.contains(value) => Ok(*value),
            _ => Err(self.refuse(key, &format!("a whole number from {} to {}", allowed.start(), allowed.end()))),
        }
    }

    /// A whole number within bounds, or what holds when the key is absent.
    pub fn whole_or(&self, key: &str, allowed: RangeInclusive<i64>, absent: i64) -> Result<i64, GivenError> {
        if self.has(key) { self.whole(key, allowed) } else { Ok(absent) }
    }

    /// A text that is not empty.
    pub fn text(&self, key: &str) -> Result<&'a str, GivenError> {
        match self.table.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.refuse(key, "a text that is not empty")),
        }
    }

    /// Which of some words a text is.
    pub fn one_of(&self, key: &str, words: &[&str]) -> Result<usize, GivenError> {
        let text = self.table.get(key).and_then(Value::as_str);
        let at = text.and_then(|text| words.iter().position(|word| *word == text));
        at.ok_or_else(|| self.refuse(key, &format!("one of {}", words.join(", "))))
    }

    /// Which of some words each text of a list is; `None` when the key is absent.
    pub fn some_of(&self, key: &str, words: &[&str]) -> Result<Option<Vec<usize>>, GivenError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let refusal = || self.refuse(key, &format!("a list of some of {}", words.join(", ")));
        let list = value.as_array().filter(|list| !list.is_empty()).ok_or_else(refusal)?;
        let at = |value: &Value| words.iter().position(|word| Some(*word) == value.as_str()).ok_or_else(refusal);
        list.iter().map(at).collect::<Result<Vec<_>, _>>().map(Some)
    }

    /// A month written as `"2026-04"`, counted from January of year 0.
    pub fn month(&self, key: &str, years: RangeInclusive<i32>) -> Result<i32, GivenError> {
        let read = |text: &str| {
            let (year, month) = text.split_once('-')?;
            let fits = year.len() == 4 && month.len() == 2;
            let (year, month) = (year.parse::<i32>().ok()?, month.parse::<i32>().ok()?);
            (fits && years.contains(&year) && (1..=12).contains(&month)).then_some(year * 12 + month - 1)
        };
        let what = format!("a month as \"YYYY-MM\" from {} to {}", years.start(), years.end());
        self.table.get(key).and_then(Value::as_str).and_then(read).ok_or_else(|| self.refuse(key, &what))
    }
}
