//! One's own account: who one is, ways to sign in, sessions, tokens, delegations, record.
//!
//! Every page is its owner's alone, and asks for a session: a token cannot change an account. It never shows a
//! secret a second time.

mod confirm;
mod delegations;
mod home;
mod passkeys;
mod password;
mod record;
mod second;
mod sessions;
mod tokens;

use crate::shared::Shared;
use kaan_web::{Class, Doors};
use std::sync::Arc;

/// The act of looking after one's own account.
const OWN: &str = "account.own";

/// The doors, below each language.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    let pages = Doors::new()
        .get("/account", OWN, home::show)
        .post("/account", OWN, home::save)
        .get("/account/passkeys", OWN, passkeys::show)
        .get("/account/password", OWN, password::show)
        .get("/account/second", OWN, second::show)
        .get("/account/sessions", OWN, sessions::show)
        .post("/account/sessions/end", OWN, sessions::end_others)
        .post("/account/sessions/{handle}/end", OWN, sessions::end)
        .get("/account/tokens", OWN, tokens::show)
        .post("/account/tokens", "token.create", tokens::make)
        .post("/account/tokens/{id}/end", OWN, tokens::end)
        // The acts ask for their right themselves: a role taken away meanwhile must not take the form away.
        .get("/account/delegations", OWN, delegations::show)
        .post("/account/delegations", OWN, delegations::give)
        .post("/account/delegations/{id}/end", OWN, delegations::end)
        .get("/account/record", "record.read-own", record::show)
        .get("/account/confirm", OWN, confirm::show);
    let secrets = Doors::new()
        .post("/account/passkeys/begin", OWN, passkeys::begin)
        .post("/account/passkeys/finish", OWN, passkeys::finish)
        .post("/account/passkeys/{id}/name", OWN, passkeys::rename)
        .post("/account/passkeys/{id}/remove", OWN, passkeys::remove)
        .post("/account/password", OWN, password::save)
        .post("/account/second", OWN, second::begin)
        .post("/account/second/finish", OWN, second::finish)
        .post("/account/second/codes", OWN, second::codes)
        .post("/account/second/remove", OWN, second::remove)
        .post("/account/confirm", OWN, confirm::by_password)
        .post("/account/confirm/begin", OWN, confirm::begin)
        .post("/account/confirm/finish", OWN, confirm::finish)
        .limited(Class::SignIn);
    pages.merge(secrets)
}
