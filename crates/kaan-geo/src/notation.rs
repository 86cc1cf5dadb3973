//! Degrees in the notations that people write: 29°15'20.5"N, N29-15-20.5, 29:15:20.5, 29 15.3417 N,
//! 北纬２９°３３′, ۲۸° ۴۸′ ۱۶٫۱″ شمال.
//!
//! Called by readers of tables and of typed corners. Exact: the sum of degrees, minutes and seconds is rounded once. It never
//! reads a number in which a part is missing or too large.

/// Which of the two a number must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Longitude.
    Lon,
    /// Latitude.
    Lat,
}

/// Words that stand for a hemisphere: axis, sign, spellings.
const HEMISPHERES: &[(Axis, i128, &[&str])] = &[
    (Axis::Lat, 1, &["NORTH", "N", "北纬", "北", "شمالی", "شمال"]),
    (Axis::Lat, -1, &["SOUTH", "S", "南纬", "南", "جنوبی", "جنوب"]),
    (Axis::Lon, 1, &["EAST", "E", "东经", "东", "مشرقی", "مشرق"]),
    (Axis::Lon, -1, &["WEST", "W", "西经", "西", "مغربی", "مغرب"]),
];

/// Words between the numbers that mean nothing more.
const UNITS: &[&str] = &[
    "DEGREES",
    "DEGREE",
    "DEG",
    "D",
    "MINUTES",
    "MIN",
    "M",
    "SECONDS",
    "SEC",
    "LATITUDE",
    "LAT",
    "LONGITUDE",
    "LONG",
    "LON",
    "度",
    "分",
    "秒",
    "纬",
    "经",
    "ڈگری",
    "منٹ",
    "سیکنڈ",
    "º",
];

/// Degrees in 1e-8, halves away from zero; `None` when the text is no such angle, or of the other axis.
pub fn degrees(text: &str, axis: Axis) -> Option<i64> {
    let (numbers, words, negative) = parts(text)?;
    let (mut sign, mut hemispheres) = (if negative { -1 } else { 1 }, 0);
    for word in &words {
        match HEMISPHERES.iter().find(|h| h.2.contains(&word.as_str())) {
            Some((of, s, _)) if *of == axis && !negative => {
                sign = *s;
                hemispheres += 1;
            }
            Some(_) => return None,
            None if UNITS.contains(&word.as_str()) => {}
            None => return None,
        }
    }
    if hemispheres > 1 {
        return None;
    }
    let units = sign * sum(&numbers)?;
    let most = if axis == Axis::Lon { 18_000_000_000 } else { 9_000_000_000 };
    i64::try_from(units).ok().filter(|u| u.abs() <= most)
}

/// Digits before and after the point.
type Part = (i128, i128, u32);

fn sum(numbers: &[Part]) -> Option<i128> {
    if numbers.is_empty()
        || numbers.len() > 3
        || numbers[..numbers.len() - 1].iter().any(|n| n.2 > 0)
        || numbers[1..].iter().any(|n| n.0 >= 60)
    {
        return None;
    }
    let decimals = numbers.last()?.2;
    let one = 10i128.checked_pow(decimals)?;
    // In 1/3600 degree and the decimals of the last part.
    let weights = [3600, 60, 1];
    let mut total = 0i128;
    for (part, weight) in numbers.iter().zip(weights) {
        total += (part.0 * one + part.1) * weight;
    }
    let (top, bottom) = (total * 100_000_000, 3600 * one);
    Some((top * 2 + bottom) / (bottom * 2))
}

/// Numbers and words of the text, and whether a minus stands in front.
fn parts(text: &str) -> Option<(Vec<Part>, Vec<String>, bool)> {
    let text: Vec<char> = text.chars().map(plain).collect();
    let (mut numbers, mut words, mut negative, mut at) = (Vec::new(), Vec::new(), false, 0);
    while let Some(&c) = text.get(at) {
        if c.is_ascii_digit() {
            let (part, next) = number(&text, at)?;
            numbers.push(part);
            at = next;
        } else if c.is_alphabetic() {
            let word: String = text[at..].iter().take_while(|c| c.is_alphabetic()).collect();
            at += word.chars().count();
            words.push(word.to_uppercase());
        } else {
            negative |= c == '-' && numbers.is_empty() && words.is_empty();
            at += 1;
        }
    }
    Some((numbers, words, negative))
}

fn number(text: &[char], from: usize) -> Option<(Part, usize)> {
    let (mut whole, mut part, mut decimals, mut at) = (0i128, 0i128, 0u32, from);
    while let Some(d) = text.get(at).and_then(|c| c.to_digit(10)) {
        whole = whole.checked_mul(10)? + i128::from(d);
        at += 1;
        if at - from > 9 {
            return None;
        }
    }
    let digit = |n: usize| text.get(n).and_then(|c| c.to_digit(10));
    if matches!(text.get(at), Some('.' | ',')) && digit(at + 1).is_some() {
        at += 1;
        while let Some(d) = digit(at) {
            // More digits than fifteen say nothing about a place on the ground.
            if decimals < 15 {
                part = part * 10 + i128::from(d);
                decimals += 1;
            }
            at += 1;
        }
    }
    Some(((whole, part, decimals), at))
}

/// Digits and signs of Urdu, Persian, Arabic and full-width writing as Western ones.
fn plain(c: char) -> char {
    let digit = |zero: char| char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c);
    match c {
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        '０'..='９' => digit('０'),
        '٫' | '．' => '.',
        '−' | '－' => '-',
        'Ａ'..='Ｚ' => char::from_u32(c as u32 - 'Ａ' as u32 + 'A' as u32).unwrap_or(c),
        // The masculine ordinal, typed for a degree sign, counts as a letter.
        'º' => '°',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notations_of_people_are_read() {
        for text in [
            "29°15'20.5\"N",
            "29 15 20.5 N",
            "N29-15-20.5",
            "29:15:20.5",
            "29°15.341666666667'N",
            "29.255694444444",
            "北纬２９°１５′２０．５″",
            "۲۹° ۱۵′ ۲۰٫۵″ شمال",
            "29º15'20,5''N",
            "29 deg 15 min 20.5 sec north",
        ] {
            assert_eq!(degrees(text, Axis::Lat), Some(2_925_569_444), "{text}");
        }
        assert_eq!(degrees("61°58'36.9\"W", Axis::Lon), Some(-6_197_691_667));
        assert_eq!(degrees("-61 58 36.9", Axis::Lon), Some(-6_197_691_667));
        assert_eq!(degrees("东经６４°３０′０６．８４１″", Axis::Lon), Some(6_450_190_028));
    }

    #[test]
    fn what_is_no_angle_is_refused() {
        for text in ["", "N", "29°75'00\"N", "29.5°15'N", "1 2 3 4", "95°N", "29°15'E", "29 x 15", "-29°S", "N29S"] {
            assert_eq!(degrees(text, Axis::Lat), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+0-9.,:°'\"NSEW ۰-۹٫北纬]{0,40}") {
            let _ = degrees(&text, Axis::Lat);
        }
    }
}
