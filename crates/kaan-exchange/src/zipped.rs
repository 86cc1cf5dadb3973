//! Zip archives from strangers: names checked, entries and inflated bytes counted while reading.
//!
//! Used for zipped shapefiles, KMZ and XLSX. It never believes a size that stands in the archive, never
//! writes an entry to disk and never opens an archive inside an archive.

use crate::input::{Input, ReadSeek};
use crate::limits::Limits;
use crate::refusal::Refusal;
use std::io::Read;
use zip::ZipArchive;

/// An open archive.
pub(crate) struct Zipped {
    archive: ZipArchive<std::io::BufReader<Box<dyn ReadSeek>>>,
    names: Vec<String>,
    /// Inflated bytes that may still be read.
    left: u64,
}

impl Zipped {
    pub fn open(input: &Input, limits: &Limits) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(std::io::BufReader::new(input.seekable()?)).map_err(broken)?;
        if archive.len() > limits.max_zip_entries {
            return Err(Refusal::new("zip-too-many-entries").with("entries", archive.len()).with("limit", limits.max_zip_entries));
        }
        let names: Vec<String> = (0..archive.len())
            .map(|i| archive.name_for_index(i).and_then(Result::ok).unwrap_or_default().replace('\\', "/"))
            .collect();
        if let Some(name) = names
            .iter()
            .find(|n| n.starts_with('/') || n.contains('\0') || n.split('/').any(|part| part == ".." || part.contains(':')))
        {
            return Err(Refusal::new("zip-unsafe-name").with("name", name));
        }
        // Small archives may shrink a lot without harm; large ones may not.
        let left = limits.max_zip_bytes.min(input.len().saturating_mul(limits.max_zip_ratio).max(1 << 20));
        Ok(Zipped { archive, names, left })
    }

    /// Names of the entries, with `/` between folders.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Entries that end so, in any case of letters, without those that programs of macOS add.
    pub fn ending(&self, extension: &str) -> Vec<usize> {
        let fits =
            |n: &str| n.to_ascii_lowercase().ends_with(extension) && !n.split('/').any(|p| p == "__MACOSX" || p.starts_with("._"));
        (0..self.names.len()).filter(|i| fits(&self.names[*i])).collect()
    }

    /// Inflates one entry.
    pub fn read(&mut self, entry: usize) -> Result<Vec<u8>, Refusal> {
        let name = self.names.get(entry).cloned().unwrap_or_default();
        let file = self.archive.by_index(entry).map_err(|e| broken(e).in_entry(&name))?;
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| Refusal::new("zip-broken").with("error", e).in_entry(&name))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| Refusal::new("zip-too-large").in_entry(&name))?;
        Ok(bytes)
    }

    /// Inflates all entries to nothing, to know that they stay within the limits.
    pub fn measure(&mut self) -> Result<(), Refusal> {
        for entry in 0..self.names.len() {
            let name = &self.names[entry];
            let file = self.archive.by_index(entry).map_err(|e| broken(e).in_entry(name))?;
            let mut file = file.take(self.left + 1);
            let n = std::io::copy(&mut file, &mut std::io::sink())
                .map_err(|e| Refusal::new("zip-broken").with("error", e).in_entry(name))?;
            self.left = self.left.checked_sub(n).ok_or_else(|| Refusal::new("zip-too-large").in_entry(name))?;
        }
        Ok(())
    }
}

fn broken(error: zip::result::ZipError) -> Refusal {
    Refusal::new("zip-broken").with("error", error)
}
