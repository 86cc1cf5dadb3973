//! The parameters of a request for features, read strictly (OGC API Features 1.0, clauses 7.5 and 7.15).
//!
//! Called by the OGC interface; pure. It never guesses: an unknown, repeated or malformed parameter
//! is named, all of them at once, and nothing is then asked of a collection.

use crate::ogc::feature::Crs;
use kaan_base::{Instant, Problem};
use kaan_geo::Bounds;
use kaan_web::{Column, ColumnKind};

/// Most features of one answer; a larger `limit` is lowered to it (requirement 21, /req/core/fc-limit-response-1).
pub const MOST: u32 = 10_000;
/// Features of one answer when nobody says.
pub const USUAL: u32 = 100;
/// The longest value of a parameter, in bytes.
const LONGEST: usize = 2_000;
/// Units of 1e-8 degree in a degree.
const UNIT: i64 = 100_000_000;

/// A request for features of one collection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Items {
    /// The box in 1e-8 degree of WGS 84; when it crosses the antimeridian, over all longitudes.
    pub bbox: Option<Bounds>,
    /// Where the box crosses the antimeridian: its western edge and its eastern edge.
    pub wraps: Option<(i64, i64)>,
    /// Features wanted.
    pub limit: u32,
    /// The token of a `next` link, still sealed.
    pub after: Option<String>,
    /// The system of the answer's coordinates.
    pub crs: Crs,
    /// Columns that must equal a value.
    pub equals: Vec<(String, String)>,
    /// All parameters but `after` and `f`, as given, for links.
    pub kept: Vec<(String, String)>,
}

/// Reads the parameters of `/items`.
///
/// # Errors
/// Every problem that there is: `unknown-parameter`, `repeated-parameter`, `wrong-limit`,
/// `wrong-bbox`, `wrong-crs`, `wrong-datetime`, `parameter-too-long`.
pub fn items(pairs: &[(String, String)], columns: &[Column]) -> Result<Items, Vec<Problem>> {
    let mut out = Items { limit: USUAL, ..Items::default() };
    let mut wrong = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let swapped = pairs.iter().any(|(k, v)| k == "bbox-crs" && Crs::of(v) == Some(Crs::LatLon));
    for (name, value) in pairs {
        if seen.contains(&name.as_str()) {
            wrong.push(Problem::invalid("repeated-parameter").at(name.as_str()));
            continue;
        }
        seen.push(name);
        if value.len() > LONGEST {
            wrong.push(Problem::invalid("parameter-too-long").at(name.as_str()).with("most", LONGEST));
        } else if let Err(problem) = item(&mut out, (name, value), columns, swapped) {
            wrong.push(problem);
        }
        if !matches!(name.as_str(), "after" | "f") {
            out.kept.push((name.clone(), value.clone()));
        }
    }
    if wrong.is_empty() { Ok(out) } else { Err(wrong) }
}

fn item(out: &mut Items, (name, value): (&str, &str), columns: &[Column], swapped: bool) -> Result<(), Problem> {
    match name {
        "f" => {}
        "limit" => out.limit = limit(value).ok_or_else(|| Problem::invalid("wrong-limit").at("limit").with("most", MOST))?,
        "bbox" => (out.bbox, out.wraps) = bbox(value, swapped).ok_or_else(|| Problem::invalid("wrong-bbox").at("bbox"))?,
        "crs" => out.crs = crs(&[(name.to_owned(), value.to_owned())])?,
        "bbox-crs" => drop(Crs::of(value).ok_or_else(|| Problem::invalid("wrong-crs").at("bbox-crs"))?),
        // No collection names one of its days as the feature's own time, so every feature matches a
        // time that is well written (clause 7.15.4); a badly written one is still refused.
        "datetime" if datetime(value) => {}
        "datetime" => return Err(Problem::invalid("wrong-datetime").at("datetime")),
        "after" => out.after = Some(value.to_owned()),
        column if columns.iter().any(|c| c.name == column && is_queryable(c.kind)) => {
            out.equals.push((name.to_owned(), value.to_owned()));
        }
        _ => return Err(Problem::invalid("unknown-parameter").at(name)),
    }
    Ok(())
}

/// The system that `crs` asks for; CRS84 when nobody says.
///
/// # Errors
/// `wrong-crs`.
pub fn crs(pairs: &[(String, String)]) -> Result<Crs, Problem> {
    let asked = pairs.iter().find(|(k, _)| k == "crs");
    asked.map_or(Ok(Crs::default()), |(_, v)| Crs::of(v).ok_or_else(|| Problem::invalid("wrong-crs").at("crs")))
}

/// Whether a column may be asked for by `?column=value`: all but measured numbers.
pub fn is_queryable(kind: ColumnKind) -> bool {
    !matches!(kind, ColumnKind::Real)
}

/// A whole number of at least 1; more than [`MOST`] is lowered.
fn limit(text: &str) -> Option<u32> {
    at_least_one(text).map(|n| n.min(u64::from(MOST)) as u32)
}

/// A whole number of at least 1, in digits; what is beyond all counting becomes the greatest there is.
pub fn at_least_one(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX)).filter(|n| *n > 0)
}

type Boxed = (Option<Bounds>, Option<(i64, i64)>);

/// Four numbers (west, south, east, north), or six with heights, which nothing here has.
///
/// `swapped` is for systems with latitude first.
fn bbox(text: &str, swapped: bool) -> Option<Boxed> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [w, s, e, n] = match parts.as_slice() {
        [w, s, e, n] => [*w, *s, *e, *n],
        [w, s, low, e, n, high] => {
            let heights = (low.parse::<f64>().ok()?, high.parse::<f64>().ok()?);
            (heights.0.is_finite() && heights.1.is_finite() && heights.0 <= heights.1).then_some([*w, *s, *e, *n])?
        }
        _ => return None,
    };
    let [w, s, e, n] = if swapped { [s, w, n, e] } else { [w, s, e, n] };
    let (west, south) = (degrees(w, 180)?.0, degrees(s, 90)?.0);
    let (east, north) = (degrees(e, 180)?.1, degrees(n, 90)?.1);
    if south > north {
        return None;
    }
    let bounds = |x0, x1| Bounds { x0, y0: south, x1, y1: north };
    if west > east {
        return Some((Some(bounds(-180 * UNIT, 180 * UNIT)), Some((west, east))));
    }
    Some((Some(bounds(west, east)), None))
}

/// Decimal degrees up to `most`, as the whole units of 1e-8 degree below and above.
fn degrees(text: &str, most: i64) -> Option<(i64, i64)> {
    let (negative, plain) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |t: &str| t.len() <= 40 && t.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) {
        return None;
    }
    let short = whole.trim_start_matches('0');
    let degrees: i64 = if short.is_empty() { 0 } else { (short.len() <= 3).then(|| short.parse().ok())?? };
    let (near, rest) = part.split_at(part.len().min(8));
    let fine: i64 = format!("{near:0<8}").parse().ok()?;
    let (low, more) = (degrees * UNIT + fine, rest.bytes().any(|b| b != b'0'));
    let high = low + i64::from(more);
    let (low, high) = if negative { (-high, -low) } else { (low, high) };
    (low >= -most * UNIT && high <= most * UNIT).then_some((low, high))
}

/// A moment or an interval of RFC 3339 moments, open at either end with `..` or nothing (clause 7.15.4).
fn datetime(text: &str) -> bool {
    // A plus sign of an offset arrives as a space when nobody encoded it.
    let moment = |t: &str| Instant::parse(&t.replace(' ', "+")).ok().or_else(|| day(t));
    match text.split_once('/') {
        None => moment(text).is_some(),
        Some((from, to)) => {
            let open = |t: &str| matches!(t, "" | "..");
            match (open(from), open(to)) {
                (true, true) => false,
                (true, false) => moment(to).is_some(),
                (false, true) => moment(from).is_some(),
                (false, false) => matches!((moment(from), moment(to)), (Some(a), Some(b)) if a <= b),
            }
        }
    }
}

/// A day alone is taken for its first moment: many clients send one.
fn day(text: &str) -> Option<Instant> {
    (text.len() == 10).then(|| Instant::parse(&format!("{text}T00:00:00Z")).ok())?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: &[Column] =
        &[Column { name: "status", kind: ColumnKind::Text, about: "" }, Column { name: "area", kind: ColumnKind::Real, about: "" }];

    fn read(text: &str) -> Result<Items, Vec<String>> {
        let pairs: Vec<(String, String)> = text
            .split('&')
            .filter(|p| !p.is_empty())
            .map(|p| p.split_once('=').map_or((p.to_owned(), String::new()), |(a, b)| (a.to_owned(), b.to_owned())))
            .collect();
        items(&pairs, COLUMNS).map_err(|e| e.into_iter().map(|p| format!("{} {}", p.code, p.place.unwrap_or_default())).collect())
    }

    #[test]
    fn good_parameters_are_read() {
        let it =
            read("limit=20000&bbox=60.8,-23.5,77.123456789,37&status=granted&f=json&datetime=2013-01-01T00:00:00Z/..").unwrap();
        assert_eq!(it.limit, MOST);
        assert_eq!(it.bbox, Some(Bounds { x0: 6_080_000_000, y0: -2_350_000_000, x1: 7_712_345_679, y1: 3_700_000_000 }));
        assert_eq!(it.equals, [("status".to_owned(), "granted".to_owned())]);
        assert_eq!(it.kept.len(), 4, "all but f");
        assert_eq!(read("").unwrap().limit, USUAL);
        assert!(read("bbox=60,23,0,77,37,100").is_ok());
        let latlon = read("bbox=23,60,37,77&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326").unwrap();
        assert_eq!(latlon.bbox, read("bbox=60,23,77,37").unwrap().bbox);
        assert!(read("crs=EPSG:3857").is_err());
        assert_eq!(read("bbox=170,-20,-170,20").unwrap().wraps, Some((17_000_000_000, -17_000_000_000)));
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let found = read("limit=0&bbox=1,2,3&colour=red&datetime=yesterday&limit=5&area=3").unwrap_err();
        assert_eq!(
            found,
            [
                "wrong-limit limit",
                "wrong-bbox bbox",
                "unknown-parameter colour",
                "wrong-datetime datetime",
                "repeated-parameter limit",
                "unknown-parameter area"
            ]
        );
    }

    #[test]
    fn wrong_boxes_and_times_are_refused() {
        for bad in [
            "",
            "1,2,3,4,5",
            "a,b,c,d",
            "NaN,1,2,3",
            "1,5,2,4",
            "181,0,182,1",
            "0,0,0,91",
            "1e2,0,101,1",
            "0,0,,1",
            "0,0,5,1,1,0",
            "inf,0,1,1",
            "1,2,3,9999999999999999999999",
        ] {
            assert!(read(&format!("bbox={bad}")).is_err(), "{bad}");
        }
        for bad in ["", "..", "../..", "2020", "2021-01-01T00:00:00Z/2020-01-01T00:00:00Z", "a/b", "2020-13-01T00:00:00Z"] {
            assert!(read(&format!("datetime={bad}")).is_err(), "{bad}");
        }
        for good in ["2020-01-01T00:00:00Z", "../2020-01-01T00:00:00Z", "2020-01-01T00:00:00+05:00/", "2020-01-01/2021-01-01"] {
            assert!(read(&format!("datetime={good}")).is_ok(), "{good}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(name in "[a-z]{0,8}|bbox|limit|datetime|after", value in "\\PC{0,60}|[-0-9.,eE]{0,40}") {
            let _ = items(&[(name, value)], COLUMNS);
        }

        #[test]
        fn degrees_hold_what_was_written(units in -18_000_000_000i64..=18_000_000_000) {
            let text = format!("{}{}.{:08}", if units < 0 { "-" } else { "" }, units.abs() / UNIT, units.abs() % UNIT);
            prop_assert_eq!(degrees(&text, 180), Some((units, units)));
        }
    }
}
