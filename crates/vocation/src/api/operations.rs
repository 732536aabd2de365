//! Every operation, with its parameters. From this table the routes are mounted, requests are checked and the description
//! of the API is written, so that none of the three can say what another does not.

use super::params::{Form, Param};
use super::record::Record;
use super::{about, places, providers, releases, search, series};
use crate::routes::{Cache, Kind, Route, Who};
use crate::state::AppState;
use axum::routing::{MethodRouter, get};
use serde_json::Value;

/// An operation of the API; all of them only read.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its path, with names in braces.
    pub path: &'static str,
    /// The address of the same as CSV, where it has one.
    pub csv: Option<&'static str>,
    /// Its name in the document.
    pub name: &'static str,
    /// What it gives.
    pub summary: &'static str,
    /// The records that it gives.
    pub answer: Answer,
    /// Whether it gives a list, in pages.
    pub many: bool,
    /// Its query parameters.
    pub params: &'static [Param],
    /// What answers.
    pub handler: fn() -> MethodRouter<AppState>,
}

/// The records that an operation gives.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Their name.
    pub name: &'static str,
    /// Their schema.
    pub schema: fn() -> Value,
    /// The headings of their CSV.
    pub columns: fn() -> Vec<&'static str>,
}

impl Answer {
    /// The answer made of these records.
    pub const fn of<T: Record>() -> Answer {
        Answer { name: T::NAME, schema: T::schema, columns: T::columns }
    }

    /// The same, with a CSV of rows of its own.
    pub const fn with_rows<T: Record, R: Record>() -> Answer {
        Answer { columns: R::columns, ..Answer::of::<T>() }
    }
}

const KINDS: &[&str] = &["nation", "region", "council", "icb", "district", "outcode", "sector", "neighbourhood"];
const SERVICES: &[&str] =
    &["all", "care-home-with-nursing", "care-home-without-nursing", "domiciliary", "day", "community", "other"];
const SIZES: &[&str] = &["all", "micro", "small", "medium", "large"];
const ROLES: &[&str] = &["all", "direct-care", "managers", "regulated-professions", "other"];
const CUTS: &[&str] = &["whole", "service", "size", "role"];

/// A parameter that may be left out.
const fn may(name: &'static str, meaning: &'static str, form: Form, example: &'static str) -> Param {
    Param { name, meaning, form, required: false, example }
}

const ON: Param = may("on", "The day on which the places held; today when absent.", Form::Day, "2026-09-30");
const LIMIT: Param = may("limit", "How many at most; 100 when absent.", Form::Number(1, 500), "100");
const CURSOR: Param = may("cursor", "Where to go on: `next` of the page before.", Form::Text(200), "E10000020");
const COUNCIL: Param = may("council", "Code of the council around them.", Form::Text(20), "E10000020");

/// The operations.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/v1/places",
        csv: Some("/api/v1/places.csv"),
        name: "places",
        summary: "Places of one kind, as they were on a day, in order of code",
        answer: Answer::of::<places::PlaceOut>(),
        many: true,
        params: &[
            may("kind", "Which kind of place; councils when absent.", Form::Word(KINDS), "council"),
            ON,
            LIMIT,
            CURSOR,
        ],
        handler: || get(places::list),
    },
    Operation {
        path: "/api/v1/places/{code}",
        csv: None,
        name: "place",
        summary: "One place",
        answer: Answer::of::<places::PlaceOut>(),
        many: false,
        params: &[],
        handler: || get(places::one),
    },
    Operation {
        path: "/api/v1/places/{code}/population",
        csv: Some("/api/v1/places/{code}/population.csv"),
        name: "population",
        summary: "The people of a place by age, estimated and projected",
        answer: Answer::of::<places::PeopleOut>(),
        many: true,
        params: &[
            may("from", "First year.", Form::Number(2018, 2043), "2024"),
            may("to", "Last year.", Form::Number(2018, 2043), "2035"),
        ],
        handler: || get(places::people),
    },
    Operation {
        path: "/api/v1/search",
        csv: Some("/api/v1/search.csv"),
        name: "search",
        summary: "Places by name, code or postcode, then providers and locations by name, the likeliest first, forty at most",
        answer: Answer::of::<search::HitOut>(),
        many: true,
        params: &[Param {
            name: "q",
            meaning: "What is looked for.",
            form: Form::Text(100),
            required: true,
            example: "norwich",
        }],
        handler: || get(search::list),
    },
    Operation {
        path: "/api/v1/indicators",
        csv: Some("/api/v1/indicators.csv"),
        name: "indicators",
        summary: "Everything that is published: meaning, denominator, unit and the source of each formula",
        answer: Answer::of::<about::IndicatorOut>(),
        many: true,
        params: &[],
        handler: || get(about::indicators),
    },
    Operation {
        path: "/api/v1/indicators/{key}",
        csv: None,
        name: "indicator",
        summary: "One indicator",
        answer: Answer::of::<about::IndicatorOut>(),
        many: false,
        params: &[],
        handler: || get(about::indicator),
    },
    Operation {
        path: "/api/v1/series",
        csv: Some("/api/v1/series.csv"),
        name: "series",
        summary: "Published figures, month by month, of an indicator, a place and a cut; as CSV a row a month",
        answer: Answer::with_rows::<series::SeriesOut, series::RowOut>(),
        many: true,
        params: &[
            may("indicator", "Key of an indicator; all when absent.", Form::Text(60), "turnover"),
            may("place", "Code of a place; all when absent.", Form::Text(40), "E10000020"),
            may(
                "cut",
                "How the workforce is divided; altogether and every way when absent.",
                Form::Word(CUTS),
                "service",
            ),
            may("service", "Key of a service.", Form::Word(SERVICES), "domiciliary"),
            may("size", "Key of a size of employer.", Form::Word(SIZES), "all"),
            may("role", "Key of a group of roles.", Form::Word(ROLES), "all"),
            may("from", "First month.", Form::Month, "2025-10"),
            may("to", "Last month.", Form::Month, "2026-09"),
            may("release", "Number of a release; the latest when absent.", Form::Number(1, 1_000_000), "1"),
            LIMIT,
            CURSOR,
        ],
        handler: || get(series::list),
    },
    Operation {
        path: "/api/v1/releases",
        csv: Some("/api/v1/releases.csv"),
        name: "releases",
        summary: "Releases of figures, the latest first: when made, of which months, under which disclosure policies",
        answer: Answer::of::<releases::ReleaseOut>(),
        many: true,
        params: &[],
        handler: || get(releases::list),
    },
    Operation {
        path: "/api/v1/uploads",
        csv: Some("/api/v1/uploads.csv"),
        name: "uploads",
        summary: "What the figures stand on: every upload in the order of loading, and the day it describes",
        answer: Answer::of::<releases::UploadOut>(),
        many: true,
        params: &[LIMIT, CURSOR],
        handler: || get(releases::uploads),
    },
    Operation {
        path: "/api/v1/providers",
        csv: Some("/api/v1/providers.csv"),
        name: "providers",
        summary: "Providers of the public register, in order of id",
        answer: Answer::of::<providers::ProviderOut>(),
        many: true,
        params: &[may("q", "Part of the name.", Form::Text(100), "care"), LIMIT, CURSOR],
        handler: || get(providers::list),
    },
    Operation {
        path: "/api/v1/providers/{id}",
        csv: None,
        name: "provider",
        summary: "One provider",
        answer: Answer::of::<providers::ProviderOut>(),
        many: false,
        params: &[],
        handler: || get(providers::one),
    },
    Operation {
        path: "/api/v1/providers/{id}/locations",
        csv: Some("/api/v1/providers/{id}/locations.csv"),
        name: "provider_locations",
        summary: "The locations of a provider, by name",
        answer: Answer::of::<providers::LocationOut>(),
        many: true,
        params: &[],
        handler: || get(providers::of_provider),
    },
    Operation {
        path: "/api/v1/locations",
        csv: Some("/api/v1/locations.csv"),
        name: "locations",
        summary: "Care locations with their ratings, in order of id",
        answer: Answer::of::<providers::LocationOut>(),
        many: true,
        params: &[may("q", "Part of its own or its provider's name.", Form::Text(100), "care"), COUNCIL, LIMIT, CURSOR],
        handler: || get(providers::locations),
    },
    Operation {
        path: "/api/v1/datasets",
        csv: Some("/api/v1/datasets.csv"),
        name: "datasets",
        summary: "The open data behind the figures: publisher, licence, date and limits",
        answer: Answer::of::<about::DatasetOut>(),
        many: true,
        params: &[],
        handler: || get(about::datasets),
    },
];

/// What the names in braces stand for: name, meaning, an example.
pub const PATH_PARAMS: &[(&str, &str, &str)] = &[
    ("code", "The code of the place.", "E10000020"),
    ("key", "The key of the indicator.", "turnover"),
    ("id", "The regulator's id of the provider.", "1-101606446"),
];

/// A path with the example of each name in braces.
pub fn example_path(path: &str) -> String {
    PATH_PARAMS.iter().fold(path.to_owned(), |path, (name, _, example)| path.replace(&format!("{{{name}}}"), example))
}

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

/// Their rows in the table of routes: the page about the API, its description, and each operation with its CSV.
pub fn routes() -> Vec<Route> {
    let mut all = vec![
        Route { kind: Kind::Page, sample: Some("/api"), ..route("/api", || get(about::page)) },
        route("/api/v1/openapi.json", || get(about::openapi)),
    ];
    for operation in OPERATIONS {
        all.push(route(operation.path, operation.handler));
        all.extend(operation.csv.map(|csv| route(csv, operation.handler)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocation_records::indicators::catalogue;
    use vocation_records::places::PlaceKind;

    #[test]
    fn the_words_that_may_be_asked_for_are_those_that_are_published() {
        let keys = |words: &[(&'static str, &str)]| {
            let keys = words.iter().map(|(key, _)| *key);
            std::iter::once("all").chain(keys).collect::<Vec<_>>()
        };
        assert_eq!(SERVICES, keys(&catalogue::SERVICES));
        assert_eq!(SIZES, keys(&catalogue::SIZES));
        assert_eq!(ROLES, keys(&catalogue::ROLES));
        assert_eq!(KINDS, PlaceKind::ALL.map(PlaceKind::as_str));
    }

    #[test]
    fn every_name_in_braces_is_explained_and_every_csv_lies_beside_its_operation() {
        for operation in OPERATIONS {
            assert!(!example_path(operation.path).contains('{'), "{}", operation.path);
            assert!(
                operation.csv.is_none_or(|csv| csv.strip_suffix(".csv") == Some(operation.path)),
                "{}",
                operation.path
            );
        }
    }
}
