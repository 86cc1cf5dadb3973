//! A consistent view for several reads: one read transaction on either engine.
//!
//! Called by exports and loaders. It never writes, and never waits for writers.

use crate::fault::gone;
use crate::{Fault, Res, Row, Sql, lite, pg};
use std::ops::ControlFlow;
use tokio::sync::OwnedSemaphorePermit;

const BEGIN_PG: &str = "begin isolation level repeatable read read only; set local statement_timeout = 0";

/// The store as it was when the snapshot was taken. End it with [`Snapshot::finish`].
pub struct Snapshot(Held);

enum Held {
    Lite { c: rusqlite::Connection, _permit: OwnedSemaphorePermit },
    Pg(Option<deadpool_postgres::Object>),
}

impl Snapshot {
    pub(crate) fn lite(c: rusqlite::Connection, permit: OwnedSemaphorePermit) -> Res<Self> {
        // A deferred transaction takes its snapshot at the first read, so read something now.
        c.execute_batch("begin deferred; select 1 from sqlite_master limit 1")?;
        Ok(Self(Held::Lite { c, _permit: permit }))
    }

    pub(crate) async fn pg(client: deadpool_postgres::Object) -> Res<Self> {
        client.batch_execute(BEGIN_PG).await?;
        let held = Self(Held::Pg(Some(client)));
        // PostgreSQL too takes the snapshot at the first query.
        held.client()?.query_one("select 1", &[]).await?;
        Ok(held)
    }

    fn client(&self) -> Res<&deadpool_postgres::Object> {
        match &self.0 {
            Held::Pg(Some(client)) => Ok(client),
            _ => Err(gone("the snapshot has ended")),
        }
    }

    /// All rows, each read by `read`.
    ///
    /// # Errors
    /// Whatever the store or `read` says.
    pub async fn all<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Vec<T>> {
        if let Held::Lite { c, .. } = &mut self.0 {
            return aside(|| lite::all(c, &q, read));
        }
        pg::all(self.client()?, &q, read).await
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// [`Fault::Missing`] when it is not.
    pub async fn one<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<T> {
        self.find(q, read).await?.ok_or(Fault::Missing)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Snapshot::all`].
    pub async fn find<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Option<T>> {
        Ok(self.all(q, read).await?.into_iter().next())
    }

    /// Row after row without keeping them; break to stop early.
    ///
    /// # Errors
    /// Whatever the store or `f` says.
    pub async fn each(&mut self, q: Sql, f: impl FnMut(&Row) -> Res<ControlFlow<()>>) -> Res<()> {
        if let Held::Lite { c, .. } = &mut self.0 {
            return aside(|| lite::each(c, &q, f));
        }
        pg::each(self.client()?, &q, f).await
    }

    /// Ends the view and gives its connection back.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn finish(mut self) -> Res<()> {
        if let Held::Pg(held) = &mut self.0
            && let Some(client) = held.take()
        {
            let end = client.batch_execute("rollback").await;
            if end.is_err() {
                drop(deadpool_postgres::Object::take(client));
            }
            end?;
        }
        Ok(())
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // Dropped without `finish`: a connection with an open transaction must not go back to the pool.
        if let Held::Pg(held) = &mut self.0
            && let Some(client) = held.take()
        {
            drop(deadpool_postgres::Object::take(client));
        }
    }
}

/// Runs a long read so that the runtime's other tasks go on elsewhere.
fn aside<T>(f: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|h| h.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(f),
        _ => f(),
    }
}
