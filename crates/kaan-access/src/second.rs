//! The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost.
//!
//! Called by sign-in, by the proof anew, and by the pages of one's account. A code opens once: the step of the last one
//! is kept, and a recovery code is struck off. It never shows a secret after its first code was typed.

use crate::model::Totp;
use crate::record::{Noted, note_in};
use crate::secret::{self, plain};
use crate::store::account::{self, Login};
use crate::store::second as store;
use crate::{Access, MINUTE};
use kaan_base::access::{Caller, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Fault, Res, Tx};
use totp_rs::{Builder, TotpError};

/// Bytes of a secret (RFC 4226, section 4).
const SECRET: usize = 20;
/// How long a secret waits for its first code.
const PENDING: i64 = 60 * MINUTE;
fn purpose(account: &str) -> String {
    format!("totp:{account}")
}

/// An authenticator app as the library knows it: six digits, half a minute, one step of tolerance either way.
fn app(secret: &[u8]) -> Builder {
    Builder::new().with_secret(secret)
}

/// The step of a code that fits now, or one step around it; none when it does not.
fn step_of(secret: &[u8], code: &str, now: Instant) -> Res<Option<i64>> {
    let totp = app(secret).build().map_err(broken)?;
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).unwrap_or(0);
    Ok(totp.check(code, seconds).and_then(|step| i64::try_from(step).ok()))
}

fn broken(e: TotpError) -> Fault {
    Fault::Broken(e.to_string())
}

/// Takes a code of the app or a recovery code; says which it was.
pub(crate) async fn take(tx: &mut Tx<'_>, access: &Access, account: &str, typed: &str) -> Res<Result<&'static str, Problem>> {
    let (now, code) = (access.now(), plain(typed));
    let wrong = |code| Ok(Err(Problem::invalid(code).at("code")));
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        let taken = tx.run(store::use_code(account, secret::recovery_hash(account, typed), now)).await?;
        return if taken == 1 { Ok(Ok("recovery-code")) } else { wrong("second-wrong") };
    }
    let Some(app) = tx.find(store::find(account), store::read).await?.filter(|a| a.confirmed.is_some()) else {
        return wrong("second-wrong");
    };
    let opened = access.open_sealed(&purpose(account), &app.sealed)?;
    let Some(step) = step_of(&opened.bytes, &code, now)? else { return wrong("second-wrong") };
    if step <= app.last_step || tx.run(store::step(account, step)).await? != 1 {
        return wrong("second-used");
    }
    if opened.is_old {
        tx.run(store::reseal(account, access.seal(&purpose(account), &opened.bytes)?)).await?;
    }
    Ok(Ok("authenticator-app"))
}

impl Access {
    /// A new secret for an authenticator app; it counts when its first code is typed.
    ///
    /// # Errors
    /// What the store says. Refused inside: `second-on`, `confirm-needed`.
    pub async fn totp_begin(&self, caller: &Caller) -> Res<Result<Totp, Problem>> {
        let account = match self.own_fresh(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(login) = self.login(&account).await? else { return Ok(Err(Problem::refused("sign-in-needed"))) };
        let bytes = self.random::<SECRET>();
        let sealed = self.seal(&purpose(&account), &bytes)?;
        Ok(match self.db().act(Begin { account, sealed, now: self.now() }).await? {
            true => Ok(self.shown(&login, &bytes)?),
            false => Err(Problem::refused("second-on")),
        })
    }

    /// The secret that waits for its first code, to be shown again.
    ///
    /// # Errors
    /// What the store says.
    pub async fn totp_pending(&self, caller: &Caller) -> Res<Option<Totp>> {
        let Ok(actor) = self.own_fresh(caller) else { return Ok(None) };
        let (found, login) = (self.db().find(store::find(&actor.account), store::read).await?, self.login(&actor.account).await?);
        let since = self.now().0.saturating_sub(PENDING);
        match (found.filter(|a| a.confirmed.is_none() && a.made.0 > since), login) {
            (Some(app), Some(login)) => {
                let opened = self.open_sealed(&purpose(&login.id), &app.sealed)?;
                self.shown(&login, &opened.bytes).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The first code: the app counts from now on. Gives the recovery codes, shown once.
    ///
    /// # Errors
    /// What the store says. Refused inside: `second-wrong`, `second-on`, `second-off`, `confirm-needed`.
    pub async fn totp_finish(&self, caller: &Caller, code: &str) -> Res<Result<Vec<String>, Problem>> {
        self.change(caller, Change::Finish(plain(code))).await
    }

    /// New recovery codes; the old ones hold no more.
    ///
    /// # Errors
    /// What the store says. Refused inside: `second-off`, `confirm-needed`.
    pub async fn recovery_codes(&self, caller: &Caller) -> Res<Result<Vec<String>, Problem>> {
        self.change(caller, Change::Codes).await
    }

    /// Codes are asked for no more.
    ///
    /// # Errors
    /// What the store says. Refused inside: `second-off`, `confirm-needed`.
    pub async fn totp_remove(&self, caller: &Caller) -> Res<Result<(), Problem>> {
        Ok(self.change(caller, Change::Remove).await?.map(drop))
    }

    /// Seals anew, with the server's newest secret, whatever an older one sealed; gives how many. When none is left and
    /// none is lost, the older secret can be taken out of the settings.
    ///
    /// # Errors
    /// What the store says; [`Fault::Broken`] when none of the secrets opens one.
    pub async fn reseal(&self) -> Res<u64> {
        let (mut after, mut done) = (String::new(), 0);
        loop {
            let page = self.db().all(store::all(&after), store::read_sealed).await?;
            let Some((last, _)) = page.last() else { return Ok(done) };
            after.clone_from(last);
            for (account, was) in page {
                let opened = self.open_sealed(&purpose(&account), &was)?;
                if opened.is_old {
                    let sealed = self.seal(&purpose(&account), &opened.bytes)?;
                    done += self.db().act(Reseal { account, sealed, was }).await?;
                }
            }
        }
    }

    async fn change(&self, caller: &Caller, change: Change) -> Res<Result<Vec<String>, Problem>> {
        let account = match self.own_fresh(caller) {
            Ok(actor) => actor.account.clone(),
            Err(problem) => return Ok(Err(problem)),
        };
        self.db().act(Changing { access: self.clone(), caller: caller.clone(), account, change }).await
    }

    /// A secret as apps take it.
    fn shown(&self, login: &Login, bytes: &[u8]) -> Res<Totp> {
        // A colon would part the name from the address.
        let issuer = self.0.settings.name.replace(':', " ");
        let totp = app(bytes).with_issuer(Some(issuer)).with_account_name(login.email.as_str()).build().map_err(broken)?;
        Ok(Totp { secret: totp.secret().to_base32(), url: totp.to_url().map_err(broken)? })
    }

    /// What a sign-in needs of an account that is in use.
    pub(crate) async fn login(&self, account: &str) -> Res<Option<Login>> {
        self.db().find(account::login_by_id(account), account::read_login).await
    }
}

struct Begin {
    account: String,
    sealed: Vec<u8>,
    now: Instant,
}

impl Act for Begin {
    type Out = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<bool> {
        Ok(tx.run(store::begin(&self.account, self.sealed.clone(), self.now)).await? == 1)
    }
}

struct Reseal {
    account: String,
    sealed: Vec<u8>,
    was: Vec<u8>,
}

impl Act for Reseal {
    type Out = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        tx.run(store::reseal_same(&self.account, self.sealed.clone(), self.was.clone())).await
    }
}

#[derive(Clone)]
enum Change {
    Finish(String),
    Codes,
    Remove,
}

struct Changing {
    access: Access,
    caller: Caller,
    account: String,
    change: Change,
}

impl Act for Changing {
    type Out = Result<Vec<String>, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let app = tx.find(store::find(&self.account), store::read).await?;
        let is_on = app.as_ref().is_some_and(|a| a.confirmed.is_some());
        let (act, detail) = match &self.change {
            Change::Finish(_) if is_on => return Ok(Err(Problem::refused("second-on"))),
            Change::Finish(code) => match app {
                Some(app) => match self.first(tx, &app, code).await? {
                    Ok(()) => ("credential.add", "authenticator-app"),
                    Err(problem) => return Ok(Err(problem)),
                },
                None => return Ok(Err(Problem::refused("second-off"))),
            },
            _ if !is_on => return Ok(Err(Problem::refused("second-off"))),
            Change::Codes => ("credential.add", "recovery-codes"),
            Change::Remove => ("credential.remove", "authenticator-app"),
        };
        tx.run(store::remove_codes(&self.account)).await?;
        let mut shown = Vec::new();
        if matches!(self.change, Change::Remove) {
            tx.run(store::remove(&self.account)).await?;
        } else {
            let codes = secret::recovery(&self.access, &self.account);
            tx.run(store::insert_codes(&self.account, codes.iter().map(|c| c.hash))).await?;
            shown = codes.into_iter().map(|c| c.text).collect();
        }
        let on = format!("account:{}", self.account);
        let noted = Noted::new(act, &self.caller).on(&Resource { id: &on, ..Resource::default() });
        note_in(tx, &self.access, &noted.detail(detail)).await?;
        Ok(Ok(shown))
    }
}

impl Changing {
    /// The first code of a secret that waits.
    async fn first(&self, tx: &mut Tx<'_>, app: &store::App, code: &str) -> Res<Result<(), Problem>> {
        let (now, access) = (self.access.now(), &self.access);
        if app.made.0 <= now.0.saturating_sub(PENDING) {
            return Ok(Err(Problem::refused("second-off")));
        }
        let opened = access.open_sealed(&purpose(&self.account), &app.sealed)?;
        let Some(step) = step_of(&opened.bytes, code, now)? else { return Ok(Err(Problem::invalid("second-wrong").at("code"))) };
        tx.run(store::step(&self.account, step)).await?;
        tx.run(store::confirm(&self.account, now)).await?;
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: at 59 seconds the eight digits 94287082, of which six are asked for.
        let secret = b"12345678901234567890";
        assert_eq!(step_of(secret, "287082", Instant::from_seconds(59)).unwrap(), Some(1));
        assert_eq!(step_of(secret, "287082", Instant::from_seconds(89)).unwrap(), Some(1), "one step later it still fits");
        assert_eq!(step_of(secret, "287082", Instant::from_seconds(120)).unwrap(), None);
    }
}
