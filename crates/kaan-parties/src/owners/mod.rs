//! Beneficial owners: who owns or controls a party, as declared, checked, reckoned along the chain, published.
//!
//! [`crate::Parties`] mounts the doors; the cadastre's lodgement asks [`owner_group`] through the binary, and
//! other capabilities read `parties_public_owner_link` and `parties_public_holder_link`. Statements are pure
//! facts ([`model`]), the chain is pure arithmetic ([`chain`]), thresholds and publication are data ([`law`]).
//! It never merges two owners whose papers differ, and never shows what the rule of publication does not list.

pub mod bods;
pub mod chain;
pub mod check;
mod data;
pub mod declare;
pub mod effect;
mod fold;
pub mod form;
pub mod group;
pub mod holder;
pub mod law;
pub mod load;
pub mod model;
pub mod net;
mod pages;
pub mod publish;
pub mod share;
mod show;
pub mod store;

pub use check::CheckOwners;
pub use declare::{DeclareOwners, Declared};
pub use fold::{apply, compare};
pub use group::{Bounds, Group, Member, owner_group};
pub use holder::{LinkHolder, Step};
pub use law::Law;
pub use store::STATEMENTS;

use crate::Shared;
use kaan_db::{Fault, Res};
use kaan_web::{Doors, PUBLIC};
use std::sync::{Arc, LazyLock};

static LAW: LazyLock<Result<Law, String>> = LazyLock::new(|| Law::shipped().map_err(|e| e.to_string()));

/// The law on owners that ships with the program.
///
/// # Errors
/// [`Fault::Broken`] when the file cannot be read: a test finds that.
pub fn the_law() -> Res<&'static Law> {
    LAW.as_ref().map_err(|e| Fault::Broken(e.clone()))
}

/// Pages below each language, under `/parties/{id}/owners`.
pub fn pages() -> Doors<Arc<Shared>> {
    Doors::new()
        .get("/parties/{id}/owners", "party.read-public", pages::public)
        .get("/parties/{id}/owners/details", "owners.read-private", pages::details)
        .post("/parties/{id}/owners/check", "owners.check", pages::check)
        .post("/parties/{id}/owners/holders", "party.prepare", pages::link)
        .post("/parties/{id}/owners/holders/sign", "party.sign", pages::sign)
        .get("/parties/{id}/owners/declare", "owners.declare", pages::form)
        .post("/parties/{id}/owners/declare", "owners.declare", pages::declare)
}

/// Interfaces at their own addresses.
pub fn open_routes() -> Doors<Arc<Shared>> {
    Doors::new().get("/data/owners.bods.json", PUBLIC, data::bods)
}
