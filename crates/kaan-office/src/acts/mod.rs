//! The acts of an office, one file each: each asks for its right inside its own transaction.
//!
//! Called by pages. A refusal commits its row in the record of acts and nothing else.

pub(crate) mod begin_emergency;
pub(crate) mod choose_letters;
pub(crate) mod end_contact;
pub(crate) mod end_delegation;
pub(crate) mod end_emergency;
pub(crate) mod end_role;
pub(crate) mod give_role;
pub(crate) mod name_contact;
pub(crate) mod remove_holiday;
pub(crate) mod seed;
pub(crate) mod send_invitation;
pub(crate) mod set_holidays;
pub(crate) mod set_hours;
pub(crate) mod set_letterhead;
pub(crate) mod withdraw_invitation;

use crate::model::subject;
use kaan_db::{Fault, Res, Tx};
use kaan_ledger::Entry;
use serde::Serialize;

/// An entry of the ledger about an office: canonical JSON, as the fields stand in the order of the alphabet.
pub(crate) fn entry(kind: &'static str, organisation: &str, fact: &impl Serialize) -> Res<Entry> {
    let body = serde_json::to_vec(fact).map_err(|e| Fault::Broken(format!("an entry of the office: {e}")))?;
    Ok(Entry { kind, subject: subject(organisation), body })
}

/// Records one entry.
pub(crate) async fn record(tx: &mut Tx<'_>, kind: &'static str, organisation: &str, fact: &impl Serialize) -> Res<()> {
    kaan_ledger::record(tx, &[entry(kind, organisation, fact)?]).await.map(drop)
}
