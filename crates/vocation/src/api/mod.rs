//! `/api/v1`: the same figures as the pages, as JSON.
//!
//! Every operation is a row of [`OPERATIONS`]: from it the parameters of a request are checked (what is not listed is
//! refused) and the OpenAPI document is written, so that neither can say what the other does not.

mod about;
mod openapi;
mod operations;
mod params;
mod places;
mod problem;

pub use openapi::document;
pub use operations::{OPERATIONS, Operation, ROUTES};
pub use params::{Asked, Form, Param};
