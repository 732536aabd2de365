//! Page shell, components, charts and maps, drawn on the server as plain markup: no script, no inline style, no database.
//!
//! A page is a [`Page`] around [`Html`]; every component is a struct that prints itself as safe markup ([`Component`]).
//! A [`chart::data::Chart`] and a [`map::data::AreaMap`] each draw a picture, a table and a CSV from one value.

pub mod assets;
pub mod chart;
pub mod components;
pub mod csv;
pub mod html;
pub mod map;
pub mod shell;
pub mod words;

pub use chart::data::{Chart, Kind, Point, Series, Source};
pub use csv::to_csv;
pub use html::{Component, Html, Sample, escape, url_part};
pub use map::data::{Area, AreaMap, Layer};
pub use shell::{Page, Section, links};
pub use words::{Mark, Unit, long_date};
