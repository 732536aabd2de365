//! Statistical disclosure control: a published figure is a [`DisclosedCount`], and only this crate makes a shown one.
//!
//! A count of few people can point at one of them. This crate hides small counts ([`Policy`]), hides further cells so
//! that a hidden one cannot be had by subtraction ([`protect`]), rounds the rest, and compares a release with every
//! earlier one. It is pure: values in, values out; no clock, files or randomness.
//!
//! ```
//! use vocation_disclosure::{Dimension, Policy, Shape, Table, protect};
//!
//! let place = Dimension::flat("place", "region", &["Bedford", "Luton", "Thurrock"]);
//! let role = Dimension::flat("role", "all", &["care worker", "manager"]);
//! let shape = Shape::new(vec![place, role])?;
//! let table = Table::from_atoms(&shape, vec![212, 7, 431, 12, 160, 9])?;
//! let published = protect(&shape, &table, &Policy::people());
//! let bedford_managers = published.cells()[shape.cell(&[1, 2]).ok_or("no such cell")?];
//! assert_eq!(bedford_managers.to_string(), "[c]");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod business;
mod count;
mod figure;
mod history;
mod policy;
mod protect;
mod shape;
mod table;

pub use business::{Refusal, business_refusal, business_total};
pub use count::{DisclosedCount, Marks, ReadError, Status};
pub use figure::{DisclosedFigure, DisclosedRate};
pub use history::{Breach, CellKey, History};
pub use policy::{Policies, Policy, PolicyError};
pub use protect::protect;
pub use shape::{Dimension, Node, Shape, ShapeError};
pub use table::{Class, DisclosedTable, Table};
