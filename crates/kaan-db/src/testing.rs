//! The test kit: a fresh store for every test, on SQLite always, on PostgreSQL when one is at hand.
//!
//! Called by tests of this and other crates only; the one place outside the binary that reads the
//! environment (`KAAN_TEST_POSTGRES`, the address of a server where databases may be created).
//! It never runs in the program, so it may panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use crate::{Db, Limits, Migration};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A folder that goes away with the value.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder under the machine's place for temporary files.
    #[must_use]
    pub fn new() -> Self {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kaan-test-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the test on a fresh SQLite store, and on a fresh PostgreSQL database when there is a server.
pub fn on_both<F, Fut>(migrations: &[Migration], test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    on_both_with(migrations, Limits::default(), test);
}

/// As [`on_both`], with other bounds.
pub fn on_both_with<F, Fut>(migrations: &[Migration], limits: Limits, test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = runtime();
    let folder = Folder::new();
    let url = format!("sqlite://{}", folder.path().join("store.db").display());
    runtime.block_on(async {
        let db = Db::open_with(&url, limits).await.expect("SQLite opens");
        db.migrate(migrations).await.expect("migrations run on SQLite");
        test(db).await;
    });
    let Ok(server) = std::env::var("KAAN_TEST_POSTGRES") else { return };
    on_postgres(&runtime, &server, migrations, limits, &test);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

fn on_postgres<F, Fut>(runtime: &tokio::runtime::Runtime, server: &str, migrations: &[Migration], limits: Limits, test: &F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    let config: tokio_postgres::Config = server.parse().expect("KAAN_TEST_POSTGRES is an address");
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("kaan_test_{}_{n}", std::process::id());
    let fresh = format!("create database {name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'");
    let drop = format!("drop database if exists {name} with (force)");
    runtime.block_on(on_server(&config, &[&drop, &fresh]));
    let mut own = config.clone();
    own.dbname(&name);
    let end = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let db = Db::open_config(own, limits).await.expect("PostgreSQL opens");
            db.migrate(migrations).await.expect("migrations run on PostgreSQL");
            test(db).await;
        });
    }));
    runtime.block_on(on_server(&config, &[&drop]));
    if let Err(panic) = end {
        eprintln!("the test failed on PostgreSQL");
        resume_unwind(panic);
    }
}

async fn on_server(config: &tokio_postgres::Config, texts: &[&str]) {
    let (client, connection) = config.connect(tokio_postgres::NoTls).await.expect("the server answers");
    let served = tokio::spawn(connection);
    for text in texts {
        client.batch_execute(text).await.expect("the server obeys");
    }
    drop(client);
    let _ = served.await;
}
