//! Passkeys (WebAuthn): several to an account, each with a name; one is enough to sign in, without an address typed.
//!
//! Called by the pages of sign-in and of one's account. A ceremony has two halves; between them its challenge waits in
//! the store for five minutes and can be taken once. Every passkey proves possession and the person (user verification
//! is asked for), so it counts as both factors. It never tells whether an address has a passkey.

mod add;
mod keep;
mod show;

use crate::secret::{self, Fresh};
use crate::sign_in::WAITS;
use crate::store::link;
use crate::{Access, store};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Fault, Res, Tx};
use serde::de::DeserializeOwned;
use serde_json::Value;
use webauthn_rs::prelude::{Passkey, Webauthn};

/// A ceremony that was begun: the ticket, and the options for the browser.
type Begun = Result<(String, Value), Problem>;

impl Access {
    /// The relying party, where browsers know passkeys for the address.
    fn ceremonies(&self) -> Result<&Webauthn, Problem> {
        self.0.passkeys.as_ref().ok_or_else(|| Problem::refused("passkey-unavailable"))
    }

    /// Keeps the first half of a ceremony; gives its ticket.
    async fn wait(&self, purpose: &'static str, account: Option<&str>, state: &impl serde::Serialize) -> Res<String> {
        let ticket = Fresh::new(self);
        let until = Instant(self.now().0.saturating_add(WAITS));
        let state = serde_json::to_string(state).map_err(|e| Fault::Broken(e.to_string()))?;
        let wait = Wait { hash: ticket.hash, purpose, account: account.map(str::to_owned), state, until };
        self.db().act(wait).await?;
        Ok(ticket.text)
    }

    /// Takes the first half of a ceremony, once; with the account that it was begun for.
    async fn taken<T: DeserializeOwned>(&self, purpose: &'static str, ticket: &str) -> Res<Result<(Option<String>, T), Problem>> {
        let found = self.db().act(Take { hash: secret::hash(ticket), purpose }).await?;
        let Some(found) = found.filter(|c| c.until > self.now()) else { return Ok(Err(Problem::refused("ticket-gone"))) };
        let state = serde_json::from_str(&found.state).map_err(|e| Fault::Broken(e.to_string()))?;
        Ok(Ok((found.account, state)))
    }

    /// The passkeys of an account, with their keys.
    async fn credentials(&self, account: &str) -> Res<Vec<(String, Passkey)>> {
        let rows = self.db().all(store::passkey::of_account(account), store::passkey::read_credential).await?;
        rows.into_iter().map(|(id, text)| Ok((id, read(&text)?))).collect()
    }
}

/// What a browser sent, if it has that shape.
fn sent<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_json::from_value(value.clone()).map_err(|_| Problem::invalid("passkey-broken"))
}

/// A passkey as it is kept.
fn read(text: &str) -> Res<Passkey> {
    serde_json::from_str(text).map_err(|e| Fault::Broken(e.to_string()))
}

/// A passkey as it is to be kept, and whether it is kept on other devices too.
fn written(passkey: &Passkey) -> Res<(String, bool)> {
    let value = serde_json::to_value(passkey).map_err(|e| Fault::Broken(e.to_string()))?;
    let backed_up = value.pointer("/cred/backup_state").and_then(Value::as_bool).unwrap_or(false);
    Ok((value.to_string(), backed_up))
}

/// A library that refuses what the browser did; the reason is for the log alone.
fn wrong(e: &dyn std::fmt::Display) -> Problem {
    tracing::debug!(reason = %e, "a passkey was refused");
    Problem::refused("passkey-wrong")
}

struct Wait {
    hash: [u8; 32],
    purpose: &'static str,
    account: Option<String>,
    state: String,
    until: Instant,
}

impl Act for Wait {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(link::challenge(self.hash, self.purpose, self.account.as_deref(), &self.state, self.until)).await.map(drop)
    }
}

struct Take {
    hash: [u8; 32],
    purpose: &'static str,
}

impl Act for Take {
    type Out = Option<link::Challenge>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        tx.find(link::take(self.hash, self.purpose), link::read_challenge).await
    }
}
