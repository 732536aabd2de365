//! The sector: who provides care and where, and who works there.

pub mod directory;
pub mod provider;
pub mod size;
pub mod upload;
