//! The bench of a decision: the shipped policy and one of sixty rules, an actor with eight roles.
//!
//! `cargo bench -p kaan-base --bench decide`. It never ships.
#![allow(clippy::unwrap_used, missing_docs)]

use divan::{Bencher, black_box};
use kaan_base::Instant;
use kaan_base::access::{Actor, Body, Hat, Origin, Policy, Resource};

fn main() {
    divan::main();
}

const NOW: Instant = Instant(1_000_000_000_000);

fn hat(role: &str, organisation: usize, body: Body, territory: Option<&str>) -> Hat {
    Hat {
        role: role.to_owned(),
        organisation: format!("0198c2f0-0000-7000-8000-{organisation:012}"),
        body,
        territory: territory.map(str::to_owned),
        until: Some(Instant(NOW.0 + 1)),
        origin: Origin::Given,
    }
}

/// Eight roles; the last is the one that has the right.
fn actor() -> Actor {
    let mut hats: Vec<Hat> = (0..7).map(|n| hat("representative", n, Body::Company, None)).collect();
    hats.push(hat("registrar", 7, Body::Provincial, Some("PK-BA")));
    Actor { account: "a".to_owned(), person: "p".to_owned(), hats, scopes: None, confirmed: Some(NOW) }
}

/// `count` rules in ten acts, each for one of two roles; what is asked for is the last.
fn policy(count: usize) -> Policy {
    let mut text = String::from(
        "status = \"bench\"\nin_force_from = \"2026-11-25\"\n\
         [[role]]\nbody = \"company\"\ncode = \"representative\"\nbecause = \"b\"\n\
         [[role]]\nbody = \"provincial\"\ncode = \"registrar\"\nbecause = \"b\"\n",
    );
    for act in 0..10 {
        text += &format!("[[act]]\ncode = \"act.n{act}\"\nsection = \"1\"\nbecause = \"b\"\n");
        for rule in 0..count / 10 {
            let who = if rule + 1 == count / 10 { "provincial registrar" } else { "company representative" };
            let scope = if rule + 1 == count / 10 { "own territory" } else { "own organisation" };
            text += &format!("[[act.right]]\nname = \"r-{act}-{rule}\"\nwho = [\"{who}\"]\nscope = \"{scope}\"\nbecause = \"b\"\n");
        }
    }
    Policy::parse(&text).unwrap()
}

#[divan::bench]
fn shipped_policy_eight_roles_allowed(b: Bencher) {
    let (policy, actor) = (Policy::shipped().unwrap(), actor());
    let on = Resource { territory: Some("PK-BA"), prepared_by: Some("x"), ..Resource::default() };
    assert!(policy.decide(Some(&actor), "registration.approve", &on, NOW).is_ok());
    b.bench(|| policy.decide(black_box(Some(&actor)), "registration.approve", &on, NOW));
}

#[divan::bench]
fn shipped_policy_eight_roles_denied(b: Bencher) {
    let (policy, actor) = (Policy::shipped().unwrap(), actor());
    let on = Resource { territory: Some("PK-SD"), ..Resource::default() };
    b.bench(|| policy.decide(black_box(Some(&actor)), "registration.approve", &on, NOW));
}

#[divan::bench]
fn shipped_policy_eight_roles_reach(b: Bencher) {
    let (policy, actor) = (Policy::shipped().unwrap(), actor());
    b.bench(|| policy.reach(black_box(Some(&actor)), "registration.read", NOW));
}

#[divan::bench]
fn shipped_policy_nobody_reads_the_register(b: Bencher) {
    let policy = Policy::shipped().unwrap();
    b.bench(|| policy.may_begin(black_box(None), "public.read", NOW));
}

#[divan::bench(args = [10, 60, 300])]
fn rules_eight_roles_last_rule(b: Bencher, rules: usize) {
    let (policy, actor) = (policy(rules), actor());
    let on = Resource { territory: Some("PK-BA"), ..Resource::default() };
    assert!(policy.decide(Some(&actor), "act.n9", &on, NOW).is_ok());
    b.bench(|| policy.decide(black_box(Some(&actor)), "act.n9", &on, NOW));
}

#[divan::bench]
fn reading_the_shipped_text(b: Bencher) {
    b.bench(|| Policy::shipped().unwrap());
}
