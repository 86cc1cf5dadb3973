//! Numbers, days, moments and coordinates as people read them, by ICU4X and exact integers.
//!
//! Called by the template helpers. Western digits in all three languages; it never rounds a
//! coordinate further than it says, and never reads a clock.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use kaan_base::{Day, Lang};
use std::sync::LazyLock;

/// Formatters of one language.
pub(crate) struct Numbers {
    decimal: DecimalFormatter,
    day: DateTimeFormatter<YMD>,
}

impl Numbers {
    /// The formatters of a language, from data within the binary.
    ///
    /// # Errors
    /// When the binary was built without that data.
    pub fn load(lang: Lang) -> Result<Self, String> {
        let tag = match lang {
            Lang::En => "en-GB-u-nu-latn",
            Lang::Zh => "zh-Hans-u-nu-latn",
            Lang::Ur => "ur-u-nu-latn",
        };
        let locale: Locale = tag.parse().map_err(|e| format!("{tag}: {e}"))?;
        let decimal = DecimalFormatter::try_new((&locale).into(), Default::default()).map_err(|e| format!("{tag}: {e}"))?;
        let day = DateTimeFormatter::try_new((&locale).into(), YMD::long()).map_err(|e| format!("{tag}: {e}"))?;
        Ok(Numbers { decimal, day })
    }

    /// A whole number with its groups: `12,345`.
    pub fn integer(&self, whole: i64) -> String {
        unmarked(&self.decimal.format(&Decimal::from(whole)).to_string())
    }

    /// A number with exactly so many decimals; `–` when it is no number.
    pub fn number(&self, real: f64, digits: usize) -> String {
        let text = format!("{real:.*}", digits.min(12));
        Decimal::try_from_str(&text).map_or_else(|_| "–".to_owned(), |d| unmarked(&self.decimal.format(&d).to_string()))
    }

    /// A day in words: `1 May 2013`, `2013年5月1日`.
    pub fn day(&self, day: Day) -> String {
        let (year, month, date) = day.parts();
        match Date::try_new_iso(i32::from(year), month as u8, date as u8) {
            Ok(date) => self.day.format(&date).to_string(),
            Err(_) => day.to_string(),
        }
    }
}

/// Without the mark that ICU puts before a minus sign in Urdu: every number is isolated anyway.
fn unmarked(text: &str) -> String {
    text.replace('\u{200e}', "")
}

static GROUPS: LazyLock<Option<Numbers>> = LazyLock::new(|| Numbers::load(Lang::En).ok());

/// A number within a message: with groups, and its decimals as they are.
pub(crate) fn grouped(real: f64) -> String {
    let text = real.to_string();
    let Some(numbers) = GROUPS.as_ref() else { return text };
    Decimal::try_from_str(&text).map_or(text, |d| numbers.decimal.format(&d).to_string())
}

/// Units of 1e-8 degree as decimal degrees with a letter, at least four decimals: `29.1234° N`.
pub(crate) fn degrees(units: i64, letters: [&str; 2]) -> String {
    let (whole, part) = (units.unsigned_abs() / 100_000_000, units.unsigned_abs() % 100_000_000);
    let digits = format!("{part:08}");
    let kept = digits.trim_end_matches('0').len().max(4);
    format!("{whole}.{}° {}", &digits[..kept], letters[usize::from(units < 0)])
}

/// The same in degrees, minutes and seconds to three decimals (about 3 cm): `29° 07′ 24.240″ N`.
pub(crate) fn dms(units: i64, letters: [&str; 2]) -> String {
    // One unit is 3.6e-5 second; thousandths of a second are rounded half up.
    let thousandths = (u128::from(units.unsigned_abs()) * 36 + 500) / 1_000;
    let (degrees, rest) = (thousandths / 3_600_000, thousandths % 3_600_000);
    let (minutes, seconds) = (rest / 60_000, rest % 60_000);
    format!("{degrees}° {minutes:02}′ {:02}.{:03}″ {}", seconds / 1_000, seconds % 1_000, letters[usize::from(units < 0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_have_western_digits_in_three_languages() {
        let day: Day = Day::parse("2013-05-01").unwrap();
        let expected = [(Lang::En, "1 May 2013"), (Lang::Zh, "2013年5月1日"), (Lang::Ur, "1 مئی، 2013")];
        for (lang, text) in expected {
            let n = Numbers::load(lang).unwrap();
            assert_eq!(n.integer(1_234_567), "1,234,567");
            assert_eq!(n.number(1234.5, 4), "1,234.5000");
            assert_eq!(n.number(-0.5, 1), "-0.5", "{lang:?}");
            assert_eq!(n.number(f64::NAN, 1), "–");
            assert_eq!(n.day(day), text);
        }
        assert_eq!(grouped(12345.5), "12,345.5");
    }

    #[test]
    fn coordinates_keep_their_digits() {
        let (ns, ew) = (["N", "S"], ["E", "W"]);
        assert_eq!(degrees(2_912_345_678, ns), "29.12345678° N");
        assert_eq!(degrees(-6_200_000_000, ew), "62.0000° W");
        assert_eq!(dms(6_208_000_000, ew), "62° 04′ 48.000″ E");
        assert_eq!(dms(-1, ns), "0° 00′ 00.000″ S");
        assert_eq!(dms(2_999_999_999, ns), "30° 00′ 00.000″ N", "rounding carries");
    }
}
