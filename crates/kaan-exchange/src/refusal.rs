//! What is wrong with a file or a row, and what was noticed in passing.
//!
//! Raised by every reader; the caller turns them into [`kaan_base::Problem`]s. Codes are stable and
//! their sentences stand in `locales/`. It never holds a sentence itself.

use serde::Serialize;
use std::fmt;

/// Where in a file something is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Bytes from the beginning of the file, or of the entry of a zip.
    pub offset: Option<u64>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Feature or row, from 1.
    pub row: Option<u64>,
    /// Entry of a zip, layer or sheet.
    pub entry: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        let mut part = |name: &str, value: Option<String>| -> fmt::Result {
            let Some(value) = value else { return Ok(()) };
            let comma = if std::mem::take(&mut first) { "" } else { ", " };
            write!(f, "{comma}{name} {value}")
        };
        part("entry", self.entry.clone())?;
        part("row", self.row.map(|v| v.to_string()))?;
        part("line", self.line.map(|v| v.to_string()))?;
        part("byte", self.offset.map(|v| v.to_string()))
    }
}

/// Why a file, or one row of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable code, for instance `file-truncated` (docs/adr/0008-reading-untrusted-files.md lists them).
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// Values that the sentence in `locales/` names.
    pub values: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without place.
    pub fn new(code: &'static str) -> Self {
        Refusal { code, place: Place::default(), values: Vec::new() }
    }

    /// Adds a value for the sentence; long ones are cut to 200 characters.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string().chars().take(200).collect()));
        self
    }

    /// Says at which byte.
    #[must_use]
    pub fn at_byte(mut self, offset: u64) -> Self {
        self.place.offset.get_or_insert(offset);
        self
    }

    /// Says at which line.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.place.line.get_or_insert(line);
        self
    }

    /// Says in which row or feature.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.place.row.get_or_insert(row);
        self
    }

    /// Says in which entry of a zip, layer or sheet.
    #[must_use]
    pub fn in_entry(mut self, entry: &str) -> Self {
        self.place.entry.get_or_insert_with(|| entry.chars().take(200).collect());
        self
    }

    /// A fault after which nothing more can be read.
    pub fn ending(self) -> RowFault {
        RowFault { refusal: self, ends: true }
    }

    /// A fault of this row alone.
    pub fn skipping(self) -> RowFault {
        RowFault { refusal: self, ends: false }
    }

    /// As a problem of the person's form.
    pub fn problem(&self) -> kaan_base::Problem {
        let mut problem = kaan_base::Problem::invalid(self.code);
        let place = self.place.to_string();
        problem.place = (!place.is_empty()).then_some(place);
        problem.values.clone_from(&self.values);
        problem
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem().fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// One row cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowFault {
    /// What and where.
    pub refusal: Refusal,
    /// True when nothing after it can be read either.
    pub ends: bool,
}

impl RowFault {
    /// Says in which row or feature.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.refusal = self.refusal.at_row(row);
        self
    }

    /// Says at which line.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.refusal = self.refusal.at_line(line);
        self
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl std::error::Error for RowFault {}

/// What a reader noticed and says, without refusing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// GeoJSON of 2008 with a `crs` member: followed (RFC 7946 section 4 took it away).
    CrsMemberObsolete,
    /// The corners were moved between datums.
    DatumShifted,
    /// The accuracy of that move is not known.
    AccuracyUnknown,
    /// The text encoding was not stated and was guessed.
    EncodingGuessed,
    /// Some bytes are no text in the encoding; they read as U+FFFD.
    EncodingBroken,
    /// Heights or measures were left out.
    ZDropped,
    /// Something that is no polygon was left out.
    NotAPolygonSkipped,
    /// A row without coordinates was left out.
    RowSkipped,
    /// A shapefile without its table.
    AttributesMissing,
    /// A reference to another file or host was not followed.
    ExternalLinkIgnored,
    /// Rows with another group between them were joined, or a number restarted: several outlines in one list.
    SeveralOutlines,
}

impl NoteCode {
    /// The stable code, as in `z-dropped`.
    pub const fn code(self) -> &'static str {
        match self {
            NoteCode::CrsMemberObsolete => "crs-member-obsolete",
            NoteCode::DatumShifted => "datum-shifted",
            NoteCode::AccuracyUnknown => "accuracy-unknown",
            NoteCode::EncodingGuessed => "encoding-guessed",
            NoteCode::EncodingBroken => "encoding-broken",
            NoteCode::ZDropped => "z-dropped",
            NoteCode::NotAPolygonSkipped => "not-a-polygon-skipped",
            NoteCode::RowSkipped => "row-skipped",
            NoteCode::AttributesMissing => "attributes-missing",
            NoteCode::ExternalLinkIgnored => "external-link-ignored",
            NoteCode::SeveralOutlines => "several-outlines",
        }
    }
}

/// One kind of thing noticed, with how often and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What.
    pub code: NoteCode,
    /// How often in this file.
    pub count: u64,
    /// The first row or feature in which it was seen, from 1.
    pub first_row: Option<u64>,
    /// A value that the sentence names: the encoding guessed, the link not followed.
    pub detail: Option<String>,
}

/// The notes of a file, one for each code: a million heights make one note.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub fn add(&mut self, code: NoteCode, row: Option<u64>, detail: Option<&str>) {
        if let Some(note) = self.0.iter_mut().find(|n| n.code == code) {
            note.count += 1;
            return;
        }
        let detail = detail.map(|d| d.chars().take(200).collect());
        self.0.push(Note { code, count: 1, first_row: row, detail });
    }

    pub fn all(&self) -> &[Note] {
        &self.0
    }
}
