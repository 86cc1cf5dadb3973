//! Check characters: GB 32100-2015 (mod 31) and ISO 7064 MOD 97-10 as ISO 17442 uses it.
//!
//! Called by the parent. It never repairs a number.

use super::{Scheme, character, length};
use kaan_base::Problem;

/// The 31 characters of GB 32100, in the order of their values; I, O, S, V and Z are not among them.
const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn value(c: char) -> Result<u32, Problem> {
    SIGNS.chars().position(|s| s == c).and_then(|v| u32::try_from(v).ok()).ok_or_else(|| character(c))
}

/// A Unified Social Credit Code: weights are the powers of 3, the weighted sum with the check character is a
/// multiple of 31. Characters 3 to 8 are the digits of an administrative division.
pub(super) fn uscc(bare: &str) -> Result<String, Problem> {
    let count = bare.chars().count();
    let (mut sum, mut weight) = (0, 1);
    for (i, c) in bare.chars().enumerate().take(18) {
        let v = value(c)?;
        if (2..8).contains(&i) && !c.is_ascii_digit() {
            return Err(character(c));
        }
        // The check character stands last and counts once.
        sum = (sum + if i == 17 { v } else { v * weight }) % 31;
        weight = weight * 3 % 31;
    }
    if count != 18 {
        return Err(length(Scheme::Uscc, count));
    }
    if sum == 0 { Ok(bare.to_owned()) } else { Err(Problem::invalid("identifier-check")) }
}

/// A Legal Entity Identifier: letters count as 10 to 35, and the whole number leaves 1 when divided by 97.
///
/// It finds every wrong digit in a digit's place and every wrong letter in a letter's; of digits in a letter's
/// place, and the reverse, all but about one in a hundred, as ISO 7064 has it.
pub(super) fn lei(bare: &str) -> Result<String, Problem> {
    if let Some(c) = bare.chars().find(|c| !c.is_ascii_digit() && !c.is_ascii_uppercase()) {
        return Err(character(c));
    }
    if bare.len() != 20 {
        return Err(length(Scheme::Lei, bare.len()));
    }
    if let Some(c) = bare.chars().skip(18).find(|c| !c.is_ascii_digit()) {
        return Err(character(c));
    }
    let rest = bare.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, v| (rest * if v < 10 { 10 } else { 100 } + v) % 97);
    if rest == 1 { Ok(bare.to_owned()) } else { Err(Problem::invalid("identifier-check")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Published by the State Administration for Market Regulation for whoever asks, each named in annual reports:
    /// Huawei Technologies, Tencent Computer Systems, Zijin Mining Group, Beijing Baidu Netcom; the last is the example
    /// of the library python-stdnum.
    const USCC: [&str; 5] =
        ["914403001922038216", "9144030071526726XG", "91350000157987632G", "91110000802100433B", "91350100M000100Y43"];

    /// Published by GLEIF under CC0: the foundation itself, Bloomberg Finance, Apple, Barrick.
    const LEI: [&str; 4] = ["506700GE1G29325QX363", "5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394", "0O4KBQCJZX82UKGCBV73"];

    #[test]
    fn published_numbers_pass() {
        for one in USCC {
            assert_eq!(uscc(one).as_deref(), Ok(one));
        }
        for one in LEI {
            assert_eq!(lei(one).as_deref(), Ok(one));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (found, wanted) in [
            (uscc("91350100M000100Y44"), "identifier-check"),
            (uscc("91350100M000100Y4"), "identifier-length"),
            (uscc("91350100M000100Y433"), "identifier-length"),
            (uscc("91350100I000100Y43"), "identifier-character"),
            (uscc("9135010AM000100Y43"), "identifier-character"),
            (lei("506700GE1G29325QX36"), "identifier-length"),
            (lei("506700GE1G29325QX3A3"), "identifier-character"),
            (lei("506700GE1G29325QX336"), "identifier-check"),
        ] {
            assert_eq!(found.map_err(|p| p.code), Err(wanted));
        }
    }

    fn swap(text: &str, at: usize, c: char) -> String {
        text.chars().enumerate().map(|(i, old)| if i == at { c } else { old }).collect()
    }

    #[test]
    fn every_single_wrong_character_of_a_social_credit_code_is_found() {
        for one in USCC {
            for (at, old) in one.chars().enumerate() {
                for c in ('0'..='9').chain('A'..='Z').filter(|c| *c != old) {
                    assert!(uscc(&swap(one, at, c)).is_err(), "{one} {at} {c}");
                }
            }
        }
    }

    #[test]
    fn every_single_wrong_character_of_its_kind_in_an_lei_is_found() {
        for one in LEI {
            for (at, old) in one.chars().enumerate() {
                for c in ('0'..='9').chain('A'..='Z').filter(|c| *c != old && c.is_ascii_digit() == old.is_ascii_digit()) {
                    assert!(lei(&swap(one, at, c)).is_err(), "{one} {at} {c}");
                }
            }
        }
    }

    /// A valid code from any 17 characters.
    fn completed(body: &str) -> Option<String> {
        SIGNS.chars().map(|c| format!("{body}{c}")).find(|t| uscc(t).is_ok())
    }

    proptest! {
        #[test]
        fn two_neighbours_that_changed_places_are_found(body in "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", at in 0..17_usize) {
            let Some(code) = completed(&body) else { return Err(TestCaseError::fail("every body has one check character")) };
            let mut signs: Vec<char> = code.chars().collect();
            signs.swap(at, at + 1);
            let other: String = signs.into_iter().collect();
            prop_assert!(other == code || uscc(&other).is_err());
        }

        #[test]
        fn exactly_one_check_character_fits(body in "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}") {
            prop_assert_eq!(SIGNS.chars().filter(|c| uscc(&format!("{body}{c}")).is_ok()).count(), 1);
        }
    }
}
