//! Emergency access: a role of one's own organisation for an hour, announced and in the ledger.
//!
//! Called inside acts that have asked the policy (`emergency.begin`). It never goes beyond the territory of the
//! role on which it stands; that nothing lasting is given by it is the policy's matter (`not_in_an_emergency`).

use super::model::{Begun, Emergency, EmergencyRow};
use super::{delegate, entries, hats, store};
use crate::Access;
use crate::record::By;
use kaan_base::{Instant, Problem};
use kaan_db::{Res, Tx};

/// How long it lasts: an hour, in microseconds.
const HOUR: i64 = 3_600 * 1_000_000;
/// Fewest characters of a reason.
const FEWEST: usize = 20;
/// Most characters of a reason.
const MOST: usize = 2_000;
/// Who must be told.
const TOLD: [&str; 2] = ["administrator", "auditor"];

/// Takes a role for an hour, with an entry in the ledger; tells whom to notify.
///
/// Refused: `emergency-reason` for less than 20 characters, `emergency-outside` where the account has no role of its
/// own in the organisation, `emergency-role` where the organisation has no such role, `emergency-open` while another
/// lasts.
///
/// # Errors
/// What the store says.
pub async fn begin_emergency(tx: &mut Tx<'_>, access: &Access, by: &By, e: &Emergency) -> Res<Result<Begun, Problem>> {
    let now = access.now();
    let reason = e.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if !(FEWEST..=MOST).contains(&reason.chars().count()) {
        return Ok(Err(Problem::invalid("emergency-reason").at("reason").with("least", FEWEST)));
    }
    let own = delegate::in_force(tx, by.account(), &e.organisation, now).await?;
    let Some(basis) = own.first() else { return Ok(Err(Problem::refused("emergency-outside"))) };
    if !access.policy().roles().any(|(name, body)| name == e.role && body == basis.body) {
        return Ok(Err(Problem::invalid("emergency-role").at("role")));
    }
    if store::open_emergency(tx, by.account(), &e.organisation, now).await?.is_some() {
        return Ok(Err(Problem::refused("emergency-open")));
    }
    let row = EmergencyRow {
        id: access.ids().make(),
        account: by.account().to_owned(),
        organisation: e.organisation.clone(),
        role: e.role.clone(),
        reason,
        from: now,
        until: Instant(now.0.saturating_add(HOUR)),
        ended_at: None,
    };
    let salt = access.random::<32>();
    store::put_emergency(tx, &row, &basis.id, &salt).await?;
    kaan_ledger::record(tx, &[entries::emergency_begun(&row, &salt)?]).await?;
    let mut notify = hats::holders_in(tx, &e.organisation, &TOLD, now).await?;
    notify.retain(|account| account != by.account());
    Ok(Ok(Begun { id: row.id, until: row.until, notify }))
}

/// Ends an emergency before its hour is over; the row as it was.
///
/// Refused: `emergency-not-found`, `emergency-ended`.
///
/// # Errors
/// What the store says.
pub async fn end_emergency(tx: &mut Tx<'_>, access: &Access, by: &By, id: &str) -> Res<Result<EmergencyRow, Problem>> {
    let Some(row) = store::find_emergency(tx, id).await? else {
        return Ok(Err(Problem::refused("emergency-not-found")));
    };
    let now = access.now();
    if row.until <= now || !store::end_emergency(tx, id, now, by.account()).await? {
        return Ok(Err(Problem::refused("emergency-ended")));
    }
    Ok(Ok(row))
}
