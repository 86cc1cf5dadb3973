//! The ground check: verdicts, certainty, what lives and what has ended, files, and its bounds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use common::{MIGRATIONS, Made, PLAIN, bring, collection, nt, square, titles, wanted};
use kaan_cadastre::{
    Answers, CheckAnswer, Collection, Ground, Import, Law, Meeting, Register, Sure, ask, check_file, load, place, read, typed,
};
use kaan_db::Db;
use kaan_db::testing::on_both;
use kaan_geo::crs::Crs;

async fn ground(db: &Db) -> Ground {
    load(db, &Law::shipped().unwrap()).await.unwrap()
}

/// The answer to a square in the terms of `square`.
fn about(ground: &Ground, x: f64, y: f64, side: f64) -> CheckAnswer {
    let question = read(square("", "", "", x, y, side).as_bytes(), 1_000).unwrap();
    ask(ground, &place(&question).unwrap()).answer
}

fn met(answer: &CheckAnswer) -> Vec<(&str, Meeting, bool)> {
    answer.neighbours.iter().map(|n| (n.number.as_str(), n.relation, n.exclusive)).collect()
}

async fn some(db: &Db) {
    let made = Made::new();
    let all = [
        square("EL 1", "granted", "a", 0.0, 0.0, 2.0),
        square("EL 2", "granted", "b", 2.0, 0.0, 2.0),
        square("EL 3", "expired", "c", 0.0, 0.0, 9.0),
        square("EL 4", "pending", "d", 0.0, 0.0, 2.0),
        square("EL 5", "gone fishing", "e", 0.0, 2.0, 1.0),
    ];
    bring(db, titles(&made, "a.geojson", &all)).await;
    let applied = made.write("b.geojson", collection(&[square("AP 1", "lodged", "f", 1.0, 1.0, 0.5)]));
    bring(db, wanted(Collection::Applications, &applied, Register::bare("TEST"), Some(PLAIN))).await;
    let closed = made.write("c.geojson", collection(&[square("RES 1", "active", "", 1.2, 1.2, 0.5)]));
    bring(db, wanted(Collection::ReservedAreas, &closed, Register::bare("TEST"), Some(PLAIN))).await;
}

#[test]
fn every_neighbour_is_named_with_what_it_takes() {
    on_both(MIGRATIONS, |db| async move {
        some(&db).await;
        let ground = ground(&db).await;
        let answer = about(&ground, 1.0, 1.0, 1.0);
        assert!(answer.valid && !answer.more);
        let expected = [
            ("EL 1", Meeting::Overlap, true),
            ("AP 1", Meeting::Overlap, false),
            ("RES 1", Meeting::Overlap, true),
            ("EL 2", Meeting::Touch, true),
            ("EL 5", Meeting::Touch, false),
        ];
        assert_eq!(met(&answer), expected);
        assert_eq!((answer.neighbours[0].share, answer.neighbours[0].certainty), (1.0, Sure::Certain));
        assert!((answer.neighbours[1].share - 0.25).abs() < 1e-4);
        assert!((answer.area_km2.unwrap() - 1.08).abs() < 0.01, "{:?}", answer.area_km2);
        // What is only asked for stands apart; what has ended is not named.
        assert_eq!(answer.waiting.iter().map(|n| n.number.as_str()).collect::<Vec<_>>(), ["EL 4"]);
        assert!(about(&ground, 6.0, 6.0, 1.0).neighbours.is_empty());
        assert_eq!(answer.ledger_size, ground.size());
    });
}

#[test]
fn a_sliver_is_told_from_an_overlap_and_thin_ground_is_uncertain() {
    on_both(MIGRATIONS, |db| async move {
        some(&db).await;
        let ground = ground(&db).await;
        // 0.0000015 of a hundredth of a degree is about 1.5 mm; 0.0001 about 10 cm.
        assert_eq!(met(&about(&ground, 4.0 - 0.000_001_5, 0.0, 1.0)), [("EL 2", Meeting::Sliver, true)]);
        assert_eq!(met(&about(&ground, 4.0 - 0.0001, 0.0, 1.0)), [("EL 2", Meeting::Overlap, true)]);
        assert!(about(&ground, 4.000_001, 0.0, 1.0).neighbours.is_empty());
        // The same corners read off an old map: 15 m of doubt swallow 10 m of common ground.
        let old = typed("62.0399 29\n62.05 29\n62.05 29.01\n62.0399 29.01", Crs::Epsg(4145), 10).unwrap();
        let outline = place(&old).unwrap();
        assert_eq!(outline.accuracy_m, None);
        let answer = ask(&ground, &outline).answer;
        assert_eq!(answer.operation.as_deref(), Some("EPSG:1247"));
        assert!(answer.neighbours.iter().all(|n| n.certainty == Sure::Uncertain || n.area_m2 > 1e4), "{answer:?}");
    });
}

#[test]
fn an_invalid_outline_has_places_and_no_neighbours() {
    on_both(MIGRATIONS, |db| async move {
        some(&db).await;
        let ground = ground(&db).await;
        let ask_text = |text: &str| ask(&ground, &place(&read(text.as_bytes(), 100).unwrap()).unwrap()).answer;
        let bow = ask_text(r#"{"type":"Polygon","coordinates":[[[62,29],[62.1,29.1],[62.1,29],[62,29.1],[62,29]]]}"#);
        assert_eq!((bow.valid, bow.problems[0].code.as_str(), bow.problems[0].fatal), (false, "bow-tie", true));
        assert!(bow.problems[0].place.is_some() && bow.area_km2.is_none() && bow.neighbours.is_empty());
        let open = ask_text(r#"{"type":"Polygon","coordinates":[[[62,29],[62.1,29],[62.1,29.1],[62,29.1]]]}"#);
        assert_eq!(open.problems[0].code, "unclosed");
        let swapped = ask_text(r#"{"type":"Polygon","coordinates":[[[29,62],[29,62.1],[29.1,62.1],[29.1,62],[29,62]]]}"#);
        assert!(swapped.problems.iter().any(|p| p.code == "axes-probably-swapped"), "{swapped:?}");
        let far = ask_text(r#"{"type":"Polygon","coordinates":[[[-60,-20],[-60,-20.1],[-60.1,-20.1],[-60,-20]]]}"#);
        assert_eq!(far.problems[0].code, "outside-jurisdiction");
    });
}

#[test]
fn corners_typed_without_closing_are_an_outline() {
    on_both(MIGRATIONS, |db| async move {
        some(&db).await;
        let ground = ground(&db).await;
        let typed = typed("62°0'0\"E 29°0'0\"N\n62°1'12\"E 29°0'0\"N\n62°1'12\"E 29°1'12\"N\n62°0'0\"E 29°1'12\"N", Crs::WGS84, 10)
            .unwrap();
        let answer = ask(&ground, &place(&typed).unwrap()).answer;
        assert!(answer.valid, "{answer:?}");
        assert_eq!(met(&answer)[0], ("EL 1", Meeting::Overlap, true));
    });
}

#[test]
fn every_feature_of_a_file_is_answered_in_its_order() {
    on_both(MIGRATIONS, |db| async move {
        some(&db).await;
        let ground = ground(&db).await;
        let made = Made::new();
        let file =
            made.write("ask.geojsonl", [square("one", "", "", 0.5, 0.5, 0.1), square("two", "", "", 8.0, 8.0, 0.1)].join("\n"));
        let mut lines = Vec::new();
        let (count, notes) = check_file(&ground, &file, &Answers::default(), &|code| format!("<{code}>"), &mut |f| {
            lines.push(serde_json::to_value(&f).unwrap())
        })
        .unwrap();
        assert_eq!((count, notes), (2, Vec::new()));
        assert_eq!((lines[0]["feature"].clone(), lines[0]["id"].clone()), (1.into(), "one".into()));
        assert_eq!(
            (lines[0]["neighbours"][0]["number"].clone(), lines[1]["neighbours"].clone()),
            ("EL 1".into(), serde_json::json!([]))
        );
        let metres = made.write("m.csv", "Easting,Northing\n362045,3238735\n363045,3238735\n363045,3239735\n");
        let wrong = check_file(&ground, &metres, &Answers::default(), &|_| String::new(), &mut |_| {}).unwrap_err();
        assert_eq!(wrong[0].code, "crs-missing");
    });
}

#[test]
fn a_whole_country_is_answered_within_bounds() {
    on_both(MIGRATIONS, |db| async move {
        bring(&db, nt(Collection::Titles)).await;
        let ground = ground(&db).await;
        let question = r#"{"type":"Polygon","coordinates":[[[129,-26],[138,-26],[138,-11],[129,-11],[129,-26]]]}"#;
        let answer = ask(&ground, &place(&read(question.as_bytes(), 10).unwrap()).unwrap()).answer;
        assert!(answer.valid && answer.more, "{:?}", answer.problems);
        assert_eq!(answer.neighbours.len(), ground.law.check.neighbours);
        assert!(answer.neighbours.windows(2).all(|w| w[0].area_m2 >= w[1].area_m2));
    });
}

#[test]
fn what_an_import_found_the_check_finds_too() {
    on_both(MIGRATIONS, |db| async move {
        bring(&db, Import { ..nt(Collection::Titles) }).await;
        let ground = ground(&db).await;
        let pairs = kaan_cadastre::testing::pairs(&db).await.unwrap();
        for pair in pairs.iter().take(200) {
            let parcel = ground.parcel(ground.find(Collection::Titles, &pair.a).unwrap().1).unwrap();
            let rings = parcel.polygons().iter().map(|p| p.rings().cloned().collect()).collect();
            let outline =
                kaan_cadastre::Outline { rings, crs: Crs::WGS84, operation: None, accuracy_m: Some(0.0), closes_itself: true };
            let answer = ask(&ground, &outline).answer;
            let found = answer.neighbours.iter().find(|n| n.number == pair.b).unwrap();
            assert!((found.area_m2 - pair.area_m2).abs() <= 1e-4, "{pair:?} {found:?}");
            assert_eq!(found.relation.code(), pair.relation);
        }
    });
}
