//! GeoJSON (RFC 7946, and the `crs` member of 2008) and GeoJSON text sequences (RFC 8142), in.
//!
//! Called by [`crate::open`]. The file is streamed, twice for a FeatureCollection: first for `type` and
//! `crs`, which may stand at its end, then for the features. It never makes a float of a coordinate
//! and never follows a `crs` link.

use super::json::Scanner;
use crate::feature::{ColumnKind, RawFeature, RawGeometry, Shape, Value};
use crate::input::Input;
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal, RowFault};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step, set};

/// Kinds that stand for a geometry.
const GEOMETRIES: [&str; 7] = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// Opens a FeatureCollection, a Feature or a bare geometry.
pub(crate) fn open(input: &Input, cx: &mut Context) -> Result<Opened, Refusal> {
    let mut scanner = Scanner::new(input.counted(&cx.progress)?, &cx.meter.limits);
    skip_mark(&mut scanner)?;
    let mut top = Top::default();
    scanner.object(|s, key| {
        match key {
            "type" if s.next_byte()? == b'"' => top.kind = s.text()?,
            "crs" => top.crs = Some(crs_member(s)?),
            _ => s.skip(None)?,
        }
        Ok(())
    })?;
    if scanner.blanks()?.is_some() {
        return Err(scanner.broken("nothing after the value"));
    }
    let claim = followed(top.crs, cx);
    let mut scanner = Scanner::new(input.counted(&cx.progress)?, &cx.meter.limits);
    skip_mark(&mut scanner)?;
    let mode = match top.kind.as_str() {
        "FeatureCollection" => {
            seek_features(&mut scanner)?;
            Mode::List { begun: false }
        }
        "Feature" => Mode::One,
        kind if GEOMETRIES.contains(&kind) => Mode::Geometry,
        kind => return Err(Refusal::new("not-geojson").with("type", kind)),
    };
    let stream = Stream { scanner, mode, row: 0 };
    Ok(Opened { stream: Box::new(stream), claim, encoding: None, layer: None, count: None, layout: None })
}

/// Opens a sequence of features, one a line or one a record.
pub(crate) fn open_sequence(input: &Input, cx: &mut Context) -> Result<Opened, Refusal> {
    let mut scanner = Scanner::new(input.counted(&cx.progress)?, &cx.meter.limits);
    skip_mark(&mut scanner)?;
    let stream = Stream { scanner, mode: Mode::Sequence, row: 0 };
    Ok(Opened { stream: Box::new(stream), claim: Claim::Wgs84, encoding: None, layer: None, count: None, layout: None })
}

/// A byte order mark is not JSON, and is written all the same.
fn skip_mark(s: &mut Scanner) -> Result<(), Refusal> {
    if s.peek()? == Some(0xef) {
        for byte in [0xef, 0xbb, 0xbf] {
            s.expect(byte, "a byte order mark")?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Top {
    kind: String,
    crs: Option<Member>,
}

/// The `crs` member of GeoJSON 2008, section 3.
enum Member {
    Name(String),
    Link(String),
    Null,
}

fn crs_member(s: &mut Scanner) -> Result<Member, Refusal> {
    let mut raw = Vec::new();
    s.skip(Some(&mut raw))?;
    let value: serde_json::Value = serde_json::from_slice(&raw).map_err(|_| s.broken("a crs member"))?;
    let text = |at: &str| value.pointer(at).and_then(serde_json::Value::as_str).map(str::to_owned);
    let code = value.pointer("/properties/code").and_then(serde_json::Value::as_u64).map(|c| format!("EPSG:{c}"));
    Ok(match (text("/properties/name").or(code), text("/properties/href")) {
        (Some(name), _) => Member::Name(name),
        (None, Some(link)) => Member::Link(link),
        (None, None) => Member::Null,
    })
}

fn followed(member: Option<Member>, cx: &mut Context) -> Claim {
    match member {
        None => Claim::Wgs84,
        Some(Member::Null) => Claim::Absent,
        Some(Member::Link(link)) => {
            cx.notes.add(NoteCode::ExternalLinkIgnored, None, Some(&link));
            Claim::Absent
        }
        Some(Member::Name(name)) => {
            cx.notes.add(NoteCode::CrsMemberObsolete, None, Some(&name));
            Claim::Words(name)
        }
    }
}

/// Goes to the array of features.
fn seek_features(s: &mut Scanner) -> Result<(), Refusal> {
    s.expect(b'{', "an object")?;
    loop {
        let key = s.text()?;
        s.expect(b':', "a colon")?;
        if key == "features" {
            return s.expect(b'[', "a list of features");
        }
        s.skip(None)?;
        if !s.more(b'}')? {
            return Err(Refusal::new("not-geojson").with("type", "FeatureCollection without features"));
        }
    }
}

enum Mode {
    List { begun: bool },
    One,
    Geometry,
    Sequence,
    Done,
}

struct Stream {
    scanner: Scanner,
    mode: Mode,
    row: u64,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        match self.another() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(refusal) => return Some(Err(refusal.at_row(self.row + 1).ending())),
        }
        self.row += 1;
        Some(self.read(cx).map_err(|fault| fault.at_row(self.row)))
    }
}

impl Stream {
    /// Whether another feature follows.
    fn another(&mut self) -> Result<bool, Refusal> {
        match &mut self.mode {
            Mode::Done => Ok(false),
            Mode::One | Mode::Geometry => Ok(true),
            Mode::Sequence => Ok(self.scanner.blanks()?.is_some()),
            Mode::List { begun } => {
                let first = !std::mem::replace(begun, true);
                let more = if first { !self.scanner.closes(b']')? } else { self.scanner.more(b']')? };
                if !more {
                    self.mode = Mode::Done;
                }
                Ok(more)
            }
        }
    }

    fn read(&mut self, cx: &mut Context) -> Step {
        cx.meter.feature()?;
        let mut part = Part { cx, row: self.row, fault: None };
        let mut feature = RawFeature { row: self.row, ..RawFeature::default() };
        let bare = matches!(self.mode, Mode::Geometry);
        if matches!(self.mode, Mode::One | Mode::Geometry) {
            self.mode = Mode::Done;
        }
        let read = if bare {
            part.geometry(&mut self.scanner, &mut feature.geometry, 0)
        } else {
            part.feature(&mut self.scanner, &mut feature)
        };
        // What breaks the JSON ends the file; what is wrong in one geometry was read to its end.
        read.map_err(Refusal::ending)?;
        match part.fault {
            Some(fault) => Err(fault),
            None => Ok(feature),
        }
    }
}

/// Reads one feature; a fault of its geometry is kept until its JSON is read to the end.
struct Part<'c> {
    cx: &'c mut Context,
    row: u64,
    fault: Option<RowFault>,
}

impl Part<'_> {
    fn feature(&mut self, s: &mut Scanner, feature: &mut RawFeature) -> Result<(), Refusal> {
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

    fn geometry(&mut self, s: &mut Scanner, geometry: &mut RawGeometry, depth: u32) -> Result<(), Refusal> {
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
