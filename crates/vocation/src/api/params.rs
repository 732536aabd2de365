//! What an operation may be asked, and the check of a request against it.

use super::answer::Shape;
use super::operations::{OPERATIONS, Operation};
use super::problem::Refused;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use jiff::civil::Date;
use vocation_records::month::Month;

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
    /// A month, YYYY-MM.
    Month,
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
            Form::Month => month(value).is_none().then(|| "must be a month such as 2026-09".to_owned()),
            Form::Word(words) => (!words.contains(&value)).then(|| format!("must be one of {}", words.join(", "))),
            Form::Number(from, to) => {
                let inside = value.parse::<i64>().is_ok_and(|number| (from..=to).contains(&number));
                (!inside).then(|| format!("must be a whole number from {from} to {to}"))
            }
        }
    }
}

/// Reads `2026-09`.
fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Month::new(digits(year)?, digits(month)?)
}

/// The query of a request, checked against its operation, and the form in which the answer is wanted.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pairs: Vec<(String, String)>,
    /// The form of the answer.
    pub shape: Shape,
}

impl Asked {
    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter, read as a number or day; its form was checked before.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The value of a parameter that is a month.
    pub fn month(&self, name: &str) -> Option<Month> {
        month(self.get(name)?)
    }

    /// How many at most.
    pub fn limit(&self) -> usize {
        self.read("limit").unwrap_or(100)
    }
}

/// Parameters of pages; a CSV is never in pages.
const OF_PAGES: [&str; 2] = ["limit", "cursor"];

/// Checks a query: every name known and given once, every value of its form, every required one there.
pub fn checked(operation: &Operation, query: &str, shape: Shape) -> Result<Asked, Refused> {
    let pairs: Vec<(String, String)> = serde_html_form(query);
    let known = || operation.params.iter().filter(|param| shape == Shape::Json || !OF_PAGES.contains(&param.name));
    for (at, (name, value)) in pairs.iter().enumerate() {
        let Some(param) = known().find(|param| param.name == name) else {
            let known: Vec<&str> = known().map(|param| param.name).collect();
            let known = if known.is_empty() { "takes none".to_owned() } else { format!("takes {}", known.join(", ")) };
            let name: String = name.chars().take(40).collect();
            return Err(Refused::Request(format!("There is no parameter {name:?} here: this operation {known}.")));
        };
        if pairs[..at].iter().any(|(earlier, _)| earlier == name) {
            return Err(Refused::Request(format!("The parameter {name:?} is given more than once.")));
        }
        if let Some(why) = param.form.refuses(value) {
            return Err(Refused::Request(format!("The parameter {name:?} {why}.")));
        }
    }
    match known().find(|param| param.required && !pairs.iter().any(|(name, _)| name == param.name)) {
        Some(param) => Err(Refused::Request(format!("The parameter {:?} is missing: {}", param.name, param.meaning))),
        None => Ok(Asked { pairs, shape }),
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
        let mut all = OPERATIONS.iter();
        let Some(operation) = all.find(|operation| operation.path == path || operation.csv == Some(path)) else {
            return Err(Refused::Request("This address takes no parameters.".to_owned()));
        };
        let shape = Shape::asked(operation, path, &parts.headers)?;
        checked(operation, parts.uri.query().unwrap_or_default(), shape)
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations::Answer;
    use super::*;

    const OPERATION: Operation = Operation {
        path: "/x",
        csv: Some("/x.csv"),
        handler: || axum::routing::get(async || ""),
        name: "x",
        summary: "x",
        answer: Answer::of::<super::super::places::PlaceOut>(),
        many: true,
        params: &[
            Param { name: "q", meaning: "Words.", form: Form::Text(5), required: true, example: "a" },
            Param { name: "from", meaning: "Month.", form: Form::Month, required: false, example: "2026-01" },
            Param { name: "on", meaning: "Day.", form: Form::Day, required: false, example: "2026-01-01" },
            Param { name: "kind", meaning: "Kind.", form: Form::Word(&["a", "b"]), required: false, example: "a" },
            Param { name: "limit", meaning: "How many.", form: Form::Number(1, 9), required: false, example: "1" },
        ],
    };

    #[test]
    fn a_query_of_known_names_and_right_values_passes() {
        let asked = checked(&OPERATION, "q=a+b&on=2026-01-31&kind=b&limit=9&from=2026-09", Shape::Json).unwrap();
        assert_eq!(asked.get("q"), Some("a b"));
        assert_eq!(asked.read::<i64>("limit"), Some(9));
        assert_eq!(asked.month("from"), Month::new(2026, 9));
    }

    fn refusal(query: &str, shape: Shape) -> String {
        match checked(&OPERATION, query, shape).unwrap_err() {
            Refused::Request(text) => text,
            other => format!("{other:?}"),
        }
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
            ("q=a&from=2026-13", "must be a month"),
            ("q=a&from=2026-9", "must be a month"),
            ("q=a&kind=c", "one of a, b"),
            ("q=a&limit=10", "from 1 to 9"),
            ("q=a&limit=1e3", "from 1 to 9"),
            ("q=a&limit=99999999999999999999", "from 1 to 9"),
        ] {
            let text = refusal(query, Shape::Json);
            assert!(text.contains(word) && !text.contains('\n'), "{query}: {text}");
        }
        assert!(refusal("q=a&limit=1", Shape::Csv).contains("no parameter"));
    }
}
