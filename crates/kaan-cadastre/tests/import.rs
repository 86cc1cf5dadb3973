//! The import as an act: again, corrected, rejected, tried, stopped, hostile.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use common::{MIGRATIONS, Made, PLAIN, bring, collection, nt, read, refusal, square, titles, wanted};
use kaan_cadastre::testing::{fact, pairs};
use kaan_cadastre::{Answers, Collection, Filter, Import, Law, Register, Standing, Status, import, load};
use kaan_db::Db;
use kaan_db::testing::on_both;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

async fn ledger(db: &Db) -> u64 {
    kaan_ledger::pending(db).await.unwrap()
}

async fn count(db: &Db, collection: Collection) -> usize {
    load(db, &Law::shipped().unwrap()).await.unwrap().count(collection)
}

fn three() -> Vec<String> {
    vec![
        square("EL 1", "granted", "Al-Noor", 0.0, 0.0, 2.0),
        square("EL 2", "granted", "AL-NOOR", 1.0, 1.0, 2.0),
        square("EL 3", "expired", "Indus", 0.0, 0.0, 2.0),
    ]
}

#[test]
fn a_file_again_does_nothing_and_a_changed_one_corrects() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let first = bring(&db, titles(&made, "a.geojson", &three())).await;
        // Only live titles meet: the expired one lies over the first and is passed over.
        assert_eq!((first.counts.added, first.counts.overlaps), (3, 1));
        // A register described, three titles, one pack of overlaps, the end of the import.
        assert_eq!(ledger(&db).await, 6);
        let again = bring(&db, titles(&made, "a.geojson", &three())).await;
        assert!(again.already && again.counts.read == 0, "{again}");
        // Another file with the same facts is read, and changes nothing.
        let mut same = three();
        same.reverse();
        let other = bring(&db, titles(&made, "b.geojson", &same)).await;
        assert!(other.already && other.counts.unchanged == 3, "{other}");
        assert_eq!(ledger(&db).await, 6);

        let moved = vec![
            square("EL 1", "granted", "Al-Noor", 5.0, 5.0, 2.0),
            three()[1].clone(),
            square("EL 4", "granted", "Indus", 2.5, 2.5, 1.0),
        ];
        let changed = bring(&db, titles(&made, "c.geojson", &moved)).await;
        assert_eq!((changed.counts.added, changed.counts.corrected, changed.counts.unchanged, changed.absent), (1, 1, 1, 1));
        let now: Vec<(String, String)> = pairs(&db).await.unwrap().into_iter().map(|p| (p.a, p.b)).collect();
        assert_eq!(now, [("EL 2".to_owned(), "EL 4".to_owned())]);
        let history = kaan_ledger::find_by_subject(&db, "title:EL%201").await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["cadastre.title-registered", "cadastre.title-corrected"]);
        // And back: the first file is not "already there" any more.
        let back = bring(&db, titles(&made, "a.geojson", &three())).await;
        assert_eq!((back.counts.corrected, back.counts.unchanged, back.absent), (1, 2, 1));
    });
}

#[test]
fn two_dresses_of_a_name_are_one_holder() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        bring(&db, titles(&made, "a.geojson", &three())).await;
        let ground = load(&db, &Law::shipped().unwrap()).await.unwrap();
        let all = ground.list_holders(None, None, None, 10);
        assert_eq!(all.holders.iter().map(|h| (h.name.as_str(), h.records)).collect::<Vec<_>>(), [("Al-Noor", 2), ("Indus", 1)]);
        let found = kaan_search::find(&db, "al noor", 5).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(ground.records_of(&found[0].id).count(), 2);
    });
}

fn bad() -> Vec<String> {
    let mut all = three();
    all.push(square("", "granted", "Nobody Else", 9.0, 9.0, 1.0));
    all.push(square("EL 1", "granted", "Al-Noor", 9.0, 9.0, 1.0));
    all.push(r#"{"type":"Feature","properties":{"number":"EL 9"},"geometry":{"type":"Polygon","coordinates":[[[62,"x"],[62,29],[63,29],[62,28]]]}}"#.into());
    all
}

#[test]
fn one_bad_row_undoes_the_file_unless_rejects_are_asked_for() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let undone = bring(&db, titles(&made, "a.geojson", &bad())).await;
        assert!(!undone.stands() && undone.undone);
        assert_eq!((undone.counts.read, undone.counts.rejected), (6, 3));
        let codes: Vec<&str> = undone.rejects.iter().map(|r| r.code).collect();
        assert_eq!(codes, ["number-missing", "number-twice", "number-not-finite"]);
        assert_eq!((count(&db, Collection::Titles).await, ledger(&db).await), (0, 0));

        let path = made.path().join("rejects.csv");
        let taken = bring(&db, Import { rejects: Some(path.clone()), ..titles(&made, "a.geojson", &bad()) }).await;
        assert!(taken.stands());
        assert_eq!((taken.counts.added, taken.counts.rejected), (3, 3));
        let text = read(&path);
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.lines().next().unwrap().starts_with("row,code,reason,number,type,status,holder"), "{text}");
        assert!(text.lines().nth(2).unwrap().contains("row 1 has"), "{text}");
        let itself = Import { rejects: Some(made.path().join("a.geojson")), ..titles(&made, "a.geojson", &bad()) };
        assert_eq!(refusal(import(&db, itself).await), ["file-beside-unread"]);
        // Whoever was named in a rejected row alone is no holder.
        let ground = load(&db, &Law::shipped().unwrap()).await.unwrap();
        assert!(ground.list_holders(Some("nobody"), None, None, 5).holders.is_empty());
    });
}

#[test]
fn a_trial_says_what_would_be_and_stores_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let trial = bring(&db, Import { dry_run: true, mapping: None, ..titles(&made, "a.geojson", &three()) }).await;
        assert_eq!((trial.counts.added, trial.counts.overlaps, trial.stands()), (3, 1, false));
        let printed = trial.guessed.unwrap();
        assert_eq!(kaan_cadastre::Mapping::read(&printed).unwrap(), common::plain());
        assert_eq!((count(&db, Collection::Titles).await, ledger(&db).await), (0, 0));
    });
}

#[test]
fn an_invalid_outline_is_kept_as_handed_in() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let bow = r#"{"type":"Feature","properties":{"number":"B 1","status":"granted"},"geometry":{"type":"Polygon","coordinates":[[[62,29],[62.1,29.1],[62.1,29],[62,29.10],[62,29]]]}}"#;
        let report = bring(&db, titles(&made, "a.geojson", &[bow.to_owned(), square("EL 1", "granted", "x", 0.0, 0.0, 2.0)])).await;
        assert_eq!((report.counts.added, report.counts.invalid, report.counts.overlaps), (2, 1, 0));
        let kept = fact(&db, Collection::Titles, "B 1").await.unwrap().unwrap();
        assert_eq!((kept.ground.boundary, kept.ground.area_m2), (None, None));
        assert_eq!(kept.ground.faults[0].code, "bow-tie");
        assert_eq!(kept.ground.as_handed_in.unwrap(), "[[[[62,29],[62.1,29.1],[62.1,29],[62,29.10],[62,29]]]]");
        assert_eq!(kept.ground.bounds, Some([6_200_000_000, 2_900_000_000, 6_210_000_000, 2_910_000_000]));
        let sound = fact(&db, Collection::Titles, "EL 1").await.unwrap().unwrap();
        assert_eq!((sound.ground.as_handed_in, sound.ground.crs.as_deref()), (None, Some("EPSG:4326")));
    });
}

#[test]
fn reported_titles_stand_apart_until_an_office_confirms_them() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let csv = made.write("reported.csv", "number,class,holder,area,source\nEL 1,exploration,Al-Noor,501 km²,https://example.org/a\nEL 7,exploration,Indus,,https://example.org/b\n");
        let mapping = "number = \"number\"\ntype = \"class\"\nholder = \"holder\"\nclaimed_area = \"area\"\nstanding = \"reported\"\nunstated_status = \"unknown\"\nsource = \"source\"\n[corners]\nnone = true\n";
        let report = bring(&db, wanted(Collection::Titles, &csv, Register::bare("REPORTED"), Some(mapping))).await;
        assert_eq!((report.counts.added, report.counts.invalid), (2, 0));
        let known = fact(&db, Collection::Titles, "EL 1").await.unwrap().unwrap();
        assert_eq!(
            (known.standing, known.status, known.source.as_deref()),
            (Standing::Reported, Status::Unknown, Some("https://example.org/a"))
        );
        assert_eq!(kaan_ledger::find_by_subject(&db, "title:EL%201").await.unwrap()[0].kind, "cadastre.title-reported");

        let office = bring(&db, titles(&made, "a.geojson", &three())).await;
        assert_eq!((office.counts.added, office.counts.corrected, office.confirmed), (2, 1, 1));
        let now = fact(&db, Collection::Titles, "EL 1").await.unwrap().unwrap();
        assert_eq!((now.standing, now.register.as_str()), (Standing::Registered, "TEST"));
        let ground = load(&db, &Law::shipped().unwrap()).await.unwrap();
        let reported =
            ground.list(Collection::Titles, &Filter { standing: Some(Standing::Reported), ..Filter::default() }, None, 10);
        assert_eq!(reported.numbers, ["EL 7"]);
        // Another office may not take a number that stands.
        let other = made.write("b.geojson", collection(&[square("EL 2", "granted", "x", 0.0, 0.0, 1.0)]));
        let refused = bring(&db, wanted(Collection::Titles, &other, Register::bare("OTHER"), Some(PLAIN))).await;
        assert_eq!((refused.undone, refused.rejects[0].code), (true, "number-taken"));
    });
}

#[test]
fn what_a_file_does_not_say_is_asked_and_nothing_is_stored() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let metres = made.write("a.csv", "number,status,Easting,Northing\nEL 1,granted,362045,3238735\nEL 1,granted,363045,3238735\nEL 1,granted,363045,3239735\n");
        let mapping = "number = \"number\"\nstatus = \"status\"\n[corners]\ngroup = \"number\"\n";
        let ask =
            |answers: Answers| Import { answers, ..wanted(Collection::Titles, &metres, Register::bare("TEST"), Some(mapping)) };
        let end = import(&db, ask(Answers::default())).await;
        assert!(end.as_ref().unwrap_err().to_string().contains("--crs"), "{end:?}");
        assert_eq!(refusal(end), ["crs-missing"]);
        let taken = bring(&db, ask(Answers { crs: Some("EPSG:24312 by EPSG:9234".into()), ..Answers::default() })).await;
        assert_eq!(taken.counts.added, 1);
        let kept = fact(&db, Collection::Titles, "EL 1").await.unwrap().unwrap();
        assert_eq!(
            (kept.ground.crs.as_deref(), kept.ground.operation.as_deref(), kept.ground.accuracy_m),
            (Some("EPSG:24312"), Some("EPSG:9234"), Some(3.0))
        );
        assert!(kept.ground.as_handed_in.unwrap().starts_with("[[[[362045,3238735],"));
        let unknown = import(&db, ask(Answers { crs: Some("EPSG:2154".into()), ..Answers::default() })).await;
        assert_eq!(refusal(unknown), ["datum-not-supported"]);
    });
}

#[test]
fn a_mapping_that_does_not_fit_is_named_with_all_that_is_wrong() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let file = made.write("a.geojson", collection(&three()));
        let text = "number = \"no\"\nholder = \"{who}\"\nname = \"holder\"\nprivate = [\"holder\"]\n";
        let end = import(&db, wanted(Collection::Titles, &file, Register::bare("TEST"), Some(text))).await;
        assert_eq!(refusal(end), ["mapping-unfit"; 3]);
        let end = import(&db, wanted(Collection::Titles, &file, Register::bare("TEST"), Some("numbr = 1"))).await;
        assert_eq!(refusal(end), ["mapping-unfit"]);
    });
}

#[test]
fn hostile_files_are_named_and_leave_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let whole = collection(&three());
        let deep = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{}",
            "[".repeat(100_000)
        );
        let cases: [(&str, Vec<u8>); 6] = [
            ("empty.geojson", Vec::new()),
            ("cut.geojson", whole.as_bytes()[..whole.len() - 30].to_vec()),
            ("deep.geojson", deep.into_bytes()),
            ("nan.geojson", whole.replace("29.02000000", "NaN").into_bytes()),
            ("noise.gpkg", (0..5_000u32).map(|n| (n * 7919 % 251) as u8).collect()),
            ("half.zip", b"PK\x03\x04 and then nothing".to_vec()),
        ];
        for (name, bytes) in cases {
            let file = made.write(name, bytes);
            let path = made.path().join("rejects.csv");
            let end = import(
                &db,
                Import { rejects: Some(path), ..wanted(Collection::Titles, &file, Register::bare("TEST"), Some(PLAIN)) },
            )
            .await;
            let code = refusal(end);
            assert!(!code.is_empty() && code != ["fault"], "{name}: {code:?}");
            assert_eq!((count(&db, Collection::Titles).await, ledger(&db).await), (0, 0), "{name}");
        }
    });
}

#[test]
fn a_stopped_import_leaves_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let asked = Arc::new(AtomicU64::new(0));
        let told = Arc::clone(&asked);
        let stop = Import { stop: Arc::new(move || told.fetch_add(1, Ordering::Relaxed) > 1_200), ..nt(Collection::Titles) };
        assert_eq!(refusal(import(&db, stop).await), ["stopped"]);
        assert!(asked.load(Ordering::Relaxed) > 1_200);
        assert_eq!((count(&db, Collection::Titles).await, ledger(&db).await), (0, 0));
        let whole = bring(&db, nt(Collection::Titles)).await;
        assert_eq!(whole.counts.added, 1993);
    });
}

#[test]
fn a_register_too_long_for_one_entry_is_cut_and_read_back() {
    on_both(MIGRATIONS, |db| async move {
        let report = bring(&db, nt(Collection::ReservedAreas)).await;
        // More entries than records: some reserved areas have tens of thousands of corners.
        assert!(ledger(&db).await > report.counts.added + 2);
    });
}
