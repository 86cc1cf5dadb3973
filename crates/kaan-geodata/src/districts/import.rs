//! Bringing districts in: every outline valid, every district with its ledger entry, all or none.
//!
//! Called by the binary. The same file again is nothing. An outline that is invalid is rejected with its
//! fault, never repaired here.

use super::model::{District, id};
use super::put;
use crate::kind::{DISTRICTS, NAMES};
use crate::store;
use kaan_db::{Act, Db, Fault, Res, Tx};
use kaan_exchange::{Limits, Options, RawFeature, Reader, Refusal, Want};
use kaan_facts::{Dataset, ImportError, Imported, MOST_REJECTS, Reject, Report, Wanted, entries, read_bytes, refused, short};
use kaan_geo::Bounds;
use kaan_ledger::Entry;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes of a district's entry.
const MOST_BODY: usize = 60_000;
/// Entries in one record of the ledger.
const TOGETHER: usize = 100;

/// Which property of a feature is what.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Columns {
    name: String,
    division: String,
    province: String,
    reference: String,
    repaired: String,
}

impl Default for Columns {
    fn default() -> Self {
        let own = |t: &str| t.to_owned();
        Columns {
            name: own("district"),
            division: own("division"),
            province: own("province"),
            reference: own("osm_relations"),
            repaired: own("repaired"),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Mapping {
    columns: Columns,
}

/// Brings outlines of districts in.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import_districts(db: &Db, wanted: &Wanted<'_>) -> Result<Report, ImportError> {
    let dataset = wanted.dataset()?;
    let mapping: Mapping = wanted.map.map_or(Ok(Mapping::default()), |t| {
        toml::from_str(t).map_err(|e| refused("mapping-unread", format!("the mapping cannot be read: {e}")))
    })?;
    let bytes = read_bytes(wanted.file)?;
    let options =
        Options { limits: Limits { max_features: 10_000, ..Limits::upload() }, want: Want::Polygons, ..Options::default() };
    let reader = kaan_exchange::open(wanted.file, &options).map_err(|e| unreadable(&e))?;
    if let Some(question) = reader.source().questions.first() {
        return Err(refused("question", format!("the file leaves a question open: {question:?}")));
    }
    let mut report = Report { dry_run: wanted.dry_run, ..Report::default() };
    let districts = read(reader, &mapping.columns, &dataset, &mut report)?;
    let imported = Imported { counts: report.counts, ..wanted.imported(DISTRICTS.id, &bytes) };
    let act = Store { dataset, districts, imported, strict: !wanted.rejects, dry_run: wanted.dry_run, before: report };
    match db.act(act).await? {
        Ok(report) => Ok(report),
        Err(report) => Err(ImportError::Rejected(report)),
    }
}

fn unreadable(e: &Refusal) -> ImportError {
    refused(e.code, format!("the file cannot be read: {e}"))
}

fn reject(report: &mut Report, reason: Reject) {
    report.counts.rejected += 1;
    if report.rejects.len() < MOST_REJECTS {
        report.rejects.push(reason);
    }
}

fn read(mut reader: Reader, columns: &Columns, dataset: &Dataset, report: &mut Report) -> Result<Vec<District>, ImportError> {
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(step) = reader.next() {
        report.counts.read += 1;
        let feature = match step {
            Ok(feature) => feature,
            Err(fault) if fault.ends => return Err(unreadable(&fault.refusal)),
            Err(fault) => {
                reject(report, Reject::new(report.counts.read, "", fault.refusal.code, fault.refusal.to_string()));
                continue;
            }
        };
        match district(&reader, &feature, columns, dataset) {
            Ok(d) if !seen.insert(d.id.clone()) => {
                reject(report, Reject::new(feature.row, &columns.name, "id-twice", format!("`{}` stands in the file twice", d.id)))
            }
            Ok(d) => out.push(d),
            Err(reason) => reject(report, reason),
        }
    }
    if report.counts.read == 0 {
        return Err(refused("nothing-to-read", "the file has no outline"));
    }
    Ok(out)
}

fn district(reader: &Reader, feature: &RawFeature, columns: &Columns, dataset: &Dataset) -> Result<District, Reject> {
    let no = |column: &str, code: &'static str, reason: String| Reject::new(feature.row, column, code, reason);
    let value = |name: &str| {
        let at = reader.column(name)?;
        let text = feature.values.get(at)?.to_text()?;
        Some(text.trim().chars().take(200).collect::<String>()).filter(|t| !t.is_empty())
    };
    let name = value(&columns.name).ok_or_else(|| no(&columns.name, "name-missing", "the district has no name".into()))?;
    let stated =
        value(&columns.province).ok_or_else(|| no(&columns.province, "province-missing", "the district has no province".into()))?;
    let province = NAMES.provinces.find(&stated).ok_or_else(|| {
        no(&columns.province, "province-unknown", format!("`{}` is no province in names/provinces.toml", short(&stated)))
    })?;
    let parcel = outline(reader, feature)?;
    let d = District {
        id: id(&province.code, &name),
        dataset: dataset.code.clone(),
        name,
        division: value(&columns.division),
        province: province.code.clone(),
        reference: value(&columns.reference),
        repaired: value(&columns.repaired).is_some_and(|r| r == "1" || r == "true"),
        parcel,
    };
    match entries::json(&d) {
        Ok(body) if body.len() <= MOST_BODY => Ok(d),
        Ok(body) => Err(no("", "outline-too-long", format!("the entry takes {} bytes; {MOST_BODY} are taken", body.len()))),
        Err(e) => Err(no("", "outline-unwritten", e)),
    }
}

/// The outline in its compact form, valid.
fn outline(reader: &Reader, feature: &RawFeature) -> Result<Vec<u8>, Reject> {
    let from = |e: Refusal| Reject::new(feature.row, "", e.code, e.to_string());
    let crs = reader.source().crs_of(feature).map_err(from)?;
    let located = kaan_exchange::locate(&feature.geometry, &crs).map_err(from)?;
    let globe = Bounds::from_degrees(-180.0, -90.0, 180.0, 90.0);
    let checked = kaan_geo::check(&located.polygons, &kaan_geo::Limits { corners: 100_000, bounds: globe, must_close: true });
    match (checked.parcel, checked.faults.first()) {
        (Some(parcel), None) => Ok(kaan_geo::encode(&parcel)),
        (_, Some(fault)) => Err(Reject::new(feature.row, "", "outline-invalid", format!("{} at {}", fault.code.code(), fault.at))),
        (None, None) => Err(Reject::new(feature.row, "", "outline-invalid", "there is no outline")),
    }
}

struct Store {
    dataset: Dataset,
    districts: Vec<District>,
    imported: Imported,
    strict: bool,
    dry_run: bool,
    before: Report,
}

impl Act for Store {
    type Out = Result<Report, Box<Report>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let mut report = self.before.clone();
        if DISTRICTS.table.has_import(tx, &self.imported).await? {
            return Ok(Ok(Report { already: true, ..report }));
        }
        let known: BTreeMap<String, (String, String)> =
            store::known_districts(tx).await?.into_iter().map(|(id, dataset, body)| (id, (dataset, body))).collect();
        let mut changes = Vec::new();
        for d in &self.districts {
            let body = entries::json(d).map_err(Fault::Broken)?;
            match known.get(&d.id) {
                Some((dataset, _)) if *dataset != d.dataset => {
                    reject(&mut report, Reject::new(0, "", "id-taken", format!("`{}` stands as one of {dataset}", d.id)))
                }
                Some((_, old)) if *old == body => report.counts.unchanged += 1,
                Some(_) => {
                    report.counts.corrected += 1;
                    changes.push((d, body, true));
                }
                None => {
                    report.counts.added += 1;
                    changes.push((d, body, false));
                }
            }
        }
        if self.strict && report.counts.rejected > 0 {
            return Ok(Err(Box::new(report)));
        }
        if !self.dry_run {
            self.write(tx, &changes, &report).await?;
        }
        Ok(Ok(report))
    }
}

impl Store {
    async fn write(&self, tx: &mut Tx<'_>, changes: &[(&District, String, bool)], report: &Report) -> Res<()> {
        let table = DISTRICTS.table;
        let mut new: Vec<Entry> = Vec::new();
        if table.dataset(tx, &self.dataset.code).await?.as_ref() != Some(&self.dataset) {
            table.put_dataset(tx, &self.dataset).await?;
            new.push(entries::dataset(DISTRICTS.described, &self.dataset).map_err(Fault::Broken)?);
        }
        for (d, body, corrected) in changes {
            put(tx, d, body).await?;
            new.push(entries::record(&DISTRICTS, &d.id, body, *corrected));
        }
        let imported = Imported { counts: report.counts, ..self.imported.clone() };
        table.put_import(tx, &imported).await?;
        new.push(entries::import(DISTRICTS.completed, &imported).map_err(Fault::Broken)?);
        for part in new.chunks(TOGETHER) {
            kaan_ledger::record(tx, part).await?;
        }
        Ok(())
    }
}
