//! The real register of the demonstration through the door, on both engines: counts, areas, overlaps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use common::{MIGRATIONS, bring, data, nt, read};
use kaan_cadastre::{Cadastre, Collection, Fold, Law, compare, load};
use kaan_db::testing::on_both;
use kaan_db::{Act, Db, Fault, Res, Tx};
use kaan_ledger::{Signer, bundle_entries, split};
use std::collections::HashMap;

/// Rows of an expected file: the cells between commas.
fn rows(name: &str) -> Vec<Vec<String>> {
    read(&data(name)).lines().skip(1).map(|l| l.split(',').map(str::to_owned).collect()).collect()
}

/// Numbers by their place in the source file, 0 first, and the areas that the agency's outlines have.
async fn areas(db: &Db, collection: Collection) -> HashMap<String, f64> {
    let ground = load(db, &Law::shipped().unwrap()).await.unwrap();
    let page = ground.list(collection, &Default::default(), None, 10_000);
    let item = |n: &String| ground.find(collection, n).map(|(_, i)| (n.clone(), i.area_m2)).unwrap();
    page.numbers.iter().map(item).filter(|(_, a)| !a.is_nan()).collect()
}

fn close(mine: f64, expected: f64) -> bool {
    // The agency's corners have more digits than 1e-8 degree, half a millimetre at most along every side.
    (mine - expected).abs() <= 0.011 + 0.003 * expected.sqrt() + 1e-8 * expected
}

async fn titles_as_expected(db: &Db) {
    let report = bring(db, nt(Collection::Titles)).await;
    assert_eq!((report.counts.read, report.counts.added, report.counts.invalid, report.counts.rejected), (1993, 1993, 11, 0));
    assert!(report.unknown.is_empty(), "{:?}", report.unknown);
    let areas = areas(db, Collection::Titles).await;
    let expected = rows("expected-nt-granted-2013-areas-straight.csv");
    assert_eq!((areas.len(), expected.len()), (1982, 1982));
    for row in &expected {
        let (mine, theirs) = (areas[&row[1]], row[3].parse().unwrap());
        assert!(close(mine, theirs), "{}: {mine} for {theirs}", row[1]);
    }
}

async fn overlaps_as_expected(db: &Db) {
    let by_row: HashMap<String, String> =
        rows("expected-nt-granted-2013-areas-straight.csv").into_iter().map(|r| (r[0].clone(), r[1].clone())).collect();
    let mut expected: HashMap<(String, String), f64> = HashMap::new();
    for row in rows("expected-nt-granted-2013-overlaps-straight.csv") {
        // The other program repaired the invalid outlines first; here they have no ground.
        let (Some(a), Some(b)) = (by_row.get(&row[0]).cloned(), by_row.get(&row[1]).cloned()) else { continue };
        expected.insert(if a < b { (a, b) } else { (b, a) }, row[3].parse().unwrap());
    }
    assert_eq!(expected.len(), 381);
    let pairs = kaan_cadastre::testing::pairs(db).await.unwrap();
    let mine: HashMap<(String, String), f64> = pairs.iter().map(|p| ((p.a.clone(), p.b.clone()), p.area_m2)).collect();
    // Half a millimetre along a thin overlap of a kilometre is half a square metre.
    for (pair, theirs) in &expected {
        let found = mine.get(pair).copied().unwrap_or_default();
        assert!((found - theirs).abs() <= 1.0 + 2e-6 * theirs, "{pair:?}: {found} for {theirs}");
    }
    for (pair, found) in mine.iter().filter(|(_, a)| **a >= 2.0) {
        assert!(expected.contains_key(pair), "{pair:?}: {found} is not expected");
    }
}

struct Refold(Vec<Vec<u8>>);
impl Act for Refold {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let mut fold = Fold::default();
        for bundle in &self.0 {
            for entry in bundle_entries(bundle) {
                let bytes = entry.map_err(|()| Fault::Broken("cut off".into()))?;
                let (kind, subject, body) = split(bytes).ok_or(Fault::Missing)?;
                assert!(fold.apply(tx, kind, subject, body).await?, "{kind} is ours");
            }
        }
        fold.finish(tx).await
    }
}

/// The log's bundles, after every entry has its place.
pub async fn log(db: &Db) -> Vec<Vec<u8>> {
    let signer = Signer::generate([7; 32], "test.example/log").unwrap();
    while kaan_ledger::sequence(db, &signer).await.unwrap().more {}
    let mut out = Vec::new();
    for n in 0.. {
        let Some(bundle) = (match kaan_ledger::entries(db, n, 256).await.unwrap() {
            Some(whole) => Some(whole),
            None => last(db, n).await,
        }) else {
            break;
        };
        out.push(bundle);
    }
    out
}

async fn last(db: &Db, n: u64) -> Option<Vec<u8>> {
    for width in (1..256).rev() {
        if let Some(bundle) = kaan_ledger::entries(db, n, width).await.unwrap() {
            return Some(bundle);
        }
    }
    None
}

async fn the_log_alone_makes_the_same_register(db: &Db) {
    let bundles = log(db).await;
    let folder = kaan_db::testing::Folder::new();
    let other = Db::open(&format!("sqlite://{}", folder.path().join("fold.db").display())).await.unwrap();
    other.migrate(MIGRATIONS).await.unwrap();
    other.act(Refold(bundles)).await.unwrap();
    assert_eq!(compare(db, &other).await.unwrap(), Vec::<String>::new());
    assert_eq!(kaan_search::find_kind(&other, "holder", "molyhil", 5).await.unwrap().len(), 1);
}

#[test]
fn a_real_register_comes_in_as_it_stands() {
    on_both(MIGRATIONS, |db| async move {
        titles_as_expected(&db).await;
        overlaps_as_expected(&db).await;
        let applications = bring(&db, nt(Collection::Applications)).await;
        assert_eq!((applications.counts.added, applications.counts.invalid, applications.counts.overlaps), (812, 2, 0));
        let mine = areas(&db, Collection::Applications).await;
        for row in rows("expected-nt-applications-2013-areas-straight.csv") {
            assert!(close(mine[&row[1]], row[3].parse().unwrap()), "{}: {} for {}", row[1], mine[&row[1]], row[3]);
        }
        let reserved = bring(&db, nt(Collection::ReservedAreas)).await;
        assert_eq!((reserved.counts.added, reserved.counts.invalid), (165, 4));
        let again = bring(&db, nt(Collection::Titles)).await;
        assert!(again.already, "{again}");
        assert_eq!(kaan_search::find_kind(&db, "holder", "molyhil", 5).await.unwrap().len(), 1);
        the_log_alone_makes_the_same_register(&db).await;
    });
}

#[test]
fn every_statement_is_taken_by_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(&Cadastre::statements()).await.unwrap() });
}

#[test]
fn the_reported_titles_of_the_demonstration_stand_apart() {
    on_both(MIGRATIONS, |db| async move {
        let folder = common::demo().join("../pakistan");
        let register = kaan_cadastre::Register::read(&read(&folder.join("reported.toml"))).unwrap();
        let mapping = read(&folder.join("reported-titles.toml"));
        let report =
            bring(&db, common::wanted(Collection::Titles, &folder.join("reported-titles.csv"), register, Some(&mapping))).await;
        assert_eq!((report.counts.added, report.counts.rejected, report.counts.invalid), (22, 0, 0));
        assert!(report.unknown.is_empty(), "{:?}", report.unknown);
        let ground = load(&db, &Law::shipped().unwrap()).await.unwrap();
        let (_, item) = ground.find(Collection::Titles, "EL-186").unwrap();
        assert_eq!((item.standing, item.exclusive, item.has_boundary()), (kaan_cadastre::Standing::Reported, false, false));
        assert_eq!(ground.holders(item).next().unwrap().name.as_ref(), "Mari Petroleum (Mari Energies)");
    });
}
