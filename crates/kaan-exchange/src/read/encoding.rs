//! Which encoding a text is in, when nobody says so.
//!
//! Used for CSV and for the tables of shapefiles. The order: byte order mark, what the file states,
//! UTF-8 if every byte fits, then GBK, Windows-1256 (Urdu, Arabic) or Windows-1252 by what the letters
//! would be. A guess is always told. It never drops a byte without a note.

use encoding_rs::{Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// An encoding and whether it was guessed.
pub(crate) type Guess = (&'static Encoding, bool);

/// What a `.cpg` file says: `936`, `CP1256`, `UTF-8`, `ANSI 1256`, `GBK`.
pub(crate) fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_start_matches('\u{feff}').trim();
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    let page = match digits.as_str() {
        "936" | "54936" => Some(GBK),
        "65001" => Some(UTF_8),
        "950" => Some(encoding_rs::BIG5),
        "932" => Some(encoding_rs::SHIFT_JIS),
        "874" | "1250" | "1251" | "1252" | "1253" | "1254" | "1255" | "1256" | "1257" | "1258" => {
            Encoding::for_label(format!("windows-{digits}").as_bytes())
        }
        "88591" => Some(WINDOWS_1252),
        "88596" => Encoding::for_label(b"iso-8859-6"),
        _ => None,
    };
    page.or_else(|| Encoding::for_label(label.as_bytes()))
}

/// What a dBASE language driver (header byte 29) means; `None` for 0 and unknown ones.
pub(crate) fn of_language_driver(driver: u8) -> Option<&'static Encoding> {
    Some(match driver {
        0x03 | 0x57 | 0x58 | 0x59 => WINDOWS_1252,
        0x4d | 0x7a => GBK,
        0x4f | 0x78 => encoding_rs::BIG5,
        0x13 | 0x7b => encoding_rs::SHIFT_JIS,
        0x7e => WINDOWS_1256,
        0xc8 => encoding_rs::WINDOWS_1250,
        0xc9 => encoding_rs::WINDOWS_1251,
        _ => return None,
    })
}

/// Guesses from a sample of bytes that contains at least one byte above 127. `whole` says that the
/// sample ends where a character ends.
pub(crate) fn guess(sample: &[u8], whole: bool) -> Guess {
    if sample.starts_with(&[0xff, 0xfe]) {
        return (UTF_16LE, false);
    }
    if sample.starts_with(&[0xfe, 0xff]) {
        return (UTF_16BE, false);
    }
    match std::str::from_utf8(sample) {
        Ok(_) => return (UTF_8, false),
        Err(e) if !whole && e.error_len().is_none() => return (UTF_8, false),
        Err(_) => {}
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 5 > sample.len();
    match (zeros(1), zeros(0)) {
        (true, false) => return (UTF_16LE, true),
        (false, true) => return (UTF_16BE, true),
        _ => {}
    }
    let best = [GBK, WINDOWS_1256, WINDOWS_1252].into_iter().max_by_key(|e| score(sample, e));
    (best.unwrap_or(WINDOWS_1252), true)
}

/// How much the text looks like what people of this register write.
fn score(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    let mut score = if broken { -100 } else { 0 };
    let mut before = ' ';
    for c in text.chars() {
        score += match c {
            char::REPLACEMENT_CHARACTER => -20,
            // Level 1 of GB 2312: the 3,755 characters in common use lie in rows B0 to D7.
            '\u{4e00}'..='\u{9fff}' if common(c) => 4,
            '\u{4e00}'..='\u{9fff}' => -1,
            '\u{621}'..='\u{64a}' | '\u{679}'..='\u{6d2}' if ('\u{621}'..='\u{6d2}').contains(&before) => 3,
            '\u{621}'..='\u{64a}' | '\u{679}'..='\u{6d2}' if before.is_ascii_alphabetic() => -4,
            '\u{621}'..='\u{64a}' | '\u{679}'..='\u{6d2}' => 1,
            'à'..='ÿ' | 'À'..='Þ' if before.is_ascii_alphabetic() => 3,
            'à'..='ÿ' | 'À'..='Þ' => -1,
            '\u{80}'..='\u{9f}' => -20,
            _ => 0,
        };
        before = c;
    }
    score
}

fn common(c: char) -> bool {
    let mut text = [0; 4];
    let (bytes, _, broken) = GBK.encode(c.encode_utf8(&mut text));
    !broken && bytes.len() == 2 && (0xb0..=0xd7).contains(&bytes[0]) && bytes[1] >= 0xa1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_encoding() {
        for (text, encoding) in [
            ("恰盖县铬铁矿普查区", GBK),
            ("某某矿业（巴基斯坦）有限公司 ML-9", GBK),
            ("کان کني لائسنس نمبر 12", WINDOWS_1256),
            ("Nr;Breite;Länge\n1;28,7;64,9", WINDOWS_1252),
        ] {
            let (bytes, _, broken) = encoding.encode(text);
            assert!(!broken, "{text}");
            assert_eq!(guess(&bytes, true), (encoding, true), "{text}");
        }
        assert_eq!(guess("ضلع چاغی".as_bytes(), true), (UTF_8, false));
    }

    #[test]
    fn labels_of_offices_are_understood() {
        assert_eq!(of_label("936"), Some(GBK));
        assert_eq!(of_label(" cp1256\r\n"), Some(WINDOWS_1256));
        assert_eq!(of_label("UTF-8"), Some(UTF_8));
        assert_eq!(of_label("nonsense"), None);
        assert_eq!(of_language_driver(0x4d), Some(GBK));
        assert_eq!(of_language_driver(0), None);
    }
}
