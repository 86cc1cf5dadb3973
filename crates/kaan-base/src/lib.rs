//! What every part of Kaan stands on: languages, text in three scripts, instants and days,
//! keys, words to search by, and the three kinds of error.
//!
//! Everybody calls it. It never reads a clock, a file, the environment or chance: those come in
//! as parameters. It knows no capability, province or mineral.

pub mod access;
mod id;
mod lang;
pub mod names;
mod problem;
mod text;
mod time;
pub mod words;

pub use id::{Ids, is_id};
pub use lang::Lang;
pub use problem::{Kind, MayPass, Problem};
pub use text::Text3;
pub use time::{Day, Instant, TimeError, Zone};
