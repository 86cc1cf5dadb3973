//! Records known from published sources: projects, deposits, occurrences.
//!
//! A capability describes each of its collections with a [`Kind`], names its tables with [`table!`],
//! and gets from here what all of them have in common: the model of facts with sources, the import of
//! tables, entries of the ledger and their fold, the records in memory, pages, and the face to open
//! interfaces. Why: docs/adr/0009-facts-with-sources.md.
//!
//! It knows no mineral, province or stage: those are data. It never merges figures that disagree.

mod amount;
mod codes;
mod columns;
pub mod entries;
mod fold;
mod import;
mod kind;
mod mapping;
mod model;
pub mod pages;
mod read;
mod register;
mod report;
mod row;
mod shelf;
mod statement;
pub mod store;
mod words;

pub use codes::{Code, Codes, Names};
pub use columns::column;
pub use fold::{apply, compare};
pub use import::{Wanted, import, sha256};
pub use kaan_exchange::{MOST_REJECTS, Reject};
pub use kind::{Filter, Kind};
pub use mapping::{Mapping, Take};
pub use model::{Alternative, Amount, Counts, Dataset, Fact, Imported, Name, Place, Precision, Record};
pub use read::{bytes as read_bytes, short};
pub use register::Register;
pub use report::{ImportError, Report, refused};
pub use shelf::{Item, Shelf, Wish};

use kaan_web::{TemplateSet, template_set};

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// The templates that pages of sourced records share.
pub const TEMPLATES: TemplateSet = template_set!("facts", Templates);
