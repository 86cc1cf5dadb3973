//! The basemap: land, waters, boundaries and names, read once from files within the program.
//!
//! Called by the map alone. It never says whose a place is: boundaries have classes, and a view
//! says how each class is drawn (`basemap/SOURCES.md`).

use kaan_base::Text3;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(rust_embed::Embed)]
#[folder = "basemap/"]
#[include = "*.geojson"]
#[include = "views.json"]
struct Files;

/// Longitude and latitude in degrees.
pub(crate) type LonLat = [f64; 2];

/// Where the basemap is fine: west, south, east, north. Beyond lies a coarse outline of land alone.
pub(crate) const COVERED: [f64; 4] = [57.0, 21.0, 90.0, 43.0];

/// The view in which boundaries are drawn.
pub(crate) const VIEW: &str = "neutral";

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Shape {
    Point(LonLat),
    LineString(Vec<LonLat>),
    MultiLineString(Vec<Vec<LonLat>>),
    Polygon(Vec<Vec<LonLat>>),
    MultiPolygon(Vec<Vec<Vec<LonLat>>>),
}

impl Shape {
    /// Lines and rings alike.
    fn lines(self) -> Vec<Vec<LonLat>> {
        match self {
            Shape::Point(p) => vec![vec![p]],
            Shape::LineString(line) => vec![line],
            Shape::MultiLineString(lines) | Shape::Polygon(lines) => lines,
            Shape::MultiPolygon(all) => all.into_iter().flatten().collect(),
        }
    }
}

#[derive(Deserialize)]
struct Properties {
    #[serde(default)]
    class: String,
    #[serde(default)]
    rank: u8,
    #[serde(default)]
    capital: u8,
    #[serde(flatten)]
    names: Text3,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Shape,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

/// A line of some importance; smaller is more important.
pub(crate) struct Line {
    pub points: Vec<LonLat>,
    pub rank: u8,
}

/// A boundary and how it is drawn: `solid`, `solid-thin`, `dash` or `dot`.
pub(crate) struct Boundary {
    pub points: Vec<LonLat>,
    pub style: String,
}

/// A name at a place; lists of them begin with the most important.
pub(crate) struct Name {
    pub at: LonLat,
    pub names: Text3,
    pub rank: u8,
    pub capital: bool,
}

/// All of it.
#[derive(Default)]
pub(crate) struct Basemap {
    pub land: Vec<Vec<LonLat>>,
    /// Coarse land of the whole world, for what lies outside [`COVERED`].
    pub world: Vec<Vec<LonLat>>,
    pub lakes: Vec<Line>,
    pub rivers: Vec<Line>,
    pub boundaries: Vec<Boundary>,
    pub places: Vec<Name>,
    pub provinces: Vec<Name>,
    pub countries: Vec<Name>,
}

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| {
    Basemap::load().unwrap_or_else(|e| {
        // A map without a basemap still shows the register; a test keeps this from shipping.
        tracing::error!(fault = e, "basemap");
        Basemap::default()
    })
});

/// The basemap of this binary.
pub(crate) fn basemap() -> &'static Basemap {
    &BASEMAP
}

impl Basemap {
    fn load() -> Result<Basemap, String> {
        let views: BTreeMap<String, BTreeMap<String, String>> = parse("views.json")?;
        let view = views.get(VIEW).ok_or("no such view")?;
        let lines = |file: &str| -> Result<Vec<Line>, String> {
            Ok(features(file)?
                .into_iter()
                .flat_map(|f| f.geometry.lines().into_iter().map(move |points| Line { points, rank: f.properties.rank }))
                .collect())
        };
        let boundaries = features("boundaries.geojson")?.into_iter().flat_map(|f| {
            let style = view.get(&f.properties.class).cloned().unwrap_or_else(|| "none".into());
            f.geometry.lines().into_iter().map(move |points| Boundary { points, style: style.clone() })
        });
        Ok(Basemap {
            land: features("land.geojson")?.into_iter().flat_map(|f| f.geometry.lines()).collect(),
            world: features("world.geojson")?.into_iter().flat_map(|f| f.geometry.lines()).collect(),
            lakes: lines("lakes.geojson")?,
            rivers: lines("rivers.geojson")?,
            boundaries: boundaries.filter(|b| b.style != "none").collect(),
            places: names("places.geojson")?,
            provinces: names("provinces.geojson")?,
            countries: names("countries.geojson")?,
        })
    }
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str) -> Result<T, String> {
    let bytes = Files::get(file).ok_or_else(|| format!("no {file}"))?;
    serde_json::from_slice(&bytes.data).map_err(|e| format!("{file}: {e}"))
}

fn features(file: &str) -> Result<Vec<Feature>, String> {
    Ok(parse::<Collection>(file)?.features)
}

fn names(file: &str) -> Result<Vec<Name>, String> {
    let name = |f: Feature| {
        let Properties { names, rank, capital, .. } = f.properties;
        let at = f.geometry.lines().first().and_then(|l| l.first().copied())?;
        Some(Name { at, names, rank, capital: capital > 0 })
    };
    Ok(features(file)?.into_iter().filter_map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_lies_where_it_says() {
        let map = Basemap::load().unwrap();
        let [w, s, e, n] = COVERED;
        let inside = |p: &LonLat| p[0] >= w - 0.01 && p[0] <= e + 0.01 && p[1] >= s - 0.01 && p[1] <= n + 0.01;
        assert!(map.land.iter().flatten().all(inside));
        assert!(map.world.len() > 100);
        let jumps = map.world.iter().flat_map(|r| r.windows(2)).filter(|w| (w[0][0] - w[1][0]).abs() > 180.0).count();
        assert!(jumps <= 1, "only the ring around the pole may leap");
        assert!(map.rivers.iter().flat_map(|l| &l.points).all(inside));
        assert!(map.places.len() > 60 && map.provinces.len() == 6);
        assert!(map.places.iter().all(|p| p.names.en.is_some()));
        assert!(map.boundaries.iter().any(|b| b.style == "dot") && map.boundaries.iter().any(|b| b.style == "solid"));
    }
}
