//! The office as the fold of the ledger: entries in order make the same hours, holidays, letterheads and contacts.
//!
//! Called by `kaan rebuild` and `kaan verify`. It never makes a person's name: the ledger does not have it.

use crate::hours::Holiday;
use crate::model::{self, ContactEnded, ContactNamed, HolidayRemoved, HolidaySet, Hours, Letterhead};
use crate::store;
use kaan_base::Instant;
use kaan_db::{Db, Fault, Res, Tx};
use serde::de::DeserializeOwned;

/// The state of a fold between entries: none, as every entry stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold;

fn read<T: DeserializeOwned>(body: &[u8]) -> Res<T> {
    serde_json::from_slice(body).map_err(|e| Fault::Broken(format!("an entry of the office: {e}")))
}

impl Fold {
    /// Applies one entry of the log; `true` when it was ours.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, _subject: &str, body: &[u8]) -> Res<bool> {
        let at = Instant(0);
        match kind {
            model::HOURS_SET => store::set_hours(tx, &read::<Hours>(body)?, at).await?,
            model::HOLIDAY_SET => {
                let h: HolidaySet = read(body)?;
                let holiday = Holiday { name: h.name, source: h.source, expected: h.expected };
                store::set_holiday(tx, &h.organisation, h.day, &holiday, at).await?;
            }
            model::HOLIDAY_REMOVED => {
                let h: HolidayRemoved = read(body)?;
                store::remove_holiday(tx, &h.organisation, h.day).await?;
            }
            model::LETTERHEAD_SET => {
                let l: Letterhead = read(body)?;
                let fact = String::from_utf8_lossy(body);
                store::set_letterhead(tx, &l.organisation, &fact, at).await?;
            }
            model::CONTACT_NAMED => {
                let c: ContactNamed = read(body)?;
                let contact = store::Contact { id: c.id, duty: c.duty, telephone: c.telephone, name: None, email: None };
                store::put_contact(tx, &c.organisation, &contact, None, at).await?;
            }
            model::CONTACT_ENDED => {
                let c: ContactEnded = read(body)?;
                store::end_contact(tx, &c.organisation, &c.id, at).await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Ends a batch: nothing waits here.
    ///
    /// # Errors
    /// None.
    pub async fn finish(&mut self, _tx: &mut Tx<'_>) -> Res<()> {
        Ok(())
    }
}

/// What differs between two stores, at most 20 lines in English; names of contact officers are not compared.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    let (a, b) = (store::lines(one).await?, store::lines(two).await?);
    let mut wrong = Vec::new();
    if a.len() != b.len() {
        wrong.push(format!("office: {} rows here, {} there", a.len(), b.len()));
    }
    let short = |s: &str| s.chars().take(80).collect::<String>();
    wrong.extend(a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| format!("office: {} differs from {}", short(x), short(y))));
    wrong.truncate(20);
    Ok(wrong)
}
