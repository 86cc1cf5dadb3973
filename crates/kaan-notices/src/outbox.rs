//! The outbox: makes letters of what waits, takes those that are due, sends them, and notes how it went.
//!
//! Called by the binary's worker, on one server or many. It never ties a notice to two letters, never sends
//! more than so many letters a minute, and never logs an address.

use crate::Voice;
use crate::letter::compose;
use crate::mailer::{Mailer, MailerError};
use crate::model::{last_digest, next_try};
use crate::store::{self, Single, Taken};
use kaan_base::{Ids, Instant};
use kaan_db::{Act, Db, Res, Tx};

const MINUTE: i64 = 60_000_000;
/// How long a taken letter is its taker's; a letter whose taker died is due again after it.
const LEASE: i64 = 10 * MINUTE;
/// Letters of one round, so that a taker is done long before its lease ends.
const ROUND: i64 = 20;

/// What a delivery stands on.
pub struct Post<'a> {
    /// The store.
    pub db: &'a Db,
    /// The words.
    pub voice: &'a dyn Voice,
    /// The way out.
    pub mailer: &'a Mailer,
    /// The address before every path: `https://kaan.example`.
    pub base: &'a str,
    /// Most letters a minute, of all servers together.
    pub per_minute: u32,
}

/// How a delivery went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivered {
    /// Letters that left.
    pub sent: u64,
    /// Letters that were given up.
    pub failed: u64,
    /// Letters that will be tried again.
    pub later: u64,
    /// Letters that wait, those included.
    pub waiting: u64,
}

/// Makes and sends what is due: one round.
///
/// # Errors
/// What the store says. A letter that cannot be sent is no error: it is tried again, and given up in the end.
pub async fn deliver(post: &Post<'_>, ids: Ids, now: Instant) -> Res<Delivered> {
    post.db.act(Gather { ids, now }).await?;
    let taken = post.db.act(Take { now, per_minute: i64::from(post.per_minute) }).await?;
    let mut done = Delivered::default();
    for one in taken {
        let sent = send(post, &one, now).await;
        let again = sent.as_ref().err().filter(|e| e.may_pass()).and_then(|_| next_try(now, one.tries));
        match (&sent, again) {
            (Ok(()), _) => done.sent += 1,
            (Err(e), Some(_)) => {
                tracing::warn!(letter = one.id, tries = one.tries, reason = e.code(), "a letter is tried again later");
                done.later += 1;
            }
            // A machine, or an account that was closed: nobody is waiting for this letter.
            (Err(MailerError::NoAddress), None) => done.failed += 1,
            (Err(e), None) => {
                tracing::error!(letter = one.id, tries = one.tries, reason = e.code(), "a letter is given up");
                done.failed += 1;
            }
        }
        post.db.act(Note { letter: one.id, now, failure: sent.err().map(|e| e.code()), again }).await?;
    }
    done.waiting = store::waiting(post.db).await?.unsigned_abs();
    Ok(done)
}

async fn send(post: &Post<'_>, one: &Taken, now: Instant) -> Result<(), MailerError> {
    let email = one.email.as_deref().ok_or(MailerError::NoAddress)?;
    if one.notices.is_empty() {
        return Err(MailerError::Empty);
    }
    let words = compose(post.voice, post.base, one);
    post.mailer.send(&one.id, (email, post.base), &words, now).await
}

/// Makes letters of notices that wait for one.
struct Gather {
    ids: Ids,
    now: Instant,
}

impl Act for Gather {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let mut ids = self.ids.clone();
        for one in store::at_once(tx).await? {
            let letter = ids.make();
            store::put_letter(tx, &letter, &one, self.now).await?;
            // Another server may have been quicker with this notice: then this letter is none.
            if !store::tie(tx, &letter, &one.id).await? {
                store::drop_letter(tx, &letter).await?;
            }
        }
        for account in store::digests(tx, last_digest(self.now)).await? {
            let letter = ids.make();
            let of = Single { id: String::new(), account: Some(account.clone()), email: None, lang: None, urgent: false };
            store::put_letter(tx, &letter, &of, self.now).await?;
            if !store::tie_all(tx, &letter, &account).await? {
                store::drop_letter(tx, &letter).await?;
            }
        }
        Ok(())
    }
}

/// Takes letters that are due, as many as the minute has left.
struct Take {
    now: Instant,
    per_minute: i64,
}

impl Act for Take {
    type Out = Vec<Taken>;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<Vec<Taken>> {
        let (now, until) = (self.now, Instant(self.now.0 + LEASE));
        let left = self.per_minute - store::taken_since(tx, Instant(now.0 - MINUTE)).await?;
        let mut taken = Vec::new();
        if left <= 0 {
            return Ok(taken);
        }
        for (id, due) in store::due(tx, now, left.min(ROUND)).await? {
            if store::take(tx, (&id, due), now, until).await? {
                taken.push(store::letter(tx, &id).await?);
            }
        }
        Ok(taken)
    }
}

/// Notes how it went with a letter.
struct Note {
    letter: String,
    now: Instant,
    failure: Option<&'static str>,
    again: Option<Instant>,
}

impl Act for Note {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        match (self.again, self.failure) {
            (Some(due), Some(failure)) => store::later(tx, &self.letter, due, failure).await,
            (_, failure) => store::end(tx, &self.letter, self.now, failure).await,
        }
    }
}
