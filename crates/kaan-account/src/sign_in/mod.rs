//! Signing in and out, and the letters that let somebody in.
//!
//! Every question that is asked by somebody unknown is answered alike, whether or not there is an account. It
//! never keeps anything: kaan-access does.

mod invitation;
mod link;
mod new;
mod passkey;
mod password;
mod second;

pub(crate) use new::languages;
pub(crate) use passkey::{Finished, begun, next, read};

use crate::shared::{Here, Shared, at, see_with};
use axum::extract::State;
use axum::response::Response;
use kaan_web::{Class, Doors, Failure, PUBLIC, Visit, Visitor};
use std::sync::Arc;

/// The cookie that carries the ticket from the first step to the second.
const TICKET: &str = "second";

/// The doors, below each language.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    let pages = Doors::new()
        .get("/sign-in", PUBLIC, password::show)
        .get("/sign-in/second", PUBLIC, second::show)
        .get("/sign-in/new", PUBLIC, new::show)
        .get("/sign-in/forgotten", PUBLIC, new::show_forgotten)
        .get("/sign-in/sent", PUBLIC, new::sent)
        .post("/sign-out", PUBLIC, out);
    let tries = Doors::new()
        .post("/sign-in", PUBLIC, password::submit)
        .post("/sign-in/second", PUBLIC, second::submit)
        .post("/sign-in/passkey/begin", PUBLIC, passkey::begin)
        .post("/sign-in/passkey/finish", PUBLIC, passkey::finish)
        .get("/sign-in/link/{secret}", PUBLIC, link::show)
        .post("/sign-in/link/{secret}", PUBLIC, link::submit)
        .post("/sign-in/link/{secret}/begin", PUBLIC, link::begin)
        .post("/sign-in/link/{secret}/finish", PUBLIC, link::finish)
        .get("/sign-in/invitation/{secret}", PUBLIC, invitation::show)
        .post("/sign-in/invitation/{secret}", "account.own", invitation::accept)
        .limited(Class::SignIn);
    let letters = Doors::new()
        .post("/sign-in/new", "account.create", new::submit)
        .post("/sign-in/forgotten", PUBLIC, new::submit_forgotten)
        .limited(Class::Mail);
    pages.merge(tries).merge(letters)
}

/// `POST /sign-out`: ends the session at the server and at the browser, whether or not it still held.
async fn out(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    if let Some((signed, session)) = visitor.signed.as_ref().and_then(|x| Some((x, x.session.as_deref()?))) {
        s.access.sign_out(&visitor, &signed.actor.account, session).await.map_err(crate::shared::fault)?;
    }
    see_with(&at(&visit, "/sign-in?done=signed-out"), &[s.ui.end_session_cookie()])
}
