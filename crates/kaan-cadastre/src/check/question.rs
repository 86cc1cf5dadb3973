//! A GeoJSON Feature or geometry (RFC 7946) as a question, read without trust.
//!
//! Called by `api` and the pages' drawn shapes. It never keeps more than it was given: depth, corners and
//! numbers of a position are bounded while the text is read.

use kaan_geo::crs::{Crs, Operation};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

/// Rings as handed in: polygons, of rings, of positions (first and second number).
pub type RawPolygons = Vec<Vec<Vec<[f64; 2]>>>;

/// A question: rings and the coordinate system they are in.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Polygons of rings of positions, as handed in.
    pub polygons: RawPolygons,
    /// The system of the coordinates; WGS 84 stands for RFC 7946's longitude, latitude.
    pub crs: Crs,
    /// Whether its form closes rings by itself: corners that were typed.
    pub closes_itself: bool,
}

/// Why a text is no question: a stable code and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// `not-json`, `not-geojson`, `geometry-missing`, `geometry-not-polygon`, `one-feature-only`, `too-deep`,
    /// `too-many-corners`, `crs-unread`, `corner-unread`, `datum-not-supported`, `beyond-range`.
    pub code: &'static str,
    /// The place in the text or the member.
    pub place: Option<String>,
}

impl Unread {
    pub(crate) fn new(code: &'static str, place: impl Into<Option<String>>) -> Self {
        Unread { code, place: place.into() }
    }
}

#[derive(Deserialize)]
struct Object {
    #[serde(rename = "type")]
    kind: Option<String>,
    geometry: Option<Geometry>,
    coordinates: Option<Nest>,
    crs: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    coordinates: Option<Nest>,
    crs: Option<serde_json::Value>,
}

/// Reads a question of at most `corners` corners.
///
/// # Errors
/// [`Unread`] with a code that names what to do.
pub fn read(text: &[u8], corners: usize) -> Result<Question, Unread> {
    let object: Object = serde_json::from_slice(text).map_err(|e| malformed(&e))?;
    let (kind, coordinates, crs) = match object.kind.as_deref() {
        Some("Feature") => {
            let g = object.geometry.ok_or_else(|| Unread::new("geometry-missing", "geometry".to_owned()))?;
            (g.kind, g.coordinates, object.crs.or(g.crs))
        }
        Some("FeatureCollection") => return Err(Unread::new("one-feature-only", "type".to_owned())),
        _ => (object.kind, object.coordinates, object.crs),
    };
    let nest = coordinates.ok_or_else(|| Unread::new("geometry-missing", "coordinates".to_owned()));
    let polygons = match kind.as_deref() {
        Some("Polygon") => vec![rings(nest?)?],
        Some("MultiPolygon") => list(nest?)?.into_iter().map(rings).collect::<Result<_, _>>()?,
        Some("Point" | "MultiPoint" | "LineString" | "MultiLineString" | "GeometryCollection") => {
            return Err(Unread::new("geometry-not-polygon", kind));
        }
        _ => return Err(Unread::new("not-geojson", "type".to_owned())),
    };
    let count: usize = polygons.iter().flatten().map(Vec::len).sum();
    if count > corners {
        return Err(Unread::new("too-many-corners", count.to_string()));
    }
    Ok(Question { polygons, crs: crs.map_or(Ok(Crs::WGS84), |c| read_crs(&c))?, closes_itself: false })
}

/// What kind of malformed: the text, or a number where a list should be.
fn malformed(e: &serde_json::Error) -> Unread {
    let place = format!("line {}, column {}", e.line(), e.column());
    let text = e.to_string();
    let code = match e.classify() {
        serde_json::error::Category::Data if text.starts_with(TOO_DEEP) => "too-deep",
        serde_json::error::Category::Data => "not-geojson",
        _ if text.starts_with("recursion limit") => "too-deep",
        _ => "not-json",
    };
    Unread::new(code, place)
}

fn list(nest: Nest) -> Result<Vec<Nest>, Unread> {
    match nest {
        Nest::List(l) => Ok(l),
        Nest::Position(_) => Err(Unread::new("not-geojson", "coordinates".to_owned())),
    }
}

fn rings(nest: Nest) -> Result<Vec<Vec<[f64; 2]>>, Unread> {
    let wrong = || Unread::new("not-geojson", "coordinates".to_owned());
    let ring = |nest: Nest| list(nest)?.into_iter().map(|p| if let Nest::Position(p) = p { Ok(p) } else { Err(wrong()) }).collect();
    list(nest)?.into_iter().map(ring).collect()
}

/// An EPSG code as a number, as `EPSG:32642`, or in the member `crs` of GeoJSON 2008.
fn read_crs(value: &serde_json::Value) -> Result<Crs, Unread> {
    let wrong = |code| Unread::new(code, "crs".to_owned());
    let name = value.get("properties").and_then(|p| p.get("name")).unwrap_or(value);
    let text = match (name.as_u64(), name.as_str()) {
        (Some(n), _) => n.to_string(),
        (None, Some(t)) if t.len() <= 100 => t.to_owned(),
        _ => return Err(wrong("crs-unread")),
    };
    match system(&text) {
        Some(crs) => Ok(crs),
        None if text.bytes().any(|b| b.is_ascii_digit()) => Err(Unread::new("datum-not-supported", text)),
        None => Err(wrong("crs-unread")),
    }
}

/// A coordinate system by what people and files call it: `32642`, `EPSG:32642`,
/// `urn:ogc:def:crs:EPSG::32642`, `CRS84`, `CGCS2000-GK-66-22`; `None` for one that is not on the list.
///
/// A system on Kalianpur 1962 may name its operation: `EPSG:24312 by EPSG:9234`.
#[must_use]
pub fn system(text: &str) -> Option<Crs> {
    let text = text.trim();
    if let Some((crs, by)) = text.split_once(" by ") {
        return system(crs)?.by_operation(Operation::by_code(by.trim())?);
    }
    if text.ends_with("CRS84") {
        return Some(Crs::WGS84);
    }
    if let Some(rest) = text.strip_prefix("CGCS2000-GK-") {
        let (meridian, prefix) = rest.split_once('-').unwrap_or((rest, "0"));
        return Crs::gauss_krueger(meridian.parse().ok()?, prefix.parse().ok()?);
    }
    let digits = text.rsplit([':', '/']).next().unwrap_or_default();
    digits.parse().ok().and_then(Crs::by_epsg)
}

const TOO_DEEP: &str = "lists nest too deep";
/// A multipolygon's coordinates nest four deep.
const DEEPEST: u8 = 4;

/// Nested lists that end in positions.
#[derive(Debug)]
enum Nest {
    Position([f64; 2]),
    List(Vec<Nest>),
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(Lists(DEEPEST))
    }
}

struct Lists(u8);

/// One member of a list: a number, or a deeper list.
enum Member {
    Number(f64),
    Nest(Nest),
}
struct Members(u8);

impl<'de> de::DeserializeSeed<'de> for Members {
    type Value = Member;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Member, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Members {
    type Value = Member;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a list")
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Member, E> {
        Ok(Member::Number(v))
    }
    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Member, E> {
        Ok(Member::Number(v as f64))
    }
    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Member, E> {
        Ok(Member::Number(v as f64))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Member, A::Error> {
        match self.0.checked_sub(1) {
            Some(depth) if depth > 0 => Lists(depth).visit_seq(seq).map(Member::Nest),
            _ => Err(de::Error::custom(TOO_DEEP)),
        }
    }
}

impl<'de> Visitor<'de> for Lists {
    type Value = Nest;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of positions")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Nest, A::Error> {
        match seq.next_element_seed(Members(self.0))? {
            None => Ok(Nest::List(Vec::new())),
            Some(Member::Number(x)) => {
                let y: f64 = seq.next_element()?.ok_or_else(|| de::Error::custom("a position needs two numbers"))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Nest::Position([x, y]))
            }
            Some(Member::Nest(first)) => {
                let mut all = vec![first];
                while let Some(next) = seq.next_element_seed(Members(self.0))? {
                    match next {
                        Member::Nest(n) => all.push(n),
                        Member::Number(_) => return Err(de::Error::custom("a number among lists")),
                    }
                }
                Ok(Nest::List(all))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn features_and_geometries_are_read_with_their_system() {
        let g = r#"{"type":"Polygon","coordinates":[[[61,29],[62,29.5,7],[62,30],[61,29]]]}"#;
        assert_eq!(read(g.as_bytes(), 10).unwrap().polygons, [[[[61.0, 29.0], [62.0, 29.5], [62.0, 30.0], [61.0, 29.0]]]]);
        let f = format!(r#"{{"type":"Feature","properties":{{"a":[[[[[[1]]]]]]}},"geometry":{g},"crs":"EPSG:32642"}}"#);
        assert_eq!(read(f.as_bytes(), 10).unwrap().crs, Crs::Epsg(32642));
        let old = format!(
            r#"{{"type":"Feature","geometry":{g},"crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}}}}"#
        );
        assert_eq!(read(old.as_bytes(), 10).unwrap().crs, Crs::WGS84);
    }

    #[test]
    fn systems_are_known_by_their_names() {
        assert_eq!(system("urn:ogc:def:crs:EPSG::24312"), Some(Crs::Epsg(24312)));
        assert_eq!(system("CGCS2000-GK-66-22"), Some(Crs::GaussKrueger { meridian: 66, prefix: 22 }));
        assert_eq!(system("EPSG:24312 by EPSG:9234").and_then(Crs::operation), Some("EPSG:9234"));
        assert_eq!((system("EPSG:32642 by EPSG:9234"), system("2154"), system("")), (None, None, None));
    }

    #[test]
    fn hostile_texts_get_a_code() {
        let code = |t: &str| read(t.as_bytes(), 3).unwrap_err().code;
        assert_eq!(code(""), "not-json");
        assert_eq!(code("{\"type\":\"Polygon\","), "not-json");
        assert_eq!(code("[1]"), "not-geojson");
        assert_eq!(code("{}"), "not-geojson");
        assert_eq!(code(r#"{"type":"Feature"}"#), "geometry-missing");
        assert_eq!(code(r#"{"type":"Feature","geometry":null}"#), "geometry-missing");
        assert_eq!(code(r#"{"type":"Polygon"}"#), "geometry-missing");
        assert_eq!(code(r#"{"type":"Point","coordinates":[1,2]}"#), "geometry-not-polygon");
        assert_eq!(code(r#"{"type":"Polygon","coordinates":[[[1,NaN]]]}"#), "not-json");
        assert_eq!(code(r#"{"type":"Polygon","coordinates":[[["1",2]]]}"#), "not-geojson");
        assert_eq!(code(r#"{"type":"Polygon","coordinates":[[[1,2],[1,2],[1,2],[1,2]]]}"#), "too-many-corners");
        assert_eq!(code(r#"{"type":"Polygon","coordinates":[[[1,2]]],"crs":{}}"#), "crs-unread");
        assert_eq!(code(r#"{"type":"Polygon","coordinates":[[[1,2]]],"crs":2154}"#), "datum-not-supported");
        assert_eq!(code(&format!(r#"{{"type":"Polygon","coordinates":{}"#, "[".repeat(100_000))), "too-deep");
        assert_eq!(code(&format!(r#"{{"type":"Polygon","x":{}"#, "[".repeat(100_000))), "not-json");
    }
}
