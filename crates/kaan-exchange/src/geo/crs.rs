//! The coordinate systems that are read, and how each comes to WGS 84.
//!
//! Called when corners are placed. The list is closed and every operation has a pinned code: no library
//! may choose another by the place. It never rounds before the last step.

use super::Point;
use crate::number::Number;
use proj4rs::Proj;

/// A coordinate system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crs {
    /// By its EPSG code.
    Epsg(u32),
    /// CGCS2000 / Gauss-Krüger with a central meridian that EPSG lacks, and the zone in front of the
    /// easting (0: none).
    GaussKrueger {
        /// Central meridian in degrees east.
        meridian: u32,
        /// Zone number in front of the easting.
        prefix: u32,
    },
}

const WGS84: &str = "+ellps=WGS84 +towgs84=0,0,0";
const GRS80: &str = "+ellps=GRS80 +towgs84=0,0,0";
/// EPSG:1247, three parameters, accuracy unknown (EPSG v11.022).
const KALIANPUR: &str = "+a=6377301.243 +rf=300.8017255 +towgs84=283,682,231";

impl Crs {
    /// A system of the list; `None` for any other code.
    pub fn by_epsg(code: u32) -> Option<Self> {
        let crs = Crs::Epsg(code);
        crs.definition().map(|_| crs)
    }

    /// A Gauss-Krüger system of CGCS2000, 3 or 6 degrees wide.
    pub fn gauss_krueger(meridian: u32, prefix: u32) -> Option<Self> {
        ((57..=138).contains(&meridian) && prefix <= 60).then_some(Crs::GaussKrueger { meridian, prefix })
    }

    /// `EPSG:32642`, or `CGCS2000-GK-66-22`.
    pub fn code(self) -> String {
        match self {
            Crs::Epsg(code) => format!("EPSG:{code}"),
            Crs::GaussKrueger { meridian, prefix } => format!("CGCS2000-GK-{meridian}-{prefix}"),
        }
    }

    /// Whether its numbers are degrees.
    pub const fn is_degrees(self) -> bool {
        matches!(self, Crs::Epsg(4326 | 4145 | 4490 | 4283))
    }

    /// Whether it is WGS 84 in degrees.
    pub const fn is_wgs84(self) -> bool {
        matches!(self, Crs::Epsg(4326))
    }

    /// The pinned datum operation; `None` where the datum stays.
    pub const fn operation(self) -> Option<&'static str> {
        match self {
            Crs::Epsg(4145 | 24311..=24313 | 24376 | 24377) => Some("EPSG:1247"),
            _ => None,
        }
    }

    /// How far the change of datum may be off, in metres; `None` where nobody knows.
    pub const fn accuracy_m(self) -> Option<f64> {
        match self {
            Crs::Epsg(4145 | 24311..=24313 | 24376 | 24377) => None,
            // CGCS2000 and GDA94 are taken as WGS 84: ITRF-type frames, equal within about a metre.
            Crs::Epsg(4490 | 4491..=4554 | 4283 | 28348..=28358) | Crs::GaussKrueger { .. } => Some(1.0),
            Crs::Epsg(_) => Some(0.0),
        }
    }

    fn definition(self) -> Option<String> {
        let tm = |meridian: u32, east: u32, datum: &str| format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={east} +y_0=0 {datum} +units=m");
        let utm = |zone: u32, north: u32, datum: &str| {
            let meridian = i64::from(zone) * 6 - 183;
            format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0={north} {datum} +units=m")
        };
        let lcc = |lat: f64, lon: f64| format!("+proj=lcc +lat_1={lat} +lat_0={lat} +lon_0={lon} +k_0=0.99878641 +x_0=2743196.4 +y_0=914398.8 {KALIANPUR} +units=m");
        Some(match self {
            Crs::Epsg(4326) => format!("+proj=longlat {WGS84}"),
            Crs::Epsg(4490 | 4283) => format!("+proj=longlat {GRS80}"),
            Crs::Epsg(4145) => format!("+proj=longlat {KALIANPUR}"),
            Crs::Epsg(c @ 32601..=32660) => utm(c - 32_600, 0, WGS84),
            Crs::Epsg(c @ 32701..=32760) => utm(c - 32_700, 10_000_000, WGS84),
            Crs::Epsg(c @ 28348..=28358) => utm(c - 28_300, 10_000_000, GRS80),
            Crs::Epsg(c @ 24311..=24313) => utm(c - 24_270, 0, KALIANPUR),
            Crs::Epsg(24376) => lcc(32.5, 68.0),
            Crs::Epsg(24377) => lcc(26.0, 74.0),
            Crs::Epsg(c @ 4491..=4501) => tm(75 + (c - 4491) * 6, (c - 4491 + 13) * 1_000_000 + 500_000, GRS80),
            Crs::Epsg(c @ 4502..=4512) => tm(75 + (c - 4502) * 6, 500_000, GRS80),
            Crs::Epsg(c @ 4513..=4533) => tm(75 + (c - 4513) * 3, (c - 4513 + 25) * 1_000_000 + 500_000, GRS80),
            Crs::Epsg(c @ 4534..=4554) => tm(75 + (c - 4534) * 3, 500_000, GRS80),
            Crs::GaussKrueger { meridian, prefix } => tm(meridian, prefix * 1_000_000 + 500_000, GRS80),
            Crs::Epsg(_) => return None,
        })
    }

    /// Systems that offices of the region use for metres: candidates when nothing is said.
    pub fn candidates() -> Vec<Crs> {
        [32641, 32642, 32643, 24311, 24312, 24313, 24376, 24377, 4326, 4534].map(Crs::Epsg).to_vec()
    }
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
        let both = crs.definition().and_then(|d| Some((Proj::from_proj_string(&d).ok()?, Proj::from_proj_string("+proj=longlat +ellps=WGS84 +towgs84=0,0,0").ok()?)));
        Placer { known: both.is_some(), from: both, degrees }
    }

    /// The corner on WGS 84; `None` when it cannot be placed.
    pub fn place(&self, corner: &[Number; 2]) -> Option<Point> {
        let Some((from, to)) = self.from.as_ref().filter(|_| self.known) else {
            let p = Point::new(corner[0].to_units()?, corner[1].to_units()?);
            return (self.known && p.in_range()).then_some(p);
        };
        let (x, y) = (corner[0].to_f64(), corner[1].to_f64());
        if self.degrees && (x.abs() > 180.0 || y.abs() > 90.0) || x.abs() > 1e8 || y.abs() > 1e8 {
            return None;
        }
        let mut p = if self.degrees { (x.to_radians(), y.to_radians(), 0.0) } else { (x, y, 0.0) };
        proj4rs::transform::transform(from, to, &mut p).ok()?;
        Point::from_degrees(p.0.to_degrees(), p.1.to_degrees())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn known_points_come_out_where_they_are() {
        for (crs, e, n, lon, lat) in [
            (Crs::Epsg(32641), 362_045.628, 3_238_735.836, 61.58, 29.27),
            (Crs::Epsg(32643), 437_748.719, 3_975_295.251, 74.31, 35.92),
            (Crs::GaussKrueger { meridian: 63, prefix: 0 }, 361_990.424, 3_240_031.849, 61.58, 29.27),
            (Crs::Epsg(4534), 437_723.808, 3_976_886.005, 74.31, 35.92),
            (Crs::Epsg(4513), 25_437_723.808, 3_976_886.005, 74.31, 35.92),
            (Crs::Epsg(4145), 61.58, 29.27, 61.580_778_85, 29.269_989_13),
            (Crs::Epsg(24311), 362_064.639, 3_238_473.0, 61.580_778_85, 29.269_989_13),
            (Crs::Epsg(24376), 2_119_516.215, 575_358.343, 61.580_778_85, 29.269_989_13),
            (Crs::Epsg(24377), 2_026_229.346, 944_054.787, 66.820_232_4, 26.089_7),
        ] {
            let p = Placer::new(&crs).place(&[Number::Float(e), Number::Float(n)]).unwrap();
            let off = if crs == Crs::Epsg(24377) { 1e-3 } else { 3e-8 };
            assert!((p.x as f64 / 1e8 - lon).abs() < off && (p.y as f64 / 1e8 - lat).abs() < off, "{crs:?} {p:?}");
        }
    }
}
