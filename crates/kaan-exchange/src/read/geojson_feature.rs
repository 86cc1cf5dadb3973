//! One GeoJSON feature or geometry, read from a scanner.
//!
//! Called by the GeoJSON reader for each feature. What is wrong in a geometry costs that feature alone:
//! its JSON is read to the end all the same. It never keeps a third ordinate.

use super::json::Scanner;
use crate::feature::{ColumnKind, RawFeature, RawGeometry, Shape, Value};
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal, RowFault};
use crate::stream::{Context, set};

/// Reads one feature; a fault of its geometry is kept until its JSON is read to the end.
pub(super) struct Part<'c> {
    pub cx: &'c mut Context,
    pub row: u64,
    pub fault: Option<RowFault>,
}

impl Part<'_> {
    pub fn feature(&mut self, s: &mut Scanner, feature: &mut RawFeature) -> Result<(), Refusal> {
        let mut kind = String::new();
        s.object(|s, key| {
            match key {
                "type" if s.next_byte()? == b'"' => kind = s.text()?,
                "id" => feature.id = scalar(s)?.to_text().map(|t| t.into_owned()),
                "geometry" if s.next_byte()? == b'{' => self.geometry(s, &mut feature.geometry, 0)?,
                "properties" if s.next_byte()? == b'{' => self.properties(s, &mut feature.values)?,
                _ => s.skip(None)?,
            }
            Ok(())
        })?;
        if kind != "Feature" && self.fault.is_none() {
            self.fault = Some(Refusal::new("not-a-feature").with("type", kind).skipping());
        }
        Ok(())
    }

    fn properties(&mut self, s: &mut Scanner, values: &mut Vec<Value>) -> Result<(), Refusal> {
        let max = self.cx.meter.limits.max_columns;
        s.object(|s, key| {
            let at = self.cx.columns.place(key, ColumnKind::Text, max)?;
            let value = scalar(s)?;
            set(values, at, value);
            Ok(())
        })
    }

    pub fn geometry(&mut self, s: &mut Scanner, geometry: &mut RawGeometry, depth: u32) -> Result<(), Refusal> {
        if depth > self.cx.meter.limits.max_depth {
            return Err(Refusal::new("too-deep").with("limit", self.cx.meter.limits.max_depth).at_byte(s.offset()));
        }
        let (mut kind, mut found) = (String::new(), Nest::default());
        s.object(|s, key| {
            match key {
                "type" if s.next_byte()? == b'"' => kind = s.text()?,
                "coordinates" if s.next_byte()? == b'[' => {
                    let mut nest = Nest { ..Nest::default() };
                    nest.height = Some(self.nest(s, &mut nest, 1)?);
                    found = nest;
                }
                "geometries" if s.next_byte()? == b'[' => {
                    s.expect(b'[', "a list")?;
                    let mut more = !s.closes(b']')?;
                    while more {
                        self.geometry(s, geometry, depth + 1)?;
                        more = s.more(b']')?;
                    }
                }
                _ => s.skip(None)?,
            }
            Ok(())
        })?;
        self.join(&kind, found, geometry);
        Ok(())
    }

    /// One level of `coordinates`; answers how many levels of lists there are under it, itself included.
    fn nest(&mut self, s: &mut Scanner, nest: &mut Nest, depth: u32) -> Result<u32, Refusal> {
        if depth > 4 {
            s.skip(None)?;
            self.fail(Refusal::new("geometry-broken"));
            return Ok(1);
        }
        s.expect(b'[', "a list")?;
        if s.closes(b']')? {
            return Ok(0);
        }
        if s.next_byte()? != b'[' {
            self.position(s, nest)?;
            return Ok(1);
        }
        let mut height = None;
        loop {
            if s.next_byte()? != b'[' {
                s.skip(None)?;
                self.fail(Refusal::new("geometry-broken"));
            } else {
                let under = self.nest(s, nest, depth + 1)?;
                if under > 0 && *height.get_or_insert(under) != under {
                    self.fail(Refusal::new("geometry-broken"));
                }
            }
            if !s.more(b']')? {
                break;
            }
        }
        match height {
            Some(1) => {
                nest.geometry.end_ring();
                if let Err(fault) = self.cx.meter.ring(nest.geometry.ring_ends.len()) {
                    self.keep(fault);
                }
            }
            Some(2) => nest.geometry.end_polygon(),
            _ => {}
        }
        Ok(height.map_or(0, |h| h + 1))
    }

    fn position(&mut self, s: &mut Scanner, nest: &mut Nest) -> Result<(), Refusal> {
        let (mut xy, mut n) = ([Number::Float(0.0); 2], 0usize);
        loop {
            match s.next_byte()? {
                b'0'..=b'9' | b'-' => {
                    let number = s.number()?;
                    if let Some(slot) = xy.get_mut(n) {
                        *slot = number;
                    }
                }
                b'N' | b'I' => return Err(Refusal::new("number-not-finite").at_byte(s.offset())),
                _ => {
                    s.skip(None)?;
                    self.fail(Refusal::new("number-not-finite"));
                }
            }
            n += 1;
            if !s.more(b']')? {
                break;
            }
        }
        if n < 2 {
            self.fail(Refusal::new("geometry-broken"));
        }
        nest.z |= n > 2;
        if self.fault.is_none() {
            nest.geometry.corners.push(xy);
        }
        match self.cx.meter.corner(nest.geometry.corners.len()) {
            Err(fault) if fault.ends => Err(fault.refusal.at_byte(s.offset())),
            Err(fault) => {
                self.keep(fault);
                nest.geometry.corners = Vec::new();
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    fn fail(&mut self, refusal: Refusal) {
        self.keep(refusal.skipping());
    }

    fn keep(&mut self, fault: RowFault) {
        self.fault.get_or_insert(fault);
    }

    /// Adds what was found to the feature's geometry: polygons win over anything else.
    fn join(&mut self, kind: &str, nest: Nest, into: &mut RawGeometry) {
        let (shape, height) = match kind {
            "Polygon" => (Shape::Polygons, 3),
            "MultiPolygon" => (Shape::Polygons, 4),
            "Point" => (Shape::Points, 1),
            "MultiPoint" => (Shape::Points, 2),
            "LineString" => (Shape::Lines, 2),
            "MultiLineString" => (Shape::Lines, 3),
            "GeometryCollection" => return,
            _ => return self.fail(Refusal::new("geometry-not-supported").with("kind", kind)),
        };
        match nest.height {
            Some(0) => return,
            Some(h) if h == height => {}
            _ => return self.fail(Refusal::new("geometry-broken")),
        }
        if nest.z {
            self.cx.note(NoteCode::ZDropped, self.row);
        }
        let mut geometry = nest.geometry;
        match shape {
            Shape::Polygons => geometry.end_polygon(),
            _ => geometry.polygon_ends.clear(),
        }
        if into.shape != Shape::None && into.shape != shape {
            self.cx.note(NoteCode::NotAPolygonSkipped, self.row);
            if shape != Shape::Polygons {
                return;
            }
            *into = RawGeometry::default();
        }
        let (corners, rings) = (into.corners.len() as u32, into.ring_ends.len() as u32);
        into.shape = shape;
        into.corners.append(&mut geometry.corners);
        if shape != Shape::Points {
            into.ring_ends.extend(geometry.ring_ends.iter().map(|e| e + corners));
            into.polygon_ends.extend(geometry.polygon_ends.iter().map(|e| e + rings));
        }
    }
}

/// Nested lists of positions.
#[derive(Default)]
struct Nest {
    geometry: RawGeometry,
    height: Option<u32>,
    z: bool,
}

/// A property: lists and objects stay as JSON text.
fn scalar(s: &mut Scanner) -> Result<Value, Refusal> {
    Ok(match s.next_byte()? {
        b'"' => Value::Text(s.text()?),
        b'{' | b'[' => {
            let mut raw = Vec::new();
            s.skip(Some(&mut raw))?;
            Value::Text(String::from_utf8_lossy(&raw).into_owned())
        }
        b't' | b'f' | b'n' => s.word()?.map_or(Value::Null, Value::Bool),
        _ => match s.number()? {
            Number::Decimal { digits, scale: 0 } => Value::Integer(digits),
            number => Value::Real(number.to_f64()),
        },
    })
}
