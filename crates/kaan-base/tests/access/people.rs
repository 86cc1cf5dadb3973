//! People, roles and moments for the tests of the policy. It never ships.

use kaan_base::Instant;
use kaan_base::access::{Actor, Body, Hat, Origin, Policy, Resource};
use std::sync::LazyLock;

pub const NOW: Instant = Instant(1_764_000_000_000_000);
pub const MINUTE: i64 = 60_000_000;

static SHIPPED: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().expect("law/access.toml is sound"));

pub fn policy() -> &'static Policy {
    &SHIPPED
}

pub fn hat(body: Body, role: &str, organisation: &str, territory: Option<&str>) -> Hat {
    Hat {
        role: role.to_owned(),
        organisation: organisation.to_owned(),
        body,
        territory: territory.map(str::to_owned),
        until: None,
        origin: Origin::Given,
    }
}

/// An account that proved a moment ago that it is its person.
pub fn actor(hats: Vec<Hat>) -> Actor {
    Actor { account: "account-1".to_owned(), person: "person-1".to_owned(), hats, scopes: None, confirmed: Some(NOW) }
}

pub fn registrar(territory: &str) -> Actor {
    actor(vec![hat(Body::Provincial, "registrar", "authority-1", Some(territory))])
}

pub fn representative() -> Actor {
    actor(vec![hat(Body::Company, "representative", "company-1", None)])
}

/// A case in a territory that another account prepared.
pub fn case(territory: &str) -> Resource<'_> {
    Resource { id: "registration:1", territory: Some(territory), prepared_by: Some("account-2"), ..Resource::default() }
}

pub fn of_organisation(organisation: &str) -> Resource<'_> {
    Resource { id: "party:1", organisation: Some(organisation), ..Resource::default() }
}

pub fn of_person(person: &str) -> Resource<'_> {
    Resource { id: "party:2", person: Some(person), ..Resource::default() }
}
