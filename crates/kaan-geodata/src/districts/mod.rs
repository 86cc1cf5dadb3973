//! Districts: outlines brought in whole, kept with their source, asked exactly.
//!
//! [`import_districts`] brings them in, [`Outlines`] answers the port of kaan-web and the open
//! collection. It never draws a border of its own.

mod collection;
mod import;
mod inside;
mod model;
mod outlines;

pub use import::import_districts;
pub use inside::holds;
pub use model::District;
pub use outlines::{Outline, Outlines};

use crate::kind::{DISTRICTS, NAMES};
use crate::store;
use kaan_db::{Fault, Res, Tx};
use kaan_search::Doc;

/// Writes a district and its search words from the body of its entry.
///
/// # Errors
/// [`Fault::Broken`] when it cannot be read; else what the store says.
pub async fn apply(tx: &mut Tx<'_>, subject: &str, body: &[u8]) -> Res<()> {
    let broken = |e: String| Fault::Broken(format!("{subject}: {e}"));
    let text = std::str::from_utf8(body).map_err(|e| broken(e.to_string()))?;
    let d = District::parse(text).map_err(broken)?;
    if DISTRICTS.subject(&d.id) != subject {
        return Err(broken(format!("the entry tells of {}", d.id)));
    }
    put(tx, &d, text).await
}

/// Writes a district and its search words.
///
/// # Errors
/// What the store says.
async fn put(tx: &mut Tx<'_>, d: &District, body: &str) -> Res<()> {
    let parcel = d.outline().map_err(Fault::Broken)?;
    store::put_district(tx, d, NAMES.districts.place(&d.name), (parcel.bounds(), &d.parcel), body).await?;
    kaan_search::index(tx, &[document(d)]).await
}

fn document(d: &District) -> Doc {
    let province = NAMES.provinces.name(&d.province);
    let mut more: Vec<String> = province.all().map(|(_, t)| t.to_owned()).collect();
    more.extend(d.division.clone());
    let note = province.en.unwrap_or_default();
    Doc { kind: "place".into(), id: d.id.clone(), path: DISTRICTS.path(&d.id), names: NAMES.districts.place(&d.name), more, note }
}
