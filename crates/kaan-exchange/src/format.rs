//! Which format a file is in, by its first bytes, its name and, for archives, what is inside.
//!
//! Called by [`crate::open`]. A name is believed only where the bytes do not say. It never reads more
//! than the head and the list of a zip.

use crate::input::Input;
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::zipped::Zipped;
use serde::Serialize;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// OGC GeoPackage.
    GeoPackage,
    /// GeoJSON: one value.
    GeoJson,
    /// GeoJSON text sequence: one feature a line or record.
    GeoJsonSeq,
    /// Shapefile in a zip.
    Shapefile,
    /// KML.
    Kml,
    /// KML in a zip.
    Kmz,
    /// Comma-, semicolon- or tab-separated text.
    Csv,
    /// Office Open XML workbook.
    Xlsx,
    /// AutoCAD drawing, ASCII.
    Dxf,
}

impl Format {
    /// A name for people and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Format::GeoPackage => "GeoPackage",
            Format::GeoJson => "GeoJSON",
            Format::GeoJsonSeq => "GeoJSONSeq",
            Format::Shapefile => "Shapefile",
            Format::Kml => "KML",
            Format::Kmz => "KMZ",
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Dxf => "DXF",
        }
    }
}

/// Bytes looked at.
const HEAD: usize = 1 << 16;

pub(crate) fn find(name: &str, input: &Input, limits: &Limits) -> Result<Format, Refusal> {
    let head = input.head(HEAD)?;
    let extension = name.rsplit_once('.').map_or("", |n| n.1).to_ascii_lowercase();
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(Format::GeoPackage);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive(input, limits);
    }
    if head.starts_with(b"AutoCAD Binary DXF") {
        return Err(Refusal::new("format-unknown").with("format", "binary DXF"));
    }
    let text = trimmed(&head);
    match (text.first(), extension.as_str()) {
        (_, "geojsonl" | "geojsons" | "ndjson" | "jsonl" | "geojsonseq")
            if text.starts_with(b"{") || head.first() == Some(&crate::read::json::RS) =>
        {
            Ok(Format::GeoJsonSeq)
        }
        (Some(b'{'), _) if is_sequence(text) => Ok(Format::GeoJsonSeq),
        (Some(b'{'), _) => Ok(Format::GeoJson),
        (Some(&crate::read::json::RS), _) => Ok(Format::GeoJsonSeq),
        (Some(b'<'), _) if contains(&head, b"<kml") || extension == "kml" => Ok(Format::Kml),
        (_, "dxf") => Ok(Format::Dxf),
        (Some(b'0' | b'9'), _) if is_drawing(&head) => Ok(Format::Dxf),
        (_, "csv" | "tsv" | "txt") => Ok(Format::Csv),
        (_, "gpkg") => Err(Refusal::new("file-broken").with("error", "not a SQLite file")),
        (_, "shp" | "dbf" | "shx" | "prj") => Err(Refusal::new("shapefile-not-zipped")),
        _ => Err(Refusal::new("format-unknown").with("format", extension)),
    }
}

fn archive(input: &Input, limits: &Limits) -> Result<Format, Refusal> {
    let zip = Zipped::open(input, limits)?;
    let has = |name: &str| zip.names().iter().any(|n| n == name);
    if !zip.ending(".shp").is_empty() {
        Ok(Format::Shapefile)
    } else if has("xl/workbook.xml") || has("[Content_Types].xml") {
        Ok(Format::Xlsx)
    } else if !zip.ending(".kml").is_empty() {
        Ok(Format::Kmz)
    } else {
        Err(Refusal::new("format-unknown").with("format", "zip").with("entries", zip.names().join(", ")))
    }
}

fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head).trim_ascii_start()
}

fn contains(head: &[u8], word: &[u8]) -> bool {
    head.windows(word.len()).any(|w| w == word)
}

/// Whether the first line is a whole feature and another begins after it.
fn is_sequence(text: &[u8]) -> bool {
    let Some(end) = text.iter().position(|b| *b == b'\n') else { return false };
    let next = text.get(end..).unwrap_or_default().trim_ascii_start();
    text[..end].trim_ascii_end().ends_with(b"}")
        && matches!(next.first(), Some(b'{' | &crate::read::json::RS))
        && serde_json::from_slice::<serde::de::IgnoredAny>(&text[..end]).is_ok()
}

/// Group code 0 or 999 alone on the first line.
fn is_drawing(head: &[u8]) -> bool {
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
    (first == b"0" || first == b"999") && contains(head, b"SECTION")
}
