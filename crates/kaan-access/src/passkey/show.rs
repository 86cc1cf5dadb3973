//! Showing a passkey: to sign in, or to prove anew that it is still the same person.
//!
//! Called by pages. Counter and flags of the passkey are kept up to date; one whose counter goes back is refused, for
//! it may be a copy. It never asks for an address first.

use super::{Begun, sent, written, wrong};
use crate::confirm::renew;
use crate::record::{Noted, note, note_in};
use crate::session::{begin, stranger};
use crate::store::account as accounts;
use crate::store::passkey as store;
use crate::{Access, fold_email, throttle};
use kaan_base::Problem;
use kaan_base::access::{Caller, Denial};
use kaan_db::{Act, Fault, Res, Tx};
use serde_json::Value;
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PasskeyAuthentication, PublicKeyCredential};

/// A passkey that was shown, with its counter and flags as they are now.
struct Shown {
    id: String,
    account: String,
    /// As it was kept when it was looked at.
    was: String,
    credential: String,
    backed_up: bool,
}

impl Access {
    /// The first half of signing in with a passkey.
    ///
    /// # Errors
    /// What the store says. Inside: `passkey-unavailable`.
    pub async fn passkey_sign_in_begin(&self) -> Res<Begun> {
        let webauthn = match self.ceremonies() {
            Ok(webauthn) => webauthn,
            Err(problem) => return Ok(Err(problem)),
        };
        let (options, state) = webauthn.start_discoverable_authentication().map_err(|e| Fault::Broken(e.to_string()))?;
        let ticket = self.wait("sign-in", None, &state).await?;
        Ok(Ok((ticket, options_of(&options)?)))
    }

    /// The second half: gives the value of the cookie.
    ///
    /// # Errors
    /// What the store says. Inside: `ticket-gone`, `passkey-broken`, `passkey-wrong`.
    pub async fn passkey_sign_in_finish(
        &self,
        ticket: &str,
        shown: &Value,
        caller: &Caller,
        agent: &str,
    ) -> Res<Result<String, Problem>> {
        let caller = stranger(caller);
        let (webauthn, state) = match (self.ceremonies(), self.taken::<DiscoverableAuthentication>("sign-in", ticket).await?) {
            (Ok(webauthn), Ok((_, state))) => (webauthn, state),
            (Err(problem), _) | (_, Err(problem)) => return Ok(Err(problem)),
        };
        let sent: PublicKeyCredential = match sent(shown) {
            Ok(sent) => sent,
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(known) = self.db().find(store::by_credential(sent.get_credential_id()), store::read_known).await? else {
            return self.failed(&caller, "session.fail", None, Problem::refused("passkey-wrong")).await;
        };
        let user = webauthn.identify_discoverable_authentication(&sent).map(|(user, _)| user.to_string());
        let mut passkey = super::read(&known.credential)?;
        let judged = match user {
            Ok(user) if user == known.account => webauthn.finish_discoverable_authentication_v2(&sent, state, &passkey),
            Ok(_) => return self.failed(&caller, "session.fail", Some(&known.account), Problem::refused("passkey-wrong")).await,
            Err(e) => Err(e),
        };
        match judged {
            Ok(result) => {
                passkey.update_credential(&result);
                let shown = shown_now(known, &passkey)?;
                let enter = Enter { access: self.clone(), caller, agent: agent.to_owned(), shown };
                self.db().act(enter).await
            }
            Err(e) => self.failed(&caller, "session.fail", Some(&known.account), wrong(&e)).await,
        }
    }

    /// The first half of proving anew with one of the account's passkeys.
    ///
    /// # Errors
    /// What the store says. Inside: `passkey-unavailable`, `passkey-unknown` when the account has none.
    pub async fn confirm_passkey_begin(&self, caller: &Caller) -> Res<Begun> {
        let (webauthn, actor) = match (self.ceremonies(), self.own(caller)) {
            (Ok(webauthn), Ok(actor)) => (webauthn, actor),
            (Err(problem), _) | (_, Err(problem)) => return Ok(Err(problem)),
        };
        let keys: Vec<Passkey> = self.credentials(&actor.account).await?.into_iter().map(|(_, p)| p).collect();
        if keys.is_empty() {
            return Ok(Err(Problem::refused("passkey-unknown")));
        }
        let (options, state) = webauthn.start_passkey_authentication(&keys).map_err(|e| Fault::Broken(e.to_string()))?;
        let ticket = self.wait("confirm", Some(&actor.account), &state).await?;
        Ok(Ok((ticket, options_of(&options)?)))
    }

    /// The second half: the session has a new secret; gives the new value of the cookie.
    ///
    /// # Errors
    /// What the store says. Inside: `ticket-gone`, `passkey-broken`, `passkey-wrong`, `sign-in-needed`.
    pub async fn confirm_passkey_finish(
        &self,
        caller: &Caller,
        handle: &str,
        ticket: &str,
        shown: &Value,
    ) -> Res<Result<String, Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let (webauthn, state) = match (self.ceremonies(), self.taken::<PasskeyAuthentication>("confirm", ticket).await?) {
            (Ok(webauthn), Ok((Some(of), state))) if of == account => (webauthn, state),
            (Err(problem), _) | (_, Err(problem)) => return Ok(Err(problem)),
            _ => return Ok(Err(Problem::refused("ticket-gone"))),
        };
        let sent: PublicKeyCredential = match sent(shown) {
            Ok(sent) => sent,
            Err(problem) => return Ok(Err(problem)),
        };
        let known = self.db().find(store::by_credential(sent.get_credential_id()), store::read_known).await?;
        let Some(known) = known.filter(|k| k.account == account) else {
            return self.failed(caller, "session.confirm", Some(&account), Problem::refused("passkey-wrong")).await;
        };
        match webauthn.finish_passkey_authentication(&sent, &state) {
            Ok(result) => {
                let mut passkey = super::read(&known.credential)?;
                passkey.update_credential(&result);
                let shown = shown_now(known, &passkey)?;
                self.db().act(Confirm { access: self.clone(), caller: caller.clone(), handle: handle.to_owned(), shown }).await
            }
            Err(e) => self.failed(caller, "session.confirm", Some(&account), wrong(&e)).await,
        }
    }

    /// Puts a passkey that did not open on record.
    async fn failed(&self, caller: &Caller, act: &str, account: Option<&str>, problem: Problem) -> Res<Result<String, Problem>> {
        let noted = Noted::new(act, caller).failed(problem.code).account(account).detail("passkey");
        note(self, &noted).await?;
        Ok(Err(problem))
    }
}

/// Options as the page's script takes them: the button asks, so nothing is offered while somebody types.
fn options_of(options: &impl serde::Serialize) -> Res<Value> {
    let mut options = serde_json::to_value(options).map_err(|e| Fault::Broken(e.to_string()))?;
    if let Value::Object(options) = &mut options {
        options.remove("mediation");
    }
    Ok(options)
}

fn shown_now(known: store::Known, passkey: &Passkey) -> Res<Shown> {
    let (credential, backed_up) = written(passkey)?;
    Ok(Shown { id: known.id, account: known.account, was: known.credential, credential, backed_up })
}

/// Keeps counter and flags; refuses a passkey that was removed or shown elsewhere meanwhile.
async fn keep(tx: &mut Tx<'_>, access: &Access, shown: &Shown) -> Res<bool> {
    Ok(tx.run(store::used(&shown.id, &shown.credential, shown.backed_up, &shown.was, access.now())).await? == 1)
}

struct Enter {
    access: Access,
    caller: Caller,
    agent: String,
    shown: Shown,
}

impl Act for Enter {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let login = tx.find(accounts::login_by_id(&self.shown.account), accounts::read_login).await?;
        let (Some(login), true) = (login, keep(tx, access, &self.shown).await?) else {
            let noted = Noted::new("session.fail", &self.caller).failed("passkey-wrong").account(Some(&self.shown.account));
            note_in(tx, access, &noted.detail("passkey")).await?;
            return Ok(Err(Problem::refused("passkey-wrong")));
        };
        throttle::know(tx, access, &fold_email(&login.email), &self.caller.address, access.now()).await?;
        begin(tx, access, &login, (&self.caller, &self.agent), "passkey").await.map(Ok)
    }
}

struct Confirm {
    access: Access,
    caller: Caller,
    handle: String,
    shown: Shown,
}

impl Act for Confirm {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if !keep(tx, &self.access, &self.shown).await? {
            return Ok(Err(Problem::refused("passkey-wrong")));
        }
        let renewed = renew(tx, &self.access, (&self.caller, &self.shown.account), &self.handle, "passkey").await?;
        Ok(renewed.ok_or_else(|| Problem::refused(Denial::SIGN_IN)))
    }
}
