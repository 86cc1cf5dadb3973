//! All SQL of roles, delegations, emergencies and invitations, and nothing but SQL. It never deletes a row.

use super::model::{DelegationRow, EmergencyRow, InvitationRow, RoleRow};
use kaan_base::Instant;
use kaan_base::access::{Body, Hat, Origin};
use kaan_db::{Db, Fault, Res, Row, Sql, Tx, sql};

macro_rules! role {
    ($rest:literal) => {
        concat!(
            "select id, account, organisation, body, role, territory, from_at, until_at, given_by, given_at, ended_at, ended_by
        from access_role ",
            $rest
        )
    };
}
macro_rules! delegation {
    ($rest:literal) => {
        concat!(
            "select d.id, d.role_id, r.role, r.organisation, r.territory, d.account, d.to_account, d.from_at, d.until_at,
        d.ended_at, d.ended_by from access_delegation d join access_role r on r.id = d.role_id ",
            $rest
        )
    };
}
macro_rules! emergency {
    ($rest:literal) => {
        concat!("select id, account, organisation, role, reason, from_at, until_at, ended_at from access_emergency ", $rest)
    };
}
macro_rules! invitation {
    ($rest:literal) => {
        concat!(
            "select id, organisation, body, own_territory, role, territory, email, email_folded, inviter, basis_organisation,
        made_at, until_at, role_until, accepted_at, accepted_by, withdrawn_at from access_invitation ",
            $rest
        )
    };
}

const HATS: &str = "select cast(0 as bigint), r.role, r.organisation, r.body, r.territory, r.from_at, r.until_at,
    cast(null as text), cast(null as bigint), cast(null as bigint), r.id
    from access_role r where r.account = $1 and r.ended_at is null
    and not exists (select 1 from access_account a where a.id = $1 and a.status = 'closed')
    union all select 1, r.role, r.organisation, r.body, r.territory, r.from_at, r.until_at, d.account, d.from_at, d.until_at, d.id
    from access_delegation d join access_role r on r.id = d.role_id
    where d.to_account = $1 and d.ended_at is null and r.ended_at is null
    and not exists (select 1 from access_account a where a.id in ($1, d.account) and a.status = 'closed')
    union all select 2, e.role, e.organisation, r.body, r.territory, r.from_at, r.until_at, cast(null as text), e.from_at, e.until_at, e.id
    from access_emergency e join access_role r on r.id = e.basis
    where e.account = $1 and e.ended_at is null and r.ended_at is null
    and not exists (select 1 from access_account a where a.id = $1 and a.status = 'closed')
    order by 1, 11";
const HOLDERS: &str = "select distinct account from access_role where organisation = $1 and ended_at is null
    and from_at <= $2 and (until_at is null or until_at > $3)
    and not exists (select 1 from access_account a where a.id = access_role.account and a.status = 'closed')";

const PUT_ROLE: &str = "insert into access_role
    (id, account, organisation, body, role, territory, from_at, until_at, given_by, given_at, salt)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const END_ROLE: &str = "update access_role set ended_at = $1, ended_by = $2 where id = $3 and ended_at is null";
const END_LOANS: &str = "update access_delegation set ended_at = $1, ended_by = $2 where role_id = $3 and ended_at is null";
const END_TAKEN: &str = "update access_emergency set ended_at = $1, ended_by = $2 where basis = $3 and ended_at is null";
const FIND_ROLE: &str = role!("where id = $1");
const ROLES_IN: &str = role!("where organisation = $1 order by id desc limit 1000");
const ROLES_OF: &str = role!("where account = $1 order by id desc limit 1000");
const ROLES_OF_IN: &str = role!("where account = $1 and organisation = $2 and ended_at is null order by id");

const PUT_DELEGATION: &str = "insert into access_delegation (id, role_id, account, to_account, from_at, until_at, given_at, salt)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const END_DELEGATION: &str = "update access_delegation set ended_at = $1, ended_by = $2 where id = $3 and ended_at is null";
const FIND_DELEGATION: &str = delegation!("where d.id = $1");
const DELEGATIONS_IN: &str = delegation!("where r.organisation = $1 order by d.id desc limit 1000");
const DELEGATIONS_OF: &str = delegation!("where d.account = $1 or d.to_account = $1 order by d.id desc limit 1000");

const PUT_EMERGENCY: &str = "insert into access_emergency
    (id, basis, account, organisation, role, reason, from_at, until_at, salt) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const END_EMERGENCY: &str = "update access_emergency set ended_at = $1, ended_by = $2 where id = $3 and ended_at is null";
const FIND_EMERGENCY: &str = emergency!("where id = $1");
const EMERGENCIES_IN: &str = emergency!("where organisation = $1 order by id desc limit 1000");
const OPEN_EMERGENCY: &str =
    emergency!("where account = $1 and organisation = $2 and ended_at is null and until_at > $3 order by id limit 1");

const PUT_INVITATION: &str =
    "insert into access_invitation (id, hash, email, email_folded, organisation, body, own_territory, role,
    territory, role_until, inviter, basis_organisation, made_at, until_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const FIND_INVITATION: &str = invitation!("where id = $1");
const BY_HASH: &str = invitation!("where hash = $1");
const INVITATIONS_IN: &str = invitation!("where organisation = $1 order by id desc limit 1000");
const ACCEPT: &str = "update access_invitation set accepted_at = $1, accepted_by = $2
    where id = $3 and accepted_at is null and withdrawn_at is null";
const WITHDRAW: &str = "update access_invitation set withdrawn_at = $1, withdrawn_by = $2
    where id = $3 and accepted_at is null and withdrawn_at is null";
const EMAIL_OF: &str = "select email_folded from access_account where id = $1";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    HATS,
    HOLDERS,
    PUT_ROLE,
    END_ROLE,
    END_LOANS,
    END_TAKEN,
    FIND_ROLE,
    ROLES_IN,
    ROLES_OF,
    ROLES_OF_IN,
    PUT_DELEGATION,
    END_DELEGATION,
    FIND_DELEGATION,
    DELEGATIONS_IN,
    DELEGATIONS_OF,
    PUT_EMERGENCY,
    END_EMERGENCY,
    FIND_EMERGENCY,
    EMERGENCIES_IN,
    OPEN_EMERGENCY,
    PUT_INVITATION,
    FIND_INVITATION,
    BY_HASH,
    INVITATIONS_IN,
    ACCEPT,
    WITHDRAW,
    EMAIL_OF,
];

/// From when until when something counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    from: Instant,
    until: Option<Instant>,
}

impl Span {
    pub(super) fn covers(&self, now: Instant) -> bool {
        self.from <= now && self.until.is_none_or(|u| now < u)
    }
}

/// A hat that is not ended, with its times: of the role itself and of what lends it.
#[derive(Debug, Clone)]
pub(super) struct Worn {
    hat: Hat,
    pub role: Span,
    pub loan: Option<Span>,
}

impl Worn {
    pub(super) fn into_hat(self) -> Hat {
        let loan = self.loan.and_then(|l| l.until);
        let until = [self.role.until, loan].into_iter().flatten().min();
        Hat { until, ..self.hat }
    }
}

fn body(word: &str) -> Res<Body> {
    Body::parse(word).ok_or_else(|| Fault::Broken("a role has no known kind of organisation".into()))
}

fn when(r: &Row, i: usize) -> Res<Option<Instant>> {
    Ok(r.get::<Option<i64>>(i)?.map(Instant))
}

/// What an account wears, in order, whether or not its time has come.
pub(super) fn hats(account: &str) -> Sql {
    sql(HATS).bind(account)
}

pub(super) fn read_worn(r: &Row) -> Res<Worn> {
    let origin = match (r.get::<i64>(0)?, r.get::<Option<String>>(7)?) {
        (0, _) => Origin::Given,
        (_, Some(by)) => Origin::Delegated { by },
        _ => Origin::Emergency,
    };
    let hat = Hat { role: r.get(1)?, organisation: r.get(2)?, body: body(r.text(3)?)?, territory: r.get(4)?, until: None, origin };
    let role = Span { from: Instant(r.get(5)?), until: when(r, 6)? };
    let loan = when(r, 8)?;
    let until = when(r, 9)?;
    Ok(Worn { hat, role, loan: loan.map(|from| Span { from, until }) })
}

/// Accounts that hold one of these roles of their own.
pub(super) fn holders(organisation: &str, roles: &[&str], now: Instant) -> Sql {
    let q = sql(HOLDERS).bind(organisation).bind(now.0).bind(now.0);
    q.among(" and role in", roles.iter().copied()).when(true, " order by account")
}

fn read_role(r: &Row) -> Res<RoleRow> {
    Ok(RoleRow {
        id: r.get(0)?,
        account: r.get(1)?,
        organisation: r.get(2)?,
        body: body(r.text(3)?)?,
        role: r.get(4)?,
        territory: r.get(5)?,
        from: Instant(r.get(6)?),
        until: when(r, 7)?,
        given_by: r.get(8)?,
        given_at: Instant(r.get(9)?),
        ended_at: when(r, 10)?,
        ended_by: r.get(11)?,
    })
}

/// Writes a role.
pub(super) async fn put_role(tx: &mut Tx<'_>, r: &RoleRow, salt: &[u8; 32]) -> Res<()> {
    let q = sql(PUT_ROLE).bind(&r.id).bind(&r.account).bind(&r.organisation).bind(r.body.code()).bind(&r.role);
    let q = q.bind(r.territory.clone()).bind(r.from.0).bind(r.until.map(|u| u.0)).bind(&r.given_by).bind(r.given_at.0);
    tx.run(q.bind(*salt)).await.map(drop)
}

/// Ends a role with everything that stands on it; tells whether it was still open.
pub(super) async fn end_role(tx: &mut Tx<'_>, id: &str, at: Instant, by: &str) -> Res<bool> {
    let ended = tx.run(sql(END_ROLE).bind(at.0).bind(by).bind(id)).await? == 1;
    tx.run(sql(END_LOANS).bind(at.0).bind(by).bind(id)).await?;
    tx.run(sql(END_TAKEN).bind(at.0).bind(by).bind(id)).await?;
    Ok(ended)
}

/// A role by its key, so that an act can tell the policy whose it is.
///
/// # Errors
/// What the store says.
pub async fn find_role(tx: &mut Tx<'_>, id: &str) -> Res<Option<RoleRow>> {
    tx.find(sql(FIND_ROLE).bind(id), read_role).await
}

/// Roles that an organisation gave, newest first, ended ones too; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn roles_in(db: &Db, organisation: &str) -> Res<Vec<RoleRow>> {
    db.all(sql(ROLES_IN).bind(organisation), read_role).await
}

/// Roles that an account has or had, newest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn roles_of(db: &Db, account: &str) -> Res<Vec<RoleRow>> {
    db.all(sql(ROLES_OF).bind(account), read_role).await
}

/// Roles of an account in an organisation that are not ended, oldest first.
pub(super) async fn roles_of_in(tx: &mut Tx<'_>, account: &str, organisation: &str) -> Res<Vec<RoleRow>> {
    tx.all(sql(ROLES_OF_IN).bind(account).bind(organisation), read_role).await
}

fn read_delegation(r: &Row) -> Res<DelegationRow> {
    Ok(DelegationRow {
        id: r.get(0)?,
        role_id: r.get(1)?,
        role: r.get(2)?,
        organisation: r.get(3)?,
        territory: r.get(4)?,
        account: r.get(5)?,
        to: r.get(6)?,
        from: Instant(r.get(7)?),
        until: Instant(r.get(8)?),
        ended_at: when(r, 9)?,
        ended_by: r.get(10)?,
    })
}

/// Writes a delegation.
pub(super) async fn put_delegation(tx: &mut Tx<'_>, d: &DelegationRow, now: Instant, salt: &[u8; 32]) -> Res<()> {
    let q = sql(PUT_DELEGATION).bind(&d.id).bind(&d.role_id).bind(&d.account).bind(&d.to).bind(d.from.0).bind(d.until.0);
    tx.run(q.bind(now.0).bind(*salt)).await.map(drop)
}

/// Ends a delegation; tells whether it was still open.
pub(super) async fn end_delegation(tx: &mut Tx<'_>, id: &str, at: Instant, by: &str) -> Res<bool> {
    Ok(tx.run(sql(END_DELEGATION).bind(at.0).bind(by).bind(id)).await? == 1)
}

/// A delegation by its key.
///
/// # Errors
/// What the store says.
pub async fn find_delegation(tx: &mut Tx<'_>, id: &str) -> Res<Option<DelegationRow>> {
    tx.find(sql(FIND_DELEGATION).bind(id), read_delegation).await
}

/// Delegations of roles of an organisation, newest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn delegations_in(db: &Db, organisation: &str) -> Res<Vec<DelegationRow>> {
    db.all(sql(DELEGATIONS_IN).bind(organisation), read_delegation).await
}

/// Delegations that an account made or got, newest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn delegations_of(db: &Db, account: &str) -> Res<Vec<DelegationRow>> {
    db.all(sql(DELEGATIONS_OF).bind(account), read_delegation).await
}

fn read_emergency(r: &Row) -> Res<EmergencyRow> {
    Ok(EmergencyRow {
        id: r.get(0)?,
        account: r.get(1)?,
        organisation: r.get(2)?,
        role: r.get(3)?,
        reason: r.get(4)?,
        from: Instant(r.get(5)?),
        until: Instant(r.get(6)?),
        ended_at: when(r, 7)?,
    })
}

/// Writes an emergency that stands on a role.
pub(super) async fn put_emergency(tx: &mut Tx<'_>, e: &EmergencyRow, basis: &str, salt: &[u8; 32]) -> Res<()> {
    let q = sql(PUT_EMERGENCY).bind(&e.id).bind(basis).bind(&e.account).bind(&e.organisation).bind(&e.role).bind(&e.reason);
    tx.run(q.bind(e.from.0).bind(e.until.0).bind(*salt)).await.map(drop)
}

/// Ends an emergency; tells whether it was still open.
pub(super) async fn end_emergency(tx: &mut Tx<'_>, id: &str, at: Instant, by: &str) -> Res<bool> {
    Ok(tx.run(sql(END_EMERGENCY).bind(at.0).bind(by).bind(id)).await? == 1)
}

/// An emergency by its key.
///
/// # Errors
/// What the store says.
pub async fn find_emergency(tx: &mut Tx<'_>, id: &str) -> Res<Option<EmergencyRow>> {
    tx.find(sql(FIND_EMERGENCY).bind(id), read_emergency).await
}

/// The emergency of an account in an organisation that is still open.
pub(super) async fn open_emergency(tx: &mut Tx<'_>, account: &str, organisation: &str, now: Instant) -> Res<Option<EmergencyRow>> {
    tx.find(sql(OPEN_EMERGENCY).bind(account).bind(organisation).bind(now.0), read_emergency).await
}

/// Emergencies in an organisation, newest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn emergencies_in(db: &Db, organisation: &str) -> Res<Vec<EmergencyRow>> {
    db.all(sql(EMERGENCIES_IN).bind(organisation), read_emergency).await
}

fn read_invitation(r: &Row) -> Res<InvitationRow> {
    Ok(InvitationRow {
        id: r.get(0)?,
        organisation: r.get(1)?,
        body: body(r.text(2)?)?,
        own_territory: r.get(3)?,
        role: r.get(4)?,
        territory: r.get(5)?,
        email: r.get(6)?,
        email_folded: r.get(7)?,
        inviter: r.get(8)?,
        basis: r.get(9)?,
        made: Instant(r.get(10)?),
        until: Instant(r.get(11)?),
        role_until: when(r, 12)?,
        accepted_at: when(r, 13)?,
        accepted_by: r.get(14)?,
        withdrawn_at: when(r, 15)?,
    })
}

/// Writes an invitation with the hash of its secret.
pub(super) async fn put_invitation(tx: &mut Tx<'_>, i: &InvitationRow, hash: [u8; 32]) -> Res<()> {
    let q = sql(PUT_INVITATION).bind(&i.id).bind(hash).bind(&i.email).bind(&i.email_folded).bind(&i.organisation);
    let q = q.bind(i.body.code()).bind(i.own_territory.clone()).bind(&i.role).bind(i.territory.clone());
    let q = q.bind(i.role_until.map(|u| u.0)).bind(&i.inviter).bind(i.basis.clone()).bind(i.made.0).bind(i.until.0);
    tx.run(q).await.map(drop)
}

/// An invitation by its key.
///
/// # Errors
/// What the store says.
pub async fn find_invitation_by_id(tx: &mut Tx<'_>, id: &str) -> Res<Option<InvitationRow>> {
    tx.find(sql(FIND_INVITATION).bind(id), read_invitation).await
}

/// An invitation by the hash of its secret.
pub(super) async fn by_hash(db: &Db, hash: [u8; 32]) -> Res<Option<InvitationRow>> {
    db.find(sql(BY_HASH).bind(hash), read_invitation).await
}

/// As [`by_hash`], inside an act.
pub(super) async fn by_hash_in(tx: &mut Tx<'_>, hash: [u8; 32]) -> Res<Option<InvitationRow>> {
    tx.find(sql(BY_HASH).bind(hash), read_invitation).await
}

/// Invitations of an organisation, newest first; at most 1,000.
///
/// # Errors
/// What the store says.
pub async fn invitations_in(db: &Db, organisation: &str) -> Res<Vec<InvitationRow>> {
    db.all(sql(INVITATIONS_IN).bind(organisation), read_invitation).await
}

/// Marks an invitation as accepted; tells whether it was still open.
pub(super) async fn accept(tx: &mut Tx<'_>, id: &str, at: Instant, by: &str) -> Res<bool> {
    Ok(tx.run(sql(ACCEPT).bind(at.0).bind(by).bind(id)).await? == 1)
}

/// Marks an invitation as withdrawn; tells whether it was still open.
pub(super) async fn withdraw(tx: &mut Tx<'_>, id: &str, at: Instant, by: &str) -> Res<bool> {
    Ok(tx.run(sql(WITHDRAW).bind(at.0).bind(by).bind(id)).await? == 1)
}

/// The address of an account, in the form in which addresses are compared.
pub(super) async fn email_of(tx: &mut Tx<'_>, account: &str) -> Res<Option<String>> {
    tx.find(sql(EMAIL_OF).bind(account), |r| r.get(0)).await
}
