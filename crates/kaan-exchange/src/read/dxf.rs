//! Drawings (DXF, ASCII, any release), in: closed polylines and nothing else.
//!
//! Called by [`crate::open`]. A drawing names no coordinate system, so the reader always asks. Layer
//! names become an attribute. It never reads blocks, arcs or solids: a bulge is refused, because the
//! side of a boundary is straight.

use super::transcode::Transcode;
use crate::feature::{ColumnKind, RawFeature, RawGeometry, Shape, Value};
use crate::input::Input;
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step, set};
use std::io::{BufRead, BufReader, Read};

/// Longest line of a drawing that is read.
const LONGEST: u64 = 4_096;

/// Opens a drawing.
pub(crate) fn open(input: &Input, cx: &mut Context) -> Result<Opened, Refusal> {
    let head = input.head(1 << 20)?;
    let encoding = if head.is_ascii() { encoding_rs::UTF_8 } else { super::encoding::guess(&head, false).0 };
    if encoding != encoding_rs::UTF_8 {
        cx.notes.add(NoteCode::EncodingGuessed, None, Some(encoding.name()));
    }
    let lines = BufReader::new(Transcode::new(input.counted(&cx.progress)?, encoding));
    let layer = cx.columns.place("layer", ColumnKind::Text, cx.meter.limits.max_columns)?;
    let stream = Stream { lines, line: 0, row: 0, layer, entities: false, ended: false, pending: None };
    Ok(Opened {
        stream: Box::new(stream),
        claim: Claim::Absent,
        encoding: Some(encoding.name().to_owned()),
        layer: None,
        count: None,
        layout: None,
    })
}

/// One group: a code line and a value line.
type Group = (i32, String);

struct Stream {
    lines: BufReader<Transcode>,
    line: u64,
    row: u64,
    layer: usize,
    entities: bool,
    ended: bool,
    /// The group that begins the next entity.
    pending: Option<Group>,
}

/// A polyline being read.
#[derive(Default)]
struct Polyline {
    layer: String,
    closed: bool,
    corners: Vec<[Number; 2]>,
    x: Option<Number>,
    bulge: bool,
    z: bool,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        loop {
            match self.entity(cx) {
                Ok(None) => return None,
                Ok(Some(None)) => {}
                Ok(Some(Some(step))) => return Some(step.map_err(|f| f.at_row(self.row).at_line(self.line))),
                Err(refusal) => {
                    self.ended = true;
                    return Some(Err(refusal.at_line(self.line).at_row(self.row.max(1)).ending()));
                }
            }
        }
    }
}

impl Stream {
    fn line(&mut self) -> Result<Option<String>, Refusal> {
        let mut raw = Vec::new();
        self.lines
            .by_ref()
            .take(LONGEST)
            .read_until(b'\n', &mut raw)
            .map_err(|e| Refusal::new("file-unreadable").with("error", e))?;
        if raw.len() as u64 == LONGEST {
            return Err(Refusal::new("drawing-broken").with("expected", "a shorter line"));
        }
        self.line += 1;
        Ok((!raw.is_empty()).then(|| String::from_utf8_lossy(&raw).trim().to_owned()))
    }

    fn group(&mut self) -> Result<Option<Group>, Refusal> {
        if let Some(group) = self.pending.take() {
            return Ok(Some(group));
        }
        let Some(code) = self.line()? else { return Ok(None) };
        let code = code.parse::<i32>().map_err(|_| Refusal::new("drawing-broken").with("expected", "a group code"))?;
        let value = self.line()?.ok_or_else(|| Refusal::new("file-truncated"))?;
        Ok(Some((code, value)))
    }

    /// Reads up to the end of one entity. `None` at the end of the file.
    fn entity(&mut self, cx: &mut Context) -> Result<Option<Option<Step>>, Refusal> {
        if self.ended {
            return Ok(None);
        }
        let Some((code, value)) = self.group()? else { return Err(Refusal::new("file-truncated")) };
        match (code, value.as_str()) {
            (0, "EOF") => {
                self.ended = true;
                return Ok(None);
            }
            (0, "ENDSEC") => self.entities = false,
            (2, "ENTITIES") => self.entities = true,
            (0, "LWPOLYLINE" | "POLYLINE") if self.entities => {
                self.row += 1;
                cx.meter.feature().map_err(|f| f.refusal)?;
                let polyline = self.polyline(value == "POLYLINE", cx)?;
                return Ok(Some(self.finish(polyline, cx)));
            }
            (0, "VERTEX" | "SEQEND" | "SECTION") => {}
            (0, _) if self.entities => {
                self.row += 1;
                cx.note(NoteCode::NotAPolygonSkipped, self.row);
            }
            _ => {}
        }
        Ok(Some(None))
    }

    /// Reads the groups of a polyline; the old kind has its corners in VERTEX entities up to SEQEND.
    fn polyline(&mut self, old: bool, cx: &mut Context) -> Result<Polyline, Refusal> {
        let mut p = Polyline::default();
        let mut in_vertex = !old;
        loop {
            let Some((code, value)) = self.group()? else { return Err(Refusal::new("file-truncated")) };
            match (code, value.as_str()) {
                (0, "VERTEX") if old => in_vertex = true,
                (0, "SEQEND") if old => return Ok(p),
                (0, _) => {
                    self.pending = Some((code, value));
                    return Ok(p);
                }
                (8, _) if p.layer.is_empty() => p.layer = value,
                (70, flags) if !old || !in_vertex => p.closed = flags.parse::<i64>().is_ok_and(|f| f & 1 == 1),
                (10, x) if in_vertex => p.x = Some(number(x)?),
                (20, y) if in_vertex => {
                    let x = p.x.take().ok_or_else(|| Refusal::new("drawing-broken").with("expected", "an easting"))?;
                    p.corners.push([x, number(y)?]);
                    cx.meter.corner(p.corners.len()).map_err(|f| f.refusal)?;
                }
                (30 | 38, z) => p.z |= Number::parse(z.as_bytes()).is_some_and(|z| z.to_f64() != 0.0),
                (42, bulge) => p.bulge |= Number::parse(bulge.as_bytes()).is_some_and(|b| b.to_f64() != 0.0),
                _ => {}
            }
        }
    }

    fn finish(&self, p: Polyline, cx: &mut Context) -> Option<Step> {
        let closed = p.closed || (p.corners.len() > 3 && p.corners.first() == p.corners.last());
        if !closed {
            cx.note(NoteCode::NotAPolygonSkipped, self.row);
            return None;
        }
        if p.bulge {
            return Some(Err(Refusal::new("curve-not-supported").skipping()));
        }
        if p.z {
            cx.note(NoteCode::ZDropped, self.row);
        }
        let mut geometry =
            RawGeometry { shape: Shape::Polygons, corners: p.corners, closes_itself: true, ..RawGeometry::default() };
        geometry.end_ring();
        geometry.end_polygon();
        let mut feature = RawFeature { row: self.row, geometry, ..RawFeature::default() };
        set(&mut feature.values, self.layer, Value::Text(p.layer));
        Some(Ok(feature))
    }
}

fn number(text: &str) -> Result<Number, Refusal> {
    Number::parse(text.as_bytes()).ok_or_else(|| Refusal::new("number-broken").with("text", text))
}
