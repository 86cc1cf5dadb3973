//! What all format readers have in common: a stream of features, and the context that bounds it.
//!
//! Used inside this crate only. It knows no format.

use crate::feature::{Column, ColumnKind, RawFeature, Value};
use crate::input::Progress;
use crate::limits::Meter;
use crate::refusal::{NoteCode, Notes, Refusal, RowFault};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One feature, or why it could not be read.
pub(crate) type Step = Result<RawFeature, RowFault>;

/// A format's reader, after its file was opened.
pub(crate) trait FeatureStream: Send {
    /// The next feature; `None` at the end. After a fault that ends, it is not called again.
    fn next(&mut self, cx: &mut Context) -> Option<Step>;
}

/// Limits, columns and notes of the file being read.
pub(crate) struct Context {
    pub meter: Meter,
    pub columns: Columns,
    pub notes: Notes,
    pub progress: Progress,
}

impl Context {
    pub fn note(&mut self, code: NoteCode, row: u64) {
        self.notes.add(code, Some(row), None);
    }
}

/// The columns seen so far. They are only ever added to.
#[derive(Default)]
pub(crate) struct Columns {
    list: Vec<Column>,
    index: BTreeMap<Arc<str>, usize>,
}

impl Columns {
    pub fn all(&self) -> &[Column] {
        &self.list
    }

    /// The place of a column, made when it is new.
    pub fn place(&mut self, name: &str, kind: ColumnKind, max: usize) -> Result<usize, Refusal> {
        if let Some(at) = self.index.get(name) {
            return Ok(*at);
        }
        if self.list.len() >= max {
            return Err(Refusal::new("too-many-columns").with("limit", max));
        }
        let column = Column::new(name, kind);
        self.index.insert(Arc::clone(&column.name), self.list.len());
        self.list.push(column);
        Ok(self.list.len() - 1)
    }

    /// Always adds a column, even when the name was seen: tables may repeat a heading.
    pub fn push(&mut self, name: &str, kind: ColumnKind, max: usize) -> Result<usize, Refusal> {
        let mut unique = name.to_owned();
        let mut n = 2;
        while self.index.contains_key(unique.as_str()) {
            unique = format!("{name}_{n}");
            n += 1;
        }
        self.place(&unique, kind, max)
    }
}

/// Sets a value in a row that grows as columns are found.
pub(crate) fn set(values: &mut Vec<Value>, at: usize, value: Value) {
    if values.len() <= at {
        values.resize(at + 1, Value::Null);
    }
    values[at] = value;
}

/// What the file says about its coordinate system, before it is understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    /// An EPSG code.
    Epsg(u32),
    /// Well-known text of a `.prj` or a GeoPackage definition.
    Wkt(String),
    /// A name: `urn:ogc:def:crs:OGC:1.3:CRS84`.
    Words(String),
    /// The format fixes it (RFC 7946, KML).
    Wgs84,
    /// A table: the words of its title rows and headings, whether its numbers are degrees, and the zone
    /// in front of its eastings.
    Sheet { words: String, degrees: bool, prefix: Option<u32> },
    /// Each row names its own.
    ByRow,
    /// Nothing.
    Absent,
}

/// A file, opened.
pub(crate) struct Opened {
    pub stream: Box<dyn FeatureStream>,
    pub claim: Claim,
    pub encoding: Option<String>,
    pub layer: Option<String>,
    pub count: Option<u64>,
    /// For tables: which columns are taken for what.
    pub layout: Option<String>,
}
