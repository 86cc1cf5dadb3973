//! `/sign-in/new` and `/sign-in/forgotten`: asking for a letter with a link.
//!
//! Called by the doors. It never tells whether there is an account: the answer is the same, and takes as long.

use crate::fields::{Choice, Field, Sheet, Wrong};
use crate::letters;
use crate::shared::{Here, Shared, at, done, fault, onward, see};
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_access::Letter;
use kaan_base::{Lang, Problem, names};
use kaan_notices::Notice;
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::time::Duration;

/// No answer comes sooner: what was found behind it cannot be told by the time.
const LEAST: Duration = Duration::from_millis(400);

#[derive(Serialize)]
struct Page {
    page: &'static str,
    action: String,
    back: &'static str,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

/// Languages of letters as choices.
pub(crate) fn languages(chosen: Lang) -> Field {
    let choices = Lang::ALL.map(|l| Choice::new(l.code(), l.own_name()));
    Field::select("lang", "lang", choices.into()).hint("lang").with(chosen.code())
}

fn sheet(visit: &Visit) -> Sheet {
    Sheet::new(vec![
        Field { auto: "name", ..Field::text("name", "name").hint("name") },
        Field::email().hint("email"),
        languages(visit.lang),
    ])
}

/// `GET /sign-in/new`.
pub(super) async fn show(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, ("new", sheet(&visit)))
}

/// `POST /sign-in/new`.
pub(super) async fn submit(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri, form: Form) -> Result<Response, Failure> {
    let mut sheet = sheet(&visit).filled(&form);
    sheet.check(&s, &visit, &form);
    let name = form.typed("name").map(names::check);
    if let Some(Err(problems)) = &name {
        let there: Vec<Problem> = problems.iter().map(|p| p.clone().at("name")).collect();
        sheet.blame(&s, &visit, &there);
    }
    let email = form.get("email").trim().to_owned();
    blame_email(&s, &visit, &mut sheet, &email);
    let lang = Lang::from_code(form.get("lang")).unwrap_or(visit.lang);
    let (Some(Ok(name)), true) = (name, sheet.is_right()) else { return page(&s, &visit, &uri, ("new", sheet)) };
    let work = async {
        match s.access.begin_account(&email, &name, lang, &visitor).await.map_err(fault)? {
            Ok(Some(letter)) => send(&s, letter, &onward(&uri)).await.map(|()| None),
            // So many letters went there already that one more would be a nuisance: the answer is the same.
            Ok(None) => Ok(None),
            Err(problem) => Ok(Some(problem)),
        }
    };
    match in_even_time(work).await? {
        None => see(&at(&visit, "/sign-in/sent")),
        Some(problem) => {
            sheet.blame(&s, &visit, &[problem]);
            page(&s, &visit, &uri, ("new", sheet))
        }
    }
}

/// `GET /sign-in/forgotten`.
pub(super) async fn show_forgotten(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, ("forgotten", Sheet::new(vec![Field::email()])))
}

/// `POST /sign-in/forgotten`.
pub(super) async fn submit_forgotten(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    uri: Uri,
    form: Form,
) -> Result<Response, Failure> {
    let mut sheet = Sheet::new(vec![Field::email()]).filled(&form);
    sheet.check(&s, &visit, &form);
    let email = form.get("email").trim().to_owned();
    blame_email(&s, &visit, &mut sheet, &email);
    if !sheet.is_right() {
        return page(&s, &visit, &uri, ("forgotten", sheet));
    }
    let work = async {
        match s.access.reset_begin(&email, &visitor).await.map_err(fault)? {
            Some(letter) => send(&s, letter, &onward(&uri)).await,
            None => Ok(()),
        }
    };
    in_even_time(work).await?;
    see(&at(&visit, "/sign-in/sent?done=forgotten"))
}

#[derive(Serialize)]
struct Sent {
    what: &'static str,
}

/// `GET /sign-in/sent`.
pub(super) async fn sent(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    let what = done(&uri, &["forgotten"]).unwrap_or("new");
    s.ui.page(&visit, s.head(&visit, "account-sent-title"), "account/sent.html", &Sent { what })
}

/// An address that no letter reaches.
fn blame_email(s: &Shared, visit: &Visit, sheet: &mut Sheet, email: &str) {
    if !email.is_empty() && !kaan_notices::is_address(email) {
        sheet.blame(s, visit, &[Problem::invalid("account-email").at("email")]);
    }
}

/// The letter to an address that asked for an account, or cannot sign in.
/// Where the reader was going goes along.
async fn send(s: &Shared, letter: Letter, onward: &str) -> Result<(), Failure> {
    let link = |secret: &str| format!("/sign-in/link/{secret}{onward}");
    let notice = match letter {
        Letter::New { email, lang, secret, until } => {
            Notice::to_email(email, lang, "account-letter-new", link(&secret)).with("until", until)
        }
        Letter::Known { account } => Notice::to_account(account, "account-letter-exists", format!("/sign-in{onward}")).secret(),
        Letter::Reset { account, secret, until } => {
            Notice::to_account(account, "account-letter-reset", link(&secret)).with("until", until).secret()
        }
    };
    letters::send(s, notice).await
}

/// Waits until the least time is over, so that a quick answer tells nothing.
async fn in_even_time<T>(work: impl Future<Output = T>) -> T {
    tokio::join!(work, tokio::time::sleep(LEAST)).0
}

fn page(s: &Shared, visit: &Visit, uri: &Uri, (page, sheet): (&'static str, Sheet)) -> Result<Response, Failure> {
    let status: StatusCode = sheet.status();
    let title = format!("account-{page}-title");
    let action = at(visit, &format!("/sign-in/{page}{}", onward(uri)));
    let ctx = Page { page, action, back: "/sign-in", fields: sheet.fields, wrong: sheet.wrong };
    s.ui.page_with(status, visit, s.head(visit, &title), "account/form.html", &ctx)
}
