//! The words of a text, for search in three scripts: the same for indexing and for asking.
//!
//! Called by kaan-search and by importers that compare names. It never stores anything and never
//! ranks.
//!
//! Latin and Urdu are cut into folded words; Chinese, which has no spaces, into pairs of signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word kept, in characters; the rest is cut off.
pub const MAX_WORD: usize = 40;
/// The most words taken from one text.
pub const MAX_WORDS: usize = 64;

/// Folds a text for comparison: compatibility forms (full-width letters and digits), case, accents,
/// Urdu vowel signs, the Arabic and Urdu forms of one letter, digits of other scripts.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).filter_map(fold_char).collect()
}

/// A digit of Urdu, Arabic or full-width writing as a Western one; any other sign as it is.
#[must_use]
pub fn digit(c: char) -> char {
    let from = |zero: char| char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c);
    match c {
        '۰'..='۹' => from('۰'),
        '٠'..='٩' => from('٠'),
        '０'..='９' => from('０'),
        other => other,
    }
}

/// One folded character; `None` for what is written but not read.
fn fold_char(c: char) -> Option<char> {
    Some(match c {
        'ي' | 'ى' | 'ئ' | 'ے' => 'ی',
        'ك' => 'ک',
        'ه' | 'ة' | 'ۂ' | 'ۃ' | 'ھ' | 'ە' => 'ہ',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ں' => 'ن',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | 'ـ' => return None,
        other => digit(other),
    })
}

/// True for Chinese signs.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The search words of a text in order, folded; a Chinese run gives its pairs of signs (a single
/// sign gives itself).
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut out = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut han = false;
    for c in folded.chars().chain([' ']) {
        let keep = c.is_alphanumeric();
        if !run.is_empty() && (!keep || is_han(c) != han) {
            push_run(&mut out, &run, han);
            run.clear();
        }
        if keep {
            han = is_han(c);
            run.push(c);
        }
        if out.len() >= MAX_WORDS {
            break;
        }
    }
    out.truncate(MAX_WORDS);
    out
}

fn push_run(out: &mut Vec<String>, run: &[char], han: bool) {
    if han && run.len() > 1 {
        out.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
    } else {
        out.push(run.iter().take(MAX_WORD).collect());
    }
}

/// The trigrams of a folded word with its ends marked, for spelling slips: `saindak` gives
/// ` sa`, `sai`, … `ak `. Words of one sign, and pairs of Chinese signs, give none.
pub fn trigrams(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    if chars.len() < 3 || chars.iter().any(|c| is_han(*c)) {
        return Vec::new();
    }
    let mut padded = vec![' '];
    padded.extend(&chars);
    padded.push(' ');
    let mut out: Vec<String> = padded.windows(3).map(|w| w.iter().collect()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_of_four_scripts_are_western_and_all_else_stands() {
        let text: String = "۰۹٠٩０９09 a中".chars().map(digit).collect();
        assert_eq!(text, "09090909 a中");
    }

    #[test]
    fn three_scripts_are_cut_into_words() {
        assert_eq!(words("Al-Noor MINING (Pvt) Ltd"), ["al", "noor", "mining", "pvt", "ltd"]);
        assert_eq!(words("雷克迪克铜金矿"), ["雷克", "克迪", "迪克", "克铜", "铜金", "金矿"]);
        assert_eq!(words("سینڈک كاپر"), words("سینڈک کاپر"));
        assert_eq!(words("EL１２３ ۴۵"), ["el123", "45"]);
        assert_eq!(words("Reko Diq铜"), ["reko", "diq", "铜"]);
    }

    #[test]
    fn a_slip_shares_most_trigrams() {
        let (a, b) = (trigrams("saindak"), trigrams("sandak"));
        let shared = a.iter().filter(|t| b.contains(t)).count();
        assert!(shared * 2 >= b.len());
        assert!(trigrams("铜金").is_empty());
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in "\\PC{0,60}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn words_are_bounded(s in "\\PC{0,400}") {
            let w = words(&s);
            prop_assert!(w.len() <= MAX_WORDS && w.iter().all(|w| w.chars().count() <= MAX_WORD));
        }
    }
}
