//! Durable acts: each a row of its own table and one ledger entry in one transaction, acknowledged
//! when on disk; then the log is numbered and signed.
//!
//! Called by `xtask acts` with a store of its own, on either engine. It never opens the product's store.

use anyhow::Result;
use kaan_db::{Act, Db, Migration, Res, Tx, sql};
use kaan_ledger::{Entry, Signer, record, sequence};
use std::time::{Duration, Instant};

const LEDGER: &str = include_str!("../../migrations/0001_ledger.sql");
const TABLE: &str = "create table bench_title (id {{sequence}}, number text not null, holder text not null, status text not null, area_m2 double precision not null, boundary bytea not null)";
const INSERT: &str = "insert into bench_title (number, holder, status, area_m2, boundary) values ($1, $2, $3, $4, $5)";

/// One title granted.
struct Grant {
    number: String,
}

impl Act for Grant {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let row =
            sql(INSERT).bind(self.number.clone()).bind("Holder of a title").bind("active").bind(1_234_567.8).bind(vec![7u8; 60]);
        tx.run(row).await?;
        let body = format!(r#"{{"number":"{}","holder":"Holder of a title","status":"active","area_m2":1234567.8}}"#, self.number);
        let entry = Entry { kind: "bench.title-granted", subject: format!("bench/{}", self.number), body: body.into_bytes() };
        record(tx, &[entry]).await.map(drop)
    }
}

/// Runs acts from so many callers for so long and prints one line, then numbers the log and prints another.
pub fn run(database: &str, callers: usize, seconds: u64) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measure(database, callers, seconds))
}

async fn measure(database: &str, callers: usize, seconds: u64) -> Result<()> {
    let db = Db::open(database).await?;
    db.migrate(&[Migration { name: "0001_ledger", text: LEDGER }, Migration { name: "0002_bench", text: TABLE }]).await?;
    let (start, end) = (Instant::now(), Instant::now() + Duration::from_secs(seconds));
    let all: Vec<_> = (0..callers).map(|n| tokio::spawn(caller(db.clone(), n, end))).collect();
    let (mut times, mut least) = (Vec::new(), usize::MAX);
    for one in all {
        let own = one.await??;
        least = least.min(own.len());
        times.extend(own);
    }
    let took = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let engine = if db.is_embedded() { "SQLite" } else { "PostgreSQL" };
    println!(
        "acts on {engine}: {callers} callers, {:.0} per s, p50 {:.2} ms, p99 {:.2} ms, slowest caller {least} of {}",
        times.len() as f64 / took,
        at(0.5),
        at(0.99),
        times.len()
    );
    let signer = Signer::generate([7; 32], "bench")?;
    let start = Instant::now();
    let size = sequence(&db, &signer).await?.size;
    println!("log on {engine}: {size} entries numbered and signed in {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}

async fn caller(db: Db, n: usize, end: Instant) -> Res<Vec<Duration>> {
    let mut times = Vec::new();
    while Instant::now() < end {
        let start = Instant::now();
        db.act(Grant { number: format!("{n}-{}", times.len()) }).await?;
        times.push(start.elapsed());
    }
    Ok(times)
}
