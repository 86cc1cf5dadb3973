//! All SQL of sourced records, once for every collection that stands on them.
//!
//! A capability names its tables with [`crate::table!`]; the texts are literals. It never judges and
//! never speaks HTTP.

use crate::model::{Counts, Dataset, Imported, Record};
use kaan_base::Text3;
use kaan_db::{Db, Fault, Res, Row, Snapshot, Tx, sql};
use std::ops::ControlFlow;

/// The statements of one collection's tables.
#[derive(Debug)]
pub struct Table {
    /// Writes a record, new or changed.
    pub put: &'static str,
    /// The bodies of some ids.
    pub known: &'static str,
    /// One body.
    pub find: &'static str,
    /// All bodies by id.
    pub each: &'static str,
    /// Writes a data set, new or changed.
    pub put_dataset: &'static str,
    /// All data sets.
    pub datasets: &'static str,
    /// Writes the row of an import.
    pub put_import: &'static str,
    /// One import.
    pub find_import: &'static str,
    /// All imports.
    pub imports: &'static str,
}

/// The statements over a record table, a data set table and an import table.
#[macro_export]
macro_rules! table {
    ($record:literal, $dataset:literal, $import:literal) => {
        $crate::store::Table {
            put: concat!(
                "insert into ", $record, " (id, dataset, name_en, name_zh, name_ur, minerals, province, district, stage, certainty, precision, x, y, error_km, body) ",
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (id) do update set dataset = excluded.dataset, ",
                "name_en = excluded.name_en, name_zh = excluded.name_zh, name_ur = excluded.name_ur, minerals = excluded.minerals, ",
                "province = excluded.province, district = excluded.district, stage = excluded.stage, certainty = excluded.certainty, ",
                "precision = excluded.precision, x = excluded.x, y = excluded.y, error_km = excluded.error_km, body = excluded.body"
            ),
            known: concat!("select id, dataset, body from ", $record, " where id in"),
            find: concat!("select body from ", $record, " where id = $1"),
            each: concat!("select body from ", $record, " order by id"),
            put_dataset: concat!(
                "insert into ", $dataset, " (code, name_en, name_zh, name_ur, jurisdiction, source, licence, credit, href, as_of, demonstration) ",
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (code) do update set name_en = excluded.name_en, ",
                "name_zh = excluded.name_zh, name_ur = excluded.name_ur, jurisdiction = excluded.jurisdiction, source = excluded.source, ",
                "licence = excluded.licence, credit = excluded.credit, href = excluded.href, as_of = excluded.as_of, demonstration = excluded.demonstration"
            ),
            datasets: concat!(
                "select code, name_en, name_zh, name_ur, jurisdiction, source, licence, credit, href, as_of, demonstration from ", $dataset, " order by code"
            ),
            put_import: concat!(
                "insert into ", $import, " (digest, dataset, collection, mapping, file, at, read_rows, added, unchanged, corrected, rejected, skipped) ",
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            find_import: concat!("select at from ", $import, " where digest = $1 and dataset = $2 and collection = $3 and mapping = $4"),
            imports: concat!(
                "select digest, dataset, collection, mapping, file, at, read_rows, added, unchanged, corrected, rejected, skipped from ", $import,
                " order by at, digest, dataset, collection, mapping"
            ),
        }
    };
}

impl Table {
    /// Every statement, for the test that prepares them on both engines.
    #[must_use]
    pub fn statements(&self) -> [&'static str; 8] {
        [self.put, self.find, self.each, self.put_dataset, self.datasets, self.put_import, self.find_import, self.imports]
    }

    /// Writes a record as its ledger entry has it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn put(&self, tx: &mut Tx<'_>, r: &Record, body: &str) -> Res<()> {
        let name = r.text3();
        let q = sql(self.put).bind(&r.id).bind(&r.dataset).bind(name.en).bind(name.zh).bind(name.ur);
        let q = q.bind((!r.minerals.is_empty()).then(|| r.minerals.join("|"))).bind(r.province.clone()).bind(r.district.clone());
        let q = q.bind(r.stage.clone()).bind(r.certainty.clone()).bind(r.place.precision.code());
        let q = q.bind(r.place.at.map(|p| p[0])).bind(r.place.at.map(|p| p[1])).bind(r.place.error_km).bind(body);
        tx.run(q).await.map(drop)
    }

    /// Id, data set and body of those of some ids that stand already.
    ///
    /// # Errors
    /// What the store says.
    pub async fn known(&self, tx: &mut Tx<'_>, ids: &[&str]) -> Res<Vec<(String, String, String)>> {
        tx.all(sql(self.known).among("", ids.iter().copied()), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).await
    }

    /// One record.
    ///
    /// # Errors
    /// What the store says.
    pub async fn find(&self, db: &Db, id: &str) -> Res<Option<Record>> {
        db.find(sql(self.find).bind(id), |r| record(r.text(0)?)).await
    }

    /// Every body by id, without keeping them.
    ///
    /// # Errors
    /// What the store or `f` says.
    pub async fn each(&self, view: &mut Snapshot, mut f: impl FnMut(&str) -> Res<()>) -> Res<()> {
        view.each(sql(self.each), |r| f(r.text(0)?).map(|()| ControlFlow::Continue(()))).await
    }

    /// Writes a data set, new or changed.
    ///
    /// # Errors
    /// What the store says.
    pub async fn put_dataset(&self, tx: &mut Tx<'_>, d: &Dataset) -> Res<()> {
        let q = sql(self.put_dataset).bind(&d.code).bind(d.name.en.clone()).bind(d.name.zh.clone()).bind(d.name.ur.clone());
        let q = q.bind(&d.jurisdiction).bind(&d.source).bind(&d.licence).bind(&d.credit).bind(d.href.clone());
        tx.run(q.bind(d.as_of.clone()).bind(d.demonstration)).await.map(drop)
    }

    /// The data set of a code, inside an act.
    ///
    /// # Errors
    /// What the store says.
    pub async fn dataset(&self, tx: &mut Tx<'_>, code: &str) -> Res<Option<Dataset>> {
        Ok(tx.all(sql(self.datasets), dataset).await?.into_iter().find(|d| d.code == code))
    }

    /// All data sets.
    ///
    /// # Errors
    /// What the store says.
    pub async fn datasets(&self, view: &mut Snapshot) -> Res<Vec<Dataset>> {
        view.all(sql(self.datasets), dataset).await
    }

    /// Whether this very file was brought in.
    ///
    /// # Errors
    /// What the store says.
    pub async fn has_import(&self, tx: &mut Tx<'_>, i: &Imported) -> Res<bool> {
        let q = sql(self.find_import).bind(&i.digest).bind(&i.dataset).bind(&i.collection).bind(&i.mapping);
        Ok(tx.find(q, |r| r.get::<i64>(0)).await?.is_some())
    }

    /// Writes the row of a finished import.
    ///
    /// # Errors
    /// What the store says.
    pub async fn put_import(&self, tx: &mut Tx<'_>, i: &Imported) -> Res<()> {
        let n = |x: u64| i64::try_from(x).unwrap_or(i64::MAX);
        let q = sql(self.put_import).bind(&i.digest).bind(&i.dataset).bind(&i.collection).bind(&i.mapping).bind(&i.file).bind(i.at);
        let q = q.bind(n(i.counts.read)).bind(n(i.counts.added)).bind(n(i.counts.unchanged)).bind(n(i.counts.corrected));
        tx.run(q.bind(n(i.counts.rejected)).bind(n(i.counts.skipped))).await.map(drop)
    }

    /// All imports.
    ///
    /// # Errors
    /// What the store says.
    pub async fn imports(&self, view: &mut Snapshot) -> Res<Vec<Imported>> {
        view.all(sql(self.imports), imported).await
    }
}

/// A body read back.
///
/// # Errors
/// [`Fault::Broken`] when it is not ours.
pub fn record(body: &str) -> Res<Record> {
    serde_json::from_str(body).map_err(|e| Fault::Broken(format!("a record: {e}")))
}

fn dataset(r: &Row<'_>) -> Res<Dataset> {
    Ok(Dataset {
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

fn imported(r: &Row<'_>) -> Res<Imported> {
    let n = |i: usize| r.get::<i64>(i).map(|v| v.max(0) as u64);
    let counts = Counts { read: n(6)?, added: n(7)?, unchanged: n(8)?, corrected: n(9)?, rejected: n(10)?, skipped: n(11)? };
    Ok(Imported {
        digest: r.get(0)?,
        dataset: r.get(1)?,
        collection: r.get(2)?,
        mapping: r.get(3)?,
        file: r.get(4)?,
        at: r.get(5)?,
        counts,
    })
}
