//! The act of checking a declaration: an officer says that it fits, or what does not.
//!
//! Called by the page of the authority. It never changes a statement: the company declares anew.

use super::store::{self, Declaration, Item, State};
use crate::store::{About, hold_party, json, subject};
use kaan_access::{Access, permit};
use kaan_base::access::Caller;
use kaan_base::{Ids, Instant, Problem};
use kaan_db::{Act, Fault, Res, Tx};
use kaan_ledger::Entry;
use kaan_notices::Notice;
use serde::{Deserialize, Serialize};

/// What can be found against a statement, as message keys `owners-item-<code>` name it.
pub const CODES: [&str; 8] = [
    "share-differs",
    "owner-missing",
    "name-differs",
    "dates-differ",
    "document-missing",
    "papers-differ",
    "does-not-add-up",
    "other",
];
/// Most items of a check.
pub const MOST_ITEMS: usize = 50;
/// Longest words of an item, in characters.
pub const LONGEST: usize = 500;
/// The kind of a check's entry.
pub(super) const CHECKED: &str = "parties.owners-checked";

/// The act.
pub struct CheckOwners {
    access: Access,
    caller: Caller,
    declaration: String,
    items: Vec<Item>,
    now: Instant,
    ids: Ids,
    salt: [u8; 32],
}

impl CheckOwners {
    /// Takes time and chance for the check of a declaration; no item means that nothing was found against it.
    #[must_use]
    pub fn new(access: &Access, caller: &Caller, declaration: &str, items: Vec<Item>) -> Self {
        CheckOwners {
            access: access.clone(),
            caller: caller.clone(),
            declaration: declaration.to_owned(),
            items,
            now: access.now(),
            ids: access.ids(),
            salt: access.random(),
        }
    }
}

impl Act for CheckOwners {
    type Out = Result<State, Vec<Problem>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let refused = |code: &'static str| Ok(Err(vec![Problem::refused(code)]));
        let Some(found) = store::find_in(tx, &self.declaration).await? else { return refused("owners-no-declaration") };
        let Some(party) = hold_party(tx, &found.subject).await? else { return refused("owners-unknown-party") };
        let about = About::party(&party);
        let by = match permit(tx, &self.access, &self.caller, "owners.check", &about.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let latest = store::find_latest_in(tx, &found.subject).await?;
        if latest.is_none_or(|l| l.id != found.id) {
            return refused("owners-superseded");
        }
        let wrong = self.faults(tx, &found).await?;
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let state = if self.items.is_empty() { State::Checked } else { State::Discrepancies };
        if !store::put_check(tx, &found.id, (state, &self.items), by.account(), self.now).await? {
            return refused("owners-checked-already");
        }
        kaan_ledger::record(tx, &[self.entry(&found, state)?]).await?;
        let path = format!("/parties/{}/owners/details", found.subject);
        let code = if state == State::Checked { "owners-notice-checked" } else { "owners-notice-discrepancies" };
        let notice = Notice::to_account(&found.account, code, &path).with("company", party.name()).with("day", found.day);
        kaan_notices::send(tx, &mut self.ids.clone(), self.now, &notice).await?;
        Ok(Ok(state))
    }
}

impl CheckOwners {
    async fn faults(&self, tx: &mut Tx<'_>, found: &Declaration) -> Res<Vec<Problem>> {
        let statements = store::list_whole_in(tx, &found.id).await?;
        let known = |i: &Item| i.statement.is_empty() || statements.iter().any(|s| s.id == i.statement);
        let long = |i: &Item| i.words.as_ref().is_some_and(|w| w.chars().count() > LONGEST);
        let silent = |i: &Item| i.code == "other" && i.words.is_none();
        let mut wrong = Vec::new();
        if self.items.len() > MOST_ITEMS || self.items.iter().any(|i| !known(i) || !CODES.contains(&i.code.as_str())) {
            wrong.push(Problem::invalid("owners-item-unknown").at("items"));
        }
        if self.items.iter().any(long) {
            wrong.push(Problem::invalid("owners-words-too-long").at("items").with("most", LONGEST));
        }
        if self.items.iter().any(silent) {
            wrong.push(Problem::invalid("owners-words-missing").at("items"));
        }
        Ok(wrong)
    }

    /// The items with their codes; the officer's words by commitment alone.
    fn entry(&self, found: &Declaration, state: State) -> Res<Entry> {
        let bare = self.items.iter().map(|i| Item { words: None, ..i.clone() }).collect();
        let words = hex::encode(kaan_ledger::commit(&self.salt, json(&self.items)?.as_bytes()));
        let body = Body { declaration: found.id.clone(), state: state.code().to_owned(), items: bare, words, at: self.now };
        Ok(Entry { kind: CHECKED, subject: subject(&found.subject), body: json(&body)?.into_bytes() })
    }
}

/// The body of a check's entry.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub declaration: String,
    pub state: String,
    pub items: Vec<Item>,
    pub words: String,
    pub at: Instant,
}

impl Body {
    /// The state that it left the declaration in.
    pub(super) fn outcome(&self) -> Res<State> {
        match self.state.as_str() {
            "checked" => Ok(State::Checked),
            "discrepancies" => Ok(State::Discrepancies),
            other => Err(Fault::Broken(format!("no outcome {other}"))),
        }
    }
}
