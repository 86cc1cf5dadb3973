//! OGC API Features through the public door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, site};
use kaan_db::testing::on_both;
use proptest::prelude::*;

#[test]
fn documents_have_the_links_and_shapes_that_the_standard_asks_for() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 3).await;
        let landing = s.get("/ogc").await;
        assert_eq!((landing.status.as_u16(), landing.media()), (200, "application/json"));
        let rels: Vec<String> =
            landing.json()["links"].as_array().unwrap().iter().map(|l| l["rel"].as_str().unwrap().to_owned()).collect();
        for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
            assert!(rels.iter().any(|r| r == rel), "{rel}");
        }
        assert_eq!(s.get("/ogc/").await.body, landing.body);
        let conforms = s.get("/ogc/conformance").await.json();
        assert!(
            conforms["conformsTo"]
                .as_array()
                .unwrap()
                .contains(&"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core".into())
        );
        let all = s.get("/ogc/collections").await.json();
        let one = s.get("/ogc/collections/titles").await.json();
        assert_eq!(all["collections"][0]["id"], "titles");
        for member in ["id", "title", "description", "extent"] {
            assert_eq!(all["collections"][0][member], one[member], "{member}");
        }
        assert_eq!(one["extent"]["spatial"]["bbox"][0].to_string(), "[60,30,64.00000001,30]");
        let api = s.get("/ogc/api").await;
        assert_eq!(api.media(), "application/vnd.oai.openapi+json;version=3.0");
        assert!(api.json()["openapi"].as_str().unwrap().starts_with("3.0"));
        assert!(!api.text().contains("\"$ref\":\"http"), "the document is whole in itself");
        let q = s.get("/ogc/collections/titles/queryables").await.json();
        assert_eq!(q["properties"]["status"]["type"], "string");
        assert!(q["properties"].get("share").is_none());
    });
}

#[test]
fn pages_follow_one_another_until_all_features_have_come_once() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        let mut at = "/ogc/collections/titles/items?status=open&limit=15&bbox=59,29,61,31".to_owned();
        let mut ids = Vec::new();
        let mut pages = 0;
        loop {
            let page = s.get(&at).await;
            assert_eq!((page.status.as_u16(), page.media()), (200, "application/geo+json"), "{}", page.text());
            assert_eq!(page.headers["content-crs"], "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
            let json = page.json();
            let features = json["features"].as_array().unwrap();
            assert_eq!(json["numberReturned"], features.len());
            assert_eq!(json["timeStamp"], "2026-11-25T09:46:40.123456Z");
            ids.extend(features.iter().map(|f| f["id"].as_str().unwrap().to_owned()));
            pages += 1;
            let next = json["links"]
                .as_array()
                .unwrap()
                .iter()
                .find(|l| l["rel"] == "next")
                .map(|l| l["href"].as_str().unwrap().to_owned());
            match next {
                Some(next) => {
                    assert!(next.contains("status=open") && next.contains("bbox=") && next.contains("limit=15"), "{next}");
                    at = next.strip_prefix("https://kaan.example").unwrap().to_owned();
                }
                None => {
                    assert_eq!(json["numberMatched"], ids.len());
                    break;
                }
            }
        }
        assert!(pages > 2);
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
    });
}

#[test]
fn coordinates_are_exact_and_turn_round_when_asked() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        let one = s.get("/ogc/collections/titles/items/P-0001").await;
        assert!(one.text().contains("[60.01000003,30]"), "{}", one.text());
        let turned = s.get("/ogc/collections/titles/items/P-0001?crs=http://www.opengis.net/def/crs/EPSG/0/4326").await;
        assert!(turned.text().contains("[30,60.01000003]"));
        assert_eq!(turned.headers["content-crs"], "<http://www.opengis.net/def/crs/EPSG/0/4326>");
        assert!(one.json()["links"].is_array());
        assert!(s.get("/ogc/collections/titles/items/P-0009").await.json()["geometry"].is_null());
    });
}

#[test]
fn what_is_wrong_is_a_400_and_what_is_not_there_a_404() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        for bad in [
            "limit=unlimited",
            "limit=0",
            "ooga=booga",
            "bbox=1,2,3",
            "datetime=x",
            "f=xml",
            "after=AAAA",
            "share=1",
            "crs=EPSG:1",
            "limit=1&limit=2",
        ] {
            let a = s.get(&format!("/ogc/collections/titles/items?{bad}")).await;
            assert_eq!((a.status.as_u16(), a.media()), (400, "application/problem+json"), "{bad}");
        }
        for bad in [
            "/ogc?x=1",
            "/ogc/conformance?x=1",
            "/ogc/collections?x=1",
            "/ogc/collections/titles?x=1",
            "/ogc/collections/titles/items/P-0001?x=1",
            "/ogc/api?f=yaml",
        ] {
            assert_eq!(s.get(bad).await.status.as_u16(), 400, "{bad}");
        }
        for gone in ["/ogc/collections/none", "/ogc/collections/none/items", "/ogc/collections/titles/items/none"] {
            assert_eq!(s.get(gone).await.status.as_u16(), 404, "{gone}");
        }
        let first = s.get("/ogc/collections/titles/items?limit=5").await.json();
        let next =
            first["links"].as_array().unwrap().iter().find(|l| l["rel"] == "next").unwrap()["href"].as_str().unwrap().to_owned();
        let other = next.strip_prefix("https://kaan.example").unwrap().replace("limit=5", "limit=6");
        assert_eq!(s.get(&other).await.status.as_u16(), 400, "a token belongs to its question");
        assert_eq!(s.get("/ogc/collections/titles/items?limit=99999").await.status.as_u16(), 200);
        assert_eq!(
            s.get("/ogc/collections/titles/items?bbox=0,0,1,1").await.json()["features"].as_array().unwrap().len(),
            25,
            "no ground matches any box"
        );
    });
}

#[test]
fn methods_are_answered_as_http_says() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        let head = s.ask("HEAD", "/ogc", &[]).await;
        assert!(head.status.is_success() && head.body.is_empty());
        let options = s.ask("OPTIONS", "/ogc/collections", &[]).await;
        assert_eq!((options.status.as_u16(), options.headers["allow"].to_str().unwrap()), (204, "GET, HEAD, OPTIONS"));
        let post = s.ask("POST", "/ogc/collections/titles/items", &[]).await;
        assert_eq!((post.status.as_u16(), post.media()), (405, "application/problem+json"));
        assert!(post.headers["allow"].to_str().unwrap().contains("GET"));
        assert_eq!(s.get("/ogc").await.headers["access-control-allow-origin"], "*");
    });
}

#[test]
fn people_get_the_same_as_pages_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db, 1).await;
        let paths = [
            "/ogc",
            "/ogc/api",
            "/ogc/conformance",
            "/ogc/collections",
            "/ogc/collections/titles",
            "/ogc/collections/titles/queryables",
            "/ogc/collections/titles/items?limit=3",
            "/ogc/collections/titles/items/P-0001",
        ];
        for path in paths {
            for lang in ["en", "zh", "ur"] {
                let a = s.ask("GET", path, &[("accept", "text/html"), ("accept-language", lang)]).await;
                assert_eq!((a.status.as_u16(), a.media()), (200, "text/html; charset=utf-8"), "{path} {}", a.text());
            }
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_parameter_makes_a_fault(name in "[a-z-]{0,8}|bbox|limit|datetime|after|crs|f|status|since", value in "[ -~]{0,30}|\\PC{0,12}") {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = kaan_db::testing::Folder::new();
        runtime.block_on(async {
            let db = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("t.db").display())).await.unwrap();
            db.migrate(MIGRATIONS).await.unwrap();
            let s = site(db, 0).await;
            let query: String = [name.as_str(), "=", value.as_str()].concat().bytes().map(|b| if b == b'=' { "=".to_owned() } else { format!("%{b:02X}") }).collect();
            for path in ["/ogc", "/ogc/collections/titles/items", "/en/search", "/api/v1/search", "/api/v1/ledger/entries", "/en/ledger"] {
                let a = s.get(&format!("{path}?{query}")).await;
                assert!(a.status.as_u16() < 500, "{path}?{query}: {}", a.text());
            }
        });
    }
}
