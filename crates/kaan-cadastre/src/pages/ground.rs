//! Corners of a boundary, and coordinates as they were handed in, as tables of a page.
//!
//! Called by the record's page and the check. It never rounds: what is cut off is said to be cut off.

use kaan_geo::Parcel;
use serde::Serialize;

/// Corners listed on a page; the whole boundary is in the data.
const CORNERS: usize = 120;
/// Corners up to this number are shown at once, more when they are asked for.
const OPEN: usize = 40;

/// The corners of one ring.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Ring {
    /// Counted from 1.
    part: usize,
    /// 0 for the outer ring, else the hole, counted from 1.
    hole: usize,
    /// Longitude and latitude in 1e-8 degree.
    corners: Vec<[i64; 2]>,
}

/// The corners of a boundary.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Boundary {
    rings: Vec<Ring>,
    /// More than one ring.
    several: bool,
    count: usize,
    listed: usize,
    open: bool,
}

/// The first corners of a parcel.
pub(super) fn corners(parcel: &Parcel) -> Boundary {
    let count = parcel.corners();
    let mut left = CORNERS;
    let mut rings = Vec::new();
    for (part, polygon) in parcel.polygons().iter().enumerate() {
        for (hole, ring) in polygon.rings().enumerate() {
            let listed: Vec<[i64; 2]> = ring.iter().take(left).map(|p| [p.x, p.y]).collect();
            left -= listed.len();
            if !listed.is_empty() {
                rings.push(Ring { part: part + 1, hole, corners: listed });
            }
        }
    }
    Boundary { several: rings.len() > 1, rings, count, listed: count.min(CORNERS), open: count <= OPEN }
}

/// The first positions of coordinates as handed in (JSON lists of any depth), and how many more there are.
pub(super) fn handed_in(text: Option<&str>) -> (Option<Vec<[String; 2]>>, usize) {
    let Some(value) = text.and_then(|t| serde_json::from_str::<serde_json::Value>(t).ok()) else { return (None, 0) };
    let mut all = Vec::new();
    let mut more = 0;
    let mut stack = vec![&value];
    while let Some(list) = stack.pop() {
        match list.as_array().map(Vec::as_slice) {
            Some([x, y, ..]) if !x.is_array() => {
                if all.len() < CORNERS {
                    all.push([written(x), written(y)]);
                } else {
                    more += 1;
                }
            }
            Some(inner) => stack.extend(inner.iter().rev()),
            None => {}
        }
    }
    (Some(all), more)
}

fn written(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_as_handed_in_are_listed_in_their_order() {
        let (all, more) = handed_in(Some(r#"[[[[61.50,29.1],["61°35′ E","29° N"]],[[1,2]]]]"#));
        let all = all.unwrap_or_default();
        assert_eq!((all.len(), more), (3, 0));
        assert_eq!(all.first().map(|p| p[1].as_str()), Some("29.1"));
        assert_eq!(all.get(1).map(|p| p[0].as_str()), Some("61°35′ E"));
        assert_eq!(handed_in(None), (None, 0));
        assert_eq!(handed_in(Some("nonsense")), (None, 0));
    }
}
