//! Records as rows of a table, in the form that templates take.
//!
//! Called by the lists, the holder's page and the check. It never holds a sentence: codes become words in
//! the templates.

use crate::ground::{Ground, Item};
use crate::model::{Class, Collection, Fact, HolderKind, Register, Status};
use kaan_base::{Lang, Text3};
use serde::Serialize;

/// Holders named in a row; of more the number is said.
const NAMED: usize = 2;

/// A holder in a row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HolderCell {
    pub id: String,
    pub name: String,
    pub masked: bool,
    /// Per cent.
    pub share: Option<f64>,
}

/// One record.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub number: String,
    pub path: String,
    pub class: &'static str,
    pub kind: Option<String>,
    pub name: Option<String>,
    pub holders: Vec<HolderCell>,
    pub more_holders: usize,
    pub minerals: Vec<String>,
    pub area_m2: Option<f64>,
    /// The area that the source states, where no outline gives one.
    pub claimed: Option<String>,
    /// Why there is no area: `withheld` or `unknown`.
    pub no_area: &'static str,
    pub status: &'static str,
    pub tone: &'static str,
    pub reported: bool,
    pub applied: Option<String>,
    pub granted: Option<String>,
    pub expires: Option<String>,
    pub register: String,
}

/// How a status is coloured; a word always stands with it.
pub(crate) const fn tone(status: Status) -> &'static str {
    match status {
        Status::Active => "ok",
        Status::Suspended | Status::Pending => "warn",
        Status::Cancelled | Status::Refused => "error",
        Status::Expired | Status::Surrendered | Status::Unknown => "quiet",
    }
}

/// The office's own word for a type, unless it says the same as ours.
pub(crate) fn own_kind(kind: Option<String>, class: Class) -> Option<String> {
    kind.filter(|k| {
        let word = k.trim().to_lowercase();
        !["licence", "license", "lease"].iter().any(|noun| word == format!("{} {noun}", class.code()))
    })
}

/// A record's facts as a row.
pub(crate) fn of_fact(collection: Collection, f: Fact) -> Row {
    let all = f.holders.len();
    let holders = f.holders.into_iter().take(NAMED);
    Row {
        path: collection.path(&f.number),
        class: f.class.code(),
        kind: own_kind(f.kind, f.class),
        name: f.name,
        holders: holders
            .map(|h| HolderCell { masked: h.kind == HolderKind::PersonMasked, id: h.id, name: h.name, share: h.share })
            .collect(),
        more_holders: all.saturating_sub(NAMED),
        minerals: f.commodities,
        area_m2: f.ground.area_m2,
        claimed: if f.ground.bounds.is_none() { f.claimed_area } else { None },
        no_area: if f.ground.faults.is_empty() { "unknown" } else { "withheld" },
        status: f.status.code(),
        tone: tone(f.status),
        reported: f.standing == crate::model::Standing::Reported,
        applied: f.applied,
        granted: f.granted,
        expires: f.expires,
        register: f.register,
        number: f.number,
    }
}

/// A record as the ground keeps it, as a row without its days and name.
pub(crate) fn of_item(ground: &Ground, item: &Item) -> Row {
    let number = ground.number(item).to_owned();
    let all: Vec<HolderCell> = ground
        .holders(item)
        .map(|h| HolderCell {
            id: h.id.to_string(),
            name: h.name.to_string(),
            masked: h.kind == HolderKind::PersonMasked,
            share: None,
        })
        .collect();
    Row {
        path: item.collection.path(&number),
        class: item.class.code(),
        kind: own_kind(ground.kind(item).map(str::to_owned), item.class),
        name: None,
        more_holders: all.len().saturating_sub(NAMED),
        holders: all.into_iter().take(NAMED).collect(),
        minerals: ground.commodities(item).into_iter().flat_map(|c| c.split('|')).map(str::to_owned).collect(),
        area_m2: Some(item.area_m2).filter(|a| a.is_finite()),
        claimed: None,
        no_area: if item.bounds.is_some() { "withheld" } else { "unknown" },
        status: item.status.code(),
        tone: tone(item.status),
        reported: item.standing == crate::model::Standing::Reported,
        applied: None,
        granted: None,
        expires: None,
        register: ground.register(item).map(|r| r.code.clone()).unwrap_or_default(),
        number,
    }
}

/// A register as pages name it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegisterRow {
    pub code: String,
    pub name: Text3,
    /// The name in the reader's language where there is one, without markup.
    pub label: String,
    pub source: String,
    pub licence: String,
    pub credit: String,
    pub href: Option<String>,
    pub as_of: Option<String>,
    pub demonstration: bool,
    /// The address of its ground on the map, where it has any.
    pub map: Option<String>,
}

impl RegisterRow {
    /// A register, with the address of its ground on a page of this path.
    pub fn of(ground: &Ground, r: &Register, path: &str, lang: Lang) -> Self {
        let extent = ground.register_extent(&r.code);
        let map = extent.map(|b| {
            let view = super::view::View::around(b, 0.05).text();
            format!("{path}{}", super::query::query([("register", r.code.as_str()), ("bbox", view.as_str())]))
        });
        RegisterRow {
            code: r.code.clone(),
            name: r.name.clone(),
            label: r.name.best(lang).map_or(r.code.as_str(), |(t, _)| t).to_owned(),
            source: r.source.clone(),
            licence: r.licence.clone(),
            credit: r.credit.clone(),
            href: r.href.clone(),
            as_of: r.as_of.clone(),
            demonstration: r.demonstration,
            map,
        }
    }
}
