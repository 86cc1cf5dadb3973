//! What can go wrong beneath an act, sorted by whose turn it is.
//!
//! Made here from both engines' errors; read by acts, pages and interfaces.
//! It never carries a bound value: messages may reach a log.

use thiserror::Error;

/// The result of everything that touches the store.
pub type Res<T> = Result<T, Fault>;

/// Why the store did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// A unique key is taken already; names it as `table.column, table.column`, on both engines alike.
    #[error("taken: {0}")]
    Taken(String),
    /// A check, a foreign key or a not-null rule of the schema refused the row; names it.
    #[error("violated: {0}")]
    Violated(String),
    /// [`Db::one`](crate::Db::one) found no row.
    #[error("no such row")]
    Missing,
    /// The act turned back by itself: nothing of it is stored; the text is the act's own code.
    #[error("undone: {0}")]
    Undone(String),
    /// The engine asks to run the act again, and it was run again as often as is allowed (answer 503).
    #[error("run it again: {0}")]
    Again(String),
    /// Too much waits, or another process holds the store (answer 503 with Retry-After).
    #[error("busy: {0}")]
    Busy(String),
    /// The statement ran past its limit and was stopped.
    #[error("took too long: {0}")]
    Slow(String),
    /// The schema is not the one this program knows: edited, missing or newer.
    #[error("schema: {0}")]
    Schema(String),
    /// The writer or a connection is gone; nothing of the act is known to be stored.
    #[error("gone: {0}")]
    Gone(String),
    /// Anything else: ours to mend.
    #[error("broken: {0}")]
    Broken(String),
}

impl Fault {
    /// Whether a caller may sensibly try the same again later (answer 503, not 500).
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Again(_) | Self::Busy(_) | Self::Gone(_))
    }
}

impl kaan_base::MayPass for Fault {
    fn may_pass(&self) -> bool {
        Fault::may_pass(self)
    }
}

/// A thread or channel of ours that is no longer there.
pub(crate) fn gone(what: impl std::fmt::Display) -> Fault {
    Fault::Gone(what.to_string())
}

impl From<rusqlite::Error> for Fault {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        let rusqlite::Error::SqliteFailure(code, message) = &e else {
            return Self::Broken(e.to_string());
        };
        let text = message.clone().unwrap_or_else(|| e.to_string());
        match code.code {
            C::ConstraintViolation => lite_constraint(code.extended_code, &text),
            C::DatabaseBusy | C::DatabaseLocked => Self::Busy(text),
            C::OperationInterrupted => Self::Slow(text),
            _ => Self::Broken(text),
        }
    }
}

/// SQLite says `UNIQUE constraint failed: t.a, t.b`: keep what follows the colon.
fn lite_constraint(extended: i32, text: &str) -> Fault {
    let what = text.split_once(": ").map_or(text, |(_, rest)| rest).to_owned();
    match extended {
        rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
        | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | rusqlite::ffi::SQLITE_CONSTRAINT_ROWID => Fault::Taken(what),
        _ => Fault::Violated(what),
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(e: tokio_postgres::Error) -> Self {
        let Some(d) = e.as_db_error() else {
            return if e.is_closed() { gone(e) } else { Self::Broken(chain(&e)) };
        };
        match d.code().code() {
            "23505" => Self::Taken(pg_key(d)),
            "40001" | "40P01" => Self::Again(d.message().to_owned()),
            "57014" => Self::Slow(d.message().to_owned()),
            "55P03" | "53300" | "57P03" => Self::Busy(d.message().to_owned()),
            "57P01" | "57P02" => Self::Gone(d.message().to_owned()),
            code if code.starts_with("23") => Self::Violated(d.constraint().unwrap_or_else(|| d.message()).to_owned()),
            code => Self::Broken(format!("{code}: {}", d.message())),
        }
    }
}

/// PostgreSQL's detail reads `Key (a, b)=(…) already exists.`: make `t.a, t.b` of it, without the values.
fn pg_key(d: &tokio_postgres::error::DbError) -> String {
    let columns = d.detail().and_then(|t| t.split_once('(')).and_then(|(_, t)| t.split_once(")=")).map(|(columns, _)| columns);
    match (d.table(), columns) {
        (Some(table), Some(columns)) => {
            let named: Vec<_> = columns.split(", ").map(|c| format!("{table}.{c}")).collect();
            named.join(", ")
        }
        _ => d.constraint().unwrap_or_else(|| d.message()).to_owned(),
    }
}

/// An error with its causes on one line.
fn chain(e: &dyn std::error::Error) -> String {
    let mut text = e.to_string();
    let mut next = e.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl From<deadpool_postgres::PoolError> for Fault {
    fn from(e: deadpool_postgres::PoolError) -> Self {
        match e {
            deadpool_postgres::PoolError::Backend(e) => match Self::from(e) {
                Self::Broken(text) => Self::Gone(text),
                other => other,
            },
            deadpool_postgres::PoolError::Timeout(_) => Self::Busy("no free connection".into()),
            other => Self::Gone(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        Self::Broken(e.to_string())
    }
}
