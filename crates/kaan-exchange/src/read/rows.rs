//! Rows of text, from CSV or a spreadsheet.
//!
//! Feeds the table reader. Encodings and delimiters are found here; what the columns mean is not known
//! here. It never holds more than one record of a CSV file.

use super::encoding::{self, Guess};
use super::transcode::{Capped, Transcode};
use crate::input::{Input, Progress};
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::stream::Context;
use crate::zipped::Zipped;
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::io::{BufRead, BufReader, Cursor, Read};

/// Bytes looked at to guess an encoding and a delimiter.
const SAMPLE: usize = 1 << 20;

/// One row: its line (CSV) or row number (sheet), and its cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

/// A source of rows.
pub(crate) trait Rows: Send {
    /// The next row that is not empty; `None` at the end.
    fn next_row(&mut self) -> Result<Option<Row>, Refusal>;
}

/// Opens a CSV file of any delimiter and encoding. Answers the encoding too, and whether it was guessed.
pub(crate) fn csv(input: &Input, stated: Option<&str>, cx: &mut Context) -> Result<(Box<dyn Rows>, Guess), Refusal> {
    let (encoding, guessed) = encoding_of(input, stated)?;
    let mut head = String::new();
    let sample = Transcode::new(Box::new(Cursor::new(input.head(SAMPLE)?)), encoding);
    let _ = sample.take(SAMPLE as u64).read_to_string(&mut head);
    let delimiter = delimiter(&head);
    let bytes = BufReader::new(Transcode::new(input.counted(&cx.progress)?, encoding));
    let longest = cx.meter.limits.max_attribute_bytes.max(cx.meter.limits.max_corners_per_feature as usize * 64);
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(Capped::new(bytes, longest));
    let rows = Csv {
        reader,
        longest,
        record: csv::StringRecord::new(),
        max_columns: cx.meter.limits.max_columns,
        crlf: head.contains("\r\n"),
        first: true,
    };
    Ok((Box::new(rows), (encoding, guessed)))
}

fn encoding_of(input: &Input, stated: Option<&str>) -> Result<Guess, Refusal> {
    if let Some(label) = stated {
        let encoding = encoding::of_label(label).ok_or_else(|| Refusal::new("encoding-unknown").with("encoding", label))?;
        return Ok((encoding, false));
    }
    let head = input.head(SAMPLE)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok((encoding, false));
    }
    let Some(odd) = not_utf8(input)? else { return Ok((UTF_8, false)) };
    Ok(encoding::guess(if head.is_ascii() { &odd } else { &head }, false))
}

/// The piece of the file in which a byte stands that is no UTF-8, or zeros that smell of UTF-16.
fn not_utf8(input: &Input) -> Result<Option<Vec<u8>>, Refusal> {
    let mut from = input.counted(&Progress::default())?;
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut out = vec![0u8; 1 << 18];
    loop {
        let chunk = from.fill_buf().map_err(|e| Refusal::new("file-unreadable").with("error", e))?;
        let (n, last) = (chunk.len(), chunk.is_empty());
        let (result, _, _) = decoder.decode_to_utf8_without_replacement(chunk, &mut out, last);
        if matches!(result, DecoderResult::Malformed(..)) || chunk.contains(&0) {
            return Ok(Some(chunk.to_vec()));
        }
        if last {
            return Ok(None);
        }
        from.consume(n);
    }
}

/// The delimiter that cuts most lines into the same number of cells, more than one.
fn delimiter(head: &str) -> u8 {
    let lines: Vec<&str> = head.lines().filter(|l| !l.trim().is_empty()).take(200).collect();
    let score = |d: u8| {
        let counts: Vec<usize> = lines.iter().map(|l| cells(l, d)).collect();
        counts.iter().filter(|n| **n > 1).map(|n| counts.iter().filter(|m| *m == n).count()).max().unwrap_or(0)
    };
    // Last of equals wins: a semicolon or tab that fits as well as a comma is the delimiter.
    *b",|;\t".iter().max_by_key(|d| score(**d)).unwrap_or(&b',')
}

fn cells(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    1 + line
        .bytes()
        .filter(|b| {
            quoted ^= *b == b'"';
            *b == delimiter && !quoted
        })
        .count()
}

struct Csv {
    reader: csv::Reader<Capped<BufReader<Transcode>>>,
    longest: usize,
    record: csv::StringRecord,
    max_columns: usize,
    /// The reader takes a line feed after a carriage return for the beginning of the next record, and
    /// counts its line too late.
    crlf: bool,
    first: bool,
}

impl Rows for Csv {
    fn next_row(&mut self) -> Result<Option<Row>, Refusal> {
        loop {
            let line = self.reader.position().line();
            self.reader.get_mut().left = self.longest;
            let more =
                self.reader.read_record(&mut self.record).map_err(|e| Refusal::new("csv-broken").with("error", e).at_line(line))?;
            if !more {
                return Ok(None);
            }
            if self.record.len() > self.max_columns {
                return Err(Refusal::new("too-many-columns").with("limit", self.max_columns).at_line(line));
            }
            let late = self.crlf && !std::mem::replace(&mut self.first, false);
            let line = self.record.position().map_or(line, csv::Position::line) + u64::from(late);
            if self.record.iter().any(|c| !c.trim().is_empty()) {
                return Ok(Some(Row { line, cells: self.record.iter().map(|c| c.trim().to_owned()).collect() }));
            }
        }
    }
}

/// Opens a sheet of an XLSX workbook: the named one, or the first.
pub(crate) fn xlsx(input: &Input, sheet: Option<&str>, limits: &Limits) -> Result<(Box<dyn Rows>, String), Refusal> {
    Zipped::open(input, limits)?.measure()?;
    let bytes = Cursor::new(input.all()?);
    // The library reads a stranger's file: should it ever panic, that is the file's fault, not the server's.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sheet_rows(bytes, sheet, limits)));
    let (rows, name) = read.unwrap_or_else(|_| Err(Refusal::new("xlsx-broken")))?;
    Ok((Box::new(Sheet { rows: rows.into_iter() }), name))
}

fn sheet_rows<B: AsRef<[u8]>>(bytes: Cursor<B>, wanted: Option<&str>, limits: &Limits) -> Result<(Vec<Row>, String), Refusal> {
    use calamine::Reader;
    let broken = |e: calamine::XlsxError| Refusal::new("xlsx-broken").with("error", e);
    let mut book = calamine::Xlsx::new(bytes).map_err(broken)?;
    let names = book.sheet_names();
    let name = match wanted {
        Some(wanted) => names.iter().find(|n| *n == wanted),
        None => names.first(),
    };
    let name = name.cloned().ok_or_else(|| Refusal::new("layer-missing").with("layers", names.join(", ")))?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column as usize >= limits.max_columns {
            return Err(Refusal::new("too-many-columns").with("limit", limits.max_columns).at_row(u64::from(row) + 1));
        }
        let line = u64::from(row) + 1;
        if rows.last().is_none_or(|r| r.line != line) {
            if rows.len() as u64 >= limits.max_corners_total {
                return Err(Refusal::new("too-many-corners-in-file").with("limit", limits.max_corners_total));
            }
            rows.push(Row { line, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize(last.cells.len().max(column as usize + 1), String::new());
            last.cells[column as usize] = text;
        }
    }
    Ok((rows, name))
}

fn cell_text(value: &calamine::DataRef<'_>) -> String {
    use calamine::DataRef;
    match value {
        DataRef::Int(v) => v.to_string(),
        DataRef::Float(v) => v.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.trim().to_owned(),
        DataRef::SharedString(s) => s.trim().to_owned(),
        DataRef::Bool(v) => v.to_string(),
        DataRef::DateTime(v) if v.is_datetime() => {
            let (y, m, d, ..) = v.to_ymd_hms_milli();
            format!("{y:04}-{m:02}-{d:02}")
        }
        DataRef::DateTime(v) => v.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

struct Sheet {
    rows: std::vec::IntoIter<Row>,
}

impl Rows for Sheet {
    fn next_row(&mut self) -> Result<Option<Row>, Refusal> {
        Ok(self.rows.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_not_the_decimal_comma() {
        assert_eq!(delimiter("Nr;Breite;Länge\n1;28,78;64,93\n2;28,80;64,93\n"), b';');
        assert_eq!(delimiter("\"a, b\",,\nCorner,Lat,Lon\n1,\"29°, 15\",62\n"), b',');
        assert_eq!(delimiter("a\tb\n1,5\t2,5\n"), b'\t');
    }
}
