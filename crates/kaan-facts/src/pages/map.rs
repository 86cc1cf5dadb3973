//! Places of records as shapes of a map: points where they are known, circles of the error where not.
//!
//! Called by the list and the record page. It never moves a place, and draws a circle that several
//! share only once.

use super::show::{is_rough, plain, title};
use crate::model::Record;
use crate::register::Register;
use kaan_base::Lang;
use kaan_geo::{Bounds, Point};
use kaan_web::svg::{Class, Ground, MapView, Shape};
use std::collections::BTreeMap;

/// Metres of a degree of latitude, near enough for the frame of a picture.
const DEGREE_M: f64 = 111_320.0;
/// Least half width of a frame, units of 1e-8 degree.
const LEAST: i64 = 30_000_000;

/// A map of many records; `None` when none has a place.
#[must_use]
pub fn many<'r>(register: &Register, lang: Lang, records: impl Iterator<Item = &'r Record>, name: String) -> Option<MapView> {
    let mut circles: BTreeMap<([i64; 2], i64), Vec<&Record>> = BTreeMap::new();
    let mut points: BTreeMap<[i64; 2], Vec<&Record>> = BTreeMap::new();
    for r in records {
        match (r.place.at, r.place.error_km) {
            (Some(at), Some(km)) if is_rough(r) => circles.entry((at, (km * 1000.0) as i64)).or_default().push(r),
            (Some(at), _) => points.entry(at).or_default().push(r),
            _ => {}
        }
    }
    let centres = circles.keys().map(|(at, _)| at).chain(points.keys()).map(|[x, y]| Point { x: *x, y: *y });
    let all: Vec<Point> = centres.collect();
    if all.is_empty() {
        return None;
    }
    let mut view = MapView::new(framed(Bounds::of(&all)), name);
    // Large circles lie below, so that none hides a smaller one.
    let mut round: Vec<_> = circles.into_iter().collect();
    round.sort_by_key(|((_, radius), _)| -radius);
    view.shapes.extend(
        round
            .into_iter()
            .map(|((at, radius), rs)| shape(register, lang, Ground::Circle { centre: point(at), radius_m: radius as f64 }, &rs)),
    );
    view.shapes.extend(points.into_iter().map(|(at, rs)| shape(register, lang, Ground::Point(point(at)), &rs)));
    Some(view)
}

fn point([x, y]: [i64; 2]) -> Point {
    Point { x, y }
}

fn shape(register: &Register, lang: Lang, ground: Ground, records: &[&Record]) -> Shape {
    let names: Vec<String> = records.iter().take(8).map(|r| plain(&title(r), lang)).collect();
    let more = if records.len() > 8 { " …" } else { "" };
    let href = match records {
        [one] => Some(register.kind.path(&one.id)),
        _ => None,
    };
    Shape { ground, class: register.kind.class, href, label: None, title: Some(format!("{}{more}", names.join(" · "))) }
}

/// The map of one record with the other points that sources give; `None` when it has no place.
#[must_use]
pub fn one(register: &Register, lang: Lang, r: &Record) -> Option<MapView> {
    let at = r.point()?;
    let name = plain(&title(r), lang);
    let mut bounds = around(at, r.place.error_km.unwrap_or(0.0) * 1000.0);
    let mut shapes = Vec::new();
    if let Some(km) = r.place.error_km.filter(|km| *km > 0.0) {
        shapes.push(Shape {
            ground: Ground::Circle { centre: at, radius_m: km * 1000.0 },
            class: register.kind.class,
            href: None,
            label: None,
            title: Some(name.clone()),
        });
    }
    for (i, other) in r.place.alternatives.iter().enumerate() {
        let p = point(other.at);
        bounds = bounds.join(around(p, 0.0));
        shapes.push(Shape {
            ground: Ground::Point(p),
            class: Class::Alternative,
            href: None,
            label: Some(letter(i + 1)),
            title: Some(other.source.clone()),
        });
    }
    if r.place.precision != crate::model::Precision::StandIn {
        let label = (!r.place.alternatives.is_empty()).then(|| letter(0));
        shapes.push(Shape { ground: Ground::Point(at), class: register.kind.class, href: None, label, title: Some(name.clone()) });
    }
    let mut view = MapView::new(framed(bounds), name);
    view.shapes = shapes;
    view.links = false;
    view.legend = !r.place.alternatives.is_empty();
    Some(view)
}

/// The letter of a point, A for the first.
#[must_use]
pub fn letter(i: usize) -> String {
    char::from(b'A' + (i % 26) as u8).to_string()
}

/// The box around a point, so many metres to each side.
#[must_use]
pub fn around(p: Point, radius_m: f64) -> Bounds {
    let (lon, lat) = p.degrees();
    let dy = radius_m / DEGREE_M;
    let dx = dy / lat.to_radians().cos().abs().max(0.05);
    let clamp = |v: f64, most: f64| v.clamp(-most, most);
    let edges = Bounds::from_degrees(clamp(lon - dx, 180.0), clamp(lat - dy, 90.0), clamp(lon + dx, 180.0), clamp(lat + dy, 90.0));
    edges.unwrap_or(Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y })
}

/// A box with a margin of a twelfth, and never too small to know the country by.
fn framed(b: Bounds) -> Bounds {
    let (w, h) = ((b.x1 - b.x0) / 12 + 1, (b.y1 - b.y0) / 12 + 1);
    let grow = |low: i64, high: i64, by: i64| {
        let short = (2 * LEAST - (high - low)).max(0) / 2;
        (low - by - short, high + by + short)
    };
    let ((x0, x1), (y0, y1)) = (grow(b.x0, b.x1, w), grow(b.y0, b.y1, h));
    Bounds { x0: x0.max(-18_000_000_000), y0: y0.max(-9_000_000_000), x1: x1.min(18_000_000_000), y1: y1.min(9_000_000_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_never_too_small_and_stays_on_the_globe() {
        let f = framed(Bounds { x0: 0, y0: 0, x1: 0, y1: 0 });
        assert!(f.x1 - f.x0 >= 2 * LEAST && f.y1 - f.y0 >= 2 * LEAST);
        let pole = around(Point { x: 17_999_000_000, y: 8_999_000_000 }, 50_000.0);
        assert!(framed(pole).x1 <= 18_000_000_000 && framed(pole).y1 <= 9_000_000_000);
    }
}
