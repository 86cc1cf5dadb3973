//! Accounts: what their owners see and change of them, and what others may look up.
//!
//! Called by pages of one's account, by officers who look for somebody, and by the audit for names. It never changes
//! another's account: the account is always the caller's own.

use crate::model::{AccountRow, Found};
use crate::password::{self, Own};
use crate::record::{Noted, note_in};
use crate::store::account as store;
use crate::store::{link, session, throttle, token};
use crate::throttle::{KEPT, KEPT_FAILURES};
use crate::{Access, MINUTE, fold_email, is_email};
use kaan_base::access::{Actor, Caller, Denial, Resource};
use kaan_base::{Instant, Lang, Problem};
use kaan_db::{Act, Fault, Res, Tx};

/// How long a proof that it is the person opens what changes the ways to sign in.
const FRESH: i64 = 15 * MINUTE;
/// Longest name of an account, token or client, characters.
const LONGEST: usize = 100;
/// How long links and tokens that hold no more are kept.
const GONE: i64 = 30 * 24 * 60 * MINUTE;

/// A name as it is kept: without space around it; none for an empty or too long one, or one with control characters.
pub(crate) fn name_of(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

impl Access {
    /// The caller as the owner of their own account, in a session of their own: no token changes an account.
    pub(crate) fn own<'c>(&self, caller: &'c Caller) -> Result<&'c Actor, Problem> {
        let Some(actor) = caller.actor.as_deref() else { return Err(Problem::refused(Denial::SIGN_IN)) };
        if actor.scopes.is_some() {
            return Err(Problem::refused(Denial::SCOPE));
        }
        let on = Resource { id: &actor.account, person: Some(&actor.person), ..Resource::default() };
        self.policy().decide(Some(actor), "account.own", &on, self.now())?;
        Ok(actor)
    }

    /// As [`Access::own`], and the person has just proved that it is them.
    pub(crate) fn own_fresh<'c>(&self, caller: &'c Caller) -> Result<&'c Actor, Problem> {
        let (actor, now) = (self.own(caller)?, self.now());
        let fresh = actor.confirmed.is_some_and(|at| at <= now && now.0.saturating_sub(at.0) < FRESH);
        if fresh { Ok(actor) } else { Err(Problem::refused(Denial::CONFIRM)) }
    }

    /// An account with what it can sign in with.
    ///
    /// # Errors
    /// What the store says.
    pub async fn account(&self, id: &str) -> Res<Option<AccountRow>> {
        self.db().find(store::by_id(id), store::read_account).await
    }

    /// As [`Access::account`].
    ///
    /// # Errors
    /// What the store says.
    pub async fn account_by_id(&self, id: &str) -> Res<Option<AccountRow>> {
        self.account(id).await
    }

    /// The names of accounts and machines, of those that there are; at most 1,000 at once.
    ///
    /// # Errors
    /// What the store says.
    pub async fn account_names(&self, ids: &[String]) -> Res<Vec<(String, String)>> {
        let ids = ids.get(..1000).unwrap_or(ids);
        let read = |r: &kaan_db::Row<'_>| Ok((r.get(0)?, r.get(1)?));
        let mut names = self.db().all(store::names(ids), read).await?;
        if names.len() < ids.len() {
            names.extend(self.db().all(store::client_names(ids), read).await?);
        }
        Ok(names)
    }

    /// Accounts whose address or name begins so, 20 at most; whoever calls asks for the right first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn find_accounts(&self, prefix: &str) -> Res<Vec<Found>> {
        let prefix = fold_email(prefix);
        if prefix.chars().count() < 2 {
            return Ok(Vec::new());
        }
        self.db().all(store::find(&prefix), store::read_found).await
    }

    /// The account of an address; whoever calls asks for the right first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn find_account_by_email(&self, email: &str) -> Res<Option<Found>> {
        self.db().find(store::by_email(&fold_email(email)), store::read_found).await
    }

    /// Changes the name and the language of letters of the caller's own account.
    ///
    /// # Errors
    /// What the store says. Inside: `account-name`.
    pub async fn set_profile(&self, caller: &Caller, name: &str, lang: Lang) -> Res<Result<(), Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(name) = name_of(name) else { return Ok(Err(Problem::invalid("account-name").at("name"))) };
        self.db().act(Profile { access: self.clone(), caller: caller.clone(), account, name, lang }).await.map(Ok)
    }

    /// An account without a letter, for whoever stands at the server: the demonstration, the first administrator.
    /// One that is there already stays as it is. Gives its key.
    ///
    /// # Errors
    /// What the store says. Inside: `account-email`, `account-name` and the codes of passwords.
    pub async fn demonstration_account(&self, email: &str, name: &str, lang: Lang, password: &str) -> Res<Result<String, Problem>> {
        let Some(name) = name_of(name) else { return Ok(Err(Problem::invalid("account-name").at("name"))) };
        if !is_email(email) {
            return Ok(Err(Problem::invalid("account-email").at("email")));
        }
        if let Some(found) = self.find_account_by_email(email).await? {
            return Ok(Ok(found.id));
        }
        if let Err(problem) = self.check_password(password, email, &name) {
            return Ok(Err(problem));
        }
        let hash = self.0.passwords.place()?.hash(password.to_owned(), self.random()).await?;
        let mut ids = self.ids();
        let (id, person) = (ids.make(), ids.make());
        let make = Make { access: self.clone(), id: id.clone(), person, email: email.trim().to_owned(), name, lang, hash };
        match self.db().act(make).await {
            Ok(()) => Ok(Ok(id)),
            // Another replica made it at the same moment.
            Err(Fault::Taken(_)) => {
                Ok(self.find_account_by_email(email).await?.map(|f| f.id).ok_or_else(|| Problem::refused("sign-in-needed")))
            }
            Err(fault) => Err(fault),
        }
    }

    /// Whether a password is taken for an account.
    pub(crate) fn check_password(&self, password: &str, email: &str, name: &str) -> Result<(), Problem> {
        password::check(password, &Own { email, name, service: &self.0.settings.name })
    }

    /// Throws away what has run out: sessions, links, tickets, tokens of machines, counts. Gives how many rows.
    ///
    /// # Errors
    /// What the store says.
    pub async fn sweep(&self) -> Res<u64> {
        let now = self.now();
        self.db().act(Sweep { now, idle_since: self.idle_since(now) }).await
    }
}

/// Writes a new account, and on record that it was opened.
pub(crate) async fn make(tx: &mut Tx<'_>, access: &Access, new: &store::New<'_>, caller: &Caller) -> Res<()> {
    tx.run(store::insert(new)).await?;
    let on = format!("account:{}", new.id);
    let noted = Noted::new("account.create", caller).on(&Resource { id: &on, ..Resource::default() });
    note_in(tx, access, &noted.account(Some(new.id)).person(Some(new.person))).await
}

struct Profile {
    access: Access,
    caller: Caller,
    account: String,
    name: String,
    lang: Lang,
}

impl Act for Profile {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(store::profile(&self.account, &self.name, &fold_email(&self.name), self.lang)).await?;
        let on = format!("account:{}", self.account);
        let noted = Noted::new("account.own", &self.caller).on(&Resource { id: &on, ..Resource::default() });
        note_in(tx, &self.access, &noted.detail("profile")).await
    }
}

struct Make {
    access: Access,
    id: String,
    person: String,
    email: String,
    name: String,
    lang: Lang,
    hash: String,
}

impl Act for Make {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let now = self.access.now();
        let new = store::New {
            id: &self.id,
            person: &self.person,
            email: &self.email,
            email_folded: &fold_email(&self.email),
            name: &self.name,
            name_folded: &fold_email(&self.name),
            lang: self.lang,
            made: now,
        };
        make(tx, &self.access, &new, &Caller::default()).await?;
        tx.run(store::put_password(&self.id, &self.hash, now)).await.map(drop)
    }
}

struct Sweep {
    now: Instant,
    idle_since: Instant,
}

impl Act for Sweep {
    type Out = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        let before = |micros: i64| Instant(self.now.0.saturating_sub(micros));
        let all = [
            session::sweep(self.now, self.idle_since),
            link::sweep_challenges(self.now),
            link::sweep(before(GONE)),
            token::sweep(before(GONE)),
            throttle::sweep(before(KEPT), before(KEPT_FAILURES)),
        ];
        let mut rows = 0;
        for q in all {
            rows += tx.run(q).await?;
        }
        Ok(rows)
    }
}
