//! What of parties can be searched by words: public ones, by name and public number.
//!
//! Called by acts and the fold, which index in their transaction. It never indexes what is private.

use crate::model::{Fact, Names};
use kaan_db::{Res, Tx};
use kaan_search::Doc;

/// The kind of these documents.
pub const KIND: &str = "party";

/// The document of a public party.
fn document(fact: &Fact) -> Option<Doc> {
    let names = fact.names.as_ref().filter(|_| fact.public)?;
    Some(Doc {
        kind: KIND.into(),
        id: fact.id.clone(),
        path: format!("/parties/{}", fact.id),
        names: Names::text(names),
        more: fact.identifiers.iter().map(|i| i.value.clone()).collect(),
        note: fact.country.clone().unwrap_or_default(),
    })
}

/// Puts a party into the index, or takes it out when it is not public.
///
/// # Errors
/// What the store says.
pub async fn put(tx: &mut Tx<'_>, fact: &Fact) -> Res<()> {
    match document(fact) {
        Some(doc) => kaan_search::index(tx, &[doc]).await,
        None => remove(tx, &fact.id).await,
    }
}

/// Takes a party out of the index.
///
/// # Errors
/// What the store says.
pub async fn remove(tx: &mut Tx<'_>, id: &str) -> Res<()> {
    kaan_search::remove(tx, KIND, &[id]).await
}
