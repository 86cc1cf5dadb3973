//! Durability by killing: what a writer acknowledged is there after `kill -9`, whenever it came.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use kaan_db::testing::Folder;
use kaan_db::{Act, Db, Migration, Res, Tx, sql};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const SCHEMA: &[Migration] =
    &[Migration { name: "0001_thing", text: "create table thing (id bigint primary key, body text not null)" }];
/// When this is set the test is the child: it writes until it is killed.
const CHILD: &str = "KAAN_TEST_KILL_CHILD";

struct Add(i64);
impl Act for Add {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(sql("insert into thing (id, body) values ($1, $2)").bind(self.0).bind("x".repeat(500))).await?;
        Ok(())
    }
}

fn run<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(f)
}

async fn write_until_killed(url: &str) {
    let db = Db::open(url).await.unwrap();
    let from: i64 = db.one(sql("select coalesce(max(id), 0) from thing"), |r| r.get(0)).await.unwrap();
    let mut tasks = vec![];
    for task in 0..8 {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            for i in 0.. {
                let id = from + 1 + task + 8 * i;
                db.act(Add(id)).await.unwrap();
                // One write, one line: the parent sees it whole or not at all.
                std::io::stdout().write_all(format!("\nack {id}\n").as_bytes()).unwrap();
                std::io::stdout().flush().unwrap();
            }
        }));
    }
    for t in tasks {
        t.await.unwrap();
    }
}

#[test]
#[allow(clippy::disallowed_methods)] // The test starts itself again as the child that is killed.
fn every_acknowledged_act_outlives_a_kill() {
    if let Ok(url) = std::env::var(CHILD) {
        return run(write_until_killed(&url));
    }
    let folder = Folder::new();
    let url = format!("sqlite://{}", folder.path().join("a.db").display());
    run(async { Db::open(&url).await.unwrap().migrate(SCHEMA).await.unwrap() });
    let mut acknowledged = vec![];
    for round in 0..4 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "every_acknowledged_act_outlives_a_kill", "--nocapture", "--test-threads=1"])
            .env(CHILD, &url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut seen = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let Ok(line) = line else { break };
            if let Some(id) = line.strip_prefix("ack ").and_then(|t| t.parse::<i64>().ok()) {
                acknowledged.push(id);
                seen += 1;
            }
            if seen == 40 + 37 * round {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(seen >= 40, "the child wrote {seen}");
    }
    run(async {
        let db = Db::open(&url).await.unwrap();
        let stored = db.all(sql("select id from thing order by id"), |r| r.get::<i64>(0)).await.unwrap();
        let missing: Vec<_> = acknowledged.iter().filter(|id| stored.binary_search(id).is_err()).collect();
        assert!(missing.is_empty(), "lost: {missing:?}");
        let check: String = db.one(sql("pragma integrity_check"), |r| r.get(0)).await.unwrap();
        assert_eq!(check, "ok");
    });
}
