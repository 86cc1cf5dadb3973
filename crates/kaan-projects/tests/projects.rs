//! Projects through their door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, demo, number, register, site, wanted};
use kaan_db::testing::{Folder, on_both};
use kaan_projects::{ImportError, Projects, fold};
use kaan_web::FeatureQuery;

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(Projects::STATEMENTS).await.unwrap() });
}

#[test]
fn the_demonstration_comes_in_once_and_again_is_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let (file, register) = (demo("projects.csv"), register());
        let dry =
            kaan_projects::import(&db, &kaan_projects::Wanted { dry_run: true, ..wanted(&file, Some(&register)) }).await.unwrap();
        assert_eq!(kaan_ledger::pending(&db).await.unwrap(), 0);
        let report = kaan_projects::import(&db, &wanted(&file, Some(&register))).await.unwrap();
        assert_eq!((dry.counts, report.counts.read, report.counts.rejected), (report.counts, 101, 0));
        assert_eq!(report.counts.added + report.counts.skipped, 101);
        assert_eq!(report.counts.added, 75, "{report}");
        assert!(report.unknown.is_empty(), "{report}");
        let waiting = kaan_ledger::pending(&db).await.unwrap();
        assert_eq!(waiting, report.counts.added + 2, "an entry for each record, one for the data set, one for the import");
        let again = kaan_projects::import(&db, &wanted(&file, Some(&register))).await.unwrap();
        assert!(again.already);
        assert_eq!(kaan_ledger::pending(&db).await.unwrap(), waiting);
        let other = kaan_projects::import(&db, &wanted(&file, None)).await.unwrap();
        assert_eq!((other.counts.unchanged, other.counts.corrected), (75, 0));
    });
}

#[test]
fn a_changed_row_is_a_correction_and_stays_in_the_history() {
    on_both(MIGRATIONS, |db| async move {
        let folder = Folder::new();
        let file = folder.path().join("p.csv");
        for operator in ["A", "B"] {
            std::fs::write(&file, format!("id,name_en,lon,lat,operator\nX-1,Mine,66.5,27,{operator}\n")).unwrap();
            kaan_projects::import(&db, &wanted(&file, None)).await.unwrap();
        }
        number(&db).await;
        let kinds: Vec<String> =
            kaan_ledger::find_by_subject(&db, "project:X-1").await.unwrap().into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds, ["projects.project-recorded", "projects.project-corrected"]);
        let (_, page) = site(&db).await.get("/en/projects/X-1").await;
        assert!(page.contains("project-corrected") && page.contains("/ledger/receipts/"));
    });
}

#[test]
fn pages_are_there_in_three_languages_and_say_what_is_unknown() {
    on_both(MIGRATIONS, |db| async move {
        let empty = site(&db).await;
        assert_eq!(empty.get("/en/projects").await.0, 200);
        kaan_projects::import(&db, &wanted(&demo("projects.csv"), Some(&register()))).await.unwrap();
        number(&db).await;
        let s = site(&db).await;
        for lang in ["en", "zh", "ur"] {
            for path in [
                "/projects",
                "/projects?mineral=copper&country=CN",
                "/projects?stage=operating&province=PK-BA",
                "/projects?q=saindak",
                "/projects?mineral=unobtainium",
                "/projects?after=PKM-050",
                "/projects?bbox=60,23,78,37",
                "/projects?from=timeline",
                "/projects/PKM-001",
                "/projects/PKM-025",
                "/projects/PKM-009",
                "/projects/PKM-100",
            ] {
                let (status, text) = s.get(&format!("/{lang}{path}")).await;
                assert_eq!(status, 200, "{lang}{path}: {text}");
                assert!(!text.contains('⟨'), "{lang}{path}: a message is missing");
            }
        }
        let (_, list) = s.get("/en/projects").await;
        assert!(list.contains("projects?after=PKM-"), "the list is paged by key");
        let (_, duddar) = s.get("/en/projects/PKM-025").await;
        for figure in ["14.48 Mt", "9.898 Mt", "10.3 Mt", "50 Mt", "Wikipedia", "Chinese partner"] {
            assert!(duddar.contains(figure), "{figure}");
        }
        assert!(duddar.contains("26.09720000") || duddar.contains("26.0972"), "other places stand beside the first");
        let (_, unknown) = s.get("/en/projects/PKM-009").await;
        assert!(unknown.contains("Not found in the sources"));
        assert_eq!(s.get("/en/projects/NONE").await.0, 404);
        assert_eq!(s.get("/en/projects?bbox=a,b").await.0, 400);
    });
}

#[test]
fn the_fold_of_the_ledger_is_the_store() {
    on_both(MIGRATIONS, |db| async move {
        kaan_projects::import(&db, &wanted(&demo("projects.csv"), Some(&register()))).await.unwrap();
        number(&db).await;
        let folder = Folder::new();
        let other = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("fold.db").display())).await.unwrap();
        other.migrate(MIGRATIONS).await.unwrap();
        let entries = kaan_ledger::since(&db, 0, 4_000).await.unwrap();
        other.act(Apply(entries)).await.unwrap();
        assert_eq!(fold::compare(&db, &other).await.unwrap(), Vec::<String>::new());
        let found = kaan_search::find(&other, "山达克", 5).await.unwrap();
        assert_eq!(found[0].path, "/projects/PKM-001");
        let one = site(&other).await;
        assert_eq!(one.get("/ur/projects/PKM-003").await.0, 200);
    });
}

struct Apply(Vec<kaan_ledger::Placed>);
impl kaan_db::Act for Apply {
    type Out = ();
    async fn run(&self, tx: &mut kaan_db::Tx<'_>) -> kaan_db::Res<()> {
        let mut fold = fold::Fold;
        for e in &self.0 {
            assert!(fold.apply(tx, &e.kind, &e.subject, &e.body).await?);
        }
        assert!(!fold.apply(tx, "cadastre.title-registered", "title:X", b"{}").await?);
        assert!(fold.apply(tx, "projects.project-recorded", "project:X", b"{}").await.is_err());
        assert!(fold.apply(tx, "projects.project-recorded", "project:X", b"\xff").await.is_err());
        Ok(())
    }
}

#[test]
fn search_finds_names_minerals_and_places_in_three_scripts() {
    on_both(MIGRATIONS, |db| async move {
        kaan_projects::import(&db, &wanted(&demo("projects.csv"), Some(&register()))).await.unwrap();
        for (text, id) in [
            ("saindak", "PKM-001"),
            ("sandak", "PKM-001"),
            ("雷克迪克", "PKM-003"),
            ("ریکوڈک", "PKM-003"),
            ("EL-250", "PKM-017"),
            ("拉斯贝拉", "PKM-025"),
            ("زمرد", "PKM-081"),
        ] {
            let found = kaan_search::find_kind(&db, "project", text, 10).await.unwrap();
            assert!(found.iter().any(|h| h.id == id), "{text}: {found:?}");
        }
    });
}

#[test]
fn the_collection_gives_pages_boxes_and_codes() {
    on_both(MIGRATIONS, |db| async move {
        kaan_projects::import(&db, &wanted(&demo("projects.csv"), Some(&register()))).await.unwrap();
        let s = site(&db).await;
        let one = s.projects.collections().remove(0);
        let q = |equals: &[(&str, &str)]| FeatureQuery {
            bbox: None,
            after: None,
            limit: 10,
            equals: equals.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        };
        let first = one.page(q(&[])).await.unwrap();
        assert_eq!(
            (first.matched, first.features.len(), first.next.as_deref()),
            (Some(75), 10, Some(first.features[9].id.as_str()))
        );
        let next = one.page(FeatureQuery { after: first.next.clone(), limit: 100, ..q(&[]) }).await.unwrap();
        assert_eq!((next.features.len(), next.next), (65, None));
        assert!(one.page(q(&[("province", "PK-SD")])).await.unwrap().features.iter().all(|f| f.id.starts_with("PKM-")));
        assert_eq!(one.item("PKM-001").await.unwrap().unwrap().values.len(), one.columns().len());
        assert_eq!(one.find_code("pkm-00", 3).await.unwrap().len(), 3);
        assert!(one.find_code("p", 3).await.unwrap().is_empty());
        let mut count = 0;
        let size = one
            .each(Box::new(|_| {
                count += 1;
                std::ops::ControlFlow::Continue(())
            }))
            .await
            .unwrap();
        assert_eq!(size, kaan_ledger::pending(&db).await.unwrap());
        assert_eq!(count, 75);
        assert_eq!(one.credit().await.unwrap()[0].licence, "CC BY 4.0");
    });
}

#[test]
fn bad_input_is_refused_with_its_name_and_nothing_is_stored() {
    on_both(MIGRATIONS, |db| async move {
        let folder = Folder::new();
        let file = folder.path().join("bad.csv");
        let big = "x".repeat(20_000);
        let cases: [(Vec<u8>, &str); 8] = [
            (Vec::new(), "file-empty"),
            (b"\xff\xfe\x00".to_vec(), "not-utf8"),
            (b"id,name_en\nA,B\n".to_vec(), "column-missing"),
            (b"id,name_en,lon,lat\nA,B,1\n".to_vec(), "not-a-table"),
            (b"id,id\n1,2\n".to_vec(), "heading-twice"),
            (format!("id,name_en,lon,lat\nA,{big},1,2\n").into_bytes(), "field-too-long"),
            (b"id,name_en,lon,lat,operator\nA,B,NaN,2,x\nA,B,1,2,x\nA,C,1,2,x\n".to_vec(), "place-unread"),
            (b"id,name_en,lon,lat,operator\na b,B,1,95,x\n".to_vec(), "id-unfit"),
        ];
        for (bytes, code) in cases {
            std::fs::write(&file, bytes).unwrap();
            let said = match kaan_projects::import(&db, &wanted(&file, None)).await {
                Err(ImportError::Refused { code, .. }) => code,
                Err(ImportError::Rejected(report)) => report.rejects[0].code,
                other => panic!("{code}: {other:?}"),
            };
            assert_eq!(said, code);
        }
        let missing = kaan_projects::import(&db, &wanted(&folder.path().join("none.csv"), None)).await;
        assert!(matches!(missing, Err(ImportError::Refused { code: "file-unreadable", .. })));
        for (map, register) in
            [(Some("[columns]\nnumber = \"x\""), None), (None, Some("code = \"OTHER\"")), (None, Some("colour = 1"))]
        {
            let w = kaan_projects::Wanted { map, register, ..wanted(&file, None) };
            assert!(matches!(kaan_projects::import(&db, &w).await, Err(ImportError::Refused { .. })));
        }
        assert_eq!(kaan_ledger::pending(&db).await.unwrap(), 0);
    });
}

#[test]
fn with_rejects_the_good_rows_come_in() {
    on_both(MIGRATIONS, |db| async move {
        let folder = Folder::new();
        let file = folder.path().join("mixed.csv");
        std::fs::write(&file, "id,name_en,lon,lat,operator\nA,B,NaN,2,x\nA,B,1,2,x\nA,C,1,2,x\n").unwrap();
        let report = kaan_projects::import(&db, &kaan_projects::Wanted { rejects: true, ..wanted(&file, None) }).await.unwrap();
        assert_eq!((report.counts.added, report.counts.rejected), (1, 2));
        let codes: Vec<&str> = report.rejects.iter().map(|r| r.code).collect();
        assert_eq!(codes, ["place-unread", "id-twice"]);
        let taken = kaan_projects::import(&db, &kaan_projects::Wanted { authority: "OTHER", rejects: true, ..wanted(&file, None) })
            .await
            .unwrap();
        assert!(taken.rejects.iter().any(|r| r.code == "id-taken"));
    });
}
