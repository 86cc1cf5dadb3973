//! The words of the register: collections, classes, standings, statuses, and the facts of a record.
//!
//! Called by every other file of the crate. It is pure: it never reads a file or a store, and never
//! decides what a code of an office means (a mapping file does).

use kaan_base::Text3;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$v_about:meta])* $v:ident = $text:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$v_about])* #[serde(rename = $text)] $v),* }
        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [$name] = &[$($name::$v),*];
            /// The code in tables, addresses, files and message keys.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $($name::$v => $text),* } }
            /// Reads a code; `None` for any other text.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { Self::ALL.iter().copied().find(|w| w.code() == code) }
        }
    };
}

words! {
    /// What a parcel belongs to; each has its own table, page and open collection.
    Collection {
        /// Mineral titles.
        Titles = "titles",
        /// Applications for titles.
        Applications = "applications",
        /// Ground closed to applications.
        ReservedAreas = "reserved-areas",
    }
}

words! {
    /// The class of a title under the rules, whatever its office calls the type.
    Class {
        /// Reconnaissance licence: it shuts nobody out.
        Reconnaissance = "reconnaissance",
        /// Exploration or prospecting licence.
        Exploration = "exploration",
        /// Mineral deposit retention licence.
        Retention = "retention",
        /// Mining lease, large or small.
        Mining = "mining",
        /// Anything else, or not known.
        Other = "other",
    }
}

words! {
    /// How a record came to stand in the register.
    Standing {
        /// Handed over by the office that keeps it.
        Registered = "registered",
        /// Known from public reports only.
        Reported = "reported",
    }
}

words! {
    /// Where a record is in its life.
    Status {
        /// In force.
        Active = "active",
        /// In force, its work stopped by the authority.
        Suspended = "suspended",
        /// Asked for and not decided.
        Pending = "pending",
        /// Run out by time.
        Expired = "expired",
        /// Given back by its holder.
        Surrendered = "surrendered",
        /// Taken away by the authority.
        Cancelled = "cancelled",
        /// Asked for and not given.
        Refused = "refused",
        /// Not said, or said in a word that the mapping does not know.
        Unknown = "unknown",
    }
}

words! {
    /// Who holds.
    HolderKind {
        /// A company, a body or a firm.
        Organisation = "organisation",
        /// A natural person whose name was masked before the file came here.
        PersonMasked = "person-masked",
    }
}

impl Collection {
    /// The word for one record, in kinds of ledger entries and their subjects.
    #[must_use]
    pub const fn one(self) -> &'static str {
        match self {
            Collection::Titles => "title",
            Collection::Applications => "application",
            Collection::ReservedAreas => "reserved-area",
        }
    }

    /// The subject of a record's entries in the ledger: `title:EL-1`, with white space as `%20`.
    #[must_use]
    pub fn subject(self, number: &str) -> String {
        let mut out = String::with_capacity(number.len() + 14);
        out.push_str(self.one());
        out.push(':');
        push_subject(&mut out, number);
        out
    }

    /// The path of a record's page, after the language.
    #[must_use]
    pub fn path(self, number: &str) -> String {
        let mut out = format!("/{}/", self.code());
        for b in number.bytes() {
            match b {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(b)),
                _ => out.push_str(&format!("%{b:02X}")),
            }
        }
        out
    }
}

fn push_subject(out: &mut String, number: &str) {
    for c in number.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() || c == '%' => {
                let mut bytes = [0u8; 4];
                for b in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{b:02X}"));
                }
            }
            c => out.push(c),
        }
    }
}

/// A register that was handed over: who keeps it, from where it came, under which licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The authority's code, as on the command line: `NT-2013`.
    pub code: String,
    /// Its name in up to three scripts.
    pub name: Text3,
    /// ISO 3166-2 code of the jurisdiction: `PK-BA`.
    pub jurisdiction: String,
    /// Where the data came from, in a sentence.
    pub source: String,
    /// The licence of the data.
    pub licence: String,
    /// The credit line that must be shown.
    pub credit: String,
    /// An address to read more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub href: Option<String>,
    /// The civil day for which it stands, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<String>,
    /// Whether it is shown for demonstration only.
    #[serde(default)]
    pub demonstration: bool,
}

impl Register {
    /// Reads a `register.toml`: code, name in up to three scripts, jurisdiction, source, licence, credit.
    ///
    /// # Errors
    /// What is wrong with it and where, in English.
    pub fn read(text: &str) -> Result<Self, String> {
        let register: Register = toml::from_str(text).map_err(|e| e.to_string())?;
        let code = &register.code;
        let fit = !code.is_empty()
            && code.len() <= 60
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if fit { Ok(register) } else { Err(format!("`code = \"{code}\"`: letters, digits, dashes and points, 1 to 60 of them")) }
    }

    /// A register of which nothing is known but its code.
    #[must_use]
    pub fn bare(code: &str) -> Self {
        Register {
            code: code.to_owned(),
            name: Text3::english(code),
            jurisdiction: String::new(),
            source: String::new(),
            licence: String::new(),
            credit: String::new(),
            href: None,
            as_of: None,
            demonstration: false,
        }
    }
}

/// A holder of a title as the title names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The holder's key, made by Kaan.
    pub id: String,
    /// The name as handed in.
    pub name: String,
    /// Who that is.
    pub kind: HolderKind,
    /// Per cent, where the source says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<f64>,
}

/// A fault of an outline, as the geometry names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutlineFault {
    /// Stable code: `self-crossing`, `spike`, …
    pub code: String,
    /// Where: 1e-8 degree of longitude and latitude, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<[i64; 2]>,
    /// Part, ring and corner, counted from 1: `1.1.7`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<String>,
}

/// All public facts of a title, application or reserved area: one row, and the body of its ledger entry.
///
/// The body is this structure as JSON in this order of members, without those that are empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The number, unique in its collection.
    pub number: String,
    /// Code of the register it stands in.
    pub register: String,
    /// The office's own code of the type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// Its class under the rules.
    pub class: Class,
    /// Handed over, or known from reports.
    pub standing: Standing,
    /// Where it is in its life.
    pub status: Status,
    /// The status in the office's own words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status_text: Option<String>,
    /// A name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Holders (of an application: applicants), in the order of the source.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub holders: Vec<Held>,
    /// Minerals, as the source names them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub commodities: Vec<String>,
    /// Civil day of the application, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub applied: Option<String>,
    /// Civil day of the grant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub granted: Option<String>,
    /// Civil day of expiry.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires: Option<String>,
    /// The area that the source states, in its own words and unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed_area: Option<String>,
    /// The boundary, where the outline is valid or at least can be read.
    #[serde(flatten)]
    pub ground: Ground,
    /// Where a reported record was read: addresses.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
}

/// The boundary of a record, or what was handed in for one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ground {
    /// The boundary of record in the compact form of kaan-geo; absent when the outline is invalid.
    #[serde(rename = "parcel", with = "base64_bytes", skip_serializing_if = "Option::is_none", default)]
    pub boundary: Option<Vec<u8>>,
    /// What a side is: `straight-lonlat`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<String>,
    /// West, south, east, north in 1e-8 degree, also of an invalid outline.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bounds: Option<[i64; 4]>,
    /// Square metres on the WGS 84 ellipsoid; absent when the outline is invalid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub area_m2: Option<f64>,
    /// Metres on the ellipsoid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub perimeter_m: Option<f64>,
    /// What is wrong with the outline; never repaired.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub faults: Vec<OutlineFault>,
    /// Coordinates as handed in (GeoJSON MultiPolygon in their own system), where they differ from the boundary.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_handed_in: Option<String>,
    /// The system in which they were handed in: `EPSG:4283`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub crs: Option<String>,
    /// The operation that led to WGS 84, where there was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub operation: Option<String>,
    /// How far the position may be off, metres.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accuracy_m: Option<f64>,
}

/// Two titles that met when their register was brought in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The number that sorts first.
    pub a: String,
    /// The other.
    pub b: String,
    /// `overlap` or `sliver`.
    pub relation: String,
    /// Common ground, square metres.
    pub area_m2: f64,
    /// Mean width, millimetres.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub width_mm: Option<f64>,
}

/// Body of the entry that packs inherited overlaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InheritedOverlaps {
    /// Code of the register.
    pub register: String,
    /// The pairs, at most [`OVERLAPS_AN_ENTRY`].
    pub overlaps: Vec<Overlap>,
}

/// So many pairs stand in one entry of the ledger.
pub const OVERLAPS_AN_ENTRY: usize = 200;

/// Body of the entry that ends an import, and its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// Code of the register.
    pub register: String,
    /// What was brought in.
    pub collection: Collection,
    /// Which of the imports that changed this collection of this register, from 1.
    pub nth: u64,
    /// SHA-256 of the mapping as it was used, hexadecimal.
    pub mapping: String,
    /// The file's name without its folder.
    pub file: String,
    /// Microseconds UTC.
    pub at: i64,
    /// Rows.
    pub counts: Counts,
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Rows read.
    pub read: u64,
    /// Records that are new.
    pub added: u64,
    /// Records that stand already with the same facts.
    pub unchanged: u64,
    /// Records that stood with other facts.
    pub corrected: u64,
    /// Rows that were not taken.
    pub rejected: u64,
    /// Records whose outline is invalid: kept as handed in, area withheld.
    pub invalid: u64,
    /// Rows passed over because the mapping says so.
    #[serde(default)]
    pub skipped: u64,
    /// Pairs recorded as inherited overlaps or slivers.
    pub overlaps: u64,
}

/// A figure with as many decimals as it is kept with: four from one on, twelve below, fifteen digits in all.
///
/// So short a number reads back from JSON as the very same double, whatever reads it: else a register made
/// from the ledger could differ in the last bit.
#[must_use]
pub fn figure(v: f64) -> f64 {
    let decimals = match v.abs() {
        a if a < 1.0 => 12,
        a if a < 1e11 => 4,
        a if a < 1e15 => 0,
        _ => return v,
    };
    let scale = 10f64.powi(decimals);
    (v * scale).round() / scale
}

/// Bytes as base64 text (RFC 4648, 4), for the ledger's JSON.
mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, s: S) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(b) => s.serialize_str(&STANDARD.encode(b)),
            None => s.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(d)?;
        text.map(|t| STANDARD.decode(t).map_err(|_| D::Error::custom("not base64"))).transpose()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_read_back() {
        for c in Class::ALL {
            assert_eq!(Class::from_code(c.code()), Some(*c));
        }
        assert_eq!(Status::from_code("Active"), None);
    }

    #[test]
    fn a_figure_reads_back_as_the_same_double() {
        for v in [33_215_825.051_812_995, 0.1 + 0.2, 1e-9, 12_345_678_901.234_567, 0.0, 1.000_05, 9.9e14] {
            let text = serde_json::to_string(&figure(v)).unwrap();
            assert_eq!(serde_json::from_str::<f64>(&text).unwrap().to_bits(), figure(v).to_bits(), "{text}");
            assert!((figure(v) - v).abs() <= 5.1e-5f64.max(v * 1e-15), "{v}");
        }
        assert_eq!(figure(33_215_825.051_812_995), 33_215_825.051_8);
    }

    #[test]
    fn subjects_have_no_white_space_and_paths_no_slash() {
        assert_eq!(Collection::Titles.subject("EL 31/2020"), "title:EL%2031/2020");
        assert_eq!(Collection::Titles.path("EL 31/2020"), "/titles/EL%2031%2F2020");
    }
}
