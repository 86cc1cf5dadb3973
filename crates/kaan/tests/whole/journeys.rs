//! Whole journeys through the server with the demonstration in it, on both engines.
//!
//! It never looks at how a page is made: only at what a reader gets.

use crate::common::{Answer, Database, Home, ask, block, get, postgres};
use axum::body::Body;
use axum::http::Request;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The demonstration in a store of each engine; gone with the last test that reads it.
struct Loaded(Vec<(Home, Option<Database>)>);

static LOADED: Mutex<Weak<Loaded>> = Mutex::new(Weak::new());

fn loaded() -> Arc<Loaded> {
    let mut kept = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(loaded) = kept.upgrade() {
        return loaded;
    }
    let mut homes = vec![(Home::new(), None)];
    if let Some(database) = postgres() {
        homes.push((Home::on(&database.url()), Some(database)));
    }
    for (home, _) in &homes {
        home.good(&["demo"]);
    }
    let loaded = Arc::new(Loaded(homes));
    *kept = Arc::downgrade(&loaded);
    loaded
}

/// Reads it on both engines; nothing here writes.
fn on_both(test: impl AsyncFn(&kaan::Server)) {
    let loaded = loaded();
    for (home, _) in &loaded.0 {
        block(async {
            let (_db, server) = home.assemble().await;
            test(&server).await;
        });
    }
}

async fn post(server: &kaan::Server, path: &str, media: &str, body: String) -> Answer {
    let request = Request::builder().method("POST").uri(path).header("host", "kaan.example").header("content-type", media);
    ask(server, request.body(Body::from(body)).unwrap()).await
}

#[test]
fn a_citizen_finds_who_holds_a_place_and_keeps_the_proof() {
    on_both(async |server| {
        for lang in ["en", "zh", "ur"] {
            let list = get(server, &format!("/{lang}/titles")).await;
            assert_eq!(list.status.as_u16(), 200);
            let number =
                list.text().split(&format!("href=\"/{lang}/titles/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
            let page = get(server, &format!("/{lang}/titles/{number}")).await;
            assert_eq!(page.status.as_u16(), 200, "{number}");
            assert!(page.text().contains("/ledger/receipts/"), "{number}: a proof stands beside the record");
            let receipt = page.text().split("/ledger/receipts/").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let receipt = get(server, &format!("/ledger/receipts/{receipt}")).await;
            assert!(receipt.text().starts_with("c2sp.org/tlog-proof@v1\n"));
            let found = kaan_ledger::Receipt::parse(receipt.text()).unwrap();
            found.verify_own(&server.key.verifier()).unwrap();
        }
    });
}

#[test]
fn ground_that_is_taken_names_its_neighbours_and_free_ground_says_so() {
    on_both(async |server| {
        let one = get(server, "/ogc/collections/titles/items?limit=50&f=json").await.json();
        let taken = one["features"].as_array().unwrap().iter().find(|f| f["geometry"].is_object()).unwrap();
        let answer = post(server, "/api/v1/parcels/check", "application/json", taken.to_string()).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let answer = answer.json();
        assert_eq!(answer["valid"], true);
        let number = taken["properties"]["number"].as_str().unwrap();
        let own = answer["neighbours"].as_array().unwrap().iter().find(|n| n["number"] == number).expect("it meets itself");
        assert_eq!(own["relation"], "overlap");
        assert!(own["share"].as_f64().unwrap() > 0.999_999);
        let free = r#"{"type":"Polygon","coordinates":[[[61,29],[61.1,29],[61.1,29.1],[61,29.1],[61,29]]]}"#;
        let answer = post(server, "/api/v1/parcels/check", "application/geo+json", free.into()).await.json();
        assert_eq!((answer["valid"].as_bool(), answer["neighbours"].as_array().map(Vec::len)), (Some(true), Some(0)), "{answer}");
        let crossing = r#"{"type":"Polygon","coordinates":[[[61,29],[61.1,29.1],[61.1,29],[61,29.1],[61,29]]]}"#;
        let answer = post(server, "/api/v1/parcels/check", "application/json", crossing.into()).await.json();
        assert_eq!(answer["valid"], false);
        assert!(answer["problems"].as_array().is_some_and(|p| !p.is_empty()), "{answer}");
    });
}

#[test]
fn bad_questions_get_a_named_problem() {
    on_both(async |server| {
        for path in [
            "/ogc/collections/titles/items?bbox=1,2,3",
            "/ogc/collections/titles/items?bbox=NaN,0,1,1",
            "/ogc/collections/titles/items?limit=0",
            "/ogc/collections/titles/items?token=x",
            "/ogc/collections/titles/items?colour=red",
            "/tiles/register/99/0/0.mvt",
            "/tiles/register/2/4/0.mvt",
            "/tiles/register/x/0/0.mvt",
            "/api/v1/search?q=",
            "/api/v1/ledger/entries?limit=-1",
        ] {
            let answer = get(server, path).await;
            assert_eq!(answer.status.as_u16(), 400, "{path}: {}", answer.text());
            assert!(answer.media().starts_with("application/problem+json"), "{path}: {}", answer.media());
            assert!(answer.json()["type"].as_str().is_some_and(|t| t.contains("/problems/")), "{path}: {}", answer.text());
        }
        for body in ["", "{", "[]", "{\"type\":\"Point\",\"coordinates\":[1,2]}", &"[".repeat(100_000)] {
            let answer = post(server, "/api/v1/parcels/check", "application/json", body.to_owned()).await;
            assert!((400..500).contains(&answer.status.as_u16()), "{}: {}", &body[..body.len().min(40)], answer.status);
        }
    });
}

#[test]
fn every_collection_has_records_and_every_record_its_page() {
    on_both(async |server| {
        for id in ["titles", "applications", "reserved-areas", "occurrences", "deposits", "projects"] {
            let items = get(server, &format!("/ogc/collections/{id}/items?limit=3&f=json")).await.json();
            let features = items["features"].as_array().unwrap();
            assert!(!features.is_empty(), "{id}");
            for f in features {
                let record = f["id"].as_str().unwrap().replace(' ', "%20");
                for lang in ["en", "zh", "ur"] {
                    let page = get(server, &format!("/{lang}/{id}/{record}")).await;
                    assert_eq!(page.status.as_u16(), 200, "/{lang}/{id}/{record}");
                }
            }
            for ending in ["geojsonl", "csv", "gpkg"] {
                let file = get(server, &format!("/data/{id}.{ending}")).await;
                assert_eq!(file.status.as_u16(), 200, "{id}.{ending}");
                assert!(file.headers.contains_key("x-ledger-size"), "{id}.{ending}");
            }
        }
    });
}

#[test]
fn paging_through_a_collection_meets_every_record_once() {
    on_both(async |server| {
        let mut path = "/ogc/collections/titles/items?limit=300&f=json".to_owned();
        let mut seen = std::collections::BTreeSet::new();
        let mut pages = 0;
        loop {
            let page = get(server, &path).await.json();
            for f in page["features"].as_array().unwrap() {
                assert!(seen.insert(f["id"].as_str().unwrap().to_owned()), "twice: {}", f["id"]);
            }
            pages += 1;
            let next = page["links"].as_array().unwrap().iter().find(|l| l["rel"] == "next");
            let Some(next) = next else { break };
            path = next["href"].as_str().unwrap().trim_start_matches("https://kaan.example").to_owned();
            assert!(pages < 50);
        }
        let whole = get(server, "/ogc/collections/titles/items?limit=1&f=json").await.json();
        assert_eq!(Some(seen.len() as u64), whole["numberMatched"].as_u64());
    });
}
