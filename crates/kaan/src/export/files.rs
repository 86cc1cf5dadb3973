//! The register as files: each open collection as GeoJSON lines and CSV, its sources and licence, and a README.
//!
//! Called by `export`, and by `check` to write the same again from a folded log. It never writes a moment.

use crate::capabilities::Capabilities;
use anyhow::{Context, Result, anyhow};
use kaan_base::{Instant, Lang};
use kaan_open::{FileKind, credit_line, write_file};
use kaan_web::{Collection, Failure};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// The formats in which an export holds each collection.
pub const KINDS: [FileKind; 2] = [FileKind::Lines, FileKind::Csv];
/// The folder of the register as data, below the export's.
pub const DATA: &str = "data";
/// What people read first.
pub const README: &str = "README.md";

/// Writes all collections and texts below `dir`; the answer is the ledger position of each collection's file.
pub async fn write(capabilities: &Capabilities, dir: &Path, told: &mut (dyn FnMut(u64) + Send)) -> Result<Vec<(String, u64)>> {
    let data = dir.join(DATA);
    std::fs::create_dir_all(&data)?;
    let mut positions = Vec::new();
    let mut written = 0;
    for collection in capabilities.collections() {
        for kind in KINDS {
            let name = format!("{}.{}", collection.id(), kind.ending());
            let part = data.join(format!("{name}.part"));
            let _ = std::fs::remove_file(&part);
            let at = write_file(collection.as_ref(), kind, &part, Instant(0))
                .await
                .map_err(|e| failed(&e))
                .with_context(|| name.clone())?;
            std::fs::rename(&part, data.join(&name))?;
            positions.push((name, at));
            written += 1;
            told(written);
        }
        let text = sources(capabilities, collection.as_ref()).await?;
        put(&data.join(format!("{}.txt", collection.id())), text.as_bytes())?;
    }
    put(&dir.join(README), readme(capabilities).as_bytes())?;
    Ok(positions)
}

/// A failure of a collection, in English.
fn failed(e: &Failure) -> anyhow::Error {
    anyhow!("{e:?}")
}

/// What a collection is, where it comes from and under which licence.
async fn sources(capabilities: &Capabilities, collection: &dyn Collection) -> Result<String> {
    let (ui, id) = (capabilities.ui(), collection.id());
    let mut out = String::new();
    for lang in Lang::ALL {
        let say = |part| ui.text(lang, &format!("collection-{id}-{part}"), &[]);
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "{}: {}", say("title"), say("description"));
    }
    out.push('\n');
    for credit in collection.credit().await.map_err(|e| failed(&e))? {
        let _ = writeln!(out, "{}", credit_line(&credit));
    }
    out.push('\n');
    for column in collection.columns() {
        let _ = writeln!(out, "{}: {}", column.name, column.about);
    }
    Ok(out)
}

/// What the folder is and how to check it, in three languages.
fn readme(capabilities: &Capabilities) -> String {
    let mut out = String::new();
    for lang in Lang::ALL {
        let say = |key: &str| capabilities.ui().text(lang, key, &[]);
        let _ = writeln!(out, "# {}\n\n{}\n\n- `ledger/log/`: {}", say("export-title"), say("export-what"), say("export-log"));
        let _ = writeln!(out, "- `data/`: {}\n- `manifest.json`: {}\n", say("export-data"), say("export-manifest"));
        let _ = writeln!(out, "{}\n\n```\nkaan verify .\nkaan rebuild .\n```\n", say("export-check"));
    }
    out
}

/// Writes a file beside and renames it, so that a reader never sees half of one.
pub fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let mut file = std::fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    Ok(())
}
