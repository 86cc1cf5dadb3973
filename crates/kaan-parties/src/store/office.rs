//! What an office tells everybody of itself: contact officers and hours, read through its published views.
//!
//! Called by the page of an authority or a company. It never writes, and reads no table of the office.

use kaan_base::Text3;
use kaan_db::{Db, Res, sql};
use serde::Serialize;

const CONTACTS: &str = "select duty_en, duty_zh, duty_ur, name, telephone, email from office_public_contact \
     where organisation = $1 order by id limit 20";
const HOURS: &str = "select zone, week from office_public_hours where organisation = $1";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[CONTACTS, HOURS];

/// Whom the public may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// For what.
    pub duty: Text3,
    /// Their name.
    pub name: Option<String>,
    /// The telephone.
    pub telephone: String,
    /// The address of e-mail.
    pub email: Option<String>,
}

/// Contact officers of an organisation.
///
/// # Errors
/// What the store says.
pub async fn contacts(db: &Db, organisation: &str) -> Res<Vec<Contact>> {
    db.all(sql(CONTACTS).bind(organisation), |r| {
        Ok(Contact { duty: Text3::of(r.get(0)?, r.get(1)?, r.get(2)?), name: r.get(3)?, telephone: r.get(4)?, email: r.get(5)? })
    })
    .await
}

/// When an organisation is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// `pakistan`, `beijing` or `utc`.
    pub zone: String,
    /// Ranges of each day, Monday first: `09:00–17:00`.
    pub days: Vec<Vec<String>>,
}

/// The hours of an organisation; none when it set none.
///
/// # Errors
/// What the store says.
pub async fn hours(db: &Db, organisation: &str) -> Res<Option<Hours>> {
    let found: Option<(String, String)> = db.find(sql(HOURS).bind(organisation), |r| Ok((r.get(0)?, r.get(1)?))).await?;
    let Some((zone, week)) = found else { return Ok(None) };
    let days: Vec<Vec<(String, String)>> = super::parse(&week)?;
    let text = |day: Vec<(String, String)>| day.into_iter().map(|(from, to)| format!("{from}–{to}")).collect();
    Ok(Some(Hours { zone, days: days.into_iter().take(7).map(text).collect() }))
}
