//! Words and lists: tags, details, summary lists, panels, pagination, tabs.

use askama::Template;

use crate::html::{Html, Sample, components};

/// One step of the breadcrumbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it says.
    pub text: String,
    /// Where it goes.
    pub href: String,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it goes.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// Colour of a tag. The words carry the meaning, the colour only helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    Grey,
    /// Information.
    Blue,
    /// Good.
    Green,
    /// Look here.
    Yellow,
    /// Needs action.
    Red,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Grey => "govuk-tag--grey",
            Self::Blue => "govuk-tag--blue",
            Self::Green => "govuk-tag--green",
            Self::Yellow => "govuk-tag--yellow",
            Self::Red => "govuk-tag--red",
        }
    }
}

/// A status in a few words.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<strong class="govuk-tag {{ tone.class() }}">{{ text }}</strong>"#, ext = "html")]
pub struct Tag {
    /// The status.
    pub text: String,
    /// Its colour.
    pub tone: Tone,
}

/// A passage set apart by a bar at its side.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<div class="govuk-inset-text">{{ content }}</div>"#, ext = "html")]
pub struct Inset {
    /// What it says.
    pub content: Html,
}

/// More, for those who want it; opens without script.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{{ summary }}</span></summary><div class="govuk-details__text">{{ content }}</div></details>"#,
    ext = "html"
)]
pub struct Details {
    /// The line that opens it.
    pub summary: String,
    /// What it holds.
    pub content: Html,
}

/// One row of a summary list.
#[derive(Clone, Debug)]
pub struct SummaryRow {
    /// The name.
    pub key: String,
    /// The value.
    pub value: Html,
    /// A link to change or to see more; its text, and hidden words that say of what.
    pub action: Option<(Link, String)>,
}

/// Names and values, one under another.
#[derive(Clone, Debug, Template)]
#[template(path = "summary_list.html")]
pub struct SummaryList {
    /// The rows.
    pub rows: Vec<SummaryRow>,
}

impl SummaryList {
    /// A list of plain rows.
    pub fn new(rows: impl IntoIterator<Item = (String, Html)>) -> Self {
        Self { rows: rows.into_iter().map(|(key, value)| SummaryRow { key, value, action: None }).collect() }
    }
}

/// Says that something was done. It holds the h1 of its page: use it with [`Page::own_heading`](crate::Page::own_heading).
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{{ title }}</h1>{% if let Some(body) = body %}<div class="govuk-panel__body">{{ body }}</div>{% endif %}</div>"#,
    ext = "html"
)]
pub struct ConfirmPanel {
    /// What was done.
    pub title: String,
    /// A reference or a short line.
    pub body: Option<String>,
}

/// A banner for something that the reader should know before the rest.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="govuk-notification-banner{% if success %} govuk-notification-banner--success{% endif %}" role="{% if success %}alert{% else %}region{% endif %}" aria-labelledby="{{ id }}"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="{{ id }}">{{ title }}</h2></div><div class="govuk-notification-banner__content">{{ content }}</div></div>"#,
    ext = "html"
)]
pub struct Notification {
    /// Unique on the page.
    pub id: String,
    /// `Important` or `Success`.
    pub title: String,
    /// What it says.
    pub content: Html,
    /// Whether it reports a success.
    pub success: bool,
}

/// Views of one thing, each with its own address: tabs that need no script.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<nav class="v-tabs" aria-label="{{ label }}"><ul class="v-tabs__list">{% for (link, current) in tabs %}<li class="v-tabs__item{% if *current %} v-tabs__item--current{% endif %}"><a class="govuk-link v-tabs__link" href="{{ link.href }}"{% if *current %} aria-current="page"{% endif %}>{{ link.text }}</a></li>{% endfor %}</ul></nav>"#,
    ext = "html"
)]
pub struct Tabs {
    /// Name of the group, for screen readers.
    pub label: String,
    /// Each view, and whether it is the one shown.
    pub tabs: Vec<(Link, bool)>,
}

/// Steps through a long list.
#[derive(Clone, Debug, Template)]
#[template(path = "pagination.html")]
pub struct Pagination {
    /// Page shown, from 1.
    pub current: usize,
    /// How many pages.
    pub pages: usize,
    /// Address of a page without its number: `/providers?q=oak&page=`.
    pub href: String,
}

impl Pagination {
    /// The page numbers to show; 0 stands for a gap.
    fn shown(&self) -> Vec<usize> {
        let near = |page: usize| page == 1 || page == self.pages || page.abs_diff(self.current) <= 1;
        let mut shown = Vec::new();
        for page in 1..=self.pages {
            if near(page) {
                shown.push(page);
            } else if shown.last() != Some(&0) {
                shown.push(0);
            }
        }
        shown
    }
}

/// What to show where a list has nothing in it.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="v-empty"><h2 class="govuk-heading-m">{{ title }}</h2><div class="govuk-body">{{ advice }}</div></div>"#,
    ext = "html"
)]
pub struct EmptyState {
    /// What is not there.
    pub title: String,
    /// What to do about it.
    pub advice: Html,
}

/// A door on a hub page: a heading that is a link, and a sentence.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="v-card"><h2 class="govuk-heading-m v-card__title"><a class="govuk-link govuk-link--no-visited-state v-card__link" href="{{ link.href }}">{{ link.text }}</a></h2><p class="govuk-body v-card__text">{{ text }}</p></div>"#,
    ext = "html"
)]
pub struct Card {
    /// Heading and address.
    pub link: Link,
    /// What is behind it.
    pub text: String,
}

/// Things side by side where there is room, one under another where there is not.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="v-grid v-grid--{{ across }}">{% for item in items %}<div class="v-grid__item">{{ item }}</div>{% endfor %}</div>"#,
    ext = "html"
)]
pub struct Grid {
    /// How many across on a wide screen: 2, 3 or 4.
    pub across: u8,
    /// The things.
    pub items: Vec<Html>,
}

components!(Tag, Inset, Details, SummaryList, ConfirmPanel, Notification, Tabs, Pagination, EmptyState, Card, Grid);

impl Sample for Tag {
    fn sample() -> Self {
        Self { text: "Requires improvement".into(), tone: Tone::Yellow }
    }
}

impl Sample for Inset {
    fn sample() -> Self {
        Self {
            content: Html::text(
                "Figures for March 2020 to March 2021 cover a time of pandemic and compare badly with others.",
            ),
        }
    }
}

impl Sample for Details {
    fn sample() -> Self {
        Self {
            summary: "How turnover is worked out".into(),
            content: Html::text(
                "Directly employed people who left in the last 12 months, divided by those employed now.",
            ),
        }
    }
}

impl Sample for SummaryList {
    fn sample() -> Self {
        let mut list = Self::new([
            ("Provider".to_owned(), Html::text("Fenland Home Support Ltd (synthetic)")),
            ("Service".to_owned(), Html::text("Domiciliary care")),
        ]);
        list.rows.push(SummaryRow {
            key: "Rating".into(),
            value: Html::text("Good"),
            action: Some((Link::new("History", "/providers/1/ratings"), "of ratings".into())),
        });
        list
    }
}

impl Sample for ConfirmPanel {
    fn sample() -> Self {
        Self { title: "Thank you for your feedback".into(), body: Some("Your reference is F-2043".into()) }
    }
}

impl Sample for Notification {
    fn sample() -> Self {
        Self {
            id: "notice-boundaries".into(),
            title: "Important".into(),
            content: Html::paragraph(
                "Boundaries of integrated care boards changed on 1 April 2026. Figures before then use the old ones.",
            ),
            success: false,
        }
    }
}

impl Sample for Tabs {
    fn sample() -> Self {
        Self {
            label: "Views".into(),
            tabs: vec![
                (Link::new("Overview", "?view=overview"), true),
                (Link::new("Pay", "?view=pay"), false),
                (Link::new("Training", "?view=training"), false),
            ],
        }
    }
}

impl Sample for Pagination {
    fn sample() -> Self {
        Self { current: 5, pages: 82, href: "/providers?page=".into() }
    }
}

impl Sample for EmptyState {
    fn sample() -> Self {
        Self {
            title: "No providers match".into(),
            advice: Html::text("Check the spelling, or search for a postcode such as NR1 1AA."),
        }
    }
}

impl Sample for Card {
    fn sample() -> Self {
        Self {
            link: Link::new("Compare councils", "/compare"),
            text: "Put two to four places beside each other.".into(),
        }
    }
}

impl Sample for Grid {
    fn sample() -> Self {
        use crate::html::Component as _;
        Self { across: 2, items: vec![Card::sample().html(), Card::sample().html()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_show_the_ends_and_the_neighbours() {
        assert_eq!(Pagination::sample().shown(), [1, 0, 4, 5, 6, 0, 82]);
        assert_eq!(Pagination { current: 1, pages: 3, href: String::new() }.shown(), [1, 2, 3]);
    }
}
