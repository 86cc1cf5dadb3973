//! Declaring and checking owners through their acts, on both engines: rights, history, secrets, group, fold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod owners_world;

use kaan_db::testing::on_both;
use kaan_db::{Act, Res, Tx, sql};
use kaan_parties::owners::model::{OwnerKind, RecordStatus};
use kaan_parties::owners::share::Percent;
use kaan_parties::owners::store::{self, Item, Part, State};
use kaan_parties::owners::{self, Bounds, CheckOwners, LinkHolder, Step, owner_group, the_law};
use owners_world::*;

const CNIC: &str = "3520212345671";

fn codes(wrong: &[kaan_base::Problem]) -> Vec<&'static str> {
    wrong.iter().map(|p| p.code).collect()
}

async fn group(w: &World, n: u32) -> owners::Group {
    let bounds = Bounds { threshold: Percent::parse("25").unwrap(), day: w.today(), law: the_law().unwrap() };
    owner_group(&w.db, &company(n), bounds).await.unwrap()
}

#[test]
fn every_statement_of_owners_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move {
        db.prepare_all(owners::STATEMENTS).await.unwrap();
    });
}

#[test]
fn a_declaration_takes_the_place_of_the_one_before_and_keeps_its_records() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let first = w.declare(1, vec![person("Ayesha Example", CNIC, "60"), held_by(2, "40")]).await.unwrap();
        let before = store::list_whole(&w.db, &first.id).await.unwrap();
        let mut again = person("Ayesha Example", CNIC, "70");
        again.record = Some(before[0].record.clone());
        let second = w.declare(1, vec![again, foreign("Example Mining Beijing", "30")]).await.unwrap();
        assert_eq!((first.nth, second.nth), (1, 2));
        let now = store::list_whole(&w.db, &second.id).await.unwrap();
        let told: Vec<_> = now.iter().map(|s| (s.status, s.owner.kind, s.supersedes.is_some())).collect();
        assert_eq!(
            told,
            [
                (RecordStatus::Updated, OwnerKind::Person, true),
                (RecordStatus::New, OwnerKind::Entity, false),
                (RecordStatus::Closed, OwnerKind::Entity, true)
            ]
        );
        assert_eq!((&now[0].record, &now[0].owner.id), (&before[0].record, &before[0].owner.id));
        assert_eq!(now[2].record, before[1].record);
        let holds = store::list_above(&w.db, Part::Whole, &[company(1)], w.today()).await.unwrap();
        assert_eq!(holds.len(), 2, "what is closed and what was superseded holds no more");
        assert_eq!(w.count("select count(*) from parties_public_owner_link").await, 2);
    });
}

#[test]
fn only_the_company_itself_declares_and_a_refusal_stays_on_record() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let rows = || vec![person("Ayesha Example", CNIC, "100")];
        for stranger in ["rep2", "officer", "registrar", "nobody"] {
            let wrong = w.declare_by(stranger, 1, rows()).await.unwrap_err();
            assert!(["no-right", "other-organisation"].contains(&wrong[0].code), "{stranger}: {wrong:?}");
        }
        assert_eq!(w.count("select count(*) from parties_owner_declaration").await, 0);
        assert_eq!(w.count("select count(*) from access_record where act = 'owners.declare' and outcome = 'refused'").await, 4);
        w.declare(1, rows()).await.unwrap();
        assert_eq!(w.count("select count(*) from access_record where act = 'owners.declare' and outcome = 'allowed'").await, 1);
    });
}

#[test]
fn what_cannot_be_declared_is_told_all_at_once_and_nothing_is_stored() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let mut backwards = person("Bilal Example", "4210112345672", "10");
        backwards.interests[0].until = Some(kaan_base::Day::parse("2020-01-01").unwrap());
        let rows = vec![
            held_by(1, "10"),
            held_by(77, "10"),
            backwards,
            person("Ayesha Example", CNIC, "10"),
            person("A. Example", CNIC, "10"),
        ];
        let wrong = w.declare(1, rows).await.unwrap_err();
        let told: Vec<_> = wrong.iter().map(|p| (p.code, p.place.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            told,
            [
                ("owners-of-itself", "r1_party"),
                ("owners-no-such-party", "r2_party"),
                ("owners-dates-backwards", "r3_from"),
                ("owners-twice", "r5_name_en")
            ]
        );
        assert_eq!(codes(&w.declare(1, vec![]).await.unwrap_err()), ["owners-nobody"]);
        assert_eq!(codes(&w.declare_by("rep1", 77, vec![held_by(2, "1")]).await.unwrap_err()), ["owners-unknown-party"]);
        assert_eq!(w.count("select count(*) from parties_owner_statement").await, 0);
        let twice = w.declare(1, vec![held_by(2, "10"), held_by(2, "20")]).await.unwrap_err();
        assert_eq!(codes(&twice), ["owners-twice"]);
    });
}

#[test]
fn nothing_private_enters_the_ledger_and_the_commitments_open() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let done =
            w.declare(1, vec![person("Ayesha Example", CNIC, "62.5"), person("Small Holder", "4210112345672", "2")]).await.unwrap();
        let entries = kaan_ledger::find_by_subject(&w.db, &format!("party:{}", company(1))).await.unwrap();
        let entry = entries.iter().find(|e| e.kind == "parties.owners-declared").unwrap();
        let text = String::from_utf8(entry.body.clone()).unwrap();
        for secret in [CNIC, "4210112345672", "1980", "House 7", "62.5", "register of members", "Small Holder"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("Ayesha Example") && text.contains("\"50\""));
        let body: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (n, (private, salt)) in store::list_salted(&w.db, &done.id).await.unwrap().into_iter().enumerate() {
            let salt: [u8; 32] = salt.try_into().unwrap();
            let commitment = hex::encode(kaan_ledger::commit(&salt, private.as_bytes()));
            assert_eq!(body["statements"][n]["whole"], commitment);
        }
    });
}

#[test]
fn an_officer_of_the_territory_checks_the_latest_declaration_once() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let old = w.declare(1, vec![person("Ayesha Example", CNIC, "100")]).await.unwrap();
        let new = w.declare(1, vec![person("Ayesha Example", CNIC, "90")]).await.unwrap();
        let check = async |account: &str, id: &str, items: Vec<Item>| {
            let caller = w.caller(account).await;
            w.db.act(CheckOwners::new(&w.access, &caller, id, items)).await.unwrap()
        };
        let statement = store::list_whole(&w.db, &new.id).await.unwrap()[0].id.clone();
        let item = |code: &str, words: Option<&str>| Item {
            statement: statement.clone(),
            code: code.into(),
            words: words.map(str::to_owned),
        };
        assert_eq!(codes(&check("elsewhere", &new.id, vec![]).await.unwrap_err()), ["other-territory"]);
        assert_eq!(codes(&check("rep1", &new.id, vec![]).await.unwrap_err()), ["no-right"]);
        assert_eq!(codes(&check("officer", &old.id, vec![]).await.unwrap_err()), ["owners-superseded"]);
        assert_eq!(codes(&check("officer", "nonsense", vec![]).await.unwrap_err()), ["owners-no-declaration"]);
        assert_eq!(codes(&check("officer", &new.id, vec![item("gossip", None)]).await.unwrap_err()), ["owners-item-unknown"]);
        assert_eq!(codes(&check("officer", &new.id, vec![item("other", None)]).await.unwrap_err()), ["owners-words-missing"]);
        let found = vec![item("share-differs", Some("the register says 80 for Ayesha"))];
        assert_eq!(check("officer", &new.id, found.clone()).await.unwrap(), State::Discrepancies);
        assert_eq!(codes(&check("officer", &new.id, vec![]).await.unwrap_err()), ["owners-checked-already"]);
        let kept = store::find_latest(&w.db, &company(1)).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.items), (State::Discrepancies, found));
        assert_eq!(w.count("select count(*) from notices_notice where account = 'rep1'").await, 1);
        let entries = kaan_ledger::find_by_subject(&w.db, &format!("party:{}", company(1))).await.unwrap();
        let entry = entries.iter().find(|e| e.kind == "parties.owners-checked").unwrap();
        let text = String::from_utf8(entry.body.clone()).unwrap();
        assert!(text.contains("share-differs") && !text.contains("the register says"));
    });
}

#[test]
fn the_group_goes_up_to_owners_and_down_to_what_they_hold() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        // 1 is held by 2, 2 by Ayesha; Ayesha holds 3 too, 3 holds 4; 5 is held by her in small; 6 shares a child alone.
        w.declare(1, vec![held_by(2, "60"), held_by(6, "40")]).await.unwrap();
        w.declare(2, vec![person("Ayesha Example", CNIC, "75")]).await.unwrap();
        w.declare(3, vec![person("Ayesha Example", CNIC, "30"), person("Other Example", "4210112345672", "70")]).await.unwrap();
        w.declare(4, vec![held_by(3, "20-40"), held_by(7, "60")]).await.unwrap();
        w.declare(5, vec![person("Ayesha Example", CNIC, "10")]).await.unwrap();
        let g = group(&w, 2).await;
        let told: Vec<_> = g.members.iter().filter(|m| !m.person).map(|m| (m.id.clone(), m.above, m.certain, m.hops)).collect();
        assert_eq!(told, [(company(1), false, true, 1), (company(3), false, true, 2), (company(4), false, false, 3)]);
        assert_eq!(g.members.iter().filter(|m| m.person && m.above).count(), 1);
        assert!(!g.truncated && !g.ids(&company(2)).contains(&company(6)), "a common child makes no group");
        let from_below = group(&w, 1).await;
        assert!([2, 3, 4, 6].iter().all(|n| from_below.ids(&company(1)).contains(&company(*n))), "{from_below:?}");
        assert!(!from_below.ids(&company(1)).contains(&company(5)), "ten per cent are below the threshold");
        assert!(!from_below.members.iter().any(|m| m.id == company(7)));
        assert_eq!(group(&w, 9).await.members, []);
    });
}

#[test]
fn a_ring_of_companies_ends_and_a_long_chain_says_that_it_was_cut() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        for (n, owner) in [(1, 2), (2, 3), (3, 1)] {
            w.declare(n, vec![held_by(owner, "50")]).await.unwrap();
        }
        let g = group(&w, 1).await;
        assert_eq!((g.members.len(), g.truncated), (2, false));
        let loaded = owners::load::load(&w.db, Part::Public, &company(1), w.today()).await.unwrap();
        assert_eq!((loaded.statements.len(), loaded.truncated), (3, false));
    });
}

#[test]
fn a_holder_of_a_register_is_linked_by_two_officers() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let holder = "01990000-0000-7000-8000-00000000aaaa";
        w.db.act(Holder(holder)).await.unwrap();
        let link = async |account: &str, step: Step| {
            let caller = w.caller(account).await;
            w.db.act(LinkHolder::new(&w.access, &caller, (&company(1), holder), step)).await.unwrap()
        };
        let source = || Step::Prepare("the same SECP number on the licence".into());
        assert_eq!(codes(&link("registrar", Step::Sign).await.unwrap_err()), ["four-eyes"], "nothing is prepared yet");
        assert_eq!(codes(&link("registrar", Step::Prepare("same".into())).await.unwrap_err()), ["owners-link-source"]);
        link("registrar", source()).await.unwrap();
        assert_eq!(codes(&link("registrar", Step::Sign).await.unwrap_err()), ["four-eyes"]);
        assert_eq!(codes(&link("elsewhere", Step::Sign).await.unwrap_err()), ["other-territory"]);
        assert_eq!(w.count("select count(*) from parties_public_holder_link").await, 0);
        assert_eq!(codes(&link("officer", source()).await.unwrap_err()), ["owners-linked-already"]);
        w.second_registrar().await;
        link("registrar2", Step::Sign).await.unwrap();
        assert_eq!(w.count("select count(*) from parties_public_holder_link").await, 1);
        let found = store::list_holders(&w.db, &[company(1)]).await.unwrap();
        assert_eq!((found.len(), found[0].name.as_str()), (1, "Company One Ltd"));
    });
}

/// A register of titles with one holder.
struct Holder(&'static str);

impl Act for Holder {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(sql("insert into cadastre_register (code, jurisdiction, source, licence, credit, demonstration) values ('BA', 'PK-BA', 's', 'l', 'c', true)")).await?;
        let q = sql(
            "insert into cadastre_holder (id, register, name, folded, kind) values ($1, 'BA', 'Company One Ltd', 'company one ltd', 'organisation')",
        );
        tx.run(q.bind(self.0)).await.map(drop)
    }
}

/// Every entry of the ledger into another store.
struct Again(Vec<(String, String, Vec<u8>)>);

impl Act for Again {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        for (kind, subject, body) in &self.0 {
            assert!(owners::apply(tx, kind, subject, body).await?, "{kind}");
        }
        assert!(!owners::apply(tx, "parties.company-registered", "party:x", b"{}").await?);
        Ok(())
    }
}

#[test]
fn the_register_of_owners_is_made_again_from_the_ledger_alone() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        w.declare(1, vec![person("Ayesha Example", CNIC, "60"), held_by(2, "40")]).await.unwrap();
        let last = w.declare(1, vec![held_by(2, "100")]).await.unwrap();
        let caller = w.caller("officer").await;
        w.db.act(CheckOwners::new(&w.access, &caller, &last.id, vec![])).await.unwrap().unwrap();
        let entries = kaan_ledger::find_by_subject(&w.db, &format!("party:{}", company(1))).await.unwrap();
        let owned = |k: &str| k.starts_with("parties.owner");
        let all: Vec<_> = entries.into_iter().filter(|e| owned(&e.kind)).map(|e| (e.kind, e.subject, e.body)).collect();
        assert_eq!(all.len(), 3);
        let folder = kaan_db::testing::Folder::new();
        let two = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("two.db").display())).await.unwrap();
        two.migrate(MIGRATIONS).await.unwrap();
        let again = world(two).await;
        again.db.act(Again(all.clone())).await.unwrap();
        assert_eq!(owners::compare(&w.db, &again.db).await.unwrap(), Vec::<String>::new());
        let public = store::list_whole(&again.db, &last.id).await.unwrap();
        assert!(public.iter().all(|s| s.owner.particulars.is_none()), "what is private is not in the ledger");
        w.declare(3, vec![held_by(2, "100")]).await.unwrap();
        assert_eq!(owners::compare(&w.db, &again.db).await.unwrap().len(), 1);
    });
}
