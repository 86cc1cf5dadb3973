//! The page of one party: what is public, its history, and to those who may see it what is private.
//!
//! Called by the doors. A person's page is never there for the public; whoever looks at what is private
//! asks for it, and the look is noted.

use super::{Entry, Here, Sight, asked, could, could_on, entries, fault, private};
use crate::Shared;
use crate::codes::{self, Coded};
use crate::form::percent;
use crate::model::{Fact, Kind, Name, Names, Party, PartyId, Private};
use crate::store::{self, About, office, proposal};
use crate::suspicion::{self, Alike, Traits};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Lang, Text3, is_id};
use kaan_web::{DataLink, Failure, Head, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct NameRow {
    lang: &'static str,
    tag: &'static str,
    text: String,
    source: String,
    binds: bool,
}

pub(super) fn name_rows(names: &Names) -> Vec<NameRow> {
    let row = |lang: Lang| {
        let Name { text, source } = names.get(lang)?.clone();
        Some(NameRow { lang: lang.code(), tag: lang.tag(), text, source, binds: names.binding == lang })
    };
    Lang::ALL.into_iter().filter_map(row).collect()
}

#[derive(Serialize)]
struct Was {
    nth: i64,
    at: i64,
    what: String,
    names: Text3,
    reason: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ShareRow {
    name: String,
    path: Option<String>,
    percent: String,
}

pub(super) fn share_rows(fact: &Fact) -> Vec<ShareRow> {
    let row = |s: &crate::model::Share| ShareRow {
        name: s.name.clone(),
        path: s.member.as_deref().map(|m| format!("/parties/{m}")),
        percent: percent(s.share_ppm),
    };
    fact.shares.iter().map(row).collect()
}

#[derive(Serialize)]
struct Other {
    path: String,
    names: Text3,
}

fn others(list: Vec<(PartyId, Text3)>) -> Vec<Other> {
    list.into_iter().map(|(id, names)| Other { path: format!("/parties/{id}"), names }).collect()
}

#[derive(Serialize)]
struct One {
    id: PartyId,
    kind: &'static str,
    body: String,
    own_name: Text3,
    names: Vec<NameRow>,
    country: Option<Coded>,
    territory: Option<Coded>,
    identifiers: Vec<crate::identifier::Identifier>,
    shares: Vec<ShareRow>,
    shares_sum: String,
    shares_note: Option<String>,
    committed: Vec<String>,
    consortia: Vec<Other>,
    merged: Vec<Other>,
    came_from: Option<String>,
    history: Vec<Was>,
    contacts: Vec<office::Contact>,
    hours: Option<office::Hours>,
    entries: Vec<Entry>,
    could_look: bool,
    looked: bool,
    private: Vec<(String, String)>,
    alike: Vec<Alike>,
    officer: bool,
    may_edit: bool,
    proposals: Vec<(String, String)>,
    address: String,
}

/// `/parties/{id}`.
pub(super) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let form = asked(&uri);
    let party = find(&s, &visitor, &id).await?;
    if let Some(kept) = &party.kept {
        // An old id leads to the party that was kept, which says so.
        return visit.see(&kaan_web::form::address(&format!("/parties/{kept}"), &[("from", &id)]));
    }
    let about = About::party(&party);
    let sight = private(&s, &visitor, &about.on(), form.typed("private").is_some()).await?;
    let page = one(&s, &visitor, &party, sight, form.typed("from")).await?;
    let name =
        page.own_name.best(visit.lang).map(|(t, _)| t.to_owned()).unwrap_or_else(|| s.ui.text(visit.lang, "parties-person", &[]));
    let head = Head {
        title: name.clone(),
        description: s.ui.text(visit.lang, "parties-one-description", &[("name", name)]),
        canonical: Some(format!("/parties/{}", party.id())),
        data: vec![DataLink {
            href: format!("/api/v1/parties/{}", party.id()),
            media_type: "application/json",
            label_key: "parties-as-json",
        }],
        noindex: !party.fact.public || sight.seen,
        ..Head::default()
    };
    s.ui.page(&visit, head, "parties/party.html", &page)
}

/// The party, when this visitor may know that it is there.
pub(super) async fn find(s: &Shared, visitor: &Visitor, id: &str) -> Result<Party, Failure> {
    let missing = || Failure::missing("unknown-party");
    if !is_id(id) {
        return Err(missing());
    }
    let party = store::find_party(&s.db, id).await.map_err(fault)?.ok_or_else(missing)?;
    let known = party.fact.public || could_on(s, visitor, "party.read-private", &About::party(&party));
    if known { Ok(party) } else { Err(missing()) }
}

async fn one(s: &Shared, visitor: &Visitor, party: &Party, sight: Sight, from: Option<&str>) -> Result<One, Failure> {
    let (fact, about) = (&party.fact, About::party(party));
    let hidden = if sight.could { store::list_private(&s.db, party.id()).await.map_err(fault)? } else { Vec::new() };
    // The officers of the party's territory see who is alike; the company itself does not.
    let officer = could_on(s, visitor, "owners.check", &about);
    let alike = if officer {
        let traits = Traits::party(fact, &store::list_private(&s.db, party.id()).await.map_err(fault)?);
        suspicion::find(&s.db, &traits, &about.subject, &|act, on| could(s, visitor, act, on)).await.map_err(fault)?
    } else {
        Vec::new()
    };
    let may_edit = could_on(s, visitor, "party.prepare", &about);
    let proposals = if may_edit { proposal::list_of_party(&s.db, party.id()).await.map_err(fault)? } else { Vec::new() };
    let (consortia, merged) = store::list_around(&s.db, party.id()).await.map_err(fault)?;
    let own = own_names(fact, &hidden, sight);
    Ok(One {
        id: fact.id.clone(),
        kind: fact.kind.code(),
        body: fact.body.clone(),
        own_name: own.as_ref().map(Names::text).unwrap_or_default(),
        names: own.as_ref().map(name_rows).unwrap_or_default(),
        country: fact.country.as_deref().map(codes::country),
        territory: fact.territory.as_deref().map(codes::territory),
        identifiers: fact.identifiers.clone(),
        shares: share_rows(fact),
        shares_sum: percent(fact.shares.iter().map(|x| x.share_ppm).sum()),
        shares_note: fact.shares_note.clone(),
        committed: fact.private.keys().cloned().collect(),
        consortia: others(consortia),
        merged: others(merged),
        came_from: from.filter(|f| is_id(f)).map(str::to_owned),
        history: history(s, party.id()).await?,
        contacts: office::contacts(&s.db, party.id()).await.map_err(fault)?,
        hours: office::hours(&s.db, party.id()).await.map_err(fault)?,
        entries: entries(s, &about.subject).await?,
        could_look: sight.could && !sight.seen && !fact.private.is_empty(),
        looked: sight.seen,
        private: if sight.seen { shown(hidden) } else { Vec::new() },
        alike,
        officer,
        may_edit,
        proposals: proposals.into_iter().filter(|p| p.state == "prepared").map(|p| (p.id, p.kind)).collect(),
        address: format!("{}/en/parties/{}", s.ui.base(), fact.id),
    })
}

/// Names as this reader may see them.
fn own_names(fact: &Fact, hidden: &[Private], sight: Sight) -> Option<Names> {
    if fact.kind != Kind::Person || fact.public {
        return fact.names.clone();
    }
    let text = hidden.iter().find(|p| p.field == "names").filter(|_| sight.seen)?;
    serde_json::from_str(&text.value).ok()
}

fn shown(private: Vec<Private>) -> Vec<(String, String)> {
    private.into_iter().filter(|p| p.field != "names").map(|p| (p.field, p.value)).collect()
}

async fn history(s: &Shared, id: &str) -> Result<Vec<Was>, Failure> {
    let versions = store::list_versions(&s.db, id).await.map_err(fault)?;
    let was = |v: store::Version| {
        let fact: Option<Fact> = serde_json::from_str(&v.body).ok();
        let reason =
            serde_json::from_str::<serde_json::Value>(&v.body).ok().and_then(|b| b.get("reason")?.as_str().map(str::to_owned));
        let names = fact.and_then(|f| f.names).map(|n| n.text()).unwrap_or_default();
        Was { nth: v.nth, at: v.at, what: v.what.replace('.', "-"), names, reason }
    };
    Ok(versions.into_iter().rev().map(was).collect())
}
