//! Giving a role and ending it.
//!
//! Called inside acts that have asked the policy (`role.give`, `role.end`, or an approval that brings a role
//! with it). It never gives what the organisation itself may not do: a role of another kind of organisation,
//! or beyond its territory.

use super::model::{Giving, Organisation, RoleRow};
use super::{entries, store};
use crate::Access;
use crate::record::By;
use kaan_base::Problem;
use kaan_base::access::Body;
use kaan_db::{Res, Tx};

/// Gives a role, with an entry in the ledger; the key of its row.
///
/// Refused: `role-unknown` where the policy has no such role for this kind of organisation, `role-other-territory`
/// beyond the organisation's own, `role-dates` where it ends before it begins or has ended, `role-held` where the
/// account has it already.
///
/// # Errors
/// What the store says.
pub async fn give(tx: &mut Tx<'_>, access: &Access, by: &By, g: &Giving) -> Res<Result<String, Problem>> {
    let now = access.now();
    let territory = match check(access, &g.organisation, &g.role, g.territory.as_deref()) {
        Ok(territory) => territory,
        Err(problem) => return Ok(Err(problem)),
    };
    let from = g.from.unwrap_or(now);
    if g.until.is_some_and(|until| until <= from || until <= now) {
        return Ok(Err(Problem::invalid("role-dates").at("until")));
    }
    let has = store::roles_of_in(tx, &g.account, &g.organisation.id).await?;
    let same = |r: &RoleRow| r.role == g.role && r.territory == territory && r.until.is_none_or(|u| now < u);
    if has.iter().any(same) {
        return Ok(Err(Problem::refused("role-held")));
    }
    let row = RoleRow {
        id: access.ids().make(),
        account: g.account.clone(),
        organisation: g.organisation.id.clone(),
        body: g.organisation.body,
        role: g.role.clone(),
        territory,
        from,
        until: g.until,
        given_by: by.account().to_owned(),
        given_at: now,
        ended_at: None,
        ended_by: None,
    };
    let salt = access.random::<32>();
    store::put_role(tx, &row, &salt).await?;
    kaan_ledger::record(tx, &[entries::role_given(&row, &salt)?]).await?;
    Ok(Ok(row.id))
}

/// Ends a role with its delegations and emergencies, with an entry in the ledger; the row as it was.
///
/// Refused: `role-not-found`, `role-ended`.
///
/// # Errors
/// What the store says.
pub async fn end(tx: &mut Tx<'_>, access: &Access, by: &By, role: &str) -> Res<Result<RoleRow, Problem>> {
    let Some(row) = store::find_role(tx, role).await? else { return Ok(Err(Problem::refused("role-not-found"))) };
    let now = access.now();
    if !store::end_role(tx, role, now, by.account()).await? {
        return Ok(Err(Problem::refused("role-ended")));
    }
    kaan_ledger::record(tx, &[entries::role_ended(&row, now)?]).await?;
    Ok(Ok(row))
}

/// Whether an organisation can give this role there; the territory to which it is limited then.
pub(super) fn check(access: &Access, o: &Organisation, role: &str, territory: Option<&str>) -> Result<Option<String>, Problem> {
    if !access.policy().roles().any(|(name, body)| name == role && body == o.body) {
        return Err(Problem::invalid("role-unknown").at("role"));
    }
    // A company is seated somewhere and acts everywhere; an authority of a province acts in its own territory only.
    let own = o.territory.as_deref().filter(|_| o.body == Body::Provincial);
    match (own, territory) {
        (Some(own), Some(asked)) if own != asked => Err(Problem::invalid("role-other-territory").at("territory")),
        (own, asked) => Ok(asked.or(own).map(str::to_owned)),
    }
}
