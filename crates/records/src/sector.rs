//! The sector: who provides care and where, and who works there.

pub mod directory;
pub mod group;
pub mod provider;
pub mod upload;
