//! The store on both engines: acts, values, migrations, reading, backup.
//!
//! Runs on SQLite always, on PostgreSQL when `KAAN_TEST_POSTGRES` is set.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use kaan_db::testing::{Folder, on_both, on_both_with};
use kaan_db::{Act, Arg, Db, Fault, Limits, Migration, Res, Tx, Val, backup_file, restore_file, sql};
use std::ops::ControlFlow;
use std::sync::Arc;

const SCHEMA: &[Migration] = &[Migration {
    name: "0001_thing",
    text: "create table thing (id bigint primary key, name text unique, size double precision, body bytea,
            good boolean, note text, key2 bigint check (key2 > 0));
        create table queue (key {{sequence}}, what text not null);",
}];
const INSERT: &str = "insert into thing (id, name, size, body, good, note) values ($1, $2, $3, $4, $5, $6)";
const COUNT: &str = "select count(*) from thing";

struct Add(i64, String);
impl Act for Add {
    type Out = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<i64> {
        let queued = sql("insert into queue (what) values ($1) returning key").bind(&self.1);
        let key = tx.one(queued, |r| r.get(0)).await?;
        let q = sql(INSERT).bind(self.0).bind(&self.1).bind(0.5).bind(vec![1_u8, 0, 255]).bind(true);
        tx.run(q.bind(Option::<String>::None)).await?;
        Ok(key)
    }
}

struct AddMany(usize);
impl Act for AddMany {
    type Out = u64;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        let names: Vec<String> = (0..self.0).map(|i| format!("n{i:07}")).collect();
        let rows = names.iter().enumerate().map(|(i, n)| {
            let even = i % 2 == 0;
            [Arg::from(i as i64), n.into(), (i as f64).into(), even.then_some(n.as_bytes()).into(), even.into()]
        });
        tx.insert_many("thing", ["id", "name", "size", "body", "good"], rows).await
    }
}

async fn count(db: &Db) -> i64 {
    db.one(sql(COUNT), |r| r.get(0)).await.unwrap()
}

#[test]
fn an_act_that_fails_leaves_its_neighbours_standing() {
    on_both(SCHEMA, |db| async move {
        db.act(Add(1000, "taken".into())).await.unwrap();
        let acts = (0..50).map(|i| {
            let name = if i % 5 == 0 { "taken".to_owned() } else { format!("n{i}") };
            let db = db.clone();
            tokio::spawn(async move { db.act(Add(i, name)).await })
        });
        let mut ends = vec![];
        for a in acts.collect::<Vec<_>>() {
            ends.push(a.await.unwrap());
        }
        let taken = Err(Fault::Taken("thing.name".into()));
        assert_eq!(ends.iter().filter(|e| e.is_ok()).count(), 40);
        assert_eq!(ends.iter().filter(|e| **e == taken).count(), 10);
        assert_eq!(count(&db).await, 41);
        let queued: i64 = db.one(sql("select count(*) from queue"), |r| r.get(0)).await.unwrap();
        assert_eq!(queued, 41, "what a failed act wrote before it failed is undone too");
    });
}

#[test]
fn an_act_that_panics_is_answered_and_the_writer_lives_on() {
    struct Panics;
    impl Act for Panics {
        type Out = ();
        async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
            tx.run(sql(INSERT).bind(1_i64).bind("x").bind(0.0).bind(vec![]).bind(true).bind("")).await?;
            panic!("on purpose");
        }
    }
    on_both(SCHEMA, |db| async move {
        if db.is_embedded() {
            assert!(matches!(db.act(Panics).await, Err(Fault::Broken(_))));
            assert_eq!(count(&db).await, 0);
        }
        db.act(Add(1, "a".into())).await.unwrap();
        assert_eq!(count(&db).await, 1);
    });
}

#[test]
fn every_type_reads_back_and_so_does_its_null() {
    struct Put(Vec<[Val; 6]>);
    impl Act for Put {
        type Out = ();
        async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
            tx.run(sql("insert into thing (id, name, size, body, good, note)").rows(self.0.clone())).await?;
            Ok(())
        }
    }
    on_both(SCHEMA, |db| async move {
        let full = [
            Val::from(i64::MIN),
            "\u{627}\u{631}\u{62f}\u{648}\u{1f4a7}".into(),
            (-1.5).into(),
            vec![0_u8, 255].into(),
            false.into(),
            "".into(),
        ];
        let empty = [Val::Int(Some(2)), Val::Text(None), Val::Real(None), Val::Bytes(None), Val::Bool(None), Val::Text(None)];
        db.act(Put(vec![full, empty])).await.unwrap();
        let rows = db
            .all(sql("select id, name, size, body, good, note from thing order by id"), |r| {
                let borrowed = r.bytes_or_null(3)?.map(<[u8]>::to_vec);
                assert_eq!(r.text_or_null(1)?.map(str::to_owned), r.get::<Option<String>>(1)?);
                Ok((
                    r.get::<i64>(0)?,
                    r.get::<Option<String>>(1)?,
                    r.get::<Option<f64>>(2)?,
                    borrowed,
                    r.get::<Option<bool>>(4)?,
                    r.get::<Option<String>>(5)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!(
            rows[0],
            (
                i64::MIN,
                Some("\u{627}\u{631}\u{62f}\u{648}\u{1f4a7}".into()),
                Some(-1.5),
                Some(vec![0, 255]),
                Some(false),
                Some(String::new())
            )
        );
        assert_eq!(rows[1], (2, None, None, None, None, None));
        let wrong = db.one(sql("select name from thing where id = $1").bind(2_i64), |r| r.get::<i64>(0)).await;
        assert!(matches!(wrong, Err(Fault::Broken(_))), "{wrong:?}");
        let none = db.one(sql("select id from thing where id = $1").bind(3_i64), |r| r.get::<i64>(0)).await;
        assert_eq!(none, Err(Fault::Missing));
    });
}

#[test]
fn a_rule_of_the_schema_is_named_when_it_refuses() {
    struct Bad;
    impl Act for Bad {
        type Out = u64;
        async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
            tx.run(sql("insert into thing (id, key2) values ($1, $2)").bind(1_i64).bind(-1_i64)).await
        }
    }
    on_both(SCHEMA, |db| async move {
        assert!(matches!(db.act(Bad).await, Err(Fault::Violated(_))));
    });
}

#[test]
fn many_rows_go_in_fast_and_come_out_page_by_page() {
    on_both(SCHEMA, |db| async move {
        assert_eq!(db.act(AddMany(3)).await, Ok(3));
        struct Clear;
        impl Act for Clear {
            type Out = u64;
            async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
                tx.run(sql("delete from thing")).await
            }
        }
        assert_eq!(db.act(Clear).await, Ok(3));
        assert_eq!(db.act(AddMany(5000)).await, Ok(5000));
        // Both keys of each row are taken; which of them is named first is the engine's own affair.
        assert!(matches!(db.act(AddMany(9)).await, Err(Fault::Taken(what)) if what.starts_with("thing.")));
        let (mut after, mut seen) = (None, 0);
        loop {
            let page = db
                .all(
                    sql("select id, body from thing where good")
                        .and(" and (id, name) > (?, ?)", after.take().map(|(i, n): (i64, String)| [i.into(), n.into()]))
                        .and(" order by id, name limit ?", Some([700_i64.into()])),
                    |r| Ok((r.get::<i64>(0)?, r.get::<String>(0).err(), r.bytes(1)?.to_vec())),
                )
                .await
                .unwrap();
            let Some((last, _, body)) = page.last().cloned() else { break };
            assert_eq!(body, format!("n{last:07}").as_bytes());
            seen += page.len();
            after = Some((last, format!("n{last:07}")));
        }
        assert_eq!(seen, 2500);
        let mut streamed = 0;
        db.each(sql("select id from thing order by id"), |r| {
            assert_eq!(r.get::<i64>(0)?, streamed);
            streamed += 1;
            Ok(if streamed == 4000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
        .await
        .unwrap();
        assert_eq!(streamed, 4000);
        let some = db
            .all(sql("select id from thing where true").among(" and id in", [7_i64, 3, 9]).and(" order by id", Some([])), |r| {
                r.get::<i64>(0)
            });
        assert_eq!(some.await.unwrap(), [3, 7, 9]);
    });
}

#[test]
fn a_snapshot_sees_nothing_that_comes_later() {
    on_both(SCHEMA, |db| async move {
        db.act(Add(1, "a".into())).await.unwrap();
        let mut s = db.snapshot().await.unwrap();
        db.act(Add(2, "b".into())).await.unwrap();
        assert_eq!(s.one(sql(COUNT), |r| r.get::<i64>(0)).await, Ok(1));
        s.finish().await.unwrap();
        let dropped = db.snapshot().await.unwrap();
        drop(dropped);
        assert_eq!(count(&db).await, 2);
    });
}

#[test]
fn migrations_run_once_and_an_edited_or_newer_one_is_refused() {
    on_both(SCHEMA, |db| async move {
        assert_eq!(db.migrate(SCHEMA).await, Ok(0));
        let second = Migration { name: "0002_more", text: "create table more (id bigint primary key)" };
        let both = [SCHEMA[0], second];
        assert_eq!(db.migrate(&both).await, Ok(1));
        assert!(matches!(db.migrate(SCHEMA).await, Err(Fault::Schema(_))), "the store is newer");
        let edited = [SCHEMA[0], Migration { text: "create table other (id bigint)", ..second }];
        assert!(matches!(db.migrate(&edited).await, Err(Fault::Schema(_))));
        let bad = [SCHEMA[0], second, Migration { name: "0003_bad", text: "create table half (id bigint); create nonsense" }];
        assert!(matches!(db.migrate(&bad).await, Err(Fault::Schema(_))));
        let half = db.prepare_all(&["select id from half"]).await;
        assert!(half.is_err(), "a failed migration leaves nothing");
        assert!(matches!(db.migrate(&[second, SCHEMA[0]]).await, Err(Fault::Schema(_))), "out of order");
        db.prepare_all(&["select id from more where id = $1", INSERT]).await.unwrap();
    });
}

#[test]
fn marks_out_of_order_are_found_by_prepare_all() {
    on_both(SCHEMA, |db| async move {
        let swapped = db.prepare_all(&["select id from thing where name = $2 and id = $1"]).await;
        assert_eq!(swapped.is_err(), db.is_embedded());
    });
}

#[test]
fn a_read_without_end_is_stopped() {
    let limits = Limits { read_steps: 1_000_000, statement: std::time::Duration::from_millis(300), ..Limits::default() };
    on_both_with(SCHEMA, limits, |db| async move {
        let endless = sql("with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n");
        let end = db.one(endless, |r| r.get::<i64>(0)).await;
        assert!(matches!(end, Err(Fault::Slow(_))), "{end:?}");
        assert_eq!(count(&db).await, 0);
    });
}

#[test]
fn a_full_queue_is_answered_busy_and_not_kept_waiting() {
    struct Slow(Arc<std::sync::Barrier>);
    impl Act for Slow {
        type Out = ();
        async fn run(&self, _: &mut Tx<'_>) -> Res<()> {
            self.0.wait();
            self.0.wait();
            Ok(())
        }
    }
    let limits = Limits { queue: 1, queue_wait: std::time::Duration::ZERO, ..Limits::default() };
    on_both_with(SCHEMA, limits, |db| async move {
        if !db.is_embedded() {
            return;
        }
        let barrier = Arc::new(std::sync::Barrier::new(2));
        let slow = tokio::spawn({
            let (db, barrier) = (db.clone(), Arc::clone(&barrier));
            async move { db.act(Slow(barrier)).await }
        });
        tokio::task::spawn_blocking({
            let barrier = Arc::clone(&barrier);
            move || barrier.wait()
        })
        .await
        .unwrap();
        // Polled once, the act has the one place of the queue: nobody can come before it.
        let mut waits = Box::pin(db.act(Add(1, "a".into())));
        let pending = std::future::poll_fn(|cx| std::task::Poll::Ready(waits.as_mut().poll(cx).is_pending())).await;
        assert!(pending, "the first act holds the writer");
        let turned = db.act(Add(2, "b".into())).await;
        assert!(matches!(turned, Err(Fault::Busy(_))), "{turned:?}");
        assert_eq!(db.stats().unwrap().refused, 1);
        tokio::task::spawn_blocking(move || barrier.wait()).await.unwrap();
        slow.await.unwrap().unwrap();
        waits.await.unwrap();
    });
}

#[test]
fn another_process_holding_the_store_is_busy_in_the_end_and_not_for_ever() {
    let limits = Limits { wait: std::time::Duration::from_millis(50), ..Limits::default() };
    let folder = Folder::new();
    let path = folder.path().join("a.db");
    let url = format!("sqlite://{}", path.display());
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let db = Db::open_with(&url, limits).await.unwrap();
        db.migrate(SCHEMA).await.unwrap();
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("begin immediate").unwrap();
        let end = db.act(Add(1, "a".into())).await;
        assert!(matches!(end, Err(Fault::Busy(_))), "{end:?}");
        other.execute_batch("rollback").unwrap();
        db.act(Add(1, "a".into())).await.unwrap();
    });
}

#[test]
fn a_backup_taken_while_writing_is_whole_and_can_be_restored() {
    let folder = Folder::new();
    let (live, copy, again) = (folder.path().join("live.db"), folder.path().join("copy.db"), folder.path().join("again.db"));
    let url = format!("sqlite://{}", live.display());
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(async {
        let db = Db::open(&url).await.unwrap();
        db.migrate(SCHEMA).await.unwrap();
        let writing = tokio::spawn({
            let db = db.clone();
            async move {
                for i in 0..2000 {
                    db.act(Add(i, format!("n{i}"))).await.unwrap();
                }
            }
        });
        while count(&db).await < 20 {
            tokio::task::yield_now().await;
        }
        db.backup(&copy).await.unwrap();
        assert!(db.backup(&copy).await.is_err(), "it does not overwrite");
        writing.await.unwrap();
        restore_file(&copy, &again, false).unwrap();
        assert!(restore_file(&copy, &again, false).is_err(), "only when forced");
        restore_file(&copy, &again, true).unwrap();
        let in_use = restore_file(&copy, &live, true);
        assert!(matches!(in_use, Err(Fault::Busy(_))), "{in_use:?}");
        assert_eq!(count(&db).await, 2000);
        let old = Db::open(&format!("sqlite://{}", again.display())).await.unwrap();
        let things = count(&old).await;
        let queued: i64 = old.one(sql("select count(*) from queue"), |r| r.get(0)).await.unwrap();
        assert!((20..=2000).contains(&things) && things == queued, "{things} {queued}");
    });
    let mut bytes = std::fs::read(&copy).unwrap();
    let damaged = folder.path().join("damaged.db");
    let half = bytes.len() / 2;
    bytes.truncate(half);
    std::fs::write(&damaged, &bytes).unwrap();
    assert!(restore_file(&damaged, &folder.path().join("new.db"), false).is_err());
    assert!(!folder.path().join("new.db").exists());
    assert!(backup_file(&folder.path().join("none.db"), &folder.path().join("x.db")).is_err());
}
