//! The small map of the first page: projects and their places.
//!
//! Called by home. It never draws what a collection does not give.

use crate::state::Shared;
use kaan_web::{Failure, Visit};

/// The map as inline SVG; `None` when there is no project with a place.
pub(crate) async fn projects(_s: &Shared, _visit: &Visit) -> Result<Option<String>, Failure> {
    Ok(None)
}
