//! What a person says about a file that the file does not say of itself.
//!
//! Taken from the command line or from the mapping file. It never answers on its own.

use crate::check::system;
use crate::mapping::Mapping;
use kaan_exchange::{Layout, Options};

/// Answers to the reader's questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The coordinate system: `32642`, `EPSG:32642`, `CGCS2000-GK-66-22`, `EPSG:24312 by EPSG:9234`.
    pub crs: Option<String>,
    /// Whether longitude and latitude stand the wrong way round.
    pub swap_axes: Option<bool>,
    /// Layer, entry or sheet to read.
    pub layer: Option<String>,
    /// Encoding of the texts.
    pub encoding: Option<String>,
}

impl Answers {
    /// Puts the answers into what the reader is told.
    ///
    /// # Errors
    /// The name of a coordinate system that is not on the list.
    pub(crate) fn put(&self, options: &mut Options) -> Result<(), String> {
        if let Some(name) = &self.crs {
            options.crs = Some(system(name).ok_or_else(|| name.clone())?);
        }
        options.swap_axes = self.swap_axes.or(options.swap_axes);
        options.layer = self.layer.clone().or_else(|| options.layer.take());
        options.encoding = self.encoding.clone().or_else(|| options.encoding.take());
        Ok(())
    }

    /// What a mapping file answers.
    pub(super) fn of(mapping: &Mapping) -> Self {
        Answers {
            crs: mapping.crs.clone(),
            swap_axes: mapping.swap_axes,
            layer: mapping.layer.clone(),
            encoding: mapping.encoding.clone(),
        }
    }
}

/// Puts what a mapping says about columns of coordinates into what the reader is told.
pub(super) fn put_columns(mapping: &Mapping, options: &mut Options) {
    options.zone_base = mapping.zone_base;
    if let Some(c) = &mapping.corners {
        options.columns.x.clone_from(&c.x);
        options.columns.y.clone_from(&c.y);
        options.columns.zone.clone_from(&c.zone);
        options.columns.group.clone_from(&c.group);
        options.columns.text.clone_from(&c.text);
        if c.none == Some(true) {
            options.columns.text = Some(String::new());
            options.layout = Some(Layout::Rows);
        }
    }
}
