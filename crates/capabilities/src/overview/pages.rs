//! The pages of the overview: the path of a file is the address of its page.

pub mod accessibility;
mod changes;
mod charts;
pub mod compare;
pub mod council;
pub mod councils;
pub mod feedback;
pub mod home;
pub mod indicator;
pub mod made;
pub mod methods;
pub mod provider;
pub mod providers;
pub mod region;
pub mod search;
mod table;
