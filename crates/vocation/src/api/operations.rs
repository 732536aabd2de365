//! Every operation, with its parameters.

use super::params::{Form, Param};
use super::{about, places};
use crate::routes::{Cache, Kind, Route, Who};
use crate::state::AppState;
use axum::routing::{MethodRouter, get};

/// An operation of the API; all of them only read.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its path, with names in braces.
    pub path: &'static str,
    /// Its name in the document.
    pub name: &'static str,
    /// What it gives.
    pub summary: &'static str,
    /// The schema of what it gives.
    pub answer: &'static str,
    /// Whether it gives a list, in pages.
    pub many: bool,
    /// Its query parameters.
    pub params: &'static [Param],
}

const KINDS: &[&str] = &["nation", "region", "council", "icb", "district", "outcode", "sector", "neighbourhood"];
const ON: Param = Param {
    name: "on",
    meaning: "The day on which the places held; today when absent.",
    form: Form::Day,
    required: false,
    example: "2026-09-30",
};
const LIMIT: Param = Param {
    name: "limit",
    meaning: "How many at most; 100 when absent.",
    form: Form::Number(1, 500),
    required: false,
    example: "100",
};
const CURSOR: Param = Param {
    name: "cursor",
    meaning: "Where to go on: `next` of the page before.",
    form: Form::Text(100),
    required: false,
    example: "E10000020",
};

/// The operations.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/v1/places",
        name: "places",
        summary: "Places of one kind, as they were on a day, in order of code",
        answer: "Place",
        many: true,
        params: &[
            Param {
                name: "kind",
                meaning: "Which kind of place; councils when absent.",
                form: Form::Word(KINDS),
                required: false,
                example: "council",
            },
            ON,
            LIMIT,
            CURSOR,
        ],
    },
    Operation {
        path: "/api/v1/places/{code}",
        name: "place",
        summary: "One place",
        answer: "Place",
        many: false,
        params: &[],
    },
    Operation {
        path: "/api/v1/places/{code}/population",
        name: "population",
        summary: "The people of a place by age, estimated and projected",
        answer: "Population",
        many: true,
        params: &[
            Param {
                name: "from",
                meaning: "First year.",
                form: Form::Number(2018, 2043),
                required: false,
                example: "2024",
            },
            Param {
                name: "to",
                meaning: "Last year.",
                form: Form::Number(2018, 2043),
                required: false,
                example: "2035",
            },
        ],
    },
    Operation {
        path: "/api/v1/search",
        name: "search",
        summary: "Places by name, code or postcode, the likeliest first, twenty at most",
        answer: "Place",
        many: true,
        params: &[Param {
            name: "q",
            meaning: "What is looked for.",
            form: Form::Text(100),
            required: true,
            example: "norwich",
        }],
    },
    Operation {
        path: "/api/v1/indicators",
        name: "indicators",
        summary: "The indicators: meaning, denominator, unit and the source of each formula",
        answer: "Indicator",
        many: true,
        params: &[],
    },
    Operation {
        path: "/api/v1/datasets",
        name: "datasets",
        summary: "The open data behind the figures: publisher, licence, date and limits",
        answer: "Dataset",
        many: true,
        params: &[],
    },
];

const fn route(path: &'static str, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route {
        method: "GET",
        path,
        kind: Kind::Api,
        who: Who::Everyone,
        why: "the same open data and published figures as the pages",
        cache: Cache::Publication,
        sample: None,
        handler,
    }
}

/// Their rows in the table of routes.
pub const ROUTES: &[Route] = &[
    Route { kind: Kind::Page, sample: Some("/api"), ..route("/api", || get(about::page)) },
    route("/api/v1/openapi.json", || get(about::openapi)),
    route("/api/v1/places", || get(places::list)),
    route("/api/v1/places/{code}", || get(places::one)),
    route("/api/v1/places/{code}/population", || get(places::people)),
    route("/api/v1/search", || get(places::search)),
    route("/api/v1/indicators", || get(about::indicators)),
    route("/api/v1/datasets", || get(about::datasets)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_mounted_and_every_mounted_one_is_described() {
        let described: Vec<&str> = OPERATIONS.iter().map(|operation| operation.path).collect();
        let apart = ["/api", "/api/v1/openapi.json"];
        let mounted: Vec<&str> = ROUTES.iter().map(|route| route.path).filter(|path| !apart.contains(path)).collect();
        assert_eq!(described, mounted);
    }
}
