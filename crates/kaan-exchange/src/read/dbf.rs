//! The attribute table of a shapefile (dBASE III and its successors), in.
//!
//! Called by the shapefile reader. Sizes in the header are held against the bytes that are there. It
//! never reads memo files and never guesses an encoding without saying so.

use super::encoding;
use crate::feature::{ColumnKind, Value};
use crate::refusal::{NoteCode, Refusal};
use crate::stream::Context;
use encoding_rs::Encoding;

pub(crate) struct Table {
    bytes: Vec<u8>,
    header: usize,
    record: usize,
    fields: Vec<Field>,
    encoding: &'static Encoding,
}

struct Field {
    kind: u8,
    from: usize,
    to: usize,
    /// Decimals, which tell whole numbers from others.
    decimals: u8,
}

impl Table {
    /// Reads the header; `stated` is what the `.cpg` file or the caller says.
    pub fn open(bytes: Vec<u8>, stated: Option<&'static Encoding>, cx: &mut Context) -> Result<Self, Refusal> {
        let broken = || Refusal::new("table-broken");
        let u16_at = |at: usize| bytes.get(at..at + 2).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
        let (header, record) = (u16_at(8).ok_or_else(broken)?, u16_at(10).ok_or_else(broken)?);
        if header < 33 || header > bytes.len() || record == 0 {
            return Err(broken());
        }
        let encoding = stated.or_else(|| encoding::of_language_driver(bytes[29])).unwrap_or_else(|| {
            let (encoding, guessed) = guess(&bytes, header);
            if guessed {
                cx.notes.add(NoteCode::EncodingGuessed, None, Some(encoding.name()));
            }
            encoding
        });
        let (mut fields, mut from) = (Vec::new(), 1usize);
        for entry in bytes[32..header].chunks_exact(32).take_while(|e| e[0] != 0x0d) {
            let (kind, decimals) = (entry[11], entry[17]);
            // Character fields may be longer than 255: the decimals are the high byte then.
            let length = usize::from(entry[16]) + if kind == b'C' { usize::from(decimals) << 8 } else { 0 };
            let to = from + length;
            if to > record {
                return Err(broken().at_byte(32 + 32 * fields.len() as u64));
            }
            let name = entry[..11].split(|b| *b == 0).next().unwrap_or_default();
            let (name, _) = encoding.decode_without_bom_handling(name);
            cx.columns.push(name.trim(), kind_of(kind, decimals), cx.meter.limits.max_columns)?;
            fields.push(Field { kind, from, to, decimals });
            from = to;
        }
        Ok(Table { bytes, header, record, fields, encoding })
    }

    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Whether a row, counted from 0, is marked as deleted.
    pub fn is_deleted(&self, row: usize) -> bool {
        self.row(row).is_some_and(|r| r.first() == Some(&b'*'))
    }

    fn row(&self, row: usize) -> Option<&[u8]> {
        let from = self.header.checked_add(row.checked_mul(self.record)?)?;
        self.bytes.get(from..from + self.record)
    }

    /// The values of a row, counted from 0; none when it does not exist.
    pub fn values(&self, row: usize, cx: &mut Context) -> Vec<Value> {
        let Some(bytes) = self.row(row) else {
            cx.note(NoteCode::AttributesMissing, row as u64 + 1);
            return Vec::new();
        };
        self.fields.iter().map(|f| self.value(f, bytes.get(f.from..f.to).unwrap_or_default(), row, cx)).collect()
    }

    fn value(&self, field: &Field, cell: &[u8], row: usize, cx: &mut Context) -> Value {
        let cell = cell.split(|b| *b == 0).next().unwrap_or_default().trim_ascii();
        if cell.is_empty() {
            return Value::Null;
        }
        let ascii = std::str::from_utf8(cell).unwrap_or("");
        match field.kind {
            b'N' | b'F' if cell.iter().all(|b| *b == b'*') => Value::Null,
            b'N' | b'F' => match (ascii.parse::<i64>(), ascii.parse::<f64>()) {
                (Ok(v), _) if field.decimals == 0 => Value::Integer(v),
                (_, Ok(v)) if v.is_finite() => Value::Real(v),
                _ => Value::Text(ascii.to_owned()),
            },
            b'L' => match cell[0] {
                b'T' | b't' | b'Y' | b'y' => Value::Bool(true),
                b'F' | b'f' | b'N' | b'n' => Value::Bool(false),
                _ => Value::Null,
            },
            b'D' if ascii.len() == 8 && ascii.bytes().all(|b| b.is_ascii_digit()) => {
                Value::Text(format!("{}-{}-{}", &ascii[..4], &ascii[4..6], &ascii[6..]))
            }
            b'M' | b'G' | b'B' | b'P' => Value::Null,
            _ => {
                let (text, broken) = self.encoding.decode_without_bom_handling(cell);
                if broken {
                    cx.note(NoteCode::EncodingBroken, row as u64 + 1);
                }
                Value::Text(text.trim().to_owned())
            }
        }
    }
}

fn guess(bytes: &[u8], header: usize) -> encoding::Guess {
    // Fixed-width cells may be cut in the middle of a character: look at the letters, not at the ends.
    let text: Vec<u8> = bytes[header..].iter().copied().take(1 << 20).collect();
    let names = &bytes[32..header];
    if text.is_ascii() && names.is_ascii() {
        return (encoding_rs::UTF_8, false);
    }
    let guess = encoding::guess(&text, false);
    // UTF-8 that fits everywhere is no guess worth a warning; anything else is.
    (guess.0, guess.0 != encoding_rs::UTF_8)
}

fn kind_of(kind: u8, decimals: u8) -> ColumnKind {
    match kind {
        b'N' | b'F' if decimals == 0 => ColumnKind::Integer,
        b'N' | b'F' => ColumnKind::Real,
        b'L' => ColumnKind::Bool,
        b'D' => ColumnKind::Date,
        _ => ColumnKind::Text,
    }
}
