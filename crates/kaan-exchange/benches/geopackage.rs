//! How fast a GeoPackage of outlines with ten corners is read: 100,000 of them a round.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/common/mod.rs"]
mod common;

use kaan_exchange::{Limits, Options, open};

fn main() {
    divan::main();
}

const ROWS: usize = 100_000;

#[divan::bench(sample_count = 10)]
fn read_100_000_outlines(bencher: divan::Bencher<'_, '_>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("t.gpkg");
    common::geopackage_at(&path, ROWS);
    let options = Options { limits: Limits::import(), ..Options::default() };
    bencher.counter(divan::counter::ItemsCount::new(ROWS)).bench_local(|| {
        let reader = open(&path, &options).unwrap();
        let crs = reader.source().crs.clone();
        let mut corners = 0;
        for feature in reader {
            corners += feature.unwrap().geometry.corners.len();
        }
        assert_eq!(corners, ROWS * 10);
        crs
    });
}
