//! Working hours and holidays of an office, and the days that they count.
//!
//! Pure: the clocks of the law stand on it, so it never reads a clock, a store or a zone's table (both countries
//! keep one offset all year). Whoever needs a calendar of an office reads it from the view `office_public_hours`
//! and `office_public_holiday`.

use kaan_base::{Day, Instant, Text3, Zone, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How far a working day is looked for: an office that is closed for ten years has none.
const FAR: i64 = 3_660;
/// Most ranges of one day.
pub const MOST_RANGES: usize = 4;

/// From a minute of the day up to another, not including it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "[String; 2]", into = "[String; 2]")]
pub struct Range {
    /// Minutes since midnight.
    pub from: u16,
    /// Minutes since midnight, at most 1,440.
    pub to: u16,
}

impl Range {
    /// Reads `09:00` and `17:00`; none when they are no times or in the wrong order.
    pub fn of(from: &str, to: &str) -> Option<Range> {
        let (from, to) = (minutes(from)?, minutes(to)?);
        (from < to).then_some(Range { from, to })
    }
}

impl TryFrom<[String; 2]> for Range {
    type Error = &'static str;
    fn try_from([from, to]: [String; 2]) -> Result<Self, Self::Error> {
        Range::of(&from, &to).ok_or("no range of hours")
    }
}

impl From<Range> for [String; 2] {
    fn from(r: Range) -> [String; 2] {
        [r.from, r.to].map(|m| format!("{:02}:{:02}", m / 60, m % 60))
    }
}

fn minutes(text: &str) -> Option<u16> {
    let (h, m) = text.trim().split_once(':')?;
    let digits = |t: &str| t.len() <= 2 && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (h, m): (u16, u16) = (h.parse().ok().filter(|_| digits(h))?, m.parse().ok().filter(|_| digits(m))?);
    let all = h * 60 + m;
    (m < 60 && all <= 1_440).then_some(all)
}

/// Reads the ranges of a day: `09:00-13:00, 14:00-17:00`; nothing for a day on which the office is closed.
///
/// None for what is no range, for ranges that meet or overlap, and for more than four. Digits of Urdu and of
/// Chinese keyboards are taken, and the dashes and commas that people type.
pub fn ranges(text: &str) -> Option<Vec<Range>> {
    let plain: String = text.chars().map(western).collect();
    let parts: Vec<&str> = plain.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let mut all = parts.iter().map(|p| p.split_once('-').and_then(|(a, b)| Range::of(a, b))).collect::<Option<Vec<_>>>()?;
    all.sort_unstable();
    let apart = all.iter().zip(all.iter().skip(1)).all(|(a, b)| a.to < b.from);
    (apart && all.len() <= MOST_RANGES).then_some(all)
}

fn western(c: char) -> char {
    match c {
        '–' | '—' | '－' | '~' | '～' | '−' => '-',
        '،' | '，' | '、' | ';' | '；' => ',',
        '：' => ':',
        other => words::digit(other),
    }
}

/// The ranges of a day as text that [`ranges`] reads.
pub fn text(ranges: &[Range]) -> String {
    let one = |r: &Range| <[String; 2]>::from(*r).join("-");
    ranges.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A day on which the office is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// What is celebrated.
    pub name: Text3,
    /// Who said so: a notification, with its date.
    pub source: String,
    /// Whether the day still depends on the sighting of the moon. It counts as a holiday all the same.
    pub expected: bool,
}

/// When an office works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The zone of its clock.
    pub zone: Zone,
    /// Monday first.
    pub week: [Vec<Range>; 7],
    /// Days on which it is closed.
    pub holidays: BTreeMap<Day, Holiday>,
}

/// A zone as it is stored.
pub const fn zone_code(zone: Zone) -> &'static str {
    match zone {
        Zone::Utc => "utc",
        Zone::Pakistan => "pakistan",
        Zone::Beijing => "beijing",
    }
}

/// Reads a zone.
pub fn zone(code: &str) -> Option<Zone> {
    [Zone::Utc, Zone::Pakistan, Zone::Beijing].into_iter().find(|z| zone_code(*z) == code)
}

/// How many days after 1970-01-01, in the Gregorian calendar; years begin in March, so that leap days come last.
fn number(day: Day) -> i64 {
    let (year, month, day) = day.parts();
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + of_year - 719_468
}

/// The day of a number; none before the year 1 and from 9999-12-31 on.
fn of_number(number: i64) -> Option<Day> {
    let day = Instant(number.checked_mul(DAY)?).day(Zone::Utc);
    (self::number(day) == number).then_some(day)
}

/// Monday is 0.
pub fn weekday(day: Day) -> usize {
    // 1970-01-01 was a Thursday.
    (number(day) + 3).rem_euclid(7) as usize
}

impl Calendar {
    /// Whether the office works at some time of that day.
    pub fn is_working_day(&self, day: Day) -> bool {
        self.week.get(weekday(day)).is_some_and(|r| !r.is_empty()) && !self.holidays.contains_key(&day)
    }

    /// The working day that is `count` working days after a day, which itself is not counted; with 0 the first
    /// working day from that day on. None when there is none within ten years of each step.
    pub fn add_working_days(&self, day: Day, count: u32) -> Option<Day> {
        let mut at = number(day) - i64::from(count == 0);
        for _ in 0..count.max(1) {
            let next = (1..=FAR).filter_map(|n| of_number(at + n)).find(|d| self.is_working_day(*d))?;
            at = number(next);
        }
        of_number(at)
    }

    /// Working days after one day up to and with another; 0 when the other does not come later.
    pub fn working_days_between(&self, after: Day, until: Day) -> u64 {
        let days = (number(after) + 1..=number(until)).filter_map(of_number);
        days.filter(|d| self.is_working_day(*d)).count() as u64
    }

    /// Whether the office is open at a moment.
    pub fn is_open(&self, at: Instant) -> bool {
        let day = at.day(self.zone);
        let Some(minute) = minutes(&at.clock(self.zone)) else { return false };
        let open = |all: &Vec<Range>| all.iter().any(|r| (r.from..r.to).contains(&minute));
        self.is_working_day(day) && self.week.get(weekday(day)).is_some_and(open)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn calendar() -> Calendar {
        let mut week: [Vec<Range>; 7] = Default::default();
        week[..4].iter_mut().for_each(|d| *d = ranges("09:00-13:00, 14:00-17:00").unwrap());
        week[4] = ranges("09:00-12:30").unwrap();
        let holiday = Holiday { name: Text3::english("H"), source: "s".into(), expected: false };
        Calendar { zone: Zone::Pakistan, week, holidays: [(day("2026-11-09"), holiday)].into() }
    }

    #[test]
    fn ranges_are_read_as_people_type_them() {
        assert_eq!(text(&ranges(" 14:00 – 17:00، ۹:۰۰-13:00 ").unwrap()), "09:00-13:00, 14:00-17:00");
        assert_eq!(ranges("９：００－１７：００").unwrap(), ranges("9:00-17:00").unwrap());
        assert_eq!(ranges("").unwrap(), vec![]);
        assert_eq!(text(&ranges("00:00-24:00").unwrap()), "00:00-24:00");
        for bad in [
            "9",
            "9-17",
            "17:00-09:00",
            "09:00-13:00, 12:00-17:00",
            "09:00-13:00, 13:00-17:00",
            "09:60-10:00",
            "23:00-24:01",
            "a:b-c:d",
            "+9:00-10:00",
            "1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00",
        ] {
            assert_eq!(ranges(bad), None, "{bad}");
        }
    }

    #[test]
    fn working_days_leap_over_weekends_and_holidays() {
        let c = calendar();
        // 2026-11-06 is a Friday; Saturday, Sunday, and Monday the 9th are none.
        assert_eq!(weekday(day("2026-11-06")), 4);
        assert_eq!(c.add_working_days(day("2026-11-06"), 1), Some(day("2026-11-10")));
        assert_eq!(c.add_working_days(day("2026-11-07"), 0), Some(day("2026-11-10")));
        assert_eq!(c.add_working_days(day("2026-11-06"), 0), Some(day("2026-11-06")));
        assert_eq!(c.add_working_days(day("2026-11-06"), 5), Some(day("2026-11-16")));
        assert_eq!(c.working_days_between(day("2026-11-06"), day("2026-11-16")), 5);
        let closed = Calendar { week: Default::default(), ..c };
        assert_eq!(closed.add_working_days(day("2026-11-06"), 1), None);
    }

    #[test]
    fn an_office_is_open_by_its_own_clock() {
        let c = calendar();
        let at = |t: &str| Instant::parse(t).unwrap();
        assert!(c.is_open(at("2026-11-10T04:00:00Z")), "nine in Quetta");
        assert!(!c.is_open(at("2026-11-10T03:59:59Z")));
        assert!(!c.is_open(at("2026-11-10T08:00:00Z")), "one in the afternoon: break");
        assert!(!c.is_open(at("2026-11-09T05:00:00Z")), "a holiday");
        assert!(!c.is_open(at("2026-11-07T05:00:00Z")), "a Saturday");
        let beijing = Calendar { zone: Zone::Beijing, ..c };
        assert!(beijing.is_open(at("2026-11-10T01:00:00Z")));
    }

    /// Numbers that look like chance and are the same every time.
    fn chance(seed: &mut u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 33
    }

    #[test]
    fn adding_days_agrees_with_counting_them_one_by_one() {
        let mut seed = 7;
        for _ in 0..2_000 {
            let mut c = calendar();
            for d in &mut c.week {
                *d = if chance(&mut seed).is_multiple_of(3) { vec![] } else { ranges("9:00-17:00").unwrap() };
            }
            for _ in 0..chance(&mut seed) % 20 {
                let day = of_number(20_700 + (chance(&mut seed) % 60) as i64).unwrap();
                c.holidays.insert(day, Holiday { name: Text3::default(), source: String::new(), expected: true });
            }
            let from = of_number(20_700 + (chance(&mut seed) % 40) as i64).unwrap();
            let (n, m) = ((chance(&mut seed) % 30) as u32 + 1, (chance(&mut seed) % 30) as u32 + 1);
            let Some(end) = c.add_working_days(from, n) else {
                assert!(c.week.iter().all(Vec::is_empty));
                continue;
            };
            assert!(c.is_working_day(end) && end > from);
            assert_eq!(c.working_days_between(from, end), u64::from(n));
            assert_eq!(c.add_working_days(end, m), c.add_working_days(from, n + m), "steps add up");
            assert_eq!(c.add_working_days(end, 0), Some(end));
        }
    }

    #[test]
    fn days_have_numbers_and_numbers_days() {
        for text in ["1970-01-01", "0001-01-01", "9999-12-30", "2026-11-25", "2024-02-29", "2000-02-29", "1900-03-01"] {
            assert_eq!(of_number(number(day(text))), Some(day(text)), "{text}");
        }
        assert_eq!(of_number(i64::MAX), None);
        assert_eq!((weekday(day("2026-11-25")), weekday(day("0001-01-01"))), (2, 0));
    }

    #[test]
    fn the_shipped_list_of_holidays_is_whole() {
        let list = crate::holidays::shipped().unwrap();
        assert_eq!(list.len(), 14);
        assert!(list.values().all(|h| h.name.all().count() == 3 && h.source.contains("Cabinet Division")));
        assert_eq!(list.values().filter(|h| h.expected).count(), 7);
    }
}
