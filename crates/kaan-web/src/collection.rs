//! The port of open collections (docs/adr/0012-collection-port.md).
//!
//! Each capability fulfils [`Collection`] for what it publishes; the open face knows the trait
//! alone. It never sorts, skips or filters freely: a page is asked for by box, equality and key.

use crate::Failure;
use futures::future::BoxFuture;
use kaan_geo::{Bounds, Parcel, Point};
use std::ops::ControlFlow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Yes or no.
    Bool,
    /// A day in ISO 8601.
    Date,
}

/// A column of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in every open format.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// What it means, in English, for people who read data.
    pub about: &'static str,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// Text, or a day in ISO 8601.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Real(f64),
    /// Yes or no.
    Bool(bool),
}

/// Where a feature is, in integers of 1e-8 degree.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A place.
    Point(Point),
    /// Ground.
    Parcel(Parcel),
}

/// One record as the open interfaces show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Unique within the collection; the last part of its page's address.
    pub id: String,
    /// Where it is; `None` when it has no ground or none that is published.
    pub geometry: Option<Geometry>,
    /// One value for each column, in their order.
    pub values: Vec<Cell>,
}

/// What a page of features is asked for by.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureQuery {
    /// Features that meet this box; those without ground match any.
    pub bbox: Option<Bounds>,
    /// The opaque place after which the page begins, as [`FeaturePage::next`] gave it.
    pub after: Option<String>,
    /// The most features.
    pub limit: u32,
    /// Columns that must equal these texts.
    pub equals: Vec<(String, String)>,
}

/// A page of features.
#[derive(Debug, Clone, PartialEq)]
pub struct FeaturePage {
    /// The features, in the order of the collection's key.
    pub features: Vec<Feature>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
    /// How many match in all, when that is known without counting them one by one.
    pub matched: Option<u64>,
}

/// Where data comes from and under which licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The source, as it wants to be named.
    pub text: String,
    /// The licence's name.
    pub licence: String,
    /// The address of the licence or the source.
    pub href: Option<String>,
}

/// A record found by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is: `title`, `application`, …
    pub kind: &'static str,
    /// Its number.
    pub label: String,
    /// The address of its page without the language.
    pub path: String,
    /// A few words beside it.
    pub note: String,
}

/// What takes features one by one; it may stop the walk.
pub type Sink<'a> = Box<dyn FnMut(Feature) -> ControlFlow<()> + Send + 'a>;

/// A collection of records that anyone may read, search and take away.
///
/// Its words stand in `locales/` under `collection-<id>-title` and `collection-<id>-description`.
pub trait Collection: Send + Sync {
    /// Its name in addresses, a plural noun: `titles`.
    fn id(&self) -> &'static str;
    /// Its columns, in order.
    fn columns(&self) -> &'static [Column];
    /// Its sources and licences.
    fn credit(&self) -> BoxFuture<'_, Result<Vec<Credit>, Failure>>;
    /// The box around all that has ground; `None` when nothing has.
    fn extent(&self) -> BoxFuture<'_, Result<Option<Bounds>, Failure>>;
    /// A page of features by key.
    fn page(&self, query: FeatureQuery) -> BoxFuture<'_, Result<FeaturePage, Failure>>;
    /// One feature by its id.
    fn item<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Feature>, Failure>>;
    /// Every feature of one snapshot; the answer is the ledger size that the snapshot stands for.
    fn each<'a>(&'a self, sink: Sink<'a>) -> BoxFuture<'a, Result<u64, Failure>>;
    /// Records whose number begins with this.
    fn find_code<'a>(&'a self, prefix: &'a str, limit: u32) -> BoxFuture<'a, Result<Vec<Hit>, Failure>>;
}
