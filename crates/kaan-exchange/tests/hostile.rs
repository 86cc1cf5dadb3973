//! Files that are broken, cut off or made to hurt: a named error, in bounded memory and time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::*;
use kaan_exchange::{Limits, Options, Want, open_bytes};
use proptest::prelude::*;

#[test]
fn good_files_of_every_format_are_read_without_fault() {
    for (name, bytes) in all() {
        let (reader, rows) = read(name, &bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(!rows.is_empty() && rows.iter().all(Result::is_ok), "{name}: {rows:?}");
        let asks: &[&str] = if name == "a.dxf" { &["crs-missing"] } else { &[] };
        assert_eq!(reader.source().questions.iter().map(|q| q.code()).collect::<Vec<_>>(), asks, "{name}");
    }
}

#[test]
fn a_file_cut_off_anywhere_gives_an_error_and_never_a_panic() {
    for (name, bytes) in all() {
        let whole = read(name, &bytes).unwrap().1.len();
        let step = if bytes.len() > 20_000 { 997 } else { 97 };
        for at in (1..bytes.len()).step_by(step) {
            let result = read(name, &bytes[..at]);
            // A corner list or a sequence cut between two rows is a shorter one: nothing tells.
            let clean = matches!(name, "a.csv" | "a.geojsonl");
            match result {
                Err(_) => {}
                Ok((_, rows)) => assert!(
                    clean && rows.len() <= whole || rows.iter().any(Result::is_err) || at + 2 >= bytes.len(),
                    "{name} at {at} of {}",
                    bytes.len()
                ),
            }
        }
    }
}

#[test]
fn ten_million_corners_are_refused_early() {
    let mut text = String::from(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1]",
    );
    text.push_str(&",[1,2]".repeat(10_000_000));
    text.push_str("]]}}]}");
    let options = Options { limits: Limits { max_file_bytes: 1 << 30, ..Limits::upload() }, ..Options::default() };
    let (_, rows) = read_with("a.geojson", text.as_bytes(), options).unwrap();
    assert_eq!(rows[0].as_ref().unwrap_err().refusal.code, "too-many-corners-in-file");
    assert_eq!(codes("a.geojson", text.as_bytes()), ["file-too-large"]);
}

#[test]
fn many_small_outlines_stop_at_the_limit_of_the_file() {
    let line = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}"#;
    let text = format!("{line}\n").repeat(10_001);
    let (_, rows) = read("a.geojsonl", text.as_bytes()).unwrap();
    assert_eq!(rows.len(), 10_001);
    assert_eq!(rows.last().unwrap().as_ref().unwrap_err().refusal.code, "too-many-features");
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    for text in ["NaN", "Infinity", "-Infinity", "null", "\"66.5\"", "1e999"] {
        let json = format!("{{\"type\":\"Polygon\",\"coordinates\":[[[66.5,27.1],[{text},27.1],[66.6,27.2],[66.5,27.1]]]}}");
        let got = codes("a.geojson", json.as_bytes());
        assert!(["number-not-finite", "json-broken"].contains(&got[0]), "{text}: {got:?}");
    }
    assert_eq!(codes("a.csv", b"id,lat,lon\n1,27.1,66.5\n2,NaN 7,66.6\n3,27.2,66.6\n"), ["number-broken"]);
    let broken =
        zip(&[("a.shp", &shp(&[&[&[(1.0, 1.0), (f64::NAN, 2.0), (2.0, 2.0), (1.0, 1.0)]]])), ("a.prj", PRJ_WGS84.as_bytes())]);
    assert_eq!(codes("a.zip", &broken), ["number-not-finite", "attributes-missing"]);
}

#[test]
fn deep_nests_are_refused() {
    for (name, text) in [
        ("a.geojson", "[".repeat(100_000)),
        ("a.geojson", format!("{{\"type\":\"FeatureCollection\",\"x\":{}", "[".repeat(100_000))),
        ("a.geojson", format!("{{\"type\":\"Polygon\",\"coordinates\":{}", "[".repeat(100_000))),
        ("a.geojson", "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(100_000)),
        ("a.geojsonl", format!("{{\"type\":\"Feature\",\"properties\":{}", "{\"a\":".repeat(100_000))),
        ("a.kml", format!("<kml>{}", "<Folder>".repeat(100_000))),
        ("a.csv", format!("id,wkt\n1,\"{}\"\n", "GEOMETRYCOLLECTION(".repeat(100_000))),
    ] {
        let got = codes(name, text.as_bytes());
        assert!(["too-deep", "format-unknown", "json-broken", "attribute-too-long"].contains(&got[0]), "{name}: {got:?}");
    }
}

#[test]
fn a_zip_that_inflates_without_end_is_refused() {
    let bomb = vec![b' '; 200 << 20];
    let bytes = zip(&[("doc.kml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(codes("a.kmz", &bytes), ["zip-too-large"]);
    let bytes = zip(&[("[Content_Types].xml", b"x"), ("xl/worksheets/sheet1.xml", &bomb)]);
    assert_eq!(codes("a.xlsx", &bytes), ["zip-too-large"]);
    assert_eq!(codes("a.zip", &zip(&[("../../etc/a.shp", b"x")])), ["zip-unsafe-name"]);
    let many: Vec<(String, &[u8])> = (0..1_001).map(|n| (format!("{n}.txt"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    assert_eq!(codes("a.zip", &zip(&many)), ["zip-too-many-entries"]);
}

#[test]
fn sizes_in_headers_are_not_believed() {
    let mut layer = shp(&[&[&BLOCK]]);
    layer[104..108].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(codes("a.zip", &zip(&[("a.shp", &layer), ("a.prj", PRJ_WGS84.as_bytes())]))[0], "file-truncated");
    for at in [144, 148] {
        let mut layer = shp(&[&[&BLOCK]]);
        layer[at..at + 4].copy_from_slice(&0x7fff_ffffu32.to_le_bytes());
        assert_eq!(codes("a.zip", &zip(&[("a.shp", &layer), ("a.prj", PRJ_WGS84.as_bytes())]))[0], "geometry-broken");
    }
    let mut table = dbf(0, &[b"one"]);
    table[8..10].copy_from_slice(&u16::MAX.to_le_bytes());
    assert_eq!(codes("a.zip", &zip(&[("a.shp", &shp(&[&[&BLOCK]])), ("a.dbf", &table)])), ["table-broken"]);
}

#[test]
fn entities_are_not_expanded_and_links_are_not_followed() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><kml><NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink><Placemark><name>&b;&x;</name><Polygon><outerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";
    let (reader, rows) = read("a.kml", laughs.as_bytes()).unwrap();
    assert_eq!(rows[0].as_ref().unwrap().values[0].to_text().unwrap(), "&b;&x;");
    assert_eq!(reader.notes()[0].code.code(), "external-link-ignored");
}

#[test]
fn a_cell_at_the_far_end_of_a_sheet_does_not_fill_memory() {
    let sheet = br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    let good = corners_xlsx();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(good)).unwrap();
    let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let (name, mut bytes) = (file.name().unwrap().to_string(), Vec::new());
        std::io::copy(&mut file, &mut bytes).unwrap();
        entries.push((name.clone(), if name.ends_with("sheet1.xml") { sheet.to_vec() } else { bytes }));
    }
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    assert_eq!(codes("a.xlsx", &zip(&entries)), ["too-many-columns"]);
}

#[test]
fn a_hostile_geopackage_runs_no_code_and_no_endless_query() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("h.gpkg");
    geopackage_at(&path, 3);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(
        "ALTER TABLE titles RENAME TO hidden;
         CREATE VIEW titles AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid FROM n) SELECT CAST(fid AS INTEGER) AS fid, NULL AS geom FROM n;",
    )
    .unwrap();
    drop(db);
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let count = std::sync::Arc::clone(&asked);
    let stop: kaan_exchange::Stop = std::sync::Arc::new(move || count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) > 200);
    let result = open_bytes(
        "h.gpkg",
        std::fs::read(&path).unwrap(),
        &Options { stop, scratch: Some(dir.path().into()), ..Options::default() },
    );
    match result {
        Err(e) => assert!(["stopped", "file-broken"].contains(&e.code), "{e}"),
        Ok(reader) => assert!(reader.take(100_000).any(|r| r.is_err_and(|f| f.ends))),
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "the scratch copy is gone");
}

#[test]
fn an_upload_of_a_geopackage_needs_a_folder() {
    assert_eq!(open_bytes("a.gpkg", geopackage(1), &Options::default()).err().unwrap().code, "needs-a-file");
}

#[test]
fn a_stopped_reading_says_so() {
    let stop: kaan_exchange::Stop = std::sync::Arc::new(|| true);
    let (_, rows) = read_with("a.csv", &csv(), Options { stop, want: Want::Anything, ..Options::default() }).unwrap();
    assert_eq!(rows[0].as_ref().unwrap_err().refusal.code, "stopped");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn changed_bytes_never_panic(seed in any::<u64>()) {
        for (name, mut bytes) in all() {
            let mut state = seed | 1;
            for _ in 0..8 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 24) as u8;
            }
            let _ = read(name, &bytes);
        }
    }
}
