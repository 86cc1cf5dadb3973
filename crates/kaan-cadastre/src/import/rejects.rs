//! Rejected rows as a CSV file: why, and the row as it was.
//!
//! Called by the reading thread. It never keeps a row, and writes nothing when no row is rejected.

use kaan_exchange::{Column, RawFeature, Reject, Value};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// The file, made at the first rejected row.
pub(super) struct Rejects {
    path: Option<PathBuf>,
    out: Option<csv::Writer<BufWriter<File>>>,
}

impl Rejects {
    /// For a file, or for none. A file of an earlier import under that name is taken away.
    pub fn new(path: Option<&Path>) -> Self {
        if let Some(path) = path {
            // An earlier file would speak of rows that are not rejected now; when it cannot be taken
            // away, writing says why.
            let _ = std::fs::remove_file(path);
        }
        Rejects { path: path.map(Path::to_owned), out: None }
    }

    /// Writes a row with its reasons.
    ///
    /// # Errors
    /// What the disk says, in English.
    pub fn put(&mut self, reasons: &[Reject], columns: &[Column], raw: Option<&RawFeature>) -> Result<(), String> {
        let Some(path) = &self.path else { return Ok(()) };
        let here = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let out = match &mut self.out {
            Some(out) => out,
            None => {
                let file = File::create(path).map_err(|e| here(&e))?;
                let mut out = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
                let head = ["row", "code", "reason"].into_iter().chain(columns.iter().map(|c| &*c.name));
                out.write_record(head).map_err(|e| here(&e))?;
                self.out.insert(out)
            }
        };
        let row = reasons.first().map_or_else(String::new, |r| r.row.to_string());
        let codes = reasons.iter().map(|r| r.code).collect::<Vec<_>>().join("; ");
        let words = reasons.iter().map(in_words).collect::<Vec<_>>().join("; ");
        let values = columns
            .iter()
            .enumerate()
            .map(|(i, _)| raw.map_or(&Value::Null, |r| r.value(i)).to_text().map_or_else(String::new, |t| t.into_owned()));
        out.write_record([row, codes, words].into_iter().chain(values)).map_err(|e| here(&e))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the disk says, in English.
    pub fn end(mut self) -> Result<(), String> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush().map_err(|e| e.to_string()))
    }
}

/// A reason with the column it is about.
fn in_words(r: &Reject) -> String {
    if r.column.is_empty() { r.reason.clone() } else { format!("{}: {}", r.column, r.reason) }
}
