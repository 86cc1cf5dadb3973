//! Bringing a table in: all rows or none, every record with its ledger entry and its search words.
//!
//! Called by the capabilities' own acts, which the binary calls. The same file again is nothing. It
//! never deletes: a record that a later file lacks stays as it was.

use crate::codes::Names;
use crate::entries;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::model::{Dataset, Imported, Record};
use crate::read::{self, Table};
use crate::report::{ImportError, Report, refused};
use crate::row::Row;
use crate::words::document;
use kaan_base::{Instant, Text3};
use kaan_db::{Act, Db, Fault, Res, Tx};
use kaan_exchange::{MOST_REJECTS, Reject};
use kaan_ledger::Entry;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Entries in one record of the ledger: 100 bodies of 60,000 bytes stay below its 8 MiB.
const TOGETHER: usize = 100;

/// What is to be brought in.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The file.
    pub file: &'a Path,
    /// The code of the data set or authority.
    pub authority: &'a str,
    /// The mapping's text.
    pub map: Option<&'a str>,
    /// The data set's description as text, TOML.
    pub register: Option<&'a str>,
    /// Find out what would be done, and store nothing.
    pub dry_run: bool,
    /// Take the rows that can be taken although others are rejected.
    pub rejects: bool,
    /// The moment of the act.
    pub now: Instant,
}

impl Wanted<'_> {
    /// The data set: as described, or its bare code.
    ///
    /// # Errors
    /// `authority-unfit`, `register-unread`, `register-differs`.
    pub fn dataset(&self) -> Result<Dataset, ImportError> {
        let bad = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if self.authority.is_empty() || self.authority.len() > 60 || self.authority.chars().any(bad) {
            return Err(refused("authority-unfit", "an authority's code has at most 60 letters, digits, - _ ."));
        }
        let Some(text) = self.register else {
            return Ok(Dataset { code: self.authority.to_owned(), name: Text3::english(self.authority), ..Dataset::default() });
        };
        let read: Dataset =
            toml::from_str(text).map_err(|e| refused("register-unread", format!("the description cannot be read: {e}")))?;
        if read.code != self.authority {
            return Err(refused("register-differs", format!("the description is of {}, not of {}", read.code, self.authority)));
        }
        if text.len() > 16 << 10 {
            return Err(refused("register-unread", "the description is longer than 16 KiB"));
        }
        Ok(read)
    }

    /// The row of this import before it is counted.
    #[must_use]
    pub fn imported(&self, collection: &str, bytes: &[u8]) -> Imported {
        let how = format!("{}\n{}", self.map.unwrap_or_default(), self.register.unwrap_or_default());
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Imported {
            digest: sha256(bytes),
            dataset: self.authority.to_owned(),
            collection: collection.to_owned(),
            mapping: sha256(how.as_bytes()),
            file: read::short(&name),
            at: self.now.0,
            counts: crate::model::Counts::default(),
        }
    }
}

/// SHA-256, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Brings a table of sourced records in.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import(db: &Db, kind: &'static Kind, names: &'static Names, wanted: &Wanted<'_>) -> Result<Report, ImportError> {
    let dataset = wanted.dataset()?;
    let mapping = wanted
        .map
        .map_or(Ok(Mapping::default()), Mapping::parse)
        .map_err(|e| refused("mapping-unread", format!("the mapping cannot be read: {e}")))?;
    let table = read::table(read::bytes(wanted.file)?)?;
    let mut report = Report { dry_run: wanted.dry_run, ..Report::default() };
    let records = records(kind, names, &mapping, &dataset, &table, &mut report)?;
    let imported = Imported { counts: report.counts, ..wanted.imported(kind.id, &table.bytes) };
    let act = Store { kind, names, dataset, records, imported, strict: !wanted.rejects, dry_run: wanted.dry_run, before: report };
    match db.act(act).await? {
        Ok(report) => Ok(report),
        Err(report) => Err(ImportError::Rejected(report)),
    }
}

/// Reads and judges the rows; counts and reasons go into the report.
fn records(
    kind: &Kind,
    names: &Names,
    mapping: &Mapping,
    dataset: &Dataset,
    table: &Table,
    report: &mut Report,
) -> Result<Vec<Record>, ImportError> {
    let bound = mapping
        .bind(&table.headings)
        .map_err(|c| refused("column-missing", format!("the table has no column `{}`", read::short(&c))))?;
    if let Some(need) = ["id", "name_en", "lon", "lat"].iter().find(|f| !bound.has(f)) {
        return Err(refused("column-missing", format!("no column is `{need}`: name one in the mapping")));
    }
    let take = mapping.take.unwrap_or(kind.take);
    let (mut out, mut seen, mut unknown) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (number, cells) in (1..).zip(&table.rows) {
        report.counts.read += 1;
        let row = Row { number, cells, bound: &bound, mapping, names };
        if !bound.takes(cells) || !row.belongs(take) {
            report.counts.skipped += 1;
            continue;
        }
        match row.record(&dataset.code) {
            Ok(r) if !seen.insert(r.id.clone()) => {
                reject(report, vec![Reject::new(number, "id", "id-twice", format!("`{}` stands in an earlier row", r.id))])
            }
            Ok(r) => {
                unknown.extend(r.minerals.iter().filter(|m| names.minerals.find(m).is_none()).cloned());
                out.push(r);
            }
            Err(reasons) => reject(report, reasons),
        }
    }
    report.unknown = unknown.into_iter().take(50).collect();
    Ok(out)
}

fn reject(report: &mut Report, reasons: Vec<Reject>) {
    report.counts.rejected += 1;
    let room = MOST_REJECTS.saturating_sub(report.rejects.len());
    report.rejects.extend(reasons.into_iter().take(room));
}

struct Store {
    kind: &'static Kind,
    names: &'static Names,
    dataset: Dataset,
    records: Vec<Record>,
    imported: Imported,
    strict: bool,
    dry_run: bool,
    before: Report,
}

impl Act for Store {
    type Out = Result<Report, Box<Report>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let table = self.kind.table;
        let mut report = self.before.clone();
        if table.has_import(tx, &self.imported).await? {
            return Ok(Ok(Report { already: true, ..report }));
        }
        let known = self.known(tx).await?;
        let mut changes = Vec::new();
        for record in &self.records {
            self.judge(record, &known, &mut changes, &mut report)?;
        }
        if self.strict && report.counts.rejected > 0 {
            return Ok(Err(Box::new(report)));
        }
        if self.dry_run {
            return Ok(Ok(report));
        }
        self.write(tx, &changes, &report).await?;
        Ok(Ok(report))
    }
}

/// A record that is new or changed, with its body.
struct Change<'r> {
    record: &'r Record,
    body: String,
    corrected: bool,
}

impl Store {
    async fn known(&self, tx: &mut Tx<'_>) -> Res<BTreeMap<String, (String, String)>> {
        let ids: Vec<&str> = self.records.iter().map(|r| r.id.as_str()).collect();
        let mut out = BTreeMap::new();
        for part in ids.chunks(500) {
            out.extend(self.kind.table.known(tx, part).await?.into_iter().map(|(id, dataset, body)| (id, (dataset, body))));
        }
        Ok(out)
    }

    fn judge<'r>(
        &'r self,
        record: &'r Record,
        known: &BTreeMap<String, (String, String)>,
        changes: &mut Vec<Change<'r>>,
        report: &mut Report,
    ) -> Res<()> {
        let body = entries::json(record).map_err(Fault::Broken)?;
        match known.get(&record.id) {
            Some((dataset, _)) if *dataset != record.dataset => {
                let reason = format!("`{}` stands in the register as one of {dataset}", record.id);
                reject(report, vec![Reject::new(0, "id", "id-taken", reason)]);
            }
            Some((_, old)) if *old == body => report.counts.unchanged += 1,
            Some(_) => {
                report.counts.corrected += 1;
                changes.push(Change { record, body, corrected: true });
            }
            None => {
                report.counts.added += 1;
                changes.push(Change { record, body, corrected: false });
            }
        }
        Ok(())
    }

    async fn write(&self, tx: &mut Tx<'_>, changes: &[Change<'_>], report: &Report) -> Res<()> {
        let table = self.kind.table;
        let mut entries: Vec<Entry> = Vec::new();
        if table.dataset(tx, &self.dataset.code).await?.as_ref() != Some(&self.dataset) {
            table.put_dataset(tx, &self.dataset).await?;
            entries.push(entries::dataset(self.kind.described, &self.dataset).map_err(Fault::Broken)?);
        }
        for change in changes {
            table.put(tx, change.record, &change.body).await?;
            entries.push(entries::record(self.kind, &change.record.id, &change.body, change.corrected));
        }
        let imported = Imported { counts: report.counts, ..self.imported.clone() };
        table.put_import(tx, &imported).await?;
        entries.push(entries::import(self.kind.completed, &imported).map_err(Fault::Broken)?);
        for part in entries.chunks(TOGETHER) {
            kaan_ledger::record(tx, part).await?;
        }
        let documents: Vec<_> = changes.iter().map(|c| document(self.kind, self.names, c.record)).collect();
        for part in documents.chunks(500) {
            kaan_search::index(tx, part).await?;
        }
        Ok(())
    }
}
