//! What an officer does with a registration: take it, give it back with what is missing, advise.
//!
//! Called by the page of a registration. An officer never decides: whoever advised does not sign.

use super::{Base, tell, tell_office};
use crate::store::registration::{self as table, Registration, State};
use kaan_access::{Noted, permit};
use kaan_base::Problem;
use kaan_base::access::{Denial, Resource};
use kaan_db::{Act, Res, Tx};

/// What the officer does.
pub(crate) enum Step {
    /// Takes it from the queue.
    Take,
    /// Gives it back: fields and what is missing there.
    Return(Vec<(String, String)>),
    /// Advises the one who signs.
    Advise(String),
}

/// One step of an examination.
pub(crate) struct Examine {
    pub base: Base,
    pub id: String,
    pub step: Step,
}

/// What rights ask of a registration, prepared by whoever examined it.
pub(crate) fn on<'a>(r: &'a Registration, subject: &'a str) -> Resource<'a> {
    Resource {
        id: subject,
        organisation: r.party.as_deref(),
        territory: r.territory.as_deref(),
        person: Some(&r.person),
        prepared_by: r.examiner.as_deref(),
    }
}

/// The registration, once it was handed in: a draft is nobody's but the applicant's.
pub(crate) fn lodged(found: Option<Registration>) -> Result<Registration, Problem> {
    found.filter(|r| r.lodged.is_some()).ok_or_else(|| Problem::refused("unknown-registration"))
}

/// A refusal when an official is the applicant: nobody examines or decides their own.
pub(crate) async fn own_case(tx: &mut Tx<'_>, base: &Base, r: &Registration, act: &'static str) -> Res<Option<Problem>> {
    if r.account != base.account() {
        return Ok(None);
    }
    let subject = r.subject();
    let resource = on(r, &subject);
    let note = Noted::new(act, &base.caller).on(&resource).refused(Denial::FOUR_EYES);
    kaan_access::note_in(tx, &base.shared.access, &note).await?;
    Ok(Some(Problem::refused(Denial::FOUR_EYES)))
}

impl Act for Examine {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let base = &self.base;
        let found = match lodged(table::hold(tx, &self.id).await?) {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let subject = found.subject();
        // Examining comes before four eyes: whoever had it before does not matter here.
        let resource = Resource { prepared_by: None, ..on(&found, &subject) };
        let by = match permit(tx, &base.shared.access, &base.caller, "registration.examine", &resource).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if let Some(problem) = own_case(tx, base, &found, "registration.examine").await? {
            return Ok(Err(problem));
        }
        let taken = found.state == State::UnderExamination;
        let fits = match self.step {
            Step::Take => matches!(found.state, State::Lodged | State::UnderExamination | State::Examined),
            _ => taken && found.examiner.as_deref() == Some(by.account()),
        };
        if !fits {
            return Ok(Err(Problem::refused(if taken { "registration-with-another" } else { "registration-state" })));
        }
        let done = (by.account(), base.now.0);
        match &self.step {
            Step::Take => table::examine(tx, &found.id, State::UnderExamination, done, None).await?,
            Step::Advise(advice) => {
                table::examine(tx, &found.id, State::Examined, done, Some(advice)).await?;
                self.tell_registrars(tx, &found).await?;
            }
            Step::Return(items) => {
                for (field, words) in items {
                    table::add_deficiency(tx, &found.id, field, words, base.now.0).await?;
                }
                table::examine(tx, &found.id, State::Returned, done, None).await?;
                let path = format!("/parties/register?id={}", found.id);
                tell(tx, base, &found.account, "parties-notice-returned", &path, &found.number).await?;
            }
        }
        Ok(Ok(()))
    }
}

impl Examine {
    async fn tell_registrars(&self, tx: &mut Tx<'_>, found: &Registration) -> Res<()> {
        let Some(territory) = found.territory.as_deref() else { return Ok(()) };
        let path = format!("/parties/registrations/{}", found.id);
        tell_office(tx, &self.base, territory, &["registrar"], "parties-notice-examined", &path, &found.number).await
    }
}
