//! Slowing down whoever guesses: attempts on one account and from one address wait longer and longer.
//!
//! Called before a password or a code is looked at. The count goes up before the attempt and back when it succeeds, so
//! that many at once gain nothing. Nobody is locked out for good: a wait is a quarter of an hour at most, an address from
//! which the owner signed in before has a count of its own, and passkeys are not counted at all. It never keeps an
//! address or a name: keys are keyed hashes.

use crate::store::throttle as store;
use crate::{Access, MINUTE};
use kaan_base::{Instant, Problem};
use kaan_db::{Res, Tx};
use std::net::IpAddr;

/// A second, microseconds.
const SECOND: i64 = 1_000_000;
/// How long an address is known after its last sign-in: 90 days.
const KNOWN: i64 = 90 * 24 * 60 * MINUTE;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Passwords tried on an e-mail address, from anywhere.
    Account,
    /// Passwords tried on an e-mail address, from a place where its owner signed in before.
    Pair,
    /// Anything tried from a place.
    Address,
    /// Second steps of an account.
    Second,
    /// Proofs in a session that it is still the same person.
    Confirm,
    /// Letters that strangers ask for.
    Letter,
}

/// How many are free, the first wait, the longest one, and after how long all is forgotten.
struct Budget {
    free: i64,
    first: i64,
    most: i64,
    forget: i64,
}

impl What {
    fn budget(self) -> Budget {
        let minutes = |free, first, most, forget| Budget { free, first, most: most * MINUTE, forget: forget * MINUTE };
        match self {
            What::Account | What::Pair | What::Second | What::Confirm => minutes(5, SECOND, 15, 24 * 60),
            What::Address => minutes(50, SECOND, 5, 60),
            What::Letter => minutes(3, 5 * MINUTE, 60, 24 * 60),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            What::Account => "account",
            What::Pair => "pair",
            What::Address => "address",
            What::Second => "second",
            What::Confirm => "confirm",
            What::Letter => "letter",
        }
    }
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    what: What,
    text: String,
}

impl Budget {
    /// How long to wait after so many failures.
    fn wait(&self, failures: i64) -> i64 {
        let over = failures - self.free;
        if over <= 0 {
            return 0;
        }
        let doubled = 1_i64.checked_shl(u32::try_from(over - 1).unwrap_or(u32::MAX)).filter(|x| *x > 0);
        doubled.and_then(|x| x.checked_mul(self.first)).map_or(self.most, |x| x.min(self.most))
    }
}

impl Access {
    /// A count under a key that tells nothing.
    pub(crate) fn counted(&self, what: What, parts: &[&str]) -> Key {
        let text = hex::encode(self.lookup(&format!("kaan-throttle-v1-{}", what.word()), parts));
        Key { what, text }
    }

    /// What a sign-in with a password is counted under: the place, and the account either as everybody tries it or,
    /// where its owner was before, on its own.
    pub(crate) async fn sign_in_counts(&self, email_folded: &str, address: &str) -> Res<Vec<Key>> {
        let place = place(address);
        let since = Instant(self.now().0.saturating_sub(KNOWN));
        let known = self.db().find(store::is_known(&self.known(email_folded, &place), since), |_| Ok(())).await?.is_some();
        let of_account =
            if known { self.counted(What::Pair, &[email_folded, &place]) } else { self.counted(What::Account, &[email_folded]) };
        Ok(if place.is_empty() { vec![of_account] } else { vec![of_account, self.counted(What::Address, &[&place])] })
    }

    fn known(&self, email_folded: &str, place: &str) -> String {
        hex::encode(self.lookup("kaan-known-v1", &[email_folded, place]))
    }
}

/// Counts an attempt, or says how long to wait; waiting costs nothing more.
pub(crate) async fn begin(tx: &mut Tx<'_>, keys: &[Key], now: Instant) -> Res<Result<(), Problem>> {
    let mut sorted: Vec<&Key> = keys.iter().collect();
    // Everybody holds rows in the same order, so that nobody waits for somebody who waits.
    sorted.sort_by(|a, b| a.text.cmp(&b.text));
    let mut held = Vec::with_capacity(sorted.len());
    for key in sorted {
        let mut count = tx.one(store::hold(&key.text, now), store::read).await?;
        if now.0.saturating_sub(count.last.0) > key.what.budget().forget {
            count.failures = 0;
        }
        held.push((key, count));
    }
    let wait = held.iter().map(|(_, c)| c.next.0.saturating_sub(now.0)).max().unwrap_or(0);
    if wait > 0 {
        let seconds = wait.saturating_add(SECOND - 1) / SECOND;
        return Ok(Err(Problem::refused("sign-in-wait").with("seconds", seconds)));
    }
    for (key, mut count) in held {
        count.failures += 1;
        count.last = now;
        count.next = Instant(now.0.saturating_add(key.what.budget().wait(count.failures)));
        tx.run(store::count(&key.text, count)).await?;
    }
    Ok(Ok(()))
}

/// The attempt succeeded: the account's count begins anew, the place gets this one back.
pub(crate) async fn succeed(tx: &mut Tx<'_>, keys: &[Key]) -> Res<()> {
    let mut sorted: Vec<&Key> = keys.iter().collect();
    sorted.sort_by(|a, b| a.text.cmp(&b.text));
    for key in sorted {
        let q = if key.what == What::Address { store::give_back(&key.text) } else { store::clear(&key.text) };
        tx.run(q).await?;
    }
    Ok(())
}

/// The owner was here.
pub(crate) async fn know(tx: &mut Tx<'_>, access: &Access, email_folded: &str, address: &str, now: Instant) -> Res<()> {
    let place = place(address);
    if !place.is_empty() {
        tx.run(store::know(&access.known(email_folded, &place), now)).await?;
    }
    Ok(())
}

/// Where an address is, as far as one household or office goes: an address of version 6 to its first half.
fn place(address: &str) -> String {
    match address.trim().parse::<IpAddr>() {
        Ok(IpAddr::V6(x)) => match x.to_ipv4_mapped() {
            Some(x) => x.to_string(),
            None => x.segments()[..4].iter().map(|s| format!("{s:x}:")).collect(),
        },
        Ok(IpAddr::V4(x)) => x.to_string(),
        Err(_) => String::new(),
    }
}

/// How long places are kept where an owner signed in.
pub(crate) const KEPT: i64 = KNOWN;
/// How long failures are kept: longer than any is remembered.
pub(crate) const KEPT_FAILURES: i64 = 2 * 24 * 60 * MINUTE;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_doubles_and_ends_growing() {
        let b = What::Account.budget();
        let waits: Vec<i64> = (1..=9).map(|n| b.wait(n) / SECOND).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8]);
        for n in [20, 70, 200, i64::MAX] {
            assert_eq!(b.wait(n), 15 * MINUTE, "{n}");
        }
    }

    #[test]
    fn a_household_is_one_place() {
        assert_eq!(place("2001:db8:1:2:3:4:5:6"), place("2001:db8:1:2::1"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
        assert_eq!(place("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(place("nowhere"), "");
    }
}
