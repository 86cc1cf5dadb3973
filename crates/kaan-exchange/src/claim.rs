//! What a file says about its coordinate system, understood.
//!
//! Called when a file is opened. Well-known text is read by its datum and parameters, because names
//! differ from program to program; title rows of sheets are read for the words that offices use. It
//! never picks a datum that nobody named, except WGS 84 for bare degrees, and says that it did.

use crate::stream::Claim;

/// A coordinate system by its definition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Named {
    /// An EPSG code.
    Epsg(u32),
    /// CGCS2000 / Gauss-Krüger with this central meridian, and the zone number in front of the easting
    /// or not. EPSG has none west of 75 E.
    GaussKrueger { meridian: u32, prefix: Option<u32> },
    /// Bare degrees: WGS 84 was taken.
    Assumed(u32),
    /// Each row names its own.
    ByRow,
    /// Something that is not understood or not supported.
    Unknown(String),
    /// Nothing is said; these would fit the form of the numbers.
    Missing(Vec<Named>),
}

/// Understands a claim.
pub(crate) fn understand(claim: &Claim) -> Named {
    match claim {
        Claim::Epsg(code) => Named::Epsg(*code),
        Claim::Wgs84 => Named::Epsg(4326),
        Claim::Wkt(text) => of_wkt(text),
        Claim::Words(name) => of_name(name),
        Claim::Sheet { words, degrees, prefix } => of_sheet(words, *degrees, *prefix),
        Claim::ByRow => Named::ByRow,
        Claim::Absent => Named::Missing(Vec::new()),
    }
}

/// `EPSG:32642`, `urn:ogc:def:crs:EPSG::32642`, `http://www.opengis.net/def/crs/EPSG/0/4326`, `CRS84`.
fn of_name(name: &str) -> Named {
    let upper = name.to_ascii_uppercase();
    if upper.ends_with("CRS84") {
        return Named::Epsg(4326);
    }
    let code = upper.rsplit([':', '/', '#']).next().and_then(|c| c.parse().ok());
    match code {
        Some(code) if upper.contains("EPSG") => Named::Epsg(code),
        _ => Named::Unknown(name.to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Datum {
    Wgs84,
    Kalianpur1962,
    Cgcs2000,
    Gda94,
}

/// A `.prj` or a GeoPackage definition: WKT 1 of ESRI and OGC, and WKT 2.
fn of_wkt(text: &str) -> Named {
    let upper = text.to_ascii_uppercase();
    if let Some(code) = own_code(&upper) {
        return Named::Epsg(code);
    }
    let unknown = || Named::Unknown(text.split('"').nth(1).unwrap_or(text).chars().take(120).collect());
    let Some(datum) = datum_of_wkt(&upper) else { return unknown() };
    if !upper.trim_start().starts_with("PROJC") {
        return Named::Epsg(match datum {
            Datum::Wgs84 => 4326,
            Datum::Kalianpur1962 => 4145,
            Datum::Cgcs2000 => 4490,
            Datum::Gda94 => 4283,
        });
    }
    let metres = upper.rfind("UNIT[").is_some_and(|at| upper[at..].contains("METRE") || upper[at..].contains("METER"));
    if !metres {
        return unknown();
    }
    projected(datum, &upper).unwrap_or_else(unknown)
}

/// The code of the whole definition: the last AUTHORITY or ID, at the outermost level.
fn own_code(upper: &str) -> Option<u32> {
    let (mut depth, mut found) = (0i32, None);
    for (at, c) in upper.char_indices() {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            'A' | 'I' if depth == 1 => {
                let rest = &upper[at..];
                let body = rest.strip_prefix("AUTHORITY[\"EPSG\",").or_else(|| rest.strip_prefix("ID[\"EPSG\","));
                found = body
                    .and_then(|b| b.trim_start_matches('"').split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
                    .or(found);
            }
            _ => {}
        }
    }
    found
}

fn datum_of_wkt(upper: &str) -> Option<Datum> {
    let name = ["DATUM[\"", "ENSEMBLE[\""].iter().find_map(|k| upper.split(k).nth(1))?.split('"').next()?;
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    [
        ("WGS1984", Datum::Wgs84),
        ("WORLDGEODETICSYSTEM1984", Datum::Wgs84),
        ("WGS84", Datum::Wgs84),
        ("KALIANPUR1962", Datum::Kalianpur1962),
        ("CHINA2000", Datum::Cgcs2000),
        ("CGCS2000", Datum::Cgcs2000),
        ("CHINAGEODETICCOORDINATESYSTEM2000", Datum::Cgcs2000),
        ("GDA1994", Datum::Gda94),
        ("GDA94", Datum::Gda94),
        ("GEOCENTRICDATUMOFAUSTRALIA1994", Datum::Gda94),
    ]
    .iter()
    .find(|(word, _)| plain.contains(word))
    .map(|(_, datum)| *datum)
}

fn parameter(upper: &str, names: &[&str]) -> Option<f64> {
    names.iter().find_map(|name| {
        let rest = upper.split(&format!("PARAMETER[\"{name}\",")).nth(1)?;
        rest.split([']', ',']).next()?.trim().parse().ok()
    })
}

fn projected(datum: Datum, upper: &str) -> Option<Named> {
    let get = |names: &[&str]| parameter(upper, names);
    let meridian = get(&["CENTRAL_MERIDIAN", "LONGITUDE OF NATURAL ORIGIN", "LONGITUDE_OF_CENTER"])?;
    let east = get(&["FALSE_EASTING", "FALSE EASTING"])?;
    let north = get(&["FALSE_NORTHING", "FALSE NORTHING"]).unwrap_or(0.0);
    let scale = get(&["SCALE_FACTOR", "SCALE FACTOR AT NATURAL ORIGIN"]).unwrap_or(1.0);
    let whole = |v: f64| (v >= 0.0 && v.fract() == 0.0).then_some(v as u32);
    if upper.contains("LAMBERT") {
        let latitude = get(&["LATITUDE_OF_ORIGIN", "LATITUDE OF NATURAL ORIGIN", "STANDARD_PARALLEL_1"])?;
        let code = match (datum, latitude, meridian) {
            (Datum::Kalianpur1962, 32.5, 68.0) => 24376,
            (Datum::Kalianpur1962, 26.0, 74.0) => 24377,
            _ => return None,
        };
        return Some(Named::Epsg(code));
    }
    if !(upper.contains("TRANSVERSE") || upper.contains("GAUSS")) {
        return None;
    }
    let zone = whole((meridian + 183.0) / 6.0).unwrap_or(0);
    let utm = scale == 0.9996 && east == 500_000.0 && (1..=60).contains(&zone);
    let code = match (datum, utm, north == 10_000_000.0) {
        (Datum::Wgs84, true, false) => 32_600 + zone,
        (Datum::Wgs84, true, true) => 32_700 + zone,
        (Datum::Gda94, true, true) => 28_300 + zone,
        (Datum::Kalianpur1962, true, false) if (41..=43).contains(&zone) => 24_270 + zone,
        (Datum::Cgcs2000, false, false) if scale == 1.0 => {
            let prefix = whole((east - 500_000.0) / 1e6)?;
            return Some(gauss_krueger(whole(meridian)?, (prefix > 0).then_some(prefix)));
        }
        _ => return None,
    };
    Some(Named::Epsg(code))
}

/// The EPSG code of a Gauss-Krüger system where there is one.
fn gauss_krueger(meridian: u32, prefix: Option<u32>) -> Named {
    match prefix {
        Some(zone) if zone * 3 == meridian && (25..=45).contains(&zone) => Named::Epsg(4513 + zone - 25),
        Some(zone) if zone * 6 == meridian + 3 && (13..=23).contains(&zone) => Named::Epsg(4491 + zone - 13),
        None if (75..=135).contains(&meridian) && meridian.is_multiple_of(3) => Named::Epsg(4534 + (meridian - 75) / 3),
        _ => Named::GaussKrueger { meridian, prefix },
    }
}

/// The words of a sheet's title rows and headings.
fn of_sheet(words: &str, degrees: bool, prefix: Option<u32>) -> Named {
    let text: String = super::read::western(words).to_lowercase();
    let has = |list: &[&str]| list.iter().any(|w| text.contains(w));
    if let Some(code) = text.split("epsg").nth(1).and_then(first_number) {
        return Named::Epsg(code);
    }
    if has(&[
        "西安",
        "xian 1980",
        "xian80",
        "北京54",
        "1954年北京",
        "北京坐标",
        "beijing 1954",
        "kalianpur 1937",
        "kalianpur 1880",
        "kalianpur 1975",
    ]) {
        return Named::Unknown(words.chars().take(120).collect());
    }
    let datum = if has(&["kalianpur", "everest"]) {
        Some(Datum::Kalianpur1962)
    } else if has(&["cgcs2000", "cgcs 2000", "2000国家大地", "国家2000", "大地2000", "china 2000"]) {
        Some(Datum::Cgcs2000)
    } else if has(&["wgs84", "wgs 84", "wgs-84", "wgs1984", "wgs 1984"]) {
        Some(Datum::Wgs84)
    } else {
        None
    };
    if degrees {
        return match datum {
            Some(Datum::Kalianpur1962) => Named::Epsg(4145),
            Some(Datum::Cgcs2000) => Named::Epsg(4490),
            Some(_) => Named::Epsg(4326),
            None => Named::Assumed(4326),
        };
    }
    metres(&text, datum, prefix)
}

fn metres(text: &str, datum: Option<Datum>, prefix: Option<u32>) -> Named {
    let after = |words: &[&str]| words.iter().find_map(|w| text.split(w).nth(1).and_then(first_number));
    let meridian = after(&["中央子午线", "中央经线", "central meridian", "cm "]).filter(|m| (60..=135).contains(m));
    let width = [
        ("3度", 3),
        ("三度", 3),
        ("3°", 3),
        ("3-degree", 3),
        ("3 degree", 3),
        ("6度", 6),
        ("六度", 6),
        ("6°", 6),
        ("6-degree", 6),
        ("6 degree", 6),
    ];
    let width = width.iter().find(|(w, _)| text.contains(w)).map(|(_, n)| *n);
    if let Some(zone) = prefix {
        let (three, six) = (gauss_krueger(zone * 3, prefix), gauss_krueger((zone * 6).saturating_sub(3), prefix));
        return match (width, meridian) {
            (Some(3), _) => three,
            (Some(6), _) => six,
            (_, Some(m)) if m == zone * 3 => three,
            (_, Some(m)) if m + 3 == zone * 6 => six,
            // Zones 13 to 23 of six degrees and 24 to 45 of three cover China; of three degrees, 20 to 23
            // lie in Pakistan.
            _ if zone <= 19 => six,
            _ if zone >= 24 => three,
            _ => Named::Missing(vec![three, six]),
        };
    }
    if let (Some(meridian), None | Some(Datum::Cgcs2000)) = (meridian, datum) {
        return gauss_krueger(meridian, None);
    }
    let zone = after(&["utm zone", "utm-zone", "utm", "zone"]).filter(|z| (1..=60).contains(z));
    match (zone, datum) {
        (Some(zone), Some(Datum::Kalianpur1962)) if (41..=43).contains(&zone) => Named::Epsg(24_270 + zone),
        (Some(zone), Some(Datum::Wgs84)) => Named::Epsg(32_600 + zone),
        (Some(zone), None) => Named::Assumed(32_600 + zone),
        _ => Named::Missing(Vec::new()),
    }
}

/// The number a text begins with, after blanks and punctuation.
fn first_number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utm(datum: &str, meridian: f64, scale: f64, east: f64) -> String {
        format!(
            "PROJCS[\"x\",GEOGCS[\"g\",DATUM[\"{datum}\",SPHEROID[\"s\",6378137.0,298.25]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",{east:.1}],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{meridian:.1}],PARAMETER[\"Scale_Factor\",{scale}],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
        )
    }

    #[test]
    fn projections_are_known_by_their_parameters() {
        for (text, named) in [
            (utm("D_WGS_1984", 69.0, 0.9996, 500_000.0), Named::Epsg(32642)),
            (utm("D_Kalianpur_1962", 63.0, 0.9996, 500_000.0), Named::Epsg(24311)),
            (utm("D_China_2000", 75.0, 1.0, 25_500_000.0), Named::Epsg(4513)),
            (utm("D_China_2000", 75.0, 1.0, 500_000.0), Named::Epsg(4534)),
            (utm("D_China_2000", 75.0, 1.0, 13_500_000.0), Named::Epsg(4491)),
            (utm("D_China_2000", 66.0, 1.0, 22_500_000.0), Named::GaussKrueger { meridian: 66, prefix: Some(22) }),
        ] {
            assert_eq!(of_wkt(&text), named);
        }
        assert!(matches!(of_wkt(&utm("D_Pulkovo_1942", 69.0, 1.0, 500_000.0)), Named::Unknown(_)));
        assert_eq!(
            of_wkt("GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]]]"),
            Named::Epsg(4326)
        );
        assert_eq!(
            of_wkt("PROJCS[\"x\",GEOGCS[\"y\",AUTHORITY[\"EPSG\",\"4326\"]],AUTHORITY[\"EPSG\",\"32643\"]]"),
            Named::Epsg(32643)
        );
    }

    #[test]
    fn title_rows_are_understood() {
        for (words, degrees, prefix, named) in [
            ("矿区范围拐点坐标（2000国家大地坐标系，3度带，中央子午线75°） 拐点号 X Y", false, Some(25), Named::Epsg(4513)),
            ("点号 X坐标 Y坐标 备注", false, Some(13), Named::Epsg(4491)),
            ("2000国家大地坐标系 6度带", false, Some(21), Named::Epsg(4499)),
            ("CGCS2000 中央子午线66", false, None, Named::GaussKrueger { meridian: 66, prefix: None }),
            (
                "Coordinates taken from a Survey of Pakistan toposheet, datum Everest / Kalianpur 1962",
                true,
                None,
                Named::Epsg(4145),
            ),
            ("Kalianpur 1962 UTM zone 42", false, None, Named::Epsg(24312)),
            ("Corner Latitude Longitude", true, None, Named::Assumed(4326)),
            ("Point Easting Northing", false, None, Named::Missing(Vec::new())),
            ("WGS 84 / UTM zone 42N", false, None, Named::Epsg(32642)),
        ] {
            assert_eq!(of_sheet(words, degrees, prefix), named, "{words}");
        }
        assert!(matches!(of_sheet("1980西安坐标系", false, Some(25)), Named::Unknown(_)));
        assert!(matches!(of_sheet("点号 X Y", false, Some(22)), Named::Missing(v) if v.len() == 2));
    }

    #[test]
    fn names_of_systems() {
        assert_eq!(of_name("urn:ogc:def:crs:EPSG::32642"), Named::Epsg(32642));
        assert_eq!(of_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Named::Epsg(4326));
        assert_eq!(of_name("EPSG:4326"), Named::Epsg(4326));
        assert_eq!(of_name("my own"), Named::Unknown("my own".into()));
    }
}
