//! Parties that the operator puts in: authorities, and what a demonstration or a take-over from paper begins with.
//!
//! Called by the binary alone, never by a page. It asks for no role, for whoever runs the program could write the
//! store as well; it leaves its row in the record of acts and its entry in the ledger like everybody.

use super::{Base, numbers_free, public_fact, register};
use crate::form::{self, Asked, Typed};
use crate::model::{Kind, Names, PartyId};
use crate::{Shared, codes};
use kaan_access::Noted;
use kaan_base::Problem;
use kaan_base::access::{Body, Caller, Resource};
use kaan_db::{Act, Res, Tx};
use std::sync::Arc;

/// An authority to be put in.
#[derive(Debug, Clone)]
pub struct AuthorityWanted {
    /// Federal, provincial, foreign, or the operator.
    pub body: Body,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// ISO 3166-2, of a provincial authority.
    pub territory: Option<String>,
    /// Its names.
    pub names: Names,
}

struct Create {
    base: Base,
    wanted: AuthorityWanted,
}

impl Act for Create {
    type Out = PartyId;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<PartyId> {
        let (mut ids, w) = (self.base.ids.clone(), &self.wanted);
        let mut fact = public_fact(ids.make(), Kind::Authority, w.body, &[], self.base.now);
        (fact.country, fact.territory, fact.names) = (Some(w.country.clone()), w.territory.clone(), Some(w.names.clone()));
        note(tx, &self.base, &fact.id).await?;
        register(tx, &fact, &[]).await?;
        Ok(fact.id)
    }
}

async fn note(tx: &mut Tx<'_>, base: &Base, id: &str) -> Res<()> {
    let subject = crate::store::subject(id);
    let on = Resource { id: &subject, ..Resource::default() };
    kaan_access::note_in(tx, &base.shared.access, &Noted::new("party.create", &base.caller).on(&on)).await
}

fn caller() -> Caller {
    Caller { actor: None, address: String::new(), request: "program".into() }
}

/// Puts an authority in.
///
/// # Errors
/// What the store says; inside, what is wrong with what is wanted.
pub async fn create_authority(shared: &Arc<Shared>, wanted: AuthorityWanted) -> Res<Result<PartyId, Vec<Problem>>> {
    let mut wrong = Vec::new();
    if wanted.body == Body::Company {
        wrong.push(Problem::invalid("choice-missing").at("body"));
    }
    if wanted.body == Body::Provincial && !wanted.territory.as_deref().is_some_and(codes::is_territory) {
        wrong.push(Problem::invalid("choice-missing").at("territory"));
    }
    for (lang, name) in wanted.names.text().all() {
        if let Err(list) = kaan_base::names::check_in(lang, name) {
            wrong.extend(list.into_iter().map(|p| p.at(format!("name_{}", lang.code()))));
        }
    }
    if wanted.names.get(wanted.names.binding).is_none() {
        wrong.push(Problem::invalid("binding-name-missing").at("binding"));
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    shared.db.act(Create { base: Base::new(shared, &caller()), wanted }).await.map(Ok)
}

struct Take {
    base: Base,
    asked: Asked,
}

impl Act for Take {
    type Out = Result<PartyId, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let mut ids = self.base.ids.clone();
        let (fact, private) = super::decide::party_of(&self.base, ids.make(), &self.asked);
        if let Err(problem) = numbers_free(tx, &fact).await? {
            return Ok(Err(problem));
        }
        note(tx, &self.base, &fact.id).await?;
        register(tx, &fact, &private).await?;
        Ok(Ok(fact.id))
    }
}

/// Puts a company or a consortium in from a whole form, without an examination: for a demonstration, and for
/// taking over what an office has on paper.
///
/// # Errors
/// What the store says; inside, what is wrong with the form.
pub async fn create_company(shared: &Arc<Shared>, typed: &Typed) -> Res<Result<PartyId, Vec<Problem>>> {
    match form::read(typed) {
        Err(wrong) => Ok(Err(wrong)),
        Ok(asked) => {
            let done = shared.db.act(Take { base: Base::new(shared, &caller()), asked }).await?;
            Ok(done.map_err(|p| vec![p]))
        }
    }
}
