//! Every door against every role: what the table of rights denies is denied at the door.
//!
//! The real routes of the program stand behind a gate that lets each role of the policy in. It never trusts
//! that a handler refuses by itself: the door must.

use crate::common::{Home, block};
use crate::golden::golden;
use axum::body::Body as Bytes;
use axum::http::Request;
use futures::future::BoxFuture;
use kaan_base::Instant;
use kaan_base::access::{Actor, Body, Caller, Denial, Hat, Origin, Policy};
use kaan_web::{Door, Failure, Gate, PUBLIC, Shown, Signed, Site, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;
use tower::ServiceExt as _;

const NOW: Instant = Instant(1_795_600_000_000_000);

/// Lets in whoever is named `role@body` by the cookie, and an account without a role as `person`.
struct Roles(Policy);

fn actor(policy: &Policy, name: &str) -> Option<Actor> {
    let hat = |(role, body): (&str, Body)| Hat {
        role: role.to_owned(),
        organisation: "own".into(),
        body,
        territory: Some("PK-BA".into()),
        until: None,
        origin: Origin::Given,
    };
    let found = policy.roles().find(|(role, body)| format!("{role}@{body:?}") == name).map(hat);
    let actor = |hats| Actor { account: "someone".into(), person: "someone".into(), hats, scopes: None, confirmed: Some(NOW) };
    match found {
        Some(hat) => Some(actor(vec![hat])),
        None => (name == "person").then(|| actor(Vec::new())),
    }
}

impl Gate for Roles {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        let actor = shown.session.and_then(|name| actor(&self.0, name)).map(Arc::new);
        let signed = |actor| Signed {
            actor,
            name: "A tester".into(),
            session: Some("handle".into()),
            form_key: "key".into(),
            unread: 0,
            cookie: None,
        };
        let found = actor.map(signed);
        Box::pin(async { Ok(found) })
    }

    fn policy(&self) -> &Policy {
        &self.0
    }

    fn refused<'a>(&'a self, _: &'a Caller, _: &'a str, _: &'a str, _: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}

/// An address of a door, with something in place of each parameter.
fn address(below: &str, door: &Door) -> String {
    let parts = door.path.split('/').map(|p| if p.starts_with('{') { "none" } else { p });
    format!("{below}{}", parts.collect::<Vec<_>>().join("/"))
}

/// What a door must say to a role, by the policy alone.
fn must_be_denied(policy: &Policy, name: Option<&str>, act: &str) -> bool {
    let actor = name.and_then(|n| actor(policy, n));
    policy.may_begin(actor.as_ref(), act, NOW).is_err()
}

#[test]
fn every_denied_route_is_denied_for_every_role() {
    let (found, untested) = block(async {
        let home = Home::new();
        let (_db, server) = home.assemble().await;
        let (pages, open) = server.capabilities.doors(&server.key.verifier(), &home.at("rights")).await.unwrap();
        let site = Site { base: "https://kaan.example".into(), demonstration: false, clock: Arc::new(|| NOW) };
        let ui = Ui::new(&[], site).unwrap();
        let policy = Policy::shipped().unwrap();
        ui.set_gate(Arc::new(Roles(Policy::shipped().unwrap())));
        let doors: Vec<(String, Door)> = pages
            .list()
            .map(|d| (address("/en", d), d.clone()))
            .chain(open.list().map(|d| (address("", d), d.clone())))
            .filter(|(_, d)| d.act != PUBLIC)
            .collect();
        let app = ui.site(&pages, open);
        let names: Vec<String> = policy.roles().map(|(role, body)| format!("{role}@{body:?}")).chain(["person".into()]).collect();
        let known: BTreeSet<&str> = policy.acts().collect();
        let (mut wrong, mut tested) = (Vec::new(), BTreeSet::new());
        for (path, door) in &doors {
            if !known.contains(door.act) {
                wrong.push(format!("{} {path}: the table does not know {}", door.method, door.act));
            }
            for name in names.iter().map(|n| Some(n.as_str())).chain([None]) {
                let mut request = Request::builder().method(&door.method).uri(path).header("sec-fetch-site", "same-origin");
                request = request.header("accept", "text/html").header("content-type", "application/x-www-form-urlencoded");
                if let Some(name) = name {
                    request = request.header("cookie", format!("__Host-kaan={name}"));
                }
                let denied = must_be_denied(&policy, name, door.act);
                // Whoever is let in is the handler's; nobody here is to write anything.
                if !denied {
                    continue;
                }
                let answer = app.clone().oneshot(request.body(Bytes::empty()).unwrap()).await.unwrap();
                let to = answer.headers().get("location").and_then(|l| l.to_str().ok()).unwrap_or_default();
                let refused = match (answer.status().as_u16(), name) {
                    (303, None) => to.starts_with("/en/sign-in?next="),
                    (401, None) | (403, Some(_)) => true,
                    _ => false,
                };
                if refused {
                    tested.insert((path.clone(), door.method.to_string()));
                } else {
                    wrong.push(format!("{} {path} ({}): {} for {name:?}", door.method, door.act, answer.status()));
                }
            }
        }
        let all_may =
            |d: &Door| names.iter().all(|n| !must_be_denied(&policy, Some(n), d.act)) && !must_be_denied(&policy, None, d.act);
        let missed = doors.iter().filter(|(p, d)| !all_may(d) && !tested.contains(&(p.clone(), d.method.to_string())));
        (wrong, missed.map(|(p, d)| format!("{p} {} {}\n", d.method, d.act)).collect::<String>())
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
    golden("routes-untested.txt", &untested);
}
