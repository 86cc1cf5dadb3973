//! Hats: what of roles, delegations and emergencies is in force for an account at one moment.
//!
//! Called when a request is recognised and again inside every act's transaction. It never caches.

use super::store::{self, Worn};
use kaan_base::Instant;
use kaan_base::access::Hat;
use kaan_db::{Db, Res, Tx};

/// The hats of an account now, in the order in which they are tried: given, delegated, emergency; older first.
///
/// # Errors
/// What the store says.
pub async fn hats(db: &Db, account: &str, now: Instant) -> Res<Vec<Hat>> {
    Ok(in_force(db.all(store::hats(account), store::read_worn).await?, now))
}

/// As [`hats`], inside an act: what is in force when the act is done, not when its form was drawn.
///
/// # Errors
/// What the store says.
pub async fn hats_in(tx: &mut Tx<'_>, account: &str, now: Instant) -> Res<Vec<Hat>> {
    Ok(in_force(tx.all(store::hats(account), store::read_worn).await?, now))
}

/// The accounts that hold one of these roles in an organisation now, of their own: whom to tell.
///
/// # Errors
/// What the store says.
pub async fn holders_of(db: &Db, organisation: &str, roles: &[&str], now: Instant) -> Res<Vec<String>> {
    db.all(store::holders(organisation, roles, now), |r| r.get(0)).await
}

/// As [`holders_of`], inside an act.
///
/// # Errors
/// What the store says.
pub async fn holders_in(tx: &mut Tx<'_>, organisation: &str, roles: &[&str], now: Instant) -> Res<Vec<String>> {
    tx.all(store::holders(organisation, roles, now), |r| r.get(0)).await
}

/// A borrowed role counts while the loan and the role itself do.
fn in_force(worn: Vec<Worn>, now: Instant) -> Vec<Hat> {
    worn.into_iter().filter(|w| w.role.covers(now) && w.loan.as_ref().is_none_or(|l| l.covers(now))).map(Worn::into_hat).collect()
}
