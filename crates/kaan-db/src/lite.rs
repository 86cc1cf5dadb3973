//! SQLite: the one writer with group commit, and the readers.
//!
//! Called by [`Db`](crate::Db) and [`Tx`](crate::Tx). The writer is a thread of its own that takes the
//! acts that wait, runs each inside a savepoint, commits once and then answers them all.
//! It never answers an act before its commit is on disk, and never lets one act undo its neighbour.

use crate::fault::gone;
use crate::{Act, Arg, Fault, Limits, Res, Row, Sql, Tx};
use rusqlite::{Connection, params_from_iter};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// At most so many acts share one commit.
const BATCH: usize = 256;
/// SQLite asks the progress handler once in so many of its steps.
const STEPS: i32 = 10_000;

const WRITER: &str = "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=1;
    pragma temp_store=memory; pragma cache_size=-65536; pragma mmap_size=134217728; pragma journal_size_limit=67108864";
const READER: &str = "pragma query_only=1; pragma temp_store=memory; pragma cache_size=-8192; pragma mmap_size=134217728";

/// Opens a connection to an existing or new store file for writing.
pub(crate) fn open_writer(path: &Path, wait: Duration) -> Res<Connection> {
    let c = Connection::open(path)?;
    c.busy_timeout(wait)?;
    c.set_prepared_statement_cache_capacity(512);
    c.execute_batch(WRITER)?;
    Ok(c)
}

/// Opens a connection that can only read.
pub(crate) fn open_reader(path: &Path, wait: Duration) -> Res<Connection> {
    let c = Connection::open(path)?;
    c.busy_timeout(wait)?;
    c.set_prepared_statement_cache_capacity(256);
    c.execute_batch(READER)?;
    Ok(c)
}

pub(crate) fn run(c: &Connection, q: &Sql) -> Res<u64> {
    Ok(c.prepare_cached(&q.text)?.execute(params_from_iter(&q.vals))? as u64)
}

pub(crate) fn all<T>(c: &Connection, q: &Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Vec<T>> {
    let mut s = c.prepare_cached(&q.text)?;
    let mut rows = s.query(params_from_iter(&q.vals))?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        out.push(read(&Row::Lite(r))?);
    }
    Ok(out)
}

pub(crate) fn each(c: &Connection, q: &Sql, mut f: impl FnMut(&Row) -> Res<std::ops::ControlFlow<()>>) -> Res<()> {
    let mut s = c.prepare_cached(&q.text)?;
    let mut rows = s.query(params_from_iter(&q.vals))?;
    while let Some(r) = rows.next()? {
        if f(&Row::Lite(r))?.is_break() {
            break;
        }
    }
    Ok(())
}

pub(crate) fn insert_many<'a, const N: usize>(
    c: &Connection,
    table: &'static str,
    columns: [&'static str; N],
    rows: impl Iterator<Item = [Arg<'a>; N]>,
) -> Res<u64> {
    let mut text = format!("insert into {table} ({}) values (", columns.join(","));
    for n in 1..=N {
        let _ = write!(text, "{}${n}", if n == 1 { "" } else { "," });
    }
    text.push(')');
    let mut s = c.prepare_cached(&text)?;
    let mut count = 0;
    for row in rows {
        for (i, v) in row.iter().enumerate() {
            s.raw_bind_parameter(i + 1, v)?;
        }
        count += s.raw_execute()? as u64;
    }
    Ok(count)
}

trait Job: Send {
    fn go(&mut self, c: &mut Connection) -> Res<()>;
    fn tell(self: Box<Self>, end: Res<()>);
}

struct Waiting<A: Act> {
    act: A,
    out: Option<Res<A::Out>>,
    reply: oneshot::Sender<Res<A::Out>>,
}

impl<A: Act> Job for Waiting<A> {
    fn go(&mut self, c: &mut Connection) -> Res<()> {
        c.prepare_cached("savepoint act")?.execute([])?;
        let ran = catch_unwind(AssertUnwindSafe(|| pollster::block_on(self.act.run(&mut Tx::Lite(c)))));
        let out = ran.unwrap_or_else(|_| Err(Fault::Broken("the act panicked".into())));
        if out.is_err() {
            c.prepare_cached("rollback to act")?.execute([])?;
        }
        c.prepare_cached("release act")?.execute([])?;
        self.out = Some(out);
        Ok(())
    }

    fn tell(self: Box<Self>, end: Res<()>) {
        let Self { out, reply, .. } = *self;
        // An act's own refusal stands whatever became of its neighbours; success needs the commit.
        let answer = match (out, end) {
            (Some(Err(e)), _) => Err(e),
            (Some(Ok(v)), Ok(())) => Ok(v),
            (_, Err(e)) => Err(e),
            (None, Ok(())) => Err(gone("the act was not run")),
        };
        // The caller may have gone away; the act stands all the same.
        let _ = reply.send(answer);
    }
}

/// What the writer has done since the start, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Acts answered.
    pub acts: u64,
    /// Commits made for them: `acts / commits` is the size of a group.
    pub commits: u64,
    /// Acts turned away because the queue was full.
    pub refused: u64,
}

#[derive(Default)]
struct Counts {
    acts: AtomicU64,
    commits: AtomicU64,
    refused: AtomicU64,
}

/// The embedded store: its file, its writer's queue and its readers.
pub(crate) struct Lite {
    pub(crate) path: PathBuf,
    pub(crate) limits: Limits,
    acts: mpsc::Sender<Box<dyn Job>>,
    free: Mutex<Vec<Reader>>,
    slots: Arc<Semaphore>,
    long: Arc<Semaphore>,
    counts: Arc<Counts>,
}

/// A reading connection with its count of steps since the statement began.
struct Reader {
    c: Connection,
    steps: Arc<AtomicU64>,
}

impl Lite {
    pub(crate) fn open(path: &Path, limits: Limits) -> Res<Self> {
        let writer = open_writer(path, limits.wait)?;
        let (acts, queue) = mpsc::channel(limits.queue.max(1));
        let counts = Arc::new(Counts::default());
        let told = Arc::clone(&counts);
        std::thread::Builder::new().name("kaan-writer".into()).spawn(move || serve(writer, queue, &told)).map_err(gone)?;
        let readers = limits.readers.max(1);
        let free = (0..readers).map(|_| Reader::open(path, &limits)).collect::<Res<Vec<_>>>()?;
        Ok(Self {
            path: path.to_owned(),
            limits,
            acts,
            free: Mutex::new(free),
            slots: Arc::new(Semaphore::new(readers)),
            long: Arc::new(Semaphore::new(limits.long_reads.max(1))),
            counts,
        })
    }

    /// Puts the act into the writer's queue and waits for the commit.
    pub(crate) async fn act<A: Act>(&self, act: A) -> Res<A::Out> {
        let (reply, answer) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Waiting { act, out: None, reply });
        match self.acts.try_send(job) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(gone("the writer has stopped")),
            Err(mpsc::error::TrySendError::Full(job)) => self.queue_up(job).await?,
        }
        answer.await.map_err(|_| gone("the writer has stopped"))?
    }

    async fn queue_up(&self, job: Box<dyn Job>) -> Res<()> {
        match self.acts.send_timeout(job, self.limits.queue_wait).await {
            Ok(()) => Ok(()),
            Err(mpsc::error::SendTimeoutError::Closed(_)) => Err(gone("the writer has stopped")),
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => {
                self.counts.refused.fetch_add(1, Ordering::Relaxed);
                Err(Fault::Busy("the writer's queue is full".into()))
            }
        }
    }

    /// Runs `f` on a free reading connection, here and now, within the limit of steps.
    pub(crate) async fn reading<T>(&self, f: impl FnOnce(&Connection) -> Res<T>) -> Res<T> {
        let _slot = self.slots.acquire().await.map_err(gone)?;
        let taken = self.free.lock().map_err(gone)?.pop();
        let reader = match taken {
            Some(reader) => reader,
            None => Reader::open(&self.path, &self.limits)?,
        };
        reader.steps.store(0, Ordering::Relaxed);
        let out = f(&reader.c);
        self.free.lock().map_err(gone)?.push(reader);
        out
    }

    /// A connection of its own for a long read, without a limit of steps.
    pub(crate) async fn long_reader(&self) -> Res<(Connection, OwnedSemaphorePermit)> {
        let permit = Arc::clone(&self.long).acquire_owned().await.map_err(gone)?;
        Ok((open_reader(&self.path, self.limits.wait)?, permit))
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            acts: self.counts.acts.load(Ordering::Relaxed),
            commits: self.counts.commits.load(Ordering::Relaxed),
            refused: self.counts.refused.load(Ordering::Relaxed),
        }
    }
}

impl Reader {
    fn open(path: &Path, limits: &Limits) -> Res<Self> {
        let c = open_reader(path, limits.wait)?;
        let steps = Arc::new(AtomicU64::new(0));
        let (seen, most) = (Arc::clone(&steps), limits.read_steps);
        c.progress_handler(STEPS, Some(move || seen.fetch_add(STEPS as u64, Ordering::Relaxed) > most))?;
        Ok(Self { c, steps })
    }
}

/// The only writer: takes the acts that wait, each in a savepoint, commits once, then answers them all.
fn serve(mut c: Connection, mut acts: mpsc::Receiver<Box<dyn Job>>, counts: &Counts) {
    let mut batch: Vec<Box<dyn Job>> = Vec::with_capacity(BATCH);
    while let Some(first) = acts.blocking_recv() {
        batch.push(first);
        let end = group(&mut c, &mut acts, &mut batch);
        counts.acts.fetch_add(batch.len() as u64, Ordering::Relaxed);
        counts.commits.fetch_add(1, Ordering::Relaxed);
        for job in batch.drain(..) {
            job.tell(end.clone());
        }
    }
}

/// One commit: `begin immediate` waits up to the busy timeout for another process, then gives up as `Busy`.
fn group(c: &mut Connection, acts: &mut mpsc::Receiver<Box<dyn Job>>, batch: &mut Vec<Box<dyn Job>>) -> Res<()> {
    c.execute_batch("begin immediate")?;
    let mut done = 0;
    let mut end = Ok(());
    while end.is_ok() && done < BATCH {
        if done == batch.len() {
            match acts.try_recv() {
                Ok(job) => batch.push(job),
                Err(_) => break,
            }
        }
        end = batch[done].go(c);
        done += 1;
    }
    let end = end.and_then(|()| c.execute_batch("commit").map_err(Fault::from));
    if end.is_err() {
        tracing::error!(fault = ?end, acts = batch.len(), "group not committed");
        // After some errors SQLite has rolled back by itself and this says so; either way nothing stands.
        let _ = c.execute_batch("rollback");
    }
    end
}
