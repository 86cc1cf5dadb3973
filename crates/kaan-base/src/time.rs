//! Instants and days.
//!
//! Instants are microseconds since 1970 in UTC; days are civil dates in ISO 8601. It never reads
//! a clock: whoever needs "now" is given it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// A zone in which moments are shown: both countries keep one fixed offset all year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Coordinated universal time.
    Utc,
    /// Pakistan Standard Time, UTC+05:00.
    Pakistan,
    /// Beijing time, UTC+08:00.
    Beijing,
}

impl Zone {
    /// The short name shown beside a time.
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Zone::Utc => "UTC",
            Zone::Pakistan => "PKT",
            Zone::Beijing => "CST",
        }
    }

    const fn hours(self) -> i8 {
        match self {
            Zone::Utc => 0,
            Zone::Pakistan => 5,
            Zone::Beijing => 8,
        }
    }
}

/// A date or moment that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date or time: {0}")]
pub struct TimeError(pub String);

impl Instant {
    /// From seconds since 1970 in UTC; out-of-range values are clamped.
    pub fn from_seconds(seconds: i64) -> Self {
        Instant(seconds.saturating_mul(1_000_000))
    }

    /// Milliseconds since 1970 in UTC.
    pub fn millis(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Date and time of day in a zone.
    fn civil(self, zone: Zone) -> Option<jiff::civil::DateTime> {
        let stamp = jiff::Timestamp::from_microsecond(self.0).ok()?;
        Some(jiff::tz::Offset::constant(zone.hours()).to_datetime(stamp))
    }

    /// The civil day in a zone.
    pub fn day(self, zone: Zone) -> Day {
        self.civil(zone).map_or(Day { year: 1970, month: 1, day: 1 }, |c| Day { year: c.year(), month: c.month(), day: c.day() })
    }

    /// `HH:MM` in a zone.
    pub fn clock(self, zone: Zone) -> String {
        self.civil(zone).map_or_else(String::new, |c| format!("{:02}:{:02}", c.hour(), c.minute()))
    }

    /// RFC 3339 in UTC, to the second: `2026-11-24T14:05:00Z`.
    pub fn rfc3339(self) -> String {
        self.civil(Zone::Utc).map_or_else(String::new, |c| {
            format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year(), c.month(), c.day(), c.hour(), c.minute(), c.second())
        })
    }

    /// Reads RFC 3339 with any offset.
    ///
    /// # Errors
    /// [`TimeError`] naming the text.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let stamp: jiff::Timestamp = text.trim().parse().map_err(|_| TimeError(text.to_owned()))?;
        Ok(Instant(stamp.as_microsecond()))
    }
}

/// A civil date of the Gregorian calendar, years 1 to 9999, kept as ISO 8601 text (`2026-11-24`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: i16,
    month: i8,
    day: i8,
}

impl Day {
    /// A date that exists.
    ///
    /// # Errors
    /// [`TimeError`] when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, TimeError> {
        let wrong = || TimeError(format!("{year}-{month}-{day}"));
        if !(1..=9999).contains(&year) {
            return Err(wrong());
        }
        jiff::civil::Date::new(year, month, day).map_err(|_| wrong())?;
        Ok(Day { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, `YYYYMMDD`, `DD/MM/YYYY`, or the date part of an RFC 3339 moment.
    ///
    /// # Errors
    /// [`TimeError`] naming the text.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let t = text.trim();
        let t = t.split(['T', ' ']).next().unwrap_or_default();
        let wrong = || TimeError(text.chars().take(40).collect());
        let number = |s: &str| s.parse::<i16>().map_err(|_| wrong());
        let parts: Vec<&str> = t.split(['-', '/', '.']).collect();
        match parts.as_slice() {
            [y, m, d] if y.len() == 4 => Day::new(number(y)?, number(m)? as i8, number(d)? as i8),
            [d, m, y] if y.len() == 4 => Day::new(number(y)?, number(m)? as i8, number(d)? as i8),
            [all] if all.len() == 8 && all.is_ascii() => {
                Day::new(number(&all[..4])?, number(&all[4..6])? as i8, number(&all[6..])? as i8)
            }
            _ => Err(wrong()),
        }
    }

    /// Year, month and day.
    pub const fn parts(self) -> (i16, i8, i8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Day {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        Day::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_that_offices_write() {
        for text in ["2026-11-24", "24/11/2026", "20261124", "2026-11-24T10:00:00Z", " 2026/11/24 "] {
            assert_eq!(Day::parse(text).unwrap().to_string(), "2026-11-24", "{text}");
        }
        for text in ["", "2026-02-30", "24/11/26", "not a date", "2026-13-01", "99999999"] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_falls_on_different_days_in_the_two_capitals() {
        let t = Instant::parse("2026-11-24T17:30:00Z").unwrap();
        assert_eq!((t.day(Zone::Pakistan).to_string(), t.clock(Zone::Pakistan)), ("2026-11-24".into(), "22:30".into()));
        assert_eq!((t.day(Zone::Beijing).to_string(), t.clock(Zone::Beijing)), ("2026-11-25".into(), "01:30".into()));
        assert_eq!(t.rfc3339(), "2026-11-24T17:30:00Z");
    }

    #[test]
    fn no_moment_makes_it_panic() {
        for v in [i64::MIN, i64::MAX, 0] {
            let _ = (Instant(v).rfc3339(), Instant(v).day(Zone::Beijing), Instant(v).millis());
        }
    }
}
