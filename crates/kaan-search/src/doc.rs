//! What can be found, and how it is cut into words: the same for indexing and for asking.
//!
//! Used by index and find. It never touches the store.

use kaan_base::{Text3, words};
use std::collections::BTreeSet;

/// The most words kept of one document.
const MOST_WORDS: usize = 256;
/// Bits of a document's key below its rank.
const HASH_BITS: u32 = 53;

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// What it is, in the caller's own word: `project`, `holder`. Answers may be asked for by kind.
    pub kind: String,
    /// Its key, unique within its kind.
    pub id: String,
    /// The address of its page without the language: `/projects/PKM-001`.
    pub path: String,
    /// Its names; found before `more`.
    pub names: Text3,
    /// Other words it should be found by: codes, places, minerals.
    pub more: Vec<String>,
    /// A short text shown beside the name; not searched.
    pub note: String,
}

/// How a document answers the question; the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Every word of the question is a word of the document.
    Exact,
    /// The last word of the question begins one.
    Prefix,
    /// A word was spelt otherwise, or left out because nothing has it.
    Similar,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is, as indexed.
    pub kind: String,
    /// Its key within its kind.
    pub id: String,
    /// The address of its page without the language.
    pub path: String,
    /// Its names.
    pub names: Text3,
    /// The short text beside the name.
    pub note: String,
    /// How well it answers.
    pub how: How,
}

/// A document made ready for the tables.
pub(crate) struct Ready<'d> {
    pub doc: &'d Doc,
    pub key: i64,
    /// Sorted and distinct.
    pub words: BTreeSet<String>,
    /// ` name words | more words `.
    pub text: String,
}

impl<'d> Ready<'d> {
    pub fn new(doc: &'d Doc) -> Self {
        let mut names = Vec::new();
        let mut shortest = usize::MAX;
        for (_, name) in doc.names.all() {
            let found = cut(name);
            shortest = shortest.min(found.len());
            names.extend(found);
        }
        names.truncate(MOST_WORDS);
        let mut more: Vec<String> = doc.more.iter().take(MOST_WORDS).flat_map(|t| cut(t)).collect();
        more.truncate(MOST_WORDS - names.len());
        let text = format!(" {} | {} ", names.join(" "), more.join(" "));
        let words = names.into_iter().chain(more).collect();
        Ready { doc, key: key(doc, shortest), words, text }
    }
}

/// The key: rank in the high bits (documents with short names first), a hash of kind and id below.
fn key(doc: &Doc, shortest: usize) -> i64 {
    let rank = shortest.min(1023) as u64;
    let bytes = doc.kind.bytes().chain([0]).chain(doc.id.bytes());
    // FNV-1a of 64 bits; a collision is met by taking the next free key.
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    ((rank << HASH_BITS) | (hash >> (64 - HASH_BITS))) as i64
}

/// The words of a text; the last sign of a Chinese run stands for itself too, so that every sign
/// begins some word.
pub(crate) fn cut(text: &str) -> Vec<String> {
    let pairs = words::words(text);
    let mut out = Vec::with_capacity(pairs.len() + 1);
    for (i, word) in pairs.iter().enumerate() {
        out.push(word.clone());
        if let Some(last) = second_sign(word)
            && !pairs.get(i + 1).is_some_and(|next| next.starts_with(last) && second_sign(next).is_some())
        {
            out.push(last.to_string());
        }
    }
    out
}

/// The second sign of a pair of Chinese signs.
fn second_sign(word: &str) -> Option<char> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    (chars.next().is_none() && han(first) && han(second)).then_some(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(id: &str, en: &str) -> Doc {
        Doc {
            kind: "k".into(),
            id: id.into(),
            path: "/".into(),
            names: Text3::english(en),
            more: vec!["gold".into()],
            note: String::new(),
        }
    }

    #[test]
    fn every_chinese_sign_begins_a_word() {
        assert_eq!(cut("铜金矿 Ltd"), ["铜金", "金矿", "矿", "ltd"]);
        assert_eq!(cut("铜"), ["铜"]);
    }

    #[test]
    fn short_names_rank_first_and_keys_are_never_negative() {
        let (short, long) = (doc("b", "Saindak"), doc("a", "Saindak Metals Limited"));
        assert!(Ready::new(&short).key < Ready::new(&long).key);
        let nameless = Doc { names: Text3::default(), ..doc("c", "") };
        assert!(Ready::new(&nameless).key > Ready::new(&long).key);
    }

    #[test]
    fn names_stand_before_the_bar() {
        assert_eq!(Ready::new(&doc("a", "Al-Noor")).text, " al noor | gold ");
    }
}
