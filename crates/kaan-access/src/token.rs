//! Tokens for programs: of an account, with acts named and an end; made, listed and ended by their owner.
//!
//! Called by the pages of one's account. A token can do less than its owner, never more; what must be proved anew it
//! cannot do at all. It never shows a token a second time.

use crate::account::name_of;
use crate::model::TokenRow;
use crate::record::{Noted, note_in, permit};
use crate::secret::Fresh;
use crate::store::token as store;
use crate::{Access, MINUTE};
use kaan_base::access::{Caller, Denial, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Res, Tx};

/// Longest life of a token: a leap year.
const MOST: i64 = 366 * 24 * 60 * MINUTE;
/// What no token may do: it would outlive its own limits.
const NEVER: [&str; 3] = ["token.create", "client.create", "account.own"];

impl Access {
    /// Makes a token for the caller's own account; it is shown this once.
    ///
    /// # Errors
    /// What the store says. Inside: `token-name`, `token-scope`, `token-until`, and the codes of the policy.
    pub async fn create_token(
        &self,
        caller: &Caller,
        name: &str,
        scopes: &[String],
        until: Instant,
    ) -> Res<Result<String, Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(name) = name_of(name) else { return Ok(Err(Problem::invalid("token-name").at("name"))) };
        let scopes = match self.scopes_of(scopes) {
            Ok(scopes) => scopes,
            Err(problem) => return Ok(Err(problem)),
        };
        let now = self.now();
        if until <= now || until.0.saturating_sub(now.0) > MOST {
            return Ok(Err(Problem::invalid("token-until").at("until")));
        }
        self.db().act(Create { access: self.clone(), caller: caller.clone(), account, name, scopes, until }).await
    }

    /// Names of acts that a token may have: known, each once, in order.
    pub(crate) fn scopes_of(&self, scopes: &[String]) -> Result<Vec<String>, Problem> {
        let mut own: Vec<String> = scopes.to_vec();
        own.sort_unstable();
        own.dedup();
        let known = |x: &String| !NEVER.contains(&x.as_str()) && self.policy().acts().any(|a| a == x);
        if own.is_empty() || !own.iter().all(known) { Err(Problem::invalid("token-scope").at("scopes")) } else { Ok(own) }
    }

    /// The tokens of an account, the newest first, ended ones too.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tokens(&self, account: &str) -> Res<Vec<TokenRow>> {
        self.db().all(store::list(account), store::read_row).await
    }

    /// Ends a token of the caller's own account; whether there was one.
    ///
    /// # Errors
    /// What the store says.
    pub async fn revoke_token(&self, caller: &Caller, id: &str) -> Res<bool> {
        match self.own(caller) {
            Ok(actor) => {
                let account = actor.account.clone();
                self.db().act(Revoke { access: self.clone(), caller: caller.clone(), account, id: id.to_owned() }).await
            }
            Err(_) => Ok(false),
        }
    }
}

struct Create {
    access: Access,
    caller: Caller,
    account: String,
    name: String,
    scopes: Vec<String>,
    until: Instant,
}

impl Act for Create {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let Some(actor) = self.caller.actor.as_deref() else { return Ok(Err(Problem::refused(Denial::SIGN_IN))) };
        let id = access.ids().make();
        let on = format!("token:{id}");
        let on = Resource { id: &on, person: Some(&actor.person), ..Resource::default() };
        if let Err(problem) = permit(tx, access, &self.caller, "token.create", &on).await? {
            return Ok(Err(problem));
        }
        let fresh = Fresh::token(access);
        let new = store::New {
            id: &id,
            hash: fresh.hash,
            account: Some(&self.account),
            client: None,
            name: &self.name,
            scopes: &self.scopes,
            made: access.now(),
            until: self.until,
        };
        tx.run(store::insert(&new)).await?;
        Ok(Ok(fresh.text))
    }
}

struct Revoke {
    access: Access,
    caller: Caller,
    account: String,
    id: String,
}

impl Act for Revoke {
    type Out = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<bool> {
        let ended = tx.run(store::end(&self.account, &self.id, self.access.now())).await? == 1;
        if ended {
            let on = format!("token:{}", self.id);
            let noted = Noted::new("credential.remove", &self.caller).on(&Resource { id: &on, ..Resource::default() });
            note_in(tx, &self.access, &noted.detail("token")).await?;
        }
        Ok(ended)
    }
}
