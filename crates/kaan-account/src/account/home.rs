//! `/account`: name, e-mail, language, roles in force and what each may do.
//!
//! Called by the doors. It never shows a role that has ended.

use crate::fields::{Field, Sheet, Wrong};
use crate::names::Names;
use crate::shared::{Here, Shared, at, done, fault, owner, see};
use crate::sign_in::languages;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::access::{Actor, Hat, Origin};
use kaan_base::{Lang, Problem, Text3, names};
use kaan_web::form::Form;
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

/// What the page knows to say after another page or a form.
const DONE: [&str; 4] = ["saved", "passkey", "password", "accepted"];

#[derive(Serialize)]
struct Worn {
    role: String,
    organisation: Text3,
    body: &'static str,
    territory: Option<String>,
    until: Option<i64>,
    origin: &'static str,
    by: String,
    acts: Vec<String>,
}

#[derive(Serialize)]
struct Page {
    email: String,
    made: i64,
    passkeys: u64,
    password: bool,
    second: bool,
    hats: Vec<Worn>,
    done_key: Option<&'static str>,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

fn sheet(name: &str, lang: Lang) -> Sheet {
    let own = Field { auto: "name", ..Field::text("name", "name").hint("name") };
    Sheet::new(vec![own.with(name), languages(lang)])
}

/// `GET /account`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    page(&s, &visit, signed, None, done(&uri, &DONE)).await
}

/// `POST /account`: name and language.
pub(super) async fn save(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let mut sheet = sheet("", visit.lang).filled(&form);
    sheet.check(&s, &visit, &form);
    let name = form.typed("name").map(names::check);
    if let Some(Err(problems)) = &name {
        let there: Vec<Problem> = problems.iter().map(|p| p.clone().at("name")).collect();
        sheet.blame(&s, &visit, &there);
    }
    let lang = Lang::from_code(form.get("lang")).unwrap_or(visit.lang);
    if let (Some(Ok(name)), true) = (name, sheet.is_right()) {
        match s.access.set_profile(&visitor, &name, lang).await.map_err(fault)? {
            Ok(()) => return see(&at(&visit, "/account?done=saved")),
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, signed, Some(sheet), None).await
}

async fn page(
    s: &Shared,
    visit: &Visit,
    signed: &Signed,
    sheet: Option<Sheet>,
    done_key: Option<&'static str>,
) -> Result<Response, Failure> {
    let actor = &signed.actor;
    let gone = || Failure::Fault("an account that is signed in and not there".into());
    let account = s.access.account(&actor.account).await.map_err(fault)?.ok_or_else(gone)?;
    let sheet = sheet.unwrap_or_else(|| self::sheet(&account.name, account.lang));
    let by = actor.hats.iter().filter_map(|h| match &h.origin {
        Origin::Delegated { by } => Some(by.as_str()),
        _ => None,
    });
    let organisations = actor.hats.iter().map(|h| h.organisation.as_str()).collect();
    let names = Names::of(s, organisations, by.collect()).await?;
    let status = sheet.status();
    let page = Page {
        email: account.email,
        made: account.made.0,
        passkeys: account.passkeys,
        password: account.has_password,
        second: account.has_totp,
        hats: actor.hats.iter().map(|h| worn(s, actor, h, &names)).collect(),
        done_key,
        fields: sheet.fields,
        wrong: sheet.wrong,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-home-title"), "account/home.html", &page)
}

/// A role with its names and the acts that it adds to what every account may.
fn worn(s: &Shared, actor: &Actor, hat: &Hat, names: &Names) -> Worn {
    let policy = s.access.policy();
    let now = s.ui.now();
    let with = Actor { hats: vec![hat.clone()], scopes: None, ..actor.clone() };
    let without = Actor { hats: Vec::new(), ..with.clone() };
    let adds = |act: &&str| policy.may_begin(Some(&with), act, now).is_ok() && policy.may_begin(Some(&without), act, now).is_err();
    let (origin, by) = match &hat.origin {
        Origin::Given => ("given", String::new()),
        Origin::Delegated { by } => ("delegated", names.account(by)),
        Origin::Emergency => ("emergency", String::new()),
    };
    Worn {
        role: hat.role.clone(),
        organisation: names.organisation(&hat.organisation),
        body: hat.body.code(),
        territory: hat.territory.clone(),
        until: hat.until.map(|u| u.0),
        origin,
        by,
        acts: policy.acts().filter(adds).map(str::to_owned).collect(),
    }
}
