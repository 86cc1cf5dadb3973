//! Deposits, occurrences and districts through their door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, demo, load, number, site, text, wanted};
use kaan_db::testing::{Folder, on_both};
use kaan_geo::{Limits, Point, check};
use kaan_geodata::{Geodata, ImportError, Wanted, fold};
use kaan_web::{FeatureQuery, Geometry};

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(Geodata::STATEMENTS).await.unwrap() });
}

#[test]
fn the_demonstration_comes_in_and_again_is_nothing() {
    on_both(MIGRATIONS, |db| async move {
        load(&db).await;
        let waiting = kaan_ledger::pending(&db).await.unwrap();
        assert_eq!(waiting, 156 + 26 + 13 + 78 + 3 + 4, "records, data sets, imports");
        load(&db).await;
        assert_eq!(kaan_ledger::pending(&db).await.unwrap(), waiting);
    });
}

#[test]
fn a_place_is_in_the_district_that_an_independent_program_names() {
    on_both(MIGRATIONS, |db| async move {
        load(&db).await;
        let s = site(&db).await;
        let districts = s.geodata.districts();
        let sites = text("pakistan/usgs-pakistan.csv");
        let expected = include_str!("data/expected-usgs-districts.csv");
        let mut told = 0;
        let cell = |line: &str, i: usize| line.split(',').nth(i).unwrap_or_default().to_owned();
        let rows: std::collections::BTreeMap<String, String> = expected.lines().skip(1).map(|l| (cell(l, 0), cell(l, 1))).collect();
        for one in s.geodata.collections().iter().filter(|c| c.id() == "occurrences") {
            let page = one.page(FeatureQuery { bbox: None, after: None, limit: 1_000, equals: vec![] }).await.unwrap();
            assert_eq!(page.features.len(), sites.lines().count() - 1);
            for f in page.features {
                let Some(Geometry::Point(p)) = f.geometry else { continue };
                let district = districts.of(p).and_then(|d| d.name.en).unwrap_or_default();
                assert_eq!(Some(&district), rows.get(f.id.trim_start_matches("USGS-")), "{}", f.id);
                told += 1;
            }
        }
        assert_eq!(told, 77);
        assert_eq!(districts.of(Point::new(0, 0)), None);
        assert_eq!(districts.credit().unwrap().text, "© OpenStreetMap contributors");
    });
}

#[test]
fn a_parcel_meets_districts_largest_share_first() {
    on_both(MIGRATIONS, |db| async move {
        load(&db).await;
        let districts = site(&db).await.geodata.districts();
        let ring = |w: f64, s: f64, e: f64, n: f64| {
            [(w, s), (e, s), (e, n), (w, n), (w, s)].map(|(x, y)| Point::from_degrees(x, y).unwrap()).to_vec()
        };
        let parcel = |r| check(&vec![vec![r]], &Limits { corners: 10, bounds: None, must_close: true }).parcel.unwrap();
        let one = districts.meeting(&parcel(ring(62.0, 29.0, 62.1, 29.1)));
        assert_eq!(one.iter().map(|d| d.name.en.as_deref().unwrap()).collect::<Vec<_>>(), ["Chagai"]);
        assert_eq!((one[0].province_code.as_str(), one[0].name.ur.as_deref()), ("PK-BA", Some("چاغی")));
        let many = districts.meeting(&parcel(ring(66.0, 26.0, 69.0, 30.0)));
        assert_eq!(many.len(), 5);
        assert!(districts.meeting(&parcel(ring(0.0, 0.0, 1.0, 1.0))).is_empty());
    });
}

#[test]
fn pages_are_there_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let empty = site(&db).await;
        for path in ["/en/deposits", "/zh/occurrences", "/ur/districts"] {
            assert_eq!(empty.get(path).await.0, 200, "{path}");
        }
        load(&db).await;
        number(&db).await;
        let s = site(&db).await;
        for lang in ["en", "zh", "ur"] {
            for path in [
                "/deposits",
                "/deposits?mineral=chromite",
                "/deposits?dataset=USGS",
                "/deposits/PKM-004",
                "/deposits/USGS-408",
                "/occurrences",
                "/occurrences?province=PK-KP",
                "/occurrences?after=USGS-441",
                "/occurrences/USGS-402",
                "/districts",
                "/districts/PK-BA-chagai",
                "/districts/PK-BA-kachhi-bolan",
            ] {
                let (status, text) = s.get(&format!("/{lang}{path}")).await;
                assert_eq!(status, 200, "{lang}{path}");
                assert!(!text.contains('⟨'), "{lang}{path}: a message is missing");
            }
        }
        let (_, deposit) = s.get("/en/deposits/USGS-408").await;
        assert!(deposit.contains("District by its outline") && deposit.contains("Chagai") && deposit.contains("OpenStreetMap"));
        assert!(deposit.contains("error not stated"));
        let (_, frontier) = s.get("/en/occurrences?province=PK-KP").await;
        let heading = frontier.split("<h2>").nth(1).and_then(|t| t.split("</h2>").next()).unwrap();
        assert!(heading.contains("38"), "old names of the province are known: {heading}");
        for gone in ["/en/deposits/X", "/en/occurrences/PKM-004", "/en/districts/x"] {
            assert_eq!(s.get(gone).await.0, 404, "{gone}");
        }
    });
}

#[test]
fn the_fold_of_the_ledger_is_the_store() {
    on_both(MIGRATIONS, |db| async move {
        load(&db).await;
        number(&db).await;
        let folder = Folder::new();
        let other = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("fold.db").display())).await.unwrap();
        other.migrate(MIGRATIONS).await.unwrap();
        let entries = kaan_ledger::since(&db, 0, 4_000).await.unwrap();
        other.act(Apply(entries)).await.unwrap();
        assert_eq!(fold::compare(&db, &other).await.unwrap(), Vec::<String>::new());
        let there = site(&other).await;
        assert_eq!(
            there.geodata.districts().of(Point::from_degrees(62.05, 29.05).unwrap()).unwrap().name.en.as_deref(),
            Some("Chagai")
        );
        assert!(!kaan_search::find_kind(&other, "place", "چاغی", 5).await.unwrap().is_empty());
        let mut sizes = Vec::new();
        for one in there.geodata.collections() {
            let mut n = 0;
            one.each(Box::new(|_| {
                n += 1;
                std::ops::ControlFlow::Continue(())
            }))
            .await
            .unwrap();
            sizes.push((one.id(), n));
        }
        assert_eq!(sizes, [("deposits", 39), ("occurrences", 78), ("districts", 156)]);
    });
}

struct Apply(Vec<kaan_ledger::Placed>);
impl kaan_db::Act for Apply {
    type Out = ();
    async fn run(&self, tx: &mut kaan_db::Tx<'_>) -> kaan_db::Res<()> {
        let mut fold = fold::Fold;
        for e in &self.0 {
            assert!(fold.apply(tx, &e.kind, &e.subject, &e.body).await?, "{}", e.kind);
        }
        assert!(!fold.apply(tx, "projects.project-recorded", "project:X", b"{}").await?);
        for (kind, subject, body) in [
            ("geodata.deposit-recorded", "deposit:X", "{}"),
            ("geodata.district-recorded", "district:X", "{\"id\":\"X\"}"),
            ("geodata.district-recorded", "district:X", "["),
        ] {
            assert!(fold.apply(tx, kind, subject, body.as_bytes()).await.is_err(), "{kind}");
        }
        Ok(())
    }
}

#[test]
fn an_entry_that_was_changed_is_found_by_comparing() {
    on_both(MIGRATIONS, |db| async move {
        load(&db).await;
        let folder = Folder::new();
        let other = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("fold.db").display())).await.unwrap();
        other.migrate(MIGRATIONS).await.unwrap();
        let wrong = fold::compare(&db, &other).await.unwrap();
        assert!(wrong.iter().any(|w| w.starts_with("districts: 156 here")), "{wrong:?}");
    });
}

#[test]
fn bad_input_is_refused_with_its_name_and_nothing_is_stored() {
    on_both(MIGRATIONS, |db| async move {
        let folder = Folder::new();
        let file = folder.path().join("bad.geojson");
        let feature = |properties: &str, ring: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
            )
        };
        let square = "[[66,27],[67,27],[67,28],[66,28],[66,27]]";
        let named = r#"{"district":"A","province":"Balochistan"}"#;
        let cases = [
            (String::new(), "file-empty"),
            (feature(r#"{"province":"Balochistan"}"#, square), "name-missing"),
            (feature(r#"{"district":"A"}"#, square), "province-missing"),
            (feature(r#"{"district":"A","province":"Atlantis"}"#, square), "province-unknown"),
            (feature(named, "[[66,27],[67,28],[67,27],[66,28],[66,27]]"), "outline-invalid"),
            (feature(named, "[[66,27],[67,27],[67,28],[66,28]]"), "outline-invalid"),
        ];
        for (text, code) in cases {
            std::fs::write(&file, text).unwrap();
            let said = match kaan_geodata::import_districts(&db, &wanted(&file, "X")).await {
                Err(ImportError::Refused { code, .. }) => code,
                Err(ImportError::Rejected(report)) => report.rejects[0].code,
                other => panic!("{code}: {other:?}"),
            };
            assert_eq!(said, code);
        }
        for text in [
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[NaN,1]]]}}]}",
            "no json",
        ] {
            std::fs::write(&file, text).unwrap();
            assert!(kaan_geodata::import_districts(&db, &wanted(&file, "X")).await.is_err());
        }
        std::fs::write(&file, feature(named, square)).unwrap();
        let dry = kaan_geodata::import_districts(&db, &Wanted { dry_run: true, ..wanted(&file, "X") }).await.unwrap();
        assert_eq!(dry.counts.added, 1);
        let csv = kaan_geodata::import_occurrences(
            &db,
            &Wanted { map: Some("[columns]\nid = \"nowhere\""), ..wanted(&demo("pakistan/usgs-pakistan.csv"), "X") },
        )
        .await;
        assert!(matches!(csv, Err(ImportError::Refused { code: "column-missing", .. })));
        assert_eq!(kaan_ledger::pending(&db).await.unwrap(), 0);
    });
}
