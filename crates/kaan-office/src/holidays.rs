//! The list of a year's public holidays that ships with Kaan, to be taken over by an office.
//!
//! Read once by pages. It never becomes an office's own list by itself: an administrator takes it over.

use crate::hours::Holiday;
use kaan_base::{Day, Text3};
use serde::Deserialize;
use std::collections::BTreeMap;

const TEXT: &str = include_str!("../../../law/holidays-pk-2026.toml");

#[derive(Deserialize)]
struct List {
    source: String,
    holiday: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    day: Day,
    #[serde(flatten)]
    name: Text3,
    #[serde(default)]
    expected: bool,
}

/// The days, each with name and source.
///
/// # Errors
/// What is wrong with the file: a fault of the build.
pub fn shipped() -> Result<BTreeMap<Day, Holiday>, String> {
    let list: List = toml::from_str(TEXT).map_err(|e| e.to_string())?;
    let source = list.source;
    Ok(list.holiday.into_iter().map(|h| (h.day, Holiday { name: h.name, source: source.clone(), expected: h.expected })).collect())
}

/// Provinces and territories by ISO 3166-2, with their names.
///
/// # Errors
/// What is wrong with the file: a fault of the build.
pub fn territories() -> Result<BTreeMap<String, Text3>, String> {
    toml::from_str(include_str!("../../../names/provinces.toml")).map_err(|e| e.to_string())
}
