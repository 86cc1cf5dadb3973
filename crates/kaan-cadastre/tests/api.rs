//! The interfaces for programs: the ground check and the map tiles, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;
mod site;

use common::MIGRATIONS;
use kaan_db::testing::on_both;
use serde_json::{Value, json};
use site::site;

const CHECK: &str = "/api/v1/parcels/check";

fn polygon(corners: &[[f64; 2]]) -> String {
    json!({ "type": "Polygon", "coordinates": [corners] }).to_string()
}

fn square(w: f64, s: f64, side: f64) -> String {
    polygon(&[[w, s], [w + side, s], [w + side, s + side], [w, s + side], [w, s]])
}

/// Whether a value is as a schema of the document says.
fn holds(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        return holds(document, document.pointer(pointer).ok_or(format!("{name} is missing"))?, value);
    }
    if let Some(any) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return any
            .iter()
            .map(|s| holds(document, s, value))
            .find(Result::is_ok)
            .unwrap_or(Err(format!("{value} is none of {schema}")));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(s) => vec![s.as_str()],
        Value::Array(a) => a.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let fits = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    if !kinds.iter().any(|k| fits(k)) {
        return Err(format!("{value} is not {kinds:?}"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return Err(format!("{value} is none of {words:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        value.get(name).ok_or(format!("{name} is missing in {value}"))?;
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => holds(document, schema, member)?,
            None => return Err(format!("{name} is not described")),
        }
    }
    value.as_array().into_iter().flatten().try_for_each(|item| holds(document, &schema["items"], item))
}

#[test]
fn the_check_answers_as_its_description_says() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let document = s.cadastre.document();
        let schema = json!({ "$ref": "#/components/schemas/CheckAnswer" });
        let questions = [
            square(62.04, 29.04, 0.02),
            square(70.0, 30.0, 0.1),
            square(62.1, 29.1, 0.05),
            polygon(&[[62.5, 29.5], [62.6, 29.6], [62.6, 29.5], [62.5, 29.6], [62.5, 29.5]]),
            polygon(&[[62.5, 29.5], [62.6, 29.6], [62.6, 29.5]]),
            format!(r#"{{"type":"Feature","properties":{{}},"geometry":{}}}"#, square(62.2, 29.2, 0.01)),
            r#"{"type":"Polygon","crs":"EPSG:32641","coordinates":[[[600000,3210000],[601000,3210000],[601000,3211000],[600000,3210000]]]}"#.to_owned(),
        ];
        for q in &questions {
            let a = s.check(CHECK, q).await;
            assert_eq!((a.code(), a.header("content-type")), (200, "application/json"), "{}", a.text());
            holds(&document, &schema, &a.json()).unwrap_or_else(|e| panic!("{e}\n{}", a.text()));
            assert_eq!(a.header("cache-control"), "no-store");
        }
    });
}

#[test]
fn neighbours_are_named_with_what_they_take() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let a = s.check(CHECK, &square(62.04, 29.04, 0.02)).await.json();
        assert_eq!((a["valid"].clone(), a["neighbours"].as_array().unwrap().len()), (json!(true), 2));
        let first = &a["neighbours"][0];
        assert_eq!(
            (&first["collection"], &first["number"], &first["relation"], &first["exclusive"], &first["certainty"]),
            (&json!("titles"), &json!("EL 1/2013"), &json!("overlap"), &json!(true), &json!("certain"))
        );
        assert!((first["share"].as_f64().unwrap() - 1.0).abs() < 1e-9 && first["area_m2"].as_f64().unwrap() > 4e6);
        assert!((a["area_km2"].as_f64().unwrap() * 1e6 - first["area_m2"].as_f64().unwrap()).abs() < 1.0);
        assert!(a["perimeter_km"].as_f64().unwrap() > 8.0 && a["ledger_size"].as_u64().unwrap() > 0);
        let touch = s.check(CHECK, &square(62.35, 29.3, 0.01)).await.json();
        assert_eq!(touch["neighbours"][0]["relation"], json!("touch"));
        let reserved = s.check(CHECK, &square(62.21, 29.21, 0.01)).await.json();
        assert_eq!(reserved["neighbours"][0]["collection"], json!("reserved-areas"));
        let waiting = s.check(CHECK, &square(62.41, 29.41, 0.01)).await.json();
        assert_eq!((&waiting["waiting"][0]["number"], waiting["neighbours"].as_array().unwrap().len()), (&json!("EL-4"), 0));
    });
}

#[test]
fn an_invalid_outline_is_an_answer_with_words_in_the_readers_language() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let bow = polygon(&[[62.5, 29.5], [62.6, 29.6], [62.6, 29.5], [62.5, 29.6], [62.5, 29.5]]);
        let mut said = Vec::new();
        for address in [CHECK.to_owned(), format!("{CHECK}?lang=zh"), format!("{CHECK}?lang=ur")] {
            let a = s.check(&address, &bow).await;
            let v = a.json();
            assert_eq!((a.code(), &v["valid"], &v["problems"][0]["code"]), (200, &json!(false), &json!("bow-tie")));
            assert!(v["problems"][0]["where"].is_string() && v["neighbours"].as_array().unwrap().is_empty());
            said.push(v["problems"][0]["message"].as_str().unwrap().to_owned());
        }
        let by_header = s.ask("POST", CHECK, &[("accept-language", "zh-CN,zh;q=0.9")], bow.clone()).await;
        assert_eq!(by_header.json()["problems"][0]["message"], json!(said[1]));
        assert_eq!(by_header.header("content-language"), "zh-Hans");
        said.dedup();
        assert_eq!(said.len(), 3);
        let open = s.check(CHECK, &polygon(&[[62.5, 29.5], [62.6, 29.6], [62.6, 29.5]])).await.json();
        assert_eq!(open["problems"][0]["code"], json!("unclosed"));
    });
}

#[test]
fn what_cannot_be_read_is_a_problem_document() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        for (body, code) in [
            ("", "not-json"),
            ("{", "not-json"),
            ("[]", "not-geojson"),
            (r#"{"type":"Point","coordinates":[1,2]}"#, "geometry-not-polygon"),
            (r#"{"type":"FeatureCollection","features":[]}"#, "one-feature-only"),
            (r#"{"type":"Polygon","coordinates":[[[1,2]]],"crs":3857}"#, "datum-not-supported"),
        ] {
            let a = s.check(CHECK, body).await;
            assert_eq!((a.code(), a.header("content-type")), (400, "application/problem+json"), "{body}: {}", a.text());
            assert_eq!(a.json()["code"], json!(code), "{body}");
        }
        assert_eq!(s.check(&format!("{CHECK}?colour=red"), "{}").await.code(), 400);
        assert_eq!(s.check(&format!("{CHECK}?lang=fr"), "{}").await.code(), 400);
        let large = "x".repeat(9 << 20);
        assert_eq!(s.check(CHECK, &large).await.code(), 413);
        let deep = format!(r#"{{"type":"Polygon","coordinates":{}"#, "[".repeat(500_000));
        assert_eq!(s.check(CHECK, &deep).await.json()["code"], json!("too-deep"));
        let get = s.ask("GET", CHECK, &[], "").await;
        assert_eq!((get.code(), get.header("allow")), (405, "POST,OPTIONS"));
        let before =
            s.ask("OPTIONS", CHECK, &[("origin", "https://other.example"), ("access-control-request-method", "POST")], "").await;
        assert_eq!((before.code(), before.header("access-control-allow-origin")), (204, "*"));
    });
}

#[test]
fn tiles_show_what_is_there_and_refuse_what_is_no_address() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let whole = s.get("/tiles/register/0/0/0.mvt").await;
        assert_eq!((whole.code(), whole.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
        for name in ["titles", "applications", "reserved-areas", "EL 1/2013", "ML-2", "R-1", "EL-BOW"] {
            assert!(whole.body.windows(name.len()).any(|w| w == name.as_bytes()), "{name} is not in the tile");
        }
        assert_eq!(s.get("/tiles/register/5/0/0.mvt").await.code(), 204);
        let filtered = s.get("/tiles/register/0/0/0.mvt?class=mining").await;
        assert!(filtered.body.windows(4).any(|w| w == b"ML-2") && !filtered.body.windows(9).any(|w| w == b"EL 1/2013"));
        for bad in [
            "/tiles/register/5/99/0.mvt",
            "/tiles/register/x/0/0.mvt",
            "/tiles/register/0/0/0.png",
            "/tiles/register/23/0/0.mvt",
            "/tiles/register/0/0/0.mvt?colour=red",
            "/tiles/register/0/0/0.mvt?class=gold",
        ] {
            let a = s.get(bad).await;
            assert_eq!(a.code(), 400, "{bad}");
            assert!(!a.text().contains('⟨'), "{bad}: {}", a.text());
        }
        let tag = whole.header("etag").to_owned();
        let known = s.ask("GET", "/tiles/register/0/0/0.mvt", &[("if-none-match", &tag)], "").await;
        assert_eq!((known.code(), known.body.len()), (304, 0));
        let size = s.cadastre.ground().size();
        assert!(s.get(&format!("/tiles/register/0/0/0.mvt?v={size}")).await.header("cache-control").contains("immutable"));
        assert!(!s.get("/tiles/register/0/0/0.mvt?v=1").await.header("cache-control").contains("immutable"));
    });
}
