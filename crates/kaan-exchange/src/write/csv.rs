//! CSV, out (RFC 4180, UTF-8): attributes, the box in degrees, and the outline as well-known text.
//!
//! Called for downloads. A text that a spreadsheet would run as a formula gets an apostrophe in front
//! (OWASP, CSV injection). It never writes a number in a local notation.

use super::shapes::{put_degrees, wkt};
use super::{Ground, Record, fits};
use crate::feature::{Column, Value};
use std::io::{self, Write};

/// Columns after the attributes: the box (or the place twice) and the outline.
const PLACE: [&str; 5] = ["lon_min", "lat_min", "lon_max", "lat_max", "wkt"];

/// Writes rows one by one.
pub struct Writer<W: Write> {
    out: csv::Writer<W>,
    columns: Vec<Column>,
    cell: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// Begins a file: the heading is `id`, the columns, then `lon_min` to `wkt`.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let names = std::iter::once("id").chain(columns.iter().map(|c| &*c.name)).chain(PLACE);
        out.write_record(names.map(|n| guarded(n).into_owned())).map_err(io::Error::from)?;
        Ok(Writer { out, columns: columns.to_vec(), cell: Vec::new() })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Those of the writer, or a row that does not fit the columns.
    pub fn write(&mut self, record: Record<'_>) -> io::Result<()> {
        fits(&self.columns, record.values)?;
        self.out.write_field(guarded(record.id).as_ref()).map_err(io::Error::from)?;
        for value in record.values {
            match value {
                Value::Text(t) => self.out.write_field(guarded(t).as_ref()),
                other => self.out.write_field(other.to_text().unwrap_or_default().as_ref()),
            }
            .map_err(io::Error::from)?;
        }
        let bounds = match record.ground {
            Ground::None => None,
            Ground::Point(p) => Some([p.x, p.y, p.x, p.y]),
            Ground::Parcel(parcel) => Some(crate::geo::sides(parcel)),
        };
        for n in 0..4 {
            self.cell.clear();
            if let Some(bounds) = bounds {
                put_degrees(&mut self.cell, bounds[n])?;
            }
            self.out.write_field(&self.cell).map_err(io::Error::from)?;
        }
        self.cell.clear();
        wkt(&mut self.cell, record.ground)?;
        self.out.write_field(&self.cell).map_err(io::Error::from)?;
        self.out.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Ends the file and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|e| io::Error::other(e.to_string()))
    }
}

/// A text that no spreadsheet takes for a formula. Plain numbers stay as they are.
fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && crate::number::Number::parse(text.as_bytes()).is_none();
    if risky { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::feature::ColumnKind;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let mut w =
            Writer::new(Vec::new(), &[Column::new("holder", ColumnKind::Text), Column::new("n", ColumnKind::Integer)]).unwrap();
        for (text, n) in [("=1+2", -5), ("@SUM(A1)", 1), ("-12.5", 2), ("+cmd|' /C calc'!A0", 3), ("plain, \"quoted\"", 4)] {
            w.write(Record { id: "a", ground: Ground::None, values: &[Value::Text(text.into()), Value::Integer(n)] }).unwrap();
        }
        let text = String::from_utf8(w.finish().unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "a,'=1+2,-5,,,,,");
        assert_eq!(lines[2], "a,'@SUM(A1),1,,,,,");
        assert_eq!(lines[3], "a,-12.5,2,,,,,");
        assert_eq!(lines[4], "a,'+cmd|' /C calc'!A0,3,,,,,");
        assert_eq!(lines[5], "a,\"plain, \"\"quoted\"\"\",4,,,,,");
    }
}
