//! What other collections have near a record: perhaps the same thing, seen by somebody else.
//!
//! Capabilities read each other's published views and hand the rows in here. It never decides that two
//! records are one.

use super::map::around;
use crate::model::{Precision, Record};
use kaan_base::Text3;
use kaan_geo::{Bounds, Point};
use serde::Serialize;

/// How far is near: points of one deposit in two sources lie up to 15 km apart.
const NEAR_M: f64 = 15_000.0;

/// A record of another collection.
#[derive(Debug, Serialize)]
pub struct Near {
    id: String,
    path: String,
    name: Text3,
    distance_m: f64,
}

/// A row of a published view: id, name, longitude and latitude in 1e-8 degree.
pub type Row = (String, Text3, [i64; 2]);

/// The box in which to look; `None` when the record has no point of its own.
#[must_use]
pub fn reach(r: &Record) -> Option<Bounds> {
    let at = r.point().filter(|_| r.place.precision != Precision::StandIn)?;
    Some(around(at, NEAR_M))
}

/// Those rows that are near, nearest first; `base` is the collection's address.
#[must_use]
pub fn near(r: &Record, rows: Vec<Row>, base: &str) -> Vec<Near> {
    let Some(at) = r.point() else { return Vec::new() };
    let one = |(id, name, [x, y]): Row| Near {
        path: format!("{base}/{id}"),
        id,
        name,
        distance_m: kaan_geo::distance_m(at, Point { x, y }),
    };
    let mut out: Vec<Near> = rows.into_iter().map(one).filter(|n| n.distance_m <= NEAR_M).collect();
    out.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
    out.truncate(10);
    out
}
