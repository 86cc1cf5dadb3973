//! The record of acts: who did what, for whom, by which right, and how it ended.
//!
//! Acts call [`authorise`] or [`permit`] first in their transaction; what happens outside an act is put on
//! record by [`note`]. Auditors [`search`] and [`export`] it, a person sees who looked at their data
//! ([`of_person`]), the worker seals it into the ledger ([`seal`]) and `kaan verify` holds it against that
//! ([`verify_seals`]). It only adds rows: it never changes or deletes one.

mod csv;
mod model;
mod seal;
mod search;
pub mod store;
mod verify;
mod write;

pub use model::{Evidence, Filter, Look, Noted, Outcome, Page, Row, SealOf};
pub use seal::{Sealed, seal};
pub use search::{export, find, of_account, of_person, search};
pub use store::{POSTGRES_STATEMENTS, STATEMENTS};
pub use verify::{SealReport, SealWrong, What, verify_seals};
pub use write::{By, authorise, note, note_in, permit};
