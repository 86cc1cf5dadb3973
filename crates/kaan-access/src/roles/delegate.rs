//! Lending one's own role to a colleague until a day.
//!
//! Called inside acts that have asked the policy (`delegation.give`, `delegation.end`). A delegation stands on
//! the row of a role that was given: what is borrowed has no such row, so it can never be lent further.

use super::model::{Delegating, DelegationRow, RoleRow};
use super::{entries, store};
use crate::Access;
use crate::record::By;
use kaan_base::{Instant, Problem};
use kaan_db::{Res, Tx};

/// Longest delegation: 92 days, in microseconds.
const LONGEST: i64 = 92 * 86_400 * 1_000_000;

/// Lends roles of the one who acts to another account of the same organisation; the keys of the delegations.
///
/// Each ends at once when its role does. Refused: `delegation-self`, `delegation-dates`, `delegation-too-long`
/// past 92 days, `delegation-not-own` where a role is not the giver's own and in force, `delegation-outside` where
/// the other has no role in the organisation.
///
/// # Errors
/// What the store says.
pub async fn delegate(tx: &mut Tx<'_>, access: &Access, by: &By, d: &Delegating) -> Res<Result<Vec<String>, Problem>> {
    let now = access.now();
    let from = d.from.unwrap_or(now);
    if let Err(problem) = dates(from, d, now) {
        return Ok(Err(problem));
    }
    if d.to == by.account() {
        return Ok(Err(Problem::invalid("delegation-self").at("to")));
    }
    let own: Vec<RoleRow> = in_force(tx, by.account(), &d.organisation, now).await?;
    let wanted = |r: &RoleRow| d.roles.as_ref().is_none_or(|ids| ids.contains(&r.id));
    let lent: Vec<&RoleRow> = own.iter().filter(|r| wanted(r)).collect();
    let all_there = d.roles.as_ref().is_none_or(|ids| ids.iter().all(|id| own.iter().any(|r| r.id == *id)));
    if lent.is_empty() || !all_there {
        return Ok(Err(Problem::refused("delegation-not-own")));
    }
    if in_force(tx, &d.to, &d.organisation, now).await?.is_empty() {
        return Ok(Err(Problem::invalid("delegation-outside").at("to")));
    }
    let mut ids = access.ids();
    let mut made = Vec::with_capacity(lent.len());
    for role in lent {
        let row = loan(ids.make(), role, d, from);
        let salt = access.random::<32>();
        store::put_delegation(tx, &row, now, &salt).await?;
        kaan_ledger::record(tx, &[entries::delegation_given(&row, &salt)?]).await?;
        made.push(row.id);
    }
    Ok(Ok(made))
}

fn dates(from: Instant, d: &Delegating, now: Instant) -> Result<(), Problem> {
    if d.until <= from || d.until <= now || from < now {
        return Err(Problem::invalid("delegation-dates").at("until"));
    }
    if d.until.0.saturating_sub(from.0) > LONGEST {
        return Err(Problem::invalid("delegation-too-long").at("until"));
    }
    Ok(())
}

fn loan(id: String, role: &RoleRow, d: &Delegating, from: Instant) -> DelegationRow {
    DelegationRow {
        id,
        role_id: role.id.clone(),
        role: role.role.clone(),
        organisation: role.organisation.clone(),
        territory: role.territory.clone(),
        account: role.account.clone(),
        to: d.to.clone(),
        from,
        until: d.until,
        ended_at: None,
        ended_by: None,
    }
}

/// The roles of an account in an organisation that count now.
pub(super) async fn in_force(tx: &mut Tx<'_>, account: &str, organisation: &str, now: Instant) -> Res<Vec<RoleRow>> {
    let rows = store::roles_of_in(tx, account, organisation).await?;
    Ok(rows.into_iter().filter(|r| r.in_force(now)).collect())
}

/// Ends a delegation before its day; the row as it was.
///
/// Refused: `delegation-not-found`, `delegation-ended`.
///
/// # Errors
/// What the store says.
pub async fn end_delegation(tx: &mut Tx<'_>, access: &Access, by: &By, id: &str) -> Res<Result<DelegationRow, Problem>> {
    let Some(row) = store::find_delegation(tx, id).await? else {
        return Ok(Err(Problem::refused("delegation-not-found")));
    };
    let now = access.now();
    if !store::end_delegation(tx, id, now, by.account()).await? {
        return Ok(Err(Problem::refused("delegation-ended")));
    }
    kaan_ledger::record(tx, &[entries::delegation_ended(&row, now)?]).await?;
    Ok(Ok(row))
}
