//! GeoJSON (RFC 7946) and GeoJSON text sequences (RFC 8142, or one feature a line), out.
//!
//! Called for downloads. Streamed; digits come straight from integers. It writes no `crs` member and
//! never a float for a coordinate.

use super::shapes::{closed, put_point};
use super::{Ground, Record, fits};
use crate::feature::{Column, Value};
use crate::geo::Point;
use std::io::{self, Write};

/// How features follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One FeatureCollection.
    Collection,
    /// A feature a line (`.geojsonl`).
    Lines,
    /// Records that begin with RS, as RFC 8142 has it (`application/geo+json-seq`).
    Sequence,
}

/// Writes features one by one.
pub struct Writer<W: Write> {
    out: W,
    form: Form,
    /// Names as JSON text, with the colon.
    keys: Vec<String>,
    columns: Vec<Column>,
    written: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(mut out: W, form: Form, columns: &[Column]) -> io::Result<Self> {
        if form == Form::Collection {
            out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
        }
        let keys = columns.iter().map(|c| format!("{}:", serde_json::Value::from(&*c.name))).collect();
        Ok(Writer { out, form, keys, columns: columns.to_vec(), written: 0 })
    }

    /// Writes one feature.
    ///
    /// # Errors
    /// Those of the writer, or a row that does not fit the columns.
    pub fn write(&mut self, record: Record<'_>) -> io::Result<()> {
        fits(&self.columns, record.values)?;
        match self.form {
            Form::Collection if self.written > 0 => self.out.write_all(b",\n")?,
            Form::Sequence => self.out.write_all(&[crate::read::json::RS])?,
            _ => {}
        }
        self.written += 1;
        let out = &mut self.out;
        write!(out, "{{\"type\":\"Feature\",\"id\":{},\"geometry\":", serde_json::Value::from(record.id))?;
        geometry(out, record.ground)?;
        out.write_all(b",\"properties\":{")?;
        for (n, (key, value)) in self.keys.iter().zip(record.values).enumerate() {
            out.write_all(if n == 0 { b"" } else { b"," })?;
            out.write_all(key.as_bytes())?;
            put_value(out, value)?;
        }
        out.write_all(if self.form == Form::Collection { b"}}" } else { b"}}\n" })
    }

    /// Ends the file and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<W> {
        if self.form == Form::Collection {
            self.out.write_all(b"\n]}\n")?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

fn put_value(out: &mut impl Write, value: &Value) -> io::Result<()> {
    match value {
        Value::Null => out.write_all(b"null"),
        Value::Text(t) => serde_json::to_writer(out, t).map_err(io::Error::from),
        Value::Integer(v) => write!(out, "{v}"),
        Value::Real(v) => serde_json::to_writer(out, v).map_err(io::Error::from),
        Value::Bool(v) => write!(out, "{v}"),
    }
}

/// A GeoJSON geometry: `MultiPolygon`, `Point` or `null`.
///
/// # Errors
/// Those of the writer.
pub fn geometry(out: &mut impl Write, ground: Ground<'_>) -> io::Result<()> {
    match ground {
        Ground::None => out.write_all(b"null"),
        Ground::Point(p) => {
            out.write_all(b"{\"type\":\"Point\",\"coordinates\":")?;
            position(out, p)?;
            out.write_all(b"}")
        }
        Ground::Parcel(parcel) => {
            out.write_all(b"{\"type\":\"MultiPolygon\",\"coordinates\":[")?;
            for (n, polygon) in parcel.polygons().iter().enumerate() {
                out.write_all(if n == 0 { b"[" } else { b",[" })?;
                for (n, ring) in polygon.rings().enumerate() {
                    out.write_all(if n == 0 { b"[" } else { b",[" })?;
                    for (n, p) in closed(ring).enumerate() {
                        out.write_all(if n == 0 { b"" } else { b"," })?;
                        position(out, *p)?;
                    }
                    out.write_all(b"]")?;
                }
                out.write_all(b"]")?;
            }
            out.write_all(b"]}")
        }
    }
}

fn position(out: &mut impl Write, p: Point) -> io::Result<()> {
    out.write_all(b"[")?;
    put_point(out, p, b",")?;
    out.write_all(b"]")
}
