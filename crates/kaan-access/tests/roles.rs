//! Roles, delegations, emergencies and invitations through their door, on both engines. It never looks into a table
//! but to count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod record_world;

use kaan_access::roles::{self, Delegating, Emergency, Inviting, Organisation};
use kaan_base::Instant;
use kaan_base::access::{Body, Origin, Resource};
use kaan_db::testing::on_both;
use record_world::*;

const AUTHORITY: Resource<'static> =
    Resource { id: "authority-ba", organisation: Some("authority-ba"), territory: Some("PK-BA"), person: None, prepared_by: None };
const COMPANY: Resource<'static> =
    Resource { id: "company-1", organisation: Some("company-1"), territory: None, person: None, prepared_by: None };

fn to(account: &str, until: i64) -> Delegating {
    Delegating { to: account.into(), organisation: "authority-ba".into(), roles: None, from: None, until: Instant(until) }
}

fn worn(hats: &[kaan_base::access::Hat]) -> Vec<(&str, &str)> {
    let origin = |o: &Origin| match o {
        Origin::Given => "given",
        Origin::Delegated { .. } => "delegated",
        Origin::Emergency => "emergency",
    };
    hats.iter().map(|h| (h.role.as_str(), origin(&h.origin))).collect()
}

#[test]
fn every_statement_of_roles_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(roles::STATEMENTS).await.unwrap() });
}

#[test]
fn an_organisation_gives_roles_of_its_own_kind_and_in_its_own_territory_only() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let give = async |g| w.by_program(What::Give(g)).await;
        assert_eq!(code(give(giving("a", company(), "registrar")).await), "role-unknown");
        assert_eq!(code(give(giving("a", province(), "representative")).await), "role-unknown");
        let mut elsewhere = giving("a", province(), "registrar");
        elsewhere.territory = Some("PK-SD".into());
        assert_eq!(code(give(elsewhere).await), "role-other-territory");
        give(giving("a", province(), "registrar")).await.unwrap();
        assert_eq!(code(give(giving("a", province(), "registrar")).await), "role-held");
        let hats = roles::hats(&w.db, "a", w.now()).await.unwrap();
        assert_eq!((hats.len(), hats[0].territory.as_deref(), hats[0].body), (1, Some("PK-BA"), Body::Provincial));
        let federal = Organisation { id: "ministry".into(), body: Body::Federal, territory: None };
        let mut limited = giving("b", federal, "coordinator");
        limited.territory = Some("PK-KP".into());
        give(limited).await.unwrap();
        assert_eq!(roles::hats(&w.db, "b", w.now()).await.unwrap()[0].territory.as_deref(), Some("PK-KP"));
    });
}

#[test]
fn a_role_counts_from_its_day_until_its_day_and_never_after_it_was_ended() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let mut g = giving("a", company(), "preparer");
        (g.from, g.until) = (Some(Instant(START + DAY)), Some(Instant(START + 2 * DAY)));
        let id = w.by_program(What::Give(g.clone())).await.unwrap();
        let hats = async || roles::hats(&w.db, "a", w.now()).await.unwrap().len();
        assert_eq!(hats().await, 0);
        w.later(DAY);
        assert_eq!(hats().await, 1);
        w.later(DAY);
        assert_eq!(hats().await, 0);
        assert_eq!(code(w.by_program(What::Give(g)).await), "role-dates");
        let open = w.seat("a", company(), "representative").await;
        assert_eq!(hats().await, 1);
        w.by_program(What::End(open.clone())).await.unwrap();
        assert_eq!(hats().await, 0);
        assert_eq!(code(w.by_program(What::End(open)).await), "role-ended");
        assert_eq!(code(w.by_program(What::End("x".into())).await), "role-not-found");
        let rows = roles::roles_of(&w.db, "a").await.unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().any(|r| r.id == id && r.ended_at.is_none()) && rows[0].ended_by.as_deref() == Some("program"));
        assert_eq!(roles::roles_in(&w.db, "company-1").await.unwrap(), rows);
    });
}

#[test]
fn a_company_that_is_seated_in_a_province_is_not_limited_to_it() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let seated = Organisation { territory: Some("PK-BA".into()), ..company() };
        w.seat("a", seated, "representative").await;
        assert_eq!(roles::hats(&w.db, "a", w.now()).await.unwrap()[0].territory, None);
    });
}

#[test]
fn a_closed_account_has_no_role_and_neither_has_whom_it_lent_one() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.account("chief", "chief@example.pk").await;
        w.seat("chief", province(), "registrar").await;
        w.seat("deputy", province(), "officer").await;
        let chief = w.caller("chief").await;
        w.attempt(&chief, "delegation.give", AUTHORITY, What::Delegate(to("deputy", START + DAY))).await.unwrap();
        assert_eq!(roles::hats(&w.db, "deputy", w.now()).await.unwrap().len(), 2);
        assert_eq!(roles::holders_of(&w.db, "authority-ba", &["registrar", "officer"], w.now()).await.unwrap().len(), 2);
        w.tamper(kaan_db::sql("update access_account set status = 'closed' where id = 'chief'")).await;
        assert!(roles::hats(&w.db, "chief", w.now()).await.unwrap().is_empty());
        assert_eq!(roles::hats(&w.db, "deputy", w.now()).await.unwrap().len(), 1);
        assert_eq!(roles::holders_of(&w.db, "authority-ba", &["registrar"], w.now()).await.unwrap(), Vec::<String>::new());
        assert_eq!(code(w.attempt(&chief, "party.prepare", AUTHORITY, What::Nothing).await), "other-organisation");
    });
}

#[test]
fn the_ledger_knows_that_a_role_was_given_and_not_to_whom() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let id = w.seat("account-of-somebody", province(), "officer").await;
        w.by_program(What::End(id.clone())).await.unwrap();
        let entries = kaan_ledger::find_by_subject(&w.db, "authority-ba").await.unwrap();
        let kinds: Vec<_> = entries.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["access.role-given", "access.role-ended"]);
        let body = String::from_utf8(entries[0].body.clone()).unwrap();
        assert!(!body.contains("somebody") && body.contains(&id) && body.contains("\"territory\":\"PK-BA\""), "{body}");
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        let keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        assert!(keys.is_sorted(), "canonical: {keys:?}");
        let q = kaan_db::sql("select salt from access_role where id = $1").bind(&id);
        let salt: Vec<u8> = w.db.one(q, |r| r.get(0)).await.unwrap();
        let commitment: [u8; 32] = hex::decode(value["account"].as_str().unwrap()).unwrap().try_into().unwrap();
        assert!(kaan_ledger::opens(&commitment, &salt.try_into().unwrap(), b"account-of-somebody"));
    });
}

#[test]
fn only_an_administrator_of_the_organisation_gives_and_ends_its_roles() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("admin", province(), "administrator").await;
        w.seat("officer", province(), "officer").await;
        w.seat("boss", company(), "administrator").await;
        let give = async |who: &str, on, o: Organisation, role: &str| {
            let caller = w.caller(who).await;
            w.attempt(&caller, "role.give", on, What::Give(giving("new", o, role))).await
        };
        assert_eq!(code(give("officer", AUTHORITY, province(), "registrar").await), "no-right");
        assert_eq!(code(give("boss", AUTHORITY, province(), "registrar").await), "other-organisation");
        assert_eq!(code(give("admin", COMPANY, company(), "preparer").await), "other-organisation");
        let id = give("admin", AUTHORITY, province(), "registrar").await.unwrap();
        let (admin, boss) = (w.caller("admin").await, w.caller("boss").await);
        assert_eq!(code(w.attempt(&boss, "role.end", AUTHORITY, What::End(id.clone())).await), "other-organisation");
        assert_eq!(w.attempt(&admin, "role.end", AUTHORITY, What::End(id)).await.unwrap(), "registrar");
    });
}

#[test]
fn a_delegated_role_counts_until_its_day_and_is_never_passed_on() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let role = w.seat("chief", province(), "registrar").await;
        w.seat("deputy", province(), "officer").await;
        w.seat("third", province(), "officer").await;
        let chief = w.caller("chief").await;
        let lend = async |d| w.attempt(&chief, "delegation.give", AUTHORITY, What::Delegate(d)).await;
        let now = w.now().0;
        assert_eq!(code(lend(to("deputy", now)).await), "delegation-dates");
        assert_eq!(code(lend(to("deputy", now + 92 * DAY + 1)).await), "delegation-too-long");
        assert_eq!(code(lend(to("chief", now + DAY)).await), "delegation-self");
        assert_eq!(code(lend(to("stranger", now + DAY)).await), "delegation-outside");
        let foreign = Delegating { roles: Some(vec!["x".into()]), ..to("deputy", now + DAY) };
        assert_eq!(code(lend(foreign).await), "delegation-not-own");
        lend(Delegating { roles: Some(vec![role.clone()]), ..to("deputy", now + 92 * DAY) }).await.unwrap();
        let hats = roles::hats(&w.db, "deputy", w.now()).await.unwrap();
        assert_eq!(worn(&hats), [("officer", "given"), ("registrar", "delegated")]);
        assert_eq!(hats[1].until, Some(Instant(now + 92 * DAY)));
        assert_eq!(hats[1].origin, Origin::Delegated { by: "chief".into() });
        // By all that the deputy has of their own, the registrar's role is not among it.
        let deputy = w.caller("deputy").await;
        let on = Delegating { roles: Some(vec![role]), ..to("third", now + DAY) };
        let passed = w.attempt(&deputy, "delegation.give", AUTHORITY, What::Delegate(on)).await;
        assert_eq!(code(passed), "delegation-not-own");
        w.attempt(&deputy, "delegation.give", AUTHORITY, What::Delegate(to("third", now + DAY))).await.unwrap();
        assert_eq!(worn(&roles::hats(&w.db, "third", w.now()).await.unwrap()), [("officer", "given"), ("officer", "delegated")]);
        w.later(92 * DAY);
        assert_eq!(worn(&roles::hats(&w.db, "deputy", w.now()).await.unwrap()), [("officer", "given")]);
    });
}

#[test]
fn a_delegation_ends_when_the_role_ends_and_when_it_is_ended_itself() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("admin", province(), "administrator").await;
        let role = w.seat("chief", province(), "registrar").await;
        w.seat("deputy", province(), "officer").await;
        let chief = w.caller("chief").await;
        let lend = async |who: &str| {
            let what = What::Delegate(to(who, w.now().0 + 30 * DAY));
            w.attempt(&chief, "delegation.give", AUTHORITY, what).await.unwrap()
        };
        let hats = async || roles::hats(&w.db, "deputy", w.now()).await.unwrap().len();
        let first = lend("deputy").await;
        assert_eq!(hats().await, 2);
        let own = Resource { person: Some("person-chief"), ..AUTHORITY };
        assert_eq!(w.attempt(&chief, "delegation.end", own, What::EndDelegation(first.clone())).await.unwrap(), "registrar");
        assert_eq!(hats().await, 1);
        assert_eq!(code(w.attempt(&chief, "delegation.end", own, What::EndDelegation(first)).await), "delegation-ended");
        assert_eq!(code(w.attempt(&chief, "delegation.end", own, What::EndDelegation("x".into())).await), "delegation-not-found");
        lend("deputy").await;
        assert_eq!(hats().await, 2);
        let admin = w.caller("admin").await;
        w.attempt(&admin, "role.end", AUTHORITY, What::End(role)).await.unwrap();
        assert_eq!(hats().await, 1);
        let rows = roles::delegations_of(&w.db, "deputy").await.unwrap();
        assert_eq!((rows.len(), rows[0].ended_by.as_deref()), (2, Some("admin")));
        assert_eq!(roles::delegations_in(&w.db, "authority-ba").await.unwrap(), rows);
    });
}

#[test]
fn a_delegation_of_a_role_with_an_end_ends_with_it() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let mut g = giving("chief", province(), "registrar");
        g.until = Some(Instant(START + 10 * DAY));
        w.by_program(What::Give(g)).await.unwrap();
        w.seat("deputy", province(), "officer").await;
        let chief = w.caller("chief").await;
        let what = What::Delegate(to("deputy", START + 30 * DAY));
        w.attempt(&chief, "delegation.give", AUTHORITY, what).await.unwrap();
        let hats = roles::hats(&w.db, "deputy", w.now()).await.unwrap();
        assert_eq!(hats[1].until, Some(Instant(START + 10 * DAY)));
        w.later(10 * DAY);
        assert_eq!(roles::hats(&w.db, "deputy", w.now()).await.unwrap().len(), 1);
    });
}

#[test]
fn emergency_access_lasts_an_hour_and_is_announced() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("admin", province(), "administrator").await;
        w.seat("auditor", province(), "auditor").await;
        let basis = w.seat("officer", province(), "officer").await;
        let officer = w.caller("officer").await;
        let begin = async |role: &str, reason: &str| {
            let e = Emergency { organisation: "authority-ba".into(), role: role.into(), reason: reason.into() };
            w.attempt(&officer, "emergency.begin", AUTHORITY, What::Begin(e)).await
        };
        let why = "A court order must be entered tonight; the registrar is abroad.";
        assert_eq!(code(begin("registrar", "  urgent             urgent ").await), "emergency-reason");
        assert_eq!(code(begin("coordinator", why).await), "emergency-role");
        let begun = begin("registrar", why).await.unwrap();
        assert!(begun.ends_with(" admin,auditor"), "{begun}");
        assert_eq!(code(begin("registrar", why).await), "emergency-open");
        let hats = roles::hats(&w.db, "officer", w.now()).await.unwrap();
        assert_eq!(worn(&hats), [("officer", "given"), ("registrar", "emergency")]);
        assert_eq!((hats[1].territory.as_deref(), hats[1].until), (Some("PK-BA"), Some(Instant(START + HOUR))));
        let entries = kaan_ledger::find_by_subject(&w.db, "authority-ba").await.unwrap();
        let last = entries.last().unwrap();
        let body = String::from_utf8(last.body.clone()).unwrap();
        assert!(last.kind == "access.emergency-begun" && !body.contains("court") && !body.contains("officer\""), "{body}");
        w.later(HOUR);
        assert_eq!(roles::hats(&w.db, "officer", w.now()).await.unwrap().len(), 1);
        let officer = w.caller("officer").await;
        let e = Emergency { organisation: "authority-ba".into(), role: "registrar".into(), reason: why.into() };
        w.attempt(&officer, "emergency.begin", AUTHORITY, What::Begin(e)).await.unwrap();
        assert_eq!(roles::hats(&w.db, "officer", w.now()).await.unwrap().len(), 2);
        w.by_program(What::End(basis)).await.unwrap();
        assert!(roles::hats(&w.db, "officer", w.now()).await.unwrap().is_empty(), "it stands on a role and falls with it");
        assert_eq!(roles::emergencies_in(&w.db, "authority-ba").await.unwrap()[0].reason, why);
    });
}

#[test]
fn emergency_access_is_not_for_outsiders_and_can_be_ended_early() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("officer", province(), "officer").await;
        w.seat("boss", company(), "administrator").await;
        let e = Emergency {
            organisation: "authority-ba".into(),
            role: "registrar".into(),
            reason: "twenty characters and some more".into(),
        };
        let boss = w.caller("boss").await;
        let refused = w.attempt(&boss, "emergency.begin", AUTHORITY, What::Begin(e.clone())).await;
        assert_eq!(code(refused), "no-right");
        assert_eq!(code(w.by_program(What::Begin(e.clone())).await), "emergency-outside");
        let officer = w.caller("officer").await;
        let begun = w.attempt(&officer, "emergency.begin", AUTHORITY, What::Begin(e)).await.unwrap();
        let id = begun.split(' ').next().unwrap().to_owned();
        // With the role comes no right to give anything that lasts.
        let (given, taken) = (What::Give(giving("friend", province(), "registrar")), w.caller("officer").await);
        assert_eq!(code(w.attempt(&taken, "role.give", AUTHORITY, given).await), "no-right");
        assert_eq!(w.by_program(What::EndEmergency(id.clone())).await.unwrap(), "registrar");
        assert_eq!(code(w.by_program(What::EndEmergency(id)).await), "emergency-ended");
        assert_eq!(code(w.by_program(What::EndEmergency("x".into())).await), "emergency-not-found");
        assert_eq!(roles::hats(&w.db, "officer", w.now()).await.unwrap().len(), 1);
    });
}

fn letter(email: &str, until: i64) -> Inviting {
    Inviting {
        email: email.into(),
        organisation: company(),
        role: "preparer".into(),
        territory: None,
        until: Instant(until),
        role_until: None,
    }
}

struct Company {
    w: World,
    boss: kaan_base::access::Caller,
    seat: String,
}

async fn founded(db: kaan_db::Db) -> Company {
    let w = world(db);
    for (id, email) in [("boss", "boss@example.cn"), ("wang", "Wang.Fang@example.cn"), ("li", "li@example.cn")] {
        w.account(id, email).await;
    }
    let seat = w.seat("boss", company(), "administrator").await;
    let boss = w.caller("boss").await;
    Company { w, boss, seat }
}

impl Company {
    async fn invite(&self, i: Inviting) -> Result<(String, String), kaan_base::Problem> {
        let made = self.w.attempt(&self.boss, "invitation.send", COMPANY, What::Invite(i)).await?;
        let (id, token) = made.split_once(' ').unwrap();
        Ok((id.to_owned(), token.to_owned()))
    }

    async fn accept(&self, account: &str, token: &str) -> Result<String, kaan_base::Problem> {
        let caller = self.w.caller(account).await;
        self.w.db.act(Accept { access: self.w.access.clone(), caller, token: token.into() }).await.unwrap()
    }
}

#[test]
fn an_invitation_is_accepted_once_by_the_account_with_its_address() {
    on_both(MIGRATIONS, |db| async move {
        let c = founded(db).await;
        let until = START + 14 * DAY;
        assert_eq!(code(c.invite(letter("wang", until)).await), "invitation-email");
        assert_eq!(code(c.invite(letter("wang@example.cn", START + 31 * DAY)).await), "invitation-dates");
        assert_eq!(code(c.invite(letter("wang@example.cn", START)).await), "invitation-dates");
        let (id, token) = c.invite(letter(" WANG.fang@Example.CN ", until)).await.unwrap();
        assert_eq!(token.len(), 43, "32 bytes");
        let shown = roles::find_invitation(&c.w.db, &token, c.w.now()).await.unwrap().unwrap();
        assert_eq!((shown.id.as_str(), shown.role.as_str(), shown.state(c.w.now())), (id.as_str(), "preparer", "open"));
        assert_eq!(code(c.accept("li", &token).await), "invitation-foreign");
        let nobody = Accept { access: c.w.access.clone(), caller: Default::default(), token: token.clone() };
        assert_eq!(code(c.w.db.act(nobody).await.unwrap()), "sign-in-needed");
        assert_eq!(c.accept("wang", &token).await.unwrap(), "company-1 preparer");
        assert_eq!(worn(&roles::hats(&c.w.db, "wang", c.w.now()).await.unwrap()), [("preparer", "given")]);
        assert_eq!(code(c.accept("wang", &token).await), "invitation-used");
        for wrong in ["", "x", &"A".repeat(43), &format!("{token}A")] {
            assert_eq!(code(c.accept("wang", wrong).await), "invitation-unknown", "{wrong}");
        }
        let row = &roles::invitations_in(&c.w.db, "company-1").await.unwrap()[0];
        assert_eq!((row.accepted_by.as_deref(), row.state(c.w.now()), row.inviter.as_str()), (Some("wang"), "accepted", "boss"));
        let given = &roles::roles_of(&c.w.db, "wang").await.unwrap()[0];
        assert_eq!(given.given_by, "boss");
    });
}

#[test]
fn an_invitation_that_expired_or_was_withdrawn_or_whose_sender_left_gives_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let c = founded(db).await;
        let (id, token) = c.invite(letter("wang.fang@example.cn", START + DAY)).await.unwrap();
        let boss = c.boss.clone();
        c.w.attempt(&boss, "invitation.send", COMPANY, What::Withdraw(id.clone())).await.unwrap();
        assert_eq!(code(c.accept("wang", &token).await), "invitation-withdrawn");
        assert_eq!(code(c.w.by_program(What::Withdraw(id)).await), "invitation-withdrawn");
        assert_eq!(code(c.w.by_program(What::Withdraw("x".into())).await), "invitation-unknown");
        let (_, late) = c.invite(letter("wang.fang@example.cn", START + DAY)).await.unwrap();
        let (_, void) = c.invite(letter("wang.fang@example.cn", START + 9 * DAY)).await.unwrap();
        c.w.later(DAY);
        assert_eq!(code(c.accept("wang", &late).await), "invitation-expired");
        assert_eq!(code(roles::find_invitation(&c.w.db, &late, c.w.now()).await.unwrap()), "invitation-expired");
        c.w.by_program(What::End(c.seat.clone())).await.unwrap();
        assert_eq!(code(c.accept("wang", &void).await), "invitation-void");
        assert!(roles::hats(&c.w.db, "wang", c.w.now()).await.unwrap().is_empty());
    });
}

#[test]
fn two_that_accept_at_once_get_one_role() {
    on_both(MIGRATIONS, |db| async move {
        let c = founded(db).await;
        let (_, token) = c.invite(letter("wang.fang@example.cn", START + DAY)).await.unwrap();
        let (one, two) = tokio::join!(c.accept("wang", &token), c.accept("wang", &token));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(roles::roles_of(&c.w.db, "wang").await.unwrap().len(), 1);
    });
}

#[test]
fn neither_the_secret_nor_the_address_of_an_invitation_is_where_it_should_not_be() {
    on_both(MIGRATIONS, |db| async move {
        let c = founded(db).await;
        let (_, token) = c.invite(letter("wang.fang@example.cn", START + DAY)).await.unwrap();
        c.accept("wang", &token).await.unwrap();
        let entries = kaan_ledger::find_by_subject(&c.w.db, "company-1").await.unwrap();
        assert_eq!(entries.len(), 2);
        for e in &entries {
            let body = String::from_utf8(e.body.clone()).unwrap();
            assert!(!body.contains("example.cn") && !body.contains("wang"), "{body}");
        }
        let in_record = "select count(*) from access_record where resource like '%@%' or detail like '%@%'";
        assert_eq!(c.w.count(in_record).await, 0);
    });
}
