//! `/feedback`: what is wrong with a page, told by whoever reads it.

use std::fmt::Write as _;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse, Response};
use vocation_records::feedback::{Feedback, FeedbackError, LONGEST_MESSAGE, feedback_add};
use vocation_records::places::EAST;
use vocation_ui::components::content::ConfirmPanel;
use vocation_ui::components::forms::{Button, ErrorSummary, Radios, TextArea};
use vocation_ui::{Component as _, Html, Page, escape};

use crate::overview::{Desk, PageError};

const KINDS: [(&str, &str); 4] = [
    ("problem", "Something is wrong"),
    ("question", "I have a question"),
    ("idea", "I have an idea"),
    ("praise", "Something is good"),
];
/// The longest address of a page that is kept.
const LONGEST_PAGE: usize = 200;

/// What the address says.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// The page that the feedback is about.
    #[serde(default)]
    page: String,
}

/// The form as it is sent.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Sent {
    /// The page it is about.
    #[serde(default)]
    page: String,
    /// One of the kinds.
    #[serde(default)]
    kind: String,
    /// The words.
    #[serde(default)]
    message: String,
    /// Made with the form: the same form sent twice counts once.
    #[serde(default)]
    key: String,
}

/// Shows the form.
pub async fn get(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Answer<String> {
    let page = asked.page.chars().take(LONGEST_PAGE).collect();
    Answer(form(&Sent { page, key: desk.form_key(), ..Sent::default() }, &[]))
}

/// Keeps what was sent, or shows the form again with what is missing.
pub async fn post(State(desk): State<Desk>, Form(sent): Form<Sent>) -> Result<Response, PageError> {
    let errors = errors(&sent);
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(form(&sent, &errors))).into_response());
    }
    let page = sent.page.chars().take(LONGEST_PAGE).collect();
    let feedback = Feedback { page, kind: sent.kind.clone(), message: sent.message.trim().to_owned() };
    match feedback_add(&desk.db, EAST, &sent.key, &feedback, desk.now).await {
        Ok(()) => {}
        Err(FeedbackError::KeyReused) => {
            let used = [("message", "This form was sent before with other words. Open it again to send more.")];
            return Ok((StatusCode::CONFLICT, Answer(form(&sent, &used))).into_response());
        }
        Err(FeedbackError::Store(cause)) => return Err(cause.into()),
    }
    let panel = ConfirmPanel { title: "Thank you".to_owned(), body: Some("What you wrote is kept.".to_owned()) };
    let back = if is_ours(&sent.page) { sent.page.as_str() } else { "/" };
    let main = Html::join([panel.html(), Html::link("Go back to the page", back)]);
    Ok(Answer(Page::new("Thank you", main).own_heading().path("/feedback").render_page()).into_response())
}

/// Whether an address is a page here: browsers read a backslash as a slash, and skip control characters.
fn is_ours(page: &str) -> bool {
    page.starts_with('/') && !page.starts_with("//") && !page.contains(|sign: char| sign == '\\' || sign.is_control())
}

fn errors(sent: &Sent) -> Vec<(&'static str, &'static str)> {
    let mut errors = Vec::new();
    if !KINDS.iter().any(|(kind, _)| *kind == sent.kind) {
        errors.push(("kind", "Choose what it is"));
    }
    if sent.message.trim().is_empty() {
        errors.push(("message", "Write what you want to tell us"));
    } else if sent.message.chars().count() > LONGEST_MESSAGE {
        errors.push(("message", "Write 4,000 characters or fewer"));
    }
    let key_is_ours = sent.key.len() == 32 && sent.key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !key_is_ours {
        errors.push(("message", "This form is not complete. Open it again"));
    }
    errors
}

fn form(sent: &Sent, errors: &[(&str, &str)]) -> String {
    let error = |field: &str| errors.iter().find(|(name, _)| *name == field).map(|(_, text)| (*text).to_owned());
    let kind = Radios {
        name: "kind".to_owned(),
        legend: "What is it?".to_owned(),
        options: KINDS.map(|(value, words)| (value.to_owned(), words.to_owned())).into(),
        selected: sent.kind.clone(),
        error: error("kind"),
        ..Radios::default()
    };
    let message = TextArea {
        name: "message".to_owned(),
        label: "Tell us in your own words".to_owned(),
        hint: Some("Please do not name anybody, or anything that could tell who somebody is.".to_owned()),
        value: sent.message.clone(),
        error: error("message"),
        rows: 6,
    };
    let mut hidden = String::new();
    for (name, value) in [("page", &sent.page), ("key", &sent.key)] {
        // Writing to a string does not fail.
        let _ = write!(hidden, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escape(value));
    }
    let mut parts = Vec::new();
    if !errors.is_empty() {
        let errors = errors.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
        parts.push(ErrorSummary { errors }.html());
    }
    parts.extend([
        Html::trusted("<form action=\"/feedback\" method=\"post\" novalidate>"),
        Html::trusted(hidden),
        kind.html(),
        message.html(),
        Button { text: "Send".to_owned(), secondary: false }.html(),
        Html::trusted("</form>"),
    ]);
    let page = Page::new("Tell us about this page", Html::join(parts)).crumb("Home", "/").path("/feedback");
    page.failed(!errors.is_empty()).render_page()
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_way_back_never_leads_elsewhere() {
        assert!(is_ours("/councils/E10000020?sort=name"));
        for page in
            ["", "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example"]
        {
            assert!(!is_ours(page), "{page:?}");
        }
    }
}
