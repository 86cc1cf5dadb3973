//! Features as GeoJSON (RFC 7946), coordinates digit by digit from integers of 1e-8 degree.
//!
//! Called by the OGC interface. No float stands between the register and the answer; nothing is
//! rounded. It never repairs or simplifies an outline.

use kaan_exchange::write::put_degrees;
use kaan_geo::{Bounds, Point};
use kaan_web::{Cell, Column, Feature, Geometry};
use std::io::{self, Write};

/// Coordinate reference systems that features can be had in (OGC 18-058r1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Crs {
    /// Longitude, latitude: the one of record.
    #[default]
    Crs84,
    /// EPSG:4326: latitude, longitude.
    LatLon,
}

/// The address of CRS84.
pub(crate) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// The address of EPSG:4326.
pub(crate) const EPSG4326: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";

impl Crs {
    /// The system of this address; `None` for any other.
    pub fn of(address: &str) -> Option<Self> {
        match address {
            CRS84 => Some(Crs::Crs84),
            EPSG4326 => Some(Crs::LatLon),
            _ => None,
        }
    }

    /// Its address.
    pub const fn address(self) -> &'static str {
        match self {
            Crs::Crs84 => CRS84,
            Crs::LatLon => EPSG4326,
        }
    }
}

/// Writes one feature; the closing brace is left to the caller, who may add members.
///
/// # Errors
/// Those of the writer.
pub(crate) fn open_feature(out: &mut impl Write, feature: &Feature, columns: &[Column], crs: Crs) -> io::Result<()> {
    out.write_all(b"{\"type\":\"Feature\",\"id\":")?;
    json(out, &feature.id)?;
    out.write_all(b",\"geometry\":")?;
    geometry(out, feature.geometry.as_ref(), crs)?;
    out.write_all(b",\"properties\":{")?;
    for (i, (column, cell)) in columns.iter().zip(&feature.values).enumerate() {
        out.write_all(if i == 0 { b"" } else { b"," })?;
        json(out, column.name)?;
        out.write_all(b":")?;
        put(out, cell)?;
    }
    out.write_all(b"}")
}

fn put(out: &mut impl Write, cell: &Cell) -> io::Result<()> {
    match cell {
        Cell::Null => out.write_all(b"null"),
        Cell::Text(t) => json(out, t),
        Cell::Integer(v) => write!(out, "{v}"),
        Cell::Real(v) => serde_json::to_writer(out, v).map_err(io::Error::from),
        Cell::Bool(v) => write!(out, "{v}"),
    }
}

fn json(out: &mut impl Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

fn geometry(out: &mut impl Write, geometry: Option<&Geometry>, crs: Crs) -> io::Result<()> {
    match geometry {
        None => out.write_all(b"null"),
        Some(Geometry::Point(p)) => {
            out.write_all(b"{\"type\":\"Point\",\"coordinates\":")?;
            position(out, *p, crs)?;
            out.write_all(b"}")
        }
        Some(Geometry::Parcel(parcel)) => {
            out.write_all(b"{\"type\":\"MultiPolygon\",\"coordinates\":")?;
            list(out, parcel.polygons().iter(), |out, polygon| {
                list(out, polygon.rings(), |out, ring| list(out, ring.iter().chain(ring.first()), |out, p| position(out, *p, crs)))
            })?;
            out.write_all(b"}")
        }
    }
}

/// `[a,b,…]`.
fn list<W: Write, T>(
    out: &mut W,
    items: impl Iterator<Item = T>,
    mut one: impl FnMut(&mut W, T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        one(out, item)?;
    }
    out.write_all(b"]")
}

fn position(out: &mut impl Write, p: Point, crs: Crs) -> io::Result<()> {
    let (first, second) = if crs == Crs::Crs84 { (p.x, p.y) } else { (p.y, p.x) };
    out.write_all(b"[")?;
    put_degrees(out, first)?;
    out.write_all(b",")?;
    put_degrees(out, second)?;
    out.write_all(b"]")
}

/// Units of 1e-8 degree as decimal degrees, without trailing zeros.
pub(crate) fn degrees(units: i64) -> String {
    let mut out = Vec::new();
    // Writing to a Vec cannot fail.
    let _ = put_degrees(&mut out, units);
    String::from_utf8(out).unwrap_or_default()
}

/// Where a feature is; `None` when it has no ground.
pub(crate) fn bounds(feature: &Feature) -> Option<Bounds> {
    match feature.geometry.as_ref()? {
        Geometry::Point(p) => Some(Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y }),
        Geometry::Parcel(parcel) => Some(parcel.bounds()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn feature() -> Feature {
        let geometry = Some(Geometry::Point(Point { x: 6_158_000_001, y: 2_930_000_000 }));
        Feature { id: "P\"1".into(), geometry, values: vec![Cell::Text("铜".into()), Cell::Null, Cell::Real(1.5)] }
    }

    const COLUMNS: &[Column] = &[
        Column { name: "name", kind: kaan_web::ColumnKind::Text, about: "" },
        Column { name: "n", kind: kaan_web::ColumnKind::Integer, about: "" },
        Column { name: "share", kind: kaan_web::ColumnKind::Real, about: "" },
    ];

    fn text(crs: Crs) -> String {
        let mut out = Vec::new();
        open_feature(&mut out, &feature(), COLUMNS, crs).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn coordinates_are_written_digit_by_digit_in_the_order_of_the_system() {
        let rest = "\"properties\":{\"name\":\"铜\",\"n\":null,\"share\":1.5}";
        assert_eq!(
            text(Crs::Crs84),
            format!(
                "{{\"type\":\"Feature\",\"id\":\"P\\\"1\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[61.58000001,29.3]}},{rest}"
            )
        );
        assert!(text(Crs::LatLon).contains("[29.3,61.58000001]"));
        assert_eq!(Crs::of(EPSG4326).map(Crs::address), Some(EPSG4326));
        assert_eq!(Crs::of("EPSG:4326"), None);
    }
}
