//! The reading thread: features of the file into facts, row after row, in the file's order.
//!
//! Started by `write`. It hands rows to the judges in turn, so that their order is kept; it never looks at
//! a boundary and never touches the store.

use super::fields::{Fields, Values};
use super::holders::Holders;
use super::plan::Plan;
use super::refusal::NotImported;
use super::rejects::Rejects;
use super::report::Report;
use crate::model::{Fact, Held, Standing};
use crate::store::Stands;
use kaan_exchange::{RawFeature, RawGeometry, Reader, Reject, RowFault};
use kaan_geo::crs::Crs;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;

/// Rows of one chunk.
const ROWS: usize = 500;
/// Corners of one chunk.
const CORNERS: usize = 20_000;

/// What stands in the collection already, by number.
pub(super) type Known = HashMap<Box<str>, Stands>;

/// A row that is mapped and not judged.
pub(super) struct Row {
    pub fact: Fact,
    pub geometry: RawGeometry,
    pub crs: Option<Crs>,
}

/// Some rows on their way to a judge.
#[derive(Default)]
pub(super) struct Chunk {
    pub rows: Vec<Row>,
    /// Holders that are new with these rows, and their folded names.
    pub fresh: Vec<(Held, String)>,
    /// Rows read so far.
    pub read: u64,
}

/// The reader's state.
pub(super) struct Reading {
    pub plan: Arc<Plan>,
    pub known: Arc<Known>,
    pub holders: Holders,
    pub outs: Vec<SyncSender<Chunk>>,
    /// Set when a row is rejected and that undoes the import: nothing more need be written.
    pub doomed: Arc<AtomicBool>,
}

impl Values for RawFeature {
    fn text(&self, column: usize) -> Option<String> {
        self.value(column).to_text().map(std::borrow::Cow::into_owned)
    }
}

impl Reading {
    /// Reads the file to its end.
    ///
    /// # Errors
    /// What ends the reading: nothing of the file may be stored then.
    pub fn run(mut self) -> Result<Report, NotImported> {
        let mut reader = self.plan.open()?;
        let mut fields = self.plan.fields(&reader)?;
        let mut rejects = Rejects::new(self.plan.what.rejects.as_deref());
        let (mut report, mut chunk, mut corners, mut turn) = (Report::default(), Chunk::default(), 0, 0);
        let mut seen: HashMap<Box<str>, u64> = HashMap::new();
        while let Some(step) = reader.next() {
            report.counts.read += 1;
            match self.step(&mut fields, &reader, step, &mut seen) {
                Ok(None) => report.counts.skipped += 1,
                Ok(Some(row)) => {
                    corners += row.geometry.corners.len();
                    chunk.rows.push(row);
                }
                Err(Stop::Ends(why)) => return Err(why),
                Err(Stop::Row(reasons, raw)) => {
                    self.holders.forget();
                    report.reject(&reasons);
                    self.doomed.fetch_or(self.plan.what.rejects.is_none(), Ordering::Relaxed);
                    rejects.put(&reasons, reader.columns(), raw.as_deref()).map_err(NotImported::Beside)?;
                }
            }
            if chunk.rows.len() >= ROWS || corners >= CORNERS {
                chunk.read = report.counts.read;
                if !self.send(std::mem::take(&mut chunk), &mut turn) {
                    break;
                }
                corners = 0;
            }
        }
        chunk.read = report.counts.read;
        self.send(chunk, &mut turn);
        rejects.end().map_err(NotImported::Beside)?;
        report.unknown = fields.unknown_codes();
        report.notes = notes(&reader);
        let own = self.known.iter().filter(|(n, s)| matches!(s, Stands::Own(_)) && !seen.contains_key(*n));
        report.absent = own.count() as u64;
        Ok(report)
    }

    /// Hands a chunk to the next judge; `false` when nobody listens any more.
    fn send(&mut self, mut chunk: Chunk, turn: &mut usize) -> bool {
        chunk.fresh = self.holders.take_fresh();
        let out = self.outs.get(*turn % self.outs.len().max(1));
        *turn += 1;
        out.is_some_and(|out| out.send(chunk).is_ok())
    }

    /// One feature as a row; `None` when the mapping passes over it.
    fn step(
        &mut self,
        fields: &mut Fields,
        reader: &Reader,
        step: Result<RawFeature, RowFault>,
        seen: &mut HashMap<Box<str>, u64>,
    ) -> Result<Option<Row>, Stop> {
        let raw = match step {
            Ok(raw) => raw,
            Err(fault) if fault.ends => return Err(Stop::Ends(NotImported::File(fault.refusal))),
            Err(RowFault { refusal, .. }) => {
                let row = refusal.place.row.or(refusal.place.line).unwrap_or(0);
                return Err(Stop::Row(vec![Reject::new(row, "", refusal.code, format!("cannot be read: {refusal}"))], None));
            }
        };
        if fields.skips(&raw) {
            return Ok(None);
        }
        match self.row(fields, reader, &raw, seen) {
            Err(reasons) => Err(Stop::Row(reasons, Some(Box::new(raw)))),
            Ok((fact, crs)) => {
                self.holders.keep();
                seen.insert(fact.number.as_str().into(), raw.row);
                Ok(Some(Row { fact, geometry: raw.geometry, crs }))
            }
        }
    }

    fn row(
        &mut self,
        fields: &mut Fields,
        reader: &Reader,
        raw: &RawFeature,
        seen: &HashMap<Box<str>, u64>,
    ) -> Result<(Fact, Option<Crs>), Vec<Reject>> {
        let fact = fields.read(raw.row, raw, &mut self.holders)?;
        let no = |code: &'static str, reason: String| Err(vec![Reject::new(raw.row, &self.plan.mapping.number, code, reason)]);
        if let Some(first) = seen.get(fact.number.as_str()) {
            return no(
                "number-twice",
                format!("has the number {} that row {first} has: make the numbers differ, or take one row out", fact.number),
            );
        }
        match self.known.get(fact.number.as_str()) {
            Some(Stands::Foreign(code)) => {
                return no(
                    "number-taken",
                    format!(
                        "has the number {} that stands in the register {code}: put something before it in the mapping, as in `number = \"XY-{{COLUMN}}\"`",
                        fact.number
                    ),
                );
            }
            Some(Stands::Reported) if fact.standing == Standing::Reported => {
                return no(
                    "number-taken",
                    format!("has the number {} that another register knows from reports already", fact.number),
                );
            }
            _ => {}
        }
        if raw.geometry.corners.is_empty() {
            return Ok((fact, None));
        }
        match reader.source().crs_of(raw) {
            Ok(crs) => Ok((fact, Some(crs))),
            Err(refusal) => Err(vec![Reject::new(raw.row, "", refusal.code, format!("cannot be placed: {refusal}"))]),
        }
    }
}

/// Why a step gave no row.
enum Stop {
    /// This row is rejected.
    Row(Vec<Reject>, Option<Box<RawFeature>>),
    /// Nothing more can be read.
    Ends(NotImported),
}

/// What the reader noticed, in a line each.
fn notes(reader: &Reader) -> Vec<String> {
    let one = |n: &kaan_exchange::Note| {
        let detail = n.detail.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
        format!("{}: {}{detail}", n.code.code(), n.count)
    };
    reader.notes().iter().map(one).collect()
}
