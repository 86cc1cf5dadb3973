//! Reading the statements that the chain of a party is made of, level by level.
//!
//! Called by the pages and the owner group. It reads a bounded number of levels and statements, and never says
//! that it read all when it did not.

use super::model::Statement;
use super::store::{self, Part};
use kaan_base::Day;
use kaan_db::{Db, Res};
use std::collections::{BTreeMap, BTreeSet};

/// Levels that are read.
pub const LEVELS: usize = 40;
/// Statements that are read.
pub const MOST: usize = 10_000;
/// Ids in one question to the store.
const AT_ONCE: usize = 500;

/// The statements about a party and about everybody above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The statements, in no order that means anything.
    pub statements: Vec<Statement>,
    /// Whether there were more than are read.
    pub truncated: bool,
}

/// Reads the chain of a party as it stands on a day.
///
/// # Errors
/// What the store says.
pub async fn load(db: &Db, part: Part, party: &str, day: Day) -> Res<Loaded> {
    let mut out = Loaded::default();
    let mut asked = BTreeSet::from([party.to_owned()]);
    let mut edge = vec![party.to_owned()];
    for _ in 0..LEVELS {
        let mut next = Vec::new();
        for ids in edge.chunks(AT_ONCE) {
            let known = store::list_merged(db, ids).await?;
            let all: Vec<String> = ids.iter().cloned().chain(known.iter().map(|(id, _)| id.clone())).collect();
            let mut found = store::list_above(db, part, &all, day).await?;
            let names = merged(db, &found, known).await?;
            rename(&mut found, &names);
            next.extend(found.iter().filter(|s| s.owner.party && asked.insert(s.owner.id.clone())).map(|s| s.owner.id.clone()));
            out.statements.append(&mut found);
        }
        if out.statements.len() > MOST {
            out.truncated = true;
            out.statements.truncate(MOST);
            return Ok(out);
        }
        if next.is_empty() {
            return Ok(out);
        }
        edge = next;
    }
    out.truncated = true;
    Ok(out)
}

/// Merged parties that the statements name, and the party that each was merged into.
///
/// # Errors
/// What the store says.
pub async fn merged(db: &Db, statements: &[Statement], known: Vec<(String, String)>) -> Res<BTreeMap<String, String>> {
    let mut names: BTreeMap<String, String> = known.into_iter().collect();
    let ids: BTreeSet<&String> = statements.iter().filter(|s| s.owner.party).map(|s| &s.owner.id).collect();
    let ids: Vec<String> = ids.into_iter().cloned().collect();
    for some in ids.chunks(AT_ONCE) {
        names.extend(store::list_merged(db, some).await?);
    }
    Ok(names)
}

/// Calls every party by the id that it has now.
pub fn rename(statements: &mut [Statement], names: &BTreeMap<String, String>) {
    for s in statements {
        for id in [&mut s.subject, &mut s.owner.id] {
            // A merge of a merge: followed as far as is sensible.
            for _ in 0..16 {
                match names.get(id.as_str()) {
                    Some(kept) => id.clone_from(kept),
                    None => break,
                }
            }
        }
    }
}
