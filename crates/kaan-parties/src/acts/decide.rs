//! What a registrar signs: that a company is registered, or why not.
//!
//! Called by the page of a registration. Whoever examined it never signs the approval; the party, its entry in
//! the ledger and the applicant's role as its administrator come to stand in one transaction.

use super::examine::{lodged, on, own_case};
use super::{Base, numbers_free, public_fact, register, tell};
use crate::form::{self, Asked};
use crate::model::{Fact, Kind, PartyId, Private};
use crate::store;
use crate::store::registration::{self as table, Decision, Registration, State};
use kaan_access::permit;
use kaan_access::roles::{self, Giving, Organisation};
use kaan_base::Problem;
use kaan_base::access::Body;
use kaan_db::{Act, Res, Tx};

/// Registers the company.
pub(crate) struct Approve {
    pub base: Base,
    pub id: String,
}

/// The party that a form asks for.
pub(crate) fn party_of(base: &Base, id: PartyId, asked: &Asked) -> (Fact, Vec<Private>) {
    let private = base.private(&asked.private);
    let mut fact = public_fact(id, asked.kind, Body::Company, &private, base.now);
    fact.country = Some(asked.country.clone());
    fact.territory = Some(asked.territory.clone());
    fact.names = Some(asked.names.clone());
    fact.identifiers.clone_from(&asked.identifiers);
    if asked.kind == Kind::Consortium {
        fact.shares.clone_from(&asked.shares);
        fact.shares_note.clone_from(&asked.shares_note);
    }
    (fact, private)
}

impl Act for Approve {
    type Out = Result<PartyId, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let (base, mut ids) = (&self.base, self.base.ids.clone());
        let found = match lodged(table::hold(tx, &self.id).await?) {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let subject = found.subject();
        let by = match permit(tx, &base.shared.access, &base.caller, "registration.approve", &on(&found, &subject)).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if let Some(problem) = own_case(tx, base, &found, "registration.approve").await? {
            return Ok(Err(problem));
        }
        if found.state != State::Examined {
            return Ok(Err(Problem::refused("registration-state")));
        }
        let Ok(asked) = form::read(&found.form) else { return Ok(Err(Problem::refused("registration-state"))) };
        let (fact, private) = party_of(base, ids.make(), &asked);
        if let Err(problem) = numbers_free(tx, &fact).await? {
            return Ok(Err(problem));
        }
        for share in fact.shares.iter().filter_map(|s| s.member.as_deref()) {
            if store::find_party_in(tx, share).await?.is_none() {
                return Ok(Err(Problem::refused("member-unknown")));
            }
        }
        register(tx, &fact, &private).await?;
        let end = Decision { party: Some(&fact.id), ..Decision::default() };
        table::decide(tx, &found.id, State::Approved, (by.account(), base.now.0), &end).await?;
        store::key::clear(tx, &subject).await?;
        if let Err(problem) = roles::give(tx, &base.shared.access, &by, &first_administrator(&found, &fact)).await? {
            // Nothing of the act may stand when the company would have nobody.
            return Err(kaan_db::Fault::Undone(problem.code.into()));
        }
        let path = format!("/parties/{}", fact.id);
        tell(tx, base, &found.account, "parties-notice-approved", &path, &found.number).await?;
        Ok(Ok(fact.id))
    }
}

fn first_administrator(found: &Registration, fact: &Fact) -> Giving {
    Giving {
        account: found.account.clone(),
        organisation: Organisation { id: fact.id.clone(), body: Body::Company, territory: None },
        role: "administrator".into(),
        territory: None,
        from: None,
        until: None,
    }
}

/// Refuses it, with reason, section and next step.
pub(crate) struct Refuse {
    pub base: Base,
    pub id: String,
    pub reason: String,
    pub section: String,
    pub next_step: String,
}

impl Act for Refuse {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let base = &self.base;
        let found = match lodged(table::hold(tx, &self.id).await?) {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let subject = found.subject();
        let by = match permit(tx, &base.shared.access, &base.caller, "registration.refuse", &on(&found, &subject)).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if let Some(problem) = own_case(tx, base, &found, "registration.refuse").await? {
            return Ok(Err(problem));
        }
        if found.state != State::Examined {
            return Ok(Err(Problem::refused("registration-state")));
        }
        let end =
            Decision { reason: Some(&self.reason), section: Some(&self.section), next_step: Some(&self.next_step), party: None };
        table::decide(tx, &found.id, State::Refused, (by.account(), base.now.0), &end).await?;
        store::key::clear(tx, &subject).await?;
        let path = format!("/parties/registrations/{}", found.id);
        tell(tx, base, &found.account, "parties-notice-refused", &path, &found.number).await?;
        Ok(Ok(()))
    }
}
