//! The parts that pages are made of. Each is a plain struct that prints itself as safe markup.

pub mod content;
pub mod errors;
pub mod figure;
pub mod forms;
pub mod table;
