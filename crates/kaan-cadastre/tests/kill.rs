//! An import killed in the middle leaves nothing; one that was acknowledged is whole, after `kill -9` too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

mod common;

use common::{MIGRATIONS, Made, bring, square, titles};
use kaan_cadastre::{Collection, Import, Law, Phase, import, load};
use kaan_db::{Db, sql};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// When this is set the test is the child: it brings a file in until it is killed.
const CHILD: &str = "KAAN_TEST_KILL_IMPORT";
const COUNT: usize = 6_000;

fn run<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(f)
}

fn say(line: String) {
    // One write, one line: the parent sees it whole or not at all.
    std::io::stdout().write_all(format!("\n{line}\n").as_bytes()).unwrap();
    std::io::stdout().flush().unwrap();
}

fn job(made: &Made) -> Import {
    let features: Vec<String> = (0..COUNT)
        .map(|i| square(&format!("EL {i}"), "granted", &format!("Holder {}", i % 300), (i % 80) as f64, (i / 80) as f64, 1.1))
        .collect();
    titles(made, "many.geojson", &features)
}

async fn bring_until_killed(url: &str) {
    let db = Db::open(url).await.unwrap();
    let made = Made::new();
    let tell = Arc::new(|t: kaan_cadastre::Told| {
        say(match t.phase {
            Phase::Rows => format!("rows {}", t.done),
            _ => "after".into(),
        });
    });
    import(&db, Import { tell, ..job(&made) }).await.unwrap();
    say("done".into());
    std::thread::sleep(std::time::Duration::from_secs(60));
}

/// Starts the child and kills it when it says this; whether it had said that it was done.
fn kill_at(url: &str, when: &str) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "an_import_is_whole_or_not_there", "--nocapture", "--test-threads=1"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut done = false;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        done |= line == "done";
        if line == when {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    done
}

async fn look(url: &str, expected: usize) {
    let db = Db::open(url).await.unwrap();
    let check: String = db.one(sql("pragma integrity_check"), |r| r.get(0)).await.unwrap();
    assert_eq!(check, "ok");
    let ground = load(&db, &Law::shipped().unwrap()).await.unwrap();
    assert_eq!(ground.count(Collection::Titles), expected);
    assert_eq!(ground.size() > 0, expected > 0);
}

#[test]
fn an_import_is_whole_or_not_there() {
    if let Ok(url) = std::env::var(CHILD) {
        return run(bring_until_killed(&url));
    }
    let folder = kaan_db::testing::Folder::new();
    let url = format!("sqlite://{}", Path::new(folder.path()).join("a.db").display());
    run(async { Db::open(&url).await.unwrap().migrate(MIGRATIONS).await.unwrap() });
    for when in ["rows 500", "rows 3000", "rows 6000", "after"] {
        assert!(!kill_at(&url, when), "killed at {when}");
        run(look(&url, 0));
    }
    assert!(kill_at(&url, "done"));
    run(look(&url, COUNT));
    run(async {
        let (db, made) = (Db::open(&url).await.unwrap(), Made::new());
        assert!(bring(&db, job(&made)).await.already);
    });
}
