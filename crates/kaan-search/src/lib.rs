//! Search by words in three scripts, over one SQL text for both engines.
//!
//! Capabilities call [`index`] and [`remove`] inside the act that changes what can be found; pages
//! and interfaces call [`find`]. Latin and Urdu words are folded and may be typed in part or with a
//! slip; Chinese is found by pairs of signs.
//!
//! It never knows what a document is: kinds are the callers' own words. It never ranks by chance or
//! by time: the same documents and question give the same answer on both engines.

mod doc;
mod find;
mod index;
mod near;
pub mod store;

pub use doc::{Doc, Hit, How};
pub use find::{MOST_HITS, MOST_TEXT, find, find_kind};
pub use index::{index, remove};
