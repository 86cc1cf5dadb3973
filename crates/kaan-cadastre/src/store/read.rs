//! Facts out of tables: one record, a list of numbers, everything in turn.
//!
//! Called by the door's questions, the ground's loader, the open collections and the fold's comparison.
//! It never filters by place or holder: the ground does.

use super::{at, three};
use crate::model::{
    Class, Collection, Counts, Fact, Ground, Held, HolderKind, Imported, OutlineFault, Overlap, Register, Standing, Status,
};
use kaan_base::Text3;
use kaan_db::{Db, Fault, Res, Row, Snapshot, Tx, sql};
use std::collections::HashMap;
use std::ops::ControlFlow;

three!(FIND, "select number, register, type, class, standing, status, status_text, name, holders, commodities, applied, granted,
    expires, claimed_area, boundary, rule, x0, y0, x1, y1, area_m2, perimeter_m, faults, as_handed_in, crs, operation, accuracy_m,
    source from " TABLE " where number = $1");
three!(LIST, "select number, register, type, class, standing, status, status_text, name, holders, commodities, applied, granted,
    expires, claimed_area, boundary, rule, x0, y0, x1, y1, area_m2, perimeter_m, faults, as_handed_in, crs, operation, accuracy_m,
    source from " TABLE " where number in");
three!(EACH, "select number, register, type, class, standing, status, status_text, name, holders, commodities, applied, granted,
    expires, claimed_area, boundary, rule, x0, y0, x1, y1, area_m2, perimeter_m, faults, as_handed_in, crs, operation, accuracy_m,
    source from " TABLE " order by number");
three!(AFTER, "select number, register, type, class, standing, status, status_text, name, holders, commodities, applied, granted,
    expires, claimed_area, boundary, rule, x0, y0, x1, y1, area_m2, perimeter_m, faults, as_handed_in, crs, operation, accuracy_m,
    source from " TABLE " where number > $1 order by number limit 4096");
three!(GROUND, "select number, register, type, class, standing, status, holders, commodities, boundary, x0, y0, x1, y1, accuracy_m,
    area_m2 from " TABLE);
const HOLDERS: &str = "select id, register, name, folded, kind from cadastre_holder";
const HOLDERS_OF: &str = "select id, name, folded, kind from cadastre_holder where register = $1";
const REGISTERS: &str = "select code, name_en, name_zh, name_ur, jurisdiction, source, licence, credit, href, as_of, demonstration
    from cadastre_register order by code";
const OVERLAPS: &str = "select o.a, o.b, o.relation, o.area_m2, o.width_mm, t.class, t.status, t.holders
    from cadastre_overlap o join cadastre_title t on t.number = case when o.a = $1 then o.b else o.a end
    where o.a = $2 or o.b = $3 order by o.area_m2 desc, o.a, o.b limit 1000";
const PAIRS: &str = "select a, b, relation, area_m2, width_mm from cadastre_overlap order by a, b";
const LIVE: &str = "select number, status, boundary, x0, y0, x1, y1 from cadastre_title
    where number > $1 and boundary is not null and standing = 'registered' order by number limit 4096";
const LAST_IMPORT: &str = "select nth, digest, mapping from cadastre_import where register = $1 and collection = $2
    order by nth desc limit 1";
const VERSION: &str = "select count(*), coalesce(max(at), 0) from cadastre_import";
const IMPORTS: &str = "select digest, register, collection, mapping, file, at, read_rows, added, unchanged, corrected, rejected,
    invalid, pairs, nth from cadastre_import order by register, collection, nth";

pub(super) const STATEMENTS: &[&str] = &[HOLDERS, HOLDERS_OF, REGISTERS, OVERLAPS, PAIRS, LIVE, LAST_IMPORT, VERSION, IMPORTS];

/// A code of ours read back from a table.
fn word<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Res<T> {
    read(text).ok_or_else(|| Fault::Broken(format!("the register holds an unknown word `{text}`")))
}

fn list<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Res<Vec<T>> {
    text.map_or(Ok(Vec::new()), |t| serde_json::from_str(t).map_err(|e| Fault::Broken(e.to_string())))
}

fn fact(r: &Row<'_>) -> Res<Fact> {
    let bounds = match (r.get(16)?, r.get(17)?, r.get(18)?, r.get(19)?) {
        (Some(x0), Some(y0), Some(x1), Some(y1)) => Some([x0, y0, x1, y1]),
        _ => None,
    };
    Ok(Fact {
        number: r.get(0)?,
        register: r.get(1)?,
        kind: r.get(2)?,
        class: word(r.text(3)?, Class::from_code)?,
        standing: word(r.text(4)?, Standing::from_code)?,
        status: word(r.text(5)?, Status::from_code)?,
        status_text: r.get(6)?,
        name: r.get(7)?,
        holders: list(r.text_or_null(8)?)?,
        commodities: r.text_or_null(9)?.map(|t| t.split('|').map(str::to_owned).collect()).unwrap_or_default(),
        applied: r.get(10)?,
        granted: r.get(11)?,
        expires: r.get(12)?,
        claimed_area: r.get(13)?,
        ground: Ground {
            boundary: r.get(14)?,
            rule: r.get(15)?,
            bounds,
            area_m2: r.get(20)?,
            perimeter_m: r.get(21)?,
            faults: list::<OutlineFault>(r.text_or_null(22)?)?,
            as_handed_in: r.get(23)?,
            crs: r.get(24)?,
            operation: r.get(25)?,
            accuracy_m: r.get(26)?,
        },
        source: r.get(27)?,
    })
}

/// One record with all its facts.
///
/// # Errors
/// What the store says.
pub async fn find_fact(db: &Db, collection: Collection, number: &str) -> Res<Option<Fact>> {
    db.find(sql(FIND[at(collection)]).bind(number), fact).await
}

/// The records of these numbers (at most a page of them), in no order.
///
/// # Errors
/// What the store says.
pub async fn list_facts(db: &Db, collection: Collection, numbers: &[String]) -> Res<Vec<Fact>> {
    db.all(sql(LIST[at(collection)]).among("", numbers), fact).await
}

/// Every record of a collection by number, without keeping them.
///
/// # Errors
/// What the store or `f` says.
pub async fn each_fact(view: &mut Snapshot, collection: Collection, mut f: impl FnMut(Fact) -> Res<ControlFlow<()>>) -> Res<()> {
    view.each(sql(EACH[at(collection)]), |r| f(fact(r)?)).await
}

/// A row of the ground's loader; text and bytes are borrowed from the row.
pub struct GroundRow<'r> {
    /// Number.
    pub number: &'r str,
    /// Register's code.
    pub register: &'r str,
    /// The office's type code.
    pub kind: Option<&'r str>,
    /// Class.
    pub class: Class,
    /// Standing.
    pub standing: Standing,
    /// Status.
    pub status: Status,
    /// Holders as JSON.
    pub holders: Option<&'r str>,
    /// Minerals, joined by `|`.
    pub commodities: Option<&'r str>,
    /// Boundary in the compact form.
    pub boundary: Option<&'r [u8]>,
    /// West, south, east, north in 1e-8 degree.
    pub bounds: Option<[i64; 4]>,
    /// Metres.
    pub accuracy_m: Option<f64>,
    /// Square metres.
    pub area_m2: Option<f64>,
}

/// Every record of a collection for the ground, in no order.
///
/// # Errors
/// What the store or `f` says.
pub async fn load_ground(view: &mut Snapshot, collection: Collection, mut f: impl FnMut(GroundRow<'_>)) -> Res<()> {
    view.each(sql(GROUND[at(collection)]), |r| {
        let bounds = match r.get::<Option<i64>>(9)? {
            Some(x0) => Some([x0, r.get(10)?, r.get(11)?, r.get(12)?]),
            None => None,
        };
        f(GroundRow {
            number: r.text(0)?,
            register: r.text(1)?,
            kind: r.text_or_null(2)?,
            class: word(r.text(3)?, Class::from_code)?,
            standing: word(r.text(4)?, Standing::from_code)?,
            status: word(r.text(5)?, Status::from_code)?,
            holders: r.text_or_null(6)?,
            commodities: r.text_or_null(7)?,
            boundary: r.bytes_or_null(8)?,
            bounds,
            accuracy_m: r.get(13)?,
            area_m2: r.get(14)?,
        });
        Ok(ControlFlow::Continue(()))
    })
    .await
}

/// Every holder: id, register, name, folded name, kind.
///
/// # Errors
/// What the store or `f` says.
pub async fn load_holders(view: &mut Snapshot, mut f: impl FnMut(&str, &str, &str, &str, HolderKind)) -> Res<()> {
    view.each(sql(HOLDERS), |r| {
        f(r.text(0)?, r.text(1)?, r.text(2)?, r.text(3)?, word(r.text(4)?, HolderKind::from_code)?);
        Ok(ControlFlow::Continue(()))
    })
    .await
}

/// The holders of a register by folded name, for an act.
///
/// # Errors
/// What the store says.
pub async fn known_holders(tx: &mut Tx<'_>, register: &str) -> Res<Vec<(String, Held)>> {
    let read = |r: &Row<'_>| {
        let kind = word(r.text(3)?, HolderKind::from_code)?;
        Ok((r.get(2)?, Held { id: r.get(0)?, name: r.get(1)?, kind, share: None }))
    };
    tx.all(sql(HOLDERS_OF).bind(register), read).await
}

/// What stands already under a number, for an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// A record of the register itself: the digest of its facts.
    Own([u8; 32]),
    /// A record that another register only knows from reports.
    Reported,
    /// A record of another register, by its code.
    Foreign(String),
}

/// Everything that stands in a collection by its number, for an act of this register.
///
/// # Errors
/// What the store says.
pub async fn known(tx: &mut Tx<'_>, collection: Collection, register: &str) -> Res<HashMap<Box<str>, Stands>> {
    let read = |r: &Row<'_>| {
        let (number, of) = (r.text(0)?, r.text(1)?);
        let stands = if of == register {
            Stands::Own(crate::entries::digest(&fact(r)?).map_err(Fault::Broken)?)
        } else if r.text(4)? == Standing::Reported.code() {
            Stands::Reported
        } else {
            Stands::Foreign(of.to_owned())
        };
        Ok((Box::from(number), stands))
    };
    let mut out = HashMap::new();
    let mut after = String::new();
    loop {
        let rows: Vec<(Box<str>, Stands)> = tx.all(sql(AFTER[at(collection)]).bind(&after), read).await?;
        let Some(last) = rows.last() else { return Ok(out) };
        after = last.0.to_string();
        out.extend(rows);
    }
}

/// Every registered title with a boundary: number, status, boundary in the compact form, box; for an act.
///
/// # Errors
/// What the store says.
pub async fn each_boundary(tx: &mut Tx<'_>, mut f: impl FnMut(&str, Status, &[u8], [i64; 4])) -> Res<()> {
    let read = |r: &Row<'_>| {
        let bounds = [r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?];
        Ok((r.get::<String>(0)?, word(r.text(1)?, Status::from_code)?, r.get::<Vec<u8>>(2)?, bounds))
    };
    let mut after = String::new();
    loop {
        let rows = tx.all(sql(LIVE).bind(&after), read).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.0);
        rows.iter().for_each(|(number, status, boundary, bounds)| f(number, *status, boundary, *bounds));
    }
}

/// The pairs that are recorded as inherited.
///
/// # Errors
/// What the store says.
pub async fn list_pairs(db: &Db) -> Res<Vec<Overlap>> {
    db.all(sql(PAIRS), pair).await
}

fn pair(r: &Row<'_>) -> Res<Overlap> {
    Ok(Overlap { a: r.get(0)?, b: r.get(1)?, relation: r.get(2)?, area_m2: r.get(3)?, width_mm: r.get(4)? })
}

/// An inherited overlap as a title's page shows it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OverlapRow {
    /// The other title.
    pub number: String,
    /// Its class.
    pub class: Class,
    /// Its status.
    pub status: Status,
    /// Its holders.
    pub holders: Vec<Held>,
    /// `overlap` or `sliver`.
    pub relation: String,
    /// Common ground, square metres.
    pub area_m2: f64,
    /// Mean width, millimetres.
    pub width_mm: Option<f64>,
}

/// The titles that this one was found to overlap when the register was brought in, widest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn list_overlaps(db: &Db, number: &str) -> Res<Vec<OverlapRow>> {
    db.all(sql(OVERLAPS).bind(number).bind(number).bind(number), |r| {
        let (a, b): (String, String) = (r.get(0)?, r.get(1)?);
        Ok(OverlapRow {
            number: if a == number { b } else { a },
            class: word(r.text(5)?, Class::from_code)?,
            status: word(r.text(6)?, Status::from_code)?,
            holders: list(r.text_or_null(7)?)?,
            relation: r.get(2)?,
            area_m2: r.get(3)?,
            width_mm: r.get(4)?,
        })
    })
    .await
}

fn register(r: &Row<'_>) -> Res<Register> {
    Ok(Register {
        code: r.get(0)?,
        name: Text3::of(r.get(1)?, r.get(2)?, r.get(3)?),
        jurisdiction: r.get(4)?,
        source: r.get(5)?,
        licence: r.get(6)?,
        credit: r.get(7)?,
        href: r.get(8)?,
        as_of: r.get(9)?,
        demonstration: r.get(10)?,
    })
}

/// All registers by code.
///
/// # Errors
/// What the store says.
pub async fn registers(db: &Db) -> Res<Vec<Register>> {
    db.all(sql(REGISTERS), register).await
}

/// All registers by code, of a snapshot.
///
/// # Errors
/// What the store says.
pub async fn registers_in(view: &mut Snapshot) -> Res<Vec<Register>> {
    view.all(sql(REGISTERS), register).await
}

/// All registers by code, for an act.
///
/// # Errors
/// What the store says.
pub async fn known_registers(tx: &mut Tx<'_>) -> Res<Vec<Register>> {
    tx.all(sql(REGISTERS), register).await
}

fn import(r: &Row<'_>) -> Res<Imported> {
    let n = |i: usize| -> Res<u64> { Ok(u64::try_from(r.get::<i64>(i)?).unwrap_or(0)) };
    Ok(Imported {
        digest: r.get(0)?,
        register: r.get(1)?,
        collection: word(r.text(2)?, Collection::from_code)?,
        mapping: r.get(3)?,
        nth: n(13)?,
        file: r.get(4)?,
        at: r.get(5)?,
        counts: Counts {
            read: n(6)?,
            added: n(7)?,
            unchanged: n(8)?,
            corrected: n(9)?,
            rejected: n(10)?,
            invalid: n(11)?,
            overlaps: n(12)?,
            skipped: 0,
        },
    })
}

/// The last import that changed this collection of a register.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LastImport {
    /// Which it was, from 1; 0 when there was none.
    pub nth: u64,
    /// Digest of the file.
    pub digest: String,
    /// Digest of the mapping.
    pub mapping: String,
}

/// The last import that changed this collection of a register, for an act that holds the register.
///
/// # Errors
/// What the store says.
pub async fn last_import(tx: &mut Tx<'_>, register: &str, collection: Collection) -> Res<LastImport> {
    let read =
        |r: &Row<'_>| Ok(LastImport { nth: u64::try_from(r.get::<i64>(0)?).unwrap_or(0), digest: r.get(1)?, mapping: r.get(2)? });
    Ok(tx.find(sql(LAST_IMPORT).bind(register).bind(collection.code()), read).await?.unwrap_or_default())
}

/// What tells whether the tables of the register have changed: only imports change them.
///
/// # Errors
/// What the store says.
pub async fn version(view: &mut Snapshot) -> Res<(i64, i64)> {
    view.one(sql(VERSION), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// All finished imports, of each collection of a register in their order.
///
/// # Errors
/// What the store says.
pub async fn imports(db: &Db) -> Res<Vec<Imported>> {
    db.all(sql(IMPORTS), import).await
}
