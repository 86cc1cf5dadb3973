//! What the caller says about a file before it is read: limits, and answers to questions.
//!
//! Passed to [`crate::open`]. It holds no state and reads no configuration.

use crate::geo::{Bounds, Crs};
use crate::limits::{Limits, Stop};
use std::path::PathBuf;
use std::sync::Arc;

/// What features the caller can use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Want {
    /// Polygons; points and lines are left out with a note.
    #[default]
    Polygons,
    /// Points; polygons and lines are left out with a note.
    Points,
    /// Whatever is there, and rows without a place.
    Anything,
}

/// What one row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A corner: several rows make one outline.
    Corners,
    /// A feature of its own: a point with attributes, or an outline in one cell.
    Rows,
}

/// Headings of a table, named by the caller where a guess is not wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnNames {
    /// Longitude or easting.
    pub x: Option<String>,
    /// Latitude or northing.
    pub y: Option<String>,
    /// UTM zone.
    pub zone: Option<String>,
    /// What tells outlines apart.
    pub group: Option<String>,
    /// Well-known text or a list of pairs; an empty name says that the table has no coordinates.
    pub text: Option<String>,
}

/// Everything a caller may say about a file.
#[derive(Clone)]
pub struct Options {
    /// The coordinate system, as the person answered; it wins over what the file says.
    pub crs: Option<Crs>,
    /// Longitude and latitude stand the wrong way round (`Some(true)`), or do not although it looks so
    /// (`Some(false)`). Without an answer the reader asks when it looks so.
    pub swap_axes: Option<bool>,
    /// Boxes in which the ground must lie for the coordinates to look right: the countries served.
    /// Empty: nothing is asked about axes.
    pub expected: Vec<Bounds>,
    /// Layer, entry stem or sheet to read, where there are several.
    pub layer: Option<String>,
    /// Text encoding, as the person answered: `GBK`, `windows-1256`, `936`.
    pub encoding: Option<String>,
    /// What a row of a table is.
    pub layout: Option<Layout>,
    /// Headings of a table.
    pub columns: ColumnNames,
    /// EPSG code to which a zone column's number is added: 28300 for MGA of GDA94. Without it a zone
    /// must say its hemisphere (`41N`) and is taken as WGS 84 / UTM.
    pub zone_base: Option<u32>,
    /// What features are wanted.
    pub want: Want,
    /// How much the file may ask of us.
    pub limits: Limits,
    /// Asked again and again; `true` ends the reading.
    pub stop: Stop,
    /// A folder in which an uploaded GeoPackage may lie while it is read; without one such an upload
    /// is refused.
    pub scratch: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            crs: None,
            swap_axes: None,
            expected: Vec::new(),
            layer: None,
            encoding: None,
            layout: None,
            columns: ColumnNames::default(),
            zone_base: None,
            want: Want::default(),
            limits: Limits::default(),
            stop: Arc::new(|| false),
            scratch: None,
        }
    }
}
