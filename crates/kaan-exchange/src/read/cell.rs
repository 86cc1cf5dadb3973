//! One cell of a table: numbers in the digits and separators that people type.
//!
//! Used by the table reader. Degrees in notation (29°15'20.5"N) are read by [`crate::geo::notation`];
//! here are metres, lists of pairs, and zones. It never guesses a coordinate system.

use crate::number::Number;
use kaan_base::words;

/// Digits and signs of Urdu, Persian, Arabic and full-width writing as Western ones.
pub(crate) fn western(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '٫' | '．' => Some('.'),
            '٬' | '’' | '\'' => None,
            '，' | '،' => Some(','),
            '；' | '؛' => Some(';'),
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => Some(' '),
            '−' | '–' | '－' => Some('-'),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
            c => Some(words::digit(c)),
        })
        .collect()
}

/// A plain number: `405646.48`, `3 223 784,74`, `3,223,784.74`, `405646.48 m`, `４０５６`.
pub(crate) fn metres(cell: &str) -> Option<Number> {
    if let Some(number) = Number::parse(cell.as_bytes()) {
        return Some(number);
    }
    let text = western(cell);
    let text = text.trim();
    let letters = |c: char| c.is_alphabetic() || c == '米';
    let text = text.trim_end_matches(letters).trim_start_matches(letters).trim();
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let plain: String = match (dots, commas) {
        (_, 0) => text.split(' ').collect(),
        // One comma and no point: a decimal comma, unless it cuts off exactly three digits of a
        // number that has more in front than a degree would.
        (0, 1) if !thousands(text) => text.replace(',', ".").split(' ').collect(),
        (0 | 1, _) if thousands(text) => text.replace(',', "").split(' ').collect(),
        _ => return None,
    };
    Number::parse(plain.as_bytes())
}

/// Whether every comma is followed by a group of three digits, and none by a fourth.
fn thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !text.split('.').skip(1).any(|p| p.contains(','))
        && (1..=3).contains(&first.len())
        && rest.iter().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
        && (rest.len() >= 2 || (rest.len() == 1 && first.len() == 3))
}

/// Whether a cell holds well-known text or a list of at least three pairs of numbers.
pub(crate) fn looks_like_geometry(cell: &str) -> bool {
    let head: String = cell.chars().take(24).collect::<String>().trim_start().to_ascii_lowercase();
    ["polygon", "multipolygon", "srid=", "point", "multipoint", "linestring", "multilinestring", "geometrycollection"]
        .iter()
        .any(|w| head.starts_with(w) && cell.contains('('))
        || pairs(cell).is_some_and(|p| p.len() >= 3)
}

/// `66.5 27.1, 66.6 27.2, …` or `66.5,27.1; 66.6,27.2; …` or one pair a line: the pairs, first number first.
pub(crate) fn pairs(cell: &str) -> Option<Vec<[Number; 2]>> {
    let text = western(cell);
    let text = text.trim().trim_matches(['[', ']', '(', ')', ';', ',']);
    if text.len() < 11 || text.chars().any(|c| c.is_alphabetic()) {
        return None;
    }
    let (outer, inner): (&[char], &[char]) =
        if text.contains([';', '\n', '|']) { (&[';', '\n', '|'], &[',', ' ', '\t']) } else { (&[','], &[' ', '\t']) };
    let mut out = Vec::new();
    for pair in text.split(outer).map(str::trim).filter(|p| !p.is_empty()) {
        let mut numbers = pair.trim_matches(['(', ')', '[', ']']).split(inner).filter(|p| !p.is_empty());
        let (x, y) = (Number::parse(numbers.next()?.as_bytes())?, Number::parse(numbers.next()?.as_bytes())?);
        if numbers.count() > 1 {
            return None;
        }
        out.push([x, y]);
    }
    Some(out)
}

/// A UTM zone: `41N`, `41 N`, `Zone 42 north`, `42`. The hemisphere is `None` when it is not said.
pub(crate) fn zone(cell: &str) -> Option<(u32, Option<bool>)> {
    let text = western(cell).to_ascii_uppercase();
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[at..].chars().take_while(char::is_ascii_digit).collect();
    let zone: u32 = digits.parse().ok().filter(|z| (1..=60).contains(z))?;
    let rest = text[at + digits.len()..].trim_start_matches([' ', '-', '.', '°']);
    let north = match rest.chars().next() {
        Some('N') => Some(true),
        Some('S') => Some(false),
        _ if text.contains('北') => Some(true),
        _ => None,
    };
    Some((zone, north))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("405646.48", "405646.48"),
            ("28,7816842", "28.7816842"),
            ("3,223,784.74", "3223784.74"),
            ("3 223 784,74", "3223784.74"),
            ("405,646", "405646"),
            ("28,781", "28.781"),
            ("４０５６４６．４８", "405646.48"),
            ("۴۰۵۶۴۶٫۴۸", "405646.48"),
            ("405646.48 m", "405646.48"),
        ] {
            assert_eq!(metres(text).map(|n| n.to_string()).as_deref(), Some(number), "{text}");
        }
        for text in ["", "n/a", "1.2.3", "1,2,3", "--1"] {
            assert_eq!(metres(text), None, "{text}");
        }
    }

    #[test]
    fn lists_of_pairs_and_zones() {
        assert_eq!(pairs("66.5 27.1, 66.6 27.1, 66.6 27.2").unwrap().len(), 3);
        assert_eq!(pairs("66.5,27.1; 66.6,27.1; 66.6,27.2;").unwrap().len(), 3);
        assert_eq!(pairs("hello 66.5 27.1, 66.6 27.1"), None);
        assert_eq!(zone("41N"), Some((41, Some(true))));
        assert_eq!(zone("Zone 42 North"), Some((42, Some(true))));
        assert_eq!(zone("52"), Some((52, None)));
        assert_eq!(zone("99"), None);
    }
}
