//! Seals: what is changed, missing or added in the record is found and named, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod record_world;

use kaan_access::record::{self, Filter, What as Wrong};
use kaan_base::access::{Reach, Resource};
use kaan_db::testing::on_both;
use kaan_db::{Act, Res, Tx, sql};
use record_world::*;
use std::time::Duration;

async fn write(w: &World, n: usize) {
    let caller = w.caller("one").await;
    let on = Resource { id: "party:7", territory: Some("PK-BA"), ..Resource::default() };
    for _ in 0..n {
        w.later(SECOND);
        w.attempt(&caller, "party.prepare", on, What::Nothing).await.unwrap();
    }
}

/// Two batches of five rows and three rows that are not sealed yet; the ids, oldest first.
async fn sealed(db: kaan_db::Db) -> (World, Vec<String>) {
    let w = world(db);
    w.seat("one", province(), "registrar").await;
    for rows in [5, 5] {
        write(&w, rows).await;
        let done = record::seal(&w.access).await.unwrap();
        assert_eq!((done.seals, done.rows, done.waits), (1, 5, false));
    }
    write(&w, 3).await;
    let all = Reach { all: true, ..Reach::default() };
    let mut ids: Vec<String> =
        record::search(&w.db, &all, &Filter::default(), None).await.unwrap().rows.into_iter().map(|r| r.id).collect();
    ids.reverse();
    (w, ids)
}

#[test]
fn a_sealed_record_holds_and_sealing_nothing_makes_no_entry() {
    on_both(MIGRATIONS, |db| async move {
        let (w, ids) = sealed(db).await;
        let report = record::verify_seals(&w.db).await.unwrap();
        assert_eq!((report.seals, report.rows, report.unsealed, report.is_good()), (2, 10, 3, true));
        let entry = kaan_ledger::find_by_subject(&w.db, "access-record:2").await.unwrap().remove(0);
        let body: serde_json::Value = serde_json::from_slice(&entry.body).unwrap();
        assert_eq!((body["count"].as_i64(), body["first"].as_str()), (Some(5), Some(ids[5].as_str())));
        assert_eq!(body["last"].as_str(), Some(ids[9].as_str()));
        assert_eq!(entry.kind, "access.record-sealed");
        assert_eq!(record::seal(&w.access).await.unwrap().rows, 3);
        let entries = kaan_ledger::pending(&w.db).await.unwrap();
        assert_eq!(record::seal(&w.access).await.unwrap(), record::Sealed::default());
        assert_eq!(kaan_ledger::pending(&w.db).await.unwrap(), entries);
        assert_eq!(record::verify_seals(&w.db).await.unwrap().seals, 3);
    });
}

async fn first_wrong(w: &World) -> (u64, Option<String>, Wrong) {
    let wrong = record::verify_seals(&w.db).await.unwrap().wrong.unwrap();
    (wrong.seal, wrong.row, wrong.what)
}

#[test]
fn a_changed_byte_is_found_and_its_row_is_named() {
    on_both(MIGRATIONS, |db| async move {
        let (w, ids) = sealed(db).await;
        w.tamper(sql("update access_record set resource = 'party:8' where id = $1").bind(&ids[7])).await;
        assert_eq!(first_wrong(&w).await, (2, Some(ids[7].clone()), Wrong::Changed));
        w.tamper(sql("update access_record set outcome = 'refused', code = 'no-right' where id = $1").bind(&ids[2])).await;
        assert_eq!(first_wrong(&w).await, (1, Some(ids[2].clone()), Wrong::Changed));
        w.tamper(sql("update access_record set salt = $1 where id = $2").bind(vec![1_u8]).bind(&ids[1])).await;
        assert_eq!(first_wrong(&w).await, (1, Some(ids[1].clone()), Wrong::Changed));
        let told = record::verify_seals(&w.db).await.unwrap().wrong.unwrap().to_string();
        assert_eq!(told, format!("record, batch 1: row {} was changed", ids[1]));
    });
}

#[test]
fn a_missing_row_is_found_and_named_first_middle_or_last() {
    for at in [0, 6, 9] {
        on_both(MIGRATIONS, |db| async move {
            let (w, ids) = sealed(db).await;
            w.tamper(sql("delete from access_record where id = $1").bind(&ids[at])).await;
            assert_eq!(first_wrong(&w).await, (1 + at as u64 / 5, Some(ids[at].clone()), Wrong::Missing));
        });
    }
}

#[test]
fn a_row_slipped_in_among_sealed_ones_is_found_and_named() {
    on_both(MIGRATIONS, |db| async move {
        let (w, ids) = sealed(db).await;
        // Take an unsealed row's key and give it one that was sealed: as the store's owner could.
        w.tamper(sql("delete from access_record where id = $1").bind(&ids[8])).await;
        let q = if w.db.is_embedded() {
            "insert into access_record (key, id, at, act, resource, outcome, address, request, detail, salt)
            values (-5, $1, 0, 'party.sign', '', 'allowed', '', '', '', $2)"
        } else {
            "insert into access_record (key, id, at, act, resource, outcome, address, request, detail, salt)
            overriding system value values (-5, $1, 0, 'party.sign', '', 'allowed', '', '', '', $2)"
        };
        let id = "019ab000-0000-7000-8000-000000000000";
        w.tamper(sql(q).bind(id).bind([9_u8; 32])).await;
        assert_eq!(first_wrong(&w).await, (1, Some(id.into()), Wrong::Added));
    });
}

#[test]
fn whoever_changes_the_seals_themselves_is_found_by_the_ledger() {
    on_both(MIGRATIONS, |db| async move {
        let (w, _) = sealed(db).await;
        w.tamper(sql("update access_seal set hashes = $1 where n = 2").bind(vec![0_u8; 240])).await;
        assert_eq!(first_wrong(&w).await, (2, None, Wrong::SealChanged));
        w.tamper(sql("delete from access_seal where n = 2")).await;
        assert_eq!(first_wrong(&w).await, (2, None, Wrong::SealMissing));
        w.tamper(sql("delete from access_seal where n = 1")).await;
        assert_eq!(first_wrong(&w).await, (1, None, Wrong::SealMissing));
    });
}

#[test]
fn a_seal_that_the_ledger_does_not_know_is_found() {
    on_both(MIGRATIONS, |db| async move {
        let (w, _) = sealed(db).await;
        let q = "insert into access_seal (n, last_key, count, first_id, last_id, hash, hashes, sealed_at)
            select 3, last_key + 1, 0, '', '', hash, $1, 0 from access_seal where n = 2";
        w.tamper(sql(q).bind(Vec::<u8>::new())).await;
        assert_eq!(first_wrong(&w).await, (3, None, Wrong::NotInLedger));
    });
}

#[test]
fn many_that_write_while_others_seal_leave_no_row_out() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db);
        w.seat("one", province(), "registrar").await;
        let writers = async || tokio::join!(write(&w, 40), write(&w, 40), write(&w, 40), write(&w, 40));
        let sealers = async || {
            for _ in 0..12 {
                record::seal(&w.access).await.unwrap();
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::join!(writers(), sealers(), sealers());
        while record::seal(&w.access).await.unwrap().waits {}
        let report = record::verify_seals(&w.db).await.unwrap();
        assert_eq!((report.rows, report.unsealed, report.wrong), (160, 0, None));
    });
}

/// Takes a key, waits, and commits after later ones: what PostgreSQL does with any long act.
struct Slow(kaan_access::Access, Duration);

impl Act for Slow {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let caller = kaan_base::access::Caller::default();
        record::note_in(tx, &self.0, &record::Noted::new("session.begin", &caller)).await?;
        tokio::time::sleep(self.1).await;
        Ok(())
    }
}

#[test]
fn a_row_whose_act_commits_late_is_waited_for_and_never_passed_over() {
    on_both(MIGRATIONS, |db| async move {
        if db.is_embedded() {
            return; // One writer: nothing commits late.
        }
        let w = world(db);
        w.seat("one", province(), "registrar").await;
        let (db, slow) = (w.db.clone(), Slow(w.access.clone(), Duration::from_millis(600)));
        let late = tokio::spawn(async move { db.act(slow).await });
        tokio::time::sleep(Duration::from_millis(200)).await;
        write(&w, 3).await;
        let early = record::seal(&w.access).await.unwrap();
        assert_eq!((early.rows, early.waits), (0, true), "the late row has the lower key");
        late.await.unwrap().unwrap();
        assert_eq!(record::seal(&w.access).await.unwrap().rows, 4);
        assert!(record::verify_seals(&w.db).await.unwrap().is_good());
    });
}
