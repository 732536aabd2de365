//! What an operation may be asked, and the check of a request against it.

use super::operations::{OPERATIONS, Operation};
use super::problem::Refused;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use jiff::civil::Date;

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// What values it takes.
    pub form: Form,
    /// Whether it must be given.
    pub required: bool,
    /// A value that works.
    pub example: &'static str,
}

/// The values that a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Text of at most so many characters.
    Text(usize),
    /// A day, YYYY-MM-DD.
    Day,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number from the first to the second.
    Number(i64, i64),
}

impl Form {
    /// Why the value is not acceptable, if it is not.
    fn refuses(self, value: &str) -> Option<String> {
        match self {
            Form::Text(most) if value.chars().count() > most => Some(format!("may have at most {most} characters")),
            Form::Text(_) if value.trim().is_empty() => Some("may not be empty".to_owned()),
            Form::Text(_) => None,
            Form::Day => value.parse::<Date>().is_err().then(|| "must be a day such as 2026-09-30".to_owned()),
            Form::Word(words) => (!words.contains(&value)).then(|| format!("must be one of {}", words.join(", "))),
            Form::Number(from, to) => {
                let inside = value.parse::<i64>().is_ok_and(|number| (from..=to).contains(&number));
                (!inside).then(|| format!("must be a whole number from {from} to {to}"))
            }
        }
    }
}

/// The query of a request, checked against its operation.
#[derive(Clone, Debug, Default)]
pub struct Asked(Vec<(String, String)>);

impl Asked {
    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter, read as a number or day; its form was checked before.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

/// Checks a query: every name known and given once, every value of its form, every required one there.
pub fn checked(operation: &Operation, query: &str) -> Result<Asked, Refused> {
    let pairs: Vec<(String, String)> = serde_html_form(query);
    for (at, (name, value)) in pairs.iter().enumerate() {
        let Some(param) = operation.params.iter().find(|param| param.name == name) else {
            let known: Vec<&str> = operation.params.iter().map(|param| param.name).collect();
            let known = if known.is_empty() { "takes none".to_owned() } else { format!("takes {}", known.join(", ")) };
            return Err(Refused(format!("There is no parameter {name:?} here: this operation {known}.")));
        };
        if pairs[..at].iter().any(|(earlier, _)| earlier == name) {
            return Err(Refused(format!("The parameter {name:?} is given more than once.")));
        }
        if let Some(why) = param.form.refuses(value) {
            return Err(Refused(format!("The parameter {name:?} {why}.")));
        }
    }
    let missing =
        operation.params.iter().find(|param| param.required && !pairs.iter().any(|(name, _)| name == param.name));
    match missing {
        Some(param) => Err(Refused(format!("The parameter {:?} is missing: {}", param.name, param.meaning))),
        None => Ok(Asked(pairs)),
    }
}

fn serde_html_form(query: &str) -> Vec<(String, String)> {
    let request = axum::http::Uri::builder().path_and_query(format!("/?{query}")).build();
    let read = request.ok().and_then(|uri| axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    read.map(|axum::extract::Query(pairs)| pairs).unwrap_or_default()
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Refused> {
        let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
        let Some(operation) = OPERATIONS.iter().find(|operation| operation.path == path) else {
            return Err(Refused("This address takes no parameters.".to_owned()));
        };
        checked(operation, parts.uri.query().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATION: Operation = Operation {
        path: "/x",
        name: "x",
        summary: "x",
        answer: "Place",
        many: true,
        params: &[
            Param { name: "q", meaning: "Words.", form: Form::Text(5), required: true, example: "a" },
            Param { name: "on", meaning: "Day.", form: Form::Day, required: false, example: "2026-01-01" },
            Param { name: "kind", meaning: "Kind.", form: Form::Word(&["a", "b"]), required: false, example: "a" },
            Param { name: "limit", meaning: "How many.", form: Form::Number(1, 9), required: false, example: "1" },
        ],
    };

    #[test]
    fn a_query_of_known_names_and_right_values_passes() {
        let asked = checked(&OPERATION, "q=a+b&on=2026-01-31&kind=b&limit=9").unwrap();
        assert_eq!(asked.get("q"), Some("a b"));
        assert_eq!(asked.read::<i64>("limit"), Some(9));
    }

    #[test]
    fn everything_else_is_refused_in_one_sentence() {
        for (query, word) in [
            ("", "missing"),
            ("q=a&nonsense=1", "no parameter"),
            ("q=a&q=b", "more than once"),
            ("q=toolong", "at most 5"),
            ("q=", "empty"),
            ("q=a&on=2026-02-30", "must be a day"),
            ("q=a&kind=c", "one of a, b"),
            ("q=a&limit=10", "from 1 to 9"),
            ("q=a&limit=1e3", "from 1 to 9"),
            ("q=a&limit=99999999999999999999", "from 1 to 9"),
        ] {
            let Refused(text) = checked(&OPERATION, query).unwrap_err();
            assert!(text.contains(word) && !text.contains('\n'), "{query}: {text}");
        }
    }
}
