//! The judging threads: outlines placed, checked, measured, and rows with their entries made ready.
//!
//! Started by `write`, between the reader and the writer. They share nothing but what stands already, and
//! never repair: an invalid outline is kept as handed in, its area withheld.

use super::plan::Plan;
use super::read::{Chunk, Known, Row};
use crate::entries;
use crate::model::{Collection, Fact, Ground, Held, OutlineFault, Standing, figure};
use crate::search;
use crate::store::{FactRow, Stands};
use kaan_exchange::RawGeometry;
use kaan_geo::Limits;
use kaan_geo::crs::Crs;
use kaan_ledger::Entry;
use kaan_search::Doc;

/// What a side of a boundary is.
const RULE: &str = "straight-lonlat";

/// Rows ready to be written, with their entries.
#[derive(Default)]
pub(super) struct Judged {
    pub rows: Vec<FactRow>,
    pub entries: Vec<Entry>,
    /// Numbers among `rows` that stood with other facts.
    pub corrected: Vec<String>,
    pub fresh: Vec<(Held, String)>,
    pub docs: Vec<Doc>,
    pub unchanged: u64,
    pub invalid: u64,
    /// Records among `corrected` that were known from reports.
    pub confirmed: u64,
    /// Rows read so far.
    pub read: u64,
}

/// Judges a chunk.
///
/// # Errors
/// What cannot be written as an entry, in English: a fault of ours.
pub(super) fn judge(plan: &Plan, known: &Known, chunk: Chunk) -> Result<Judged, String> {
    let collection = plan.what.collection;
    let limits = Limits { corners: usize::MAX, bounds: plan.bounds, must_close: true };
    let mut out = Judged { fresh: chunk.fresh, read: chunk.read, rows: Vec::with_capacity(chunk.rows.len()), ..Judged::default() };
    out.entries.reserve(chunk.rows.len());
    for Row { mut fact, geometry, crs } in chunk.rows {
        fact.ground = crs.map_or_else(Ground::default, |crs| ground(&geometry, &crs, &limits));
        let corrected = match known.get(fact.number.as_str()) {
            None => false,
            Some(Stands::Own(digest)) if *digest == entries::digest(&fact)? => {
                out.unchanged += 1;
                continue;
            }
            Some(stood) => {
                out.confirmed += u64::from(*stood == Stands::Reported);
                out.corrected.push(fact.number.clone());
                true
            }
        };
        put(&mut out, collection, fact, corrected)?;
    }
    Ok(out)
}

fn put(out: &mut Judged, collection: Collection, fact: Fact, corrected: bool) -> Result<(), String> {
    out.invalid += u64::from(!fact.ground.faults.is_empty());
    out.docs.extend(search::record(collection, &fact.number, fact.name.as_deref()));
    out.entries.append(&mut entries::record(collection, &fact, corrected)?);
    out.rows.push(FactRow::new(fact));
    Ok(())
}

/// The ground of a record: its boundary and figures when the outline is valid, else what is wrong with it.
fn ground(raw: &RawGeometry, crs: &Crs, limits: &Limits) -> Ground {
    let base = Ground {
        crs: Some(crs.code()),
        operation: crs.operation().map(str::to_owned),
        accuracy_m: crs.accuracy_m(),
        ..Ground::default()
    };
    let located = match kaan_exchange::locate(raw, crs) {
        Ok(located) => located,
        Err(refusal) => {
            let corner = refusal.values.iter().find(|v| v.0 == "corner").map(|v| v.1.clone());
            let fault = OutlineFault { code: refusal.code.to_owned(), at: None, place: corner };
            return Ground { faults: vec![fault], as_handed_in: Some(raw.as_handed_in()), ..base };
        }
    };
    let checked = kaan_geo::check(&located.polygons, limits);
    let bounds = checked.bounds.map(|b| [b.x0, b.y0, b.x1, b.y1]);
    match &checked.parcel {
        Some(parcel) => Ground {
            boundary: Some(kaan_geo::encode(parcel)),
            rule: Some(RULE.to_owned()),
            bounds,
            area_m2: Some(figure(kaan_geo::area_m2(parcel))),
            perimeter_m: Some(figure(kaan_geo::perimeter_m(parcel))),
            as_handed_in: (!located.is_exact).then(|| raw.as_handed_in()),
            ..base
        },
        None => {
            let fault = |f: &kaan_geo::Fault| OutlineFault {
                code: f.code.code().to_owned(),
                at: f.at.point.map(|p| [p.x, p.y]),
                place: Some(f.at.to_string()),
            };
            Ground { bounds, faults: checked.faults.iter().map(fault).collect(), as_handed_in: Some(raw.as_handed_in()), ..base }
        }
    }
}

/// Whether a record is a registered title with a boundary, which overlaps are looked for among.
pub(super) fn is_ground(fact: &Fact) -> bool {
    fact.standing == Standing::Registered && fact.ground.boundary.is_some()
}
