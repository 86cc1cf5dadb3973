//! The record of acts for those who audit: search, one row with its seal, export.
//!
//! Every page stays within the reader's reach, which the policy says. It never counts rows, so that nothing is
//! learnt of what lies outside.

mod export;
mod filter;
mod row;
mod search;

use crate::shared::Shared;
use kaan_web::{Class, Doors};
use std::sync::Arc;

/// The doors, below each language.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    Doors::new()
        .get("/audit", "record.search", search::list)
        .post("/audit/export", "record.export", export::csv)
        .limited(Class::Search)
        .merge(Doors::new().get("/audit/{id}", "record.search", row::one))
}
