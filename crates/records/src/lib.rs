//! The records of Vocation: what is true, each fact once, with its source and its date.
//!
//! `places` and `sector` say where and who; `indicators` says how it goes; `strategy` says what is to be
//! reached. What is stored is behind `sql`, the one face over SQLite and PostgreSQL.

pub mod access;
pub mod audit;
pub mod backup;
pub mod feedback;
mod hash;
pub mod indicators;
pub mod month;
pub mod places;
pub mod sector;
pub mod sql;
pub mod strategy;
pub mod views;
