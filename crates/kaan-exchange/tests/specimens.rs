//! Reads a folder of awkward specimens beside the repository, when `KAAN_SPECIMENS` names one, and holds
//! outcome, problems, corners and attributes against its `expected.jsonl`. Without the variable it
//! passes and does nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use kaan_exchange::geo::{Bounds, Crs};
use kaan_exchange::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Debug, Default, PartialEq)]
struct Answer {
    outcome: &'static str,
    problems: BTreeSet<String>,
    corners: Vec<Vec<(f64, f64)>>,
    attributes: Vec<Vec<(String, String)>>,
}

fn options() -> Options {
    // Pakistan and its neighbourhood, and the west of China, where the specimens lie.
    Options { expected: vec![Bounds::from_degrees(60.5, 23.0, 80.5, 38.5).unwrap()], ..Options::default() }
}

/// The words of the specimens for the codes of kaan-geo.
fn word(code: &str) -> &str {
    match code {
        "self-crossing" | "bow-tie" | "self-overlap" => "self_intersection",
        "repeated-corner" => "repeated_points_removed",
        "near-points-merged" => "near_points",
        "axes-probably-swapped" => "axes_look_swapped",
        "outside-jurisdiction" => "outside_country",
        other => other,
    }
}

fn judge(path: &Path, options: &Options) -> Answer {
    let mut reader = open(path, options).unwrap();
    let mut answer = Answer { outcome: "accept", ..Answer::default() };
    let mut add = |code: &str| {
        answer.problems.insert(word(code).replace('-', "_"));
    };
    for question in &reader.source().questions {
        answer.outcome = "ask";
        add(question.code());
        if *question == Question::AxesLookSwapped {
            add("outside_country");
        }
    }
    let rows: Vec<RawFeature> = reader.by_ref().map(Result::unwrap).collect();
    let names: Vec<String> = reader.columns().iter().map(|c| c.name.to_string()).collect();
    for feature in &rows {
        answer
            .attributes
            .push(names.iter().cloned().zip(feature.values.iter().map(|v| v.to_text().unwrap_or_default().into_owned())).collect());
    }
    reader.notes().iter().for_each(|n| add(n.code.code()));
    if answer.outcome == "accept" {
        for feature in rows {
            let located = locate(&feature.geometry, &reader.source().crs_of(&feature).unwrap()).unwrap();
            located.notes.iter().for_each(|n| add(n.code()));
            answer.corners.push(located.polygons.iter().flatten().flatten().map(|p| p.degrees()).collect());
            check(&located, &mut answer.outcome, &mut add);
        }
    }
    answer
}

/// What kaan-geo finds in the outline.
fn check(located: &Located, outcome: &mut &'static str, add: &mut impl FnMut(&str)) {
    let limits = kaan_geo::Limits { corners: 100_000, bounds: Bounds::from_degrees(60.5, 23.0, 80.5, 38.5), must_close: false };
    let checked = kaan_geo::check(&located.polygons, &limits);
    for fault in &checked.faults {
        // A spike may be taken off, which a person must be asked; any other fault ends it.
        *outcome = if fault.code == kaan_geo::FaultCode::Spike { "ask" } else { "refuse" };
        add(fault.code.code());
    }
    checked.notes.iter().for_each(|n| add(n.code.code()));
}

/// Whether both lists hold the same places, a few millimetres apart, whatever their order.
fn same_places(a: &[(f64, f64)], b: &[(f64, f64)], metres: f64) -> bool {
    let near = |p: &(f64, f64), q: &(f64, f64)| {
        let (dx, dy) = ((p.0 - q.0) * 111_320.0 * p.1.to_radians().cos(), (p.1 - q.1) * 110_950.0);
        dx.hypot(dy) <= metres
    };
    a.iter().all(|p| b.iter().any(|q| near(p, q))) && b.iter().all(|p| a.iter().any(|q| near(p, q)))
}

fn wkt_corners(wkt: &str) -> Vec<(f64, f64)> {
    let plain = wkt.replace(|c: char| c.is_alphabetic() || c == '(' || c == ')', " ");
    plain
        .split(',')
        .map(|p| {
            let mut n = p.split_whitespace().map(|n| n.parse().unwrap());
            (n.next().unwrap(), n.next().unwrap())
        })
        .collect()
}

fn faults(expected: &Json, folder: &Path) -> Vec<String> {
    let path = folder.join(expected["file"].as_str().unwrap());
    let mut wrong = Vec::new();
    let first = judge(&path, &options());
    if first.outcome != expected["outcome"] {
        wrong.push(format!("outcome {}", first.outcome));
    }
    let problems: BTreeSet<String> = expected["problems"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().into()).collect();
    if problems != first.problems {
        wrong.push(format!("problems {:?} for {problems:?}", first.problems));
    }
    let answered = match expected["answer_to_question"].as_str() {
        Some("swap") => judge(&path, &Options { swap_axes: Some(true), ..options() }),
        Some(code) if code.starts_with("EPSG:") => {
            judge(&path, &Options { crs: Crs::by_epsg(code[5..].parse().unwrap()), ..options() })
        }
        _ => first,
    };
    let polygons = expected["polygons"].as_array().unwrap();
    // Offers of repair are not this crate's; the removed spike is the person's.
    if answered.outcome == "accept" {
        if polygons.len() != answered.corners.len() {
            wrong.push(format!("{} polygons", answered.corners.len()));
        }
        for (polygon, corners) in polygons.iter().zip(&answered.corners) {
            if !same_places(&wkt_corners(polygon["wkt"].as_str().unwrap()), corners, expected["tolerance_m"].as_f64().unwrap()) {
                wrong.push(format!("corners {:?}", &corners[..2]));
            }
        }
    } else if expected["outcome"] == "accept" || expected["answer_to_question"].as_str().is_some_and(|a| a != "remove the spike") {
        wrong.push(format!("after the answer: {} {:?}", answered.outcome, answered.problems));
    }
    for (row, wanted) in expected["attributes"].as_array().into_iter().flatten().enumerate() {
        for (name, text) in wanted.as_object().unwrap() {
            if !answered.attributes[row].iter().any(|(n, t)| n == name && t == text) {
                wrong.push(format!("attribute {name}"));
            }
        }
    }
    wrong
}

#[test]
fn every_specimen_is_answered_as_expected() {
    let Ok(folder) = std::env::var("KAAN_SPECIMENS") else { return };
    let list = std::fs::read_to_string(Path::new(&folder).join("expected.jsonl")).unwrap();
    let (mut right, mut all) = (0, 0);
    for line in list.lines() {
        let expected: Json = serde_json::from_str(line).unwrap();
        let wrong = faults(&expected, Path::new(&folder));
        all += 1;
        right += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            println!("{}: {}", expected["file"], wrong.join("; "));
        }
    }
    println!("{right} of {all} specimens");
    assert_eq!(right, all);
}
