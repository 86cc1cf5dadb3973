//! Invitations: a role offered to whoever reads an e-mail address, by a link that works once.
//!
//! Called inside acts: `invitation.send` before [`invite`] and [`withdraw`]; [`accept`] needs nothing but an account
//! with that address. The link's secret is never kept, only its hash; the address never reaches the ledger.

use super::model::{Accepted, Giving, InvitationRow, Invited, Inviting, Organisation};
use super::{delegate, give, hats, store};
use crate::record::{By, Noted, note_in};
use crate::{Access, fold_email};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kaan_base::access::{Actor, Caller, Denial, Resource, Right};
use kaan_base::{Instant, Problem};
use kaan_db::{Db, Res, Tx};
use sha2::{Digest, Sha256};

/// Longest life of a link: 30 days, in microseconds.
const LONGEST: i64 = 30 * 86_400 * 1_000_000;
/// The name under which an acceptance stands in the record.
const ACT: &str = "invitation.accept";

/// Makes an invitation; its secret is in the answer and nowhere else.
///
/// Refused: what [`give`](super::give) refuses of the role, `invitation-dates` for a link that has ended or holds for
/// more than 30 days, `invitation-email` for an address that is none.
///
/// # Errors
/// What the store says.
pub async fn invite(tx: &mut Tx<'_>, access: &Access, by: &By, i: &Inviting) -> Res<Result<Invited, Problem>> {
    let now = access.now();
    let territory = match give::check(access, &i.organisation, &i.role, i.territory.as_deref()) {
        Ok(territory) => territory,
        Err(problem) => return Ok(Err(problem)),
    };
    if i.until <= now || i.until.0.saturating_sub(now.0) > LONGEST {
        return Ok(Err(Problem::invalid("invitation-dates").at("until")));
    }
    if i.role_until.is_some_and(|until| until <= now) {
        return Ok(Err(Problem::invalid("role-dates").at("role_until")));
    }
    let email = i.email.trim().to_owned();
    if !is_address(&email) {
        return Ok(Err(Problem::invalid("invitation-email").at("email")));
    }
    let secret = access.random::<32>();
    let row = InvitationRow {
        id: access.ids().make(),
        organisation: i.organisation.id.clone(),
        body: i.organisation.body,
        own_territory: i.organisation.territory.clone(),
        role: i.role.clone(),
        territory,
        email_folded: fold_email(&email),
        email,
        inviter: by.account().to_owned(),
        basis: by.organisation().map(str::to_owned),
        made: now,
        until: i.until,
        role_until: i.role_until,
        accepted_at: None,
        accepted_by: None,
        withdrawn_at: None,
    };
    store::put_invitation(tx, &row, hash(&secret)).await?;
    Ok(Ok(Invited { id: row.id, token: URL_SAFE_NO_PAD.encode(secret) }))
}

/// The invitation of a link, to be shown before it is accepted.
///
/// Refused: `invitation-unknown`, `invitation-used`, `invitation-withdrawn`, `invitation-expired`.
///
/// # Errors
/// What the store says.
pub async fn find_invitation(db: &Db, token: &str, now: Instant) -> Res<Result<InvitationRow, Problem>> {
    let found = match secret(token) {
        Some(secret) => store::by_hash(db, hash(&secret)).await?,
        None => None,
    };
    Ok(still_open(found, now))
}

/// Accepts an invitation, once, by a signed-in account with the address that was invited; gives the role, and
/// puts it on record either way.
///
/// Refused: `sign-in-needed`; what [`find_invitation`] refuses; `invitation-foreign` for an account with another
/// address; `invitation-void` where the inviter could not send it any more; what
/// [`give`](super::give) refuses.
///
/// # Errors
/// What the store says.
pub async fn accept(tx: &mut Tx<'_>, access: &Access, caller: &Caller, token: &str) -> Res<Result<Accepted, Problem>> {
    let found = match secret(token) {
        Some(secret) => store::by_hash_in(tx, hash(&secret)).await?,
        None => None,
    };
    let id = found.as_ref().map(|i| format!("invitation:{}", i.id)).unwrap_or_default();
    let organisation = found.as_ref().map(|i| i.organisation.clone());
    let done = taken(tx, access, caller, found).await?;
    let on = Resource { id: &id, organisation: organisation.as_deref(), ..Resource::default() };
    let noted = Noted::new(ACT, caller).on(&on);
    let noted = match &done {
        Ok(_) => noted,
        Err(problem) => noted.refused(problem.code),
    };
    note_in(tx, access, &noted).await?;
    Ok(done)
}

async fn taken(tx: &mut Tx<'_>, access: &Access, caller: &Caller, found: Option<InvitationRow>) -> Res<Result<Accepted, Problem>> {
    let now = access.now();
    let Some(actor) = caller.actor.as_deref() else { return Ok(Err(Problem::refused(Denial::SIGN_IN))) };
    let row = match still_open(found, now) {
        Ok(row) => row,
        Err(problem) => return Ok(Err(problem)),
    };
    if store::email_of(tx, &actor.account).await?.as_ref() != Some(&row.email_folded) {
        return Ok(Err(Problem::refused("invitation-foreign")));
    }
    if !still_stands(tx, access, &row, now).await? {
        return Ok(Err(Problem::refused("invitation-void")));
    }
    let right = Right { rule: ACT.to_owned(), role: None, organisation: None };
    let giving = Giving {
        account: actor.account.clone(),
        organisation: Organisation { id: row.organisation.clone(), body: row.body, territory: row.own_territory.clone() },
        role: row.role.clone(),
        territory: row.territory.clone(),
        from: None,
        until: row.role_until,
    };
    let inviter = By::inviter(&row.inviter, right);
    let role_id = match give::give(tx, access, &inviter, &giving).await? {
        Ok(id) => id,
        Err(problem) => return Ok(Err(problem)),
    };
    // Two that accept at once: the store lets one of them mark the row; the other's act is undone as a whole.
    if !store::accept(tx, &row.id, now, &actor.account).await? {
        return Err(kaan_db::Fault::Again("the invitation was taken meanwhile".into()));
    }
    Ok(Ok(Accepted { role_id, organisation: row.organisation, role: row.role }))
}

/// Whether the inviter could still make it: so an invitation does not outlive the right by which it was sent.
async fn still_stands(tx: &mut Tx<'_>, access: &Access, row: &InvitationRow, now: Instant) -> Res<bool> {
    let Some(basis) = &row.basis else { return Ok(true) };
    if *basis != row.organisation {
        // It came with another act, of another organisation: an approval.
        return Ok(!delegate::in_force(tx, &row.inviter, basis, now).await?.is_empty());
    }
    let hats = hats::hats_in(tx, &row.inviter, now).await?;
    let inviter = Actor { account: row.inviter.clone(), person: String::new(), hats, scopes: None, confirmed: Some(now) };
    let on = Resource { organisation: Some(basis), territory: row.territory.as_deref(), ..Resource::default() };
    Ok(access.policy().decide(Some(&inviter), "invitation.send", &on, now).is_ok())
}

fn still_open(found: Option<InvitationRow>, now: Instant) -> Result<InvitationRow, Problem> {
    let Some(row) = found else { return Err(Problem::refused("invitation-unknown")) };
    match row.state(now) {
        "accepted" => Err(Problem::refused("invitation-used")),
        "withdrawn" => Err(Problem::refused("invitation-withdrawn")),
        "expired" => Err(Problem::refused("invitation-expired")),
        _ => Ok(row),
    }
}

/// Withdraws an invitation that was not accepted yet; the row as it was.
///
/// Refused: `invitation-unknown`, `invitation-used`, `invitation-withdrawn`.
///
/// # Errors
/// What the store says.
pub async fn withdraw(tx: &mut Tx<'_>, access: &Access, by: &By, id: &str) -> Res<Result<InvitationRow, Problem>> {
    let Some(row) = store::find_invitation_by_id(tx, id).await? else {
        return Ok(Err(Problem::refused("invitation-unknown")));
    };
    if store::withdraw(tx, id, access.now(), by.account()).await? {
        return Ok(Ok(row));
    }
    let taken = row.accepted_at.is_some();
    Ok(Err(Problem::refused(if taken { "invitation-used" } else { "invitation-withdrawn" })))
}

/// Whether a text has the form of an address: enough to send a letter to it, and no more.
fn is_address(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && !local.contains('@')
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text.chars().all(plain)
}

fn secret(token: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()
}

fn hash(secret: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for good in ["a@b.pk", "王芳@例子.中国", "a.b+c@d.e.f"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.pk", "a@.pk", "a@b.", "a b@c.pk", "a@b@c.pk", "a\n@b.pk", "<a@b.pk>"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
