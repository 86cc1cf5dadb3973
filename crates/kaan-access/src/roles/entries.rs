//! What of roles stands in the ledger: public facts, and salted commitments to accounts and reasons.
//!
//! Called by the acts beside it. No entry names an account or holds a reason in words.

use super::model::{DelegationRow, EmergencyRow, RoleRow};
use kaan_base::Instant;
use kaan_db::{Fault, Res};
use kaan_ledger::{Entry, commit};
use serde_json::{Value, json};

/// A role was given.
pub(super) fn role_given(r: &RoleRow, salt: &[u8; 32]) -> Res<Entry> {
    let body = json!({
        "account": commitment(salt, &r.account),
        "body": r.body.code(),
        "from": r.from.rfc3339(),
        "id": r.id,
        "organisation": r.organisation,
        "role": r.role,
        "territory": r.territory,
        "until": r.until.map(Instant::rfc3339),
    });
    entry("access.role-given", &r.organisation, &body)
}

/// A role was ended before its time.
pub(super) fn role_ended(r: &RoleRow, at: Instant) -> Res<Entry> {
    let body = json!({
        "ended": at.rfc3339(),
        "id": r.id,
        "organisation": r.organisation,
        "role": r.role,
    });
    entry("access.role-ended", &r.organisation, &body)
}

/// A role was lent.
pub(super) fn delegation_given(d: &DelegationRow, salt: &[u8; 32]) -> Res<Entry> {
    let body = json!({
        "from": d.from.rfc3339(),
        "id": d.id,
        "organisation": d.organisation,
        "role": d.role,
        "role_id": d.role_id,
        "territory": d.territory,
        "to": commitment(salt, &d.to),
        "until": d.until.rfc3339(),
    });
    entry("access.delegation-given", &d.organisation, &body)
}

/// A delegation was ended before its time.
pub(super) fn delegation_ended(d: &DelegationRow, at: Instant) -> Res<Entry> {
    let body = json!({ "ended": at.rfc3339(), "id": d.id, "organisation": d.organisation, "role": d.role });
    entry("access.delegation-ended", &d.organisation, &body)
}

/// A role was taken in an emergency: the announcement that nobody can take back.
pub(super) fn emergency_begun(e: &EmergencyRow, salt: &[u8; 32]) -> Res<Entry> {
    let body = json!({
        "account": commitment(salt, &e.account),
        "from": e.from.rfc3339(),
        "id": e.id,
        "organisation": e.organisation,
        "reason": commitment(salt, &e.reason),
        "role": e.role,
        "until": e.until.rfc3339(),
    });
    entry("access.emergency-begun", &e.organisation, &body)
}

fn commitment(salt: &[u8; 32], value: &str) -> String {
    hex::encode(commit(salt, value.as_bytes()))
}

/// The keys of a body are written in the order of the alphabet: canonical JSON.
fn entry(kind: &'static str, organisation: &str, body: &Value) -> Res<Entry> {
    let body = serde_json::to_vec(body).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(Entry { kind, subject: organisation.to_owned(), body })
}
