//! A collection as the fold of its ledger: entries in order make the same rows.
//!
//! Called by the folds of capabilities, for `kaan rebuild` and `kaan verify`. It never records an entry.

use crate::codes::Names;
use crate::entries::{Event, read};
use crate::kind::Kind;
use crate::words::document;
use kaan_db::{Db, Fault, Res, Tx};

/// Applies one entry; `true` when it was this collection's.
///
/// # Errors
/// [`Fault::Broken`] when the entry cannot be read; else what the store says.
pub async fn apply(tx: &mut Tx<'_>, kind: &Kind, names: &Names, (what, subject): (&str, &str), body: &[u8]) -> Res<bool> {
    let event = read(kind, what, subject, body).map_err(|e| Fault::Broken(format!("{what} {subject}: {e}")))?;
    match event {
        None => return Ok(false),
        Some(Event::Dataset(d)) => kind.table.put_dataset(tx, &d).await?,
        Some(Event::Import(i)) => kind.table.put_import(tx, &i).await?,
        Some(Event::Record(record, body)) => {
            kind.table.put(tx, &record, &body).await?;
            kaan_search::index(tx, &[document(kind, names, &record)]).await?;
        }
    }
    Ok(true)
}

/// What differs between two stores, at most 20 lines in English.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db, kind: &Kind) -> Res<Vec<String>> {
    let (a, b) = (lines(one, kind).await?, lines(two, kind).await?);
    let mut wrong = Vec::new();
    if a.len() != b.len() {
        wrong.push(format!("{}: {} lines here, {} there", kind.id, a.len(), b.len()));
    }
    let short = |s: &str| s.chars().take(80).collect::<String>();
    wrong.extend(
        a.iter()
            .zip(&b)
            .filter(|(x, y)| x != y)
            .take(20)
            .map(|(x, y)| format!("{}: {} differs from {}", kind.id, short(x), short(y))),
    );
    wrong.truncate(20);
    Ok(wrong)
}

async fn lines(db: &Db, kind: &Kind) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    kind.table
        .each(&mut view, |body| {
            out.push(body.to_owned());
            Ok(())
        })
        .await?;
    out.extend(kind.table.datasets(&mut view).await?.iter().map(|d| format!("{d:?}")));
    out.extend(kind.table.imports(&mut view).await?.iter().map(|i| format!("{i:?}")));
    view.finish().await?;
    Ok(out)
}
