//! One feature as it was handed in: values by column, and a geometry that is not judged yet.
//!
//! Made by the readers, placed on the ground by [`crate::locate`]. It never transforms, closes or
//! repairs anything.

use crate::number::Number;
use serde::Serialize;
use std::sync::Arc;

/// One attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing stated.
    #[default]
    Null,
    /// Text; also dates, which stay as written.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Yes or no.
    Bool(bool),
}

impl Value {
    /// As text for a person or a table cell; nothing for [`Value::Null`].
    pub fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Value::Null => None,
            Value::Text(t) => Some(t.as_str().into()),
            Value::Integer(v) => Some(v.to_string().into()),
            Value::Real(v) => Some(v.to_string().into()),
            Value::Bool(v) => Some(if *v { "true" } else { "false" }.into()),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text, or anything the format does not say.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Yes or no.
    Bool,
    /// Days, as ISO 8601 text.
    Date,
}

/// One column of a file, or of a schema to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Name as in the file.
    pub name: Arc<str>,
    /// What the format says it holds.
    pub kind: ColumnKind,
}

impl Column {
    /// A column.
    pub fn new(name: &str, kind: ColumnKind) -> Self {
        Column { name: name.into(), kind }
    }
}

/// What a geometry is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing.
    #[default]
    None,
    /// One point or several.
    Points,
    /// One line or several: each is one ring here.
    Lines,
    /// One polygon or several.
    Polygons,
}

/// A geometry as handed in: corners in the file's own numbers, east (or longitude) first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawGeometry {
    /// What it is.
    pub shape: Shape,
    /// All corners, ring after ring, as handed in (closing corner included where the file has one).
    pub corners: Vec<[Number; 2]>,
    /// For each ring, where it ends in `corners`.
    pub ring_ends: Vec<u32>,
    /// For each polygon, where it ends in `ring_ends`. Its first ring is the shell.
    pub polygon_ends: Vec<u32>,
    /// The original words of each corner where a number is not enough (29°15'20.5"N); else empty.
    pub words: Vec<[Box<str>; 2]>,
    /// True where the format itself closes rings (corner lists, closed polylines): the last corner
    /// need not repeat the first.
    pub closes_itself: bool,
    /// The coordinate system of this feature alone, where rows name their own (EPSG code).
    pub epsg: Option<u32>,
}

impl RawGeometry {
    /// Polygons as slices of rings of corners.
    pub fn polygons(&self) -> impl Iterator<Item = Vec<&[[Number; 2]]>> {
        let starts = std::iter::once(0).chain(self.polygon_ends.iter().copied());
        starts.zip(&self.polygon_ends).map(|(from, to)| (from as usize..*to as usize).filter_map(|r| self.ring(r)).collect())
    }

    /// One ring's corners.
    pub fn ring(&self, ring: usize) -> Option<&[[Number; 2]]> {
        let to = *self.ring_ends.get(ring)? as usize;
        let from = ring.checked_sub(1).and_then(|r| self.ring_ends.get(r)).map_or(0, |e| *e as usize);
        self.corners.get(from..to)
    }

    /// Ends the ring that was being filled, if it has corners.
    pub(crate) fn end_ring(&mut self) {
        if self.corners.len() as u32 > self.ring_ends.last().copied().unwrap_or(0) {
            self.ring_ends.push(self.corners.len() as u32);
        }
    }

    /// Ends the polygon that was being filled, if it has rings.
    pub(crate) fn end_polygon(&mut self) {
        if self.ring_ends.len() as u32 > self.polygon_ends.last().copied().unwrap_or(0) {
            self.polygon_ends.push(self.ring_ends.len() as u32);
        }
    }

    /// Whether the corners, being degrees of WGS 84, lose nothing as integers of 1e-8 degree: then the
    /// parcel itself holds what was handed in (but for the turn of its rings and the closing corner).
    pub fn is_whole_units(&self) -> bool {
        self.words.is_empty() && self.corners.iter().flatten().all(|n| n.is_whole_units())
    }

    /// The coordinates as handed in, to be kept for ever beside the parcel: JSON as GeoJSON's
    /// `coordinates` (points: a list of positions; lines: a list of lists; polygons: three levels),
    /// with the original digits as numbers and any other notation as text.
    pub fn as_handed_in(&self) -> String {
        let mut out = String::with_capacity(self.corners.len() * 26 + 16);
        let mut from = 0;
        match self.shape {
            Shape::None => out.push_str("null"),
            Shape::Points => self.put_corners(&mut out, 0..self.corners.len()),
            Shape::Lines => self.put_rings(&mut out, 0..self.ring_ends.len()),
            Shape::Polygons => {
                out.push('[');
                for (n, to) in self.polygon_ends.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { "," });
                    self.put_rings(&mut out, from..*to as usize);
                    from = *to as usize;
                }
                out.push(']');
            }
        }
        out
    }

    fn put_rings(&self, out: &mut String, rings: std::ops::Range<usize>) {
        out.push('[');
        for ring in rings.clone() {
            out.push_str(if ring == rings.start { "" } else { "," });
            let from = ring.checked_sub(1).and_then(|r| self.ring_ends.get(r)).map_or(0, |e| *e as usize);
            let to = self.ring_ends.get(ring).map_or(from, |e| *e as usize);
            self.put_corners(out, from..to);
        }
        out.push(']');
    }

    fn put_corners(&self, out: &mut String, corners: std::ops::Range<usize>) {
        use std::fmt::Write;
        out.push('[');
        for at in corners.clone() {
            out.push_str(if at == corners.start { "[" } else { ",[" });
            for axis in 0..2 {
                out.push_str(if axis == 0 { "" } else { "," });
                match (self.words.get(at), self.corners.get(at)) {
                    (Some(words), _) => out.push_str(&serde_json::Value::from(&*words[axis]).to_string()),
                    (None, Some(corner)) => {
                        let _ = write!(out, "{}", corner[axis]);
                    }
                    (None, None) => out.push_str("null"),
                }
            }
            out.push(']');
        }
        out.push(']');
    }
}

/// One feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawFeature {
    /// Its number in the file, from 1; for tables the row of its first corner.
    pub row: u64,
    /// The id that the format gives it (GeoJSON `id`, GeoPackage key, KML `id`).
    pub id: Option<String>,
    /// One value for each column of [`crate::Source::columns`], in that order; columns that were first
    /// seen later are missing at the end.
    pub values: Vec<Value>,
    /// Its geometry.
    pub geometry: RawGeometry,
}

impl RawFeature {
    /// The value of a column, [`Value::Null`] where there is none.
    pub fn value(&self, column: usize) -> &Value {
        self.values.get(column).unwrap_or(&Value::Null)
    }
}
