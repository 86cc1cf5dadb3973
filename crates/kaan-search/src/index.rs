//! Putting documents into the index and taking them out, inside the caller's transaction.
//!
//! Called by acts of capabilities. It never commits, and writes nothing for a document that stands
//! there unchanged.

use crate::doc::{Doc, Ready};
use crate::store;
use kaan_base::Text3;
use kaan_base::words::trigrams;
use kaan_db::{Fault, Res, Row, Tx, sql};
use std::collections::{BTreeMap, BTreeSet};

/// Documents taken at a time: larger heaps insert in order, smaller ones need less memory.
const CHUNK: usize = 65_536;
/// Words in one `insert`.
const LIST: usize = 512;
/// Values in one list to look up.
const FEW: usize = 64;
/// From so many documents on, the whole table is read instead of looking each one up.
const MANY: usize = 1_024;

/// A document as it stands in the tables.
struct Old {
    key: i64,
    id: String,
    path: String,
    names: Text3,
    note: String,
    words: String,
}

/// Puts documents into the index; one that stands there under the same kind and id is replaced.
///
/// Within one call the last of the same kind and id wins.
///
/// # Errors
/// [`Fault::Again`] when another transaction indexed the same document meanwhile (the act is then run
/// again by itself); otherwise whatever the store says.
pub async fn index(tx: &mut Tx<'_>, docs: &[Doc]) -> Res<()> {
    for chunk in docs.chunks(CHUNK) {
        let last: BTreeMap<(&str, &str), &Doc> = chunk.iter().map(|d| ((d.kind.as_str(), d.id.as_str()), d)).collect();
        put(tx, last.into_values().map(Ready::new).collect()).await.map_err(|e| match e {
            Fault::Taken(key) => Fault::Again(key),
            other => other,
        })?;
    }
    Ok(())
}

/// Takes documents of a kind out of the index; those that are not there are passed over.
///
/// # Errors
/// Whatever the store says.
pub async fn remove(tx: &mut Tx<'_>, kind: &str, ids: &[&str]) -> Res<()> {
    for old in find_old(tx, kind, ids).await? {
        delete(tx, &old).await?;
    }
    Ok(())
}

async fn put(tx: &mut Tx<'_>, mut ready: Vec<Ready<'_>>) -> Res<()> {
    let empty = tx.find(sql(store::ANY_DOC), |r| r.get::<i64>(0)).await?.is_none();
    if !empty {
        ready = replace(tx, ready).await?;
    }
    ready.sort_by_key(|r| r.key);
    give_free_keys(tx, &mut ready, empty).await?;
    add_words(tx, &ready).await?;
    let rows = ready.iter().map(|r| {
        let n = &r.doc.names;
        [
            r.key.into(),
            r.doc.kind.as_str().into(),
            r.doc.id.as_str().into(),
            r.doc.path.as_str().into(),
            n.en.as_deref().into(),
            n.zh.as_deref().into(),
            n.ur.as_deref().into(),
            r.doc.note.as_str().into(),
            r.text.as_str().into(),
        ]
    });
    tx.insert_many("search_doc", ["doc", "kind", "id", "path", "name_en", "name_zh", "name_ur", "note", "words"], rows).await?;
    let mut postings: Vec<(&str, i64)> = ready.iter().flat_map(|r| r.words.iter().map(|w| (w.as_str(), r.key))).collect();
    postings.sort_unstable();
    tx.insert_many("search_posting", ["word", "doc"], postings.iter().map(|&(w, key)| [w.into(), key.into()])).await?;
    if ready.len() >= MANY && matches!(tx, Tx::Pg(_)) {
        for text in store::ANALYZE_POSTGRES {
            tx.run(sql(text)).await?;
        }
    }
    Ok(())
}

/// Deletes what changes and returns what must be written.
async fn replace<'d>(tx: &mut Tx<'_>, ready: Vec<Ready<'d>>) -> Res<Vec<Ready<'d>>> {
    let mut by_kind: BTreeMap<&str, BTreeMap<&str, Ready<'d>>> = BTreeMap::new();
    for r in ready {
        by_kind.entry(&r.doc.kind).or_default().insert(&r.doc.id, r);
    }
    let mut out = Vec::new();
    for (kind, mut docs) in by_kind {
        let ids: Vec<&str> = docs.keys().copied().collect();
        for old in find_old(tx, kind, &ids).await? {
            let same = docs.get(old.id.as_str()).is_some_and(|new| old.says(new));
            if same {
                docs.remove(old.id.as_str());
            } else {
                delete(tx, &old).await?;
            }
        }
        out.extend(docs.into_values());
    }
    Ok(out)
}

impl Old {
    fn read(r: &Row<'_>) -> Res<Self> {
        Ok(Old {
            key: r.get(0)?,
            id: r.get(1)?,
            path: r.get(2)?,
            names: Text3 { en: r.get(3)?, zh: r.get(4)?, ur: r.get(5)? },
            note: r.get(6)?,
            words: r.get(7)?,
        })
    }

    fn says(&self, new: &Ready<'_>) -> bool {
        self.words == new.text && self.path == new.doc.path && self.names == new.doc.names && self.note == new.doc.note
    }
}

async fn find_old(tx: &mut Tx<'_>, kind: &str, ids: &[&str]) -> Res<Vec<Old>> {
    if ids.len() >= MANY {
        let wanted: BTreeSet<&str> = ids.iter().copied().collect();
        let all = tx.all(sql(store::FIND_OLD).bind(kind), Old::read).await?;
        return Ok(all.into_iter().filter(|old| wanted.contains(old.id.as_str())).collect());
    }
    let mut out = Vec::new();
    for part in ids.chunks(FEW) {
        let q = sql(store::FIND_OLD).bind(kind).among(" and id in", part.iter().copied());
        out.extend(tx.all(q, Old::read).await?);
    }
    Ok(out)
}

async fn delete(tx: &mut Tx<'_>, old: &Old) -> Res<()> {
    let words: BTreeSet<&str> = old.words.split(' ').filter(|w| !w.is_empty() && *w != "|").collect();
    tx.run(sql(store::DELETE_POSTINGS).bind(old.key).among(" and word in", words)).await?;
    tx.run(sql(store::DELETE_DOC).bind(old.key)).await?;
    Ok(())
}

/// Moves a document whose key is taken to the next free one; `ready` is sorted by key and stays so.
async fn give_free_keys(tx: &mut Tx<'_>, ready: &mut [Ready<'_>], empty: bool) -> Res<()> {
    let mut taken = BTreeSet::new();
    if !empty && ready.len() >= MANY {
        taken.extend(tx.all(sql(store::KEYS), |r| r.get::<i64>(0)).await?);
    } else if !empty {
        for part in ready.chunks(FEW) {
            let q = sql(store::KEYS).among(" and doc in", part.iter().map(|r| r.key));
            taken.extend(tx.all(q, |r| r.get::<i64>(0)).await?);
        }
    }
    let mut last = -1;
    for r in ready {
        let first = r.key;
        r.key = r.key.max(last + 1);
        while taken.contains(&r.key) || (r.key != first && is_taken(tx, r.key).await?) {
            r.key += 1;
        }
        last = r.key;
    }
    Ok(())
}

async fn is_taken(tx: &mut Tx<'_>, key: i64) -> Res<bool> {
    Ok(tx.find(sql(store::KEYS).among(" and doc in", [key]), |r| r.get::<i64>(0)).await?.is_some())
}

/// Adds the words that are new, with their trigrams, in the order of the words: two transactions
/// that add the same ones wait for each other instead of locking each other out.
async fn add_words(tx: &mut Tx<'_>, ready: &[Ready<'_>]) -> Res<()> {
    let words: BTreeSet<&str> = ready.iter().flat_map(|r| r.words.iter().map(String::as_str)).collect();
    let words: Vec<&str> = words.into_iter().collect();
    let mut fresh: Vec<String> = Vec::new();
    for part in words.chunks(LIST) {
        // Padded to a power of two, so that few statements are prepared; a repeated word does nothing.
        let most = part.len().next_power_of_two();
        let rows = part.iter().chain(std::iter::repeat(&part[part.len() - 1])).take(most).map(|w| [(*w).into()]);
        let q = sql(store::INSERT_WORDS).rows(rows).when(true, store::INSERT_WORDS_END);
        fresh.extend(tx.all(q, |r| r.get(0)).await?);
    }
    let mut grams: Vec<(String, &str)> = fresh.iter().flat_map(|w| trigrams(w).into_iter().map(move |g| (g, w.as_str()))).collect();
    grams.sort_unstable();
    tx.insert_many("search_trigram", ["trigram", "word"], grams.iter().map(|(g, w)| [g.into(), (*w).into()])).await?;
    Ok(())
}
