//! Notices to people: the inbox, and the letters that follow from it.
//!
//! An act calls [`send`] in its own transaction; the binary's worker calls [`deliver`], which makes letters of
//! what waits and hands them to a mail server or a folder; pages read the inbox. It never holds a sentence (the
//! words come by [`Voice`]), never logs an address, and never speaks HTTP.
//!
//! A notice goes into one letter and no second one: it is tied to its letter in the transaction that makes the
//! letter. A letter is taken before it is sent and marked after, so that a crash in between sends it once more,
//! with the same Message-ID by which the receiver's server knows it again.

mod folder;
mod inbox;
mod letter;
mod mailer;
mod model;
mod outbox;
mod send;
mod store;

pub use folder::{Kept, list_letters, read_letter};
pub use inbox::{Page, Received, choice, find, inbox, mark_all_read, mark_read, set_choice, unread};
pub use letter::{Piece, pieces, said};
pub use mailer::{Mailer, MailerError};
pub use model::{Choice, Notice, To, Value, Way};
pub use outbox::{Delivered, Post, deliver};
pub use send::{is_address, send};
pub use store::STATEMENTS;

use kaan_base::{Day, Instant, Lang};

/// The words of letters: fulfilled by whoever holds the messages of three languages.
pub trait Voice: Send + Sync {
    /// A message as plain text with its values set apart by U+2068 and U+2069, in every language.
    fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String;
    /// A day in words.
    fn day(&self, lang: Lang, day: Day) -> String;
    /// A moment in words, with its zone.
    fn moment(&self, lang: Lang, at: Instant) -> String;
}
