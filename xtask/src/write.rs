//! Writes the synthetic register and its candidates as files that anybody reads.
//!
//! Called by `xtask generate`. It never writes over a GeoPackage of another run: it removes it first.

use crate::generate::{self, Candidate, Title};
use anyhow::{Context, Result};
use kaan_exchange::write::{Ground, Record, geojson, geopackage};
use kaan_exchange::{Column, ColumnKind, Value};
use kaan_geo::{Parcel, Rings};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// What the import is told of the columns.
const MAPPING: &str = r#"# How the columns of the synthetic register become fields.
number = "title_no"
type = "type"
status = "status"
holder = "holder"
commodities = "commodity"
granted = "granted"
expires = "expires"

[classes]
RL = "reconnaissance"
EL = "exploration"
PL = "exploration"
ML = "mining"
SML = "mining"
"#;

/// Writes `titles.gpkg`, `titles.geojsonl`, `titles.toml`, `candidates.gpkg` and `candidates.geojsonl`.
pub fn all(out: &Path, (titles, candidates): (usize, usize), seed: u64) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let start = Instant::now();
    let titles = generate::titles(titles, seed);
    let active = titles.iter().filter(|t| t.status == "active").count();
    let corners: usize = titles.iter().map(|t| t.parcel.corners()).sum();
    println!("{} titles, {active} active, {corners} corners, {:.1} s", titles.len(), start.elapsed().as_secs_f64());
    let candidates = generate::candidates(&titles, candidates, seed);
    println!("{} candidates, {:.1} s", candidates.len(), start.elapsed().as_secs_f64());
    write_titles(out, &titles)?;
    write_candidates(out, &candidates)?;
    std::fs::write(out.join("titles.toml"), MAPPING)?;
    println!("written to {} in {:.1} s", out.display(), start.elapsed().as_secs_f64());
    Ok(())
}

fn columns(names: &[&str]) -> Vec<Column> {
    names.iter().map(|n| Column::new(n, ColumnKind::Text)).collect()
}

/// A pair of files with the same rows.
struct Pair {
    package: geopackage::Writer,
    lines: geojson::Writer<BufWriter<File>>,
}

impl Pair {
    fn create(out: &Path, name: &str, columns: &[Column]) -> Result<Self> {
        let path = out.join(format!("{name}.gpkg"));
        if path.exists() {
            std::fs::remove_file(&path)?;
        }
        let about = geopackage::About {
            table: name,
            description: "Synthetic: all names and places are invented",
            last_change: "2026-01-01T00:00:00.000Z",
            points: false,
        };
        let lines = BufWriter::new(File::create(out.join(format!("{name}.geojsonl")))?);
        Ok(Pair {
            package: geopackage::Writer::create(&path, about, columns)?,
            lines: geojson::Writer::new(lines, geojson::Form::Lines, columns)?,
        })
    }

    fn finish(self) -> Result<()> {
        self.package.finish()?;
        self.lines.finish()?.flush().context("the last lines")
    }
}

fn write_titles(out: &Path, titles: &[Title]) -> Result<()> {
    let columns = columns(&["title_no", "type", "status", "holder", "commodity", "granted", "expires"]);
    let mut pair = Pair::create(out, "titles", &columns)?;
    for (n, t) in titles.iter().enumerate() {
        let texts = [&t.number, t.kind, t.status, &t.holder, t.commodity, &t.granted, &t.expires];
        let (id, values) = ((n + 1).to_string(), texts.map(|x| Value::Text(x.into())));
        let record = Record { id: &id, ground: Ground::Parcel(&t.parcel), values: &values };
        pair.package.write(record)?;
        pair.lines.write(record)?;
    }
    pair.finish()
}

/// Candidates; the invalid ones are lines of the GeoJSON sequence alone, for a parcel is never invalid.
fn write_candidates(out: &Path, candidates: &[Candidate]) -> Result<()> {
    let columns = columns(&["built_for"]);
    let mut pair = Pair::create(out, "candidates", &columns)?;
    let mut raw = BufWriter::new(File::create(out.join("candidates.geojsonl"))?);
    for (n, c) in candidates.iter().enumerate() {
        let (id, values) = ((n + 1).to_string(), [Value::Text(c.class.into())]);
        if let Some(parcel) = parcel(&c.rings) {
            pair.package.write(Record { id: &id, ground: Ground::Parcel(&parcel), values: &values })?;
        }
        writeln!(
            raw,
            r#"{{"type":"Feature","id":{id},"properties":{{"built_for":"{}"}},"geometry":{{"type":"MultiPolygon","coordinates":{}}}}}"#,
            c.class,
            coordinates(&c.rings)
        )?;
    }
    pair.package.finish()?;
    Ok(raw.flush()?)
}

fn parcel(rings: &Rings) -> Option<Parcel> {
    kaan_geo::check(rings, &kaan_geo::Limits { corners: 100_000, bounds: None, must_close: false }).parcel
}

fn coordinates(rings: &Rings) -> String {
    let list = |parts: Vec<String>| format!("[{}]", parts.join(","));
    let corner = |p: &kaan_geo::Point| format!("[{:.8},{:.8}]", p.degrees().0, p.degrees().1);
    let ring = |r: &Vec<kaan_geo::Point>| list(r.iter().chain(r.first()).map(corner).collect());
    list(rings.iter().map(|p| list(p.iter().map(ring).collect())).collect())
}
