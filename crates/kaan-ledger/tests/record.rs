//! Recording and numbering through the door of the crate, on both engines. It never looks into a table.
#![allow(clippy::unwrap_used)]

use kaan_db::testing::on_both;
use kaan_db::{Act, Db, Migration, Res, Tx};
use kaan_ledger::{Batch, Entry, Signer, find_by_subject, record, sequence, store};

const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../migrations/0001_ledger.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../migrations/0006_ledger_clustered.sql") },
];

struct Write(Vec<Entry>);

impl Act for Write {
    type Out = Batch;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Batch> {
        record(tx, &self.0).await
    }
}

fn entries(subject: &str, bodies: &[&str]) -> Vec<Entry> {
    bodies.iter().map(|b| Entry { kind: "test.thing-made", subject: subject.into(), body: b.as_bytes().to_vec() }).collect()
}

async fn write(db: &Db, subject: &str, bodies: &[&str]) -> Batch {
    db.act(Write(entries(subject, bodies))).await.unwrap()
}

#[test]
fn one_entry_and_several_are_found_by_their_subject_before_and_after_they_are_numbered() {
    on_both(MIGRATIONS, |db| async move {
        let (one, several) = (write(&db, "a", &["1"]).await, write(&db, "b", &["2", "3"]).await);
        assert!(one.key < several.key && (one.count, several.count) == (1, 2));
        let found = async |subject: &str| {
            let all = find_by_subject(&db, subject).await.unwrap();
            all.into_iter().map(|p| (p.index, String::from_utf8(p.body).unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(found("a").await, [(None, "1".into())]);
        let signer = Signer::generate([7; 32], "test").unwrap();
        assert_eq!(sequence(&db, &signer).await.unwrap().size, 3);
        assert_eq!(found("a").await, [(Some(0), "1".into())]);
        assert_eq!(found("b").await, [(Some(1), "2".into()), (Some(2), "3".into())]);
        assert!(found("c").await.is_empty());
    });
}

#[test]
fn every_statement_prepares_on_both_engines() {
    on_both(MIGRATIONS, |db| async move {
        db.prepare_all(store::STATEMENTS).await.unwrap();
        if !db.is_embedded() {
            db.prepare_all(&[store::INSERT_PENDING_ONE_POSTGRES]).await.unwrap();
        }
    });
}
