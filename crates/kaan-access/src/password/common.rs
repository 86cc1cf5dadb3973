//! Whether a password is one that attackers try first.
//!
//! Called by the rules. The list ships with Kaan (`data/SOURCES.md`); it asks nobody else, and never tells which entry
//! it was.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Fewest different characters of a password.
const FEWEST: usize = 5;
/// Rows of keys and letters; a password that walks along one is no secret.
const WALKS: [&str; 8] = [
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
];

static LIST: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("../../data/common-passwords.txt").lines().collect());

/// Whether a password, in small letters, is on the list, is an entry with digits and signs around it, an entry
/// written several times, a walk along the keys, or of few different characters.
pub(super) fn is_common(small: &str) -> bool {
    let listed = |text: &str| LIST.contains(text);
    let word = small.trim_matches(|c: char| !c.is_alphabetic());
    let mut kinds: Vec<char> = small.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    listed(small)
        || kinds.len() < FEWEST
        || (!word.is_empty() && listed(word))
        || (word.is_empty() && WALKS[..2].iter().any(|w| w.contains(small)))
        || unit(small).is_some_and(|u| listed(u) || u.chars().count() < 8)
        || unit(word).is_some_and(listed)
        || WALKS.iter().any(|w| w.contains(small) || w.contains(word) && word.chars().count() >= 6)
}

/// The shortest text of which this one is several copies.
pub(super) fn unit(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(i, _)| i).skip(1);
    ends.filter(|&n| n * 2 <= text.len() && text.len().is_multiple_of(n))
        .map(|n| &text[..n])
        .find(|u| u.repeat(text.len() / u.len()) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_attackers_try_first_is_common() {
        for bad in [
            "password1234",
            "1234567890123",
            "qwertyuiopas",
            "passwordpassword",
            "password password 12".replace(' ', "").as_str(),
            "aaaaaaaaaaaab",
            "abcabcabcabc",
            "!!dragon2026!!",
            "iloveyou12345678",
            "1q2w3e4r5t6y7u",
        ] {
            assert!(is_common(bad), "{bad}");
        }
    }

    #[test]
    fn what_somebody_thought_of_is_not() {
        for good in [
            "four copper goats on a hill",
            "چاغی کی پہاڑیوں میں تانبا",
            "xk7-qm2-vv9-tr4-zz1",
            "雷科迪克铜金矿的春天真的很美",
            "demonstration-2026-kaan",
        ] {
            assert!(!is_common(good), "{good}");
        }
    }

    #[test]
    fn the_unit_of_a_repetition_is_found() {
        assert_eq!(unit("abcabc"), Some("abc"));
        assert_eq!(unit("aaaa"), Some("a"));
        assert_eq!(unit("abcab"), None);
        assert_eq!(unit("ایران ایران "), Some("ایران "));
        assert_eq!(unit(""), None);
    }
}
