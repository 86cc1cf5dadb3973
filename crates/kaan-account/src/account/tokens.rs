//! `/account/tokens`: tokens for programs that act in one's name.
//!
//! Called by the doors. It never shows a secret a second time: the page after making one is the only one.

use crate::fields::{self, Choice, Field, Sheet, Wrong};
use crate::shared::{Here, Shared, at, done, fault, is_fresh, owner, see};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::Problem;
use kaan_base::access::Resource;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

/// The longest life of a token, days.
const MOST: i64 = 365;
/// What no token may do: it would outlive its own limits.
const NEVER: [&str; 2] = ["token.create", "client.create"];

#[derive(Serialize)]
struct One {
    id: String,
    name: String,
    scopes: Vec<String>,
    made: i64,
    used: Option<i64>,
    until: i64,
    ended: bool,
}

#[derive(Serialize)]
struct Page {
    tokens: Vec<One>,
    secret: Option<String>,
    fresh: bool,
    here: String,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
    done_key: Option<&'static str>,
}

fn sheet(s: &Shared, visit: &Visit, visitor: &Visitor) -> Sheet {
    let label = |act: &str| s.ui.text(visit.lang, &format!("act-{}", act.replace('.', "-")), &[]);
    let own = s.access.policy().acts().filter(|a| !NEVER.contains(a) && visitor.could(&s.ui, a));
    let scopes = own.map(|a| Choice { code: true, ..Choice::new(a, label(a)) }).collect();
    Sheet::new(vec![
        Field::text("name", "token-name").hint("token-name"),
        Field::day("until", "until", "until"),
        Field::checks("scopes", "scopes", scopes).hint("scopes"),
    ])
}

/// `GET /account/tokens`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let sheet = sheet(&s, &visit, &visitor);
    page(&s, &visit, signed, (sheet, None), done(&uri, &["token-ended"])).await
}

/// `POST /account/tokens`.
pub(super) async fn make(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let mut sheet = sheet(&s, &visit, &visitor).filled(&form);
    sheet.check(&s, &visit, &form);
    let scopes: Vec<String> = form.all("scopes").map(str::to_owned).collect();
    let known = |x: &String| sheet.fields.iter().any(|f| f.id == "scopes" && f.choices.iter().any(|c| c.value == *x));
    let mut problems = Vec::new();
    if scopes.is_empty() {
        problems.push(Problem::invalid("account-scopes").at("scopes"));
    } else if !scopes.iter().all(known) {
        problems.push(Problem::invalid("account-choice").at("scopes"));
    }
    let until = form.typed("until").map(|_| fields::until(&form, "until", s.ui.now(), MOST));
    if let Some(Err(p)) = &until {
        problems.push(p.clone());
    }
    sheet.blame(&s, &visit, &problems);
    if let (Some(Ok(until)), true) = (until, sheet.is_right()) {
        let on = Resource { id: &signed.actor.account, person: Some(&signed.actor.person), ..Resource::default() };
        // Said on the form instead of another page, so that nothing typed is lost.
        let decided = s.access.policy().decide(visitor.caller.actor.as_deref(), "token.create", &on, s.ui.now());
        let made = match decided {
            Ok(_) => s.access.create_token(&visitor, form.get("name").trim(), &scopes, until).await.map_err(fault)?,
            Err(denial) => Err(denial.into()),
        };
        match made {
            Ok(secret) => return page(&s, &visit, signed, (self::sheet(&s, &visit, &visitor), Some(secret)), None).await,
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, signed, (sheet, None), None).await
}

/// `POST /account/tokens/{id}/end`.
pub(super) async fn end(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    owner(&s, &visitor)?;
    s.access.revoke_token(&visitor, &id).await.map_err(fault)?;
    see(&at(&visit, "/account/tokens?done=token-ended"))
}

async fn page(
    s: &Shared,
    visit: &Visit,
    signed: &Signed,
    (sheet, secret): (Sheet, Option<String>),
    done_key: Option<&'static str>,
) -> Result<Response, Failure> {
    let now = s.ui.now();
    let rows = s.access.tokens(&signed.actor.account).await.map_err(fault)?;
    let tokens = rows.into_iter().map(|t| One {
        ended: t.ended.is_some() || t.until <= now,
        id: t.id,
        name: t.name,
        scopes: t.scopes,
        made: t.made.0,
        used: t.used.map(|u| u.0),
        until: t.until.0,
    });
    let status = sheet.status();
    let page = Page {
        tokens: tokens.collect(),
        secret,
        fresh: is_fresh(signed, now),
        here: form::encode(&at(visit, "/account/tokens")),
        fields: sheet.fields,
        wrong: sheet.wrong,
        done_key,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-tokens-title"), "account/tokens.html", &page)
}
