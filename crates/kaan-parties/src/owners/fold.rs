//! Owners made again from the ledger alone: what was public of them.
//!
//! Called by the fold of parties. It never has what was private: of that the ledger holds commitments only, so
//! a rebuilt register knows who is public and cannot open the rest.

use super::model::Statement;
use super::store::{self, Declaration, Item, Kept, State};
use super::{check, declare, holder};
use crate::store::parse;
use kaan_db::{Db, Res, Tx};

/// Takes an entry of owners up; false when it is none.
///
/// # Errors
/// What the store says; [`kaan_db::Fault::Broken`] for a body that is not what the act writes.
pub async fn apply(tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
    let text = String::from_utf8_lossy(body);
    let party = subject.strip_prefix("party:").unwrap_or(subject);
    match kind {
        declare::DECLARED => declared(tx, party, &parse(&text)?).await.map(|()| true),
        check::CHECKED => checked(tx, &parse(&text)?).await.map(|()| true),
        holder::LINKED => linked(tx, &parse(&text)?).await.map(|()| true),
        _ => Ok(false),
    }
}

async fn declared(tx: &mut Tx<'_>, subject: &str, body: &declare::Body) -> Res<()> {
    let d = Declaration {
        id: body.declaration.clone(),
        subject: subject.to_owned(),
        nth: body.nth,
        day: body.day,
        territory: body.territory.clone(),
        account: String::new(),
        at: body.at,
        rule: body.rule.clone(),
        state: State::Open,
        checked_by: None,
        checked_at: None,
        items: Vec::new(),
    };
    let texts: Vec<String> = body.statements.iter().map(|l| crate::store::json(&l.public)).collect::<Res<_>>()?;
    let kept: Vec<Kept<'_>> = body
        .statements
        .iter()
        .zip(&texts)
        .map(|(l, text)| Kept { body: &l.public, private: text, whole: &l.public, salt: &[0; 32], papers: None })
        .collect();
    store::put_part(tx, &d, body.first, &kept).await
}

async fn checked(tx: &mut Tx<'_>, body: &check::Body) -> Res<()> {
    let items: &[Item] = &body.items;
    store::put_check(tx, &body.declaration, (body.outcome()?, items), "", body.at).await.map(drop)
}

async fn linked(tx: &mut Tx<'_>, body: &holder::Body) -> Res<()> {
    let pair = (body.party.as_str(), body.holder.as_str());
    store::put_link(tx, pair, &body.source, "", body.at).await?;
    store::sign_link(tx, pair, "", body.at).await.map(drop)
}

/// Where two registers of owners differ in what is public; at most 20 places.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    let (mut place, mut differ) = ((String::new(), 0), Vec::new());
    while differ.len() < 20 {
        let (mine, theirs) = (store::list_page(one, (&place.0, place.1)).await?, store::list_page(two, (&place.0, place.1)).await?);
        for d in &mine {
            let same = theirs
                .iter()
                .find(|t| t.id == d.id)
                .is_some_and(|t| (t.nth, t.day, t.state, &t.rule) == (d.nth, d.day, d.state, &d.rule));
            let bodies: (Vec<Statement>, Vec<Statement>) =
                (store::list_public(one, &d.id).await?, store::list_public(two, &d.id).await?);
            if !same || bodies.0 != bodies.1 {
                differ.push(format!("owners of {}, declaration {}", d.subject, d.nth));
            }
        }
        differ.extend(
            theirs
                .iter()
                .filter(|t| !mine.iter().any(|d| d.id == t.id))
                .map(|t| format!("owners of {}, declaration {}", t.subject, t.nth)),
        );
        match mine.last() {
            Some(last) => place = (last.subject.clone(), last.nth),
            None => break,
        }
    }
    Ok(differ)
}
