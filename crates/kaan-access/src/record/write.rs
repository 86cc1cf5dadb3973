//! Putting acts on record, together with the decision whether they may be done.
//!
//! Called by every act of every capability, first of all. It never believes the hats that the request came
//! with: they are read anew inside the act's transaction, so that a role taken away meanwhile counts.

use super::model::{Noted, Outcome, Row, short_code, short_text};
use super::store;
use crate::{Access, roles};
use kaan_base::Problem;
use kaan_base::access::{Actor, Caller, Denial, Resource, Right};
use kaan_db::{Act, Fault, Res, Tx};
use std::sync::Arc;

/// Whether the caller may do this act on this resource, decided anew and put on record either way.
///
/// The hats are those in the store now; scopes and the last confirmation are the request's.
///
/// # Errors
/// What the store says; [`Fault::Broken`] for an act whose name is not of `a-z`, `.` and `-`.
pub async fn authorise(
    tx: &mut Tx<'_>,
    access: &Access,
    caller: &Caller,
    act: &'static str,
    on: &Resource<'_>,
) -> Res<Result<Right, Denial>> {
    let now = access.now();
    let anew = match caller.actor.as_deref() {
        Some(a) => Some(Arc::new(Actor { hats: roles::hats_in(tx, &a.account, now).await?, ..a.clone() })),
        None => None,
    };
    let caller = Caller { actor: anew, address: caller.address.clone(), request: caller.request.clone() };
    let decided = access.policy().decide(caller.actor.as_deref(), act, on, now);
    let noted = match &decided {
        Ok(right) => Noted::new(act, &caller).on(on).by(right),
        Err(denial) => Noted::denied(act, &caller, on, denial),
    };
    note_in(tx, access, &noted).await?;
    Ok(decided)
}

/// As [`authorise`], ready for an act: the proof that it is allowed, or the problem to answer with.
///
/// # Errors
/// As [`authorise`].
pub async fn permit(
    tx: &mut Tx<'_>,
    access: &Access,
    caller: &Caller,
    act: &'static str,
    on: &Resource<'_>,
) -> Res<Result<By, Problem>> {
    let decided = authorise(tx, access, caller, act, on).await?;
    Ok(decided.map(|right| By::of(caller, right)).map_err(Problem::from))
}

/// Puts a thing on record in the transaction of the act that did it.
///
/// # Errors
/// As [`authorise`].
pub async fn note_in(tx: &mut Tx<'_>, access: &Access, noted: &Noted<'_>) -> Res<()> {
    if !noted.act_is_well_formed() {
        return Err(Fault::Broken(format!("`{}` is no name of an act", noted.act)));
    }
    let mut row = row(access, noted);
    if let (None, None, Some(account)) = (&row.organisation, &noted.caller.actor, &row.account) {
        let hats = roles::hats_in(tx, account, row.at).await?;
        row.organisation = hats.into_iter().next().map(|h| h.organisation);
    }
    store::put(tx, &row, &access.random::<32>()).await
}

/// Puts a thing on record in a transaction of its own: sign-ins, refusals at the door, exports, views.
///
/// # Errors
/// As [`authorise`].
pub async fn note(access: &Access, noted: &Noted<'_>) -> Res<()> {
    if !noted.act_is_well_formed() {
        return Err(Fault::Broken(format!("`{}` is no name of an act", noted.act)));
    }
    let mut row = row(access, noted);
    if let (None, None, Some(account)) = (&row.organisation, &noted.caller.actor, &row.account) {
        // Nobody is signed in yet: a sign-in, tried or done, belongs to the organisation of the account's first role.
        let hats = roles::hats(access.db(), account, row.at).await?;
        row.organisation = hats.into_iter().next().map(|h| h.organisation);
    }
    access.db().act(Put { row, salt: access.random() }).await
}

fn row(access: &Access, n: &Noted<'_>) -> Row {
    let own = |text: Option<&str>| text.map(short_text);
    Row {
        id: access.ids().make(),
        at: access.now(),
        account: own(n.account),
        person: own(n.person),
        organisation: own(n.organisation),
        act: n.act.to_owned(),
        rule: own(n.rule),
        role: own(n.role),
        resource: short_text(n.on.id),
        on_organisation: own(n.on.organisation),
        territory: own(n.on.territory),
        subject_person: own(n.on.person),
        outcome: n.outcome,
        code: n.code.filter(|_| n.outcome != Outcome::Allowed).map(str::to_owned),
        address: short_text(&n.caller.address),
        request: short_text(&n.caller.request),
        detail: short_code(n.detail),
    }
}

/// One row in a transaction of its own.
struct Put {
    row: Row,
    salt: [u8; 32],
}

impl Act for Put {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        store::put(tx, &self.row, &self.salt).await
    }
}

/// Proof that somebody was allowed to act: what an act needs to know of them.
///
/// It is made by [`permit`], of a [`Right`], or for the program itself; so who asks for it cannot be called
/// by code that forgot to ask the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    account: String,
    person: String,
    right: Right,
}

impl By {
    /// The account of the program itself, as it stands in `given_by` of the first roles.
    pub const PROGRAM: &'static str = "program";

    /// Of the right that the policy gave this caller.
    #[must_use]
    pub fn of(caller: &Caller, right: Right) -> Self {
        let actor = caller.actor.as_deref();
        let text = |f: fn(&Actor) -> &String| actor.map(f).cloned().unwrap_or_default();
        By { account: text(|a| &a.account), person: text(|a| &a.person), right }
    }

    /// The program itself, for whoever stands at the server: the first administrator, the demonstration.
    #[must_use]
    pub fn program() -> Self {
        let right = Right { rule: Self::PROGRAM.to_owned(), role: None, organisation: None };
        By { account: Self::PROGRAM.to_owned(), person: String::new(), right }
    }

    /// Of an invitation: whoever sent it gives the role when it is accepted.
    pub(crate) fn inviter(account: &str, right: Right) -> Self {
        By { account: account.to_owned(), person: String::new(), right }
    }

    /// The account; empty when nobody is signed in.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The person of the account.
    #[must_use]
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The organisation for which it is done.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        self.right.organisation.as_deref()
    }

    /// The role that gave the right.
    #[must_use]
    pub fn role(&self) -> Option<&str> {
        self.right.role.as_deref()
    }

    /// The rule's name in the policy.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.right.rule
    }
}
