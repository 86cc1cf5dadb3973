//! Spelling slips: how far two words are apart, and which words of the index are near one.
//!
//! Called by find. It never accepts a slip in a number or in a word of one or two letters.

use crate::store;
use kaan_base::words::trigrams;
use kaan_db::{Db, Res, sql};

/// Most spellings tried for one word.
const MOST: usize = 8;

/// How many slips a word of so many letters may hold.
fn allowed(word: &str) -> usize {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return 0;
    }
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// Words of the index that `word` may have been meant for, the nearest first; never `word` itself.
///
/// With `begun`, the word may also be the beginning of one.
pub(crate) async fn near(db: &Db, word: &str, begun: bool) -> Res<Vec<String>> {
    let (most, grams) = (allowed(word), trigrams(word));
    if most == 0 || grams.is_empty() {
        return Ok(Vec::new());
    }
    // A slip touches three trigrams: with fewer left in common the words cannot be near.
    let shared = (grams.len().saturating_sub(3 * most)).max(1) as i64;
    let q = sql(store::NEAR_WORDS).among(" and trigram in", grams).and(store::NEAR_WORDS_END, Some([shared.into()]));
    let found: Vec<String> = db.all(q, |r| r.get(0)).await?;
    let mut close: Vec<(usize, String)> = found
        .into_iter()
        .filter(|w| w != word)
        .filter_map(|w| {
            let d = distance(word, &w, begun && word.chars().count() >= 5);
            (d <= most).then_some((d, w))
        })
        .collect();
    close.sort();
    Ok(close.into_iter().take(MOST).map(|(_, w)| w).collect())
}

/// Edits (a letter more, less, other, or two swapped) that turn `a` into `b`, or with `begun` into
/// some beginning of `b`. Damerau-Levenshtein in its restricted form.
fn distance(a: &str, b: &str, begun: bool) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = last;
        last = row;
    }
    let whole = last.last().copied().unwrap_or(0);
    if begun { last.into_iter().min().unwrap_or(whole) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("saindak", "sandak", false), 1);
        assert_eq!(distance("saindak", "saidnak", false), 1);
        assert_eq!(distance("coper", "copper", false), 1);
        assert_eq!(distance("balochst", "balochistan", true), 1);
        assert_eq!(distance("", "abc", false), 3);
    }

    #[test]
    fn numbers_allow_no_slip() {
        assert_eq!((allowed("el123"), allowed("2026"), allowed("al"), allowed("gold")), (0, 0, 0, 1));
    }

    proptest! {
        #[test]
        fn the_distance_is_the_same_from_either_side(a in "[a-d]{0,8}", b in "[a-d]{0,8}") {
            prop_assert_eq!(distance(&a, &b, false), distance(&b, &a, false));
            prop_assert_eq!(distance(&a, &b, false) == 0, a == b);
            prop_assert!(distance(&a, &b, true) <= distance(&a, &b, false));
        }
    }
}
