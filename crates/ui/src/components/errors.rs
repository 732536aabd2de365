//! Pages for when something went wrong: what happened, what to do, and a reference to quote.

use crate::components::content::Inset;
use crate::html::{Component as _, Html, Sample, escape};
use crate::shell::{Page, links};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 400: the address or form could not be understood.
    BadRequest,
    /// 404: there is no such page.
    NotFound,
    /// 405: the page does not take that method.
    MethodNotAllowed,
    /// 413: what was sent is too large.
    TooLarge,
    /// 500: our fault.
    Internal,
    /// 503: closed for a while.
    Unavailable,
}

impl Problem {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "We could not understand that request",
            Self::NotFound => "Page not found",
            Self::MethodNotAllowed => "This page does not take that kind of request",
            Self::TooLarge => "That is too large",
            Self::Internal => "Sorry, there is a problem with the service",
            Self::Unavailable => "Sorry, the service is unavailable",
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::BadRequest => "Check the address or go back and try again.",
            Self::NotFound => {
                "If you typed the address, check it is right. If you pasted it, check you copied all of it."
            }
            Self::MethodNotAllowed => "Go back and use the links and buttons on the page.",
            Self::TooLarge => "Send a smaller file or a shorter text.",
            Self::Internal => "Try again later. Nothing you sent has been saved.",
            Self::Unavailable => "Try again in a few minutes.",
        }
    }
}

/// The page for a problem. `detail` is one sentence for the reader (never an internal message); `reference` is what the log holds.
pub fn problem_page(problem: Problem, detail: Option<&str>, reference: &str) -> Page {
    let mut main = String::new();
    if let Some(detail) = detail {
        main.push_str(Inset { content: Html::text(detail) }.html().as_str());
    }
    main.push_str(Html::paragraph(problem.advice()).as_str());
    if problem.status() < 500 {
        main.push_str("<p class=\"govuk-body\">You can <a class=\"govuk-link\" href=\"");
        main.push_str(links::SEARCH);
        main.push_str("\">search for a place or provider</a> or <a class=\"govuk-link\" href=\"/\">start from the home page</a>.</p>");
    }
    main.push_str("<p class=\"govuk-body-s\">If you tell us about this, quote reference <strong>");
    main.push_str(&escape(reference));
    main.push_str("</strong>.</p>");
    Page::new(problem.title(), Html::trusted(main))
}

impl Sample for Problem {
    fn sample() -> Self {
        Self::NotFound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_page_gives_advice_and_the_reference() {
        for problem in [
            Problem::BadRequest,
            Problem::NotFound,
            Problem::MethodNotAllowed,
            Problem::TooLarge,
            Problem::Internal,
            Problem::Unavailable,
        ] {
            let page = problem_page(problem, Some("<x>"), "R-1&2").render_page();
            assert!(page.contains("R-1&amp;2") && page.contains("&lt;x&gt;") && page.contains(problem.advice()));
            assert_eq!(page.matches("<h1").count(), 1);
        }
    }
}
