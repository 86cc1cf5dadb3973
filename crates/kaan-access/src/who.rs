//! Who a request comes from: a session's cookie or a token, turned into an account with its roles.
//!
//! Called by the binary's gate at every request that shows one. It never trusts anything but the store: a session that
//! was ended a moment ago is nobody.

use crate::model::SignedAccount;
use crate::record::{Noted, note_in};
use crate::secret::{self, PREFIX};
use crate::session::agent_of;
use crate::store::{session, token};
use crate::{Access, MINUTE, roles};
use kaan_base::access::{Actor, Caller, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Res, Sql, Tx};
use std::sync::Arc;

impl Access {
    /// Who shows this cookie, or this token; with a token the cookie does not count. Nobody when it is unknown, ended
    /// or run out.
    ///
    /// # Errors
    /// What the store says. Inside: `session-moved` when the cookie comes from another address and another program than
    /// it was given to. The session is ended then; the next request with it comes from nobody.
    pub async fn who(
        &self,
        cookie: Option<&str>,
        bearer: Option<&str>,
        address: &str,
        agent: &str,
        now: Instant,
    ) -> Res<Result<Option<SignedAccount>, Problem>> {
        match (bearer, cookie) {
            (Some(bearer), _) if bearer.starts_with(PREFIX) => self.who_bears(bearer, now).await.map(Ok),
            (Some(_), _) | (None, None) => Ok(Ok(None)),
            (None, Some(cookie)) => self.who_holds(cookie, (address, agent), now).await,
        }
    }

    async fn who_holds(
        &self,
        cookie: &str,
        (address, agent): (&str, &str),
        now: Instant,
    ) -> Res<Result<Option<SignedAccount>, Problem>> {
        let found = self.db().find(session::by_hash(secret::hash(cookie)), session::read_session).await?;
        let Some(s) = found.filter(|s| s.until > now && s.seen > self.idle_since(now)) else { return Ok(Ok(None)) };
        let moved = !address.is_empty() && s.address != address && s.agent != agent_of(agent);
        if moved {
            let end =
                Moved { access: self.clone(), address: address.to_owned(), account: s.account, person: s.person, handle: s.handle };
            self.db().act(end).await?;
            return Ok(Err(Problem::refused("session-moved")));
        }
        if now.0.saturating_sub(s.seen.0) >= MINUTE {
            self.touch(session::seen(&s.handle, now)).await;
        }
        let hats = roles::hats(self.db(), &s.account, now).await?;
        let actor = Actor { account: s.account, person: s.person, hats, scopes: None, confirmed: s.confirmed };
        let form_key = self.form_key(&s.handle);
        let (name, email) = (s.name, Some(s.email));
        Ok(Ok(Some(SignedAccount { actor: Arc::new(actor), name, email, lang: s.lang, session: Some(s.handle), form_key })))
    }

    async fn who_bears(&self, bearer: &str, now: Instant) -> Res<Option<SignedAccount>> {
        let Some(t) = self.db().find(token::by_hash(secret::hash(bearer), now), token::read_bearer).await? else { return Ok(None) };
        let (account, person, name, email) = match (t.account, t.person, t.name, t.client, t.client_name) {
            (Some(account), Some(person), Some(name), _, _) => (account, person, name, t.email),
            // A machine is its own person: nothing is about it.
            (None, _, _, Some(client), Some(name)) => (client.clone(), client, name, None),
            _ => return Ok(None),
        };
        if t.used.is_none_or(|u| now.0.saturating_sub(u.0) >= MINUTE) {
            self.touch(token::used(&t.id, now)).await;
        }
        let hats = roles::hats(self.db(), &account, now).await?;
        let actor = Arc::new(Actor { account, person, hats, scopes: Some(t.scopes), confirmed: None });
        Ok(Some(SignedAccount { actor, name, email, lang: t.lang, session: None, form_key: String::new() }))
    }

    /// Keeps when something was last seen. It is worth no refusal: a busy store is asked again a minute later.
    async fn touch(&self, q: Sql) {
        if let Err(fault) = self.db().act(Touch(q)).await {
            tracing::warn!(%fault, "a session's last moment was not kept");
        }
    }
}

struct Touch(Sql);

impl Act for Touch {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(self.0.clone()).await.map(drop)
    }
}

/// The session's cookie came from another place.
struct Moved {
    access: Access,
    address: String,
    account: String,
    person: String,
    handle: String,
}

impl Act for Moved {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        if tx.run(session::end(&self.account, &self.handle)).await? == 1 {
            let caller = Caller { address: self.address.clone(), ..Caller::default() };
            let on = format!("session:{}", self.handle);
            let noted = Noted::new("session.end", &caller).on(&Resource { id: &on, ..Resource::default() });
            let noted = noted.refused("session-moved").account(Some(&self.account)).person(Some(&self.person));
            note_in(tx, &self.access, &noted).await?;
        }
        Ok(())
    }
}
