//! Writing a whole collection into one file.
//!
//! Called by the cache, on a thread of its own. It never holds the collection in memory: features
//! go from the store's snapshot to the file one by one.

use crate::state::fault_io;
use kaan_base::Instant;
use kaan_exchange::write::{Ground, Record, csv, geojson, geopackage};
use kaan_exchange::{Column, ColumnKind, Value};
use kaan_web::{Cell, Collection, Credit, Failure, Feature, FeatureQuery, Geometry};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

/// In what format a collection can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// GeoPackage 1.3.
    Gpkg,
    /// GeoJSON, a feature a line.
    Lines,
    /// CSV with the outline as well-known text.
    Csv,
}

impl Kind {
    /// By the ending of the file's name.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "gpkg" => Some(Kind::Gpkg),
            "geojsonl" => Some(Kind::Lines),
            "csv" => Some(Kind::Csv),
            _ => None,
        }
    }

    /// The ending of the file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Kind::Gpkg => "gpkg",
            Kind::Lines => "geojsonl",
            Kind::Csv => "csv",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Gpkg => "application/geopackage+sqlite3",
            Kind::Lines => "application/x-ndjson",
            Kind::Csv => "text/csv; charset=utf-8",
        }
    }
}

enum Sink {
    Gpkg(Box<geopackage::Writer>),
    Lines(geojson::Writer<BufWriter<File>>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
}

/// Writes the collection to a new file; the answer is the ledger position of what was written.
///
/// # Errors
/// Whatever the collection or the disk says; the file is then not whole.
pub async fn write(collection: &dyn Collection, kind: Kind, to: &Path, now: Instant) -> Result<u64, Failure> {
    let mut sink = open(collection, kind, to, now).await?;
    let mut broken = None;
    let mut values = Vec::new();
    let each = collection.each(Box::new(|feature| match put(&mut sink, &feature, &mut values) {
        Ok(()) => ControlFlow::Continue(()),
        Err(e) => {
            broken = Some(e);
            ControlFlow::Break(())
        }
    }));
    let position = each.await?;
    if let Some(e) = broken {
        return Err(fault_io(e));
    }
    finish(sink).map_err(fault_io)?;
    Ok(position)
}

async fn open(collection: &dyn Collection, kind: Kind, to: &Path, now: Instant) -> Result<Sink, Failure> {
    let columns: Vec<Column> = collection.columns().iter().map(|c| Column::new(c.name, exchanged(c.kind))).collect();
    let file = || File::create_new(to).map(|f| BufWriter::with_capacity(1 << 18, f));
    let sink = match kind {
        Kind::Lines => file().and_then(|f| geojson::Writer::new(f, geojson::Form::Lines, &columns)).map(Sink::Lines),
        Kind::Csv => file().and_then(|f| csv::Writer::new(f, &columns)).map(|w| Sink::Csv(Box::new(w))),
        Kind::Gpkg => {
            let first = collection.page(FeatureQuery { bbox: None, after: None, limit: 20, equals: Vec::new() }).await?;
            let points = first.features.iter().find_map(|f| f.geometry.as_ref()).is_some_and(|g| matches!(g, Geometry::Point(_)));
            let description = collection.credit().await?.iter().map(credit_line).collect::<Vec<_>>().join("\n");
            let last_change = format!("{}.000Z", now.rfc3339().trim_end_matches('Z'));
            let table = collection.id().replace('-', "_");
            let about = geopackage::About { table: &table, description: &description, last_change: &last_change, points };
            geopackage::Writer::create(to, about, &columns).map(|w| Sink::Gpkg(Box::new(w)))
        }
    };
    sink.map_err(fault_io)
}

/// Source, licence and address in one line.
pub fn credit_line(credit: &Credit) -> String {
    let href = credit.href.as_ref().map(|h| format!(" <{h}>")).unwrap_or_default();
    format!("{} ({}){href}", credit.text, credit.licence)
}

const fn exchanged(kind: kaan_web::ColumnKind) -> ColumnKind {
    match kind {
        kaan_web::ColumnKind::Text => ColumnKind::Text,
        kaan_web::ColumnKind::Integer => ColumnKind::Integer,
        kaan_web::ColumnKind::Real => ColumnKind::Real,
        kaan_web::ColumnKind::Bool => ColumnKind::Bool,
        kaan_web::ColumnKind::Date => ColumnKind::Date,
    }
}

fn put(sink: &mut Sink, feature: &Feature, values: &mut Vec<Value>) -> io::Result<()> {
    values.clear();
    values.extend(feature.values.iter().map(|cell| match cell {
        Cell::Null => Value::Null,
        Cell::Text(t) => Value::Text(t.clone()),
        Cell::Integer(v) => Value::Integer(*v),
        Cell::Real(v) => Value::Real(*v),
        Cell::Bool(v) => Value::Bool(*v),
    }));
    let ground = match &feature.geometry {
        None => Ground::None,
        Some(Geometry::Point(p)) => Ground::Point(*p),
        Some(Geometry::Parcel(parcel)) => Ground::Parcel(parcel),
    };
    let record = Record { id: &feature.id, ground, values };
    match sink {
        Sink::Gpkg(w) => w.write(record),
        Sink::Lines(w) => w.write(record),
        Sink::Csv(w) => w.write(record),
    }
}

fn finish(sink: Sink) -> io::Result<()> {
    match sink {
        Sink::Gpkg(w) => w.finish(),
        Sink::Lines(w) => w.finish()?.flush(),
        Sink::Csv(w) => w.finish()?.flush(),
    }
}
