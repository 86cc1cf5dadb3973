//! Values as pages show them: names of codes, links to sources, numbers with their digits.
//!
//! Called by the list and the record page. It never holds markup or a sentence.

use crate::codes::Codes;
use crate::model::{Amount, Dataset, Precision, Record};
use crate::register::Register;
use kaan_base::{Lang, Text3};
use serde::Serialize;

/// An address with its host, and what stands behind it; or plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The address, when it is one of the web.
    pub href: Option<String>,
    /// Its host.
    pub host: String,
    /// Words behind the address, or the whole text where there is none.
    pub rest: String,
}

impl Link {
    /// Reads a source as stated.
    #[must_use]
    pub fn of(text: &str) -> Link {
        let (address, rest) = text.split_once(' ').unwrap_or((text, ""));
        let after = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        match after.map(|a| a.split(['/', '?', '#']).next().unwrap_or_default()).filter(|h| h.contains('.') && h.len() < 200) {
            Some(host) => Link {
                href: Some(address.to_owned()),
                host: host.trim_start_matches("www.").to_owned(),
                rest: rest.trim().to_owned(),
            },
            None => Link { href: None, host: String::new(), rest: text.to_owned() },
        }
    }
}

/// A number as a page writes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Number {
    number: f64,
    to: Option<f64>,
    digits: usize,
    unit: String,
    of: Option<String>,
}

impl Number {
    /// With as many decimals as were stated, at most four.
    #[must_use]
    pub fn of(a: &Amount) -> Number {
        let decimals = |x: f64| format!("{x}").split_once('.').map_or(0, |(_, d)| d.len());
        let digits = decimals(a.number).max(a.to.map_or(0, decimals)).min(4);
        Number { number: a.number, to: a.to, digits, unit: a.unit.clone(), of: a.of.clone() }
    }
}

/// A data set as pages name it.
#[derive(Debug, Clone, Serialize)]
pub struct From {
    name: Text3,
    as_of: Option<String>,
    source: String,
    licence: String,
    credit: String,
    href: Option<String>,
}

impl From {
    /// Of a data set.
    #[must_use]
    pub fn of(d: &Dataset) -> From {
        let href = d.href.clone().filter(|h| Link::of(h).href.is_some());
        From {
            name: d.name.clone(),
            as_of: d.as_of.clone(),
            source: d.source.clone(),
            licence: d.licence.clone(),
            credit: d.credit.clone(),
            href,
        }
    }
}

/// Where a record lies, for a table's cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Where {
    precision: &'static str,
    error_km: Option<f64>,
}

impl Where {
    /// Of a record.
    #[must_use]
    pub fn of(r: &Record) -> Where {
        Where { precision: r.place.precision.code(), error_km: r.place.error_km }
    }
}

/// Names of the minerals of a record, each once.
#[must_use]
pub fn minerals(register: &Register, r: &Record) -> Vec<Text3> {
    let mut out: Vec<Text3> = Vec::new();
    for name in r.minerals.iter().map(|m| register.names.minerals.name(m)) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// The name of a code; nothing where there is no code.
#[must_use]
pub fn named(codes: &Codes, code: Option<&str>) -> Option<Text3> {
    code.map(|c| codes.get(c).map_or_else(|| Text3::english(c), crate::codes::Code::name))
}

/// A district as stated, with its name in other scripts where that is known.
#[must_use]
pub fn district(register: &Register, r: &Record) -> Option<Text3> {
    r.district.as_deref().map(|d| register.names.districts.place(d))
}

/// A name in plain text for a reader.
#[must_use]
pub fn plain(name: &Text3, lang: Lang) -> String {
    name.best(lang).map(|(t, _)| t.to_owned()).unwrap_or_default()
}

/// The record's name, or its id where it has none.
#[must_use]
pub fn title(r: &Record) -> Text3 {
    let name = r.text3();
    if name.is_empty() { Text3::english(r.id.clone()) } else { name }
}

/// Whether a point is drawn as the circle of its error.
#[must_use]
pub fn is_rough(r: &Record) -> bool {
    r.place.precision == Precision::StandIn || r.place.error_km.is_some_and(|e| e >= 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_become_links_with_their_host() {
        let link = Link::of("https://www.dawn.com/news/1192524 page 2");
        assert_eq!(
            (link.href.as_deref(), link.host.as_str(), link.rest.as_str()),
            (Some("https://www.dawn.com/news/1192524"), "dawn.com", "page 2")
        );
        assert_eq!(Link::of("javascript:alert(1)"), Link { href: None, host: String::new(), rest: "javascript:alert(1)".into() });
        assert_eq!(Link::of("https:///x").href, None);
        assert_eq!(Link::of("USGS, record 402").rest, "USGS, record 402");
    }

    #[test]
    fn numbers_keep_their_decimals() {
        let a = |number| Amount { number, to: None, unit: "Mt".into(), of: None };
        assert_eq!((Number::of(&a(14.48)).digits, Number::of(&a(300.0)).digits, Number::of(&a(0.1 + 0.2)).digits), (2, 0, 4));
    }
}
