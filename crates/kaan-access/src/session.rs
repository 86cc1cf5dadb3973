//! Sessions: begun by a sign-in, kept at the server, ended by their owner or by time.
//!
//! Called by sign-in, by pages of one's account and by the change of a password. The value of the cookie is chance and
//! is kept as its hash; the handle is what pages show. It never lets one account touch another's session.

use crate::model::SessionRow;
use crate::record::{Noted, note, note_in};
use crate::secret::Fresh;
use crate::store::account::Login;
use crate::store::session as store;
use crate::{Access, MINUTE};
use kaan_base::Instant;
use kaan_base::access::{Caller, Resource};
use kaan_db::{Act, Res, Tx};

/// Longest name of a program that is kept, characters.
const AGENT: usize = 300;

/// A name of a program as it is kept and compared.
pub(crate) fn agent_of(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(AGENT).collect()
}

/// The same request, of which nobody knows yet who it is.
pub(crate) fn stranger(caller: &Caller) -> Caller {
    Caller { actor: None, ..caller.clone() }
}

/// Begins a session and puts it on record; gives the value of the cookie.
pub(crate) async fn begin(
    tx: &mut Tx<'_>,
    access: &Access,
    login: &Login,
    (caller, agent): (&Caller, &str),
    how: &'static str,
) -> Res<String> {
    let (now, fresh) = (access.now(), Fresh::new(access));
    let handle = access.ids().make();
    let until = Instant(now.0.saturating_add(access.0.limits.session_minutes.saturating_mul(MINUTE)));
    let new = store::New {
        handle: &handle,
        hash: fresh.hash,
        account: &login.id,
        made: now,
        until,
        address: &caller.address,
        agent: &agent_of(agent),
    };
    tx.run(store::insert(&new)).await?;
    let (caller, on) = (stranger(caller), format!("session:{handle}"));
    let noted = Noted::new("session.begin", &caller).on(&Resource { id: &on, ..Resource::default() });
    note_in(tx, access, &noted.account(Some(&login.id)).person(Some(&login.person)).detail(how)).await?;
    Ok(fresh.text)
}

impl Access {
    /// The moment before which a session that was not seen since counts as left.
    pub(crate) fn idle_since(&self, now: Instant) -> Instant {
        Instant(now.0.saturating_sub(self.0.limits.idle_minutes.saturating_mul(MINUTE)))
    }

    /// The sessions of an account that still hold, the one seen last first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn sessions_of(&self, account: &str) -> Res<Vec<SessionRow>> {
        let now = self.now();
        self.db().all(store::list(account, now, self.idle_since(now)), store::read_row).await
    }

    /// Ends the session that the caller signs out of.
    ///
    /// # Errors
    /// What the store says.
    pub async fn sign_out(&self, caller: &Caller, account: &str, handle: &str) -> Res<()> {
        let end = End {
            access: self.clone(),
            caller: caller.clone(),
            act: "session.end",
            account: account.into(),
            which: Which::One(handle.into()),
        };
        self.db().act(end).await.map(drop)
    }

    /// Ends one session of the caller's own account; whether there was one.
    ///
    /// # Errors
    /// What the store says.
    pub async fn revoke(&self, caller: &Caller, handle: &str) -> Res<bool> {
        self.revoke_which(caller, Which::One(handle.to_owned())).await.map(|n| n > 0)
    }

    /// Ends every session of the caller's own account but this one; how many there were.
    ///
    /// # Errors
    /// What the store says.
    pub async fn revoke_others(&self, caller: &Caller, handle: &str) -> Res<u64> {
        self.revoke_which(caller, Which::Others(handle.to_owned())).await
    }

    async fn revoke_which(&self, caller: &Caller, which: Which) -> Res<u64> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => {
                note(self, &Noted::new("session.revoke", caller).refused(problem.code)).await?;
                return Ok(0);
            }
        };
        self.db().act(End { access: self.clone(), caller: caller.clone(), act: "session.revoke", account, which }).await
    }
}

/// Which sessions of an account.
#[derive(Clone)]
enum Which {
    One(String),
    Others(String),
}

struct End {
    access: Access,
    caller: Caller,
    act: &'static str,
    account: String,
    which: Which,
}

impl Act for End {
    type Out = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        let (q, on) = match &self.which {
            Which::One(handle) => (store::end(&self.account, handle), format!("session:{handle}")),
            Which::Others(handle) => (store::end_others(&self.account, handle), format!("account:{}", self.account)),
        };
        let ended = tx.run(q).await?;
        if ended > 0 {
            let noted = Noted::new(self.act, &self.caller).on(&Resource { id: &on, ..Resource::default() });
            note_in(tx, &self.access, &noted.account(Some(&self.account))).await?;
        }
        Ok(ended)
    }
}
