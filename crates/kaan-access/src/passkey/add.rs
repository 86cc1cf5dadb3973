//! Making a passkey: for one's account, or by a link that opens an account or gives another credential to one.
//!
//! Called by pages. It never takes a passkey that another account has.

use super::{Begun, sent, written, wrong};
use crate::account::name_of;
use crate::link::use_up;
use crate::record::{Noted, note_in};
use crate::session::{begin, stranger};
use crate::store::account::{self, Login};
use crate::store::passkey as store;
use crate::{Access, fold_email, secret, throttle};
use kaan_base::access::{Caller, Denial, Resource};
use kaan_base::{Problem, Zone};
use kaan_db::{Act, Fault, Res, Tx};
use serde_json::{Value, json};
use webauthn_rs::prelude::{PasskeyRegistration, Uuid};

impl Access {
    /// The first half of adding a passkey to the caller's own account.
    ///
    /// # Errors
    /// What the store says. Inside: `passkey-unavailable`, `confirm-needed`.
    pub async fn passkey_register_begin(&self, caller: &Caller) -> Res<Begun> {
        let account = match self.own_fresh(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(login) = self.login(&account).await? else { return Ok(Err(Problem::refused(Denial::SIGN_IN))) };
        self.offer("register", &account, (&login.email, &login.name)).await
    }

    /// The second half: keeps the passkey under a name.
    ///
    /// # Errors
    /// What the store says. Inside: `ticket-gone`, `passkey-broken`, `passkey-wrong`, `passkey-taken`, `passkey-label`.
    pub async fn passkey_register_finish(
        &self,
        caller: &Caller,
        ticket: &str,
        made: &Value,
        label: &str,
    ) -> Res<Result<(), Problem>> {
        let account = match self.own_fresh(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let new = match self.made("register", &account, (ticket, made, label)).await? {
            Ok(new) => new,
            Err(problem) => return Ok(Err(problem)),
        };
        let add = Add { access: self.clone(), caller: caller.clone(), new };
        taken(self.db().act(add).await.map(Ok))
    }

    /// The first half of making a passkey with a link of a letter.
    ///
    /// # Errors
    /// What the store says. Inside: the codes of links, `passkey-unavailable`, `link-needs-password`.
    pub async fn link_passkey_begin(&self, secret: &str) -> Res<Begun> {
        let link = match self.open_link(secret).await? {
            Ok(link) => link,
            Err(problem) => return Ok(Err(problem)),
        };
        // A passkey is both factors: a letter alone must not give one past an authenticator app.
        if !link.is_new && self.login(&link.account).await?.is_some_and(|l| l.has_totp) {
            return Ok(Err(Problem::refused("link-needs-password")));
        }
        self.offer("link", &link.account, (&link.email, &link.name)).await
    }

    /// The second half: uses the link up, keeps the passkey, and signs in. Gives the value of the cookie.
    ///
    /// # Errors
    /// What the store says. Inside: the codes of links and of [`Access::passkey_register_finish`].
    pub async fn finish_link_passkey(
        &self,
        secret: &str,
        made: (&str, &Value, &str),
        caller: &Caller,
        agent: &str,
    ) -> Res<Result<String, Problem>> {
        let link = match self.open_link(secret).await? {
            Ok(link) => link,
            Err(problem) => return Ok(Err(problem)),
        };
        let new = match self.made("link", &link.account, made).await? {
            Ok(new) => new,
            Err(problem) => return Ok(Err(problem)),
        };
        let finish =
            FinishLink { access: self.clone(), caller: stranger(caller), agent: agent.to_owned(), link: secret::hash(secret), new };
        taken(self.db().act(finish).await)
    }

    /// Options for the browser, and the half that waits here.
    async fn offer(&self, purpose: &'static str, account: &str, (email, name): (&str, &str)) -> Res<Begun> {
        let webauthn = match self.ceremonies() {
            Ok(webauthn) => webauthn,
            Err(problem) => return Ok(Err(problem)),
        };
        let user = Uuid::parse_str(account).map_err(|e| Fault::Broken(e.to_string()))?;
        let there = self.credentials(account).await?.into_iter().map(|(_, p)| p.cred_id().clone()).collect();
        let begun = webauthn.start_passkey_registration(user, email, name, Some(there));
        let (options, state) = begun.map_err(|e| Fault::Broken(e.to_string()))?;
        let mut options = serde_json::to_value(options).map_err(|e| Fault::Broken(e.to_string()))?;
        // Sign-in types no address: the device must be able to find the passkey by itself.
        if let Some(Value::Object(wanted)) = options.pointer_mut("/publicKey/authenticatorSelection") {
            wanted.insert("residentKey".into(), json!("required"));
            wanted.insert("requireResidentKey".into(), json!(true));
        }
        let ticket = self.wait(purpose, Some(account), &state).await?;
        Ok(Ok((ticket, options)))
    }

    /// A passkey that the browser made for a ceremony of this account.
    async fn made(
        &self,
        purpose: &'static str,
        account: &str,
        (ticket, made, label): (&str, &Value, &str),
    ) -> Res<Result<store::New, Problem>> {
        let (webauthn, state) = match (self.ceremonies(), self.taken::<PasskeyRegistration>(purpose, ticket).await?) {
            (Ok(webauthn), Ok((Some(of), state))) if of == account => (webauthn, state),
            (Err(problem), _) | (_, Err(problem)) => return Ok(Err(problem)),
            _ => return Ok(Err(Problem::refused("ticket-gone"))),
        };
        let passkey = match sent(made).and_then(|m| webauthn.finish_passkey_registration(&m, &state).map_err(|e| wrong(&e))) {
            Ok(passkey) => passkey,
            Err(problem) => return Ok(Err(problem)),
        };
        // Without a name it is called by the day on which it was made.
        let label = if label.trim().is_empty() { self.now().day(Zone::Pakistan).to_string() } else { label.to_owned() };
        let Some(label) = name_of(&label) else { return Ok(Err(Problem::invalid("passkey-label").at("label"))) };
        let (credential, backed_up) = written(&passkey)?;
        let credential_id = passkey.cred_id().to_vec();
        Ok(Ok(store::New { id: self.ids().make(), account: account.to_owned(), credential_id, credential, label, backed_up }))
    }
}

/// A passkey that is kept already, here or at another account.
fn taken<T>(done: Res<Result<T, Problem>>) -> Res<Result<T, Problem>> {
    match done {
        Err(Fault::Taken(what)) if what.contains("credential_id") => Ok(Err(Problem::refused("passkey-taken"))),
        Err(Fault::Taken(_)) => Ok(Err(Problem::refused("link-used"))),
        done => done,
    }
}

/// Keeps a passkey, and on record that it was added.
async fn put(tx: &mut Tx<'_>, access: &Access, new: &store::New, caller: &Caller, login: Option<&Login>) -> Res<()> {
    tx.run(store::insert(new, access.now())).await?;
    let on = format!("account:{}", new.account);
    let noted = Noted::new("credential.add", caller).on(&Resource { id: &on, ..Resource::default() }).detail("passkey");
    let noted = match login {
        Some(l) => noted.account(Some(&l.id)).person(Some(&l.person)),
        None => noted,
    };
    note_in(tx, access, &noted).await
}

struct Add {
    access: Access,
    caller: Caller,
    new: store::New,
}

impl Act for Add {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        put(tx, &self.access, &self.new, &self.caller, None).await
    }
}

struct FinishLink {
    access: Access,
    caller: Caller,
    agent: String,
    link: [u8; 32],
    new: store::New,
}

impl Act for FinishLink {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let link = match use_up(tx, access, self.link, &self.caller).await? {
            Ok(link) => link,
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(login) = tx.find(account::login_by_id(&link.account), account::read_login).await? else {
            return Ok(Err(Problem::refused("link-unknown")));
        };
        if login.has_totp {
            return Ok(Err(Problem::refused("link-needs-password")));
        }
        put(tx, access, &self.new, &self.caller, Some(&login)).await?;
        throttle::know(tx, access, &fold_email(&login.email), &self.caller.address, access.now()).await?;
        begin(tx, access, &login, (&self.caller, &self.agent), "passkey").await.map(Ok)
    }
}
