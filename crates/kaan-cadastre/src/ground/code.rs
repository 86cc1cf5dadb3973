//! Numbers as people type them: begun, in any case, or by their digits alone.
//!
//! Called by the ground's loader and by the search for a number. It never looks through all numbers:
//! two orders of them answer by halving.

use std::cmp::Ordering;

/// The records of a collection in two orders.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// By number without regard to ASCII case.
    by_text: Vec<u32>,
    /// Those with digits that do not stand first, by the text from the first digit on.
    by_digits: Vec<u32>,
}

impl Codes {
    /// Makes the orders for these records.
    pub fn of<'n>(places: &[u32], number: impl Fn(u32) -> &'n str) -> Self {
        let mut by_text = places.to_vec();
        by_text.sort_by(|a, b| caseless(number(*a), number(*b)).then_with(|| number(*a).cmp(number(*b))));
        let tail = |n: &u32| from_digit(number(*n));
        let mut by_digits: Vec<u32> =
            places.iter().filter(|n| tail(n).is_some_and(|t| t.len() < number(**n).len())).copied().collect();
        by_digits.sort_by(|a, b| tail(a).cmp(&tail(b)).then_with(|| number(*a).cmp(number(*b))));
        Codes { by_text, by_digits }
    }

    /// Records whose number begins so, then, for bare digits, those whose digits do.
    pub fn find<'n>(&self, prefix: &str, limit: usize, number: impl Fn(u32) -> &'n str) -> Vec<u32> {
        if prefix.is_empty() {
            return Vec::new();
        }
        let from = self.by_text.partition_point(|n| caseless(number(*n), prefix) == Ordering::Less);
        let rest = self.by_text.iter().skip(from).copied();
        let mut out: Vec<u32> = rest.take_while(|n| begins(number(*n), prefix)).take(limit).collect();
        if prefix.bytes().all(|b| b.is_ascii_digit()) && out.len() < limit {
            let tail = |n: u32| from_digit(number(n)).unwrap_or_default();
            let from = self.by_digits.partition_point(|n| tail(*n) < prefix);
            let rest = self.by_digits.iter().skip(from).copied();
            out.extend(rest.take_while(|n| tail(*n).starts_with(prefix)).take(limit - out.len()));
        }
        out
    }
}

fn caseless(a: &str, b: &str) -> Ordering {
    let upper = |b: u8| b.to_ascii_uppercase();
    a.bytes().map(upper).cmp(b.bytes().map(upper))
}

fn begins(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|t| t.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// The text from its first digit that is no leading zero, so that `7` finds `EL-0007`.
fn from_digit(text: &str) -> Option<&str> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let zeros = text[first..].bytes().take_while(|b| *b == b'0').count();
    let rest = &text[first + zeros..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) { Some(rest) } else { Some(&text[first..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_begun_and_by_digits() {
        let numbers = ["EL 31/2020", "el 31", "ML-0031", "31A", "Block-IV", "EL 4"];
        let number = |n: u32| numbers[n as usize];
        let codes = Codes::of(&[0, 1, 2, 3, 4, 5], number);
        let find = |prefix: &str| codes.find(prefix, 10, number).into_iter().map(number).collect::<Vec<_>>();
        assert_eq!(find("EL 31"), ["el 31", "EL 31/2020"]);
        assert_eq!(find("block"), ["Block-IV"]);
        assert_eq!(find("31"), ["31A", "ML-0031", "el 31", "EL 31/2020"]);
        assert_eq!(find("0031"), Vec::<&str>::new());
        assert_eq!(codes.find("31", 1, number).len(), 1);
        assert_eq!(find(""), Vec::<&str>::new());
    }
}
