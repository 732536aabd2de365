//! Every address of the server, in one table. Nothing is mounted that is not listed here; `/routes.json` shows the list, and
//! the browser tests visit every sample in it.

use crate::state::AppState;
use crate::{api, assets, fresh, health};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use serde::Serialize;
use tower::util::MapResponseLayer;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use vocation_capabilities::delivery::pages as plan;
use vocation_capabilities::overview::pages;

/// Who may use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Anyone who can reach the server: it shows aggregates that passed disclosure control, and open data.
    Everyone,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A page for people.
    Page,
    /// A file to keep (CSV).
    Download,
    /// An operation of the API.
    Api,
    /// Part of a page: style sheet, icon.
    Asset,
    /// For operators and tools.
    Machine,
}

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cache {
    /// Not at all.
    No,
    /// Until the figures are published anew: a browser asks again each time.
    Publication,
    /// For ever: the address names the content.
    Forever,
}

impl Cache {
    /// What browsers are told.
    const fn header(self) -> HeaderValue {
        match self {
            Cache::No => HeaderValue::from_static("no-store"),
            Cache::Publication => HeaderValue::from_static("no-cache"),
            Cache::Forever => HeaderValue::from_static("public, max-age=31536000, immutable"),
        }
    }
}

/// Marks a good answer with how long it may be kept, and one of the API with what it depends on.
fn marked(mut answer: Response, kept: HeaderValue, kind: Kind) -> Response {
    if kind == Kind::Api {
        answer.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    }
    if answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED {
        answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    }
    answer
}

/// One row of the table.
#[derive(Clone, Copy, Serialize)]
pub struct Route {
    /// The method; a GET also answers HEAD.
    pub method: &'static str,
    /// The path, in the router's syntax.
    pub path: &'static str,
    /// What is there.
    pub kind: Kind,
    /// Who may use it.
    pub who: Who,
    /// Why they may.
    pub why: &'static str,
    /// How long its answer may be kept.
    pub cache: Cache,
    /// An address that this row answers, for the tests that visit every page; none where there is nothing to look at.
    pub sample: Option<&'static str>,
    /// What answers.
    #[serde(skip)]
    pub handler: fn() -> MethodRouter<AppState>,
}

/// The server's own addresses.
const OWN: &[Route] = &[
    Route {
        method: "GET",
        path: "/health",
        kind: Kind::Machine,
        who: Who::Everyone,
        why: "load balancers and operators ask whether to send work here; it tells no data",
        cache: Cache::No,
        sample: None,
        handler: || get(health::get),
    },
    Route {
        method: "GET",
        path: "/routes.json",
        kind: Kind::Machine,
        who: Who::Everyone,
        why: "the list of addresses is no secret: it is in the source",
        cache: Cache::No,
        sample: None,
        handler: || get(list),
    },
    Route {
        method: "GET",
        path: "/assets/{hash}/{name}",
        kind: Kind::Asset,
        who: Who::Everyone,
        why: "style sheet and icon of the public pages",
        cache: Cache::Forever,
        sample: None,
        handler: || get(assets::get),
    },
];

const OPEN_DATA: &str = "open data and published statistics, on which nobody is named";

const fn page(path: &'static str, sample: &'static str, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route {
        method: "GET",
        path,
        kind: Kind::Page,
        who: Who::Everyone,
        why: OPEN_DATA,
        cache: Cache::Publication,
        sample: Some(sample),
        handler,
    }
}

/// The pages of the overview.
const OVERVIEW: &[Route] = &[
    page("/", "/", || get(pages::home::get)),
    page("/region", "/region", || get(pages::region::get)),
    page("/councils", "/councils", || get(pages::councils::get)),
    Route { kind: Kind::Download, ..page("/councils.csv", "/councils.csv", || get(pages::councils::csv)) },
    page("/councils/{code}", "/councils/E10000020", || get(pages::council::get)),
    page("/compare", "/compare", || get(pages::compare::get)),
    page("/providers", "/providers?q=care", || get(pages::providers::get)),
    page("/providers/{id}", "/providers/1-101606446", || get(pages::provider::get)),
    Route {
        cache: Cache::No,
        why: "anyone may say what is wrong with a page; nothing that was said is shown",
        ..page("/feedback", "/feedback?page=/region", || get(pages::feedback::get).post(pages::feedback::post))
    },
    page("/indicators/{measure}", "/indicators/turnover", || get(pages::indicator::get)),
    Route {
        kind: Kind::Download,
        ..page("/indicators/{measure}/figures.csv", "/indicators/turnover/figures.csv", || get(pages::indicator::csv))
    },
    page("/indicators/{measure}/made", "/indicators/turnover/made", || get(pages::made::get)),
    page("/search", "/search?q=norfolk", || get(pages::search::get)),
    page("/methods", "/methods", || get(pages::methods::get)),
    page("/methods/sources", "/methods/sources", || get(pages::methods::get_sources)),
    page("/accessibility", "/accessibility", || get(pages::accessibility::get)),
];

/// The pages of the plan.
const PLAN: &[Route] = &[
    page("/plan", "/plan", || get(plan::plan::get)),
    page("/plan/priorities/{id}", "/plan/priorities/RR", || get(plan::priority::get)),
    page("/plan/activities", "/plan/activities", || get(plan::activities::get)),
    page("/plan/activities/{id}", "/plan/activities/RR3", || get(plan::activity::get)),
    page("/plan/barriers/{id}", "/plan/barriers/B2", || get(plan::barrier::get)),
    page("/plan/coverage", "/plan/coverage", || get(plan::coverage::get)),
    Route { kind: Kind::Download, ..page("/plan/coverage.csv", "/plan/coverage.csv", || get(plan::coverage::csv)) },
    page("/plan/statements", "/plan/statements", || get(plan::statements::get)),
    page("/plan/practice", "/plan/practice", || get(plan::practice::get)),
    page("/plan/actions", "/plan/actions", || get(plan::actions::get)),
    Route { kind: Kind::Download, ..page("/plan/actions.ics", "/plan/actions.ics", || get(plan::actions::ics)) },
    Route { kind: Kind::Download, ..page("/plan/actions.csv", "/plan/actions.csv", || get(plan::actions::csv)) },
    page("/plan/pilots", "/plan/pilots", || get(plan::pilots::get)),
    page("/plan/asks", "/plan/asks", || get(plan::asks::get)),
    page("/plan/pulse", "/plan/pulse", || get(plan::pulse::get)),
    page("/plan/boards/{code}", "/plan/boards/E12000006", || get(plan::board::get)),
    page("/plan/reference", "/plan/reference", || get(plan::reference::get)),
];

/// The whole table.
pub fn table() -> Vec<Route> {
    [OWN, OVERVIEW, PLAN, &api::routes()].concat()
}

/// Mounts the table.
pub fn router(state: AppState) -> Router {
    table()
        .into_iter()
        .fold(Router::new(), |router, route| {
            let kept = route.cache.header();
            let mut answers = (route.handler)();
            if route.cache == Cache::Publication {
                answers = answers.layer(middleware::from_fn(fresh::tagged));
            }
            let answers = answers.layer(MapResponseLayer::new(move |answer| marked(answer, kept, route.kind)));
            router.route(route.path, answers)
        })
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(state)
}

/// What `/routes.json` says: the table, and for tools that visit pages, every page with a journey through them.
#[derive(Serialize)]
struct Listing {
    routes: Vec<Route>,
    pages: Vec<&'static str>,
    journey: [Step; 3],
}

/// One step of the journey: the link followed, and where it leads.
#[derive(Serialize)]
struct Step {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'static str>,
    follow: &'static str,
    expect: &'static str,
}

/// An address that nothing answers: its error page is looked at too.
const NOWHERE: &str = "/no-such-page";

async fn list() -> axum::Json<Listing> {
    let routes = table();
    let pages = routes.iter().filter(|route| route.kind == Kind::Page).filter_map(|route| route.sample);
    let pages = pages.chain([NOWHERE]).collect();
    let journey = [
        Step { from: Some("/"), follow: "Region", expect: "/region" },
        Step { from: None, follow: "Councils", expect: "/councils" },
        Step { from: None, follow: "Norfolk", expect: "/councils/" },
    ];
    axum::Json(Listing { routes, pages, journey })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_rows_claim_the_same_address_and_every_row_says_why_it_is_open() {
        let mut seen = HashSet::new();
        for route in table() {
            assert!(seen.insert((route.method, route.path)), "{} {} twice", route.method, route.path);
            assert!(route.why.len() > 20, "{} {} gives no reason", route.method, route.path);
        }
    }

    #[test]
    fn every_page_has_a_sample_that_the_browser_tests_can_visit() {
        for route in table().iter().filter(|route| route.kind == Kind::Page && route.method == "GET") {
            assert!(route.sample.is_some_and(|sample| sample.starts_with('/')), "{} has no sample", route.path);
        }
    }
}
