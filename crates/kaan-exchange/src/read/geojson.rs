//! GeoJSON (RFC 7946, and the `crs` member of 2008) and GeoJSON text sequences (RFC 8142), in.
//!
//! Called by [`crate::open`]. The file is streamed, twice for a FeatureCollection: first for `type` and
//! `crs`, which may stand at its end, then for the features. It never makes a float of a coordinate
//! and never follows a `crs` link.

use super::geojson_feature::Part;
use super::json::Scanner;
use crate::feature::RawFeature;
use crate::input::Input;
use crate::refusal::{NoteCode, Refusal};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step};

/// Kinds that stand for a geometry.
const GEOMETRIES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

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
