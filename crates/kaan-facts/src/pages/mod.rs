//! Pages of sourced records: the list with its map, and what a record's page shows.
//!
//! Capabilities mount [`list`] and build their record page on [`record::view`]. Never a figure without
//! what is known of its source, and never a place drawn better known than it is.

pub mod list;
pub mod map;
pub mod near;
pub mod record;
pub mod show;

pub use list::list;
pub use record::{Section, view};
