//! What is written reads back the same: properties over all writers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use kaan_exchange::geo::{Crs, Parcel, Point};
use kaan_exchange::write::{Ground, Record, csv, geojson, geopackage};
use kaan_exchange::{Column, ColumnKind, Limits, Options, RawFeature, Value, Want, locate, open, open_bytes};
use proptest::prelude::*;

fn schema() -> Vec<Column> {
    [
        ("name", ColumnKind::Text),
        ("n", ColumnKind::Integer),
        ("share", ColumnKind::Real),
        ("live", ColumnKind::Bool),
        ("since", ColumnKind::Date),
    ]
    .map(|(n, k)| Column::new(n, k))
    .to_vec()
}

fn judged(rings: Vec<Vec<Vec<Point>>>) -> Parcel {
    kaan_geo::check(&rings, &kaan_geo::Limits { corners: 100, bounds: None, must_close: false }).parcel.unwrap()
}

/// A triangle with a hole's worth of room, anywhere on the globe.
fn parcel() -> impl Strategy<Value = Parcel> {
    (-17_000_000_000i64..17_000_000_000, -8_000_000_000i64..8_000_000_000, 1_000i64..100_000_000, any::<bool>()).prop_map(
        |(x, y, d, holed)| {
            let p = |dx: i64, dy: i64| Point::new(x + dx, y + dy);
            let shell = vec![p(0, 0), p(d * 9, 1), p(d * 9, d * 9), p(1, d * 9)];
            let hole = vec![p(d, d), p(d, d * 2), p(d * 2 + 1, d * 2)];
            judged(vec![if holed { vec![shell, hole] } else { vec![shell] }])
        },
    )
}

fn values() -> impl Strategy<Value = Vec<Value>> {
    let text = prop_oneof![Just(Value::Null), "[a-zA-Z۰-۹一-龥 \"',;]{1,12}".prop_map(|t| Value::Text(format!("x{}x", t)))];
    (text, any::<i32>(), -1e9..1e9f64, any::<bool>(), any::<bool>()).prop_map(|(t, n, r, b, null)| {
        let since = if null { Value::Null } else { Value::Text("2026-11-24".into()) };
        vec![t, Value::Integer(n.into()), Value::Real(r + 0.5), Value::Bool(b), since]
    })
}

fn ground_again(feature: &RawFeature, crs: &Crs) -> Parcel {
    let located = locate(&feature.geometry, crs).unwrap();
    assert!(located.is_exact);
    judged(located.polygons)
}

fn options() -> Options {
    Options { limits: Limits::import(), want: Want::Anything, ..Options::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_sequence_reads_back(rows in proptest::collection::vec((parcel(), values()), 1..5), form in prop_oneof![Just(geojson::Form::Lines), Just(geojson::Form::Sequence), Just(geojson::Form::Collection)]) {
        let mut w = geojson::Writer::new(Vec::new(), form, &schema()).unwrap();
        for (n, (p, v)) in rows.iter().enumerate() {
            w.write(Record { id: &n.to_string(), ground: Ground::Parcel(p), values: v }).unwrap();
        }
        let name = if form == geojson::Form::Collection { "a.geojson" } else { "a.geojsonl" };
        let mut reader = open_bytes(name, w.finish().unwrap(), &options()).unwrap();
        let crs = Crs::by_epsg(4326).unwrap();
        for (n, (p, v)) in rows.iter().enumerate() {
            let f = reader.next().unwrap().unwrap();
            prop_assert_eq!(f.id.clone(), Some(n.to_string()));
            prop_assert_eq!(&ground_again(&f, &crs), p);
            prop_assert_eq!(&f.values, v);
        }
        prop_assert!(reader.next().is_none());
    }

    #[test]
    fn a_geopackage_reads_back(rows in proptest::collection::vec((parcel(), values()), 1..5)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.gpkg");
        let about = geopackage::About { table: "titles", description: "", last_change: "2026-11-24T00:00:00.000Z", points: false };
        let mut w = geopackage::Writer::create(&path, about, &schema()).unwrap();
        for (n, (p, v)) in rows.iter().enumerate() {
            w.write(Record { id: &format!("EL-{n}"), ground: Ground::Parcel(p), values: v }).unwrap();
        }
        w.finish().unwrap();
        let mut reader = open(&path, &options()).unwrap();
        prop_assert_eq!(reader.count_hint(), Some(rows.len() as u64));
        let crs = Crs::by_epsg(4326).unwrap();
        for (n, (p, v)) in rows.iter().enumerate() {
            let f = reader.next().unwrap().unwrap();
            prop_assert_eq!(&f.values[0], &Value::Text(format!("EL-{n}")));
            prop_assert_eq!(&f.values[1..], v.as_slice());
            prop_assert_eq!(&ground_again(&f, &crs), p);
        }
    }

    #[test]
    fn a_csv_reads_back_as_text(rows in proptest::collection::vec((parcel(), values()), 1..5)) {
        let mut w = csv::Writer::new(Vec::new(), &schema()).unwrap();
        for (n, (p, v)) in rows.iter().enumerate() {
            w.write(Record { id: &format!("EL-{n}"), ground: Ground::Parcel(p), values: v }).unwrap();
        }
        let mut reader = open_bytes("a.csv", w.finish().unwrap(), &options()).unwrap();
        let crs = Crs::by_epsg(4326).unwrap();
        for (p, v) in &rows {
            let f = reader.next().unwrap().unwrap();
            prop_assert_eq!(&ground_again(&f, &crs), p);
            for (got, wrote) in f.values[1..6].iter().zip(v) {
                prop_assert_eq!(got.to_text().unwrap_or_default(), wrote.to_text().unwrap_or_default());
            }
        }
        prop_assert!(reader.next().is_none());
    }
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    let mut w = geojson::Writer::new(Vec::new(), geojson::Form::Lines, &schema()).unwrap();
    assert!(w.write(Record { id: "a", ground: Ground::None, values: &[] }).is_err());
    let wrong = [Value::Integer(1), Value::Null, Value::Null, Value::Null, Value::Null];
    assert!(w.write(Record { id: "a", ground: Ground::None, values: &wrong }).is_err());
    let endless = [Value::Null, Value::Null, Value::Real(f64::NAN), Value::Null, Value::Null];
    assert!(w.write(Record { id: "a", ground: Ground::None, values: &endless }).is_err());
}

#[test]
fn a_geopackage_never_overwrites_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("t.gpkg");
    std::fs::write(&path, b"precious").unwrap();
    let about = geopackage::About { table: "titles", description: "", last_change: "2026-11-24T00:00:00.000Z", points: false };
    assert!(geopackage::Writer::create(&path, about, &schema()).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
}

/// Leaves a file for other programs to try, when `KAAN_KEEP` names a path.
#[test]
#[allow(clippy::disallowed_methods)]
fn a_file_for_other_programs() {
    let Ok(path) = std::env::var("KAAN_KEEP") else { return };
    let about = geopackage::About { table: "titles", description: "d", last_change: "2026-11-24T00:00:00.000Z", points: false };
    let mut w = geopackage::Writer::create(std::path::Path::new(&path), about, &schema()).unwrap();
    let p = judged(vec![vec![vec![
        Point::new(6_650_000_000, 2_710_000_000),
        Point::new(6_660_000_000, 2_710_000_000),
        Point::new(6_660_000_000, 2_720_000_001),
    ]]]);
    let values =
        [Value::Text("恰盖".into()), Value::Integer(1), Value::Real(0.5), Value::Bool(true), Value::Text("2026-11-24".into())];
    w.write(Record { id: "EL-1", ground: Ground::Parcel(&p), values: &values }).unwrap();
    w.finish().unwrap();
}
