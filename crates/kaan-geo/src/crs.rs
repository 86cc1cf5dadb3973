//! The coordinate systems that are read, and how each comes to WGS 84.
//!
//! Called when corners are placed. The list is closed and every operation has a pinned code: no library
//! may choose another by the place. It never rounds before the last step.

use crate::Point;
use proj4rs::Proj;

/// A coordinate system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crs {
    /// By its EPSG code, Kalianpur 1962 by the operation that holds for all of its onshore area.
    Epsg(u32),
    /// A system on Kalianpur 1962 by its EPSG code, with an operation that somebody has chosen.
    Kalianpur {
        /// EPSG code of the system.
        code: u32,
        /// How it comes to WGS 84.
        by: Operation,
    },
    /// CGCS2000 / Gauss-Krüger with a central meridian that EPSG lacks, and the zone in front of the
    /// easting (0: none).
    GaussKrueger {
        /// Central meridian in degrees east.
        meridian: u32,
        /// Zone number in front of the easting.
        prefix: u32,
    },
}

/// A coordinate operation from Kalianpur 1962 to WGS 84, pinned by its EPSG code (EPSG v11.022).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// EPSG:1247, all of the country onshore; its accuracy is not known.
    Onshore,
    /// EPSG:15701, offshore Indus, 1 m.
    OffshoreIndus,
    /// EPSG:15702, Badin and Mehran, 3 m.
    Badin,
    /// EPSG:15703, Karachi, 3 m.
    Karachi,
    /// EPSG:15494, Gambat, 3 m.
    Gambat,
    /// EPSG:9234, the east of the lower Indus, 3 m; seven parameters in the coordinate frame convention.
    EastIndus,
}

/// What EPSG says of an operation: code, accuracy in metres, `+towgs84`, box (west, south, east, north).
type Entry = (&'static str, Option<f64>, &'static str, [f64; 4]);

impl Operation {
    /// All of them.
    pub const ALL: [Operation; 6] = [
        Operation::Onshore,
        Operation::OffshoreIndus,
        Operation::Badin,
        Operation::Karachi,
        Operation::Gambat,
        Operation::EastIndus,
    ];

    const fn entry(self) -> Entry {
        match self {
            Operation::Onshore => ("EPSG:1247", None, "283,682,231", [60.86, 23.64, 77.83, 37.07]),
            Operation::OffshoreIndus => ("EPSG:15701", Some(1.0), "275.57,676.78,229.6", [64.0, 21.05, 68.24, 25.39]),
            Operation::Badin => ("EPSG:15702", Some(3.0), "278.9,684.39,226.05", [67.74, 24.0, 69.87, 25.64]),
            Operation::Karachi => ("EPSG:15703", Some(3.0), "271.905,669.593,231.495", [66.83, 24.69, 68.0, 25.76]),
            Operation::Gambat => ("EPSG:15494", Some(3.0), "274.164,677.282,226.704", [68.24, 25.88, 69.3, 27.67]),
            // EPSG gives rotations of the coordinate frame; `+towgs84` wants those of the position vector.
            Operation::EastIndus => {
                ("EPSG:9234", Some(3.0), "230.25,632.76,161.03,1.114,-1.115,-1.212,12.584", [68.27, 24.16, 71.14, 28.61])
            }
        }
    }

    /// Its code: `EPSG:1247`.
    pub const fn code(self) -> &'static str {
        self.entry().0
    }

    /// The operation of a code.
    pub fn by_code(code: &str) -> Option<Self> {
        Operation::ALL.into_iter().find(|o| o.code() == code)
    }

    /// How far it may be off within its area, metres; `None` where nobody knows.
    pub const fn accuracy_m(self) -> Option<f64> {
        self.entry().1
    }

    /// Its area of use: west, south, east, north in degrees.
    pub const fn area(self) -> [f64; 4] {
        self.entry().3
    }
}

/// Taken as the error of a position where the accuracy of its operation is not known, metres: the
/// operations for the same ground differ by 5 to 12 m, and the old network's own distortion is unknown.
pub const WORKING_ERROR_M: f64 = 15.0;

const WGS84: &str = "+ellps=WGS84 +towgs84=0,0,0";
const GRS80: &str = "+ellps=GRS80 +towgs84=0,0,0";

impl Crs {
    /// WGS 84, longitude and latitude in degrees.
    pub const WGS84: Crs = Crs::Epsg(4326);

    /// A system of the list; `None` for any other code.
    pub fn by_epsg(code: u32) -> Option<Self> {
        let crs = Crs::Epsg(code);
        crs.definition().map(|_| crs)
    }

    /// A Gauss-Krüger system of CGCS2000, 3 or 6 degrees wide.
    pub fn gauss_krueger(meridian: u32, prefix: u32) -> Option<Self> {
        ((57..=138).contains(&meridian) && prefix <= 60).then_some(Crs::GaussKrueger { meridian, prefix })
    }

    /// The same system by another operation; `None` where its datum is not Kalianpur 1962.
    pub const fn by_operation(self, by: Operation) -> Option<Self> {
        match self {
            Crs::Epsg(code) | Crs::Kalianpur { code, .. } if is_kalianpur(code) => Some(Crs::Kalianpur { code, by }),
            _ => None,
        }
    }

    /// `EPSG:32642`, or `CGCS2000-GK-66-22`.
    pub fn code(self) -> String {
        match self {
            Crs::Epsg(code) | Crs::Kalianpur { code, .. } => format!("EPSG:{code}"),
            Crs::GaussKrueger { meridian, prefix } => format!("CGCS2000-GK-{meridian}-{prefix}"),
        }
    }

    /// Whether its numbers are degrees.
    pub const fn is_degrees(self) -> bool {
        matches!(self, Crs::Epsg(4326 | 4145 | 4490 | 4283) | Crs::Kalianpur { code: 4145, .. })
    }

    /// Whether it is WGS 84 in degrees.
    pub const fn is_wgs84(self) -> bool {
        matches!(self, Crs::Epsg(4326))
    }

    const fn datum_operation(self) -> Option<Operation> {
        match self {
            Crs::Epsg(code) if is_kalianpur(code) => Some(Operation::Onshore),
            Crs::Kalianpur { by, .. } => Some(by),
            _ => None,
        }
    }

    /// The pinned datum operation's code; `None` where the datum stays.
    pub fn operation(self) -> Option<&'static str> {
        self.datum_operation().map(Operation::code)
    }

    /// How far the change of datum may be off, in metres; `None` where nobody knows.
    pub fn accuracy_m(self) -> Option<f64> {
        match (self.datum_operation(), self) {
            (Some(operation), _) => operation.accuracy_m(),
            // CGCS2000 and GDA94 are taken as WGS 84: ITRF-type frames, equal within about a metre.
            (None, Crs::Epsg(4490 | 4491..=4554 | 4283 | 28348..=28358) | Crs::GaussKrueger { .. }) => Some(1.0),
            (None, _) => Some(0.0),
        }
    }

    /// The error to reckon with, metres: the stated one, or [`WORKING_ERROR_M`] where none is known.
    pub fn error_m(self) -> f64 {
        self.accuracy_m().unwrap_or(WORKING_ERROR_M)
    }

    fn definition(self) -> Option<String> {
        let kalianpur =
            || format!("+a=6377301.243 +rf=300.8017255 +towgs84={}", self.datum_operation().map_or("0,0,0", |o| o.entry().2));
        let tm =
            |meridian: u32, east: u32| format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={east} +y_0=0 {GRS80} +units=m");
        let utm = |zone: u32, north: u32, datum: &str| {
            let meridian = i64::from(zone) * 6 - 183;
            format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0={north} {datum} +units=m")
        };
        let lcc = |lat: f64, lon: f64| {
            format!(
                "+proj=lcc +lat_1={lat} +lat_0={lat} +lon_0={lon} +k_0=0.99878641 +x_0=2743196.4 +y_0=914398.8 {} +units=m",
                kalianpur()
            )
        };
        Some(match self {
            Crs::Epsg(4326) => format!("+proj=longlat {WGS84}"),
            Crs::Epsg(4490 | 4283) => format!("+proj=longlat {GRS80}"),
            Crs::Epsg(4145) | Crs::Kalianpur { code: 4145, .. } => format!("+proj=longlat {}", kalianpur()),
            Crs::Epsg(c @ 32601..=32660) => utm(c - 32_600, 0, WGS84),
            Crs::Epsg(c @ 32701..=32760) => utm(c - 32_700, 10_000_000, WGS84),
            Crs::Epsg(c @ 28348..=28358) => utm(c - 28_300, 10_000_000, GRS80),
            Crs::Epsg(c @ 24311..=24313) | Crs::Kalianpur { code: c @ 24311..=24313, .. } => utm(c - 24_270, 0, &kalianpur()),
            Crs::Epsg(24376) | Crs::Kalianpur { code: 24376, .. } => lcc(32.5, 68.0),
            Crs::Epsg(24377) | Crs::Kalianpur { code: 24377, .. } => lcc(26.0, 74.0),
            Crs::Epsg(c @ 4491..=4501) => tm(75 + (c - 4491) * 6, (c - 4491 + 13) * 1_000_000 + 500_000),
            Crs::Epsg(c @ 4502..=4512) => tm(75 + (c - 4502) * 6, 500_000),
            Crs::Epsg(c @ 4513..=4533) => tm(75 + (c - 4513) * 3, (c - 4513 + 25) * 1_000_000 + 500_000),
            Crs::Epsg(c @ 4534..=4554) => tm(75 + (c - 4534) * 3, 500_000),
            Crs::GaussKrueger { meridian, prefix } => tm(meridian, prefix * 1_000_000 + 500_000),
            Crs::Epsg(_) | Crs::Kalianpur { .. } => return None,
        })
    }

    /// Systems that offices of the region use for metres: candidates when nothing is said.
    pub fn candidates() -> Vec<Crs> {
        [32641, 32642, 32643, 24311, 24312, 24313, 24376, 24377, 4326, 4534].map(Crs::Epsg).to_vec()
    }
}

const fn is_kalianpur(code: u32) -> bool {
    matches!(code, 4145 | 24311..=24313 | 24376 | 24377)
}

/// Places corners of one system.
pub struct Placer {
    /// `None` where the numbers are WGS 84 degrees, or taken as such.
    from: Option<(Proj, Proj)>,
    degrees: bool,
    known: bool,
}

impl Placer {
    /// For a system of the list.
    pub fn new(crs: &Crs) -> Self {
        let degrees = crs.is_degrees();
        if degrees && crs.operation().is_none() {
            return Placer { from: None, degrees, known: true };
        }
        let both = crs.definition().and_then(|d| {
            Some((Proj::from_proj_string(&d).ok()?, Proj::from_proj_string("+proj=longlat +ellps=WGS84 +towgs84=0,0,0").ok()?))
        });
        Placer { known: both.is_some(), from: both, degrees }
    }

    /// Whether the numbers are WGS 84 degrees as they stand, so that a text needs no float between.
    pub const fn is_identity(&self) -> bool {
        self.known && self.from.is_none()
    }

    /// The corner on WGS 84 of an easting (longitude) and a northing (latitude); `None` when it cannot be
    /// placed.
    pub fn place(&self, x: f64, y: f64) -> Option<Point> {
        let beyond = if self.degrees { x.abs() > 180.0 || y.abs() > 90.0 } else { x.abs() > 1e8 || y.abs() > 1e8 };
        if beyond || !self.known {
            return None;
        }
        let Some((from, to)) = self.from.as_ref() else { return Point::from_degrees(x, y) };
        let mut p = if self.degrees { (x.to_radians(), y.to_radians(), 0.0) } else { (x, y, 0.0) };
        proj4rs::transform::transform(from, to, &mut p).ok()?;
        Point::from_degrees(p.0.to_degrees(), p.1.to_degrees())
    }
}

#[cfg(test)]
#[path = "crs_tests.rs"]
mod tests;
