//! Records as shapes of a map within a page.
//!
//! Called by every page with a map. It never draws more than a page can carry: in a crowded view the
//! largest record of each cell stands for those around it, and the page says so.

use super::query::Asked;
use super::view::View;
use crate::ground::{Filter, Ground, Item};
use crate::law::Part;
use crate::model::{Class, Collection};
use crate::state::Shared;
use crate::tiles::cache::Kept;
use crate::tiles::make;
use kaan_base::{Lang, Text3};
use kaan_geo::{Parcel, Point, Polygon};
use kaan_web::svg::{self, Shape};
use kaan_web::{Cell, Failure, FeatureQuery, Geometry};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Most records that a map of a page shows.
pub(crate) const MOST: usize = 400;
/// Cells across and down in which the largest record stands for the others, from the finest: the first
/// that leaves no more than [`MOST`] is taken.
const CELLS: [(usize, usize); 5] = [(80, 64), (56, 45), (40, 32), (28, 22), (20, 16)];
/// A register of more records is looked through beside the threads that serve others.
const MANY: usize = 50_000;
/// Places of another collection on a map.
const BESIDE: u32 = 200;
/// A place that may be off by more is drawn as a circle of its error, metres.
const ROUGH_M: f64 = 15_000.0;
/// Shapes up to this number have their number written beside them.
const LABELLED: usize = 12;

/// Bytes of picks that are kept.
const KEPT: usize = 4 << 20;

/// The records that a map of a page shows.
#[derive(Debug)]
pub(crate) struct Picked {
    /// Their places.
    pub places: Vec<u32>,
    /// How many there are in the view.
    pub all: usize,
}

/// Which records the maps of pages show, by collection, filters and view.
pub(crate) struct Pictures(Kept<String, Arc<Picked>>);

impl Default for Pictures {
    fn default() -> Self {
        Pictures(Kept::new(KEPT))
    }
}

/// Which records a map of this view shows, of those that are asked for.
///
/// # Errors
/// A fault, when the looking could not be done.
pub(crate) async fn pick(
    s: &Shared,
    ground: &Arc<Ground>,
    collection: Collection,
    asked: &Asked,
    view: View,
) -> Result<Arc<Picked>, Failure> {
    let key = format!("{}{}@{}", collection.code(), asked.key(), view.text());
    let version = ground.version();
    if let Some(known) = s.pictures.0.get(version, &key) {
        return Ok(known);
    }
    let filter = Filter { bbox: Some(view.units()), ..asked.filter.clone() };
    let picked = if ground.count(collection) > MANY {
        let ground = Arc::clone(ground);
        let task = tokio::task::spawn_blocking(move || picked(&ground, collection, &filter, view));
        task.await.map_err(|e| Failure::Fault(e.to_string()))?
    } else {
        picked(ground, collection, &filter, view)
    };
    let picked = Arc::new(picked);
    s.pictures.0.put(version, key, Arc::clone(&picked), picked.places.len() * 4 + 64);
    Ok(picked)
}

fn picked(ground: &Ground, collection: Collection, filter: &Filter, view: View) -> Picked {
    let mut places = Vec::new();
    ground.each(collection, filter, |place, item| {
        if item.bounds.is_some() {
            places.push(place);
        }
        ControlFlow::Continue(())
    });
    let all = places.len();
    if all > MOST {
        let fewer = CELLS.iter().map(|cells| make::thinned(ground, view.units(), &places, *cells)).find(|p| p.len() <= MOST);
        places = fewer.unwrap_or_default();
    }
    Picked { places, all }
}

/// How a record is drawn.
pub(crate) const fn class(collection: Collection, class: Class) -> svg::Class {
    match (collection, class) {
        (Collection::Applications, _) => svg::Class::Application,
        (Collection::ReservedAreas, _) => svg::Class::Reserved,
        (_, Class::Exploration) => svg::Class::Exploration,
        (_, Class::Retention) => svg::Class::Retention,
        (_, Class::Mining) => svg::Class::Mining,
        (_, Class::Reconnaissance | Class::Other) => svg::Class::Other,
    }
}

/// A record as a shape: its outline, or the middle of its box where the outline is not valid.
pub(crate) fn shape(ground: &Ground, item: &Item, label: bool) -> Option<Shape> {
    let bounds = item.bounds?;
    let drawn = match ground.parcel(item) {
        Some(parcel) => svg::Ground::Parcel(parcel),
        None => svg::Ground::Point(Point::new(bounds[0].midpoint(bounds[2]), bounds[1].midpoint(bounds[3]))),
    };
    let number = ground.number(item);
    Some(Shape {
        ground: drawn,
        class: class(item.collection, item.class),
        href: Some(item.collection.path(number)),
        label: label.then(|| number.to_owned()),
        title: Some(number.to_owned()),
    })
}

/// The records of a map as shapes, the largest first so that small ones lie above them.
pub(crate) fn shapes(ground: &Ground, places: &[u32]) -> Vec<Shape> {
    let mut items: Vec<&Item> = places.iter().filter_map(|p| ground.item(*p)).collect();
    items.sort_by_key(|i| std::cmp::Reverse(i.bounds.map_or(0, |b| i128::from(b[2] - b[0]) * i128::from(b[3] - b[1]))));
    let label = items.len() <= LABELLED;
    items.into_iter().filter_map(|i| shape(ground, i, label)).collect()
}

/// The records of all collections that take part around a place, but for one; at most `most`. Those that
/// have ended hold no ground, and are left out.
pub(crate) fn around(ground: &Ground, view: View, but: Option<u32>, most: usize) -> Vec<Shape> {
    let takes_part = |(place, item): (u32, &Item)| (item.part != Part::Ended && Some(place) != but).then_some(place);
    let mut places: Vec<u32> = ground.meeting(view.units()).filter_map(takes_part).collect();
    if places.len() > most {
        places = make::thinned(ground, view.units(), &places, (8, 8));
        places.truncate(most);
    }
    shapes(ground, &places)
}

/// Places of other collections in a view: points, or circles where they are known only roughly.
///
/// # Errors
/// What the collections say.
pub(crate) async fn beside(s: &Shared, view: View, lang: Lang) -> Result<Vec<Shape>, Failure> {
    let mut out: Vec<Shape> = Vec::new();
    for collection in s.beside.get().into_iter().flatten() {
        let column = |name: &str| collection.columns().iter().position(|c| c.name == name);
        let names = ["name_en", "name_zh", "name_ur"].map(column);
        let error = column("error_km");
        let query = FeatureQuery { bbox: Some(view.bounds()), after: None, limit: BESIDE, equals: Vec::new() };
        for f in collection.page(query).await?.features {
            let Some(Geometry::Point(point)) = f.geometry else { continue };
            let text = |at: Option<usize>| match at.and_then(|i| f.values.get(i)) {
                Some(Cell::Text(t)) => Some(t.clone()),
                _ => None,
            };
            let name = Text3::of(text(names[0]), text(names[1]), text(names[2]));
            let error_m = match error.and_then(|i| f.values.get(i)) {
                Some(Cell::Real(km)) => km * 1_000.0,
                _ => 0.0,
            };
            let ground = if error_m > ROUGH_M {
                svg::Ground::Circle { centre: point, radius_m: error_m }
            } else {
                svg::Ground::Point(point)
            };
            // Several that are known by the same town alone are one circle.
            if out.iter().any(|o| o.ground == ground) {
                continue;
            }
            out.push(Shape {
                ground,
                class: svg::Class::Project,
                href: Some(format!("/{}/{}", collection.id(), f.id)),
                label: None,
                title: name.best(lang).map(|(t, _)| t.to_owned()),
            });
        }
    }
    out.sort_by_key(|o| matches!(o.ground, svg::Ground::Point(_)));
    Ok(out)
}

/// Common ground as a shape to be seen.
pub(crate) fn common(a: &Parcel, b: &Parcel) -> Option<Shape> {
    let parts = kaan_geo::common_part(a, b);
    let closed = |ring: &kaan_geo::Ring| {
        let mut points: Vec<Point> = ring.to_vec();
        points.extend(points.first().copied());
        points
    };
    let rings: kaan_geo::Rings = parts.iter().map(|p: &Polygon| p.rings().map(closed).collect()).collect();
    let limits = kaan_geo::Limits { corners: 100_000, bounds: None, must_close: false };
    let parcel = kaan_geo::check(&rings, &limits).parcel?;
    Some(Shape { ground: svg::Ground::Parcel(parcel), class: svg::Class::Overlap, href: None, label: None, title: None })
}
