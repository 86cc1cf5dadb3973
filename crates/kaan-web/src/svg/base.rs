//! The ground below the register: sea, land, waters, boundaries, graticule.
//!
//! Called by the map alone; drawn once in grid units and used by both drawings. It never draws
//! a boundary but in the class and style that the basemap's view gives it.

use super::basemap::{COVERED, LonLat, basemap};
use super::clip::{self, Frame, Xy};
use super::path::Path;
use super::place::{Layout, Projection};
use std::fmt::Write as _;

/// Grid units that the eye does not see.
const TOLERANCE: f64 = 1.3;
/// How far beyond the drawing outlines are cut, so that the cut is not seen.
const MARGIN: f64 = 12.0;
/// Distances between lines of the graticule, in degrees.
const STEPS: [f64; 16] = [30.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002];

/// The group `<g id>` with all of it.
pub(crate) fn group(id: &str, layout: &Layout) -> String {
    let frame = layout.shows().grown(MARGIN);
    let projection = &layout.projection;
    let mut out = format!("<g id=\"{id}\">");
    let fine = covered(projection, frame);
    if !fine.as_ref().is_some_and(|(_, whole)| *whole) {
        out.push_str(&world(projection, frame));
    }
    if let Some((sea, _)) = fine {
        out.push_str(&sea.element("class=\"m-sea\""));
        out.push_str(&waters_and_land(layout, frame));
    }
    out.push_str(&graticule(layout, frame).element("class=\"m-grid\""));
    out.push_str("</g>");
    out
}

/// What the fine basemap covers of the frame, as water to draw land upon, and whether that is all;
/// `None` when it is nothing.
fn covered(projection: &Projection, frame: Frame) -> Option<(Path, bool)> {
    let [w, s, e, n] = COVERED;
    let corners = [[w, s], [w, n], [e, n], [e, s]].map(|p| projection.grid(p));
    let cut = clip::ring(&corners, frame);
    let seen = Frame::around(&cut)?;
    let mut path = Path::default();
    path.add(&cut, true);
    Some((path, seen.covers(frame)))
}

/// Land from afar, where there is nothing finer.
fn world(projection: &Projection, frame: Frame) -> String {
    let mut path = Path::default();
    for ring in &basemap().world {
        add_ring(&mut path, projection, frame, ring);
    }
    path.element("class=\"m-land\"")
}

fn waters_and_land(layout: &Layout, frame: Frame) -> String {
    let (map, projection) = (basemap(), &layout.projection);
    let finest = finest_rank(layout.degrees_down());
    let (mut land, mut lakes, mut rivers) = (Path::default(), Path::default(), Path::default());
    for ring in &map.land {
        add_ring(&mut land, projection, frame, ring);
    }
    for lake in map.lakes.iter().filter(|l| l.rank <= finest) {
        add_ring(&mut lakes, projection, frame, &lake.points);
    }
    for river in map.rivers.iter().filter(|l| l.rank <= finest) {
        add_line(&mut rivers, projection, frame, &river.points);
    }
    let mut out = land.element("class=\"m-land\"");
    out.push_str(&lakes.element("class=\"m-lake\""));
    out.push_str(&rivers.element("class=\"m-river\""));
    for style in ["solid-thin", "dot", "dash", "solid"] {
        let mut path = Path::default();
        for boundary in map.boundaries.iter().filter(|b| b.style == style) {
            add_line(&mut path, projection, frame, &boundary.points);
        }
        out.push_str(&path.element(&format!("class=\"m-line m-{style}\"")));
    }
    out
}

/// How fine the waters are drawn for so many degrees from top to bottom.
const fn finest_rank(degrees: f64) -> u8 {
    if degrees > 25.0 {
        4
    } else if degrees > 9.0 {
        6
    } else if degrees > 4.0 {
        7
    } else {
        9
    }
}

fn projected(projection: &Projection, points: &[LonLat], frame: Frame) -> Option<Vec<Xy>> {
    let all: Vec<Xy> = points.iter().map(|p| projection.grid(*p)).collect();
    Frame::around(&all).filter(|f| f.meets(frame)).map(|_| all)
}

fn add_ring(path: &mut Path, projection: &Projection, frame: Frame, points: &[LonLat]) {
    let Some(mut all) = projected(projection, points, frame) else { return };
    if all.len() > 1 && all.first() == all.last() {
        all.pop();
    }
    path.add(&clip::thin_ring(&clip::ring(&all, frame), TOLERANCE), true);
}

fn add_line(path: &mut Path, projection: &Projection, frame: Frame, points: &[LonLat]) {
    let Some(all) = projected(projection, points, frame) else { return };
    for part in clip::line(&all, frame) {
        path.add(&clip::thin(&part, TOLERANCE), false);
    }
}

/// The distance of lines: some three to seven over the shorter side.
pub(crate) fn step(degrees: f64) -> f64 {
    STEPS.into_iter().find(|s| degrees / s >= 3.0).unwrap_or(STEPS[STEPS.len() - 1])
}

/// Whole multiples of a step between two values, at most forty.
pub(crate) fn multiples(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    (first..=last.min(first + 40)).map(move |i| i as f64 * step)
}

fn graticule(layout: &Layout, frame: Frame) -> Path {
    let projection = &layout.projection;
    let ([w, n], [e, s]) = (projection.degrees((frame.x0, frame.y0)), projection.degrees((frame.x1, frame.y1)));
    let step = step(layout.degrees_down());
    let mut path = Path::default();
    for lon in multiples(w.max(-180.0), e.min(180.0), step) {
        path.add(&[projection.grid([lon, s.max(-90.0)]), projection.grid([lon, n.min(90.0)])], false);
    }
    for lat in multiples(s.max(-90.0), n.min(90.0), step) {
        path.add(&[projection.grid([w.max(-180.0), lat]), projection.grid([e.min(180.0), lat])], false);
    }
    path
}

/// A degree for the edge of a map, with as many decimals as its step has: `62.5°`.
pub(crate) fn label(value: f64, step: f64, letters: [&str; 2]) -> String {
    let mut out = String::new();
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    // Writing to a String cannot fail.
    let _ = write!(out, "{:.decimals$}° {}", value.abs(), letters[usize::from(value < 0.0)]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaan_geo::Bounds;

    #[test]
    fn beyond_the_basemap_land_is_coarse() {
        let far = Layout::of(Bounds::from_degrees(129.0, -26.0, 138.0, -11.0).unwrap());
        let drawn = group("b", &far);
        assert!(drawn.contains("m-grid") && drawn.contains("m-land") && !drawn.contains("m-sea") && drawn.len() < 8_000);
        let here = Layout::of(Bounds::from_degrees(61.0, 23.6, 77.5, 37.1).unwrap());
        let drawn = group("b", &here);
        assert!(drawn.contains("m-land") && drawn.contains("m-dot"));
        assert!(drawn.len() < 40_000, "{} bytes", drawn.len());
    }

    #[test]
    fn lines_of_the_graticule_stand_at_round_degrees() {
        assert_eq!((step(14.0), step(0.02), step(120.0)), (2.0, 0.005, 30.0));
        assert_eq!(multiples(61.2, 66.9, 2.0).collect::<Vec<_>>(), [62.0, 64.0, 66.0]);
        assert_eq!(label(62.5, 0.5, ["E", "W"]), "62.5° E");
        assert_eq!(label(-20.0, 2.0, ["N", "S"]), "20° S");
    }
}
