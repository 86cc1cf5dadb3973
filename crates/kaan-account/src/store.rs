//! All SQL of this capability: names of organisations, through the view that parties publish.
//!
//! It never reads another's table, and writes none.

use kaan_base::Text3;
use kaan_db::{Db, Res, sql};

/// Names that are asked for at once.
const MOST: usize = 20;

const NAMES: &str = "select id, name_en, name_zh, name_ur from parties_public_party where id in
    ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: [&str; 1] = [NAMES];

/// Names of organisations by id; those without a public page are left out.
///
/// # Errors
/// What the store says.
pub async fn names(db: &Db, ids: &[String]) -> Res<Vec<(String, Text3)>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(MOST) {
        let padded = some.iter().chain(std::iter::repeat(&some[0])).take(MOST);
        let q = padded.fold(sql(NAMES), |q, id| q.bind(id.as_str()));
        found.extend(db.all(q, |r| Ok((r.get(0)?, Text3::of(r.get(1)?, r.get(2)?, r.get(3)?)))).await?);
    }
    Ok(found)
}
