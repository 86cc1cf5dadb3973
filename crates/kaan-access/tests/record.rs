//! The record of acts through its door, on both engines: rights asked anew, what is kept, who may read it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod record_world;

use kaan_access::record::{self, Filter, Noted, Outcome, Row};
use kaan_base::Instant;
use kaan_base::access::{Caller, Denial, Reach, Resource};
use kaan_db::testing::on_both;
use record_world::*;

const ALL: fn() -> Reach = || Reach { all: true, ..Reach::default() };

async fn rows(w: &World) -> Vec<Row> {
    record::search(&w.db, &ALL(), &Filter::default(), None).await.unwrap().rows
}

fn party(prepared_by: Option<&'static str>) -> Resource<'static> {
    Resource {
        id: "party:7",
        organisation: Some("company-1"),
        territory: Some("PK-BA"),
        person: Some("person-of-party"),
        prepared_by,
    }
}

#[test]
fn every_statement_of_the_record_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move {
        db.prepare_all(record::STATEMENTS).await.unwrap();
        if !db.is_embedded() {
            db.prepare_all(record::POSTGRES_STATEMENTS).await.unwrap();
        }
    });
}

#[test]
fn two_registrars_cannot_sign_what_they_prepared_themselves() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("one", province(), "registrar").await;
        w.seat("two", province(), "registrar").await;
        let (one, two) = (w.caller("one").await, w.caller("two").await);
        let sign = async |c: &Caller, by| w.attempt(c, "party.sign", party(Some(by)), What::Nothing).await;
        assert_eq!(code(sign(&one, "one").await), Denial::FOUR_EYES);
        assert_eq!(code(sign(&two, "two").await), Denial::FOUR_EYES);
        sign(&one, "two").await.unwrap();
        sign(&two, "one").await.unwrap();
        let kept = rows(&w).await;
        let told: Vec<_> =
            kept.iter().rev().map(|r| (r.account.as_deref().unwrap(), r.outcome.word(), r.code.as_deref())).collect();
        let mut told = told;
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("one", "allowed", None),
                ("one", "refused", Some("four-eyes")),
                ("two", "allowed", None),
                ("two", "refused", Some("four-eyes"))
            ]
        );
    });
}

#[test]
fn a_role_taken_away_in_the_middle_of_a_form_refuses_the_act_and_that_stays_on_record() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        let role = w.seat("officer", province(), "officer").await;
        let caller = w.caller("officer").await;
        w.attempt(&caller, "party.prepare", party(None), What::Nothing).await.unwrap();
        w.by_program(What::End(role)).await.unwrap();
        w.later(SECOND);
        assert_eq!(caller.actor.as_ref().unwrap().hats.len(), 1, "the form was drawn with the role");
        let (given, ledger) = (w.count("select count(*) from access_role").await, kaan_ledger::pending(&w.db).await.unwrap());
        let what = What::Give(giving("friend", province(), "officer"));
        let refused = w.attempt(&caller, "party.prepare", party(None), what).await.unwrap_err();
        assert!(refused.code == "no-right" || refused.code == "other-organisation", "{refused}");
        assert_eq!(w.count("select count(*) from access_role").await, given);
        assert_eq!(kaan_ledger::pending(&w.db).await.unwrap(), ledger);
        let kept = rows(&w).await;
        let row = &kept[0];
        assert_eq!((kept.len(), row.outcome, row.act.as_str()), (2, Outcome::Refused, "party.prepare"));
        assert_eq!(row.code.as_deref(), Some(refused.code));
        assert_eq!((row.account.as_deref(), row.person.as_deref()), (Some("officer"), Some("person-officer")));
        assert_eq!((row.resource.as_str(), row.subject_person.as_deref()), ("party:7", Some("person-of-party")));
        assert_eq!((row.address.as_str(), row.request.as_str()), ("192.0.2.7", "req-1"));
        assert_eq!(kept[1].organisation.as_deref(), Some("authority-ba"));
        assert_eq!((kept[1].role.as_deref(), kept[1].on_organisation.as_deref()), (Some("officer"), Some("company-1")));
    });
}

#[test]
fn a_token_for_one_act_and_an_old_confirmation_count_anew_too() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("one", province(), "registrar").await;
        let mut caller = w.caller("one").await;
        w.later(HOUR);
        assert_eq!(code(w.attempt(&caller, "party.sign", party(Some("two")), What::Nothing).await), Denial::CONFIRM);
        let mut actor = (**caller.actor.as_ref().unwrap()).clone();
        (actor.confirmed, actor.scopes) = (Some(w.now()), Some(vec!["party.read-private".into()]));
        caller.actor = Some(actor.into());
        assert_eq!(code(w.attempt(&caller, "party.sign", party(Some("two")), What::Nothing).await), Denial::SCOPE);
        w.attempt(&caller, "party.read-private", party(None), What::Nothing).await.unwrap();
    });
}

#[test]
fn nobody_is_refused_and_an_act_that_the_policy_does_not_know_too() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("one", province(), "registrar").await;
        let (nobody, one) = (Caller::default(), w.caller("one").await);
        assert_eq!(code(w.attempt(&nobody, "party.prepare", party(None), What::Nothing).await), Denial::SIGN_IN);
        assert_eq!(code(w.attempt(&one, "party.unheard-of", party(None), What::Nothing).await), Denial::NO_RIGHT);
        assert_eq!(rows(&w).await.len(), 2);
    });
}

#[test]
fn what_happens_outside_acts_is_noted_in_codes_and_belongs_to_the_accounts_organisation() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("one", province(), "officer").await;
        let from = Caller { actor: None, address: "2001:db8::1\n".into(), request: "r".into() };
        let tried =
            Noted::new("session.fail", &from).account(Some("one")).failed("password-wrong").detail("name <a@b.pk>, password");
        record::note(&w.access, &tried).await.unwrap();
        let row = rows(&w).await.remove(0);
        assert_eq!((row.act.as_str(), row.outcome, row.code.as_deref()), ("session.fail", Outcome::Failed, Some("password-wrong")));
        assert_eq!((row.account.as_deref(), row.organisation.as_deref()), (Some("one"), Some("authority-ba")));
        assert_eq!((row.detail.as_str(), row.address.as_str()), ("nameab.pkpassword", "2001:db8::1"));
        let bad = record::note(&w.access, &Noted::new("Some Act", &from)).await;
        assert!(bad.is_err());
    });
}

/// A hundred rows of two territories and a person, one second apart.
async fn filled(w: &World) {
    w.seat("ba", province(), "officer").await;
    let sindh = kaan_access::roles::Organisation { id: "authority-sd".into(), territory: Some("PK-SD".into()), ..province() };
    w.seat("sd", sindh, "officer").await;
    w.later(SECOND);
    let (ba, sd) = (w.caller("ba").await, w.caller("sd").await);
    for n in 0..60 {
        w.later(SECOND);
        w.attempt(&ba, "party.prepare", party(None), What::Nothing).await.unwrap();
        let there = Resource { id: "party:9", organisation: Some("company-2"), territory: Some("PK-SD"), ..Resource::default() };
        w.attempt(&sd, if n % 2 == 0 { "party.prepare" } else { "owners.check" }, there, What::Nothing).await.unwrap();
    }
}

#[test]
fn an_auditor_reads_the_rows_of_their_own_territory_and_no_count_tells_of_others() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        filled(&w).await;
        w.seat("auditor", province(), "auditor").await;
        let auditor = w.caller("auditor").await;
        let reach = w.access.policy().reach(auditor.actor.as_deref(), "record.search", w.now());
        let first = record::search(&w.db, &reach, &Filter::default(), None).await.unwrap();
        assert_eq!(first.rows.len(), 50);
        assert!(first.rows.iter().all(|r| r.territory.as_deref() == Some("PK-BA") && !r.address.is_empty()));
        assert!(first.rows.is_sorted_by(|a, b| a.id > b.id));
        let second = record::search(&w.db, &reach, &Filter::default(), first.next.as_deref()).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (10, None));
        assert!(first.rows.iter().all(|a| second.rows.iter().all(|b| a.id != b.id)));
        // What is asked for narrows what may be seen; it never widens it.
        for filter in [
            Filter { organisation: Some("authority-sd".into()), ..Filter::default() },
            Filter { organisation: Some("company-2".into()), ..Filter::default() },
            Filter { who: Some("sd".into()), ..Filter::default() },
            Filter { resource: Some("party:9".into()), ..Filter::default() },
            Filter { act: Some("owners.".into()), ..Filter::default() },
        ] {
            let page = record::search(&w.db, &reach, &filter, None).await.unwrap();
            assert!(page.rows.is_empty() && page.next.is_none(), "{filter:?}");
        }
        let officer = w.caller("ba").await;
        let none = w.access.policy().reach(officer.actor.as_deref(), "record.search", w.now());
        assert!(record::search(&w.db, &none, &Filter::default(), None).await.unwrap().rows.is_empty());
    });
}

#[test]
fn every_filter_narrows() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        filled(&w).await;
        let count = async |f: Filter| {
            let (mut n, mut after) = (0, None);
            loop {
                let page = record::search(&w.db, &ALL(), &f, after.as_deref()).await.unwrap();
                n += page.rows.len();
                after = page.next;
                if after.is_none() {
                    return n;
                }
            }
        };
        let some = |f: fn(&mut Filter)| {
            let mut filter = Filter::default();
            f(&mut filter);
            filter
        };
        assert_eq!(count(Filter::default()).await, 120);
        assert_eq!(count(some(|f| f.who = Some("sd".into()))).await, 60);
        assert_eq!(count(some(|f| f.who = Some("person-sd".into()))).await, 60);
        assert_eq!(count(some(|f| f.organisation = Some("authority-ba".into()))).await, 60);
        assert_eq!(count(some(|f| f.organisation = Some("company-2".into()))).await, 60);
        assert_eq!(count(some(|f| f.act = Some("owners.".into()))).await, 30);
        assert_eq!(count(some(|f| f.act = Some("party.prepare".into()))).await, 90);
        assert_eq!(count(some(|f| f.outcome = Some(Outcome::Refused))).await, 0);
        assert_eq!(count(some(|f| f.resource = Some("party:7".into()))).await, 60);
        assert_eq!(count(some(|f| f.from = Some(Instant(START + 2 * SECOND)))).await, 120);
        assert_eq!(count(some(|f| f.from = Some(Instant(START + 32 * SECOND)))).await, 60);
        assert_eq!(count(some(|f| f.to = Some(Instant(START + 32 * SECOND)))).await, 60);
        let odd = Filter { act: Some("' or 1=1 --".into()), ..Filter::default() };
        assert_eq!(count(odd).await, 0);
    });
}

#[test]
fn an_export_has_every_row_that_may_be_seen_once() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        filled(&w).await;
        let reach = Reach { territories: vec!["PK-SD".into()], ..Reach::default() };
        let (text, next) = record::export(&w.db, &reach, &Filter::default(), None).await.unwrap();
        assert_eq!((text.lines().count(), next), (61, None));
        assert!(text.starts_with("id,at,account,") && !text.contains("PK-BA"));
        assert!(text.lines().nth(1).unwrap().contains(",PK-SD,,allowed,,192.0.2.7,req-1,"), "{text}");
    });
}

#[test]
fn a_person_sees_who_looked_at_their_data_and_not_from_where() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        filled(&w).await;
        let looks = record::of_person(&w.db, "person-of-party", None).await.unwrap();
        assert_eq!((looks.rows.len(), looks.next.is_some()), (50, true));
        let rest = record::of_person(&w.db, "person-of-party", looks.next.as_deref()).await.unwrap();
        assert_eq!((rest.rows.len(), rest.next), (10, None));
        let look = &looks.rows[0];
        assert_eq!((look.act.as_str(), look.organisation.as_deref(), look.own), ("party.prepare", Some("authority-ba"), false));
        let mine = Reach { person: Some("person-of-party".into()), ..Reach::default() };
        let page = record::search(&w.db, &mine, &Filter::default(), None).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(page.rows.iter().all(|r| r.address.is_empty() && r.account.is_none() && r.request.is_empty()));
        let guess = Filter { who: Some("ba".into()), ..Filter::default() };
        assert!(record::search(&w.db, &mine, &guess, None).await.unwrap().rows.is_empty(), "who it was cannot be guessed at");
        let own = record::of_account(&w.db, "ba", None).await.unwrap();
        assert!(own.rows.len() == 50 && own.rows[0].address == "192.0.2.7");
        assert!(record::of_person(&w.db, "person-else", None).await.unwrap().rows.is_empty());
    });
}

#[test]
fn one_row_is_found_by_who_may_see_it_with_its_seal() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        filled(&w).await;
        let id = rows(&w).await.into_iter().find(|r| r.territory.as_deref() == Some("PK-SD")).unwrap().id;
        let sindh = Reach { territories: vec!["PK-SD".into()], ..Reach::default() };
        let ba = Reach { parts: vec![("authority-ba".into(), "PK-BA".into())], ..Reach::default() };
        assert_eq!(record::find(&w.db, &sindh, &id).await.unwrap().unwrap().seal, None);
        record::seal(&w.access).await.unwrap();
        let seal = record::find(&w.db, &sindh, &id).await.unwrap().unwrap().seal.unwrap();
        assert_eq!((seal.number, seal.rows, seal.sealed_at, seal.row_hash.len()), (1, 120, w.now(), 64));
        let entry = kaan_ledger::find_by_subject(&w.db, &seal.subject).await.unwrap().remove(0);
        assert!(String::from_utf8(entry.body).unwrap().contains(&seal.hash));
        assert_eq!(record::find(&w.db, &ba, &id).await.unwrap(), None);
        assert_eq!(record::find(&w.db, &Reach::default(), &id).await.unwrap(), None);
    });
}
