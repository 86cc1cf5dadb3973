//! What an office says of itself in public, and how it stands in the ledger.
//!
//! Pure. Made by acts, read back by the fold. It never holds a person's name or address: of those the ledger gets
//! a commitment.

use crate::hours::{Holiday, Range, zone, zone_code};
use kaan_base::{Day, Text3, Zone};
use serde::{Deserialize, Serialize};

/// Kind of the entry of working hours.
pub const HOURS_SET: &str = "office.hours-set";
/// Kind of the entry of a holiday, new or corrected.
pub const HOLIDAY_SET: &str = "office.holiday-set";
/// Kind of the entry of a holiday taken out.
pub const HOLIDAY_REMOVED: &str = "office.holiday-removed";
/// Kind of the entry of a letterhead.
pub const LETTERHEAD_SET: &str = "office.letterhead-set";
/// Kind of the entry of a contact officer.
pub const CONTACT_NAMED: &str = "office.contact-named";
/// Kind of the entry of a contact officer who is none any more.
pub const CONTACT_ENDED: &str = "office.contact-ended";

/// Working hours, as in the ledger; fields in the order of the alphabet, as in all below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The organisation.
    pub organisation: String,
    /// Monday first.
    pub week: [Vec<Range>; 7],
    /// Its zone.
    #[serde(with = "zones")]
    pub zone: Zone,
}

mod zones {
    use super::{Zone, zone, zone_code};
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(z: &Zone, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(zone_code(*z))
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(d: D) -> Result<Zone, D::Error> {
        let code = String::deserialize(d)?;
        zone(&code).ok_or_else(|| serde::de::Error::custom("no zone"))
    }
}

/// A holiday of an office, as in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidaySet {
    /// The day.
    pub day: Day,
    /// Whether it still depends on the moon.
    pub expected: bool,
    /// What is celebrated.
    pub name: Text3,
    /// The organisation.
    pub organisation: String,
    /// Who said so.
    pub source: String,
}

impl HolidaySet {
    /// Of an organisation.
    pub fn new(organisation: &str, day: Day, h: &Holiday) -> Self {
        let organisation = organisation.to_owned();
        HolidaySet { day, expected: h.expected, name: h.name.clone(), organisation, source: h.source.clone() }
    }
}

/// A holiday that is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayRemoved {
    /// The day.
    pub day: Day,
    /// The organisation.
    pub organisation: String,
}

/// What stands at the head of an office's letters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letterhead {
    /// Where it is.
    pub address: Text3,
    /// How it calls itself.
    pub name: Text3,
    /// The organisation.
    pub organisation: String,
    /// What its seal says.
    pub seal: Text3,
    /// Its telephone.
    pub telephone: String,
}

/// A contact officer, as in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactNamed {
    /// For what the public may ask.
    pub duty: Text3,
    /// Its id.
    pub id: String,
    /// The organisation.
    pub organisation: String,
    /// Commitment to name and e-mail address, hexadecimal.
    pub person: String,
    /// The office's telephone.
    pub telephone: String,
}

/// A contact officer who is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEnded {
    /// Its id.
    pub id: String,
    /// The organisation.
    pub organisation: String,
}

/// What a commitment to a contact officer covers.
pub fn person_bytes(name: &str, email: &str) -> Vec<u8> {
    format!("{name}\n{email}").into_bytes()
}

/// The subject of all entries of an office.
pub fn subject(organisation: &str) -> String {
    format!("office:{organisation}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::hours::ranges;

    #[test]
    fn what_the_ledger_holds_reads_back_and_is_in_the_order_of_the_alphabet() {
        let mut week: [Vec<Range>; 7] = Default::default();
        week[0] = ranges("09:00-17:00").unwrap();
        let hours = Hours { organisation: "o".into(), week, zone: Zone::Pakistan };
        let text = serde_json::to_string(&hours).unwrap();
        assert_eq!(text, r#"{"organisation":"o","week":[[["09:00","17:00"]],[],[],[],[],[],[]],"zone":"pakistan"}"#);
        assert_eq!(serde_json::from_str::<Hours>(&text).unwrap(), hours);
        assert!(serde_json::from_str::<Hours>(&text.replace("17:00", "07:00")).is_err());
        assert!(serde_json::from_str::<Hours>(&text.replace("pakistan", "mars")).is_err());
    }
}
