//! `kaan check`: parcels in a file against the register, one JSON line a feature on standard output.
//!
//! Called by the command line. It gives the answers of `POST /api/v1/parcels/check`, and never stores anything.

use crate::capabilities::Capabilities;
use crate::config::Config;
use anyhow::Result;
use clap::Args;
use kaan_base::{Lang, Problem};
use kaan_cadastre::Answers;
use kaan_db::Db;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

/// A file with parcels.
#[derive(Debug, Args)]
pub struct Check {
    /// GeoPackage, GeoJSON, GeoJSON lines, zipped shapefile, KML, KMZ, DXF, XLSX, or CSV with corners.
    file: PathBuf,
    /// Coordinate system, where the file does not say: 4326, 32642, 4145, gk-66-22.
    #[arg(long)]
    crs: Option<String>,
    /// The axes stand the other way round in the file.
    #[arg(long)]
    swap_axes: bool,
    /// The layer, where the file has several.
    #[arg(long)]
    layer: Option<String>,
    /// The encoding of texts, where the file does not say: windows-1256, gbk.
    #[arg(long)]
    encoding: Option<String>,
}

/// Checks every feature; `false` when one of them has no valid outline.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn run(config: &Config, db: &Db, what: Check) -> Result<bool> {
    let capabilities = Capabilities::open(config, db).await?;
    let (ground, ui) = (capabilities.ground(), capabilities.ui().clone());
    let answers = Answers { crs: what.crs, swap_axes: what.swap_axes.then_some(true), layer: what.layer, encoding: what.encoding };
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut good = true;
        let mut broken = None;
        let say = |code: &str| ui.text(Lang::En, &format!("problem-{code}"), &[]);
        let done = kaan_cadastre::check_file(&ground, &what.file, &answers, &say, &mut |checked| {
            good &= checked.answer.valid;
            let line = serde_json::to_writer(&mut out, &checked).map_err(anyhow::Error::from);
            if let Err(e) = line.and_then(|()| writeln!(out).map_err(Into::into)) {
                broken.get_or_insert(e);
            }
        });
        broken.map_or(Ok(()), Err)?;
        out.flush()?;
        let (_, notes) = done.map_err(|problems| refused(&problems, &say))?;
        for note in notes {
            let detail = note.detail.map(|d| format!(" {d}")).unwrap_or_default();
            eprintln!("{}{detail} [{}, {} times]", say(note.code.code()), note.code.code(), note.count);
        }
        Ok(good)
    })
    .await?
}

/// Why a file cannot be judged: each code with its words.
fn refused(problems: &[Problem], say: &dyn Fn(&str) -> String) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(|p| format!("{} [{p}]", say(p.code))).collect();
    anyhow::Error::msg(lines.join("\n"))
}
