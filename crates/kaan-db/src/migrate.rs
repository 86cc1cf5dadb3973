//! Migrations: numbered, one transaction each, recorded with their text, never edited.
//!
//! Called by the binary (`kaan migrate`, and at the start) and by test kits. It never goes back: there is
//! no "down". It refuses a store newer than the program and a migration edited after it ran.

use crate::db::Engine;
use crate::{Db, Fault, Res, lite};
use rusqlite::OptionalExtension as _;

/// One numbered file of `migrations/`: `0001_ledger` and its text.
///
/// The text is one for both engines. Two tokens are the allowed differences. `{{sequence}}` is the type of
/// a key numbered by the store: `integer primary key autoincrement` on SQLite,
/// `bigint generated always as identity primary key` on PostgreSQL. `{{clustered}}` after a table that is all
/// key keeps it in the order of the key: `without rowid` on SQLite, nothing on PostgreSQL.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name without ending; begins with the number.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// Each token with its text on SQLite and on PostgreSQL.
const TOKENS: [[&str; 3]; 2] = [
    ["{{sequence}}", "integer primary key autoincrement", "bigint generated always as identity primary key"],
    ["{{clustered}}", "without rowid", ""],
];
/// Any number will do, as long as all replicas take the same.
const LOCK_POSTGRES: &str = "select pg_advisory_xact_lock(7216044081)";
const TABLE: &str = "create table if not exists kaan_migration
    (number bigint primary key, name text not null, text text not null)";
const APPLIED: &str = "select name, text from kaan_migration where number = $1";
const NEWEST: &str = "select coalesce(max(number), 0) from kaan_migration";
const RECORD: &str = "insert into kaan_migration (number, name, text) values ($1, $2, $3)";

impl Migration {
    fn number(&self) -> Res<i64> {
        let digits: String = self.name.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().map_err(|_| Fault::Schema(format!("{}: the name must begin with its number", self.name)))
    }

    fn sqlite(&self) -> String {
        TOKENS.iter().fold(self.text.to_owned(), |text, [token, sqlite, _]| text.replace(token, sqlite))
    }

    fn postgres(&self) -> String {
        TOKENS.iter().fold(self.text.to_owned(), |text, [token, _, postgres]| text.replace(token, postgres))
    }

    /// Whether it must run, given what is recorded under its number.
    fn must_run(&self, found: Option<(String, String)>) -> Res<bool> {
        match found {
            None => Ok(true),
            Some((name, text)) if name == self.name && text == self.text => Ok(false),
            Some((name, _)) => Err(Fault::Schema(format!(
                "migration {} differs from what ran on this store as {name}: never edit one, add the next",
                self.name
            ))),
        }
    }
}

impl Db {
    /// Brings the schema up to date; returns how many migrations ran. Safe from several replicas at once.
    ///
    /// # Errors
    /// [`Fault::Schema`] when numbers are out of order, a migration was edited after it ran, or the store
    /// is newer than the program; otherwise whatever the store says, naming the migration.
    pub async fn migrate(&self, all: &[Migration]) -> Res<usize> {
        let numbers = all.iter().map(Migration::number).collect::<Res<Vec<_>>>()?;
        if numbers.windows(2).any(|w| w[0] >= w[1]) {
            return Err(Fault::Schema("migrations are out of order".into()));
        }
        let newest = numbers.last().copied().unwrap_or(0);
        match &self.0 {
            Engine::Lite(l) => migrate_lite(&lite::open_writer(&l.path, l.limits.wait)?, all, newest),
            Engine::Pg(pool) => migrate_pg(pool, all, newest).await,
        }
    }
}

fn newer(found: i64, known: i64) -> Res<()> {
    if found > known {
        return Err(Fault::Schema(format!("the store is at migration {found}, this program knows {known}: use a newer program")));
    }
    Ok(())
}

fn named(m: &Migration, e: Fault) -> Fault {
    Fault::Schema(format!("migration {}: {e}", m.name))
}

fn migrate_lite(c: &rusqlite::Connection, all: &[Migration], known: i64) -> Res<usize> {
    c.execute_batch(TABLE)?;
    newer(c.query_row(NEWEST, [], |r| r.get(0))?, known)?;
    let mut ran = 0;
    for m in all {
        c.execute_batch("begin immediate")?;
        match lite_step(c, m) {
            Ok(did) => {
                c.execute_batch("commit")?;
                ran += usize::from(did);
            }
            Err(e) => {
                // The first fault is the one worth telling.
                let _ = c.execute_batch("rollback");
                return Err(e);
            }
        }
    }
    Ok(ran)
}

fn lite_step(c: &rusqlite::Connection, m: &Migration) -> Res<bool> {
    let number = m.number()?;
    let found = c.query_row(APPLIED, [number], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    if !m.must_run(found)? {
        return Ok(false);
    }
    c.execute_batch(&m.sqlite()).map_err(|e| named(m, e.into()))?;
    c.execute(RECORD, rusqlite::params![number, m.name, m.text])?;
    Ok(true)
}

async fn migrate_pg(pool: &deadpool_postgres::Pool, all: &[Migration], known: i64) -> Res<usize> {
    let mut client = pool.get().await?;
    let t = client.transaction().await?;
    t.batch_execute(LOCK_POSTGRES).await?;
    t.batch_execute(TABLE).await?;
    t.commit().await?;
    newer(client.query_one(NEWEST, &[]).await?.try_get(0)?, known)?;
    let mut ran = 0;
    for m in all {
        let t = client.transaction().await?;
        t.batch_execute(LOCK_POSTGRES).await?;
        ran += usize::from(pg_step(&t, m).await?);
        t.commit().await?;
    }
    Ok(ran)
}

async fn pg_step(t: &deadpool_postgres::Transaction<'_>, m: &Migration) -> Res<bool> {
    let number = m.number()?;
    let found = match t.query_opt(APPLIED, &[&number]).await? {
        Some(r) => Some((r.try_get(0)?, r.try_get(1)?)),
        None => None,
    };
    if !m.must_run(found)? {
        return Ok(false);
    }
    // A long index build must not run into the limit of page reads.
    t.batch_execute("set local statement_timeout = 0").await?;
    t.batch_execute(&m.postgres()).await.map_err(|e| named(m, e.into()))?;
    t.execute(RECORD, &[&number, &m.name, &m.text]).await?;
    Ok(true)
}
