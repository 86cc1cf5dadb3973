//! The transaction of one act, and what an act is.
//!
//! Called by the acts of capabilities and by the ledger. It never commits: [`Db::act`](crate::Db::act) does.

use crate::{Arg, Fault, Res, Row, Sql, lite, pg};
use std::future::ready;
use std::pin::Pin;

/// What a person or a job does: one verb of the law.
///
/// It may be run again (PostgreSQL asks for that after a deadlock), so it keeps no state and takes
/// time and chance as fields. On SQLite every future of [`Tx`] is ready at its first poll: an act must
/// await nothing else.
pub trait Act: Send + Sync + 'static {
    /// What the caller gets when the act is committed.
    type Out: Send + 'static;
    /// Does it. An `Err` undoes everything the act wrote.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Res<Self::Out>> + Send;
}

/// The transaction of one act.
pub enum Tx<'c> {
    /// On the one writing connection of SQLite, inside a savepoint.
    Lite(&'c mut rusqlite::Connection),
    /// A transaction of PostgreSQL (read committed).
    Pg(&'c deadpool_postgres::Transaction<'c>),
}

impl Tx<'_> {
    /// Runs a statement; returns how many rows it touched.
    ///
    /// # Errors
    /// Whatever the store says; see [`Fault`].
    pub async fn run(&mut self, q: Sql) -> Res<u64> {
        match self {
            Tx::Lite(c) => lite::run(c, &q),
            Tx::Pg(t) => pg::run(*t, &q).await,
        }
    }

    /// All rows of a page-size answer, each read by `read`.
    ///
    /// # Errors
    /// Whatever the store or `read` says.
    pub async fn all<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T> + Send) -> Res<Vec<T>> {
        match self {
            Tx::Lite(c) => lite::all(c, &q, read),
            Tx::Pg(t) => pg::all(*t, &q, read).await,
        }
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// [`Fault::Missing`] when it is not.
    pub async fn one<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T> + Send) -> Res<T> {
        self.find(q, read).await?.ok_or(Fault::Missing)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// Whatever the store or `read` says.
    pub async fn find<T>(&mut self, q: Sql, read: impl Fn(&Row) -> Res<T> + Send) -> Res<Option<T>> {
        Ok(self.all(q, read).await?.into_iter().next())
    }

    /// Inserts many rows fast: one prepared statement on SQLite, a binary `copy` on PostgreSQL.
    ///
    /// Columns are `bigint`, `double precision`, `text`, `bytea` or `boolean`, as the values say. There is
    /// no `on conflict` here: a taken key fails the act. On PostgreSQL the rows of a call are held in
    /// memory: give a million in calls of some thousands. Returns how many rows were inserted.
    ///
    /// The rows are taken up at once, before the first `await`, so an iterator may borrow anything.
    ///
    /// # Errors
    /// [`Fault::Taken`] on a taken key, or whatever the store says.
    pub fn insert_many<'s, 'a, const N: usize>(
        &'s mut self,
        table: &'static str,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [Arg<'a>; N]>,
    ) -> Pin<Box<dyn Future<Output = Res<u64>> + Send + 's>> {
        match self {
            Tx::Lite(c) => Box::pin(ready(lite::insert_many(c, table, columns, rows.into_iter()))),
            Tx::Pg(t) => {
                let (t, rows) = (*t, pg::Rows::take(table, columns, rows));
                Box::pin(async move { rows?.send(t).await })
            }
        }
    }
}
