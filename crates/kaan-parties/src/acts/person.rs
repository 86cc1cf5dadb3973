//! People as parties: nothing of them is public, the ledger holds commitments alone.
//!
//! Called when somebody applies for the first time, and by owners for the people they name. It never writes a
//! person's name anywhere but into the private facts.

use super::{public_fact, register};
use crate::model::{Kind, Name, Names, Private};
use crate::store;
use kaan_access::Access;
use kaan_base::access::Body;
use kaan_base::{Instant, Lang, names};
use kaan_db::{Res, Tx};

/// Puts a person in: its names and other private facts (CNIC, address), with the territory of the office that
/// looks after it.
///
/// # Errors
/// [`kaan_db::Fault::Taken`] when there is a party of that id; else what the store says.
pub async fn put(
    tx: &mut Tx<'_>,
    access: &Access,
    id: &str,
    own: &Names,
    others: &[Private],
    territory: Option<&str>,
    now: Instant,
) -> Res<()> {
    let mut private = vec![Private { field: "names".into(), value: store::json(own)?, salt: access.random::<32>() }];
    private.extend_from_slice(others);
    let mut fact = public_fact(id.to_owned(), Kind::Person, Body::Company, &private, now);
    fact.territory = territory.map(str::to_owned);
    register(tx, &fact, &private).await
}

/// Puts the person of an account in, when it is not there yet.
///
/// # Errors
/// What the store says.
pub(crate) async fn ensure(tx: &mut Tx<'_>, access: &Access, id: &str, name: &str, now: Instant) -> Res<()> {
    if id.is_empty() || store::find_party_in(tx, id).await?.is_some() {
        return Ok(());
    }
    put(tx, access, id, &by_script(name), &[], None, now).await
}

/// A name under the language of its script, as the account states it.
fn by_script(name: &str) -> Names {
    let lang = Lang::ALL.into_iter().find(|l| names::check_in(*l, name).is_ok()).unwrap_or_default();
    let mut own = Names { binding: lang, ..Names::default() };
    own.set(lang, Some(Name { text: name.to_owned(), source: "account".into() }));
    own
}
