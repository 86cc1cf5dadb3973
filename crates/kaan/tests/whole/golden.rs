//! Golden files: what answers where, the description of all interfaces, and the sum of the migrations.
//!
//! `make bless` rewrites them; review reads the difference. It never blesses by itself.

use crate::common::{Home, block, get, root};
use kaan_web::{Door, Doors};

pub fn golden(name: &str, found: &str) {
    let path = root().join("crates/kaan/tests/golden").join(name);
    if std::env::var_os("KAAN_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let (a, b): (Vec<_>, Vec<_>) = (known.lines().collect(), found.lines().collect());
    let first = (0..a.len().max(b.len())).find(|i| a.get(*i) != b.get(*i));
    if let Some(i) = first {
        panic!("{name}, line {}: was {:?}, is {:?}; `make bless` if that is meant", i + 1, a.get(i), b.get(i));
    }
}

/// Every route, with its act and the class by which it is limited.
fn lines(below: &str, doors: &Doors) -> Vec<String> {
    let line = |d: &Door| {
        let open = if d.anywhere { " from-anywhere" } else { "" };
        format!("{below}{} {} {} {}{open}\n", d.path, d.method, d.act, d.class.name())
    };
    doors.list().map(line).collect()
}

#[test]
fn the_list_of_routes_and_their_acts_changes_knowingly() {
    let mut list = block(async {
        let home = Home::new();
        let (_db, server) = home.assemble().await;
        let (pages, open) = server.capabilities.doors(&server.key.verifier(), &home.at("list")).await.unwrap();
        [lines("/{lang}", &pages), lines("", &open), lines("", &server.capabilities.ui().routes())].concat()
    });
    list.sort();
    golden("routes.txt", &list.concat());
}

/// Addresses that stay, with what they answer on an empty register.
const ADDRESSES: &[&str] = &[
    "/",
    "/titles",
    "/en/",
    "/zh/",
    "/ur/",
    "/en/map",
    "/en/titles",
    "/en/titles/EL-1",
    "/en/applications",
    "/en/applications/A-1",
    "/en/reserved-areas",
    "/en/reserved-areas/R-1",
    "/en/holders",
    "/en/holders/nobody",
    "/en/check",
    "/en/projects",
    "/en/projects/none",
    "/en/deposits",
    "/en/deposits/none",
    "/en/occurrences",
    "/en/occurrences/none",
    "/en/search?q=gold",
    "/en/ledger",
    "/en/ledger/entries/0",
    "/en/data",
    "/en/about",
    "/en/api",
    "/en/problems/self-crossing",
    "/en/nothing-here",
    "/xx/titles",
    "/ogc",
    "/ogc/conformance",
    "/ogc/api",
    "/ogc/collections",
    "/ogc/collections/titles",
    "/ogc/collections/titles/items",
    "/ogc/collections/titles/items?bbox=1,2,3",
    "/ogc/collections/titles/items?color=red",
    "/ogc/collections/titles/items?token=AAAA",
    "/ogc/collections/titles/items/none",
    "/ogc/collections/nothing/items",
    "/tiles/register/0/0/0.mvt",
    "/tiles/register/1/9/9.mvt",
    "/tiles/register/a/b/c.mvt",
    "/data/titles.gpkg",
    "/data/titles.geojsonl",
    "/data/titles.csv",
    "/data/titles.txt",
    "/data/nothing.csv",
    "/ledger/log/checkpoint",
    "/ledger/log/vkey",
    "/ledger/log/tile/0/000",
    "/ledger/log/tile/0/00",
    "/ledger/receipts/0.tlog-proof",
    "/ledger/feed.atom",
    "/api/openapi.json",
    "/api/v1/search?q=gold",
    "/api/v1/search",
    "/api/v1/ledger/entries",
    "/robots.txt",
    "/sitemap.xml",
    "/health",
    "/ready",
    "/favicon.ico",
];

#[test]
fn addresses_that_stay_answer_as_they_did() {
    let found = block(async {
        let home = Home::new();
        let (_db, server) = home.assemble().await;
        let mut out = String::new();
        for path in ADDRESSES {
            let answer = get(&server, path).await;
            assert!(answer.status.as_u16() < 500, "{path}: a fault is never golden");
            let to = answer.headers.get("location").map(|l| format!(" → {}", l.to_str().unwrap())).unwrap_or_default();
            out.push_str(&format!("{path} {} {}{to}\n", answer.status.as_u16(), answer.media()));
        }
        out
    });
    golden("addresses.txt", &found);
}

#[test]
fn the_description_of_all_interfaces_changes_knowingly() {
    let found = block(async {
        let home = Home::new();
        let (_db, server) = home.assemble().await;
        let document = get(&server, "/api/openapi.json").await.json();
        assert_eq!(document["openapi"].as_str().unwrap().get(..3), Some("3.1"));
        let remote = document.to_string().matches("\"$ref\":\"").count() - document.to_string().matches("\"$ref\":\"#/").count();
        assert_eq!(remote, 0, "it refers to itself alone");
        serde_json::to_string_pretty(&document).unwrap() + "\n"
    });
    golden("openapi.json", &found);
}
