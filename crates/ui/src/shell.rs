//! The page around every page: header, navigation, notice, heading, footer.

use askama::Template;

use crate::assets;
use crate::components::content::Crumb;
use crate::html::{Component as _, Html, Sample, components, url_part};

/// A part of the service in the navigation bar, with its fixed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `/`
    Home,
    /// `/region`
    Region,
    /// `/councils`
    Councils,
    /// `/compare`
    Compare,
    /// `/providers`
    Providers,
    /// `/plan`
    Plan,
    /// `/methods`
    Methods,
    /// `/api`
    Api,
    /// In no section (search results, errors, the accessibility statement).
    None,
}

impl Section {
    /// The sections in the order of the navigation bar.
    pub const ALL: [Self; 8] = [
        Self::Home,
        Self::Region,
        Self::Councils,
        Self::Compare,
        Self::Providers,
        Self::Plan,
        Self::Methods,
        Self::Api,
    ];

    /// Where the section starts.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Home | Self::None => "/",
            Self::Region => "/region",
            Self::Councils => "/councils",
            Self::Compare => "/compare",
            Self::Providers => "/providers",
            Self::Plan => "/plan",
            Self::Methods => "/methods",
            Self::Api => "/api",
        }
    }

    /// Its name in the navigation bar.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home | Self::None => "Home",
            Self::Region => "Region",
            Self::Councils => "Councils",
            Self::Compare => "Compare",
            Self::Providers => "Providers",
            Self::Plan => "Plan",
            Self::Methods => "Methods and data",
            Self::Api => "API",
        }
    }
}

/// Addresses that the shell links to outside the navigation bar.
pub mod links {
    /// Search for a place, provider or postcode (`?q=`).
    pub const SEARCH: &str = "/search";
    /// The accessibility statement.
    pub const ACCESSIBILITY: &str = "/accessibility";
    /// Sources, licences and attributions.
    pub const SOURCES: &str = "/methods/sources";
    /// Feedback form (`?page=` is the page it is about).
    pub const FEEDBACK: &str = "/feedback";
}

/// One whole page. Build it with [`Page::new`] and send [`Component::html`](crate::Component::html).
#[derive(Clone, Debug, Template)]
#[template(path = "page.html")]
pub struct Page {
    /// The heading (h1) and the start of the window title.
    pub title: String,
    /// Small text above the heading.
    pub caption: Option<String>,
    /// A sentence under the heading that says what the page is for.
    pub lead: Option<String>,
    /// Which navigation item is current.
    pub section: Section,
    /// The way here, without the page itself.
    pub breadcrumbs: Vec<Crumb>,
    /// The address of this page, for the feedback link.
    pub path: String,
    /// Whether any figure on the page comes from synthetic people: shows the notice.
    pub synthetic: bool,
    /// When the data behind the page was last updated, as people write dates.
    pub updated: Option<String>,
    /// Whether a form on the page failed: the window title starts with `Error: `.
    pub failed: bool,
    /// Whether the shell writes the h1; a confirmation panel brings its own.
    pub heading: bool,
    /// Everything under the heading.
    pub main: Html,
}

impl Page {
    /// A page with its heading and content; the rest is quiet until set.
    pub fn new(title: impl Into<String>, main: Html) -> Self {
        Self {
            title: title.into(),
            caption: None,
            lead: None,
            section: Section::None,
            breadcrumbs: Vec::new(),
            path: String::new(),
            synthetic: false,
            updated: None,
            failed: false,
            heading: true,
            main,
        }
    }

    /// Small text above the heading.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// The sentence under the heading.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// The current navigation item.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.section = section;
        self
    }

    /// Adds a step to the breadcrumbs.
    #[must_use]
    pub fn crumb(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.breadcrumbs.push(Crumb { text: text.into(), href: href.into() });
        self
    }

    /// The page's own address.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Says whether the page shows synthetic people.
    #[must_use]
    pub fn synthetic(mut self, synthetic: bool) -> Self {
        self.synthetic = synthetic;
        self
    }

    /// When the data was last updated (ISO date or words).
    #[must_use]
    pub fn updated(mut self, on: &str) -> Self {
        self.updated = Some(crate::words::long_date(on));
        self
    }

    /// Marks the page as a form with errors.
    #[must_use]
    pub fn failed(mut self, failed: bool) -> Self {
        self.failed = failed;
        self
    }

    /// Leaves the h1 to the content (a confirmation panel).
    #[must_use]
    pub fn own_heading(mut self) -> Self {
        self.heading = false;
        self
    }

    /// The document, ready to send as `text/html; charset=utf-8`.
    pub fn render_page(&self) -> String {
        self.html().into_string()
    }

    fn feedback_href(&self) -> String {
        format!("{}?page={}", links::FEEDBACK, url_part(&self.path))
    }
}

components!(Page);

impl Sample for Page {
    fn sample() -> Self {
        Self::new("Norfolk", Html::paragraph("What is known about Norfolk's care workforce."))
            .caption("Council")
            .lead("One in four care jobs in Norfolk changed hands last year.")
            .section(Section::Councils)
            .crumb("Home", "/")
            .crumb("Councils", "/councils")
            .path("/councils/norfolk")
            .synthetic(true)
            .updated("2026-09-30")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_title_ends_with_the_service_and_starts_with_the_error() {
        let page = Page::sample();
        assert!(page.render_page().contains("<title>Norfolk - Vocation</title>"));
        assert!(page.failed(true).render_page().contains("<title>Error: Norfolk - Vocation</title>"));
    }

    #[test]
    fn the_synthetic_notice_shows_only_where_people_are_invented() {
        let notice = "Synthetic workforce: invented people, real places";
        assert!(Page::sample().render_page().contains(notice));
        assert!(!Page::sample().synthetic(false).render_page().contains(notice));
    }

    #[test]
    fn nothing_in_the_shell_needs_an_inline_script_or_style() {
        let page = Page::sample().render_page();
        for forbidden in ["<script", " style=", "javascript:", "<style", " onclick="] {
            assert!(!page.contains(forbidden), "{forbidden} in the shell");
        }
    }

    #[test]
    fn the_page_is_named_in_the_feedback_link() {
        assert!(Page::sample().render_page().contains("/feedback?page=%2Fcouncils%2Fnorfolk"));
    }
}
