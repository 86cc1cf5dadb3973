//! Reads and writes the files that offices send each other; bounded, no storage.
//!
//! [`open`] (a path) and [`open_bytes`] (an upload) find the format and give a [`Reader`]: what the file
//! says of itself ([`Source`]), the questions that a person must answer first ([`Question`]), and an
//! iterator of [`RawFeature`]s. [`locate`] places their corners on WGS 84. [`write`] is the way back.
//!
//! Called by imports, uploads and downloads of every capability. It knows no word of mining, stores
//! nothing, follows no link and never repairs an outline.

mod claim;
mod feature;
mod format;
pub mod geo;
mod input;
mod limits;
mod locate;
mod number;
mod options;
mod question;
mod read;
mod reader;
mod refusal;
mod reject;
mod stream;
mod wkb;
pub mod write;
mod zipped;

pub use feature::{Column, ColumnKind, RawFeature, RawGeometry, Shape, Value};
pub use format::Format;
pub use limits::{Limits, Stop};
pub use locate::{Located, locate};
pub use number::Number;
pub use options::{ColumnNames, Layout, Options, Want};
pub use question::Question;
pub use reader::{CrsClaim, Reader, Source, open, open_bytes};
pub use refusal::{Note, NoteCode, Place, Refusal, RowFault};
pub use reject::{MOST_REJECTS, Reject};
