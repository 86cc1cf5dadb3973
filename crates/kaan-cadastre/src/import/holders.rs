//! The holders of a register: one key for one name, whatever its dress.
//!
//! Called by the import on the reading thread. Names are the same when their folded forms are
//! (`words::fold`: case, accents, forms of letters); it never joins names that merely look alike.

use crate::mapping::HoldersFile;
use crate::model::{Held, HolderKind};
use kaan_base::{Ids, words};
use std::collections::HashMap;
use std::path::Path;

/// Most rows of a holders file.
const MOST_ROWS: usize = 5_000_000;
/// Longest holders file, bytes.
const MOST_BYTES: u64 = 1 << 30;

/// The holders known so far, and those that are new in this import.
pub struct Holders {
    ids: Ids,
    by_folded: HashMap<String, Held>,
    by_name: HashMap<String, Held>,
    joined: HashMap<Vec<String>, Vec<(String, Option<f64>)>>,
    masked: Option<String>,
    fresh: Vec<(Held, String)>,
    /// Holders and names that were first seen in the row at hand.
    row: (Vec<(Held, String)>, Vec<String>),
}

impl Holders {
    /// A book with the holders that the register has already (folded name, holder).
    pub fn new(ids: Ids, known: Vec<(String, Held)>) -> Self {
        Holders {
            ids,
            by_folded: known.into_iter().collect(),
            by_name: HashMap::new(),
            joined: HashMap::new(),
            masked: None,
            fresh: Vec::new(),
            row: (Vec::new(), Vec::new()),
        }
    }

    /// Reads the file of holders that the mapping names; it stands in `folder`.
    ///
    /// # Errors
    /// What is wrong with the file, in English.
    pub fn read_file(&mut self, file: &HoldersFile, folder: &Path, nothing: &[String]) -> Result<(), String> {
        let name = Path::new(&file.file).file_name().ok_or("`holders.file` names no file")?;
        let path = folder.join(name);
        let here = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        if std::fs::metadata(&path).map_err(|e| here(&e))?.len() > MOST_BYTES {
            return Err(here(&"the file of holders is longer than 1 GiB"));
        }
        let mut csv = csv::ReaderBuilder::new().flexible(false).from_path(&path).map_err(|e| here(&e))?;
        let columns = csv.headers().map_err(|e| here(&e))?.clone();
        let place = |c: &str| columns.iter().position(|x| x.trim() == c).ok_or_else(|| here(&format!("there is no column `{c}`")));
        let join = file.join.iter().map(|c| place(c)).collect::<Result<Vec<_>, _>>()?;
        let (who, share) = (place(&file.name)?, file.share.as_deref().map(place).transpose()?);
        for (n, row) in csv.records().enumerate() {
            let row = row.map_err(|e| here(&e))?;
            if n >= MOST_ROWS {
                return Err(here(&format!("more than {MOST_ROWS} rows")));
            }
            let get = |i: usize| row.get(i).map(str::trim).unwrap_or_default();
            let text = get(who);
            if text.is_empty() || nothing.iter().any(|x| x == text) {
                continue;
            }
            let share = share.map(get).filter(|t| !t.is_empty()).map(|t| {
                super::fields::read_share(t).ok_or_else(|| here(&format!("row {}: `{t}` is no share from 0 to 100", n + 2)))
            });
            let key = join.iter().map(|i| get(*i).to_owned()).collect();
            self.joined.entry(key).or_default().push((text.to_owned(), share.transpose()?));
        }
        self.masked = file.masked.clone();
        Ok(())
    }

    /// The holders that the holders file gives for these join values.
    pub fn joined(&mut self, key: &[String]) -> Vec<Held> {
        let rows = self.joined.get(key).cloned().unwrap_or_default();
        let masked = self.masked.clone();
        rows.into_iter().map(|(name, share)| self.held(&name, share, masked.as_deref())).collect()
    }

    /// The holder of that name, new or known, with a share.
    pub fn held(&mut self, name: &str, share: Option<f64>, masked: Option<&str>) -> Held {
        if let Some(h) = self.by_name.get(name) {
            return Held { share, ..h.clone() };
        }
        let folded = words::fold(name);
        let known = self.by_folded.get(&folded).cloned();
        let held = known.unwrap_or_else(|| {
            let kind = match masked {
                Some(m) if name.starts_with(m) => HolderKind::PersonMasked,
                _ => HolderKind::Organisation,
            };
            let held = Held { id: self.ids.make(), name: name.to_owned(), kind, share: None };
            self.by_folded.insert(folded.clone(), held.clone());
            self.row.0.push((held.clone(), folded));
            held
        });
        // The title keeps the name as its own row has it.
        let held = Held { name: name.to_owned(), ..held };
        self.by_name.insert(name.to_owned(), held.clone());
        self.row.1.push(name.to_owned());
        Held { share, ..held }
    }

    /// The row at hand is taken: its holders are holders.
    pub fn keep(&mut self) {
        self.fresh.append(&mut self.row.0);
        self.row.1.clear();
    }

    /// The row at hand is not taken: who was first seen in it was not seen.
    pub fn forget(&mut self) {
        for (_, folded) in self.row.0.drain(..) {
            self.by_folded.remove(&folded);
        }
        for name in self.row.1.drain(..) {
            self.by_name.remove(&name);
        }
    }

    /// The holders of rows taken that are new since the last call, with their folded names.
    pub fn take_fresh(&mut self) -> Vec<(Held, String)> {
        std::mem::take(&mut self.fresh)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use kaan_base::Instant;

    #[test]
    fn one_name_in_two_dresses_is_one_holder() {
        let mut book = Holders::new(Ids::new(Instant(0), [0; 4]), vec![]);
        let a = book.held("Café MINING Ltd", Some(50.0), None);
        let b = book.held("CAFE mining ltd", None, None);
        assert_eq!((a.id == b.id, a.share, b.share), (true, Some(50.0), None));
        assert_eq!(b.name, "CAFE mining ltd");
        book.keep();
        assert_eq!(book.take_fresh().len(), 1);
        assert_eq!(book.held("INDIVIDUAL-0001", None, Some("INDIVIDUAL-")).kind, HolderKind::PersonMasked);
        book.keep();
        assert_eq!(book.take_fresh().len(), 1);
    }

    #[test]
    fn who_was_seen_in_a_rejected_row_alone_was_not_seen() {
        let mut book = Holders::new(Ids::new(Instant(0), [0; 4]), vec![]);
        book.held("A", None, None);
        book.forget();
        assert!(book.take_fresh().is_empty());
        let again = book.held("a", None, None);
        book.keep();
        assert_eq!(book.take_fresh(), [(again, "a".to_owned())]);
    }
}
