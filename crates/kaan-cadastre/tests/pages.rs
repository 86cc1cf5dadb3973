//! The register's pages through the router, in three languages, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;
mod site;

use common::{MIGRATIONS, PLAIN, bring, collection, square, wanted};
use kaan_base::Lang;
use kaan_cadastre::{Collection, Import, Register};
use kaan_db::testing::on_both;
use kaan_ledger::Signer;
use site::site;

const LANGS: [&str; 3] = ["en", "zh", "ur"];

#[test]
fn every_page_is_there_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let holder = s.cadastre.ground().list_holders(Some("chagai"), None, None, 1).holders[0].id.clone();
        let masked = s.cadastre.ground().list_holders(Some("individual"), None, None, 1).holders[0].id.clone();
        let pages = [
            "/map",
            "/map?bbox=61.9,28.9,62.4,29.4",
            "/map?bbox=100,10,110,20",
            "/map?class=mining&status=active",
            "/titles",
            "/titles?standing=reported",
            "/map?view=table",
            "/titles?number=zzz",
            "/titles?after=EL-3",
            "/applications",
            "/applications?view=table",
            "/reserved-areas",
            "/titles/EL%201%2F2013",
            "/titles/ML-2",
            "/titles/EL-BOW",
            "/titles/EL-186",
            "/titles/EL-3",
            "/applications/A-1",
            "/reserved-areas/R-1",
            "/holders",
            "/holders?name=noor",
            "/holders?name=zzz",
            "/check",
            "/map?register=TEST",
            "/map?from=timeline",
        ];
        for lang in LANGS {
            for page in pages.iter().map(|p| (*p).to_owned()).chain([
                format!("/holders/{holder}"),
                format!("/holders/{masked}"),
                format!("/map?holder={holder}"),
            ]) {
                let a = s.get(&format!("/{lang}{page}")).await;
                assert_eq!(a.code(), 200, "{lang}{page}: {}", a.text());
                assert!(a.header("content-type").starts_with("text/html"));
                assert!(
                    !a.text().contains('⟨'),
                    "{lang}{page} lacks a message: {}",
                    a.text().split('⟨').nth(1).unwrap_or_default().split('⟩').next().unwrap()
                );
                assert!(a.body.len() < 400_000, "{page} is {} bytes", a.body.len());
            }
        }
    });
}

#[test]
fn what_is_not_there_or_malformed_has_its_status() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        for gone in [
            "/titles/EL-99",
            "/titles/%20",
            "/applications/EL-3",
            "/reserved-areas/x",
            "/holders/x",
            "/holders/018bcfe5-6800-7000-8000-000000000000",
            "/titles/EL-99/qr.svg",
        ] {
            for lang in LANGS {
                let a = s.get(&format!("/{lang}{gone}")).await;
                assert_eq!(a.code(), 404, "{lang}{gone}");
                assert!(!a.text().contains('⟨'), "{lang}{gone}");
            }
        }
        for bad in [
            "/map?bbox=1,2,3",
            "/map?bbox=a,b,c,d",
            "/map?class=gold",
            "/titles?status=alive",
            "/titles?status=active&status=active",
            "/holders?after=x",
            "/map?standing=maybe",
        ] {
            for lang in LANGS {
                let a = s.get(&format!("/{lang}{bad}")).await;
                assert_eq!(a.code(), 400, "{lang}{bad}");
                assert!(!a.text().contains('⟨'), "{lang}{bad}: {}", a.text());
            }
        }
        let near = s.get("/en/titles/EL-5").await;
        assert!(near.text().contains("/en/titles/EL-4") && near.text().contains("/en/search"));
        assert_eq!(s.ask("DELETE", "/en/map", &[], "").await.code(), 405);
    });
}

#[test]
fn a_title_says_what_is_wrong_with_it_and_proves_the_rest() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let good = s.get("/en/titles/EL%201%2F2013").await;
        let text = good.text();
        for part in [
            "EL 1/2013",
            "Chagai Copper",
            "In force",
            "Exploration licence",
            "km²",
            "/en/titles/ML-2",
            "Test office",
            "CC BY 4.0",
            "/ledger/receipts/",
            "#check",
            "/en/ledger/entries/",
            "EL%201%2F2013/qr.svg",
            "/ogc/collections/titles/items/EL%201%2F2013",
            "https://kaan.example/en/titles/EL%201%2F2013",
            "Demonstration",
        ] {
            assert!(text.contains(part), "{part} is not on the page");
        }
        assert!(text.contains("Overlap"), "the inherited overlap is named");
        let bow = s.get("/en/titles/EL-BOW").await;
        assert!(bow.text().contains("bow-tie") && bow.text().contains("Withheld"));
        let reported = s.get("/en/titles/EL-186").await;
        assert!(reported.text().contains("Reported, not registered") && reported.text().contains("https://example.org/a"));
        let markup = s.get("/en/titles/ML-2").await;
        assert!(markup.text().contains("Al-Noor &lt;Mining&gt;") && !markup.text().contains("<Mining>"));
        let qr = s.get("/ur/titles/ML-2/qr.svg").await;
        assert_eq!((qr.code(), qr.header("content-type")), (200, "image/svg+xml"));
        let masked = s.get("/en/titles/EL-3").await;
        assert!(masked.text().contains("masked"));
    });
}

#[test]
fn lists_obey_the_filters_of_the_address() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let count = |a: &str| a.matches("<tr>").count();
        let all = s.get("/en/titles").await;
        assert!(all.text().contains("<bdi>6</bdi> titles"), "{}", all.text());
        let mining = s.get("/en/map?class=mining").await;
        assert!(mining.text().contains("<bdi>1</bdi> title<"), "{}", mining.text());
        let here = s.get("/en/titles?bbox=62.0,29.0,62.02,29.02").await;
        assert!(here.text().contains("EL 1/2013") && !here.text().contains("ML-2"));
        let reported = s.get("/en/titles?standing=reported").await;
        assert!(reported.text().contains("EL-186") && !reported.text().contains("ML-2"));
        let empty = s.get("/en/titles?number=zzz").await;
        assert!(empty.text().contains("No title matches") && empty.text().contains("Clear the filters"));
        let after = s.get("/en/titles?after=EL-4").await;
        assert!(!after.text().contains("/en/titles/EL-3") && after.text().contains("/en/titles/ML-2"));
        assert!(count(all.text()) > count(after.text()));
    });
}

#[test]
fn the_check_answers_keeps_what_was_typed_and_names_every_mistake() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let free = "62.9, 29.9\n62.95, 29.9\n62.95, 29.95";
        for lang in LANGS {
            let a = s.form(&format!("/{lang}/check"), &[("corners", free), ("crs", "4326"), ("geojson", "")], None).await;
            assert_eq!(a.code(), 200, "{}", a.text());
            assert!(a.text().contains("result-free") && a.text().contains("62.9, 29.9"), "{lang}");
            assert!(!a.text().contains('⟨'), "{lang}");
        }
        let met = s.form("/en/check", &[("corners", "62.04 29.04\n62.06 29.04\n62.06 29.06\n62.04 29.06")], None).await;
        for part in ["result-met", "EL 1/2013", "ML-2", "cannot be granted", "data:application/json", "<time datetime"] {
            assert!(met.text().contains(part), "{part}: {}", met.text());
        }
        let urdu = s.form("/ur/check", &[("corners", "۶۲° ۲′ ۲۴″ مشرق، ۲۹° ۲′ ۲۴″ شمال\n۶۲٫۰۶، ۲۹٫۰۴\n۶۲٫۰۶، ۲۹٫۰۶")], None).await;
        assert!(urdu.text().contains("result-met"), "{}", urdu.text());
        let wrong = s.form("/en/check", &[("corners", "62.1, 29.1\nhill & dale\n62.2"), ("crs", "3857")], None).await;
        assert_eq!(wrong.code(), 422);
        assert!(wrong.text().contains("error-summary") && wrong.text().contains("hill &amp; dale"));
        let wrong = s.form("/en/check", &[("corners", "62.1, 29.1\nhill & dale\n62.2"), ("crs", "")], None).await;
        assert!(
            wrong.text().contains("<bdi>2</bdi>")
                && wrong.text().contains("<bdi>3</bdi>")
                && wrong.text().contains("aria-invalid=\"true\""),
            "{}",
            wrong.text()
        );
        let bow = s.form("/zh/check", &[("corners", "62.5 29.5\n62.6 29.6\n62.6 29.5\n62.5 29.6")], None).await;
        assert_eq!(bow.code(), 422);
        assert!(bow.text().contains("result-invalid") && bow.text().contains("bow-tie"));
        let none = s.form("/en/check", &[("corners", " ")], None).await;
        assert_eq!(none.code(), 422);
        assert!(none.text().contains("There is no corner"));
    });
}

#[test]
fn the_check_takes_files_shapes_and_links() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let shape = r#"{"type":"Polygon","coordinates":[[[62.21,29.21],[62.22,29.21],[62.22,29.22],[62.21,29.21]]]}"#;
        let reserved = s.form("/en/check", &[("geojson", shape), ("corners", "")], None).await;
        assert!(reserved.text().contains("R-1") && reserved.text().contains("Closed or restricted"), "{}", reserved.text());
        let two = common::collection(&[common::square("X", "", "", 0.0, 0.0, 1.0), common::square("Y", "", "", 90.0, 90.0, 1.0)]);
        let a = s.form("/ur/check", &[("corners", "")], Some(("two.geojson", two.as_bytes()))).await;
        assert_eq!(a.code(), 200, "{}", a.text());
        assert!(a.text().contains("result-met") && a.text().contains("result-free") && a.text().contains("#parcel-2"));
        let high = r#"{"type":"Polygon","coordinates":[[[62.21,29.21,9],[62.22,29.21,9],[62.22,29.22,9],[62.21,29.21,9]]]}"#;
        let a = s.form("/zh/check", &[("corners", "")], Some(("high.geojson", high.as_bytes()))).await;
        assert!(a.code() == 200 && a.text().contains("z-dropped"), "{}", a.text());
        let bad = s.form("/en/check", &[("corners", "")], Some(("x.kml", b"<kml><broken"))).await;
        assert_eq!(bad.code(), 422);
        assert!(bad.text().contains("id=\"file-error\""), "{}", bad.text());
        let swapped = b"corner,longitude,latitude\n1,29.1,62.1\n2,29.2,62.1\n3,29.2,62.2\n";
        let asked = s.form("/en/check", &[("corners", "")], Some(("s.csv", swapped))).await;
        assert!(
            asked.code() == 422 && asked.text().contains("name=\"swap\"") && asked.text().contains("s.csv"),
            "{}",
            asked.text()
        );
        let answered = s.form("/en/check", &[("corners", ""), ("swap", "1")], Some(("s.csv", swapped))).await;
        assert_eq!(answered.code(), 200, "{}", answered.text());
        let link = s.get("/en/check?corners=62.04%2029.04%0A62.06%2029.04%0A62.06%2029.06").await;
        assert_eq!(link.code(), 200);
        assert!(link.text().contains("result-met"));
        let wkt = s.form("/en/check", &[("corners", "POLYGON((62.04 29.04, 62.06 29.04, 62.06 29.06, 62.04 29.04))")], None).await;
        assert!(wkt.text().contains("result-met"), "{}", wkt.text());
        let metres =
            s.form("/en/check", &[("corners", "600000 3210000\n601000 3210000\n601000 3211000"), ("crs", "32641")], None).await;
        assert_eq!(metres.code(), 200, "{}", metres.text());
        assert!(metres.text().contains("EPSG:32641"));
        let old = s.form("/en/check", &[("corners", "62.04 29.04\n62.06 29.04\n62.06 29.06"), ("crs", "4145")], None).await;
        assert!(old.text().contains("EPSG:1247"));
        let china =
            s.form("/en/check", &[("corners", "361990 3240031\n362990 3240031\n362990 3241031"), ("crs", "gk-63-0")], None).await;
        assert_eq!(china.code(), 200, "{}", china.text());
    });
}

#[test]
fn every_code_has_its_words_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let mut codes: Vec<String> = kaan_geo::FaultCode::ALL.iter().map(|c| c.code().to_owned()).collect();
        codes.extend(kaan_geo::NoteCode::ALL.iter().map(|c| c.code().to_owned()));
        // Questions, notes, refusals and faults of files as the decision lists them.
        let decision = include_str!("../../../docs/adr/0008-reading-untrusted-files.md");
        let listed = decision
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|w| w.contains('-') && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        codes.extend(listed.filter(|w| !w.starts_with("kaan-")).map(str::to_owned));
        codes.extend(
            ["not-json", "geometry-missing", "geometry-not-polygon", "one-feature-only", "crs-unread", "corner-unread", "stopped"]
                .map(str::to_owned),
        );
        assert!(codes.len() > 80);
        for lang in Lang::ALL {
            for code in &codes {
                assert!(s.ui.has_text(lang, &format!("problem-{code}")), "problem-{code} has no words in {}", lang.code());
            }
        }
    });
}

#[test]
fn the_map_of_a_title_leaves_out_what_has_ended() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db.clone()).await;
        let titles = [
            square("OLD-1", "expired", "Chagai Copper", 2.0, 2.0, 4.0),
            square("NEW-1", "active", "Chagai Copper", 11.0, 1.0, 3.0),
        ];
        let file = s.made.write("more.geojson", collection(&titles));
        let mapping = format!("{PLAIN}[classes]\nEL = \"exploration\"\n[statuses]\nactive = \"active\"\nexpired = \"expired\"\n");
        bring(&db, Import { chance: [9; 4], ..wanted(Collection::Titles, &file, Register::bare("MORE"), Some(&mapping)) }).await;
        let signer = Signer::generate([7; 32], "test.example/log").unwrap();
        kaan_ledger::sequence(&db, &signer).await.unwrap();
        s.cadastre.refresh().await.unwrap();
        let map = s.get("/en/titles/EL%201%2F2013").await.text().to_owned();
        assert!(map.contains("/en/titles/NEW-1"), "a neighbour that lives is drawn");
        assert!(!map.contains("/en/titles/OLD-1"), "one that has ended is not");
    });
}
