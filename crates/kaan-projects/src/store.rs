//! All SQL of projects, and nothing but SQL.
//!
//! The tables' statements come from kaan-facts; the one of its own reads titles of a number through the
//! published view. It never judges and never speaks HTTP.

use kaan_db::{Db, Res, sql};
use kaan_facts::store::Table;

/// The statements over this capability's tables.
pub static TABLE: Table = kaan_facts::table!("projects_project", "projects_dataset", "projects_import");

const TITLES: &str = "select number, standing from cadastre_public_title where number in";
const TITLES_OF_ONE: &str = "select number, standing from cadastre_public_title where number in ($1)";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: [&str; 9] = {
    const T: Table = kaan_facts::table!("projects_project", "projects_dataset", "projects_import");
    [T.put, T.find, T.each, T.put_dataset, T.datasets, T.put_import, T.find_import, T.imports, TITLES_OF_ONE]
};

/// Titles of these numbers: number and standing.
///
/// # Errors
/// What the store says.
pub async fn titles(db: &Db, numbers: &[String]) -> Res<Vec<(String, String)>> {
    db.all(sql(TITLES).among("", numbers), |r| Ok((r.get(0)?, r.get(1)?))).await
}
