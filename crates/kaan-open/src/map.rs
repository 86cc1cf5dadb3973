//! The small map of the first page: projects and their places.
//!
//! Called by home. It reads the collection `projects` through the port alone, and never draws what a
//! collection does not give: a place known only roughly is the circle of its error.

use crate::ogc::own_page;
use crate::state::Shared;
use kaan_base::Lang;
use kaan_geo::{Bounds, Point};
use kaan_web::svg::{Class, Ground, MapView, Shape};
use kaan_web::{Cell, Collection, Failure, Feature, FeatureQuery, Geometry, Visit};
use std::collections::BTreeMap;

/// The collection that is drawn.
const PROJECTS: &str = "projects";
/// Most projects that are drawn.
const MOST: u32 = 500;
/// What a point of something else is called in the column `place`.
const STAND_IN: &str = "stand-in";

/// The map as inline SVG; `None` when there is no project with a place.
pub(crate) async fn projects(s: &Shared, visit: &Visit) -> Result<Option<String>, Failure> {
    let Ok(collection) = s.collection(PROJECTS) else { return Ok(None) };
    let page = collection.page(FeatureQuery { bbox: None, after: None, limit: MOST, equals: Vec::new() }).await?;
    let mut places: BTreeMap<(i64, Point), Vec<(String, String)>> = BTreeMap::new();
    for feature in &page.features {
        let Some(Geometry::Point(at)) = feature.geometry else { continue };
        // Widest first, so that no circle hides a smaller one.
        let radius = -rough_m(collection.as_ref(), feature);
        places.entry((radius, at)).or_default().push((feature.id.clone(), name(collection.as_ref(), feature, visit.lang)));
    }
    let points: Vec<Point> = places.keys().map(|(_, at)| *at).collect();
    if points.is_empty() {
        return Ok(None);
    }
    let b = Bounds::of(&points);
    let (w, h) = ((b.x1 - b.x0) / 16 + 10_000_000, (b.y1 - b.y0) / 16 + 10_000_000);
    let bounds = Bounds { x0: b.x0 - w, y0: b.y0 - h, x1: b.x1 + w, y1: b.y1 + h };
    let mut view = MapView::new(bounds, s.ui.text(visit.lang, "home-map", &[]));
    view.shapes = places.into_iter().map(|((radius, at), found)| shape(-radius, at, &found)).collect();
    Ok(Some(s.ui.map(visit, &view)))
}

fn shape(radius_m: i64, at: Point, found: &[(String, String)]) -> Shape {
    let names: Vec<&str> = found.iter().take(6).map(|(_, name)| name.as_str()).collect();
    let more = if found.len() > 6 { " …" } else { "" };
    let href = match found {
        [(id, _)] => Some(own_page(PROJECTS, id)),
        _ => None,
    };
    let ground = if radius_m > 0 { Ground::Circle { centre: at, radius_m: radius_m as f64 } } else { Ground::Point(at) };
    Shape { ground, class: Class::Project, href, label: None, title: Some(format!("{}{more}", names.join(" · "))) }
}

/// Metres of error of a place that stands for the project; 0 for its own.
fn rough_m(collection: &dyn Collection, feature: &Feature) -> i64 {
    match (cell(collection, feature, "place"), cell(collection, feature, "error_km")) {
        (Some(Cell::Text(place)), Some(Cell::Real(km))) if place == STAND_IN && km.is_finite() => (km * 1000.0) as i64,
        _ => 0,
    }
}

/// The name in the reader's language, else in another, else the id.
fn name(collection: &dyn Collection, feature: &Feature, lang: Lang) -> String {
    let of = |l: Lang| match cell(collection, feature, &format!("name_{}", l.code())) {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    of(lang).or_else(|| Lang::ALL.into_iter().find_map(of)).unwrap_or_else(|| feature.id.clone())
}

fn cell<'f>(collection: &dyn Collection, feature: &'f Feature, column: &str) -> Option<&'f Cell> {
    let at = collection.columns().iter().position(|c| c.name == column)?;
    feature.values.get(at)
}
