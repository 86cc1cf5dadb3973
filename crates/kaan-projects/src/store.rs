//! All SQL of projects, and nothing but SQL.
//!
//! The tables' statements come from kaan-facts; those of its own read titles and deposits through
//! published views. It never judges and never speaks HTTP.

use kaan_base::Text3;
use kaan_db::{Db, Res, sql};
use kaan_facts::pages::near::Row;
use kaan_facts::store::Table;
use kaan_geo::Bounds;

/// The statements over this capability's tables.
pub static TABLE: Table = kaan_facts::table!("projects_project", "projects_dataset", "projects_import");

const NEAR: &str = "select id, name_en, name_zh, name_ur, x, y from geodata_public_deposit where precision <> 'stand-in'
    and x between $1 and $2 and y between $3 and $4 order by id limit 500";
const TITLES: &str = "select number, standing from cadastre_public_title where number in";
const TITLES_OF_ONE: &str = "select number, standing from cadastre_public_title where number in ($1)";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: [&str; 10] = {
    const T: Table = kaan_facts::table!("projects_project", "projects_dataset", "projects_import");
    [T.put, T.find, T.each, T.put_dataset, T.datasets, T.put_import, T.find_import, T.imports, TITLES_OF_ONE, NEAR]
};

/// Titles of these numbers: number and standing.
///
/// # Errors
/// What the store says.
pub async fn titles(db: &Db, numbers: &[String]) -> Res<Vec<(String, String)>> {
    db.all(sql(TITLES).among("", numbers), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// Those of the deposits whose own point lies in a box: id, name, place.
///
/// # Errors
/// What the store says.
pub async fn near(db: &Db, b: Bounds) -> Res<Vec<Row>> {
    let q = sql(NEAR).bind(b.x0).bind(b.x1).bind(b.y0).bind(b.y1);
    db.all(q, |r| Ok((r.get(0)?, Text3::of(r.get(1)?, r.get(2)?, r.get(3)?), [r.get(4)?, r.get(5)?]))).await
}
