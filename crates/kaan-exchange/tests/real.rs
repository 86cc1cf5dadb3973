//! Reads real registers that lie beside the repository, when `KAAN_REGISTERS` names their folder.
//! Without the variable it passes and does nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use kaan_exchange::*;
use std::path::Path;

fn options() -> Options {
    Options { limits: Limits::import(), ..Options::default() }
}

#[test]
fn registers_are_read_to_the_end() {
    let Ok(folder) = std::env::var("KAAN_REGISTERS") else { return };
    for (file, count) in [
        ("nt-granted-2013.shp.zip", 1_993),
        ("nt-historical-2013.shp.zip", 8_315),
        ("tasmania-areas-2013.shp.zip", 48),
        ("nt-applications-2013.geojson", 812),
        ("salta-2025.geojson", 3_500),
        ("salta-2025-corners-gauss-krueger.csv", 1_500),
    ] {
        let mut reader = open(&Path::new(&folder).join(file), &options()).unwrap();
        let rows: Vec<_> = reader.by_ref().collect();
        let faults = rows.iter().filter(|r| r.is_err()).count();
        let (polygons, holes) = rows.iter().flatten().fold((0, 0), |(p, h), f| {
            (p + f.geometry.polygon_ends.len(), h + f.geometry.ring_ends.len() - f.geometry.polygon_ends.len())
        });
        println!(
            "{file}: {} rows, {faults} faults, {polygons} polygons, {holes} holes, {:?}, {:?}, {:?}",
            rows.len(),
            reader.source().crs,
            reader.source().questions.iter().map(Question::code).collect::<Vec<_>>(),
            reader.notes()
        );
        println!("   {:?}", reader.columns().iter().map(|c| &*c.name).collect::<Vec<_>>());
        println!("   {:?}", rows.iter().find_map(|r| r.as_ref().err()));
        assert_eq!(rows.len(), count, "{file}");
    }
}

#[test]
fn eastings_and_zones_come_out_where_the_agency_has_them() {
    let Ok(folder) = std::env::var("KAAN_REGISTERS") else { return };
    let folder = Path::new(&folder).parent().unwrap().join("occurrences");
    let truth = std::fs::read_to_string(folder.join("expected-nt-occurrences.csv")).unwrap();
    let options = Options { want: Want::Points, zone_base: Some(28_300), ..options() };
    let mut reader = open(&folder.join("nt-occurrences-2013.csv"), &options).unwrap();
    assert!(reader.source().questions.is_empty());
    let (mut worst, mut rows) = (0f64, 0);
    for line in truth.lines().skip(1) {
        let mut cells = line.split(',');
        let (id, lon, lat) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let feature = reader.next().unwrap().unwrap();
        assert_eq!(feature.value(0).to_text().unwrap(), id);
        let p = locate(&feature.geometry, &reader.source().crs_of(&feature).unwrap()).unwrap().points[0];
        let (lon, lat): (f64, f64) = (lon.parse().unwrap(), lat.parse().unwrap());
        worst = worst.max((p.x as f64 / 1e8 - lon).abs()).max((p.y as f64 / 1e8 - lat).abs());
        rows += 1;
    }
    println!("{rows} occurrences, worst {worst} degree");
    assert!(reader.next().is_none() && worst < 2e-8);
}
