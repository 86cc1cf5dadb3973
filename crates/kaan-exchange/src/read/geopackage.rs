//! GeoPackage, in (OGC 12-128r19): one layer of a foreign SQLite file, page by page.
//!
//! Called by [`crate::open`]. The file is hostile: it is opened read-only, its schema is not trusted
//! (no functions or virtual tables with side effects in views), lengths are limited and a progress
//! handler ends what takes too long. It never writes to it.

use crate::feature::{ColumnKind, RawFeature, Value};
use crate::refusal::{NoteCode, Refusal, RowFault};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step};
use crate::wkb;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// Rows fetched at a time.
const PAGE: i64 = 2_000;

const LAYERS: &str = "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c
  JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
  WHERE c.data_type = 'features' ORDER BY c.table_name LIMIT 1000";
const REFERENCE: &str = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
const COLUMNS: &str = "SELECT name, type, pk FROM pragma_table_info(?1)";

/// A copy of an upload on disk, gone when the reader is.
pub(crate) struct Scratch(pub PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Opens a layer: the named one, or the only one.
pub(crate) fn open(path: &Path, layer: Option<&str>, scratch: Option<Scratch>, cx: &mut Context) -> Result<Opened, Refusal> {
    let db = connect(path, cx)?;
    let (table, geometry, srs) = choose(&db, layer)?;
    let claim = claim(&db, srs)?;
    let (key, attributes) = columns(&db, &table, &geometry, cx)?;
    let count = count(&db, &table);
    let names = attributes.iter().map(|(name, _)| quoted(name));
    let list: Vec<String> = [quoted(&key), quoted(&geometry)].into_iter().chain(names).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {key} > ?1 ORDER BY {key} LIMIT {PAGE}",
        list.join(", "),
        quoted(&table),
        key = quoted(&key)
    );
    let kinds = attributes.into_iter().map(|(_, kind)| kind).collect();
    let stream = Stream {
        db,
        sql,
        kinds,
        after: i64::MIN,
        row: 0,
        page: VecDeque::new(),
        done: false,
        count,
        bytes: file_bytes(path),
        _scratch: scratch,
    };
    Ok(Opened { stream: Box::new(stream), claim, encoding: None, layer: Some(table), count, layout: None })
}

fn file_bytes(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn connect(path: &Path, cx: &Context) -> Result<Connection, Refusal> {
    let open = || -> rusqlite::Result<Connection> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        let longest = cx.meter.limits.max_attribute_bytes.max(cx.meter.limits.max_corners_per_feature as usize * 32);
        db.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest.clamp(1 << 20, 1 << 30) as i32)?;
        db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        let stop = cx.meter.stop.clone();
        db.progress_handler(20_000, Some(move || stop()))?;
        db.pragma_update(None, "cell_size_check", true)?;
        Ok(db)
    };
    open().map_err(refused)
}

/// A failing statement on a foreign file is the file's fault, unless we were stopped.
fn refused(error: rusqlite::Error) -> Refusal {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => Refusal::new("stopped"),
        Some(ErrorCode::TooBig) => Refusal::new("attribute-too-long"),
        _ => Refusal::new("file-broken").with("error", error),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn choose(db: &Connection, wanted: Option<&str>) -> Result<(String, String, i64), Refusal> {
    let mut statement = db.prepare(LAYERS).map_err(refused)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).map_err(refused)?;
    let mut layers: Vec<(String, String, i64)> = rows.collect::<Result<_, _>>().map_err(refused)?;
    let names = layers.iter().map(|l| l.0.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        layers.retain(|l| l.0 == wanted);
    }
    match (layers.pop(), layers.is_empty()) {
        (Some(layer), true) => Ok(layer),
        (Some(_), false) => Err(Refusal::new("layer-unclear").with("layers", names)),
        (None, _) => Err(Refusal::new("layer-missing").with("layers", names)),
    }
}

fn claim(db: &Connection, srs: i64) -> Result<Claim, Refusal> {
    // Requirement 11: 0 and -1 stand for undefined systems.
    if srs == 0 || srs == -1 {
        return Ok(Claim::Absent);
    }
    let row = db.query_row(REFERENCE, [srs], |r| {
        Ok((r.get::<_, Option<String>>(0)?, r.get::<_, Option<i64>>(1)?, r.get::<_, Option<String>>(2)?))
    });
    match row {
        Ok((Some(who), Some(code), _)) if who.eq_ignore_ascii_case("epsg") => {
            Ok(u32::try_from(code).map_or(Claim::Absent, Claim::Epsg))
        }
        Ok((_, _, Some(definition))) => Ok(Claim::Wkt(definition)),
        Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => Ok(Claim::Absent),
        Err(error) => Err(refused(error)),
    }
}

type Attributes = Vec<(String, ColumnKind)>;

/// The integer key to page by, and the attribute columns.
fn columns(db: &Connection, table: &str, geometry: &str, cx: &mut Context) -> Result<(String, Attributes), Refusal> {
    let mut statement = db.prepare(COLUMNS).map_err(refused)?;
    let rows = statement.query_map([table], |r| Ok((r.get(0)?, r.get::<_, Option<String>>(1)?, r.get(2)?))).map_err(refused)?;
    let all: Vec<(String, Option<String>, i64)> = rows.collect::<Result<_, _>>().map_err(refused)?;
    let is_integer = |kind: &Option<String>| kind.as_deref().is_some_and(|k| k.to_ascii_uppercase().contains("INT"));
    // A table has an integer primary key; a view's first integer column has that role (requirement 150).
    let key = all.iter().find(|c| c.2 == 1 && is_integer(&c.1)).or_else(|| all.iter().find(|c| is_integer(&c.1)));
    let key =
        key.map(|c| c.0.clone()).ok_or_else(|| Refusal::new("file-broken").with("error", "no integer key").in_entry(table))?;
    let mut attributes = Vec::new();
    for (name, kind, _) in all.into_iter().filter(|c| c.0 != key && !c.0.eq_ignore_ascii_case(geometry)) {
        let kind = kind_of(kind.as_deref().unwrap_or(""));
        cx.columns.place(&name, kind, cx.meter.limits.max_columns)?;
        attributes.push((name, kind));
    }
    Ok((key, attributes))
}

/// Table 1 of the standard.
fn kind_of(declared: &str) -> ColumnKind {
    let declared = declared.to_ascii_uppercase();
    match declared.as_str() {
        "BOOLEAN" => ColumnKind::Bool,
        "DATE" => ColumnKind::Date,
        "DOUBLE" | "FLOAT" | "REAL" => ColumnKind::Real,
        d if d.contains("INT") => ColumnKind::Integer,
        _ => ColumnKind::Text,
    }
}

fn count(db: &Connection, table: &str) -> Option<u64> {
    let known = db.query_row("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?1", [table], |r| r.get::<_, i64>(0));
    let counted = known.or_else(|_| db.query_row(&format!("SELECT count(*) FROM {}", quoted(table)), [], |r| r.get(0)));
    counted.ok().and_then(|n| u64::try_from(n).ok())
}

struct Stream {
    db: Connection,
    sql: String,
    kinds: Vec<ColumnKind>,
    after: i64,
    row: u64,
    page: VecDeque<Step>,
    done: bool,
    count: Option<u64>,
    bytes: u64,
    _scratch: Option<Scratch>,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        if self.page.is_empty() && !self.done {
            if let Err(error) = self.fill(cx) {
                self.done = true;
                return Some(Err(refused(error).ending()));
            }
            if let Some(count) = self.count.filter(|n| *n > 0) {
                cx.progress.set((self.bytes as u128 * u128::from(self.row) / u128::from(count)).min(u128::from(self.bytes)) as u64);
            }
        }
        self.page.pop_front()
    }
}

impl Stream {
    fn fill(&mut self, cx: &mut Context) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare_cached(&self.sql)?;
        let mut rows = statement.query([self.after])?;
        let mut got = 0;
        while let Some(row) = rows.next()? {
            got += 1;
            self.row += 1;
            // A key that does not grow would page for ever.
            let key = row.get_ref(0)?.as_i64().ok().filter(|k| *k > self.after);
            let step = match key {
                None => Err(Refusal::new("file-broken").with("error", "the key is not a growing integer").ending()),
                Some(key) => {
                    self.after = key;
                    read_row(row, key, self.row, &self.kinds, cx)
                }
            };
            let ends = matches!(&step, Err(fault) if fault.ends);
            self.page.push_back(step.map_err(|f: RowFault| f.at_row(self.row)));
            if ends {
                self.done = true;
                return Ok(());
            }
        }
        self.done = got < PAGE;
        Ok(())
    }
}

fn read_row(row: &rusqlite::Row<'_>, key: i64, number: u64, kinds: &[ColumnKind], cx: &mut Context) -> Step {
    cx.meter.feature()?;
    let geometry = match row.get_ref(1).map_err(|e| refused(e).ending())? {
        ValueRef::Null => crate::feature::RawGeometry::default(),
        ValueRef::Blob(blob) => {
            let (geometry, out) = wkb::geopackage(blob, &mut cx.meter)?;
            if out.z {
                cx.note(NoteCode::ZDropped, number);
            }
            if out.parts {
                cx.note(NoteCode::NotAPolygonSkipped, number);
            }
            geometry
        }
        _ => return Err(Refusal::new("geometry-broken").skipping()),
    };
    let mut values = Vec::with_capacity(kinds.len());
    for (at, kind) in kinds.iter().enumerate() {
        let cell = row.get_ref(at + 2).map_err(|e| refused(e).ending())?;
        values.push(match cell {
            ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            ValueRef::Integer(v) if *kind == ColumnKind::Bool => Value::Bool(v != 0),
            ValueRef::Integer(v) => Value::Integer(v),
            ValueRef::Real(v) => Value::Real(v),
            ValueRef::Text(bytes) => Value::Text(text(bytes, number, cx)),
        });
    }
    Ok(RawFeature { row: number, id: Some(key.to_string()), values, geometry })
}

fn text(bytes: &[u8], row: u64, cx: &mut Context) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            cx.note(NoteCode::EncodingBroken, row);
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}
