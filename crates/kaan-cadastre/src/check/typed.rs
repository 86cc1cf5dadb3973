//! Corners as people type them, one a line: decimal degrees, degrees with minutes and seconds in the
//! notations of three scripts, or metres of a grid.
//!
//! Called by the check's page. It never guesses which of two bare numbers is the longitude: the first is,
//! as the page says, unless the hemispheres are written.

use super::question::{Question, Unread};
use kaan_base::words;
use kaan_geo::crs::Crs;
use kaan_geo::notation::{Axis, degrees};

/// Most bytes of one line.
const LONGEST: usize = 200;
/// Units of 1e-8 degree in a degree.
const UNIT: f64 = 1e8;

/// Reads corners, one a line; an empty line ends an outline and begins another part. At most `most` corners.
/// A whole GeoJSON object or well-known text is read as what it is.
///
/// # Errors
/// Everything that is wrong: `corner-unread` for each line (counted from 1) up to twenty of them,
/// `empty-outline` without any corner, `too-many-corners`; those of [`read`](super::read) for GeoJSON.
pub fn typed(text: &str, crs: Crs, most: usize) -> Result<Question, Vec<Unread>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.trim_start();
    if first.starts_with('{') {
        let question = super::question::read(first.as_bytes(), most).map_err(|u| vec![u])?;
        // What the text does not say, the form beside it does.
        return Ok(if question.crs == Crs::WGS84 { Question { crs, ..question } } else { question });
    }
    if first.get(..7).is_some_and(|t| t.eq_ignore_ascii_case("POLYGON"))
        || first.get(..12).is_some_and(|t| t.eq_ignore_ascii_case("MULTIPOLYGON"))
    {
        return well_known(first, crs, most).ok_or_else(|| vec![Unread::new("wkt-broken", None)]);
    }
    lines(text, crs, most)
}

/// `POLYGON ((61 29, 62 29, …), (…))` and `MULTIPOLYGON (((…)))`: numbers alone between brackets.
fn well_known(text: &str, crs: Crs, most: usize) -> Option<Question> {
    let (mut polygons, mut rings, mut depth, mut count) = (Vec::new(), Vec::new(), 0usize, 0);
    let body = text.find('(').and_then(|at| text.get(at..))?;
    let deepest = if text.get(..5)?.eq_ignore_ascii_case("MULTI") { 3 } else { 2 };
    let mut rest = body;
    while let Some(at) = rest.find(['(', ')']) {
        let (before, sign) = rest.split_at(at);
        if sign.starts_with('(') {
            depth += 1;
        } else if depth == deepest {
            let ring: Vec<[f64; 2]> = before.split(',').map(position).collect::<Option<_>>()?;
            count += ring.len();
            rings.push(ring);
            depth -= 1;
        } else {
            depth = depth.checked_sub(1)?;
            if depth + 2 == deepest {
                polygons.push(std::mem::take(&mut rings));
            }
        }
        if depth > deepest || count > most {
            return None;
        }
        rest = sign.get(1..)?;
    }
    let whole = depth == 0 && rest.trim().is_empty() && count > 0;
    whole.then_some(Question { polygons, crs, closes_itself: false })
}

fn position(text: &str) -> Option<[f64; 2]> {
    let mut numbers = text.split_whitespace().map(|n| n.parse::<f64>().ok().filter(|v| v.is_finite()));
    Some([numbers.next()??, numbers.next()??])
}

fn lines(text: &str, crs: Crs, most: usize) -> Result<Question, Vec<Unread>> {
    let (mut rings, mut ring, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() {
            end(&mut ring, &mut rings);
            continue;
        }
        count += 1;
        if count > most {
            return Err(vec![Unread::new("too-many-corners", count.to_string())]);
        }
        match corner(line, crs) {
            Some(c) => ring.push(c),
            None if wrong.len() < 20 => wrong.push(Unread::new("corner-unread", (n + 1).to_string())),
            None => {}
        }
    }
    end(&mut ring, &mut rings);
    if wrong.is_empty() && rings.is_empty() {
        wrong.push(Unread::new("empty-outline", None));
    }
    if wrong.is_empty() { Ok(Question { polygons: rings, crs, closes_itself: true }) } else { Err(wrong) }
}

fn end(ring: &mut Vec<[f64; 2]>, rings: &mut Vec<Vec<Vec<[f64; 2]>>>) {
    if !ring.is_empty() {
        rings.push(vec![std::mem::take(ring)]);
    }
}

/// One corner: east (or longitude) and north (or latitude).
fn corner(line: &str, crs: Crs) -> Option<[f64; 2]> {
    if line.len() > LONGEST {
        return None;
    }
    let read = |text: &str| halves(text).find_map(|(a, b)| if crs.is_degrees() { angles(a, b) } else { metres(a, b) });
    read(line).or_else(|| read(unlabelled(line)?))
}

/// The line without the corner's own name before it: `1.`, `A)`, `Corner 3:`.
fn unlabelled(line: &str) -> Option<&str> {
    let at = line.char_indices().find(|(_, c)| matches!(c, ':' | ')' | '.' | '\t' | '、' | '：'))?;
    let label = &line[..at.0];
    let fit = label.chars().count() <= 12 && !label.is_empty();
    fit.then(|| line[at.0..].trim_start_matches(|c: char| matches!(c, ':' | ')' | '.' | '\t' | '、' | '：') || c.is_whitespace()))
}

/// Every way to cut a line in two, the likeliest first: by a strong sign, by a comma, between words.
fn halves(line: &str) -> impl Iterator<Item = (&str, &str)> {
    const STRONG: [char; 6] = [';', '；', '\t', '|', '،', '，'];
    let once = move |sign: char| {
        let mut parts = line.split(sign).map(str::trim).filter(|p| !p.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (Some(a), Some(b), None) => Some((a, b)),
            _ => None,
        }
    };
    let strong = STRONG.into_iter().filter_map(once);
    let comma = once(',').into_iter();
    // With decimal commas the comma that parts the numbers has a blank after it.
    let blank = line.split_once(", ").into_iter();
    let mut words: Vec<(&str, &str)> =
        line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(i, _)| line.split_at(i)).collect();
    // A cut that leaves as many numbers on both sides is likelier than one that does not.
    words.sort_by_key(|(a, b)| numbers(a).abs_diff(numbers(b)));
    let joined = hemispheres(line).into_iter();
    strong.chain(comma).chain(blank).chain(joined).chain(words)
}

/// How many runs of digits a text has.
fn numbers(text: &str) -> usize {
    let mut before = false;
    let mut count = 0;
    for c in text.chars() {
        let digit = c.is_numeric() || (before && matches!(c, '.' | '٫'));
        count += usize::from(digit && !before);
        before = digit;
    }
    count
}

/// The cut after a hemisphere's letter that nothing parts from the next number: `29°15'N61°35'E`.
fn hemispheres(line: &str) -> Option<(&str, &str)> {
    let at = line.char_indices().find(|(i, c)| *i > 0 && matches!(c.to_ascii_uppercase(), 'N' | 'S' | 'E' | 'W'))?;
    let cut = at.0 + at.1.len_utf8();
    (cut < line.len()).then(|| line.split_at(cut))
}

fn angles(a: &str, b: &str) -> Option<[f64; 2]> {
    let pair = |lon: &str, lat: &str| Some([degrees(lon, Axis::Lon)? as f64 / UNIT, degrees(lat, Axis::Lat)? as f64 / UNIT]);
    let says = |t: &str| t.chars().any(char::is_alphabetic);
    // A latitude is told from a longitude by its letters; bare numbers stand longitude first.
    pair(a, b).or_else(|| if says(a) || says(b) { pair(b, a) } else { None })
}

fn metres(a: &str, b: &str) -> Option<[f64; 2]> {
    let (first, second) = (metre(a)?, metre(b)?);
    let north = |w: Option<char>| matches!(w, Some('N' | '北' | 'ش'));
    let east = |w: Option<char>| matches!(w, Some('E' | '东' | 'م'));
    match (first.1, second.1) {
        (x, y) if north(x) && !north(y) || east(y) && !east(x) => Some([second.0, first.0]),
        (x, y) if north(x) && north(y) || east(x) && east(y) => None,
        _ => Some([first.0, second.0]),
    }
}

/// A number of metres and the first letter beside it.
fn metre(text: &str) -> Option<(f64, Option<char>)> {
    let mut word = None;
    let mut number = String::new();
    for c in text.trim().chars().map(words::digit) {
        match c {
            '0'..='9' | '.' | '-' | '+' => number.push(c),
            '٫' | '．' => number.push('.'),
            // Groups of thousands, and signs between a letter and its number.
            ',' | '٬' | '\'' | '=' | ':' => {}
            c if c.is_whitespace() => {}
            c if c.is_alphabetic() => word = word.or(Some(c.to_ascii_uppercase())),
            _ => return None,
        }
    }
    // The m of metres is no hemisphere.
    let word = word.filter(|w| *w != 'M');
    let value: f64 = number.parse().ok()?;
    value.is_finite().then_some((value, word))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn one(line: &str, crs: Crs) -> Option<[f64; 2]> {
        typed(line, crs, 10).ok().map(|q| q.polygons[0][0][0])
    }

    #[test]
    fn a_corner_is_read_in_the_notations_of_people() {
        let expected = Some([61.585, 29.25569444]);
        for line in [
            "61.585, 29.25569444",
            "61.585 29.25569444",
            "61.585;29.25569444",
            "61,585; 29,25569444",
            "61,585, 29,25569444",
            "1. 61.585 29.25569444",
            "A) 61.585, 29.25569444",
            "Corner 3: 61.585, 29.25569444",
            "29°15'20.5\"N 61°35'06\"E",
            "29°15'20.5\"N61°35'06\"E",
            "61°35′06″ E, 29°15′20.5″ N",
            "N29-15-20.5 E61-35-06",
            "29 15 20.5 N, 61 35 6 E",
            "61 35 6 29 15 20.5",
            "۶۱٫۵۸۵، ۲۹٫۲۵۵۶۹۴۴۴",
            "۲۹° ۱۵′ ۲۰٫۵″ شمال، ۶۱° ۳۵′ ۶″ مشرق",
            "北纬29°15′20.5″，东经61°35′06″",
        ] {
            assert_eq!(one(line, Crs::WGS84), expected, "{line}");
        }
    }

    #[test]
    fn metres_are_read_east_first_unless_letters_say_otherwise() {
        let utm = Crs::Epsg(32641);
        for line in [
            "362045.628 3238735.836",
            "362,045.628; 3,238,735.836",
            "N 3238735.836, E 362045.628",
            "362045.628 m E, 3238735.836 m N",
        ] {
            assert_eq!(one(line, utm), Some([362_045.628, 3_238_735.836]), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_line() {
        let wrong = typed("61.5, 29.2\nhill\n61.6, 29.2\n61.6", Crs::WGS84, 10).unwrap_err();
        assert_eq!(wrong, [Unread::new("corner-unread", "2".to_owned()), Unread::new("corner-unread", "4".to_owned())]);
        assert_eq!(typed(" \n", Crs::WGS84, 10).unwrap_err()[0].code, "empty-outline");
        assert_eq!(typed("1 1\n1 2\n2 2", Crs::WGS84, 2).unwrap_err()[0].code, "too-many-corners");
        assert_eq!(one("61.5 N, 29.2 N", Crs::WGS84), None);
    }

    #[test]
    fn an_empty_line_begins_another_part() {
        let q = typed("61 29\n62 29\n62 30\n\n63 29\n64 29\n64 30\n", Crs::WGS84, 10).unwrap();
        assert_eq!(q.polygons.iter().map(|p| p[0].len()).collect::<Vec<_>>(), [3, 3]);
    }

    #[test]
    fn geojson_and_well_known_text_are_read_as_what_they_are() {
        let g = typed(r#" {"type":"Polygon","coordinates":[[[61,29],[62,29],[62,30],[61,29]]]}"#, Crs::WGS84, 10).unwrap();
        let w = typed("POLYGON ((61 29, 62 29, 62 30, 61 29))", Crs::WGS84, 10).unwrap();
        assert_eq!(g, w);
        let m = typed(
            "multipolygon(((61 29,62 29,62 30,61 29),(61.5 29.1,61.6 29.1,61.6 29.2,61.5 29.1)),((70 29,71 29,71 30,70 29)))",
            Crs::WGS84,
            20,
        )
        .unwrap();
        assert_eq!(m.polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        for broken in [
            "POLYGON ((61 29, 62 29",
            "POLYGON",
            "POLYGON ((61 x))",
            "POLYGON ((61 29)) and more",
            "POLYGON (((61 29)))",
            "POLYGON ()",
        ] {
            assert_eq!(typed(broken, Crs::WGS84, 10).unwrap_err()[0].code, "wkt-broken", "{broken}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+0-9.,:;°'\"NSEW\t ۰-۹٫،北纬)]{0,60}") {
            let _ = (typed(&text, Crs::WGS84, 5), typed(&text, Crs::Epsg(32641), 5));
        }
    }
}
