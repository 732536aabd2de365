//! Questions and their errors. Labels say everything; no asterisks; errors keep what was typed.

use askama::Template;

use crate::components::content::Link;
use crate::html::{Sample, components};

/// All that is wrong with a form, at the top of the page. It takes the focus when the page opens.
#[derive(Clone, Debug, Template)]
#[template(
    source = r##"<div class="govuk-error-summary" tabindex="-1" autofocus><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">{% for (field, message) in errors %}<li><a href="#{{ field }}">{{ message }}</a></li>{% endfor %}</ul></div></div></div>"##,
    ext = "html"
)]
pub struct ErrorSummary {
    /// Id of the field and what is wrong with it, in the order of the page.
    pub errors: Vec<(String, String)>,
}

/// One line of text.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "text_input.html")]
pub struct TextInput {
    /// Id and name.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help under the question.
    pub hint: Option<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// What was typed.
    pub value: String,
    /// `autocomplete` token such as `email`.
    pub autocomplete: Option<String>,
    /// Width in characters: 2, 3, 4, 5, 10, 20 or 30; full width when none.
    pub width: Option<u8>,
}

/// Several lines of text.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "textarea.html")]
pub struct TextArea {
    /// Id and name.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help under the question.
    pub hint: Option<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// What was typed.
    pub value: String,
    /// Lines shown.
    pub rows: u8,
}

/// One of a list.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "select.html")]
pub struct Select {
    /// Id and name.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help under the question.
    pub hint: Option<String>,
    /// What is wrong with the choice.
    pub error: Option<String>,
    /// Value and words of each choice.
    pub options: Vec<(String, String)>,
    /// The value chosen.
    pub selected: String,
}

/// One of a few.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "radios.html")]
pub struct Radios {
    /// Id of the group and name.
    pub name: String,
    /// The question.
    pub legend: String,
    /// Help under the question.
    pub hint: Option<String>,
    /// What is wrong with the choice.
    pub error: Option<String>,
    /// Value and words of each choice.
    pub options: Vec<(String, String)>,
    /// The value chosen.
    pub selected: String,
    /// Whether the choices stand side by side.
    pub inline: bool,
}

/// Sends a form.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<button type="submit" class="govuk-button{% if secondary %} govuk-button--secondary{% endif %}">{{ text }}</button>"#,
    ext = "html"
)]
pub struct Button {
    /// What it does.
    pub text: String,
    /// Whether it is the lesser of two.
    pub secondary: bool,
}

/// Search on its own: a question, a box, a button. Sends `GET action?q=`.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<form class="v-search" action="{{ action }}" method="get" role="search" aria-label="{{ label }}"><label class="govuk-label govuk-label--s" for="{{ id }}">{{ label }}</label>{% if let Some(hint) = hint %}<div class="govuk-hint" id="{{ id }}-hint">{{ hint }}</div>{% endif %}<div class="v-search__row"><input class="govuk-input v-search__input" id="{{ id }}" name="q" type="search" value="{{ value }}"{% if hint.is_some() %} aria-describedby="{{ id }}-hint"{% endif %}><button class="govuk-button v-search__button" type="submit">Search</button></div></form>"#,
    ext = "html"
)]
pub struct SearchBox {
    /// Unique on the page (`site-search` is taken by the header).
    pub id: String,
    /// What can be searched for.
    pub label: String,
    /// Help.
    pub hint: Option<String>,
    /// Where the form goes.
    pub action: String,
    /// What was searched for.
    pub value: String,
}

/// Filters in force, each a link that takes it away.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="v-filters"><h2 class="govuk-heading-s v-filters__title">{{ title }}</h2><ul class="v-filters__list">{% for filter in filters %}<li><a class="v-filters__tag" href="{{ filter.href }}"><span class="govuk-visually-hidden">Remove filter: </span>{{ filter.text }}<span aria-hidden="true"> ✕</span></a></li>{% endfor %}</ul></div>"#,
    ext = "html"
)]
pub struct ActiveFilters {
    /// Heading.
    pub title: String,
    /// The filter's words, and the address without it.
    pub filters: Vec<Link>,
}

components!(ErrorSummary, TextInput, TextArea, Select, Radios, Button, SearchBox, ActiveFilters);

/// Value of `aria-describedby`: the ids of hint and error that exist.
fn described_by(name: &str, hint: bool, error: bool) -> String {
    let mut ids = Vec::new();
    if hint {
        ids.push(format!("{name}-hint"));
    }
    if error {
        ids.push(format!("{name}-error"));
    }
    ids.join(" ")
}

macro_rules! described {
    ($($form:ty),*) => {$(
        impl $form {
            fn described_by(&self) -> String {
                described_by(&self.name, self.hint.is_some(), self.error.is_some())
            }
        }
    )*};
}
described!(TextInput, TextArea, Select, Radios);

fn choices(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
}

impl Sample for ErrorSummary {
    fn sample() -> Self {
        Self { errors: vec![("postcode".into(), "Enter a full postcode, like NR1 1AA".into())] }
    }
}

impl Sample for TextInput {
    fn sample() -> Self {
        Self {
            name: "postcode".into(),
            label: "Postcode".into(),
            hint: Some("For example, NR1 1AA".into()),
            error: Some("Enter a full postcode, like NR1 1AA".into()),
            value: "NR1".into(),
            autocomplete: Some("postal-code".into()),
            width: Some(10),
        }
    }
}

impl Sample for TextArea {
    fn sample() -> Self {
        Self {
            name: "wrong".into(),
            label: "What is wrong with this page?".into(),
            hint: Some("Do not give names or other personal details.".into()),
            rows: 4,
            ..Self::default()
        }
    }
}

impl Sample for Select {
    fn sample() -> Self {
        Self {
            name: "service".into(),
            label: "Service".into(),
            options: choices(&[
                ("all", "All services"),
                ("dom", "Domiciliary care"),
                ("res", "Care home without nursing"),
            ]),
            selected: "dom".into(),
            ..Self::default()
        }
    }
}

impl Sample for Radios {
    fn sample() -> Self {
        Self {
            name: "measure".into(),
            legend: "What to compare".into(),
            hint: Some("The same measure is used for every place.".into()),
            options: choices(&[("turnover", "Turnover"), ("vacancy", "Vacancies"), ("pay", "Pay")]),
            selected: "turnover".into(),
            inline: true,
            ..Self::default()
        }
    }
}

impl Sample for Button {
    fn sample() -> Self {
        Self { text: "Compare".into(), secondary: false }
    }
}

impl Sample for SearchBox {
    fn sample() -> Self {
        Self {
            id: "provider-search".into(),
            label: "Find a provider".into(),
            hint: Some("Name, town or postcode".into()),
            action: "/providers".into(),
            value: "oak".into(),
        }
    }
}

impl Sample for ActiveFilters {
    fn sample() -> Self {
        Self {
            title: "Showing only".into(),
            filters: vec![
                Link::new("Norfolk", "/providers?service=dom"),
                Link::new("Domiciliary care", "/providers?council=norfolk"),
            ],
        }
    }
}
