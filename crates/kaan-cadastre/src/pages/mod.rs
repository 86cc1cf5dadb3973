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
use axum::http::{StatusCode, Uri};
use kaan_base::Problem;
use kaan_web::{Class, Doors, Failure, PUBLIC};
use std::sync::Arc;

pub(crate) use draw::Pictures;

/// The pages, below each language.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    let check = Doors::new()
        .get("/check", PUBLIC, check::ask)
        .post("/check", PUBLIC, check::answer)
        .most_bytes(check::MOST_BYTES + (1 << 20))
        .limited(Class::Search);
    Doors::new()
        .get("/map", PUBLIC, register::map)
        .get("/titles", PUBLIC, register::titles)
        .get("/applications", PUBLIC, register::applications)
        .get("/reserved-areas", PUBLIC, register::reserved_areas)
        .get("/titles/{number}", PUBLIC, record::title)
        .get("/applications/{number}", PUBLIC, record::application)
        .get("/reserved-areas/{number}", PUBLIC, record::reserved_area)
        .get("/titles/{number}/qr.svg", PUBLIC, qr::title)
        .get("/applications/{number}/qr.svg", PUBLIC, qr::application)
        .get("/reserved-areas/{number}/qr.svg", PUBLIC, qr::reserved_area)
        .get("/holders", PUBLIC, holders::list)
        .get("/holders/{id}", PUBLIC, holders::one)
        .merge(check)
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
