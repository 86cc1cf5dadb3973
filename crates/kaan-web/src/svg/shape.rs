//! The register's shapes on a map: outlines, marks, circles of uncertainty, patterns.
//!
//! Called by the map alone. It never hides a shape for being small: what is smaller than the eye is
//! drawn as a mark.

use super::clip::{self, Frame, Xy};
use super::path::Path;
use super::place::{Drawing, Layout};
use super::{Class, Ground, MapView, Shape};
use crate::helpers::escape;
use kaan_geo::Parcel;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Outlines smaller than this, in units of the drawing, become marks.
const SMALL: f64 = 7.0;
/// Units of a drawing that the eye does not see.
const TOLERANCE: f64 = 0.45;
/// Finer than the drawing's units by this, because paths are whole numbers.
const FINE: f64 = 10.0;
/// With more shapes than this the map's links are left out of the keyboard's way: the table has them.
const MANY: usize = 30;

/// What a drawing's shapes are made with.
pub(crate) struct Pen<'a> {
    pub layout: &'a Layout,
    pub drawing: &'a Drawing,
    /// What stands before the ids of this map's patterns.
    pub id: &'a str,
    /// Turns a path without language into an address.
    pub address: &'a dyn Fn(&str) -> String,
}

/// All shapes of a drawing, lowest class first, and where each has its label.
pub(crate) fn all(pen: &Pen, view: &MapView) -> (String, Vec<(Frame, usize)>) {
    let mut order: Vec<usize> = (0..view.shapes.len()).collect();
    order.sort_by_key(|i| view.shapes.get(*i).and_then(|s| Class::ALL.iter().position(|c| *c == s.class)));
    let mut out = String::new();
    let mut places = Vec::new();
    let quiet = if view.shapes.len() > MANY { " tabindex=\"-1\"" } else { "" };
    for i in order {
        let Some(shape) = view.shapes.get(i) else { continue };
        let Some((drawn, at)) = one(pen, shape) else { continue };
        let (open, close) = wrapper(pen, view, shape, quiet);
        let _ = write!(out, "{open}{drawn}{close}");
        places.push((at, i));
    }
    (out, places)
}

fn wrapper(pen: &Pen, view: &MapView, shape: &Shape, quiet: &str) -> (String, &'static str) {
    let name = shape.title.as_deref().or(shape.label.as_deref()).map(escape);
    let title = name.as_ref().map(|n| format!("<title>{n}</title>")).unwrap_or_default();
    match &shape.href {
        Some(href) if view.links => {
            let label = name.map(|n| format!(" aria-label=\"{n}\"")).unwrap_or_default();
            (format!("<a href=\"{}\"{label}{quiet}>{title}", escape(&(pen.address)(href))), "</a>")
        }
        _ => (format!("<g>{title}"), "</g>"),
    }
}

/// One shape, and the frame that its label should keep to; `None` when it lies outside.
fn one(pen: &Pen, shape: &Shape) -> Option<(String, Frame)> {
    let drawing = pen.drawing;
    let near = drawing.frame().grown(10.0);
    let class = shape.class;
    match &shape.ground {
        Ground::Parcel(parcel) => outline(pen, class, parcel, near),
        Ground::Point(p) => {
            let at = drawing.at(pen.layout.projection.point(*p));
            near.holds(at).then(|| (mark(class, at), around(at, 6.0)))
        }
        Ground::Circle { centre, radius_m } => {
            let at = drawing.at(pen.layout.projection.point(*centre));
            let radius = pen.layout.projection.length(*radius_m) * drawing.scale;
            let frame = around(at, radius.max(6.0));
            // A mark in the middle would make a place known only roughly look like one known well.
            let drawn = if radius > 8.0 {
                format!("<circle class=\"m-circle m-{}\" cx=\"{:.0}\" cy=\"{:.0}\" r=\"{radius:.0}\"/>", class.name(), at.0, at.1)
            } else {
                mark(class, at)
            };
            frame.meets(near).then(|| (drawn, around(at, radius.clamp(6.0, 12.0))))
        }
    }
}

fn around((x, y): Xy, by: f64) -> Frame {
    Frame { x0: x - by, y0: y - by, x1: x + by, y1: y + by }
}

fn outline(pen: &Pen, class: Class, parcel: &Parcel, near: Frame) -> Option<(String, Frame)> {
    let mut path = Path::default();
    let mut frame: Option<Frame> = None;
    for polygon in parcel.polygons() {
        for (i, ring) in polygon.rings().enumerate() {
            let points: Vec<Xy> = ring.iter().map(|p| pen.drawing.at(pen.layout.projection.point(*p))).collect();
            let Some(whole) = Frame::around(&points).filter(|f| f.meets(near)) else { continue };
            let cut = if near.covers(whole) { points } else { clip::ring(&points, near) };
            let Some(seen) = Frame::around(&cut) else { continue };
            if i == 0 {
                frame = Some(frame.map_or(seen, |f| f.join(seen)));
            }
            let thin: Vec<Xy> = clip::thin_ring(&cut, TOLERANCE).into_iter().map(|(x, y)| (x * FINE, y * FINE)).collect();
            path.add(&thin, true);
        }
    }
    let frame = frame?;
    if frame.width().max(frame.height()) < SMALL {
        let middle = ((frame.x0 + frame.x1) / 2.0, (frame.y0 + frame.y1) / 2.0);
        return Some((mark(class, middle), around(middle, 5.0)));
    }
    let fill = pattern_of(class).map(|p| format!(" fill=\"url(#{}-{p})\"", pen.id)).unwrap_or_default();
    let attributes = format!("class=\"m-shape m-{}\"{fill} transform=\"scale(.1)\"", class.name());
    Some((path.element(&attributes), frame))
}

/// The sign of a place, or of ground too small to have an outline here.
pub(crate) fn mark(class: Class, (x, y): Xy) -> String {
    let name = class.name();
    match class {
        Class::Project => format!(
            "<circle class=\"m-mark m-{name}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\"/><circle class=\"m-dotted\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.8\"/>"
        ),
        Class::Deposit => format!("<path class=\"m-mark m-{name}\" d=\"M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z\"/>", y - 5.5),
        Class::Occurrence => format!("<path class=\"m-mark m-{name}\" d=\"M{x:.1} {:.1}l4.2 7.2h-8.4z\"/>", y - 4.4),
        Class::Alternative => format!("<circle class=\"m-mark m-{name}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>"),
        Class::Here => format!(
            "<circle class=\"m-mark m-{name}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/><circle class=\"m-dotted\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\"/>"
        ),
        Class::Own => format!("<path class=\"m-mark m-{name}\" d=\"M{:.1} {:.1}h12v12h-12z\"/>", x - 6.0, y - 6.0),
        Class::Application => {
            format!("<rect class=\"m-mark m-{name}\" x=\"{:.1}\" y=\"{:.1}\" width=\"7\" height=\"7\"/>", x - 3.5, y - 3.5)
        }
        _ => format!("<rect class=\"m-mark m-{name}\" x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\"/>", x - 3.0, y - 3.0),
    }
}

/// The pattern that fills a class; the others are filled by colour alone.
pub(crate) const fn pattern_of(class: Class) -> Option<&'static str> {
    match class {
        Class::Exploration => Some("exploration"),
        Class::Retention => Some("retention"),
        Class::Reserved => Some("reserved"),
        Class::Overlap => Some("overlap"),
        _ => None,
    }
}

/// The patterns of the classes that a map shows.
pub(crate) fn patterns(id: &str, classes: &BTreeSet<Class>) -> String {
    let mut out = String::new();
    for name in classes.iter().filter_map(|c| pattern_of(*c)) {
        let (size, turn, lines) = match name {
            "exploration" => (7, 45, "M0 0v7"),
            "retention" => (6, 0, "M0 3h6"),
            "reserved" => (7, 0, "M2 2h1.6v1.6H2zM5.5 5.5h1.6v1.6H5.5z"),
            _ => (6, 45, "M0 0v6M0 3h6"),
        };
        // Shapes are drawn ten times finer, so the pattern is as much larger.
        let _ = write!(
            out,
            "<pattern id=\"{id}-{name}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"scale(10) rotate({turn})\"><rect class=\"m-ground m-{name}\" width=\"{size}\" height=\"{size}\"/><path class=\"m-hatch m-{name}\" d=\"{lines}\"/></pattern>"
        );
    }
    out
}
