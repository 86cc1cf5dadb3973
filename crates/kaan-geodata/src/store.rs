//! All SQL of geodata, and nothing but SQL.
//!
//! Statements of deposits and occurrences come from kaan-facts; those of districts stand here. It never
//! judges and never speaks HTTP.

use crate::districts::District;
use kaan_base::Text3;
use kaan_db::{Db, Res, Snapshot, Tx, sql};
use kaan_facts::pages::near::Row;
use kaan_facts::store::Table;
use kaan_geo::Bounds;
use std::ops::ControlFlow;

/// The statements over the deposits' tables.
pub static DEPOSITS: Table = kaan_facts::table!("geodata_deposit", "geodata_dataset", "geodata_import");
/// The statements over the occurrences' tables.
pub static OCCURRENCES: Table = kaan_facts::table!("geodata_occurrence", "geodata_dataset", "geodata_import");

const NEAR: &str = "select id, name_en, name_zh, name_ur, x, y from projects_public_project where precision <> 'stand-in'
    and x between $1 and $2 and y between $3 and $4 order by id limit 500";
const PUT: &str =
    "insert into geodata_district (id, dataset, name_en, name_zh, name_ur, division, province, x0, y0, x1, y1, boundary, body)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do update set dataset = excluded.dataset,
    name_en = excluded.name_en, name_zh = excluded.name_zh, name_ur = excluded.name_ur, division = excluded.division,
    province = excluded.province, x0 = excluded.x0, y0 = excluded.y0, x1 = excluded.x1, y1 = excluded.y1,
    boundary = excluded.boundary, body = excluded.body";
const EACH: &str = "select body from geodata_district order by id";
const KNOWN: &str = "select id, dataset, body from geodata_district";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: [&str; 15] = {
    const D: Table = kaan_facts::table!("geodata_deposit", "geodata_dataset", "geodata_import");
    const O: Table = kaan_facts::table!("geodata_occurrence", "geodata_dataset", "geodata_import");
    [
        D.put,
        D.find,
        D.each,
        D.put_dataset,
        D.datasets,
        D.put_import,
        D.find_import,
        D.imports,
        O.put,
        O.find,
        O.each,
        PUT,
        EACH,
        KNOWN,
        NEAR,
    ]
};

/// Writes a district, new or changed, with its names and box.
///
/// # Errors
/// What the store says.
pub async fn put_district(tx: &mut Tx<'_>, d: &District, name: Text3, (bounds, boundary): (Bounds, &[u8]), body: &str) -> Res<()> {
    let q =
        sql(PUT).bind(&d.id).bind(&d.dataset).bind(name.en).bind(name.zh).bind(name.ur).bind(d.division.clone()).bind(&d.province);
    let q = q.bind(bounds.x0).bind(bounds.y0).bind(bounds.x1).bind(bounds.y1).bind(boundary);
    tx.run(q.bind(body)).await.map(drop)
}

/// Id, data set and body of all districts.
///
/// # Errors
/// What the store says.
pub async fn known_districts(tx: &mut Tx<'_>) -> Res<Vec<(String, String, String)>> {
    tx.all(sql(KNOWN), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).await
}

/// Every body of a district by id.
///
/// # Errors
/// What the store or `f` says.
pub async fn each_district(view: &mut Snapshot, mut f: impl FnMut(&str) -> Res<()>) -> Res<()> {
    view.each(sql(EACH), |r| f(r.text(0)?).map(|()| ControlFlow::Continue(()))).await
}

/// Those of the projects whose own point lies in a box: id, name, place.
///
/// # Errors
/// What the store says.
pub async fn near(db: &Db, b: Bounds) -> Res<Vec<Row>> {
    let q = sql(NEAR).bind(b.x0).bind(b.x1).bind(b.y0).bind(b.y1);
    db.all(q, |r| Ok((r.get(0)?, Text3::of(r.get(1)?, r.get(2)?, r.get(3)?), [r.get(4)?, r.get(5)?]))).await
}
