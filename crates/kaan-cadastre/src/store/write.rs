//! Facts into tables: the one way in, for acts and for the fold of the ledger.
//!
//! Called by the import and by `fold`. It never decides what is stored.

use super::{at, table, three};
use crate::model::{Collection, Fact, Held, Imported, InheritedOverlaps, Register};
use kaan_db::{Arg, Res, Tx, sql};

const PUT_REGISTER: &str = "insert into cadastre_register
    (code, name_en, name_zh, name_ur, jurisdiction, source, licence, credit, href, as_of, demonstration)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (code) do update set name_en = excluded.name_en, name_zh = excluded.name_zh, name_ur = excluded.name_ur,
    jurisdiction = excluded.jurisdiction, source = excluded.source, licence = excluded.licence, credit = excluded.credit,
    href = excluded.href, as_of = excluded.as_of, demonstration = excluded.demonstration";
const LOCK_REGISTER: &str = "update cadastre_register set demonstration = demonstration where code = $1";
const PUT_HOLDER: &str = "insert into cadastre_holder (id, register, name, folded, kind) values ($1, $2, $3, $4, $5)
    on conflict (id) do nothing";
const DELETE_OVERLAPS: &str = "delete from cadastre_overlap where a = $1 or b = $2";
const INSERT_IMPORT: &str = "insert into cadastre_import
    (register, collection, nth, digest, mapping, file, at, read_rows, added, unchanged, corrected, rejected, invalid, pairs)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
three!(DELETE, "delete from " TABLE " where number = $1");

pub(super) const STATEMENTS: &[&str] = &[PUT_REGISTER, LOCK_REGISTER, PUT_HOLDER, DELETE_OVERLAPS, INSERT_IMPORT];

/// A fact with its lists as the text that the table keeps.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// The fact.
    pub fact: Fact,
    holders: Option<String>,
    commodities: Option<String>,
    faults: Option<String>,
}

/// A list as JSON; nothing when it is empty.
fn json<T: serde::Serialize>(list: &[T]) -> Option<String> {
    if list.is_empty() { None } else { serde_json::to_string(list).ok() }
}

impl FactRow {
    /// Makes the texts.
    #[must_use]
    pub fn new(fact: Fact) -> Self {
        let commodities = (!fact.commodities.is_empty()).then(|| fact.commodities.join("|"));
        FactRow { holders: json(&fact.holders), commodities, faults: json(&fact.ground.faults), fact }
    }

    fn args(&self) -> [Arg<'_>; 28] {
        let f = &self.fact;
        let g = &f.ground;
        let bound = |i: usize| Arg::Int(g.bounds.map(|b| b[i]));
        [
            Arg::from(&f.number),
            Arg::from(&f.register),
            Arg::Text(f.kind.as_deref()),
            Arg::from(f.class.code()),
            Arg::from(f.standing.code()),
            Arg::from(f.status.code()),
            Arg::Text(f.status_text.as_deref()),
            Arg::Text(f.name.as_deref()),
            Arg::Text(self.holders.as_deref()),
            Arg::Text(self.commodities.as_deref()),
            Arg::Text(f.applied.as_deref()),
            Arg::Text(f.granted.as_deref()),
            Arg::Text(f.expires.as_deref()),
            Arg::Text(f.claimed_area.as_deref()),
            Arg::Bytes(g.boundary.as_deref()),
            Arg::Text(g.rule.as_deref()),
            bound(0),
            bound(1),
            bound(2),
            bound(3),
            g.area_m2.into(),
            g.perimeter_m.into(),
            Arg::Text(self.faults.as_deref()),
            Arg::Text(g.as_handed_in.as_deref()),
            Arg::Text(g.crs.as_deref()),
            Arg::Text(g.operation.as_deref()),
            g.accuracy_m.into(),
            Arg::Text(f.source.as_deref()),
        ]
    }
}

const FACT: [&str; 28] = [
    "number",
    "register",
    "type",
    "class",
    "standing",
    "status",
    "status_text",
    "name",
    "holders",
    "commodities",
    "applied",
    "granted",
    "expires",
    "claimed_area",
    "boundary",
    "rule",
    "x0",
    "y0",
    "x1",
    "y1",
    "area_m2",
    "perimeter_m",
    "faults",
    "as_handed_in",
    "crs",
    "operation",
    "accuracy_m",
    "source",
];

/// Writes a register's row, new or changed.
///
/// # Errors
/// What the store says.
pub async fn put_register(tx: &mut Tx<'_>, r: &Register) -> Res<u64> {
    let q = sql(PUT_REGISTER).bind(&r.code).bind(r.name.en.clone()).bind(r.name.zh.clone()).bind(r.name.ur.clone());
    let q = q.bind(&r.jurisdiction).bind(&r.source).bind(&r.licence).bind(&r.credit).bind(r.href.clone());
    tx.run(q.bind(r.as_of.clone()).bind(r.demonstration)).await
}

/// Holds the register's row until the act ends, so that two imports of one register come after one another.
///
/// # Errors
/// What the store says.
pub async fn lock_register(tx: &mut Tx<'_>, code: &str) -> Res<()> {
    tx.run(sql(LOCK_REGISTER).bind(code)).await.map(drop)
}

/// Inserts many facts of one collection.
///
/// # Errors
/// [`kaan_db::Fault::Taken`] on a number that stands already.
pub async fn insert_facts(tx: &mut Tx<'_>, collection: Collection, rows: &[FactRow]) -> Res<()> {
    tx.insert_many(table(collection), FACT, rows.iter().map(FactRow::args)).await.map(drop)
}

/// Takes a record away before its corrected facts are written; a title with its inherited overlaps.
///
/// # Errors
/// What the store says.
pub async fn clear_record(tx: &mut Tx<'_>, collection: Collection, number: &str) -> Res<()> {
    tx.run(sql(DELETE[at(collection)]).bind(number)).await?;
    if collection == Collection::Titles {
        tx.run(sql(DELETE_OVERLAPS).bind(number).bind(number)).await?;
    }
    Ok(())
}

/// Inserts holders that are known to be new: register, holder, folded name.
///
/// # Errors
/// What the store says.
pub async fn insert_holders(tx: &mut Tx<'_>, register: &str, holders: &[(Held, String)]) -> Res<()> {
    let rows = holders.iter().map(|(h, folded)| {
        [Arg::from(&h.id), Arg::from(register), Arg::from(&h.name), Arg::from(folded), Arg::from(h.kind.code())]
    });
    tx.insert_many("cadastre_holder", ["id", "register", "name", "folded", "kind"], rows).await.map(drop)
}

/// Writes a holder unless it stands already; whether it was new.
///
/// # Errors
/// What the store says.
pub async fn put_holder(tx: &mut Tx<'_>, register: &str, holder: &Held, folded: &str) -> Res<bool> {
    let q = sql(PUT_HOLDER).bind(&holder.id).bind(register).bind(&holder.name).bind(folded);
    Ok(tx.run(q.bind(holder.kind.code())).await? > 0)
}

/// Inserts overlaps as inherited.
///
/// # Errors
/// What the store says.
pub async fn insert_overlaps(tx: &mut Tx<'_>, found: &InheritedOverlaps) -> Res<()> {
    let rows = found
        .overlaps
        .iter()
        .map(|o| [Arg::from(&o.a), Arg::from(&o.b), Arg::from(&o.relation), o.area_m2.into(), o.width_mm.into(), true.into()]);
    tx.insert_many("cadastre_overlap", ["a", "b", "relation", "area_m2", "width_mm", "inherited"], rows).await.map(drop)
}

/// Inserts the row of a finished import.
///
/// # Errors
/// What the store says.
pub async fn insert_import(tx: &mut Tx<'_>, i: &Imported) -> Res<()> {
    let n = |x: u64| i64::try_from(x).unwrap_or(i64::MAX);
    let c = i.counts;
    let q = sql(INSERT_IMPORT)
        .bind(&i.register)
        .bind(i.collection.code())
        .bind(n(i.nth))
        .bind(&i.digest)
        .bind(&i.mapping)
        .bind(&i.file);
    let q = q.bind(i.at).bind(n(c.read)).bind(n(c.added)).bind(n(c.unchanged)).bind(n(c.corrected));
    tx.run(q.bind(n(c.rejected)).bind(n(c.invalid)).bind(n(c.overlaps))).await.map(drop)
}
