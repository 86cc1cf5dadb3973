//! The list of an account's passkeys: names, and taking one away.
//!
//! Called by the pages of one's account. It never takes away the last thing with which one can sign in.

use crate::Access;
use crate::account::name_of;
use crate::model::PasskeyRow;
use crate::record::{Noted, note_in};
use crate::store::account;
use crate::store::passkey as store;
use kaan_base::Problem;
use kaan_base::access::{Caller, Resource};
use kaan_db::{Act, Res, Tx};

impl Access {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn passkeys(&self, account: &str) -> Res<Vec<PasskeyRow>> {
        self.db().all(store::list(account), store::read_row).await
    }

    /// Calls a passkey of the caller's own account otherwise.
    ///
    /// # Errors
    /// What the store says. Inside: `passkey-label`, `passkey-unknown`.
    pub async fn rename_passkey(&self, caller: &Caller, id: &str, label: &str) -> Res<Result<(), Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(label) = name_of(label) else { return Ok(Err(Problem::invalid("passkey-label").at("label"))) };
        let change = Change { access: self.clone(), caller: caller.clone(), account, id: id.to_owned(), label: Some(label) };
        self.db().act(change).await
    }

    /// Takes a passkey of the caller's own account away.
    ///
    /// # Errors
    /// What the store says. Inside: `last-credential`, `passkey-unknown`, `confirm-needed`.
    pub async fn remove_passkey(&self, caller: &Caller, id: &str) -> Res<Result<(), Problem>> {
        let account = match self.own_fresh(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let change = Change { access: self.clone(), caller: caller.clone(), account, id: id.to_owned(), label: None };
        self.db().act(change).await
    }
}

struct Change {
    access: Access,
    caller: Caller,
    account: String,
    id: String,
    /// The new name; the passkey is taken away when absent.
    label: Option<String>,
}

impl Act for Change {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let q = match &self.label {
            Some(label) => store::rename(&self.account, &self.id, label),
            None => {
                let has = tx.find(account::by_id(&self.account), account::read_account).await?;
                if has.is_some_and(|a| !a.has_password && a.passkeys <= 1) {
                    return Ok(Err(Problem::refused("last-credential")));
                }
                store::remove(&self.account, &self.id)
            }
        };
        if tx.run(q).await? != 1 {
            return Ok(Err(Problem::refused("passkey-unknown")));
        }
        let on = format!("account:{}", self.account);
        let act = if self.label.is_some() { "credential.change" } else { "credential.remove" };
        let noted = Noted::new(act, &self.caller).on(&Resource { id: &on, ..Resource::default() });
        note_in(tx, &self.access, &noted.detail("passkey")).await.map(Ok)
    }
}
