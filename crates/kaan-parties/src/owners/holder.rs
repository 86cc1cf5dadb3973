//! Which holder of a register of titles is which party: one officer prepares it, another signs.
//!
//! Called by the page of the authority. It never decides from a name alone: an officer says on what it rests.

use super::store;
use crate::store::{About, hold_party, json, subject};
use kaan_access::{Access, permit};
use kaan_base::access::Caller;
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Res, Tx};
use kaan_ledger::Entry;
use serde::{Deserialize, Serialize};

/// The kind of the entry of a signed link.
pub(super) const LINKED: &str = "parties.owner-holder-linked";

/// What is done with the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is prepared, resting on what the officer says.
    Prepare(String),
    /// It is signed by another.
    Sign,
}

/// The act.
pub struct LinkHolder {
    access: Access,
    caller: Caller,
    party: String,
    holder: String,
    step: Step,
    now: Instant,
}

impl LinkHolder {
    /// Takes the time for one step.
    #[must_use]
    pub fn new(access: &Access, caller: &Caller, (party, holder): (&str, &str), step: Step) -> Self {
        let (access, caller, now) = (access.clone(), caller.clone(), access.now());
        LinkHolder { access, caller, party: party.to_owned(), holder: holder.to_owned(), step, now }
    }
}

/// The body of the entry.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub party: String,
    pub holder: String,
    pub source: String,
    pub at: Instant,
}

impl Act for LinkHolder {
    type Out = Result<(), Vec<Problem>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let pair = (self.party.as_str(), self.holder.as_str());
        let Some(party) = hold_party(tx, &self.party).await? else {
            return Ok(Err(vec![Problem::refused("owners-unknown-party")]));
        };
        let about = About::party(&party);
        let link = store::find_link(tx, &self.party, &self.holder).await?;
        let (act, on) = match (&self.step, &link) {
            (Step::Prepare(_), _) => ("party.prepare", about.on()),
            (Step::Sign, link) => ("party.sign", about.prepared(link.as_ref().map(|l| l.prepared_by.as_str()))),
        };
        let by = match permit(tx, &self.access, &self.caller, act, &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let wrong = |p: Problem| Ok(Err(vec![p]));
        match (&self.step, link) {
            (Step::Prepare(_), Some(_)) => wrong(Problem::refused("owners-linked-already").at("holder")),
            (Step::Prepare(source), None) => {
                if source.chars().count() < 10 || source.chars().count() > 500 {
                    return wrong(Problem::invalid("owners-link-source").at("source"));
                }
                if !store::has_holder(tx, &self.holder).await? {
                    return wrong(Problem::invalid("owners-no-holder").at("holder"));
                }
                store::put_link(tx, pair, source, by.account(), self.now).await.map(Ok)
            }
            (Step::Sign, None) => wrong(Problem::refused("owners-no-link")),
            (Step::Sign, Some(link)) => {
                if !store::sign_link(tx, pair, by.account(), self.now).await? {
                    return wrong(Problem::refused("owners-linked-already"));
                }
                let body = Body { party: self.party.clone(), holder: self.holder.clone(), source: link.source, at: self.now };
                let entry = Entry { kind: LINKED, subject: subject(&self.party), body: json(&body)?.into_bytes() };
                kaan_ledger::record(tx, &[entry]).await.map(|_| Ok(()))
            }
        }
    }
}
