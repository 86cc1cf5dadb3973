//! The law on owners: thresholds and the rule of publication, read from `law/owners.toml`.
//!
//! Called by the chain, the acts and the pages. It never holds a number of the law itself, and where the law
//! is not known it says so instead of guessing.

use super::model::InterestKind;
use super::share::Percent;
use kaan_base::Day;
use serde::Deserialize;

/// The file that ships with the program.
const TEXT: &str = include_str!("../../../../law/owners.toml");

/// Why the file cannot be used: a fault of ours, found by a test.
#[derive(Debug, thiserror::Error)]
#[error("law/owners.toml: {0}")]
pub struct LawError(String);

/// The law on owners.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// `draft`, `checked` or `certified`.
    pub status: String,
    /// From which day the file holds.
    pub in_force_from: Day,
    /// The licence of what is published.
    pub licence: String,
    /// More than this is control.
    pub majority: Percent,
    /// Kinds of interest that are control whatever the share.
    pub control: Vec<InterestKind>,
    /// Thresholds.
    #[serde(rename = "threshold")]
    thresholds: Vec<Threshold>,
    /// Rules of publication.
    #[serde(rename = "publication")]
    publications: Vec<Publication>,
}

/// How a bound is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The bound itself is enough.
    AtLeast,
    /// The bound itself is not enough.
    MoreThan,
    /// The law was looked for and not found.
    Unknown,
}

impl Rule {
    /// The word of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Rule::AtLeast => "at-least",
            Rule::MoreThan => "more-than",
            Rule::Unknown => "unknown",
        }
    }
}

/// What a threshold decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Who is a beneficial owner.
    BeneficialOwner,
    /// Who must be named in an application for a title.
    NamedInApplication,
}

/// A threshold with its source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// ISO 3166-1 or 3166-2.
    pub jurisdiction: String,
    /// What it decides.
    pub purpose: Purpose,
    /// The first day on which it is known to hold.
    pub from: Day,
    /// How the bound is meant.
    pub rule: Rule,
    /// The bound; nothing when the rule is unknown.
    #[serde(default)]
    pub share: Percent,
    /// Which interests are counted.
    pub counts: Vec<InterestKind>,
    /// The law.
    pub law: String,
    /// Its section, or `unknown`.
    pub section: String,
    /// Where it was read.
    pub source: String,
    /// What was read and what was not, with the day.
    pub note: String,
}

/// What everybody may see.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// ISO 3166-1 or 3166-2, or `*`.
    pub jurisdiction: String,
    /// The rule's name.
    pub code: String,
    /// The first day.
    pub from: Day,
    /// What is public of a company.
    pub company: Vec<Field>,
    /// What is public of a person.
    pub person: Vec<Field>,
    /// What is public of a person below `least` who controls nothing.
    pub small: Vec<Field>,
    /// Below this a person is not named.
    pub least: Percent,
    /// Bounds of the bands, rising from 0 to 100.
    pub bands: Vec<Percent>,
    /// The law, or `unknown`.
    pub law: String,
    /// Its section, or `unknown`.
    pub section: String,
    /// Where it was read.
    pub source: String,
    /// What was read and what was not, with the day.
    pub note: String,
}

/// A thing that may be public of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The name.
    Name,
    /// Nationality or country.
    Country,
    /// The exact share.
    Share,
    /// The band of the share.
    Band,
    /// Since when and until when.
    Dates,
    /// The kind of source and its day, without the document.
    Source,
}

impl Law {
    /// Reads the file that ships with the program.
    ///
    /// # Errors
    /// [`LawError`] naming what is wrong.
    pub fn shipped() -> Result<Law, LawError> {
        Law::read(TEXT)
    }

    /// Reads a file of that form.
    ///
    /// # Errors
    /// [`LawError`] naming what is wrong.
    pub fn read(text: &str) -> Result<Law, LawError> {
        let law: Law = toml::from_str(text).map_err(|e| LawError(e.to_string()))?;
        for p in &law.publications {
            let rising = p.bands.windows(2).all(|w| matches!(w, [a, b] if a < b));
            if !rising || p.bands.first() != Some(&Percent::ZERO) || p.bands.last() != Some(&Percent::WHOLE) {
                return Err(LawError(format!("the bands of {} do not rise from 0 to 100", p.code)));
            }
        }
        if !law.publications.iter().any(|p| p.jurisdiction == "*") {
            return Err(LawError("no rule of publication for `*`".into()));
        }
        Ok(law)
    }

    /// The threshold of a place on a day: its own, else its country's; none when neither is known.
    #[must_use]
    pub fn threshold(&self, place: &str, purpose: Purpose, day: Day) -> Option<&Threshold> {
        let country = place.split('-').next().unwrap_or_default();
        [place, country].into_iter().find_map(|code| {
            let in_force = self.thresholds.iter().filter(|t| t.jurisdiction == code && t.purpose == purpose && t.from <= day);
            in_force.max_by_key(|t| t.from)
        })
    }

    /// The rule of publication of a place on a day; before the first one, the first.
    #[must_use]
    pub fn publication(&self, place: &str, day: Day) -> Option<&Publication> {
        let country = place.split('-').next().unwrap_or_default();
        [place, country, "*"].into_iter().find_map(|code| {
            let of = || self.publications.iter().filter(|p| p.jurisdiction == code);
            of().filter(|p| p.from <= day).max_by_key(|p| p.from).or_else(|| of().min_by_key(|p| p.from))
        })
    }
}
