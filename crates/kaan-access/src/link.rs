//! Links in letters: they open an account, or give another credential to one.
//!
//! Called by the pages of sign-up and of a lost password. A link is 32 bytes of chance of which the hash is kept; it
//! holds once and for a time. It never says to whoever asks whether an address has an account: only the letter does.

use crate::account::{make, name_of};
use crate::model::{Letter, LinkRow, SignIn};
use crate::record::{Noted, note_in};
use crate::secret::{self, Fresh};
use crate::session::stranger;
use crate::sign_in::proceed;
use crate::store::account as accounts;
use crate::store::link::{self as store, Link};
use crate::store::session;
use crate::throttle::{self, Key, What};
use crate::{Access, MINUTE, fold_email, is_email};
use kaan_base::access::{Caller, Resource};
use kaan_base::{Instant, Lang, Problem};
use kaan_db::{Act, Fault, Res, Tx};

/// How long a link that opens an account holds.
const NEW: i64 = 24 * 60 * MINUTE;
/// How long a link that gives another credential holds.
const RESET: i64 = 60 * MINUTE;

impl Access {
    /// Somebody asks for an account. The letter goes to the address, whatever is known of it; none when too many were
    /// asked for. The answer on the page is the same each time.
    ///
    /// # Errors
    /// What the store says. Inside: `account-email`, `account-name`.
    pub async fn begin_account(
        &self,
        email: &str,
        name: &str,
        lang: Lang,
        caller: &Caller,
    ) -> Res<Result<Option<Letter>, Problem>> {
        let email = email.trim().to_owned();
        if !is_email(&email) {
            return Ok(Err(Problem::invalid("account-email").at("email")));
        }
        let Some(name) = name_of(name) else { return Ok(Err(Problem::invalid("account-name").at("name"))) };
        self.begin(Begin { wanted: Some((name, lang)), ..self.asked(email, caller) }).await.map(Ok)
    }

    /// Somebody cannot sign in. A letter if there is an account; the answer on the page is the same each time.
    ///
    /// # Errors
    /// What the store says.
    pub async fn reset_begin(&self, email: &str, caller: &Caller) -> Res<Option<Letter>> {
        self.begin(self.asked(email.trim().to_owned(), caller)).await
    }

    fn asked(&self, email: String, caller: &Caller) -> Begin {
        let keys = vec![self.counted(What::Letter, &[&fold_email(&email)])];
        Begin { access: self.clone(), caller: stranger(caller), email, wanted: None, keys }
    }

    async fn begin(&self, begin: Begin) -> Res<Option<Letter>> {
        self.db().act(begin).await
    }

    /// A link that still holds; looking at it does not use it up.
    ///
    /// # Errors
    /// What the store says. Inside: `link-unknown`, `link-used`, `link-expired`.
    pub async fn find_link(&self, secret: &str) -> Res<Result<LinkRow, Problem>> {
        Ok(self.open_link(secret).await?.map(|l| LinkRow {
            is_new: l.is_new,
            account: (!l.is_new).then_some(l.account),
            name: l.name,
            email: l.email,
            lang: l.lang,
            until: l.until,
        }))
    }

    /// A link that still holds, as it is kept.
    pub(crate) async fn open_link(&self, secret: &str) -> Res<Result<Link, Problem>> {
        let found = self.db().find(store::find(secret::hash(secret)), store::read).await?;
        Ok(holds(found, self.now()))
    }

    /// Uses a link up with a password: opens the account, or sets its password and ends its sessions. Where the account
    /// has an authenticator app, a ticket for the second step.
    ///
    /// # Errors
    /// What the store says. Inside: the codes of links and of passwords.
    pub async fn finish_link_password(
        &self,
        secret: &str,
        password: &str,
        caller: &Caller,
        agent: &str,
    ) -> Res<Result<SignIn, Problem>> {
        let link = match self.open_link(secret).await? {
            Ok(link) => link,
            Err(problem) => return Ok(Err(problem)),
        };
        if let Err(problem) = self.check_password(password, &link.email, &link.name) {
            return Ok(Err(problem));
        }
        let hash = self.0.passwords.place()?.hash(password.to_owned(), self.random()).await?;
        let finish = Finish {
            access: self.clone(),
            caller: stranger(caller),
            agent: agent.to_owned(),
            link: secret::hash(secret),
            hash,
            keys: vec![self.counted(What::Account, &[&link.email_folded])],
        };
        match self.db().act(finish).await {
            // Another link to the same address was used at the same moment.
            Err(Fault::Taken(_)) => Ok(Err(Problem::refused("link-used"))),
            done => done,
        }
    }
}

/// Whether a link holds now.
fn holds(link: Option<Link>, now: Instant) -> Result<Link, Problem> {
    let link = link.ok_or_else(|| Problem::refused("link-unknown"))?;
    if link.used.is_some() {
        return Err(Problem::refused("link-used"));
    }
    if link.until <= now { Err(Problem::refused("link-expired")) } else { Ok(link) }
}

/// Uses a link up, whatever it is for: no other to the same address holds after it. An account that does not exist
/// yet is made. Gives the link.
pub(crate) async fn use_up(tx: &mut Tx<'_>, access: &Access, hash: [u8; 32], caller: &Caller) -> Res<Result<Link, Problem>> {
    let now = access.now();
    let link = match holds(tx.find(store::find(hash), store::read).await?, now) {
        Ok(link) => link,
        Err(problem) => return Ok(Err(problem)),
    };
    if tx.run(store::mark_used(hash, now)).await? != 1 {
        return Ok(Err(Problem::refused("link-used")));
    }
    tx.run(store::void(&link.email_folded, now)).await?;
    if link.is_new {
        if tx.find(accounts::by_email(&link.email_folded), accounts::read_found).await?.is_some() {
            return Ok(Err(Problem::refused("link-used")));
        }
        let person = access.ids().make();
        let new = accounts::New {
            id: &link.account,
            person: &person,
            email: &link.email,
            email_folded: &link.email_folded,
            name: &link.name,
            name_folded: &fold_email(&link.name),
            lang: link.lang,
            made: now,
        };
        make(tx, access, &new, caller).await?;
    } else {
        tx.run(session::end_all(&link.account)).await?;
    }
    Ok(Ok(link))
}

struct Begin {
    access: Access,
    caller: Caller,
    email: String,
    /// What a new account would be called, and the language of its letters; absent for a reset.
    wanted: Option<(String, Lang)>,
    keys: Vec<Key>,
}

impl Act for Begin {
    type Out = Option<Letter>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Option<Letter>> {
        let (access, now, folded) = (&self.access, self.access.now(), fold_email(&self.email));
        if throttle::begin(tx, &self.keys, now).await?.is_err() {
            return Ok(None);
        }
        let known = tx.find(accounts::login_by_email(&folded), accounts::read_login).await?;
        let fresh = Fresh::new(access);
        let (link, secret) = match (&self.wanted, &known) {
            (Some(_), Some(l)) => return Ok(Some(Letter::Known { account: l.id.clone() })),
            (Some((name, lang)), None) => {
                let until = Instant(now.0.saturating_add(NEW));
                let (email, account) = (self.email.clone(), access.ids().make());
                let link =
                    Link { is_new: true, account, email, email_folded: folded, name: name.clone(), lang: *lang, until, used: None };
                (link, fresh)
            }
            (None, Some(l)) => {
                let until = Instant(now.0.saturating_add(RESET));
                let (account, email, name) = (l.id.clone(), l.email.clone(), l.name.clone());
                (Link { is_new: false, account, email, email_folded: folded, name, lang: l.lang, until, used: None }, fresh)
            }
            (None, None) => return Ok(None),
        };
        tx.run(store::insert(secret.hash, &link, now)).await?;
        if !link.is_new {
            let on = format!("account:{}", link.account);
            let noted = Noted::new("credential.reset", &self.caller).on(&Resource { id: &on, ..Resource::default() });
            note_in(tx, access, &noted.account(Some(&link.account)).detail("begun")).await?;
        }
        let (secret, until) = (secret.text, link.until);
        Ok(Some(if link.is_new {
            Letter::New { email: link.email, lang: link.lang, secret, until }
        } else {
            Letter::Reset { account: link.account, secret, until }
        }))
    }
}

struct Finish {
    access: Access,
    caller: Caller,
    agent: String,
    link: [u8; 32],
    hash: String,
    keys: Vec<Key>,
}

impl Act for Finish {
    type Out = Result<SignIn, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let link = match use_up(tx, access, self.link, &self.caller).await? {
            Ok(link) => link,
            Err(problem) => return Ok(Err(problem)),
        };
        tx.run(accounts::put_password(&link.account, &self.hash, access.now())).await?;
        throttle::succeed(tx, &self.keys).await?;
        let Some(login) = tx.find(accounts::login_by_id(&link.account), accounts::read_login).await? else {
            return Ok(Err(Problem::refused("link-unknown")));
        };
        let on = format!("account:{}", link.account);
        let act = if link.is_new { "credential.add" } else { "credential.change" };
        let noted = Noted::new(act, &self.caller).on(&Resource { id: &on, ..Resource::default() }).detail("password");
        note_in(tx, access, &noted.account(Some(&login.id)).person(Some(&login.person))).await?;
        proceed(tx, access, &login, (&self.caller, &self.agent), "letter").await.map(Ok)
    }
}
