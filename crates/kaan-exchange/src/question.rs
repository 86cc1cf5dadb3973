//! What a person must answer before a file is used, because the file does not say it or contradicts itself.
//!
//! Called when a file is opened, on the features read ahead. Each question names the answers that would
//! make sense; it never picks one.

use crate::claim::Named;
use crate::feature::{Column, RawFeature};
use crate::geo::{self, Crs, Point};
use crate::number::Number;
use crate::options::Options;
use crate::reader::{CrsClaim, Source, expected, raw_bounds};

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Nothing says which coordinate system; these would put the ground where it is expected.
    CrsMissing {
        /// Likely answers, for [`Options::crs`].
        plausible: Vec<Crs>,
    },
    /// The stated system cannot hold these numbers: degrees that are metres, or the other way round.
    CrsContradictsCoordinates {
        /// What the file says.
        stated: Crs,
        /// Likely answers.
        plausible: Vec<Crs>,
    },
    /// The file's own columns place it elsewhere.
    CrsContradictsAttributes {
        /// What the file says.
        stated: Crs,
        /// The columns that disagree.
        columns: String,
    },
    /// The coordinates make sense the other way round, and lie outside the expected ground as they are.
    AxesLookSwapped,
    /// The system is named, but there is no transformation for it.
    DatumNotSupported {
        /// The name in the file.
        name: String,
    },
}

impl Question {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Question::CrsMissing { .. } => "crs-missing",
            Question::CrsContradictsCoordinates { .. } => "crs-contradicts-coordinates",
            Question::CrsContradictsAttributes { .. } => "crs-contradicts-attributes",
            Question::AxesLookSwapped => "axes-look-swapped",
            Question::DatumNotSupported { .. } => "datum-not-supported",
        }
    }

    /// The systems that would be likely answers.
    pub fn plausible(&self) -> &[Crs] {
        match self {
            Question::CrsMissing { plausible } | Question::CrsContradictsCoordinates { plausible, .. } => plausible,
            _ => &[],
        }
    }
}

/// All questions about a file, from what it says and its first features.
pub(crate) fn all(source: &Source, seen: &[&RawFeature], columns: &[Column], named: &Named, options: &Options) -> Vec<Question> {
    let Some(bounds) = raw_bounds(seen) else {
        return about_names(source, named, seen, options);
    };
    let mut questions = about_names(source, named, seen, options);
    let degrees = bounds[0] >= -180.0 && bounds[2] <= 360.0 && bounds[1] >= -180.0 && bounds[3] <= 180.0;
    if let CrsClaim::Stated(crs) | CrsClaim::Assumed(crs) = source.crs {
        if crs.is_degrees() != degrees {
            // Bare numbers that cannot be degrees contradict nobody: nothing was said.
            questions.push(match source.crs {
                CrsClaim::Assumed(_) => Question::CrsMissing { plausible: plausible(seen, options) },
                _ => Question::CrsContradictsCoordinates { stated: crs, plausible: plausible(seen, options) },
            });
        } else if let Some(columns) = contradicting(columns, seen, &crs) {
            questions.push(Question::CrsContradictsAttributes { stated: crs, columns });
        }
    }
    if questions.is_empty() && options.swap_axes.is_none() && degrees && look_swapped(source, seen, options) {
        questions.push(Question::AxesLookSwapped);
    }
    questions
}

fn about_names(source: &Source, named: &Named, seen: &[&RawFeature], options: &Options) -> Vec<Question> {
    match &source.crs {
        CrsClaim::Missing => {
            let mut likely: Vec<Crs> = match named {
                Named::Missing(named) => named.iter().filter_map(geo::crs_of).collect(),
                _ => Vec::new(),
            };
            if likely.is_empty() {
                likely = plausible(seen, options);
            }
            vec![Question::CrsMissing { plausible: likely }]
        }
        CrsClaim::ByRow if seen.iter().any(|f| f.geometry.epsg.is_none() && !f.geometry.corners.is_empty()) => {
            vec![Question::CrsMissing { plausible: plausible(seen, options) }]
        }
        CrsClaim::ByRow => {
            let unknown = seen.iter().filter_map(|f| f.geometry.epsg).find(|code| Crs::by_epsg(*code).is_none());
            unknown.map(|code| Question::DatumNotSupported { name: format!("EPSG:{code}") }).into_iter().collect()
        }
        CrsClaim::Unsupported(name) => vec![Question::DatumNotSupported { name: name.clone() }],
        _ => Vec::new(),
    }
}

/// The systems that put the first corners onto expected ground; all candidates where none is expected.
fn plausible(seen: &[&RawFeature], options: &Options) -> Vec<Crs> {
    let corners: Vec<[Number; 2]> = seen.iter().filter_map(|f| f.geometry.corners.first().copied()).take(50).collect();
    let fits = |crs: &Crs| {
        let placer = geo::Placer::new(crs);
        corners
            .iter()
            .all(|c| geo::place(&placer, c).is_some_and(|p| options.expected.is_empty() || expected(&options.expected, p)))
    };
    Crs::candidates().into_iter().filter(|crs| !corners.is_empty() && fits(crs)).collect()
}

/// Whether most corners lie outside the expected ground as they stand, and inside when exchanged.
fn look_swapped(source: &Source, seen: &[&RawFeature], options: &Options) -> bool {
    if options.expected.is_empty() {
        return false;
    }
    let (mut right, mut exchanged, mut all) = (0usize, 0usize, 0usize);
    for feature in seen {
        let Ok(crs) = source.crs_of(feature) else { continue };
        let placer = geo::Placer::new(&crs);
        let inside = |c: &[Number; 2]| geo::place(&placer, c).is_some_and(|p: Point| expected(&options.expected, p));
        for corner in &feature.geometry.corners {
            all += 1;
            right += usize::from(inside(corner));
            exchanged += usize::from(inside(&[corner[1], corner[0]]));
        }
    }
    right * 10 < all && exchanged * 10 > all * 9
}

/// Columns that hold longitude and latitude more than a degree away from the geometry.
fn contradicting(columns: &[Column], seen: &[&RawFeature], crs: &Crs) -> Option<String> {
    let find = |names: &[&str]| columns.iter().position(|c| names.contains(&c.name.to_ascii_lowercase().as_str()));
    let lon = find(&["lon", "long", "longitude", "lon_dd", "long_dd"])?;
    let lat = find(&["lat", "latitude", "lat_dd"])?;
    let placer = geo::Placer::new(crs);
    let (mut apart, mut all) = (0usize, 0usize);
    for feature in seen {
        let number =
            |at: usize| feature.value(at).to_text().and_then(|t| Number::parse(t.trim().as_bytes())).and_then(Number::to_units);
        let (Some(x), Some(y), Some(corner)) = (number(lon), number(lat), feature.geometry.corners.first()) else { continue };
        let Some(p) = geo::place(&placer, corner) else { continue };
        all += 1;
        apart += usize::from((p.x - x).abs() > 100_000_000 || (p.y - y).abs() > 100_000_000);
    }
    (all > 0 && apart * 2 > all).then(|| format!("{}, {}", columns[lon].name, columns[lat].name))
}
