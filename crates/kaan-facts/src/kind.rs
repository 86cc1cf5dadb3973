//! What sets one collection of sourced records apart from another: its words, tables and ledger kinds.
//!
//! A constant of the capability that owns the collection. It never holds a record.

use crate::mapping::Take;
use crate::store::Table;
use kaan_web::Column;
use kaan_web::svg::Class;

/// One collection of sourced records.
#[derive(Debug)]
pub struct Kind {
    /// Its name in addresses and message keys, a plural noun: `projects`.
    pub id: &'static str,
    /// One of them: the kind of its search documents and the beginning of its ledger subjects.
    pub one: &'static str,
    /// Kind of the entry of a new record.
    pub recorded: &'static str,
    /// Kind of the entry of changed facts.
    pub corrected: &'static str,
    /// Kind of the entry of a data set.
    pub described: &'static str,
    /// Kind of the entry that ends an import.
    pub completed: &'static str,
    /// Its tables.
    pub table: &'static Table,
    /// How it is drawn on maps.
    pub class: Class,
    /// Which rows of a file it takes, unless the mapping says otherwise.
    pub take: Take,
    /// By what a list can be narrowed.
    pub filters: &'static [Filter],
    /// Its columns in open formats.
    pub columns: &'static [Column],
    /// Kinds of facts that a page names even when nothing is stated.
    pub expected: &'static [&'static str],
    /// Lists that stand beside this one: address and message key.
    pub tabs: &'static [(&'static str, &'static str)],
    /// The tiles that a live map of it lies on; without them the list has no live map.
    pub tiles: Option<&'static str>,
    /// Its entry in the navigation.
    pub active: &'static str,
}

/// By what a list can be narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// A mineral.
    Mineral,
    /// A province.
    Province,
    /// The stage.
    Stage,
    /// The country of an owner.
    Country,
    /// The certainty.
    Certainty,
    /// The data set.
    Dataset,
}

impl Filter {
    /// All of them.
    pub const ALL: [Filter; 6] =
        [Filter::Mineral, Filter::Province, Filter::Stage, Filter::Country, Filter::Certainty, Filter::Dataset];

    /// Its name in addresses, columns and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Filter::Mineral => "mineral",
            Filter::Province => "province",
            Filter::Stage => "stage",
            Filter::Country => "country",
            Filter::Certainty => "certainty",
            Filter::Dataset => "dataset",
        }
    }
}

impl Kind {
    /// The subject of a record's entries.
    #[must_use]
    pub fn subject(&self, id: &str) -> String {
        format!("{}:{id}", self.one)
    }

    /// The address of a record's page, without the language.
    #[must_use]
    pub fn path(&self, id: &str) -> String {
        format!("/{}/{id}", self.id)
    }
}
