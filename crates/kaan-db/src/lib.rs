//! One `Db` over SQLite and PostgreSQL: transactions, rows, migrations, backup.
//!
//! Called by every crate that keeps something: the ledger and the capabilities.
//! A statement is one text for both engines with `$1` marks; an act is one transaction;
//! `Ok` from [`Db::act`] means committed and on disk, on either engine.
//!
//! It never knows a table of a capability, never reads a clock or the environment
//! (the test kit apart), and never builds SQL from anything but literals of the program.
//!
//! Rules that the one text must keep (docs/adr/0002-one-sql-text.md):
//! columns are `bigint`, `double precision`, `text`, `bytea`, `boolean`;
//! sums are cast (`cast(sum(x) as bigint)`); bytes are bound, never written as a literal;
//! marks first appear in the order of their numbers, for SQLite counts them by appearance.

mod backup;
mod db;
mod fault;
mod lite;
mod migrate;
mod pg;
mod row;
mod snapshot;
mod sql;
#[doc(hidden)]
pub mod testing;
mod tx;
mod val;

pub use backup::{backup_file, restore_file};
pub use db::{Db, Limits};
pub use fault::{Fault, Res};
pub use lite::Stats;
pub use migrate::Migration;
pub use row::{Col, Row};
pub use snapshot::Snapshot;
pub use sql::{Sql, sql};
pub use tx::{Act, Tx};
pub use val::{Arg, Val};
