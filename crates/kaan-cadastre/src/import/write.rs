//! The act: one transaction that takes a file in, every row with its entry.
//!
//! Called by `import`. It starts the reader and the judges, and writes what they send in the order of the
//! file. When it turns back, for rejected rows or a trial, nothing of it stands. It never decides what is
//! stored: facts come ready, and the same bytes go into the ledger.

use super::holders::Holders;
use super::judge::{Judged, is_ground, judge};
use super::meet::{Meeting, Unfound};
use super::plan::Plan;
use super::read::{Known, Reading};
use super::refusal::NotImported;
use super::report::Report;
use super::{Phase, Told};
use crate::entries;
use crate::model::{Collection, Imported, InheritedOverlaps, OVERLAPS_AN_ENTRY, Overlap, Register};
use crate::{search, store};
use kaan_base::Ids;
use kaan_db::{Act, Fault, Res, Tx};
use kaan_exchange::Refusal;
use kaan_ledger::Entry;
use kaan_search::Doc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Chunks that wait for each judge, and for the writer from each judge.
const WAITING: usize = 4;
/// Most entries and bytes handed to the ledger in one call.
const ENTRIES: usize = 2_000;
const BYTES: usize = 6 << 20;
/// Documents indexed at a time.
const DOCS: usize = 65_536;

/// What an act that turned back has to say.
#[derive(Default)]
pub(super) struct Outcome(Mutex<Option<Result<Report, NotImported>>>);

impl Outcome {
    /// Takes what was said.
    pub fn take(&self) -> Option<Result<Report, NotImported>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Says it, and turns back.
    fn turn_back(&self, said: Result<Report, NotImported>) -> Fault {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(said);
        Fault::Undone("import-turned-back".into())
    }
}

/// The act.
pub(super) struct Bring {
    pub plan: Arc<Plan>,
    pub outcome: Arc<Outcome>,
}

/// The act while it runs.
struct Running<'b> {
    plan: &'b Plan,
    report: Report,
    meeting: Meeting,
    docs: Vec<Doc>,
    /// Whether rows are written: not in a trial, and not once rows were rejected that must not be.
    doomed: Arc<AtomicBool>,
}

impl Act for Bring {
    type Out = Report;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Report> {
        let plan = &*self.plan;
        let described = describe(tx, plan).await?;
        let last = store::last_import(tx, &plan.what.register.code, plan.what.collection).await?;
        if !described && last.digest == plan.digest && last.mapping == plan.mapping_digest {
            return Err(self.outcome.turn_back(Ok(Report { already: true, ..Report::default() })));
        }
        let known: Arc<Known> = Arc::new(store::known(tx, plan.what.collection, &plan.what.register.code).await?);
        let holders = self.holders(tx).await?;
        let doomed = Arc::new(AtomicBool::new(false));
        let mut run =
            Running { plan, report: Report::default(), meeting: Meeting::default(), docs: Vec::new(), doomed: Arc::clone(&doomed) };
        if plan.what.collection == Collection::Titles && !known.is_empty() {
            let (meeting, law) = (&mut run.meeting, &plan.law);
            store::each_boundary(tx, |number, status, boundary, bounds| {
                if law.is_live(status) {
                    meeting.add_stood(number, boundary, bounds);
                }
            })
            .await?;
        }
        let mut pipeline = Pipeline::start(&self.plan, known, holders, doomed)?;
        while let Some(judged) = aside(|| pipeline.next()) {
            run.take(tx, judged.map_err(Fault::Broken)?).await?;
        }
        match pipeline.end()? {
            Ok(read) => run.join(read),
            Err(refused) => return Err(self.outcome.turn_back(Err(refused))),
        }
        self.close(tx, run, described, last.nth + 1).await
    }
}

impl Bring {
    async fn holders(&self, tx: &mut Tx<'_>) -> Res<Holders> {
        let what = &self.plan.what;
        let known = store::known_holders(tx, &what.register.code).await?;
        let mut holders = Holders::new(Ids::new(what.now, what.chance), known);
        if let Some(file) = &self.plan.mapping.holders {
            let read = holders.read_file(file, &self.plan.folder, &self.plan.mapping.nothing);
            read.map_err(|e| self.outcome.turn_back(Err(NotImported::Beside(e))))?;
        }
        Ok(holders)
    }

    /// What follows the last row: overlaps, search, the import's own entry; or turning back.
    async fn close(&self, tx: &mut Tx<'_>, mut run: Running<'_>, described: bool, nth: u64) -> Res<Report> {
        let plan = &*self.plan;
        // Overlaps are looked for on other threads while the names go into the index.
        let looking = Looking::start(&self.plan, std::mem::take(&mut run.meeting))?;
        run.tell(Phase::Search, run.docs.len() as u64, Some(run.docs.len() as u64));
        kaan_search::index(tx, &run.docs).await?;
        run.tell(Phase::Overlaps, looking.titles, Some(looking.titles));
        let found = aside(|| looking.end()).map_err(|e| match e {
            Unfound::Broken => Fault::Broken("looking for overlaps panicked".into()),
            Unfound::Stopped => self.outcome.turn_back(Err(NotImported::File(Refusal::new("stopped")))),
            Unfound::TooMany => self.outcome.turn_back(Err(NotImported::File(Refusal::new("too-many-overlaps")))),
        })?;
        run.report.counts.overlaps = found.iter().map(|p| p.overlaps.len() as u64).sum();
        run.report.undone = run.report.counts.rejected > 0 && plan.what.rejects.is_none();
        run.report.dry_run = plan.what.dry_run;
        run.report.already =
            run.report.counts.added + run.report.counts.corrected == 0 && !described && run.report.counts.rejected == 0;
        if run.report.undone || run.report.dry_run || run.report.already {
            return Err(self.outcome.turn_back(Ok(run.report)));
        }
        let mut last = Vec::with_capacity(found.len() + 1);
        for pack in &found {
            store::insert_overlaps(tx, pack).await?;
            last.push(entries::overlaps(pack).map_err(Fault::Broken)?);
        }
        let done = Imported {
            digest: plan.digest.clone(),
            register: plan.what.register.code.clone(),
            collection: plan.what.collection,
            nth,
            mapping: plan.mapping_digest.clone(),
            file: plan.name.clone(),
            at: plan.what.now.0,
            counts: run.report.counts,
        };
        store::insert_import(tx, &done).await?;
        last.push(entries::import(&done).map_err(Fault::Broken)?);
        record(tx, &last).await?;
        run.tell(Phase::Commit, run.report.counts.read, None);
        Ok(run.report)
    }
}

/// Writes the register's row when it is new or described otherwise; whether it was.
async fn describe(tx: &mut Tx<'_>, plan: &Plan) -> Res<bool> {
    let wanted = &plan.what.register;
    let known = store::known_registers(tx).await?.into_iter().find(|r| r.code == wanted.code);
    let bare = *wanted == Register::bare(&wanted.code);
    if known.as_ref().is_some_and(|k| bare || k == wanted) {
        store::lock_register(tx, &wanted.code).await?;
        return Ok(false);
    }
    store::put_register(tx, wanted).await?;
    kaan_ledger::record(tx, &[entries::register(wanted).map_err(Fault::Broken)?]).await?;
    Ok(true)
}

/// Hands entries to the ledger in calls that it takes.
async fn record(tx: &mut Tx<'_>, mut entries: &[Entry]) -> Res<()> {
    while !entries.is_empty() {
        let mut bytes = 0;
        let fits = |e: &&Entry| {
            bytes += e.body.len() + e.kind.len() + e.subject.len() + 4;
            bytes <= BYTES
        };
        let count = entries.iter().take(ENTRIES).take_while(fits).count().max(1);
        let (now, later) = entries.split_at(count);
        kaan_ledger::record(tx, now).await?;
        entries = later;
    }
    Ok(())
}

impl Running<'_> {
    /// Takes what a judge sends: into the tables and the ledger, unless nothing is to be stored.
    async fn take(&mut self, tx: &mut Tx<'_>, judged: Judged) -> Res<()> {
        let what = &self.plan.what;
        if !what.dry_run && !self.doomed.load(Ordering::Relaxed) {
            store::insert_holders(tx, &what.register.code, &judged.fresh).await?;
            for number in &judged.corrected {
                store::clear_record(tx, what.collection, number).await?;
            }
            if !judged.corrected.is_empty() {
                let numbers: Vec<&str> = judged.corrected.iter().map(String::as_str).collect();
                kaan_search::remove(tx, what.collection.one(), &numbers).await?;
            }
            store::insert_facts(tx, what.collection, &judged.rows).await?;
            record(tx, &judged.entries).await?;
            self.docs.extend(judged.fresh.iter().map(|(h, _)| search::holder(&h.id, &h.name, &what.register.code)));
            self.docs.extend(judged.docs);
            if self.docs.len() >= DOCS {
                kaan_search::index(tx, &std::mem::take(&mut self.docs)).await?;
            }
        }
        if what.collection == Collection::Titles {
            judged.corrected.iter().for_each(|number| self.meeting.take_out(number));
            for fact in judged.rows.iter().map(|r| &r.fact).filter(|f| is_ground(f) && self.plan.law.is_live(f.status)) {
                if let (Some(boundary), Some(bounds)) = (&fact.ground.boundary, fact.ground.bounds) {
                    self.meeting.add(&fact.number, boundary, bounds);
                }
            }
        }
        let c = &mut self.report.counts;
        c.added += (judged.rows.len() - judged.corrected.len()) as u64;
        c.corrected += judged.corrected.len() as u64;
        c.unchanged += judged.unchanged;
        c.invalid += judged.invalid;
        self.report.confirmed += judged.confirmed;
        self.tell(Phase::Rows, judged.read, self.plan.count);
        Ok(())
    }

    /// Adds what the reader counted.
    fn join(&mut self, read: Report) {
        let c = &mut self.report.counts;
        (c.read, c.rejected, c.skipped) = (read.counts.read, read.counts.rejected, read.counts.skipped);
        let own = std::mem::take(&mut self.report);
        self.report = Report { counts: own.counts, confirmed: own.confirmed, ..read };
    }

    fn tell(&self, phase: Phase, done: u64, of: Option<u64>) {
        (self.plan.what.tell)(Told { phase, done, of, counts: self.report.counts });
    }
}

/// The threads that look for overlaps.
struct Looking {
    titles: u64,
    found: JoinHandle<Result<Vec<InheritedOverlaps>, Unfound>>,
}

impl Looking {
    fn start(plan: &Arc<Plan>, meeting: Meeting) -> Res<Self> {
        let (plan, titles) = (Arc::clone(plan), meeting.count() as u64);
        let look = move || {
            let all = meeting.find(plan.law.tolerance(), &*plan.what.stop)?;
            let register = &plan.what.register.code;
            let pack = |part: &[Overlap]| InheritedOverlaps { register: register.clone(), overlaps: part.to_vec() };
            Ok(all.chunks(OVERLAPS_AN_ENTRY).map(pack).collect())
        };
        let found = std::thread::Builder::new().name("kaan-meeting".into()).spawn(look);
        Ok(Looking { titles, found: found.map_err(|e| Fault::Broken(e.to_string()))? })
    }

    /// The overlaps, packed as the ledger takes them.
    fn end(self) -> Result<Vec<InheritedOverlaps>, Unfound> {
        self.found.join().unwrap_or(Err(Unfound::Broken))
    }
}

/// The threads before the writer.
struct Pipeline {
    outs: Vec<Receiver<Result<Judged, String>>>,
    turn: usize,
    reader: JoinHandle<Result<Report, NotImported>>,
}

impl Pipeline {
    /// Starts a reader and as many judges as are worth it. They end by themselves when this is dropped.
    fn start(plan: &Arc<Plan>, known: Arc<Known>, holders: Holders, doomed: Arc<AtomicBool>) -> Res<Self> {
        let judges = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
        let (mut ins, mut outs) = (Vec::new(), Vec::new());
        let broken = |e: std::io::Error| Fault::Broken(e.to_string());
        for _ in 0..judges {
            let (to_judge, chunks) = sync_channel(WAITING);
            let (to_writer, judged) = sync_channel(WAITING);
            let (plan, known) = (Arc::clone(plan), Arc::clone(&known));
            let work = move || {
                for chunk in chunks {
                    if to_writer.send(judge(&plan, &known, chunk)).is_err() {
                        break;
                    }
                }
            };
            std::thread::Builder::new().name("kaan-judge".into()).spawn(work).map_err(broken)?;
            ins.push(to_judge);
            outs.push(judged);
        }
        let reading = Reading { plan: Arc::clone(plan), known, holders, outs: ins, doomed };
        let reader = std::thread::Builder::new().name("kaan-reader".into()).spawn(move || reading.run()).map_err(broken)?;
        Ok(Pipeline { outs, turn: 0, reader })
    }

    /// What comes next in the order of the file; `None` at its end.
    fn next(&mut self) -> Option<Result<Judged, String>> {
        let out = self.outs.get(self.turn % self.outs.len().max(1))?;
        self.turn += 1;
        out.recv().ok()
    }

    /// What the reader has to say at the end.
    fn end(self) -> Res<Result<Report, NotImported>> {
        drop(self.outs);
        self.reader.join().map_err(|_| Fault::Broken("the reader of the file panicked".into()))
    }
}

/// Waits or works without holding up the runtime's other tasks.
fn aside<T>(f: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|h| h.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(f),
        _ => f(),
    }
}
