//! The map within the page: inline SVG that needs no script, prints, and reads without colour.
//!
//! Pages describe what to draw with [`MapView`]; [`Ui::map`] draws it over the basemap. It never
//! decides anything: what is drawn is simplified for the eye, the record is not touched.

mod base;
mod basemap;
mod clip;
mod draw;
mod label;
mod path;
mod place;
mod shape;

use kaan_geo::{Bounds, Parcel, Point};

/// What a shape is: each class has its own colour, pattern and outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Mining lease.
    Mining,
    /// Exploration licence.
    Exploration,
    /// Deposit retention licence.
    Retention,
    /// Application.
    Application,
    /// Reserved area.
    Reserved,
    /// Overlap.
    Overlap,
    /// Project.
    Project,
    /// Deposit.
    Deposit,
    /// Mineral occurrence.
    Occurrence,
    /// The reader's own ground.
    Own,
    /// The record whose page this is.
    Here,
    /// Where another source puts the same thing.
    Alternative,
    /// Anything else.
    Other,
}

impl Class {
    /// All, in the order in which they are drawn, lowest first.
    pub const ALL: [Class; 13] = [
        Class::Reserved,
        Class::Exploration,
        Class::Retention,
        Class::Mining,
        Class::Other,
        Class::Application,
        Class::Occurrence,
        Class::Deposit,
        Class::Alternative,
        Class::Project,
        Class::Here,
        Class::Overlap,
        Class::Own,
    ];

    /// Its name in CSS and in message keys.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Mining => "mining",
            Class::Exploration => "exploration",
            Class::Retention => "retention",
            Class::Application => "application",
            Class::Reserved => "reserved",
            Class::Overlap => "overlap",
            Class::Project => "project",
            Class::Deposit => "deposit",
            Class::Occurrence => "occurrence",
            Class::Own => "own",
            Class::Here => "here",
            Class::Alternative => "alternative",
            Class::Other => "other",
        }
    }
}

/// Where a shape is.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// Ground with an outline.
    Parcel(Parcel),
    /// A place.
    Point(Point),
    /// A place known only roughly, with the radius of its error.
    Circle {
        /// The middle.
        centre: Point,
        /// Metres.
        radius_m: f64,
    },
}

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where it is.
    pub ground: Ground,
    /// What it is.
    pub class: Class,
    /// The address of its page, without the language: `/titles/EL-1`.
    pub href: Option<String>,
    /// A few signs beside it.
    pub label: Option<String>,
    /// What is read out and shown on pointing.
    pub title: Option<String>,
}

/// A map to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct MapView {
    /// What must be seen; the drawing shows a little more.
    pub bounds: Bounds,
    /// What to draw over the basemap, at most [`MOST_SHAPES`]; more are left out from the end.
    pub shapes: Vec<Shape>,
    /// The accessible name.
    pub title: String,
    /// Whether shapes lead to their pages.
    pub links: bool,
    /// Whether a legend of the classes drawn stands below.
    pub legend: bool,
}

/// Most shapes of one map.
pub const MOST_SHAPES: usize = 2_000;

impl MapView {
    /// A map of a box without shapes, with links and a legend.
    pub fn new(bounds: Bounds, title: impl Into<String>) -> Self {
        MapView { bounds, shapes: Vec::new(), title: title.into(), links: true, legend: true }
    }
}
