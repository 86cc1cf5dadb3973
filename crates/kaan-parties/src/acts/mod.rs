//! What people do to parties, each as one transaction that asks for its right, writes, and records.
//!
//! Called by pages, by the binary (authorities) and by owners (people). An act that is refused leaves its row in
//! the record of acts and nothing else. It never reads a request.

pub mod authority;
pub mod decide;
pub mod examine;
pub mod person;
pub mod proposal;
pub mod registration;

use crate::model::{Fact, Kind, Party, PartyId, Private};
use crate::suspicion::Traits;
use crate::{Shared, search, store};
use kaan_base::access::{Body, Caller};
use kaan_base::{Ids, Instant, Problem};
use kaan_db::{Res, Tx};
use kaan_ledger::Entry;
use kaan_notices::Notice;
use std::sync::Arc;

/// A party stands in the register.
pub const REGISTERED: &str = "parties.party-registered";
/// What is public of it, or committed to, is another.
pub const CORRECTED: &str = "parties.party-corrected";
/// It was found to be the same as another.
pub const MERGED: &str = "parties.party-merged";
/// It is one of its own again.
pub const SPLIT: &str = "parties.party-split";

/// What every act stands on: who asks, when, and the chance that it may need, drawn before it runs.
pub(crate) struct Base {
    pub shared: Arc<Shared>,
    pub caller: Caller,
    pub now: Instant,
    pub ids: Ids,
    /// One for each private fact of a form.
    pub salts: Vec<[u8; 32]>,
}

impl Base {
    pub fn new(shared: &Arc<Shared>, caller: &Caller) -> Base {
        let access = &shared.access;
        let salts = (0..8).map(|_| access.random::<32>()).collect();
        Base { shared: Arc::clone(shared), caller: caller.clone(), now: access.now(), ids: access.ids(), salts }
    }

    /// The account that asks; empty when nobody is signed in, which no right allows.
    pub fn account(&self) -> &str {
        self.caller.actor.as_deref().map_or("", |a| a.account.as_str())
    }

    /// Private facts with their salts.
    pub fn private(&self, values: &[(&'static str, String)]) -> Vec<Private> {
        let one = |((field, value), salt): (&(&'static str, String), &[u8; 32])| Private {
            field: (*field).to_owned(),
            value: value.clone(),
            salt: *salt,
        };
        values.iter().zip(&self.salts).map(one).collect()
    }
}

/// A party's entry: its fact as it stands from here on.
pub(crate) fn entry(kind: &'static str, fact: &Fact) -> Res<Entry> {
    Ok(Entry { kind, subject: store::subject(&fact.id), body: store::json(fact)?.into_bytes() })
}

/// Puts a new party in: tables, keys, search, ledger.
pub(crate) async fn register(tx: &mut Tx<'_>, fact: &Fact, private: &[Private]) -> Res<()> {
    store::insert_party(tx, REGISTERED, fact).await?;
    keep(tx, REGISTERED, fact, private, private).await
}

/// Puts another state of a party in: `fresh` are the private facts that are new, `all` those that hold then.
pub(crate) async fn correct(tx: &mut Tx<'_>, fact: &Fact, fresh: &[Private], all: &[Private]) -> Res<()> {
    store::update_party(tx, CORRECTED, fact).await?;
    keep(tx, CORRECTED, fact, fresh, all).await
}

async fn keep(tx: &mut Tx<'_>, kind: &'static str, fact: &Fact, fresh: &[Private], all: &[Private]) -> Res<()> {
    for one in fresh {
        store::put_private(tx, &fact.id, one, fact.at).await?;
    }
    store::key::put(tx, &store::subject(&fact.id), &Traits::party(fact, all).keys()).await?;
    search::put(tx, fact).await?;
    kaan_ledger::record(tx, &[entry(kind, fact)?]).await.map(drop)
}

/// The fact of a party that everybody may read.
pub(crate) fn public_fact(id: PartyId, kind: Kind, body: Body, private: &[Private], now: Instant) -> Fact {
    Fact {
        id,
        kind,
        public: kind != Kind::Person,
        country: None,
        territory: None,
        body: body.code().to_owned(),
        names: None,
        identifiers: Vec::new(),
        shares: Vec::new(),
        shares_note: None,
        private: commitments(private),
        reason: None,
        at: now.0,
    }
}

/// Commitments to private facts by their field.
pub(crate) fn commitments(private: &[Private]) -> std::collections::BTreeMap<String, String> {
    private.iter().map(|p| (p.field.clone(), p.commitment())).collect()
}

/// A problem when another registered party bears one of the numbers: two parties of one number are never made.
pub(crate) async fn numbers_free(tx: &mut Tx<'_>, fact: &Fact) -> Res<Result<(), Problem>> {
    for one in &fact.identifiers {
        store::hold_number(tx, one.scheme.code(), &one.value).await?;
        let held = store::list_by_identifier_in(tx, one.scheme.code(), &one.value).await?;
        if let Some(other) = held.into_iter().find(|id| *id != fact.id) {
            let problem = Problem::refused("identifier-held").with("number", &one.value).with("party", other);
            return Ok(Err(problem));
        }
    }
    Ok(Ok(()))
}

/// Tells the people of a party's or a registration's office.
pub(crate) async fn tell_office(
    tx: &mut Tx<'_>,
    base: &Base,
    territory: &str,
    roles: &[&str],
    notice: &'static str,
    path: &str,
    number: &str,
) -> Res<()> {
    let mut ids = base.ids.clone();
    // The first keys belong to what the act itself makes.
    (0..16).for_each(|_| drop(ids.make()));
    for office in store::list_offices(tx, territory).await? {
        for account in kaan_access::roles::holders_in(tx, &office, roles, base.now).await? {
            let one = Notice::to_account(account, notice, path).with("number", number);
            kaan_notices::send(tx, &mut ids, base.now, &one).await?;
        }
    }
    Ok(())
}

/// Tells the applicant.
pub(crate) async fn tell(tx: &mut Tx<'_>, base: &Base, account: &str, notice: &'static str, path: &str, number: &str) -> Res<()> {
    let mut ids = base.ids.clone();
    (0..16).for_each(|_| drop(ids.make()));
    let one = Notice::to_account(account, notice, path).with("number", number);
    kaan_notices::send(tx, &mut ids, base.now, &one).await.map(drop)
}

/// What stands in place of a party that is not there.
pub(crate) fn unknown_party() -> Problem {
    Problem::refused("unknown-party")
}

/// A party that stands by itself: merged ones are changed through the one that is kept.
pub(crate) fn standing(party: Option<Party>) -> Result<Party, Problem> {
    let party = party.ok_or_else(unknown_party)?;
    if party.kept.is_some() { Err(Problem::refused("party-merged")) } else { Ok(party) }
}
