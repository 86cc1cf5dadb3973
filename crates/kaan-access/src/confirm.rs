//! Proving anew that it is still the same person, and changing the password.
//!
//! Called before acts that the law guards so, and by the page of the password. After a proof the session has a new
//! secret: whoever copied the cookie before is left behind. It never confirms another session than the caller's own.

use crate::password::DUMMY;
use crate::record::{Noted, note_in};
use crate::secret::Fresh;
use crate::store::account as store;
use crate::store::session;
use crate::throttle::{self, Key, What};
use crate::{Access, second};
use kaan_base::Problem;
use kaan_base::access::{Caller, Denial, Resource};
use kaan_db::{Act, Res, Tx};

impl Access {
    /// Proves with the password, and with a code where the account has an app, that it is the person. Gives the new
    /// value of the cookie.
    ///
    /// # Errors
    /// What the store says. Inside: `sign-in-wrong`, `second-wrong`, `second-used`, `sign-in-wait`.
    pub async fn confirm_password(
        &self,
        caller: &Caller,
        handle: &str,
        password: &str,
        code: Option<&str>,
    ) -> Res<Result<String, Problem>> {
        let (account, keys) = match self.looked_at(caller, password).await? {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let confirm = Confirm {
            access: self.clone(),
            caller: caller.clone(),
            account,
            handle: handle.to_owned(),
            code: code.map(str::to_owned),
            keys,
        };
        self.db().act(confirm).await
    }

    /// Sets the password of the caller's own account and ends its other sessions. Who has one shows it; who has none
    /// has proved with a passkey that it is them.
    ///
    /// # Errors
    /// What the store says. Inside: `sign-in-wrong` at `old`, the codes of passwords, `confirm-needed`, `sign-in-wait`.
    pub async fn set_password(&self, caller: &Caller, handle: &str, old: Option<&str>, new: &str) -> Res<Result<(), Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(login) = self.login(&account).await? else { return Ok(Err(Problem::refused(Denial::SIGN_IN))) };
        if let Err(problem) = self.check_password(new, &login.email, &login.name) {
            return Ok(Err(problem));
        }
        let mut keys = Vec::new();
        if login.hash.is_some() {
            match self.looked_at(caller, old.unwrap_or_default()).await? {
                Ok((_, counted)) => keys = counted,
                Err(problem) if problem.code == "sign-in-wrong" => return Ok(Err(problem.at("old"))),
                Err(problem) => return Ok(Err(problem)),
            }
        } else if let Err(problem) = self.own_fresh(caller) {
            return Ok(Err(problem));
        }
        let hash = self.0.passwords.place()?.hash(new.to_owned(), self.random()).await?;
        let set =
            Set { access: self.clone(), caller: caller.clone(), account, handle: handle.to_owned(), was: login.hash, hash, keys };
        self.db().act(set).await
    }

    /// Whether the password is that of the caller's own account; its attempts are counted.
    async fn looked_at(&self, caller: &Caller, password: &str) -> Res<Result<(String, Vec<Key>), Problem>> {
        let account = match self.own(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let place = self.0.passwords.place()?;
        let keys = vec![self.counted(What::Confirm, &[&account])];
        if let Err(problem) = self.attempt(&keys).await? {
            return Ok(Err(problem));
        }
        let kept = self.login(&account).await?.and_then(|l| l.hash);
        let fits = place.verify(password.to_owned(), kept.clone().unwrap_or_else(|| DUMMY.to_owned())).await?;
        if fits && kept.is_some() {
            return Ok(Ok((account, keys)));
        }
        crate::note(self, &Noted::new("session.confirm", caller).failed("sign-in-wrong").detail("password")).await?;
        Ok(Err(Problem::invalid("sign-in-wrong").at("password")))
    }
}

/// Gives the session a new secret and the moment of the proof; `None` when the session is gone.
pub(crate) async fn renew(
    tx: &mut Tx<'_>,
    access: &Access,
    (caller, account): (&Caller, &str),
    handle: &str,
    how: &'static str,
) -> Res<Option<String>> {
    let fresh = Fresh::new(access);
    if tx.run(session::confirm(account, handle, fresh.hash, access.now())).await? != 1 {
        return Ok(None);
    }
    let on = format!("session:{handle}");
    let noted = Noted::new("session.confirm", caller).on(&Resource { id: &on, ..Resource::default() });
    note_in(tx, access, &noted.detail(how)).await?;
    Ok(Some(fresh.text))
}

struct Confirm {
    access: Access,
    caller: Caller,
    account: String,
    handle: String,
    code: Option<String>,
    keys: Vec<Key>,
}

impl Act for Confirm {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let login = tx.find(store::login_by_id(&self.account), store::read_login).await?;
        if login.is_some_and(|l| l.has_totp) {
            let code = self.code.as_deref().unwrap_or_default();
            if let Err(problem) = second::take(tx, access, &self.account, code).await? {
                let noted = Noted::new("session.confirm", &self.caller).failed(problem.code).detail("second");
                note_in(tx, access, &noted).await?;
                return Ok(Err(problem));
            }
        }
        throttle::succeed(tx, &self.keys).await?;
        let renewed = renew(tx, access, (&self.caller, &self.account), &self.handle, "password").await?;
        Ok(renewed.ok_or_else(|| Problem::refused(Denial::SIGN_IN)))
    }
}

struct Set {
    access: Access,
    caller: Caller,
    account: String,
    handle: String,
    was: Option<String>,
    hash: String,
    keys: Vec<Key>,
}

impl Act for Set {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let now = tx.find(store::login_by_id(&self.account), store::read_login).await?;
        if now.is_none_or(|l| l.hash != self.was) {
            return Ok(Err(Problem::invalid("sign-in-wrong").at("old")));
        }
        throttle::succeed(tx, &self.keys).await?;
        tx.run(store::put_password(&self.account, &self.hash, self.access.now())).await?;
        tx.run(session::end_others(&self.account, &self.handle)).await?;
        let on = format!("account:{}", self.account);
        let act = if self.was.is_some() { "credential.change" } else { "credential.add" };
        let noted = Noted::new(act, &self.caller).on(&Resource { id: &on, ..Resource::default() });
        note_in(tx, &self.access, &noted.detail("password")).await.map(Ok)
    }
}
