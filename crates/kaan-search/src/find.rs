//! Asking: words of the question become terms, terms become one statement led by the rarest.
//!
//! Called by pages and interfaces. It never writes, and its work is bounded however common the
//! words are: common ones are met quickly in the order of rank, rare ones by their own list.

use crate::doc::{Hit, How, cut};
use crate::near::near;
use crate::store;
use kaan_base::{Lang, Text3, words};
use kaan_db::{Db, Res, Row, Sql, Val, sql};
use std::collections::BTreeSet;

/// Most answers to one question.
pub const MOST_HITS: usize = 200;
/// Longest question read, in characters; the rest is passed over.
pub const MOST_TEXT: usize = 200;
/// Most words of a question.
const MOST_TERMS: usize = 8;
/// Counting stops here (the limit in `COUNT_WORD` and `COUNT_RANGE`): what is so common is met sooner
/// by walking documents in their order than by sorting postings.
const COMMON: i64 = 2_048;
/// Above every word with the same beginning.
const TOP: char = char::MAX;

/// What one word of the question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Exact(String),
    Prefix(String),
    Any(Vec<String>),
}

/// A document found, before it is ranked among the others.
struct Found {
    key: i64,
    words: String,
    hit: Hit,
}

/// The documents that answer a text, best first; at most `limit` and [`MOST_HITS`].
///
/// All words must be there; the last may be begun only. If nothing answers, slips are forgiven, and
/// words that stand nowhere are left out ([`How::Similar`]).
///
/// # Errors
/// Whatever the store says.
pub async fn find(db: &Db, text: &str, limit: usize) -> Res<Vec<Hit>> {
    search(db, None, text, limit).await
}

/// As [`find`], among documents of one kind.
///
/// # Errors
/// Whatever the store says.
pub async fn find_kind(db: &Db, kind: &str, text: &str, limit: usize) -> Res<Vec<Hit>> {
    search(db, Some(kind), text, limit).await
}

async fn search(db: &Db, kind: Option<&str>, text: &str, limit: usize) -> Res<Vec<Hit>> {
    let text: String = text.chars().take(MOST_TEXT).collect();
    let asked = question(&text);
    let Some((last, before)) = asked.split_last() else { return Ok(Vec::new()) };
    let limit = limit.min(MOST_HITS);
    // A few more than asked for, so that whole names can rise above the cut.
    let asking = Asking { db, kind, take: limit.max(32) as i64 };
    let exact: Vec<Term> = asked.iter().cloned().map(Term::Exact).collect();
    let mut found = asking.ask(&exact, How::Exact).await?;
    if found.len() < limit {
        let mut terms = exact.clone();
        terms.pop();
        terms.push(Term::Prefix(last.clone()));
        merge(&mut found, asking.ask(&terms, How::Prefix).await?);
    }
    if found.is_empty() {
        found = asking.forgiving(before, last).await?;
    }
    Ok(rank(found, &asked, &text, limit))
}

/// The distinct words of a question, in order.
fn question(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words::words(text).into_iter().filter(|w| seen.insert(w.clone())).take(MOST_TERMS).collect()
}

fn merge(found: &mut Vec<Found>, more: Vec<Found>) {
    let have: BTreeSet<i64> = found.iter().map(|f| f.key).collect();
    found.extend(more.into_iter().filter(|f| !have.contains(&f.key)));
}

struct Asking<'a> {
    db: &'a Db,
    kind: Option<&'a str>,
    take: i64,
}

impl Asking<'_> {
    /// With slips forgiven: first in the words that stand nowhere, then in all of them.
    async fn forgiving(&self, before: &[String], last: &str) -> Res<Vec<Found>> {
        let all: Vec<&str> = before.iter().map(String::as_str).chain([last]).collect();
        let known: BTreeSet<String> = self
            .db
            .all(sql(store::KNOWN_WORDS).among(" and word in", all.iter().copied()), |r| r.get(0))
            .await?
            .into_iter()
            .collect();
        let (mut narrow, mut wide) = (Vec::new(), Vec::new());
        for (i, word) in all.iter().enumerate() {
            let others = near(self.db, word, i + 1 == all.len()).await?;
            let others = if others.is_empty() && !known.contains(*word) { self.halves(word).await? } else { others };
            if known.contains(*word) {
                narrow.push(Term::Exact((*word).to_owned()));
                wide.push(Term::Any(others.into_iter().chain([(*word).to_owned()]).collect()));
            } else if !others.is_empty() {
                narrow.push(Term::Any(others.clone()));
                wide.push(Term::Any(others));
            }
        }
        let found = self.ask(&narrow, How::Similar).await?;
        if !found.is_empty() || narrow == wide {
            return Ok(found);
        }
        self.ask(&wide, How::Similar).await
    }

    /// Two words written as one (`rekodiq`): the longer half stands for both.
    async fn halves(&self, word: &str) -> Res<Vec<String>> {
        let cuts: Vec<(&str, &str)> =
            word.char_indices().skip(2).map(|(at, _)| word.split_at(at)).filter(|(_, b)| b.chars().count() > 1).collect();
        if cuts.is_empty() {
            return Ok(Vec::new());
        }
        let parts = cuts.iter().flat_map(|(a, b)| [*a, *b]);
        let known: BTreeSet<String> =
            self.db.all(sql(store::KNOWN_WORDS).among(" and word in", parts), |r| r.get(0)).await?.into_iter().collect();
        let whole = cuts.into_iter().find(|(a, b)| known.contains(*a) && known.contains(*b));
        Ok(whole.map(|(a, b)| if a.len() >= b.len() { a } else { b }.to_owned()).into_iter().collect())
    }

    async fn ask(&self, terms: &[Term], how: How) -> Res<Vec<Found>> {
        let Some(lead) = self.lead(terms).await? else { return Ok(Vec::new()) };
        let q = self.statement(terms, lead);
        self.db.all(q, |r| Found::read(r, how)).await
    }

    /// Which term leads: `None` when some term stands nowhere, `Some(None)` to walk all documents.
    async fn lead(&self, terms: &[Term]) -> Res<Option<Option<usize>>> {
        let mut best: Option<(i64, bool, usize)> = None;
        for (i, term) in terms.iter().enumerate() {
            let n = self.count(term).await?;
            if n == 0 {
                return Ok(None);
            }
            // Among equals a whole word leads: its one list is in the order of the answer already.
            let this = (n, !matches!(term, Term::Exact(_)), i);
            best = Some(best.map_or(this, |b| b.min(this)));
        }
        Ok(best.map(|(n, sorted, i)| (!sorted || n < COMMON).then_some(i)))
    }

    async fn count(&self, term: &Term) -> Res<i64> {
        let one = |word: &str| sql(store::COUNT_WORD).bind(word);
        match term {
            Term::Exact(word) => self.db.one(one(word), |r| r.get(0)).await,
            Term::Prefix(word) => {
                self.db.one(sql(store::COUNT_RANGE).bind(word.as_str()).bind(format!("{word}{TOP}")), |r| r.get(0)).await
            }
            Term::Any(words) => {
                let mut sum = 0;
                for word in words {
                    sum += self.db.one(one(word), |r| r.get::<i64>(0)).await?;
                }
                Ok(sum)
            }
        }
    }

    fn statement(&self, terms: &[Term], lead: Option<usize>) -> Sql {
        let mut q = match lead.and_then(|i| terms.get(i)) {
            Some(Term::Exact(word)) => sql(store::BY_WORD).bind(word.as_str()),
            Some(Term::Prefix(word)) => sql(store::BY_RANGE).bind(word.as_str()).bind(format!("{word}{TOP}")),
            Some(Term::Any(words)) => sql(store::BY_ANY).among(" and p.word in", words.iter().map(String::as_str)).when(true, ")"),
            None => sql(store::BY_SCAN),
        };
        for (i, term) in terms.iter().enumerate() {
            if lead == Some(i) {
                continue;
            }
            // Words hold letters and digits only, so a pattern needs no escape.
            q = match term {
                Term::Exact(word) => q.and(store::AND_LIKE, Some([format!("% {word} %").into()])),
                Term::Prefix(word) => q.and(store::AND_LIKE, Some([format!("% {word}%").into()])),
                Term::Any(words) => q.among(store::AND_ANY, words.iter().map(String::as_str)).when(true, ")"),
            };
        }
        let kind: Option<[Val; 1]> = self.kind.map(|k| [k.into()]);
        let streamed = matches!(lead.and_then(|i| terms.get(i)), Some(Term::Exact(_)));
        let order = if streamed { store::ORDER_POSTINGS } else { store::ORDER };
        q.and(store::AND_KIND, kind).and(order, Some([self.take.into()]))
    }
}

impl Found {
    fn read(r: &Row<'_>, how: How) -> Res<Self> {
        let names = Text3 { en: r.get(4)?, zh: r.get(5)?, ur: r.get(6)? };
        let hit = Hit { kind: r.get(1)?, id: r.get(2)?, path: r.get(3)?, names, note: r.get(7)?, how };
        Ok(Found { key: r.get(0)?, words: r.get(8)?, hit })
    }
}

/// Best first: exact before begun before similar; a whole name, then words in names rather than in
/// the rest, then short names; then kind, name and id, so that the order is the same everywhere.
fn rank(found: Vec<Found>, asked: &[String], text: &str, limit: usize) -> Vec<Hit> {
    let whole = cut(text);
    let mut scored: Vec<_> = found
        .into_iter()
        .map(|f| {
            let is_name = f.hit.names.all().any(|(_, n)| cut(n) == whole);
            let names = f.words.split(" | ").next().unwrap_or_default();
            let outside = asked.iter().filter(|w| !names.contains(&format!(" {w}"))).count();
            let name = f.hit.names.best(Lang::En).map(|(n, _)| words::fold(n)).unwrap_or_default();
            let short = f.key >> 53;
            ((f.hit.how, !is_name, outside, short, f.hit.kind.clone(), name, f.hit.id.clone()), f.hit)
        })
        .collect();
    scored.sort_by(|a, b| a.0.cmp(&b.0));
    scored.into_iter().take(limit).map(|(_, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_cut_into_few_distinct_words() {
        assert_eq!(question("Al-Noor al noor MINING"), ["al", "noor", "mining"]);
        assert_eq!(question("a b c d e f g h i j").len(), MOST_TERMS);
        assert!(question("  -- ?? ").is_empty());
    }
}
