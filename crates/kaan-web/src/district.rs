//! The port of districts: who can say in which district a place lies.
//!
//! Fulfilled by the capability that holds the districts, asked by those that show places. It never
//! decides whose district a disputed place is: the source does, and is named.

use crate::Credit;
use kaan_base::Text3;
use kaan_geo::{Parcel, Point};

/// A district of a province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its name.
    pub name: Text3,
    /// The province's name.
    pub province: Text3,
    /// The province's code in ISO 3166-2.
    pub province_code: String,
}

/// Who knows in which district a place lies.
pub trait Districts: Send + Sync {
    /// The district of a point; `None` beyond all districts known.
    fn of(&self, point: Point) -> Option<District>;
    /// The districts that a parcel meets, largest share first, at most five.
    fn meeting(&self, parcel: &Parcel) -> Vec<District>;
    /// Whose borders these are; `None` when no districts are loaded.
    fn credit(&self) -> Option<Credit>;
}
