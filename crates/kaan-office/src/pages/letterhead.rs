//! What stands at the head of an office's letters.
//!
//! Called by colleagues; administrators change it. It takes no image.

use super::{After, Around, READ, after};
use crate::acts::set_letterhead::SetLetterhead;
use crate::form::{Field, Sheet};
use crate::model::Letterhead;
use crate::shared::{Here, Seat, Shared, done, fault};
use crate::store;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::Text3;
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

const NAMES: [&str; 3] = ["name_en", "name_zh", "name_ur"];
const ADDRESSES: [&str; 3] = ["address_en", "address_zh", "address_ur"];
const SEALS: [&str; 3] = ["seal_en", "seal_zh", "seal_ur"];
const KEYS: [&str; 9] =
    ["name-en", "name-zh", "name-ur", "address-en", "address-zh", "address-ur", "seal-en", "seal-zh", "seal-ur"];

#[derive(Serialize)]
struct Page {
    office: Around,
    letterhead: Option<Letterhead>,
    #[serde(flatten)]
    sheet: Sheet,
}

fn sheet(known: &Letterhead) -> Sheet {
    let texts = [&known.name, &known.address, &known.seal];
    let ids = NAMES.into_iter().chain(ADDRESSES).chain(SEALS);
    let filled = texts.into_iter().flat_map(|t| [&t.en, &t.zh, &t.ur]);
    let field = |((id, key), text): ((&'static str, &'static str), &Option<String>)| {
        Field::text(id, key).optional().with(text.as_deref().unwrap_or_default())
    };
    let mut fields: Vec<Field> = ids.zip(KEYS).zip(filled).map(field).collect();
    fields.push(Field::telephone().optional().with(&known.telephone));
    Sheet::new(fields)
}

async fn page(
    s: &Shared,
    visit: &Visit,
    visitor: &Visitor,
    seat: &Seat,
    back: (Option<Sheet>, Option<&'static str>),
) -> Result<Response, Failure> {
    let known = store::letterhead(s.access.db(), seat.id()).await.map_err(fault)?;
    let fresh = || sheet(&known.clone().unwrap_or_else(|| Letterhead { name: seat.name.clone(), ..Letterhead::default() }));
    let mut sheet = back.0.unwrap_or_else(fresh);
    let status = sheet.said(s, visit);
    let office = Around::of(s, visitor, seat, "letterhead", back.1);
    let page = Page { office, letterhead: known, sheet };
    s.ui.page_with(status, visit, s.head(visit, "office-letterhead-title"), "office/letterhead.html", &page)
}

/// `/office/{organisation}/letterhead`
pub(crate) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    page(&s, &visit, &visitor, &seat, (None, done(&uri, &["letterhead-set"]))).await
}

/// Sets it.
pub(crate) async fn set(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = sheet(&Letterhead::default()).filled(&form);
    sheet.check();
    let name = sheet.names(&form, NAMES, true);
    let plain = |ids: [&'static str; 3]| {
        let [en, zh, ur] = ids.map(|id| form.typed(id).map(str::to_owned));
        Text3::of(en, zh, ur)
    };
    let seal = sheet.names(&form, SEALS, false);
    let telephone = sheet.telephone(&form, "telephone");
    if !sheet.is_good() {
        return page(&s, &visit, &visitor, &seat, (Some(sheet), None)).await;
    }
    let letterhead = Letterhead { address: plain(ADDRESSES), name, organisation: seat.id().to_owned(), seal, telephone };
    let act = SetLetterhead { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), letterhead };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/letterhead"), seat.path("/letterhead?done=letterhead-set"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visit, &visitor, &seat, (Some(sheet), None)).await,
    }
}
