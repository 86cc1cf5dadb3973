//! What is known of an import before the act begins: the file opened once, its questions, the mapping
//! tied to its columns, digests.
//!
//! Made by `import`; read by every part of it. It never touches the store.

use super::Import;
use super::answers::{Answers, put_columns};
use super::fields::Fields;
use super::refusal::NotImported;
use super::report::Report;
use crate::law::Law;
use crate::mapping::Mapping;
use kaan_exchange::{Limits, Options, Reader, Want};
use kaan_geo::Bounds;
use sha2::{Digest as _, Sha256};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// An import that can begin.
pub(super) struct Plan {
    pub what: Import,
    pub law: Law,
    pub mapping: Mapping,
    pub guessed: bool,
    /// Where the file of holders stands.
    pub folder: PathBuf,
    pub options: Options,
    /// In which the register's parcels must lie.
    pub bounds: Option<Bounds>,
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// SHA-256 of the mapping as it is used, with the file of holders, hexadecimal.
    pub mapping_digest: String,
    /// The file's name without its folder.
    pub name: String,
    /// Rows, where the file says so.
    pub count: Option<u64>,
}

impl Plan {
    /// Opens the file and asks what must be asked.
    ///
    /// # Errors
    /// What stands against the import.
    pub fn make(what: Import, law: Law) -> Result<Self, NotImported> {
        let given =
            what.mapping.as_ref().map(|(text, _)| Mapping::read(text)).transpose().map_err(|e| NotImported::Mapping(vec![e]))?;
        if let Some(rejects) = what.rejects.as_ref().filter(|r| same(r, &what.file)) {
            return Err(NotImported::Beside(format!("{} is the file itself: name another for rejected rows", rejects.display())));
        }
        let bounds = law.bounds_of(&what.register.jurisdiction);
        let options = options(&what, given.as_ref(), bounds)?;
        let reader = kaan_exchange::open(&what.file, &options).map_err(NotImported::File)?;
        if !reader.source().questions.is_empty() {
            return Err(NotImported::Questions(reader.source().questions.clone()));
        }
        let columns = columns(&reader);
        let guess = || Mapping::guess(what.collection, &columns).ok_or_else(|| NotImported::Mapping(vec![no_number(&columns)]));
        let guessed = given.is_none();
        let mapping = given.map_or_else(guess, Ok)?;
        Fields::find(what.collection, &what.register.code, &mapping, &columns).map_err(NotImported::Mapping)?;
        let folder = what.mapping.as_ref().map(|m| m.1.clone()).unwrap_or_default();
        let plan = Plan {
            digest: digest(&what.file)?,
            mapping_digest: mapping_digest(&mapping, &what.answers, &folder)?,
            name: what.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            count: reader.count_hint(),
            what,
            law,
            mapping,
            guessed,
            folder,
            options,
            bounds,
        };
        Ok(plan)
    }

    /// Opens the file again, for the act.
    ///
    /// # Errors
    /// What makes it unreadable.
    pub fn open(&self) -> Result<Reader, NotImported> {
        kaan_exchange::open(&self.what.file, &self.options).map_err(NotImported::File)
    }

    /// The mapping tied to the columns of the open file.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fields(&self, reader: &Reader) -> Result<Fields, NotImported> {
        Fields::find(self.what.collection, &self.what.register.code, &self.mapping, &columns(reader)).map_err(NotImported::Mapping)
    }

    /// Adds to a report what is known from the beginning.
    pub fn dress(&self, mut report: Report) -> Report {
        report.guessed = self.guessed.then(|| self.mapping.print());
        report
    }
}

/// Whether two paths lead to one file.
fn same(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().is_ok_and(|o| other.canonicalize().is_ok_and(|t| o == t))
}

fn columns(reader: &Reader) -> Vec<String> {
    reader.columns().iter().map(|c| c.name.to_string()).collect()
}

fn no_number(columns: &[String]) -> String {
    format!("no column looks like a number; write a mapping with `number = \"COLUMN\"`; the file has: {}", columns.join(", "))
}

/// What the reader is told.
fn options(what: &Import, mapping: Option<&Mapping>, bounds: Option<Bounds>) -> Result<Options, NotImported> {
    let mut options = Options {
        expected: bounds.into_iter().collect(),
        limits: Limits::import(),
        stop: what.stop.clone(),
        want: Want::Polygons,
        ..Options::default()
    };
    if let Some(mapping) = mapping {
        Answers::of(mapping).put(&mut options).map_err(NotImported::System)?;
        put_columns(mapping, &mut options);
    }
    what.answers.put(&mut options).map_err(NotImported::System)?;
    Ok(options)
}

/// SHA-256 of a file, hexadecimal.
fn digest(path: &Path) -> Result<String, NotImported> {
    let here = |e: std::io::Error| NotImported::Beside(format!("{}: {e}", path.display()));
    let mut file = std::fs::File::open(path).map_err(here)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut buffer).map_err(here)? {
            0 => return Ok(hex::encode(hash.finalize())),
            n => hash.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

fn mapping_digest(mapping: &Mapping, answers: &Answers, folder: &Path) -> Result<String, NotImported> {
    let mut hash = Sha256::new();
    hash.update(mapping.print());
    hash.update(format!("{answers:?}"));
    if let Some(name) = mapping.holders.as_ref().and_then(|h| Path::new(&h.file).file_name()) {
        hash.update(digest(&folder.join(name))?);
    }
    Ok(hex::encode(hash.finalize()))
}
