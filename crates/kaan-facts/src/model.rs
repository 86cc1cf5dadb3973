//! What is known of a project, a deposit or an occurrence, and from where.
//!
//! Made by the import from a row, kept in the ledger and the table as it is, shown by the pages.
//! It never merges two figures that disagree, never invents a missing one, and does no I/O.

use kaan_base::{Lang, Text3};
use kaan_geo::Point;
use serde::{Deserialize, Serialize};

/// Something known from published sources.
///
/// As JSON, without empty members, it is the body of its ledger entry and the row of its table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Its id, unique in its collection: `PKM-001`.
    pub id: String,
    /// Code of the data set it came with.
    pub dataset: String,
    /// Its names, each with what is known of that very name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Other names that sources use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    /// Minerals as stated, in the order of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub minerals: Vec<String>,
    /// The province by its ISO 3166-2 code, where the stated one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// The province as stated, where that is not the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province_stated: Option<String>,
    /// The district as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Where it lies, as far as that is known.
    pub place: Place,
    /// Its stage by the code of `names/stages.toml`, judged from the stated status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// How sure the compiler is of the whole row: `high`, `medium`, `low`, `unsourced`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// What is stated, in the order of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Where it was read: addresses, or words where the source has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A name in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The language.
    pub lang: Lang,
    /// The name.
    pub text: String,
    /// What is known of it, in the compiler's words: `sourced`, `unverified`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<String>,
}

/// What a point is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// The thing itself, within the stated error.
    Own,
    /// Something that stands for it: the nearest town, the middle of a field.
    StandIn,
    /// The thing itself, and nothing is said about the error.
    Unstated,
    /// No place is known.
    #[default]
    None,
}

impl Precision {
    /// The code in columns and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Precision::Own => "own",
            Precision::StandIn => "stand-in",
            Precision::Unstated => "unstated",
            Precision::None => "none",
        }
    }
}

/// Where a record lies, as far as that is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// How well it is known.
    pub precision: Precision,
    /// Longitude and latitude in 1e-8 degree of WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[i64; 2]>,
    /// How far it may be off, kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_km: Option<f64>,
    /// What the point is, in the source's code: `deposit`, `town_standin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where the point was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Other points that sources give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// Another point that a source gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// Longitude and latitude in 1e-8 degree.
    pub at: [i64; 2],
    /// Whose it is, as stated.
    pub source: String,
}

/// One statement of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it speaks of: one of [`KINDS`].
    pub kind: String,
    /// As stated.
    pub text: String,
    /// Numbers that could be read in it without doubt.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub amounts: Vec<Amount>,
    /// Whom the statement itself names: `Wikipedia`, `Hussain 1974`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub said_by: Option<String>,
    /// The year or month that the statement itself names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The number, or the lower end of a range.
    pub number: f64,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<f64>,
    /// The unit as stated: `Mt`, `%`, `g/t`.
    pub unit: String,
    /// What it is of, where the next word is a sign of an element or mineral: `Cu`, `Fe2O3`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<String>,
}

/// The kinds of facts, in the order in which a page shows them.
pub const KINDS: [&str; 19] = [
    "status",
    "operator",
    "owner",
    "owner-country",
    "licence-type",
    "licence-number",
    "licence-area",
    "licence-from",
    "licence-to",
    "resource",
    "tonnage",
    "grade",
    "resource-class",
    "resource-standard",
    "capacity",
    "employment",
    "value-chain",
    "mineral-group",
    "deposit-type",
];
/// A remark of the compiler: shown apart from the facts.
pub const NOTE: &str = "note";

impl Record {
    /// Its names as one text in three scripts.
    #[must_use]
    pub fn text3(&self) -> Text3 {
        let of = |lang: Lang| self.names.iter().find(|n| n.lang == lang).map(|n| n.text.clone());
        Text3::of(of(Lang::En), of(Lang::Zh), of(Lang::Ur))
    }

    /// Its point.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        self.place.at.map(|[x, y]| Point { x, y })
    }

    /// The facts of a kind.
    pub fn facts_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Fact> {
        self.facts.iter().filter(move |f| f.kind == kind)
    }

    /// The first statement of a kind.
    #[must_use]
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.facts.iter().find(|f| f.kind == kind).map(|f| f.text.as_str())
    }

    /// Codes of the owners' countries; a doubtful one without its question mark.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().filter(|f| f.kind == "owner-country").map(|f| f.text.trim_end_matches('?'))
    }
}

/// A compilation or register that records came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dataset {
    /// Its code, as on the command line.
    pub code: String,
    /// Its name in up to three scripts.
    pub name: Text3,
    /// What it speaks of: ISO 3166 code.
    pub jurisdiction: String,
    /// Where the data came from, in a sentence.
    pub source: String,
    /// The licence.
    pub licence: String,
    /// The credit line that must be shown.
    pub credit: String,
    /// An address to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// The civil day for which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whether it is shown for demonstration only.
    pub demonstration: bool,
}

/// Body of the entry that ends an import, and its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// Code of the data set.
    pub dataset: String,
    /// Id of the collection.
    pub collection: String,
    /// SHA-256 of mapping and description as used, hexadecimal.
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
    /// Rows that belong to another collection by the mapping's rule.
    pub skipped: u64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_empty_record_is_short_and_reads_back() {
        let r = Record { id: "A".into(), dataset: "D".into(), ..Record::default() };
        let text = serde_json::to_string(&r).unwrap();
        assert_eq!(text, r#"{"id":"A","dataset":"D","place":{"precision":"none"}}"#);
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), r);
    }

    #[test]
    fn a_doubtful_country_is_found_as_the_country() {
        let fact =
            |text: &str| Fact { kind: "owner-country".into(), text: text.into(), amounts: vec![], said_by: None, date: None };
        let r = Record { facts: vec![fact("PK"), fact("CN?")], ..Record::default() };
        assert_eq!(r.countries().collect::<Vec<_>>(), ["PK", "CN"]);
    }
}
