//! What the pages of the plan share: the page around them, lists, and cells of measures.

use vocation_records::indicators::measure::Measure;
use vocation_records::strategy::{MeasureRef, Strategy};
use vocation_ui::{Html, Page, Section, escape};

/// A page of the plan below the strategy itself.
pub fn page(title: &str, main: Html, path: &str) -> Page {
    Page::new(title, main).section(Section::Plan).crumb("Home", "/").crumb("Plan", "/plan").path(path)
}

/// A heading of the second level.
pub fn heading(text: &str) -> Html {
    Html::trusted(format!("<h2 class=\"govuk-heading-m\">{}</h2>", escape(text)))
}

/// A list with bullets; nothing when there is nothing to list.
pub fn bullets(items: impl IntoIterator<Item = Html>) -> Html {
    let parts = items.into_iter().flat_map(|item| [Html::trusted("<li>"), item, Html::trusted("</li>")]);
    let items = Html::join(parts);
    if items.is_empty() {
        return Html::default();
    }
    Html::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"))
}

/// An activity as a link with its id and its words.
pub fn activity_link(strategy: &Strategy, id: &str) -> Html {
    let text = strategy.activity(id).map_or("", |activity| activity.text.as_str());
    Html::link(&format!("{id} {text}"), &format!("/plan/activities/{id}"))
}

/// A measure in words: the label of an indicator, or what is asked.
pub fn measure_words(strategy: &Strategy, measure: &MeasureRef) -> String {
    match measure {
        MeasureRef::Indicator(key) => Measure::find(key).map_or_else(|| key.clone(), |found| found.label.to_owned()),
        MeasureRef::Pulse(id) => {
            let text = strategy.statement(id).map_or("", |statement| statement.text.as_str());
            format!("Pulse {id}: “{text}”")
        }
    }
}

/// A measure as a link to where its figures are.
pub fn measure_link(strategy: &Strategy, measure: &MeasureRef) -> Html {
    let words = measure_words(strategy, measure);
    match measure {
        MeasureRef::Indicator(key) => Html::link(&words, &format!("/indicators/{key}")),
        MeasureRef::Pulse(_) => Html::link(&words, "/plan/statements"),
    }
}

/// Measures in a table cell.
pub fn measures_short(measures: &[MeasureRef]) -> String {
    if measures.is_empty() {
        return "no measure yet".to_owned();
    }
    let words = |measure: &MeasureRef| match measure {
        MeasureRef::Indicator(key) => Measure::find(key).map_or_else(|| key.clone(), |found| found.label.to_owned()),
        MeasureRef::Pulse(id) => format!("pulse {id}"),
    };
    measures.iter().map(words).collect::<Vec<_>>().join(", ")
}
