//! The readers, one file for each format.
//!
//! Called by [`crate::open`] and [`crate::open_bytes`]. They never store, never write and never follow a
//! link.

mod cell;
pub(crate) use cell::western;
mod dbf;
pub(crate) mod dxf;
pub(crate) mod encoding;
pub(crate) mod geojson;
mod geojson_feature;
pub(crate) mod geopackage;
pub(crate) mod json;
pub(crate) mod kml;
mod layout;
mod placemark;
mod rings;
pub(crate) mod rows;
pub(crate) mod shapefile;
pub(crate) mod table;
mod transcode;
mod wkt;
