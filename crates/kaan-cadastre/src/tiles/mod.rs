//! Vector tiles of the register: `/tiles/register/{z}/{x}/{y}.mvt`.
//!
//! Mounted by the door. Made from the ground in memory and kept as long as that stands; in a crowded
//! tile the largest shape of each cell stands for those around it, so that a tile stays small and shows
//! something true wherever there is a record. It never feeds a verdict: shapes are rounded here.

pub(crate) mod cache;
pub(crate) mod make;
mod mvt;
mod shape;

use crate::pages::query::Asked;
use crate::state::{Shared, State};
use axum::extract::{Path, Query, State as From};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kaan_base::Problem;
use kaan_web::{Class, Doors, Failure, PUBLIC};
use shape::Address;
use std::sync::Arc;

/// Tiles by their address and the filters they obey.
type Tiles = cache::Kept<(Address, String), Bytes>;

/// The tiles that are kept.
pub(crate) struct Cache(Tiles);

impl Cache {
    /// Keeps at most about so many bytes.
    pub fn new(bytes: usize) -> Self {
        Cache(Tiles::new(bytes))
    }
}

/// The route, at its absolute address.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    Doors::new().get("/tiles/register/{z}/{x}/{y}", PUBLIC, tile).limited(Class::Api)
}

/// Reads the three parts of an address.
fn address(z: &str, x: &str, y: &str) -> Option<Address> {
    let number = |t: &str| (t.len() <= 8 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse().ok())?;
    Address::new(number(z)?, number(x)?, number(y.strip_suffix(".mvt")?)?)
}

async fn tile(
    From(s): State,
    Path((z, x, y)): Path<(String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let bad = |list| Failure::Problems(StatusCode::BAD_REQUEST, list);
    let at = address(&z, &x, &y).ok_or_else(|| bad(vec![Problem::invalid("wrong-tile-address").at(format!("{z}/{x}/{y}"))]))?;
    let mut wrong: Vec<Problem> = Vec::new();
    for (name, _) in pairs.iter().filter(|(n, _)| n != "v" && !crate::pages::query::FILTERS.contains(&n.as_str())) {
        wrong.push(Problem::invalid("unknown-parameter").at(name.as_str()));
    }
    let asked = Asked::read(&pairs).map_err(|mut list| {
        list.append(&mut wrong);
        bad(list)
    })?;
    if !wrong.is_empty() {
        return Err(bad(wrong));
    }
    let ground = s.ground();
    let version = ground.version();
    // An address that names the position never changes what it answers.
    let named = pairs.iter().any(|(n, v)| n == "v" && *v == ground.size().to_string());
    let rule = if named { "public, max-age=31536000, immutable" } else { "public, max-age=30" };
    let tag = format!("\"{}-{}\"", version.0, version.1);
    let head = [(CACHE_CONTROL, rule), (ETAG, tag.as_str()), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    if headers.get(IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let key = (at, asked.key());
    let bytes = match s.tiles.0.get(version, &key) {
        Some(bytes) => bytes,
        None => {
            let made = made(ground, at, asked).await?;
            s.tiles.0.put(version, key, made.clone(), made.len());
            made
        }
    };
    if bytes.is_empty() {
        return Ok((StatusCode::NO_CONTENT, head).into_response());
    }
    Ok((head, [(CONTENT_TYPE, "application/vnd.mapbox-vector-tile")], bytes).into_response())
}

/// Makes a tile; one that looks through the whole register does not hold up the others.
async fn made(ground: Arc<crate::ground::Ground>, at: Address, asked: Asked) -> Result<Bytes, Failure> {
    if at.is_wide() {
        let task = tokio::task::spawn_blocking(move || make::tile(&ground, at, &asked.filter));
        return task.await.map(Bytes::from).map_err(|e| Failure::Fault(e.to_string()));
    }
    Ok(make::tile(&ground, at, &asked.filter).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_tiles_are_read() {
        assert!(address("5", "22", "13.mvt").is_some());
        for (z, x, y) in [
            ("5", "22", "13"),
            ("5", "22", "13.png"),
            ("-1", "0", "0.mvt"),
            ("5", "32", "0.mvt"),
            ("23", "0", "0.mvt"),
            ("5", "+1", "0.mvt"),
            ("", "0", "0.mvt"),
            ("99999999999", "0", "0.mvt"),
        ] {
            assert!(address(z, x, y).is_none(), "{z}/{x}/{y}");
        }
    }
}
