//! GeoPackage 1.3, out (OGC 12-128r17): one feature table, indexed.
//!
//! Called for downloads and exports. It makes a new file and refuses to touch one that exists.
//! Coordinates are doubles of degrees that round back to the same integers. It never writes two tables.

use super::{Ground, Record, fits, shapes};
use crate::feature::{Column, ColumnKind, Value};
use crate::geo;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql, params};
use std::io;
use std::path::Path;

/// "GPKG" (requirement 2).
const APPLICATION_ID: i64 = 0x4750_4b47;
/// Version 1.3.0.
const USER_VERSION: i64 = 10_300;

const SCHEMA: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]', NULL);
";

/// The triggers of the R-tree extension (clause F.3), with `{t}` for the table and `geom` for its column.
const RTREE: &str = include_str!("rtree.sql");

/// What the table is called and when it was true.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Name of the table: letters, digits and `_`.
    pub table: &'a str,
    /// A sentence about it.
    pub description: &'a str,
    /// `2026-11-24T00:00:00.000Z` (requirement 15).
    pub last_change: &'a str,
    /// Whether it holds points; else multipolygons.
    pub points: bool,
}

/// Writes features into a new file, in one transaction.
pub struct Writer {
    db: Connection,
    table: String,
    insert: String,
    columns: Vec<Column>,
    /// West, south, east, north of all that was written.
    bounds: Option<[i64; 4]>,
    blob: Vec<u8>,
}

impl Writer {
    /// Makes the file.
    ///
    /// # Errors
    /// When it exists, cannot be made, or a name cannot stand in it.
    pub fn create(path: &Path, about: About<'_>, columns: &[Column]) -> io::Result<Self> {
        std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        let named = |n: &str| !n.is_empty() && n.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !named(about.table)
            || columns.iter().any(|c| c.name.contains('\0') || ["fid", "geom", "id"].contains(&&*c.name.to_lowercase()))
        {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a name that cannot stand in a GeoPackage"));
        }
        Self::prepare(path, about, columns).map_err(io::Error::other)
    }

    fn prepare(path: &Path, about: About<'_>, columns: &[Column]) -> rusqlite::Result<Self> {
        let db = Connection::open(path)?;
        db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", USER_VERSION)?;
        db.execute_batch("BEGIN")?;
        db.execute_batch(SCHEMA)?;
        let kind = if about.points { "POINT" } else { "MULTIPOLYGON" };
        let listed: String = columns.iter().map(|c| format!(", {} {}", quoted(&c.name), declared(c.kind))).collect();
        db.execute_batch(&format!(
            "CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {kind}, id TEXT{listed})",
            quoted(about.table)
        ))?;
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?1, 'features', ?1, ?2, ?3, 4326)",
            params![about.table, about.description, about.last_change],
        )?;
        db.execute("INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, 4326, 0, 0)", params![about.table, kind])?;
        db.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)",
            quoted(&format!("rtree_{}_geom", about.table))
        ))?;
        let places: String =
            (0..columns.len() + 2).map(|n| if n == 0 { "?1".to_owned() } else { format!(", ?{}", n + 1) }).collect();
        let names: String = columns.iter().map(|c| format!(", {}", quoted(&c.name))).collect();
        let insert = format!("INSERT INTO {} (geom, id{names}) VALUES ({places})", quoted(about.table));
        Ok(Writer { db, table: about.table.to_owned(), insert, columns: columns.to_vec(), bounds: None, blob: Vec::new() })
    }

    /// Writes one feature.
    ///
    /// # Errors
    /// A full disk, or a row that does not fit the columns.
    pub fn write(&mut self, record: Record<'_>) -> io::Result<()> {
        fits(&self.columns, record.values)?;
        self.insert(record).map_err(io::Error::other)
    }

    fn insert(&mut self, record: Record<'_>) -> rusqlite::Result<()> {
        let bounds = match record.ground {
            Ground::None => None,
            Ground::Point(p) => Some([p.x, p.y, p.x, p.y]),
            Ground::Parcel(parcel) => Some(geo::sides(parcel)),
        };
        self.blob.clear();
        if let Some(b) = bounds {
            let all = self.bounds.unwrap_or(b);
            self.bounds = Some([all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])]);
            let [west, south, east, north] = b.map(geo::to_degrees);
            let parcel = matches!(record.ground, Ground::Parcel(_));
            self.blob.extend_from_slice(&[b'G', b'P', 0, if parcel { 0b11 } else { 1 }]);
            self.blob.extend(4326i32.to_le_bytes());
            if parcel {
                [west, east, south, north].iter().for_each(|v| self.blob.extend(v.to_le_bytes()));
            }
            shapes::put_wkb(&mut self.blob, record.ground);
        }
        let mut statement = self.db.prepare_cached(&self.insert)?;
        statement.raw_bind_parameter(1, bounds.map(|_| self.blob.as_slice()))?;
        statement.raw_bind_parameter(2, record.id)?;
        for (n, value) in record.values.iter().enumerate() {
            statement.raw_bind_parameter(n + 3, Bound(value))?;
        }
        statement.raw_execute()?;
        drop(statement);
        if let Some(b) = bounds {
            let [west, south, east, north] = b.map(geo::to_degrees);
            let fid = self.db.last_insert_rowid();
            let sql = format!("INSERT INTO {} VALUES (?1, ?2, ?3, ?4, ?5)", quoted(&format!("rtree_{}_geom", self.table)));
            self.db.prepare_cached(&sql)?.execute(params![fid, west, east, south, north])?;
        }
        Ok(())
    }

    /// Ends the file. Without it the file is not a GeoPackage.
    ///
    /// # Errors
    /// A full disk.
    pub fn finish(self) -> io::Result<()> {
        let end = || -> rusqlite::Result<()> {
            if let Some(bounds) = self.bounds {
                let [west, south, east, north] = bounds.map(geo::to_degrees);
                self.db.execute(
                    "UPDATE gpkg_contents SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4",
                    params![west, south, east, north],
                )?;
            }
            self.db.execute(
                "INSERT INTO gpkg_extensions VALUES (?1, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                params![self.table],
            )?;
            self.db.execute_batch(&RTREE.replace("{t}", &self.table))?;
            self.db.execute_batch("COMMIT")
        };
        end().map_err(io::Error::other)?;
        self.db.close().map_err(|(_, e)| io::Error::other(e))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const fn declared(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "TEXT",
        ColumnKind::Integer => "INTEGER",
        ColumnKind::Real => "DOUBLE",
        ColumnKind::Bool => "BOOLEAN",
        ColumnKind::Date => "DATE",
    }
}

struct Bound<'v>(&'v Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::from(rusqlite::types::Null),
            Value::Text(t) => ToSqlOutput::from(t.as_str()),
            Value::Integer(v) => ToSqlOutput::from(*v),
            Value::Real(v) => ToSqlOutput::from(*v),
            Value::Bool(v) => ToSqlOutput::from(*v),
        })
    }
}
