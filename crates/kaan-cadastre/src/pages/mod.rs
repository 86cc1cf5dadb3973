//! Pages of the register, nested under each language by the door: map and lists, records, holders, the check.
//!
//! A handler reads the address, asks the ground and the store once, and shows. It never writes, and never
//! remembers who asked what.

mod answer;
mod check;
mod crs;
mod draw;
mod ground;
mod holders;
mod qr;
pub(crate) mod query;
mod record;
mod register;
mod rows;
mod view;

use crate::state::Shared;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, Uri};
use axum::routing::get;
use kaan_base::Problem;
use kaan_web::Failure;
use std::sync::Arc;

pub(crate) use draw::Pictures;

/// The pages, below each language.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/map", get(register::map))
        .route("/titles", get(register::titles))
        .route("/applications", get(register::applications))
        .route("/reserved-areas", get(register::reserved_areas))
        .route("/titles/{number}", get(record::title))
        .route("/applications/{number}", get(record::application))
        .route("/reserved-areas/{number}", get(record::reserved_area))
        .route("/titles/{number}/qr.svg", get(qr::title))
        .route("/applications/{number}/qr.svg", get(qr::application))
        .route("/reserved-areas/{number}/qr.svg", get(qr::reserved_area))
        .route("/holders", get(holders::list))
        .route("/holders/{id}", get(holders::one))
        .route("/check", get(check::ask).post(check::answer).layer(DefaultBodyLimit::max(check::MOST_BYTES + (1 << 20))))
}

/// Most parameters of an address.
const MOST_PARAMETERS: usize = 64;

/// The parameters of an address, decoded, in order.
fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Failure> {
    let pairs = kaan_web::form::pairs(uri.query().unwrap_or_default());
    if pairs.len() > MOST_PARAMETERS { Err(Failure::malformed(Problem::invalid("too-many-parameters"))) } else { Ok(pairs) }
}

/// 400 with everything that is wrong in an address.
fn malformed(list: Vec<Problem>) -> Failure {
    Failure::Problems(StatusCode::BAD_REQUEST, list)
}
