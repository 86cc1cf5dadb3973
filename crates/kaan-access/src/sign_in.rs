//! Signing in with a password, and with a code where one is asked for.
//!
//! Called by the pages of sign-in. An address without an account takes the same time and gets the same answer as a wrong
//! password. It never says which of the two it was.

use crate::model::SignIn;
use crate::password::DUMMY;
use crate::record::{Noted, note, note_in};
use crate::secret::{self, Fresh};
use crate::session::{begin, stranger};
use crate::store::account::{self, Login};
use crate::store::link;
use crate::throttle::{self, Key, What};
use crate::{Access, MINUTE, fold_email, roles, second};
use kaan_base::access::Caller;
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Res, Tx};

/// How long what was begun waits for its second half.
pub(crate) const WAITS: i64 = 5 * MINUTE;
/// How many codes may be tried with one ticket.
const TRIES: i64 = 5;

/// One answer for every password that does not open.
fn wrong() -> Problem {
    Problem::invalid("sign-in-wrong")
}

impl Access {
    /// Signs in with a password. Where the account has an authenticator app, a ticket for the second step.
    ///
    /// # Errors
    /// What the store says; [`Fault::Busy`](kaan_db::Fault::Busy) when too many passwords wait. Inside:
    /// `sign-in-wrong`, `sign-in-wait`.
    pub async fn sign_in_password(
        &self,
        email: &str,
        password: &str,
        caller: &Caller,
        agent: &str,
    ) -> Res<Result<SignIn, Problem>> {
        let place = self.0.passwords.place()?;
        let (email, caller) = (fold_email(email), stranger(caller));
        let keys = self.sign_in_counts(&email, &caller.address).await?;
        let login = self.db().find(account::login_by_email(&email), account::read_login).await?;
        if let Err(problem) = self.attempt(&keys).await? {
            let noted = Noted::new("session.fail", &caller).refused("sign-in-wait").account(login.as_ref().map(|l| l.id.as_str()));
            note(self, &noted.detail("password")).await?;
            return Ok(Err(problem));
        }
        let kept = login.as_ref().and_then(|l| l.hash.clone());
        let fits = place.verify(password.to_owned(), kept.clone().unwrap_or_else(|| DUMMY.to_owned())).await?;
        let known = login.filter(|_| kept.is_some() && fits);
        let step = Step { access: self.clone(), caller, agent: agent.to_owned(), email, keys, known };
        self.db().act(step).await
    }

    /// The second step: a code of the app, or a recovery code.
    ///
    /// # Errors
    /// What the store says. Inside: `ticket-gone`, `second-wrong`, `second-used`, `sign-in-wait`.
    pub async fn sign_in_second(&self, ticket: &str, code: &str, caller: &Caller, agent: &str) -> Res<Result<String, Problem>> {
        let second = Second {
            access: self.clone(),
            caller: stranger(caller),
            agent: agent.to_owned(),
            ticket: secret::hash(ticket),
            code: code.to_owned(),
        };
        self.db().act(second).await
    }

    /// Counts an attempt in a transaction of its own: it stands even if the asker leaves.
    pub(crate) async fn attempt(&self, keys: &[Key]) -> Res<Result<(), Problem>> {
        self.db().act(Attempt { keys: keys.to_vec(), now: self.now() }).await
    }
}

/// Whoever showed a password that fits, or a link: a session, or the ticket for the second step.
pub(crate) async fn proceed(
    tx: &mut Tx<'_>,
    access: &Access,
    login: &Login,
    (caller, agent): (&Caller, &str),
    how: &'static str,
) -> Res<SignIn> {
    let now = access.now();
    if login.has_totp {
        let ticket = Fresh::new(access);
        let until = Instant(now.0.saturating_add(WAITS));
        tx.run(link::challenge(ticket.hash, "second", Some(&login.id), how, until)).await?;
        return Ok(SignIn::SecondNeeded(ticket.text));
    }
    throttle::know(tx, access, &fold_email(&login.email), &caller.address, now).await?;
    begin(tx, access, login, (caller, agent), how).await.map(SignIn::Done)
}

struct Attempt {
    keys: Vec<Key>,
    now: Instant,
}

impl Act for Attempt {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        throttle::begin(tx, &self.keys, self.now).await
    }
}

/// The first step, after the password was looked at: `known` is whose it is.
struct Step {
    access: Access,
    caller: Caller,
    agent: String,
    email: String,
    keys: Vec<Key>,
    known: Option<Login>,
}

impl Act for Step {
    type Out = Result<SignIn, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let now = tx.find(account::login_by_email(&self.email), account::read_login).await?;
        // The password may have been changed, or the account closed, while this one was being looked at.
        let same = |l: &&Login| now.as_ref().is_some_and(|n| n.id == l.id && n.hash == l.hash);
        let (Some(_), Some(login)) = (self.known.as_ref().filter(same), &now) else {
            let noted = Noted::new("session.fail", &self.caller).failed("sign-in-wrong").detail("password");
            if now.is_none() {
                // The record looks up the roles of an account; where there is none, the time is the same.
                roles::hats_in(tx, "", self.access.now()).await?;
            }
            let (account, person) = (now.as_ref().map(|l| l.id.as_str()), now.as_ref().map(|l| l.person.as_str()));
            note_in(tx, &self.access, &noted.account(account).person(person)).await?;
            return Ok(Err(wrong()));
        };
        throttle::succeed(tx, &self.keys).await?;
        proceed(tx, &self.access, login, (&self.caller, &self.agent), "password").await.map(Ok)
    }
}

struct Second {
    access: Access,
    caller: Caller,
    agent: String,
    ticket: [u8; 32],
    code: String,
}

impl Act for Second {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let (access, now) = (&self.access, self.access.now());
        let gone = || Ok(Err(Problem::refused("ticket-gone")));
        let held = tx.find(link::attempt(self.ticket, "second", TRIES, now), |r| r.get::<Option<String>>(0)).await?.flatten();
        let Some(account) = held else { return gone() };
        let Some(login) = tx.find(account::login_by_id(&account), account::read_login).await? else { return gone() };
        let keys = [access.counted(What::Second, &[&account])];
        if let Err(problem) = throttle::begin(tx, &keys, now).await? {
            return Ok(Err(problem.at("code")));
        }
        match second::take(tx, access, &account, &self.code).await? {
            Ok(how) => {
                throttle::succeed(tx, &keys).await?;
                tx.find(link::take(self.ticket, "second"), link::read_challenge).await?;
                throttle::know(tx, access, &fold_email(&login.email), &self.caller.address, now).await?;
                begin(tx, access, &login, (&self.caller, &self.agent), how).await.map(Ok)
            }
            Err(problem) => {
                let noted = Noted::new("session.fail", &self.caller).failed(problem.code).detail("second");
                note_in(tx, access, &noted.account(Some(&login.id)).person(Some(&login.person))).await?;
                Ok(Err(problem))
            }
        }
    }
}
