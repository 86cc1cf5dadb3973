//! Pages, downloads, ledger files, search and the description, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, site};
use kaan_db::testing::on_both;
use kaan_ledger::{Receipt, Verifier};
use serde_json::Value;

#[test]
fn every_page_is_there_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 300).await;
        for lang in ["en", "zh", "ur"] {
            for page in [
                "",
                "/search",
                "/search?q=saindak",
                "/search?q=P-00",
                "/search?q=zzzz",
                "/ledger",
                "/ledger?before=100",
                "/ledger?index=5",
                "/ledger/entries/0",
                "/ledger/entries/299",
                "/data",
                "/about",
                "/api",
                "/problems/wrong-bbox",
            ] {
                let a = s.get(&format!("/{lang}{page}")).await;
                assert_eq!(a.status.as_u16(), 200, "{lang}{page}: {}", a.text());
                assert!(a.media().starts_with("text/html"));
                assert!(a.body.len() < 150_000, "{page} is {} bytes", a.body.len());
            }
        }
        for gone in [
            "/en/ledger/entries/300",
            "/en/problems/none-such",
            "/en/problems/..",
            "/data/none.csv",
            "/data/titles.exe",
            "/data/titles",
        ] {
            assert_eq!(s.get(gone).await.status.as_u16(), 404, "{gone}");
        }
        assert_eq!(s.get("/en/ledger/entries/x").await.status.as_u16(), 400);
        assert_eq!(s.get("/en/search?q=a&from=timeline").await.status.as_u16(), 200, "messengers add parameters to shared links");
    });
}

#[test]
fn an_empty_site_says_so_and_breaks_nowhere() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 0).await;
        for page in ["/en", "/en/ledger", "/en/data", "/en/search?q=x", "/ledger/feed.atom", "/ready", "/api/v1/ledger/entries"] {
            assert_eq!(s.get(page).await.status.as_u16(), 200, "{page}");
        }
        for gone in ["/ledger/log/checkpoint", "/ledger/log/tile/0/000", "/ledger/receipts/0.tlog-proof", "/en/ledger/entries/0"] {
            assert_eq!(s.get(gone).await.status.as_u16(), 404, "{gone}");
        }
    });
}

#[test]
fn the_log_is_served_as_tlog_tiles_has_it() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 300).await;
        let checkpoint = s.get("/ledger/log/checkpoint").await;
        assert_eq!(checkpoint.media(), "text/plain; charset=utf-8");
        assert!(checkpoint.text().starts_with("test.example/log\n300\n"));
        let full = s.get("/ledger/log/tile/0/000").await;
        assert_eq!((full.status.as_u16(), full.media(), full.body.len()), (200, "application/octet-stream", 8192));
        assert!(full.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert_eq!(s.get("/ledger/log/tile/0/001.p/44").await.body.len(), 44 * 32);
        assert_eq!(s.get("/ledger/log/tile/1/000.p/1").await.body.len(), 32);
        assert_eq!(s.get("/ledger/log/tile/entries/001.p/44").await.status.as_u16(), 200);
        for gone in ["tile/0/001", "tile/0/001.p/45", "tile/2/000.p/1", "tile/entries/002"] {
            assert_eq!(s.get(&format!("/ledger/log/{gone}")).await.status.as_u16(), 404, "{gone}");
        }
        for bad in ["tile/0/1", "tile/x/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/x000/000", "tile/64/000", "tile/0/000/"]
        {
            let a = s.get(&format!("/ledger/log/{bad}")).await;
            assert_eq!((a.status.as_u16(), a.media()), (400, "application/problem+json"), "{bad}");
        }
        let vkey = s.get("/ledger/log/vkey").await;
        let verifier = Verifier::parse(vkey.text().trim()).unwrap();
        for index in [0, 255, 256, 299] {
            let receipt = s.get(&format!("/ledger/receipts/{index}.tlog-proof")).await;
            Receipt::parse(receipt.text()).unwrap().verify_own(&verifier).unwrap();
        }
        for bad in ["x.tlog-proof", "01.tlog-proof", "1", "-1.tlog-proof"] {
            assert_eq!(s.get(&format!("/ledger/receipts/{bad}")).await.status.as_u16(), 400, "{bad}");
        }
    });
}

#[test]
fn downloads_name_their_position_and_come_in_parts() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 3).await;
        let csv = s.get("/data/titles.csv").await;
        assert_eq!((csv.status.as_u16(), csv.media()), (200, "text/csv; charset=utf-8"));
        assert_eq!(csv.text().lines().count(), 251);
        assert_eq!(csv.headers["x-ledger-size"], "3");
        assert!(csv.headers["link"].to_str().unwrap().contains("/data/titles.txt"));
        let etag = csv.headers["etag"].to_str().unwrap().to_owned();
        let known = s.ask("GET", "/data/titles.csv", &[("if-none-match", &etag)]).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
        let part = s.ask("GET", "/data/titles.csv", &[("range", "bytes=0-1")]).await;
        assert_eq!((part.status.as_u16(), part.text()), (206, "id"));
        assert_eq!(s.ask("GET", "/data/titles.csv", &[("range", "bytes=99999999-")]).await.status.as_u16(), 416);
        let lines = s.get("/data/titles.geojsonl").await;
        assert_eq!(lines.text().lines().count(), 250);
        assert_eq!(
            lines.text().lines().next().map(|l| serde_json::from_str::<Value>(l).unwrap()["type"].clone()),
            Some("Feature".into())
        );
        let gpkg = s.get("/data/projects.gpkg").await;
        assert_eq!((gpkg.status.as_u16(), gpkg.media()), (200, "application/geopackage+sqlite3"));
        assert!(gpkg.body.starts_with(b"SQLite format 3"));
        let txt = s.get("/data/titles.txt").await;
        assert!(txt.text().contains("CC BY 4.0") && txt.text().contains("x-ledger-size: 3"));
        let head = s.ask("HEAD", "/data/titles.csv", &[]).await;
        assert_eq!(head.headers["content-length"], csv.body.len().to_string().as_str());
        let both = tokio::join!(s.get("/data/projects.csv"), s.get("/data/projects.csv"));
        assert_eq!(both.0.body, both.1.body);
    });
}

#[test]
fn search_finds_numbers_and_words_and_keeps_what_was_typed() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        for q in ["saindak", "sandak", "%E5%B1%B1%E8%BE%BE%E5%85%8B", "%D8%B3%DB%8C%D9%86%DA%88%DA%A9"] {
            let found = s.get(&format!("/api/v1/search?q={q}")).await.json();
            assert_eq!(found["groups"][0]["results"][0]["path"], "/projects/P1", "{q}");
        }
        let codes = s.get("/api/v1/search?q=P-000&limit=5").await.json();
        assert_eq!((&codes["count"], &codes["groups"][0]["kind"]), (&5.into(), &"title".into()));
        assert_eq!(s.get("/api/v1/search").await.status.as_u16(), 400);
        let page = s.get("/en/search?q=%3Cscript%3E%22").await;
        assert!(!page.text().contains("<script>\""), "what was typed is escaped");
        assert_eq!(s.get(&format!("/en/search?q={}", "x".repeat(5000))).await.status.as_u16(), 200);
    });
}

#[test]
fn the_description_is_true() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 300).await;
        let document = s.get("/api/openapi.json").await.json();
        assert_eq!(document["openapi"], "3.1.0");
        let mut walked = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            let at = fill(path);
            let operation = &item["get"];
            let a = s.get(&at).await;
            let responses = operation["responses"].as_object().unwrap();
            let declared = responses.get(a.status.as_str()).unwrap_or_else(|| panic!("{at} answers {}", a.status));
            assert_eq!(a.status.as_u16(), 200, "{at}: {}", a.text());
            let media: Vec<&str> = declared["content"].as_object().unwrap().keys().map(String::as_str).collect();
            let plain = |m: &str| m.split(';').next().unwrap().to_owned();
            assert!(media.iter().any(|m| *m == "*/*" || plain(m) == plain(a.media())), "{at} answers {}", a.media());
            let refused = s.ask("DELETE", &at, &[]).await;
            assert!(responses.contains_key(refused.status.as_str()), "DELETE {at} answers {}", refused.status);
            if responses.contains_key("400") && !path.contains('{') {
                let wrong = s.get(&format!("{}{}nonsense=1", at, if at.contains('?') { "&" } else { "?" })).await;
                assert_eq!((wrong.status.as_u16(), wrong.media()), (400, "application/problem+json"), "{at}");
                let problem = wrong.json();
                for member in ["type", "title", "status", "code"] {
                    assert!(problem.get(member).is_some(), "{at}: {member}");
                }
            }
            walked += 1;
        }
        assert!(walked > 20);
    });
}

/// An address of the document with its marks filled in.
fn fill(path: &str) -> String {
    let at = path
        .replace("{level}", "0")
        .replace("{number}", "000")
        .replace("{receipt}", "7.tlog-proof")
        .replace("{file}", "titles.csv")
        .replace("{featureId}", "P-0001");
    if at == "/api/v1/search" { format!("{at}?q=saindak") } else { at }
}

#[test]
fn entries_come_as_json_in_order() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 10).await;
        let first = s.get("/api/v1/ledger/entries?limit=4").await.json();
        assert_eq!(
            (&first["size"], &first["entries"][3]["index"], &first["entries"][0]["body"]["n"]),
            (&10.into(), &3.into(), &0.into())
        );
        let next = first["next"].as_str().unwrap().strip_prefix("https://kaan.example").unwrap().to_owned();
        assert_eq!(s.get(&next).await.json()["entries"][0]["index"], 4);
        assert!(s.get("/api/v1/ledger/entries?after=9").await.json()["entries"].as_array().unwrap().is_empty());
        assert_eq!(s.get("/api/v1/ledger/entries?after=x").await.status.as_u16(), 400);
        assert!(s.get("/ledger/feed.atom").await.text().contains("/en/ledger/entries/9"));
        assert!(s.get("/sitemap/titles.xml").await.text().contains("https://kaan.example/ur/titles/P-0001"));
    });
}
