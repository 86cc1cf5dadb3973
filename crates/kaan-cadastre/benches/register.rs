//! A whole register of invented titles, measured: import, sequencing, loading, checks one by one and in a batch.
//!
//! `cargo bench -p kaan-cadastre --bench register -- 100000` (or 1000000). Never part of the product.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs, dead_code)]

#[path = "../../../xtask/src/generate.rs"]
mod generate;
#[path = "../../../xtask/src/random.rs"]
mod random;
#[path = "../../../xtask/src/shapes.rs"]
mod shapes;

use kaan_base::Instant;
use kaan_cadastre::{Answers, Collection, Import, Law, Outline, Register, ask, import, load};
use kaan_db::{Db, Migration};
use kaan_exchange::write::{Ground, Record, geopackage};
use kaan_exchange::{Column, ColumnKind, Value};
use kaan_geo::crs::Crs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant as Watch};

const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../migrations/0001_ledger.sql") },
    Migration { name: "0002_search", text: include_str!("../../../migrations/0002_search.sql") },
    Migration { name: "0003_cadastre", text: include_str!("../../../migrations/0003_cadastre.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../migrations/0006_ledger_clustered.sql") },
    Migration { name: "0007_search_clustered", text: include_str!("../../../migrations/0007_search_clustered.sql") },
];
const MAPPING: &str = "number = \"title_no\"\ntype = \"kind\"\nstatus = \"status\"\nholder = \"holder\"\ncommodities = \"commodity\"\ngranted = \"granted\"\nexpires = \"expires\"\n";
const SEED: u64 = 20_260_101;

fn main() {
    // `cargo test --benches` runs this too: then there is nothing to measure.
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for count in counts {
        runtime.block_on(measure(count));
    }
}

/// The register as a GeoPackage, made once.
fn file(count: usize, titles: &[generate::Title]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("kaan-bench-{count}.gpkg"));
    if path.exists() {
        return path;
    }
    let columns =
        ["title_no", "kind", "status", "holder", "commodity", "granted", "expires"].map(|n| Column::new(n, ColumnKind::Text));
    let about =
        geopackage::About { table: "titles", description: "invented", last_change: "2026-11-24T00:00:00.000Z", points: false };
    let mut out = geopackage::Writer::create(&path, about, &columns).unwrap();
    for t in titles {
        let text = |t: &str| Value::Text(t.to_owned());
        let values =
            [text(&t.number), text(t.kind), text(t.status), text(&t.holder), text(t.commodity), text(&t.granted), text(&t.expires)];
        out.write(Record { id: &t.number, ground: Ground::Parcel(&t.parcel), values: &values }).unwrap();
    }
    out.finish().unwrap();
    path
}

/// The most memory that this process had, MiB.
fn peak() -> u64 {
    memory("VmHWM")
}

fn memory(what: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|l| l.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

async fn measure(count: usize) {
    let folder = kaan_db::testing::Folder::new();
    let begun = Watch::now();
    let candidates = {
        let titles = generate::titles(count, SEED);
        file(count, &titles);
        generate::candidates(&titles, 10_000, SEED)
    };
    println!("{count} titles: made in {:.1} s; memory {} MiB", begun.elapsed().as_secs_f64(), memory("VmRSS"));
    let path = std::env::temp_dir().join(format!("kaan-bench-{count}.gpkg"));
    let db = bring(&path, folder.path()).await;
    let begun = Watch::now();
    let law = Law::shipped().unwrap();
    let before = memory("VmRSS");
    let ground = load(&db, &law).await.unwrap();
    println!(
        "  loaded in {:.2} s; memory {} MiB more, {} MiB in all",
        begun.elapsed().as_secs_f64(),
        memory("VmRSS").saturating_sub(before),
        memory("VmRSS")
    );
    let outlines: Vec<Outline> = candidates.into_iter().map(|c| outline(c.rings)).collect();
    checks(&ground, &outlines);
}

fn outline(rings: kaan_geo::Rings) -> Outline {
    Outline { rings, crs: Crs::WGS84, operation: None, accuracy_m: Some(0.0), closes_itself: true }
}

async fn bring(path: &Path, folder: &Path) -> Db {
    let db = Db::open(&format!("sqlite://{}", folder.join("bench.db").display())).await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    let what = Import {
        collection: Collection::Titles,
        file: path.to_owned(),
        register: Register::bare("BENCH"),
        mapping: Some((MAPPING.to_owned(), folder.to_owned())),
        answers: Answers::default(),
        dry_run: std::env::var_os("KAAN_BENCH_DRY").is_some(),
        rejects: None,
        now: Instant(0),
        chance: [1; 4],
        tell: phases(),
        stop: Arc::new(|| false),
    };
    let begun = Watch::now();
    let report = import(&db, what).await.unwrap();
    let imported = begun.elapsed();
    println!("  imported in {:.1} s (peak memory {} MiB): {report}", imported.as_secs_f64(), peak());
    let signer = kaan_ledger::Signer::generate([1; 32], "bench.example/log").unwrap();
    let begun = Watch::now();
    while kaan_ledger::sequence(&db, &signer).await.unwrap().more {}
    println!("  in the ledger after {:.1} s more (peak memory {} MiB)", begun.elapsed().as_secs_f64(), peak());
    db
}

fn phases() -> Arc<dyn Fn(kaan_cadastre::Told) + Send + Sync> {
    let begun = Watch::now();
    let last = std::sync::Mutex::new(None);
    Arc::new(move |told| {
        let mut last = last.lock().unwrap();
        if *last != Some(told.phase) {
            println!("    {:?} from {:.1} s", told.phase, begun.elapsed().as_secs_f64());
            *last = Some(told.phase);
        }
    })
}

fn checks(ground: &kaan_cadastre::Ground, outlines: &[Outline]) {
    let mut found = 0;
    let mut times: Vec<Duration> = Vec::with_capacity(outlines.len());
    for round in 0..3 {
        times.clear();
        found = 0;
        let begun = Watch::now();
        for o in outlines {
            let one = Watch::now();
            let answer = ask(ground, o).answer;
            times.push(one.elapsed());
            found += answer.neighbours.len();
        }
        if round == 2 {
            println!("  batch of {} checks on one thread: {:.3} s", outlines.len(), begun.elapsed().as_secs_f64());
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_nanos() as f64 / 1e3;
    println!(
        "  one check: p50 {:.2} us, p90 {:.2} us, p99 {:.2} us, most {:.0} us; {found} neighbours",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
