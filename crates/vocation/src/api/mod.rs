//! `/api/v1`: the same figures as the pages, as JSON and CSV.
//!
//! Every operation is a row of [`OPERATIONS`]: from it the parameters of a request are checked (what is not listed is
//! refused) and the OpenAPI document is written, so that neither can say what the other does not.

mod about;
mod answer;
mod openapi;
mod operations;
mod params;
mod places;
mod problem;
mod providers;
mod record;
mod releases;
mod search;
mod series;

pub use openapi::document;
pub use operations::{Answer, OPERATIONS, Operation, example_path, routes};
pub use params::{Asked, Form, Param};
