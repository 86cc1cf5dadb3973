//! Writers: registers to take away, streamed to any [`std::io::Write`].
//!
//! Called for downloads and exports. Coordinates are printed from integers of 1e-8 degree, digit by
//! digit: no float stands between the register and the file. They never write what is not in the row.

pub mod csv;
pub mod geojson;
pub mod geopackage;
mod shapes;

pub use shapes::{put_degrees, wkb, wkt};

use crate::feature::{Column, ColumnKind, Value};
use crate::geo::{Parcel, Point};
use std::io;

/// The ground of a feature to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground<'a> {
    /// None, or withheld.
    None,
    /// A place.
    Point(Point),
    /// A parcel: always written as a multipolygon, so that a column holds one kind.
    Parcel(&'a Parcel),
}

/// A row to write: its values stand in the order of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Identifier, unique in the collection.
    pub id: &'a str,
    /// Where.
    pub ground: Ground<'a>,
    /// Values, one for each column.
    pub values: &'a [Value],
}

/// Checks that a row fits the schema: as many values as columns, each of its kind or null.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`], naming the column.
pub(crate) fn fits(columns: &[Column], values: &[Value]) -> io::Result<()> {
    let wrong = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, format!("the row does not fit the schema: {what}")));
    if columns.len() != values.len() {
        return wrong("number of values");
    }
    for (column, value) in columns.iter().zip(values) {
        let fits = match (column.kind, value) {
            (_, Value::Null) | (ColumnKind::Text | ColumnKind::Date, Value::Text(_)) => true,
            (ColumnKind::Integer | ColumnKind::Real, Value::Integer(_)) | (ColumnKind::Bool, Value::Bool(_)) => true,
            (ColumnKind::Real, Value::Real(v)) => v.is_finite(),
            _ => false,
        };
        if !fits {
            return wrong(&column.name);
        }
    }
    Ok(())
}
