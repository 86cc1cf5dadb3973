//! One file for each class of problem that offices send, made from shapes of our own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::*;
use kaan_exchange::*;

const BLOCK_TEXT: &str = "66.5 27.1, 66.6 27.1, 66.6 27.2, 66.5 27.2";

fn first(name: &str, bytes: &[u8]) -> RawFeature {
    read(name, bytes).unwrap().1.into_iter().next().unwrap().unwrap()
}

#[test]
fn a_shapefile_without_prj_is_a_question() {
    let bytes = zip(&[("a.shp", &shp(&[&[&METRES]])), ("a.dbf", &dbf(0, &[b"one"]))]);
    assert_eq!(codes("a.zip", &bytes), ["crs-missing"]);
}

#[test]
fn degrees_that_are_metres_contradict() {
    let bytes = zip(&[("a.shp", &shp(&[&[&METRES]])), ("a.dbf", &dbf(0, &[b"one"])), ("a.prj", PRJ_WGS84.as_bytes())]);
    assert_eq!(codes("a.zip", &bytes), ["crs-contradicts-coordinates"]);
    assert_eq!(codes("a.geojson", &geojson(&[&METRES])), ["crs-contradicts-coordinates"]);
}

#[test]
fn columns_that_place_it_elsewhere_contradict() {
    let json = br#"{"type":"Feature","properties":{"lon":71.5,"lat":"34.0"},"geometry":{"type":"Polygon","coordinates":[[[66.5,27.1],[66.6,27.1],[66.6,27.2],[66.5,27.1]]]}}"#;
    assert_eq!(codes("a.geojson", json), ["crs-contradicts-attributes"]);
}

#[test]
fn the_obsolete_crs_member_is_followed_wherever_it_stands() {
    for json in [
        r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32642"}},"type":"FeatureCollection","features":[]}"#,
        r#"{"type":"FeatureCollection","features":[],"crs":{"type":"EPSG","properties":{"code":32642}}}"#,
    ] {
        let (reader, _) = read("a.geojson", json.as_bytes()).unwrap();
        assert_eq!(reader.notes()[0].code.code(), "crs-member-obsolete");
        assert!(matches!(reader.source().crs, CrsClaim::Stated(_)));
    }
    let link =
        br#"{"type":"FeatureCollection","features":[],"crs":{"type":"link","properties":{"href":"http://example.org/crs"}}}"#;
    assert_eq!(codes("a.geojson", link), ["crs-missing", "external-link-ignored"]);
}

#[test]
fn encodings_are_stated_marked_or_guessed() {
    let (gbk, urdu) =
        (encoding_rs::GBK.encode("恰盖县铬铁矿").0.into_owned(), encoding_rs::WINDOWS_1256.encode("چاغي ضلع").0.into_owned());
    let layer = shp(&[&[&BLOCK]]);
    let make = |table: &[u8], page: Option<&str>| {
        let mut entries = vec![("a.shp", layer.as_slice()), ("a.dbf", table), ("a.prj", PRJ_WGS84.as_bytes())];
        if let Some(page) = page {
            entries.push(("a.cpg", page.as_bytes()));
        }
        zip(&entries)
    };
    for (bytes, text, notes) in [
        (make(&dbf(0, &[&gbk]), Some("936")), "恰盖县铬铁矿", vec![]),
        (make(&dbf(0x4d, &[&gbk]), None), "恰盖县铬铁矿", vec![]),
        (make(&dbf(0, &[&gbk]), None), "恰盖县铬铁矿", vec!["encoding-guessed"]),
        (make(&dbf(0, &[&urdu]), Some("1256")), "چاغي ضلع", vec![]),
        (make(&dbf(0, &[&urdu]), None), "چاغي ضلع", vec!["encoding-guessed"]),
        (make(&dbf(0, &["چاغی".as_bytes()]), None), "چاغی", vec![]),
    ] {
        assert_eq!(first("a.zip", &bytes).values, [Value::Text(text.into())]);
        assert_eq!(codes("a.zip", &bytes), notes, "{text}");
    }
}

#[test]
fn tables_come_in_every_encoding() {
    let text = format!("名称,wkt\n恰盖县铬铁矿区,\"POLYGON(({BLOCK_TEXT}))\"\n");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (bytes, guessed) in
        [(text.clone().into_bytes(), false), (marked, false), (utf16, false), (encoding_rs::GBK.encode(&text).0.into_owned(), true)]
    {
        let f = first("a.csv", &bytes);
        assert_eq!(f.values, [Value::Text("恰盖县铬铁矿区".into())]);
        assert_eq!(f.geometry.as_handed_in(), "[[[[66.5,27.1],[66.6,27.1],[66.6,27.2],[66.5,27.2]]]]");
        assert_eq!(codes("a.csv", &bytes), if guessed { vec!["encoding-guessed"] } else { vec![] });
    }
}

#[test]
fn outlines_of_one_list_are_told_apart() {
    let grouped = "Lease,Corner,Lon,Lat,Owner\nA,1,66.5,27.1,x\nA,2,66.6,27.1,x\nA,3,66.6,27.2,x\nB,1,67.5,27.1,y\nB,2,67.6,27.1,y\nB,3,67.6,27.2,y\nB,1,67.5,27.1,y\n";
    let (reader, rows) = read("a.csv", grouped.as_bytes()).unwrap();
    let rows: Vec<_> = rows.into_iter().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|r| (r.row, r.geometry.corners.len())).collect::<Vec<_>>(), [(1, 3), (4, 4)]);
    assert_eq!(reader.columns().iter().map(|c| &*c.name).collect::<Vec<_>>(), ["Lease", "Owner"]);
    assert_eq!(rows[1].values, [Value::Text("B".into()), Value::Text("y".into())]);
    let restarting = "Corner,Lon,Lat\n1,66.5,27.1\n2,66.6,27.1\n3,66.6,27.2\n1,67.5,27.1\n2,67.6,27.1\n3,67.6,27.2\n";
    let (reader, rows) = read("a.csv", restarting.as_bytes()).unwrap();
    assert_eq!((rows.len(), reader.notes()[0].code.code()), (2, "several-outlines"));
    let apart = "Lease,Lon,Lat\nA,66.5,27.1\nA,66.6,27.1\nA,66.6,27.2\nB,66.5,27.1\nB,66.6,27.1\nB,66.6,27.2\nA,66.4,27.2\nA,66.4,27.1\nA,66.4,27.0\n";
    assert_eq!(codes("a.csv", apart.as_bytes()), ["group-apart"]);
}

#[test]
fn points_with_attributes_keep_every_column() {
    let text = "id,name,easting,northing,zone\n7,Jasper Hill,611932,7836264,52\n8,Other,542630,8070662,53\n";
    let (reader, _) = read_with("a.csv", text.as_bytes(), Options { want: Want::Points, ..Options::default() }).unwrap();
    assert_eq!(reader.source().questions[0].code(), "crs-missing");
    let options = Options { zone_base: Some(28_300), want: Want::Points, ..Options::default() };
    let (reader, rows) = read_with("a.csv", text.as_bytes(), options).unwrap();
    let rows: Vec<_> = rows.into_iter().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|r| r.geometry.epsg).collect::<Vec<_>>(), [Some(28_352), Some(28_353)]);
    assert_eq!(reader.column("name"), Some(1));
    assert_eq!(rows[0].values[1], Value::Text("Jasper Hill".into()));
}

#[test]
fn rows_without_a_place_are_kept_or_said() {
    let points = "name,lon,lat,x\na,66.5,27.1,1\nb,,,2\n";
    let (_, rows) = read_with("a.csv", points.as_bytes(), Options { want: Want::Points, ..Options::default() }).unwrap();
    assert_eq!(rows[1].as_ref().unwrap().geometry.shape, Shape::None);
    let list = "Corner,Lon,Lat\n1,66.5,27.1\n2,66.6,27.1\n3,66.6,27.2\nArea: see plan,,\n";
    assert_eq!(codes("a.csv", list.as_bytes()), ["row-skipped"]);
}

#[test]
fn heights_strays_and_missing_tables_are_said() {
    assert_eq!(codes("a.kml", &kml()), ["z-dropped"]);
    let stray = br#"<kml><Placemark><name>camp</name><Point><coordinates>61.6,29.2,0</coordinates></Point></Placemark></kml>"#;
    assert_eq!(codes("a.kml", stray), ["z-dropped", "not-a-polygon-skipped"]);
    assert_eq!(codes("a.zip", &zip(&[("a.shp", &shp(&[&[&BLOCK]])), ("a.prj", PRJ_WGS84.as_bytes())])), ["attributes-missing"]);
    let mixed = br#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Polygon","coordinates":[[[66.5,27.1,5],[66.6,27.1,5],[66.6,27.2,5],[66.5,27.1,5]]]}]}"#;
    assert_eq!(codes("a.geojson", mixed), ["z-dropped", "not-a-polygon-skipped"]);
}

#[test]
fn curves_and_foreign_files_are_refused() {
    assert_eq!(codes("a.csv", b"id,wkt\n1,\"CURVEPOLYGON((0 0,1 1,2 2,0 0))\"\n"), ["columns-unclear"]);
    assert_eq!(codes("a.bin", b"\x7fELF and more of it"), ["format-unknown"]);
    assert_eq!(codes("a.shp", &shp(&[&[&BLOCK]])), ["shapefile-not-zipped"]);
    assert_eq!(codes("a.zip", &zip(&[("readme.txt", b"x")])), ["format-unknown"]);
    assert_eq!(codes("a.csv", b""), ["file-empty"]);
    assert_eq!(codes("a.csv", b"hello,world\n1,2\n"), ["columns-unclear"]);
    let two = zip(&[("a.shp", &shp(&[&[&BLOCK]])), ("b.shp", &shp(&[&[&BLOCK]]))]);
    assert_eq!(codes("a.zip", &two), ["layer-unclear"]);
    let (reader, _) = read_with("a.zip", &two, Options { layer: Some("b".into()), ..Options::default() }).unwrap();
    assert_eq!(reader.source().layer.as_deref(), Some("b"));
}

#[test]
fn what_was_handed_in_can_be_kept_for_ever() {
    let f = first(
        "a.csv",
        "Corner,Latitude,Longitude\n1,\"27,1000\",\"66,5\"\n2,\"27,1000\",\"66,6\"\n3,\"27,2000\",\"66,6\"\n".as_bytes(),
    );
    assert_eq!(f.geometry.as_handed_in(), r#"[[[["66,5","27,1000"],["66,6","27,1000"],["66,6","27,2000"]]]]"#);
    assert!(!f.geometry.is_whole_units());
    let g = first("a.geojson", &geojson(&[&BLOCK]));
    assert!(g.geometry.is_whole_units());
    let long = br#"{"type":"Polygon","coordinates":[[[66.5,27.123456789],[66.6,27.1],[66.6,27.2],[66.5,27.123456789]]]}"#;
    assert!(!first("a.geojson", long).geometry.is_whole_units());
}

#[test]
fn sequences_are_read_with_and_without_separators() {
    let line = r#"{"type":"Feature","properties":{"a":1},"geometry":null}"#;
    for text in [format!("{line}\n{line}\n"), format!("\u{1e}{line}\n\u{1e}{line}\n")] {
        let (reader, rows) = read("a.geojsonl", text.as_bytes()).unwrap();
        assert_eq!((reader.source().format, rows.len()), (Format::GeoJsonSeq, 2));
    }
}

#[test]
fn a_reader_can_go_to_another_thread() {
    fn sends<T: Send>(_: &T) {}
    let reader = open_bytes("a.csv", csv(), &Options::default()).unwrap();
    sends(&reader);
    let corners = std::thread::spawn(move || reader.flatten().map(|f| f.geometry.corners.len()).sum::<usize>()).join().unwrap();
    assert_eq!(corners, 4);
}
