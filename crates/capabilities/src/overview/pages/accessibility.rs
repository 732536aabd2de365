//! `/accessibility`: the accessibility statement.

use axum::response::Html as Answer;
use vocation_ui::{Html, Page};

/// What the statement says, paragraph by paragraph.
const STATEMENT: [&str; 4] = [
    "We want as many people as possible to be able to use this service. It works without JavaScript, with a keyboard alone, \
     on a narrow screen, with large text and with a screen reader. Every figure that is drawn is also given in a table.",
    "The service is built to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Its pages are checked by a \
     program; they have not yet been checked by an independent auditor or by people who rely on assistive technology.",
    "If something here does not work for you, tell the council or organisation that runs this service for you. Say which page, \
     and what you were trying to do.",
    "If you are not happy with the answer, contact the Equality Advisory and Support Service. The Equality and Human Rights \
     Commission enforces the accessibility regulations of 2018.",
];

/// Shows the page.
pub async fn get() -> Answer<String> {
    let main = Html::join(STATEMENT.map(Html::paragraph));
    let page = Page::new("Accessibility statement", main).crumb("Home", "/").path("/accessibility");
    Answer(page.render_page())
}
