//! Numbers with units, read out of a statement where there is no doubt.
//!
//! Called when a row becomes a record. It never guesses: a number without one of the known units
//! behind it is no amount, and the statement itself is always kept beside.

use crate::model::Amount;

/// Units that are read, longest first where one begins another.
const UNITS: [&str; 17] = [
    "million carats",
    "million m3",
    "Mt/a",
    "kt/a",
    "t/a",
    "t/day",
    "km2",
    "acres",
    "Moz",
    "g/t",
    "Mt",
    "Gt",
    "kt",
    "oz",
    "t",
    "m3",
    "%",
];
/// Most amounts of one statement.
const MOST: usize = 24;

/// The amounts of a statement, in order.
#[must_use]
pub fn amounts(text: &str) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() && !before.is_alphanumeric() && before != '.' && before != '-' {
            if let Some((amount, used)) = amount(rest) {
                out.push(amount);
                before = ' ';
                rest = rest.get(used..).unwrap_or_default();
                if out.len() == MOST {
                    break;
                }
                continue;
            }
            // The whole run of digits is passed over, so that no part of it is taken for a number.
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
            before = '0';
            rest = rest.get(end.max(1)..).unwrap_or_default();
            continue;
        }
        before = c;
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// One amount at the beginning of the text, and how many bytes it took.
fn amount(text: &str) -> Option<(Amount, usize)> {
    let (number, mut used) = number(text)?;
    let mut to = None;
    if let Some(after) = text.get(used..)?.strip_prefix('-')
        && let Some((upper, length)) = crate::amount::number(after)
    {
        to = Some(upper).filter(|u| *u > number);
        used += 1 + length;
    }
    let spaced = text.get(used..)?;
    let spaced = spaced.strip_prefix('+').unwrap_or(spaced);
    let tail = spaced.trim_start_matches(' ');
    let unit = UNITS.iter().find(|u| tail.strip_prefix(**u).is_some_and(|rest| **u == "%" || ends_a_word(rest)))?;
    used = text.len() - tail.len() + unit.len();
    let (of, length) = element(text.get(used..)?);
    Some((Amount { number, to, unit: (*unit).to_owned(), of: of.map(str::to_owned) }, used + length))
}

fn ends_a_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '/')
}

/// A decimal number with commas between groups of three digits; its value and length.
fn number(text: &str) -> Option<(f64, usize)> {
    let whole = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    let digits = text.get(..whole)?.trim_end_matches(',');
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let grouped = groups.clone().count() > 0;
    if first.is_empty() || (grouped && first.len() > 3) || !groups.all(|g| g.len() == 3) {
        return None;
    }
    let mut end = digits.len();
    if let Some(fraction) = text.get(end..)?.strip_prefix('.') {
        let length = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
        if length > 0 {
            end += 1 + length;
        }
    }
    let value: f64 = text.get(..end)?.replace(',', "").parse().ok()?;
    value.is_finite().then_some((value, end))
}

/// The sign of an element or compound right behind a unit (` Cu`, ` Fe2O3`), and its length with the space.
fn element(text: &str) -> (Option<&str>, usize) {
    let Some(word) = text.strip_prefix(' ') else { return (None, 0) };
    let end = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
    let word = word.get(..end).unwrap_or_default();
    let known = ["Cu", "Au", "Ag", "Mo", "Zn", "Pb", "Fe", "Fe2O3", "Sb", "Cr2O3", "P2O5", "K", "halite"];
    if known.contains(&word) { (Some(word), end + 1) } else { (None, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        amounts(text)
            .iter()
            .map(|a| {
                format!(
                    "{}{}{}{}",
                    a.number,
                    a.to.map(|t| format!("..{t}")).unwrap_or_default(),
                    a.unit,
                    a.of.as_deref().unwrap_or_default()
                )
            })
            .collect()
    }

    #[test]
    fn tonnages_and_grades_are_read() {
        assert_eq!(shown("14.48 Mt @9.9% Zn, 3.4% Pb (compilation)"), ["14.48Mt", "9.9%Zn", "3.4%Pb"]);
        assert_eq!(shown("300-350 Mt"), ["300..350Mt"]);
        assert_eq!(shown("26,000 t ore @7-12% Sb (Hussain 1974)"), ["26000t", "7..12%Sb"]);
        assert_eq!(shown("phase 1 45 Mt/a from 2028 (200 kt/a Cu)"), ["45Mt/a", "200kt/aCu"]);
        assert_eq!(shown("7.3 Mt Cu @0.48% and 13 Moz Au @0.28 g/t"), ["7.3MtCu", "0.48%", "13MozAu", "0.28g/t"]);
        assert_eq!(shown("70 million carats (estimate 2009)"), ["70million carats"]);
    }

    #[test]
    fn what_is_in_doubt_is_not_read() {
        assert_eq!(shown("8,450 MT as printed"), Vec::<String>::new());
        assert_eq!(shown("EL-186, 2023-08, 1,23 t"), Vec::<String>::new());
        assert_eq!(shown("PKM-001t"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in "\\PC{0,80}") {
            prop_assert!(amounts(&text).iter().all(|a| a.number.is_finite()));
        }
    }
}
