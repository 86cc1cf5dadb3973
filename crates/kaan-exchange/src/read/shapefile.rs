//! Zipped shapefiles, in (ESRI Shapefile Technical Description, July 1998).
//!
//! Called by [`crate::open`]. One layer of the archive is inflated into memory within the limits. Sizes
//! in headers are never believed, a missing index or table is tolerated, and shells are told from
//! holes by where they lie, not by their direction: real files have both wrong. It never guesses a
//! coordinate system.

use super::dbf::Table;
use super::encoding;
use super::rings::nest;
use crate::feature::{RawFeature, RawGeometry, Shape};
use crate::input::Input;
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step};
use crate::zipped::Zipped;

/// Bytes of the header of a `.shp`.
const HEADER: usize = 100;

/// Opens the named layer of an archive, or its only one.
pub(crate) fn open(input: &Input, layer: Option<&str>, stated: Option<&str>, cx: &mut Context) -> Result<Opened, Refusal> {
    let mut zip = Zipped::open(input, &cx.meter.limits)?;
    let shp = choose(&zip, layer)?;
    let name = zip.names()[shp].clone();
    let stem = name[..name.len() - 4].to_owned();
    let mut beside = |extension: &str| -> Result<Option<Vec<u8>>, Refusal> {
        let wanted = format!("{stem}{extension}").to_ascii_lowercase();
        let entry = zip.names().iter().position(|n| n.to_ascii_lowercase() == wanted);
        entry.map(|e| zip.read(e)).transpose()
    };
    let text = |bytes: Option<Vec<u8>>| {
        bytes.map(|b| String::from_utf8_lossy(&b).trim_matches(['\u{feff}', '\0', ' ', '\r', '\n']).to_owned())
    };
    let claim = text(beside(".prj")?).filter(|p| !p.is_empty()).map_or(Claim::Absent, Claim::Wkt);
    let page = text(beside(".cpg")?);
    let dbf = beside(".dbf")?;
    let bytes = zip.read(shp)?;
    if bytes.len() < HEADER || bytes[..4] != 9994u32.to_be_bytes() {
        return Err(Refusal::new("shapefile-broken").in_entry(&name));
    }
    let stated = stated.or(page.as_deref()).and_then(encoding::of_label);
    let table = match dbf.map(|d| Table::open(d, stated, cx)).transpose() {
        Ok(table) => table,
        Err(refusal) => return Err(refusal.in_entry(&format!("{stem}.dbf"))),
    };
    if table.is_none() {
        cx.notes.add(NoteCode::AttributesMissing, None, None);
    }
    let encoding = table.as_ref().map(|t| t.encoding().to_owned());
    let layer = stem.rsplit('/').next().unwrap_or_default().to_owned();
    let stream = Stream { bytes, at: HEADER, record: 0, table, file: input.len(), done: false };
    Ok(Opened { stream: Box::new(stream), claim, encoding, layer: Some(layer), count: None, layout: None })
}

fn choose(zip: &Zipped, layer: Option<&str>) -> Result<usize, Refusal> {
    let found = zip.ending(".shp");
    let stem = |i: usize| zip.names()[i].rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |s| s.0);
    let names = found.iter().map(|i| stem(*i)).collect::<Vec<_>>().join(", ");
    match (layer, found.as_slice()) {
        (Some(wanted), found) => {
            found.iter().copied().find(|i| stem(*i) == wanted).ok_or_else(|| Refusal::new("layer-missing").with("layers", names))
        }
        (None, [one]) => Ok(*one),
        (None, []) => Err(Refusal::new("layer-missing").with("layers", names)),
        (None, _) => Err(Refusal::new("layer-unclear").with("layers", names)),
    }
}

struct Stream {
    bytes: Vec<u8>,
    at: usize,
    record: usize,
    table: Option<Table>,
    /// Bytes of the archive, for progress.
    file: u64,
    done: bool,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        loop {
            if self.done || self.at >= self.bytes.len() {
                return None;
            }
            let (from, row) = (self.at, self.record);
            self.record += 1;
            let body = match self.body() {
                Ok(range) => range,
                Err(refusal) => {
                    self.done = true;
                    return Some(Err(refusal.at_byte(from as u64).at_row(row as u64 + 1).ending()));
                }
            };
            cx.progress.set((self.at as u128 * u128::from(self.file) / self.bytes.len().max(1) as u128) as u64);
            // A row deleted in the table is deleted in the layer.
            if self.table.as_ref().is_some_and(|t| t.is_deleted(row)) {
                cx.note(NoteCode::RowSkipped, row as u64 + 1);
                continue;
            }
            return Some(self.feature(body, row, cx).map_err(|f| f.at_row(row as u64 + 1)));
        }
    }
}

impl Stream {
    /// The content of the next record. Lengths are in 16-bit words.
    fn body(&mut self) -> Result<std::ops::Range<usize>, Refusal> {
        let truncated = || Refusal::new("file-truncated");
        let head = self.bytes.get(self.at..self.at + 8).ok_or_else(truncated)?;
        let words = u32::from_be_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let (from, length) = (self.at + 8, words.checked_mul(2).ok_or_else(truncated)?);
        let to = from.checked_add(length).filter(|to| *to <= self.bytes.len() && length >= 4).ok_or_else(truncated)?;
        self.at = to;
        Ok(from..to)
    }

    fn feature(&self, body: std::ops::Range<usize>, row: usize, cx: &mut Context) -> Step {
        cx.meter.feature()?;
        let body = self.bytes.get(body).unwrap_or_default();
        let geometry = geometry(body, row as u64 + 1, cx)?;
        let values = self.table.as_ref().map(|t| t.values(row, cx)).unwrap_or_default();
        Ok(RawFeature { row: row as u64 + 1, id: None, values, geometry })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

fn geometry(body: &[u8], row: u64, cx: &mut Context) -> Result<RawGeometry, crate::refusal::RowFault> {
    let broken = || Refusal::new("geometry-broken").skipping();
    let kind = u32_at(body, 0).ok_or_else(broken)?;
    if matches!(kind, 11 | 13 | 15 | 18 | 21 | 23 | 25 | 28) {
        cx.note(NoteCode::ZDropped, row);
    }
    let (shape, parts_at) = match kind {
        0 => return Ok(RawGeometry::default()),
        1 | 11 | 21 => return points(body, 4, 1, cx),
        8 | 18 | 28 => return points(body, 40, u32_at(body, 36).ok_or_else(broken)?, cx),
        3 | 13 | 23 => (Shape::Lines, 44),
        5 | 15 | 25 => (Shape::Polygons, 44),
        _ => return Err(Refusal::new("geometry-not-supported").with("kind", kind).skipping()),
    };
    let (parts, count) = (u32_at(body, 36).ok_or_else(broken)?, u32_at(body, 40).ok_or_else(broken)?);
    let points_at = parts.checked_mul(4).and_then(|p| p.checked_add(parts_at)).ok_or_else(broken)?;
    if points_at.saturating_add(count.saturating_mul(16)) > body.len() {
        return Err(broken());
    }
    let mut flat = RawGeometry { shape, ..RawGeometry::default() };
    for part in 0..parts {
        let from = u32_at(body, parts_at + part * 4).ok_or_else(broken)?;
        let to = if part + 1 < parts { u32_at(body, parts_at + part * 4 + 4).ok_or_else(broken)? } else { count };
        if from > to || to > count {
            return Err(broken());
        }
        for n in from..to {
            flat.corners.push(corner(body, points_at + n * 16)?);
            cx.meter.corner(flat.corners.len())?;
        }
        flat.end_ring();
        cx.meter.ring(flat.ring_ends.len())?;
    }
    if shape == Shape::Polygons { nest(flat, &cx.meter) } else { Ok(flat) }
}

fn points(body: &[u8], at: usize, count: usize, cx: &mut Context) -> Result<RawGeometry, crate::refusal::RowFault> {
    if count.saturating_mul(16).saturating_add(at) > body.len() {
        return Err(Refusal::new("geometry-broken").skipping());
    }
    let mut geometry = RawGeometry { shape: Shape::Points, ..RawGeometry::default() };
    for n in 0..count {
        geometry.corners.push(corner(body, at + n * 16)?);
        cx.meter.corner(geometry.corners.len())?;
    }
    Ok(geometry)
}

fn corner(body: &[u8], at: usize) -> Result<[Number; 2], crate::refusal::RowFault> {
    let double = |at: usize| body.get(at..at + 8).and_then(|b| b.try_into().ok()).map(f64::from_le_bytes);
    match (double(at), double(at + 8)) {
        (Some(x), Some(y)) if x.is_finite() && y.is_finite() => Ok([Number::Float(x), Number::Float(y)]),
        (Some(_), Some(_)) => Err(Refusal::new("number-not-finite").skipping()),
        _ => Err(Refusal::new("geometry-broken").skipping()),
    }
}
