//! The whole table of rights as a reviewer reads it, found by asking the policy, not by reading its text.
//!
//! `KAAN_BLESS=1` rewrites it; review reads the difference. It never ships.

use crate::people::{MINUTE, NOW, policy};
use kaan_base::Instant;
use kaan_base::access::{Actor, Body, Denial, Hat, Origin, Policy, Resource};
use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str = "\
Who may do what: what the policy answers for every role and act. Found by asking it; rewritten by `make bless`.

  P  what is about the own person        O  what belongs to the own organisation
  T  what lies in the role's territory   A  anything, anywhere
  .  nothing                             a role has what every account (person) has as well

A role that is limited to a territory has O and A within it alone; a role without one never has T.
asks: 4 = another must have prepared it; c15 = confirmed within 15 minutes;
      -d = not with a delegated role; -e = not with a role taken in an emergency.

";

fn mine(body: Body, role: &str, territory: Option<&str>, origin: Origin) -> Actor {
    let hat = Hat {
        role: role.to_owned(),
        organisation: "own".to_owned(),
        body,
        territory: territory.map(str::to_owned),
        until: None,
        origin,
    };
    Actor { account: "own".to_owned(), person: "own".to_owned(), hats: vec![hat], scopes: None, confirmed: Some(NOW) }
}

const OTHER: Resource<'static> = Resource {
    id: "thing:1",
    organisation: Some("other"),
    territory: Some("XX-OTHER"),
    person: Some("other"),
    prepared_by: Some("other"),
};

/// The marks of one act for one role, without what every account has.
fn marks(policy: &Policy, body: Body, role: &str, act: &str) -> String {
    let may = |territory: Option<&str>, on: Resource<'_>| {
        let who = mine(body, role, territory, Origin::Given);
        policy.decide(Some(&who), act, &on, NOW).is_ok_and(|right| right.role.is_some())
    };
    let mut out = String::new();
    if may(None, OTHER) {
        return "A".to_owned();
    }
    if may(None, Resource { organisation: Some("own"), ..OTHER }) {
        out.push('O');
    }
    if may(Some("XX-OWN"), Resource { territory: Some("XX-OWN"), ..OTHER }) {
        out.push('T');
    }
    // A role gives nothing over the own person, and nothing outside its territory.
    assert!(!may(Some("XX-OWN"), Resource { person: Some("own"), ..OTHER }), "{role} {act}");
    assert!(!may(Some("XX-OWN"), Resource { organisation: Some("own"), ..OTHER }), "{role} {act}");
    if out.is_empty() { ".".to_owned() } else { out }
}

fn mark_of_person(policy: &Policy, act: &str) -> &'static str {
    let who = Actor { hats: Vec::new(), ..mine(Body::Company, "", None, Origin::Given) };
    let may = |on: Resource<'_>| policy.decide(Some(&who), act, &on, NOW).is_ok();
    match (may(OTHER), may(Resource { person: Some("own"), ..OTHER })) {
        (true, _) => "A",
        (false, true) => "P",
        (false, false) => ".",
    }
}

fn mark_of_public(policy: &Policy, act: &str) -> &'static str {
    if policy.decide(None, act, &OTHER, NOW).is_ok() { "A" } else { "." }
}

/// What an act asks besides a right, found with whoever has the right.
fn asks(policy: &Policy, roles: &[(String, Body)], act: &str) -> String {
    let own = Resource { organisation: Some("own"), territory: Some("XX-OWN"), person: Some("own"), ..OTHER };
    let holders: Vec<&(String, Body)> = roles.iter().filter(|(r, b)| marks(policy, *b, r, act) != ".").collect();
    let one = holders.first().map_or(("", Body::Company), |(r, b)| (r.as_str(), *b));
    let who = mine(one.1, one.0, Some("XX-OWN"), Origin::Given);
    let mut out = Vec::new();
    let alone = policy.decide(Some(&who), act, &Resource { prepared_by: Some("own"), ..own }, NOW);
    if alone.is_err_and(|d| d.code == Denial::FOUR_EYES) {
        out.push("4".to_owned());
    }
    let confirmed = |ago: i64| Actor { confirmed: Some(Instant(NOW.0 - ago)), ..who.clone() };
    let stale = |ago| policy.decide(Some(&confirmed(ago)), act, &own, NOW).is_err_and(|d| d.code == Denial::CONFIRM);
    if let Some(minutes) = (1..=24 * 60).find(|m| stale(m * MINUTE)) {
        out.push(format!("c{minutes}"));
    }
    for (mark, origin) in [("-d", Origin::Delegated { by: "other".to_owned() }), ("-e", Origin::Emergency)] {
        let none = |(role, body): &&(String, Body)| {
            let lent = mine(*body, role, Some("XX-OWN"), origin.clone());
            policy.decide(Some(&lent), act, &own, NOW).map_or(true, |right| right.role.is_none())
        };
        if !holders.is_empty() && holders.iter().all(none) {
            out.push(mark.to_owned());
        }
    }
    out.join(" ")
}

fn table(policy: &Policy) -> String {
    let roles: Vec<(String, Body)> = policy.roles().map(|(r, b)| (r.to_owned(), b)).collect();
    let short = |role: &str| role.chars().take(5).collect::<String>();
    let (mut bodies, mut names) = (format!("{:22}", ""), format!("{:22}{:6}{:6}", "act", "publ", "pers"));
    bodies += &format!("{:12}", "");
    for (i, (role, body)) in roles.iter().enumerate() {
        let first = i == 0 || roles[i - 1].1 != *body;
        let count = roles.iter().filter(|(_, b)| b == body).count();
        if first {
            bodies += &format!("| {:width$}", &body.code()[..body.code().len().min(count * 6)], width = count * 6);
        }
        names += &format!("{}{:6}", if first { "| " } else { "" }, short(role));
    }
    let mut out = format!("{HEAD}{}|\n{}| asks\n", bodies, names);
    for act in policy.acts() {
        let mut row = format!("{act:22}{:6}{:6}", mark_of_public(policy, act), mark_of_person(policy, act));
        for (i, (role, body)) in roles.iter().enumerate() {
            let first = i == 0 || roles[i - 1].1 != *body;
            write!(row, "{}{:6}", if first { "| " } else { "" }, marks(policy, *body, role, act)).unwrap();
        }
        writeln!(out, "{}", format!("{row}| {}", asks(policy, &roles, act)).trim_end()).unwrap();
    }
    out
}

#[test]
fn the_table_of_rights_changes_knowingly() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rights.txt");
    let found = table(policy());
    if std::env::var_os("KAAN_BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<_> = known.lines().zip(found.lines()).filter(|(a, b)| a != b).collect();
    assert!(known == found, "rights changed; `make bless` if that is meant: {changed:#?}");
}
