//! One number of a coordinate, as it was handed in.
//!
//! Text keeps its digits, so that degrees written with up to eight decimals become integers without
//! passing through a float. Used by all readers; it never holds a notation such as 29°15'20.5"N.

use std::fmt;

/// Units of 1e-8 in one degree.
const UNIT_SCALE: u32 = 8;

/// A number, exactly as the file states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A binary format gave a double.
    Float(f64),
    /// A text gave digits: `digits` divided by ten to the power of `scale`.
    Decimal {
        /// All digits, without the point.
        digits: i64,
        /// How many of them stand after the point (0 to 18).
        scale: u8,
    },
}

impl Number {
    /// Reads `-12.50`, `+3`, `.5`, `1e-3`. `None` for anything else, for NaN and for infinities.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (negative, rest) = match text.split_first()? {
            (b'-', rest) => (true, rest),
            (b'+', rest) => (false, rest),
            _ => (false, text),
        };
        let (mut digits, mut scale, mut seen, mut point, mut fits) = (0i64, 0i32, 0usize, false, true);
        let mut at = 0;
        while let Some(&c) = rest.get(at) {
            match c {
                b'0'..=b'9' => {
                    seen += 1;
                    match digits.checked_mul(10).and_then(|d| d.checked_add(i64::from(c - b'0'))) {
                        Some(d) => digits = d,
                        None => fits = false,
                    }
                    scale += i32::from(point);
                }
                b'.' if !point => point = true,
                _ => break,
            }
            at += 1;
        }
        if seen == 0 {
            return None;
        }
        let exponent = exponent(rest.get(at..)?)?;
        let scale = scale.saturating_sub(exponent);
        if fits && (0..=18).contains(&scale) {
            return Some(Number::Decimal { digits: if negative { -digits } else { digits }, scale: scale as u8 });
        }
        let float: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
        float.is_finite().then_some(Number::Float(float))
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Float(v) => v,
            Number::Decimal { digits, scale } if digits.unsigned_abs() < 1 << 53 => digits as f64 / 10f64.powi(i32::from(scale)),
            Number::Decimal { .. } => self.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    /// Degrees as integers of 1e-8 degree, halves away from zero; `None` when beyond ±360 or not finite.
    pub fn to_units(self) -> Option<i64> {
        let units = match self {
            Number::Float(v) if v.is_finite() && v.abs() <= 360.0 => (v * 1e8).round() as i64,
            Number::Float(_) => return None,
            Number::Decimal { digits, scale } => match UNIT_SCALE.checked_sub(u32::from(scale)) {
                Some(up) => digits.checked_mul(10i64.pow(up))?,
                None => {
                    let by = 10i64.pow(u32::from(scale) - UNIT_SCALE);
                    digits / by + (digits % by * 2 / by).signum()
                }
            },
        };
        (units.abs() <= 36_000_000_000).then_some(units)
    }

    /// Whether [`Number::to_units`] loses nothing: the number has no more than eight decimals, or is
    /// the double nearest to such a number.
    pub fn is_whole_units(self) -> bool {
        match (self, self.to_units()) {
            (_, None) => false,
            (Number::Float(v), Some(u)) => u as f64 / 1e8 == v,
            (Number::Decimal { scale, .. }, Some(_)) if u32::from(scale) <= UNIT_SCALE => true,
            (Number::Decimal { digits, scale }, Some(_)) => digits % 10i64.pow(u32::from(scale) - UNIT_SCALE) == 0,
        }
    }
}

fn exponent(text: &[u8]) -> Option<i32> {
    match text.split_first() {
        None => Some(0),
        Some((b'e' | b'E', rest)) => std::str::from_utf8(rest).ok()?.parse::<i32>().ok(),
        Some(_) => None,
    }
}

impl fmt::Display for Number {
    /// The digits as handed in; for doubles the shortest text that reads back as the same double.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Number::Float(v) => write!(f, "{v}"),
            Number::Decimal { digits, scale: 0 } => write!(f, "{digits}"),
            Number::Decimal { digits, scale } => {
                let by = 10u64.pow(u32::from(scale));
                let (whole, part) = (digits.unsigned_abs() / by, digits.unsigned_abs() % by);
                let sign = if digits < 0 { "-" } else { "" };
                write!(f, "{sign}{whole}.{part:0width$}", width = usize::from(scale))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_become_integers_without_a_float_between() {
        for (text, units) in [
            ("61.12345678", 6_112_345_678),
            ("61.123456785", 6_112_345_679),
            ("-61.123456785", -6_112_345_679),
            ("61.123456784999", 6_112_345_678),
            ("1e-8", 1),
            ("6.1e1", 6_100_000_000),
            ("+.5", 50_000_000),
            ("27.729999999999997", 2_773_000_000),
        ] {
            assert_eq!(Number::parse(text.as_bytes()).unwrap().to_units(), Some(units), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "NaN", "inf", "1e999", "1e", "1.2.3", "0x10", "12a", "1e99999999999"] {
            assert_eq!(Number::parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Number::Float(f64::NAN).to_units(), None);
        assert_eq!(Number::parse(b"3000000").unwrap().to_units(), None);
    }

    #[test]
    fn trailing_zeros_stay() {
        assert_eq!(Number::parse(b"26.10026550").unwrap().to_string(), "26.10026550");
        assert_eq!(Number::parse(b"-0.5").unwrap().to_string(), "-0.5");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+0-9.eE]{0,40}") {
            if let Some(n) = Number::parse(text.as_bytes()) {
                let _ = (n.to_units(), n.is_whole_units(), n.to_f64(), n.to_string());
            }
        }

        #[test]
        fn eight_decimals_survive_a_double(units in -18_000_000_000i64..18_000_000_000) {
            let n = Number::Float(units as f64 / 1e8);
            prop_assert_eq!(n.to_units(), Some(units));
            prop_assert!(n.is_whole_units());
        }
    }
}
