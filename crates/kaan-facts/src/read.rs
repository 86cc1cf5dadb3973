//! A CSV file as headings and rows, with bounds on everything.
//!
//! Called by the import. It reads UTF-8 alone, follows nothing, and never holds more than its limits.

use crate::report::{ImportError, refused};
use std::io::Read;
use std::path::Path;

/// Most bytes of a file.
pub const MOST_BYTES: u64 = 64 << 20;
/// Most rows.
const MOST_ROWS: usize = 200_000;
/// Most columns.
const MOST_COLUMNS: usize = 500;
/// Most bytes of one field.
pub const MOST_FIELD: usize = 16 << 10;

/// A table: headings, rows, and the bytes it was read from.
#[derive(Debug, Clone)]
pub struct Table {
    /// The headings, trimmed.
    pub headings: Vec<String>,
    /// The rows; each has as many cells as there are headings.
    pub rows: Vec<Vec<String>>,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// The bytes of a file that is not too large.
///
/// # Errors
/// `file-unreadable`, `file-empty`, `file-too-large`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    let unreadable = |e: std::io::Error| refused("file-unreadable", format!("{} cannot be read: {e}", path.display()));
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut out = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut out).map_err(unreadable)?;
    match out.len() as u64 {
        0 => Err(refused("file-empty", "the file is empty")),
        n if n > MOST_BYTES => Err(refused("file-too-large", format!("the file is larger than {} MiB", MOST_BYTES >> 20))),
        _ => Ok(out),
    }
}

/// Reads a table.
///
/// # Errors
/// `not-utf8`, `not-a-table`, `too-many-columns`, `too-many-rows`, `heading-twice`, `field-too-long`.
pub fn table(bytes: Vec<u8>) -> Result<Table, ImportError> {
    let text = std::str::from_utf8(&bytes)
        .map_err(|e| refused("not-utf8", format!("byte {} is not UTF-8: save the table as UTF-8", e.valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let wrong = |e: csv::Error| refused("not-a-table", format!("this is no CSV table with a heading for each column: {e}"));
    let headings: Vec<String> = reader.headers().map_err(wrong)?.iter().map(|h| h.trim().to_owned()).collect();
    if headings.len() > MOST_COLUMNS {
        return Err(refused("too-many-columns", format!("{} columns; {MOST_COLUMNS} are taken", headings.len())));
    }
    if let Some(twice) = headings.iter().enumerate().find(|(i, h)| headings.iter().take(*i).any(|o| o == *h)) {
        return Err(refused("heading-twice", format!("two columns are headed `{}`", short(twice.1))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        if rows.len() == MOST_ROWS {
            return Err(refused("too-many-rows", format!("more than {MOST_ROWS} rows")));
        }
        if let Some(i) = record.iter().position(|f| f.len() > MOST_FIELD) {
            let column = headings.get(i).map_or("", String::as_str);
            return Err(refused(
                "field-too-long",
                format!("row {}, column {}: more than {MOST_FIELD} bytes", rows.len() + 1, short(column)),
            ));
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(Table { headings, rows, bytes })
}

/// A text cut for a message.
pub fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn code(bytes: &[u8]) -> &'static str {
        match table(bytes.to_vec()) {
            Err(ImportError::Refused { code, .. }) => code,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn broken_tables_are_named() {
        assert_eq!(code(b"a,b\n1,2,3\n"), "not-a-table");
        assert_eq!(code(b"a,a\n1,2\n"), "heading-twice");
        assert_eq!(code(b"a\n\xff\n"), "not-utf8");
        assert_eq!(code(format!("a\n{}\n", "x".repeat(MOST_FIELD + 1)).as_bytes()), "field-too-long");
        assert_eq!(code(",".repeat(600).as_bytes()), "too-many-columns");
    }

    #[test]
    fn a_mark_of_the_encoding_is_passed_over() {
        assert_eq!(table("\u{feff}id,name\n1,\"a, b\"\n".into()).unwrap().rows, [["1", "a, b"]]);
    }
}
