//! The store as the rest of Kaan sees it: open it, read it, act on it.
//!
//! Called by the binary (which opens it) and by every capability. It never reads the environment: the
//! address comes in as text.

use crate::lite::{self, Lite, Stats};
use crate::{Act, Fault, Res, Row, Snapshot, Sql, pg};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Bounds of the store; the defaults suit one server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Reading connections of SQLite for pages.
    pub readers: usize,
    /// Long reads (exports, loading) at the same time.
    pub long_reads: usize,
    /// Acts that may wait for SQLite's writer.
    pub queue: usize,
    /// How long an act waits at a full queue before it is told [`Fault::Busy`].
    pub queue_wait: Duration,
    /// How long to wait for another process's transaction, or for a free connection.
    pub wait: Duration,
    /// Steps of SQLite's machine that one page read may take (100 million are about a second).
    pub read_steps: u64,
    /// Longest statement on PostgreSQL.
    pub statement: Duration,
    /// Connections to PostgreSQL.
    pub pool: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            readers: 4,
            long_reads: 8,
            queue: 4096,
            queue_wait: Duration::from_millis(500),
            wait: Duration::from_secs(10),
            read_steps: 1_000_000_000,
            statement: Duration::from_secs(30),
            pool: 16,
        }
    }
}

/// One store over two engines. Cheap to clone; all clones share the writer and the pool.
#[derive(Clone)]
pub struct Db(pub(crate) Engine);

#[derive(Clone)]
pub(crate) enum Engine {
    Lite(Arc<Lite>),
    Pg(deadpool_postgres::Pool),
}

impl Db {
    /// Opens `sqlite://PATH` (made when absent) or `postgres://…`; runs no migration.
    ///
    /// # Errors
    /// [`Fault::Broken`] for an address it does not understand or a file it cannot open.
    pub async fn open(url: &str) -> Res<Self> {
        Self::open_with(url, Limits::default()).await
    }

    /// As [`Db::open`], with other bounds.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_with(url: &str, limits: Limits) -> Res<Self> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return Ok(Self(Engine::Lite(Arc::new(Lite::open(Path::new(path), limits)?))));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::open_config(url.parse()?, limits).await;
        }
        Err(Fault::Broken("the store's address must begin with sqlite:// or postgres://".into()))
    }

    pub(crate) async fn open_config(config: tokio_postgres::Config, limits: Limits) -> Res<Self> {
        let pool = pg::open(config, &limits)?;
        drop(pool.get().await?);
        Ok(Self(Engine::Pg(pool)))
    }

    /// Whether this is the embedded store.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.0, Engine::Lite(_))
    }

    /// Runs an act. `Ok` means committed and on disk, on either engine.
    ///
    /// # Errors
    /// What the act or the store says; nothing of the act stands then.
    pub async fn act<A: Act>(&self, act: A) -> Res<A::Out> {
        match &self.0 {
            Engine::Lite(l) => l.act(act).await,
            Engine::Pg(pool) => pg::act(pool, &act).await,
        }
    }

    /// All rows of a page-size answer, each read by `read`.
    ///
    /// # Errors
    /// [`Fault::Slow`] past the limit of steps or time, or whatever the store or `read` says.
    pub async fn all<T>(&self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Vec<T>> {
        match &self.0 {
            Engine::Lite(l) => l.reading(|c| lite::all(c, &q, read)).await,
            Engine::Pg(pool) => pg::all(&pool.get().await?, &q, read).await,
        }
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// [`Fault::Missing`] when it is not.
    pub async fn one<T>(&self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<T> {
        self.find(q, read).await?.ok_or(Fault::Missing)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn find<T>(&self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Option<T>> {
        Ok(self.all(q, read).await?.into_iter().next())
    }

    /// Reads row after row without keeping them: exports, loading a million parcels.
    ///
    /// No limit of steps or time. On SQLite it holds the calling worker (others take over its tasks), on
    /// a connection of its own. Break to stop early.
    ///
    /// # Errors
    /// Whatever the store or `f` says.
    pub async fn each(&self, q: Sql, f: impl FnMut(&Row) -> Res<ControlFlow<()>>) -> Res<()> {
        let mut snapshot = self.snapshot().await?;
        let end = snapshot.each(q, f).await;
        snapshot.finish().await?;
        end
    }

    /// A consistent view of the store as it is now, for several reads: nothing committed later is seen.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn snapshot(&self) -> Res<Snapshot> {
        match &self.0 {
            Engine::Lite(l) => {
                let (c, permit) = l.long_reader().await?;
                Snapshot::lite(c, permit)
            }
            Engine::Pg(pool) => Snapshot::pg(pool.get().await?).await,
        }
    }

    /// What SQLite's writer has done since the start; `None` on PostgreSQL.
    #[must_use]
    pub fn stats(&self) -> Option<Stats> {
        match &self.0 {
            Engine::Lite(l) => Some(l.stats()),
            Engine::Pg(_) => None,
        }
    }

    /// Prepares every statement, so that a test finds the one that does not fit the schema.
    ///
    /// On SQLite it also checks that marks first appear in the order of their numbers.
    ///
    /// # Errors
    /// [`Fault::Broken`] naming the first statement that cannot be prepared.
    pub async fn prepare_all(&self, statements: &[&str]) -> Res<()> {
        for text in statements {
            self.prepare(text).await.map_err(|e| Fault::Broken(format!("{e} in: {text}")))?;
        }
        Ok(())
    }

    async fn prepare(&self, text: &str) -> Res<()> {
        match &self.0 {
            Engine::Lite(l) => {
                l.reading(|c| {
                    let s = c.prepare(text)?;
                    let wrong = (1..=s.parameter_count()).find(|&i| s.parameter_name(i) != Some(&format!("${i}")));
                    wrong.map_or(Ok(()), |i| Err(Fault::Broken(format!("mark {i} is out of order"))))
                })
                .await
            }
            Engine::Pg(pool) => {
                pool.get().await?.prepare(text).await?;
                Ok(())
            }
        }
    }
}
