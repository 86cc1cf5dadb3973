//! How much a file may ask of us: bytes, features, corners, depth, time.
//!
//! Made by the caller, passed to every reader. It never grows while a file is read.

use crate::refusal::{Refusal, RowFault};
use std::sync::Arc;

/// Answers `true` when reading must end now: the caller's clock, a closed connection, a stopping server.
pub type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

/// Upper limits of one file. All are inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it lies on disk or came over the wire.
    pub max_file_bytes: u64,
    /// Features (or rows, for tables).
    pub max_features: u64,
    /// Corners of all features together.
    pub max_corners_total: u64,
    /// Corners of one feature.
    pub max_corners_per_feature: u64,
    /// Rings of one feature.
    pub max_rings_per_feature: u64,
    /// Nesting of JSON, XML and geometry collections.
    pub max_depth: u32,
    /// Attribute columns of the whole file.
    pub max_columns: usize,
    /// Bytes of one attribute, one CSV record, or one piece of text in XML.
    pub max_attribute_bytes: usize,
    /// Entries of a zip.
    pub max_zip_entries: usize,
    /// Bytes of all entries of a zip once inflated, counted while reading and never believed.
    pub max_zip_bytes: u64,
    /// Inflated bytes for one byte of the zip.
    pub max_zip_ratio: u64,
}

impl Limits {
    /// For an upload by anybody: 32 MiB, 10,000 features, a million corners.
    pub const fn upload() -> Self {
        Limits {
            max_file_bytes: 32 << 20,
            max_features: 10_000,
            max_corners_total: 1_000_000,
            max_corners_per_feature: 100_000,
            max_rings_per_feature: 2_000,
            max_depth: 32,
            max_columns: 500,
            max_attribute_bytes: 1 << 20,
            max_zip_entries: 1_000,
            max_zip_bytes: 128 << 20,
            max_zip_ratio: 200,
        }
    }

    /// For the operator's own import of a whole register: 8 GiB, ten million features.
    pub const fn import() -> Self {
        Limits {
            max_file_bytes: 8 << 30,
            max_features: 10_000_000,
            max_corners_total: 1_000_000_000,
            max_corners_per_feature: 1_000_000,
            max_rings_per_feature: 10_000,
            max_depth: 32,
            max_columns: 1_000,
            max_attribute_bytes: 32 << 20,
            max_zip_entries: 1_000,
            max_zip_bytes: 1 << 30,
            max_zip_ratio: 200,
        }
    }
}

impl Default for Limits {
    /// The limits of an upload: the careful ones.
    fn default() -> Self {
        Limits::upload()
    }
}

/// Counts what a file has used so far.
pub(crate) struct Meter {
    pub limits: Limits,
    pub stop: Stop,
    corners: u64,
    features: u64,
}

impl Meter {
    pub fn new(limits: Limits, stop: Stop) -> Self {
        Meter { limits, stop, corners: 0, features: 0 }
    }

    /// One more feature is begun.
    pub fn feature(&mut self) -> Result<(), RowFault> {
        self.features += 1;
        if self.features > self.limits.max_features {
            return Err(Refusal::new("too-many-features").with("limit", self.limits.max_features).ending());
        }
        self.tick()
    }

    /// Whether the caller wants to go on.
    pub fn tick(&self) -> Result<(), RowFault> {
        if (self.stop)() { Err(Refusal::new("stopped").ending()) } else { Ok(()) }
    }

    /// One more corner; `n` of them in this feature so far.
    pub fn corner(&mut self, n: usize) -> Result<(), RowFault> {
        self.corners += 1;
        if n as u64 > self.limits.max_corners_per_feature {
            return Err(Refusal::new("too-many-corners").with("limit", self.limits.max_corners_per_feature).skipping());
        }
        if self.corners > self.limits.max_corners_total {
            return Err(Refusal::new("too-many-corners-in-file").with("limit", self.limits.max_corners_total).ending());
        }
        if self.corners.is_multiple_of(65_536) { self.tick() } else { Ok(()) }
    }

    /// One more ring; `n` of them in this feature so far.
    pub fn ring(&self, n: usize) -> Result<(), RowFault> {
        if n as u64 > self.limits.max_rings_per_feature {
            return Err(Refusal::new("too-many-rings").with("limit", self.limits.max_rings_per_feature).skipping());
        }
        Ok(())
    }
}
