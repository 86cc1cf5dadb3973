//! What a notice is, and when its letter is due.
//!
//! Made by acts, read by the outbox and the inbox. It never reads a clock, and holds no sentence: a notice is a
//! code with values, which become words in the language of whoever reads.

use kaan_base::{Day, Instant, Lang, Text3};
use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Digests leave at 02:00 UTC: seven in the morning in Pakistan, ten in Beijing.
const DIGEST: i64 = 2 * 60 * MINUTE;
/// How often a letter is tried.
pub(crate) const MOST_TRIES: i64 = 10;

/// To whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// An account: into its inbox and, by letter, to its address in its language.
    Account(String),
    /// Somebody without an account: by letter alone.
    Email {
        /// The address.
        email: String,
        /// The language of the letter.
        lang: Lang,
    },
}

/// How it reaches the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// Inbox, and a letter at once or in the daily digest, as the account chose.
    #[default]
    Usual,
    /// Inbox, and a letter at once whatever was chosen.
    Urgent,
    /// A letter at once and nothing in the inbox; values and path are wiped when it is sent: secret links.
    Secret,
}

/// A value that a notice's sentences name; put into words in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// As it is: a name, a code.
    Text(String),
    /// A count; chooses the plural.
    Number(i64),
    /// A day.
    Day(Day),
    /// A moment.
    Moment(Instant),
    /// A message key: `role-registrar`.
    Word(String),
    /// A name in the scripts that are known.
    Names(Text3),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}
impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Value::Day(day)
    }
}
impl From<Instant> for Value {
    fn from(at: Instant) -> Self {
        Value::Moment(at)
    }
}
impl From<Text3> for Value {
    fn from(names: Text3) -> Self {
        Value::Names(names)
    }
}

/// Something to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// To whom.
    pub to: To,
    /// The message keys' common part: `CODE-subject` and `CODE-body`.
    pub code: &'static str,
    /// What the two messages name; both get all of them.
    pub values: Vec<(&'static str, Value)>,
    /// Where the one link leads, below the language: `/registrations/0198…`.
    pub path: String,
    /// How it reaches the reader.
    pub way: Way,
}

impl Notice {
    /// A notice to an account.
    pub fn to_account(account: impl Into<String>, code: &'static str, path: impl Into<String>) -> Self {
        Notice { to: To::Account(account.into()), code, values: Vec::new(), path: path.into(), way: Way::Usual }
    }

    /// A letter to somebody without an account; it leaves at once and is wiped when it is sent.
    pub fn to_email(email: impl Into<String>, lang: Lang, code: &'static str, path: impl Into<String>) -> Self {
        let to = To::Email { email: email.into(), lang };
        Notice { to, code, values: Vec::new(), path: path.into(), way: Way::Secret }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Adds a value that is a message key.
    #[must_use]
    pub fn with_word(self, name: &'static str, key: impl Into<String>) -> Self {
        self.with(name, Value::Word(key.into()))
    }

    /// Its letter leaves at once.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.way = Way::Urgent;
        self
    }

    /// By letter alone, wiped when it is sent: for links that let somebody in.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.way = Way::Secret;
        self
    }
}

/// When letters of usual notices leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// Each at once.
    #[default]
    AtOnce,
    /// Once a day, all in one letter.
    Digest,
}

impl Choice {
    /// Its code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Choice::AtOnce => "at-once",
            Choice::Digest => "digest",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Choice::AtOnce, Choice::Digest].into_iter().find(|c| c.code() == code)
    }
}

/// The latest moment at which digests left: what is older and waits is due.
pub(crate) fn last_digest(now: Instant) -> Instant {
    Instant((now.0 - DIGEST).div_euclid(DAY) * DAY + DIGEST)
}

/// When a letter is tried again after so many tries; none when it was tried often enough.
pub(crate) fn next_try(now: Instant, tries: i64) -> Option<Instant> {
    let minutes = match tries {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        4 => 60,
        5 => 180,
        t if t < MOST_TRIES => 360,
        _ => return None,
    };
    Some(Instant(now.0.saturating_add(minutes * MINUTE)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn digests_leave_at_two_in_the_morning_of_universal_time() {
        let at = |t: &str| Instant::parse(t).unwrap();
        assert_eq!(last_digest(at("2026-11-25T01:59:59Z")), at("2026-11-24T02:00:00Z"));
        assert_eq!(last_digest(at("2026-11-25T02:00:00Z")), at("2026-11-25T02:00:00Z"));
        assert_eq!(last_digest(at("2026-11-25T23:00:00Z")), at("2026-11-25T02:00:00Z"));
    }

    #[test]
    fn tries_grow_rarer_and_end() {
        let waits: Vec<i64> = (1..MOST_TRIES).map(|t| next_try(Instant(0), t).unwrap().0).collect();
        assert!(waits.is_sorted());
        assert_eq!(next_try(Instant(0), MOST_TRIES), None);
    }

    #[test]
    fn values_read_back_as_they_were() {
        let all = vec![
            ("a", Value::from("x")),
            ("b", 3_i64.into()),
            ("c", Day::parse("2026-11-25").unwrap().into()),
            ("d", Instant(7).into()),
            ("e", Value::Word("role-officer".into())),
            ("f", Text3::english("Q").into()),
        ];
        let text = serde_json::to_string(&all).unwrap();
        let back: Vec<(String, Value)> = serde_json::from_str(&text).unwrap();
        assert!(all.iter().zip(&back).all(|(a, b)| a.0 == b.0 && a.1 == b.1));
    }
}
