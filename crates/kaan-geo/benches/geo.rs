//! How fast parcels are judged, compared, measured and stored: 2,000 ragged neighbours of about ten corners.
//!
//! Run by `make bench`. It never reads a file: the outlines are made here, the same on every machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use divan::{Bencher, black_box, counter::ItemsCount};
use kaan_geo::*;

fn main() {
    divan::main();
}

const COUNT: usize = 2000;
const ANY: Limits = Limits { corners: 1_000_000, bounds: None, must_close: false };
const LAW: Tolerance = Tolerance { width_mm: 20.0, area_m2: 1.0 };

/// Numbers that look like chance and are the same on every machine.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A ragged ring about a place, with arms of about so many degrees.
fn ring(r: &mut Random, corners: usize, (lon, lat): (f64, f64), arm: f64) -> Vec<Point> {
    let turn = |i: usize, r: &mut Random| (i as f64 + 0.6 * r.unit()) / corners as f64 * std::f64::consts::TAU;
    let one = |i| {
        let (t, d) = (turn(i, r), arm * (0.7 + 0.6 * r.unit()));
        Point::from_degrees(lon + d * t.cos(), lat + d * t.sin()).unwrap()
    };
    (0..corners).map(one).collect()
}

fn outlines() -> Vec<Rings> {
    let mut r = Random(7);
    (0..COUNT).map(|i| vec![vec![ring(&mut r, 6 + i % 9, (61.0 + i as f64 * 0.006, 30.0), 0.005)]]).collect()
}

fn parcels() -> Vec<Parcel> {
    outlines().iter().map(|o| check(o, &ANY).parcel.unwrap()).collect()
}

/// A task on every parcel and its neighbour.
fn each(bencher: Bencher<'_, '_>, f: impl Fn(&Parcel, &Parcel)) {
    let all = parcels();
    bencher.counter(ItemsCount::new(COUNT - 1)).bench_local(|| all.windows(2).for_each(|w| f(&w[0], &w[1])));
}

#[divan::bench]
fn verdict_of_neighbours(bencher: Bencher<'_, '_>) {
    each(bencher, |a, b| {
        black_box(verdict(a, b));
    });
}

#[divan::bench]
fn relation_of_neighbours(bencher: Bencher<'_, '_>) {
    each(bencher, |a, b| {
        black_box(relation(a, b, LAW));
    });
}

#[divan::bench]
fn area(bencher: Bencher<'_, '_>) {
    each(bencher, |a, _| {
        black_box(area_m2(a));
    });
}

#[divan::bench]
fn perimeter(bencher: Bencher<'_, '_>) {
    each(bencher, |a, _| {
        black_box(perimeter_m(a));
    });
}

#[divan::bench]
fn encode_parcel(bencher: Bencher<'_, '_>) {
    each(bencher, |a, _| {
        black_box(encode(a));
    });
}

#[divan::bench]
fn decode_parcel(bencher: Bencher<'_, '_>) {
    let bytes: Vec<Vec<u8>> = parcels().iter().map(encode).collect();
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        for b in &bytes {
            black_box(decode(b).unwrap());
        }
    });
}

#[divan::bench]
fn check_outline(bencher: Bencher<'_, '_>) {
    let all = outlines();
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        for o in &all {
            black_box(check(o, &ANY));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn check_100_000_corners(bencher: Bencher<'_, '_>) {
    let big = vec![vec![ring(&mut Random(3), 100_000, (66.0, 30.0), 1.0)]];
    // So ragged a ring may cross itself somewhere: judging it is the work all the same.
    bencher.bench_local(|| black_box(check(&big, &ANY)));
}

#[divan::bench(sample_count = 20)]
fn index_of_40_000_boxes(bencher: Bencher<'_, '_>) {
    let mut r = Random(9);
    let boxes: Vec<Bounds> = (0..40_000).map(|_| Bounds::of(&ring(&mut r, 8, (61.0, 25.0), 0.01))).collect();
    bencher.bench_local(|| BoxIndex::build(black_box(boxes.clone())));
}
