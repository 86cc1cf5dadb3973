//! Shares: exact decimals of a percent as declared, and ranges of a whole as they come out along a chain.
//!
//! Used by the statements and by the chain of owners. It never uses a floating-point number to reckon, and
//! never rounds in anybody's favour: a range always holds the true value.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A share as declared: millionths of a percent, from 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Percent(u32);

/// Millionths of a percent in one percent.
const MICRO: u32 = 1_000_000;

/// Why a text is no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAShare {
    /// It is no decimal number.
    #[error("not a number")]
    Unreadable,
    /// It is below nothing.
    #[error("negative")]
    Negative,
    /// It is above the whole.
    #[error("more than the whole")]
    TooMuch,
    /// It has more than six decimals.
    #[error("more than six decimals")]
    TooFine,
    /// A range that ends below its beginning.
    #[error("a range backwards")]
    Backwards,
}

impl Percent {
    /// Nothing.
    pub const ZERO: Percent = Percent(0);
    /// The whole: 100 %.
    pub const WHOLE: Percent = Percent(100 * MICRO);

    /// So many millionths of a percent; none above the whole.
    #[must_use]
    pub const fn from_micros(micros: u32) -> Option<Percent> {
        if micros <= Percent::WHOLE.0 { Some(Percent(micros)) } else { None }
    }

    /// Millionths of a percent.
    #[must_use]
    pub const fn micros(self) -> u32 {
        self.0
    }

    /// Reads a decimal with at most six places, in the digits of any of the three languages, with or without
    /// a percent sign.
    ///
    /// # Errors
    /// [`NotAShare`] saying what is wrong.
    pub fn parse(text: &str) -> Result<Percent, NotAShare> {
        let plain: String = text.trim().trim_end_matches(['%', '٪', '％']).trim_end().chars().map(latin).collect();
        if let Some(rest) = plain.strip_prefix(['-', '−']) {
            return Err(if number(rest).is_ok() { NotAShare::Negative } else { NotAShare::Unreadable });
        }
        number(&plain)
    }
}

/// A digit or decimal point of any of the three scripts as ASCII.
fn latin(c: char) -> char {
    let digit = match c {
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{ff10}'..='\u{ff19}' => u32::from(c) - 0xff10,
        '٫' | '．' => return '.',
        other => return other,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

fn number(text: &str) -> Result<Percent, NotAShare> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || text.ends_with('.') || text.len() > 40 {
        return Err(NotAShare::Unreadable);
    }
    let part = part.trim_end_matches('0');
    if part.len() > 6 {
        return Err(NotAShare::TooFine);
    }
    let whole: u64 = whole.parse().map_err(|_| NotAShare::TooMuch)?;
    let fine: u64 = format!("{part:0<6}").parse().map_err(|_| NotAShare::Unreadable)?;
    let micros = whole.saturating_mul(u64::from(MICRO)).saturating_add(fine);
    u32::try_from(micros).ok().and_then(Percent::from_micros).ok_or(NotAShare::TooMuch)
}

impl fmt::Display for Percent {
    /// The shortest decimal: `33.5`, `100`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / MICRO, self.0 % MICRO);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl TryFrom<String> for Percent {
    type Error = NotAShare;
    fn try_from(text: String) -> Result<Self, NotAShare> {
        Percent::parse(&text)
    }
}

impl From<Percent> for String {
    fn from(p: Percent) -> String {
        p.to_string()
    }
}

/// A share as declared: exact, or somewhere between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// At least.
    pub least: Percent,
    /// At most; the same as `least` when the share is exact.
    pub most: Percent,
}

impl Share {
    /// An exact share.
    #[must_use]
    pub const fn exact(p: Percent) -> Share {
        Share { least: p, most: p }
    }

    /// Whether it is known exactly.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.least == self.most
    }

    /// Reads `33.5` or `25-50`.
    ///
    /// # Errors
    /// [`NotAShare`] saying what is wrong.
    pub fn parse(text: &str) -> Result<Share, NotAShare> {
        let text = text.trim();
        let cut = text.char_indices().skip(1).find(|(_, c)| ['-', '–', '—', '~', '～', '－'].contains(c));
        let Some((at, dash)) = cut else { return Percent::parse(text).map(Share::exact) };
        let (least, rest) = text.split_at(at);
        let most = rest.get(dash.len_utf8()..).unwrap_or_default();
        let share = Share { least: Percent::parse(least)?, most: Percent::parse(most)? };
        if share.least > share.most { Err(NotAShare::Backwards) } else { Ok(share) }
    }
}

impl fmt::Display for Share {
    /// As [`Share::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact() { write!(f, "{}", self.least) } else { write!(f, "{}-{}", self.least, self.most) }
    }
}

/// The whole in the units of [`Range`].
pub const WHOLE: u64 = 1_000_000_000_000_000_000;
/// Units of [`Range`] in a millionth of a percent.
const PER_MICRO: u64 = WHOLE / 100_000_000;

/// A part of a whole along a chain, in units of 1e-18: the true value lies between the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// At least: rounded down.
    pub least: u64,
    /// At most: rounded up.
    pub most: u64,
}

impl Range {
    /// Nothing.
    pub const NONE: Range = Range { least: 0, most: 0 };
    /// The whole.
    pub const WHOLE: Range = Range { least: WHOLE, most: WHOLE };
    /// Anything between nothing and the whole.
    pub const UNKNOWN: Range = Range { least: 0, most: WHOLE };

    /// A declared share.
    #[must_use]
    pub fn of(share: Share) -> Range {
        let part = |p: Percent| u64::from(p.micros()) * PER_MICRO;
        Range { least: part(share.least), most: part(share.most) }
    }

    /// This part of that part.
    #[must_use]
    pub fn times(self, of: Range) -> Range {
        let whole = u128::from(WHOLE);
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let fit = |v: u128| u64::try_from(v).unwrap_or(WHOLE).min(WHOLE);
        Range { least: fit(product(self.least, of.least) / whole), most: fit(product(self.most, of.most).div_ceil(whole)) }
    }

    /// Both together; never more than the whole.
    #[must_use]
    pub fn plus(self, other: Range) -> Range {
        let sum = |a: u64, b: u64| a.saturating_add(b).min(WHOLE);
        Range { least: sum(self.least, other.least), most: sum(self.most, other.most) }
    }

    /// Whether both bounds are the same.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.least == self.most
    }

    /// Whether it reaches a bound; `above` when the bound itself is not enough.
    #[must_use]
    pub fn reaches(self, bound: Percent, above: bool) -> Sure {
        let bound = u64::from(bound.micros()) * PER_MICRO;
        let over = |v: u64| if above { v > bound } else { v >= bound };
        match (over(self.least), over(self.most)) {
            (true, _) => Sure::Yes,
            (false, true) => Sure::Maybe,
            (false, false) => Sure::No,
        }
    }
}

/// Whether something holds, as far as the declared bounds tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// It does not.
    No,
    /// It may: the bounds leave both open.
    Maybe,
    /// It does.
    Yes,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn shares_are_read_in_the_digits_of_three_languages() {
        for (text, micros) in
            [("33.333333", 33_333_333), ("۵۰٪", 50_000_000), ("１００％", 100_000_000), ("٠٫٥", 500_000), (" 5 %", 5_000_000)]
        {
            assert_eq!(Percent::parse(text).unwrap().micros(), micros, "{text}");
        }
        assert_eq!(Share::parse("25–50").unwrap().to_string(), "25-50");
        assert_eq!(Share::parse("12.50").unwrap().to_string(), "12.5");
    }

    #[test]
    fn what_is_no_share_is_named() {
        use NotAShare::{Backwards, Negative, TooFine, TooMuch, Unreadable};
        for (text, why) in [
            ("101", TooMuch),
            ("100.000001", TooMuch),
            ("-1", Negative),
            ("−0.5", Negative),
            ("", Unreadable),
            ("12,5", Unreadable),
            ("1e2", Unreadable),
            ("NaN", Unreadable),
            ("5.", Unreadable),
            ("0.1234567", TooFine),
            ("50-25", Backwards),
            ("99999999999999999999999", TooMuch),
        ] {
            assert_eq!(Share::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn parts_of_parts_are_exact_where_they_can_be() {
        let of = |t: &str| Range::of(Share::parse(t).unwrap());
        assert_eq!(of("50").times(of("50")), of("25"));
        let third = of("33.333333").times(of("33.333333"));
        assert!(third.most - third.least <= 1);
        assert_eq!(of("25").reaches(Percent::parse("25").unwrap(), false), Sure::Yes);
        assert_eq!(of("25").reaches(Percent::parse("25").unwrap(), true), Sure::No);
        assert_eq!(of("20-30").reaches(Percent::parse("25").unwrap(), false), Sure::Maybe);
    }
}
