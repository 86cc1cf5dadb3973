//! What holds for every actor, act, thing and moment. It never ships.

use crate::people::{MINUTE, NOW, policy};
use kaan_base::Instant;
use kaan_base::access::{Actor, Body, Denial, Hat, Origin, Resource};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn maybe(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::of(one_of(words))
}

const ORGANISATIONS: &[&str] = &["o1", "o2", "o3", ""];
const TERRITORIES: &[&str] = &["PK-BA", "PK-SD", ""];
const PEOPLE: &[&str] = &["p1", "p2", ""];
const ACCOUNTS: &[&str] = &["a1", "a2", ""];

/// Any role of any kind of organisation, also of one that has no such role.
fn hats() -> impl Strategy<Value = Hat> {
    let roles: &[&str] =
        &["administrator", "representative", "registrar", "officer", "auditor", "coordinator", "observer", "operator", "king"];
    let origin = prop_oneof![
        4 => Just(Origin::Given),
        1 => Just(Origin::Delegated { by: "a9".to_owned() }),
        1 => Just(Origin::Emergency),
    ];
    let until = prop::sample::select(vec![None, Some(-1), Some(0), Some(1), Some(MINUTE)]);
    (prop::sample::select(Body::ALL.to_vec()), one_of(roles), one_of(ORGANISATIONS), maybe(TERRITORIES), until, origin).prop_map(
        |(body, role, organisation, territory, until, origin)| Hat {
            role,
            organisation,
            body,
            territory,
            until: until.map(|d| Instant(NOW.0 + d)),
            origin,
        },
    )
}

fn acts() -> impl Strategy<Value = String> {
    prop::sample::select(policy().acts().map(str::to_owned).chain(["party.burn".to_owned()]).collect::<Vec<_>>())
}

fn actors() -> impl Strategy<Value = Actor> {
    let scopes = prop::option::weighted(0.2, prop::collection::vec(acts(), 0..20));
    let confirmed = prop::sample::select(vec![None, Some(0), Some(MINUTE), Some(10 * MINUTE), Some(20 * MINUTE), Some(-MINUTE)]);
    (one_of(ACCOUNTS), one_of(PEOPLE), prop::collection::vec(hats(), 0..5), scopes, confirmed).prop_map(
        |(account, person, hats, scopes, confirmed)| Actor {
            account,
            person,
            hats,
            scopes,
            confirmed: confirmed.map(|ago| Instant(NOW.0 - ago)),
        },
    )
}

#[derive(Debug, Clone)]
struct Thing {
    organisation: Option<String>,
    territory: Option<String>,
    person: Option<String>,
    prepared_by: Option<String>,
}

impl Thing {
    fn on(&self) -> Resource<'_> {
        Resource {
            id: "thing:1",
            organisation: self.organisation.as_deref(),
            territory: self.territory.as_deref(),
            person: self.person.as_deref(),
            prepared_by: self.prepared_by.as_deref(),
        }
    }
}

fn things() -> impl Strategy<Value = Thing> {
    (maybe(ORGANISATIONS), maybe(TERRITORIES), maybe(PEOPLE), maybe(ACCOUNTS))
        .prop_map(|(organisation, territory, person, prepared_by)| Thing { organisation, territory, person, prepared_by })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn one_more_role_never_takes_a_right_away(who in actors(), more in hats(), at in 0usize..5, act in acts(), thing in things()) {
        let policy = policy();
        let mut richer = who.clone();
        richer.hats.insert(at.min(who.hats.len()), more);
        if policy.decide(Some(&who), &act, &thing.on(), NOW).is_ok() {
            prop_assert!(policy.decide(Some(&richer), &act, &thing.on(), NOW).is_ok());
        }
        if policy.reach(Some(&who), &act, NOW).shows(&thing.on()) {
            prop_assert!(policy.reach(Some(&richer), &act, NOW).shows(&thing.on()));
        }
        if policy.may_begin(Some(&who), &act, NOW).is_ok() {
            prop_assert!(policy.may_begin(Some(&richer), &act, NOW).is_ok());
        }
    }

    #[test]
    fn a_role_that_ended_is_as_good_as_none(who in actors(), act in acts(), thing in things()) {
        let policy = policy();
        let mut today = who.clone();
        today.hats.retain(|h| h.until.is_none_or(|end| end > NOW));
        prop_assert_eq!(policy.decide(Some(&who), &act, &thing.on(), NOW), policy.decide(Some(&today), &act, &thing.on(), NOW));
        prop_assert_eq!(policy.reach(Some(&who), &act, NOW), policy.reach(Some(&today), &act, NOW));
        prop_assert_eq!(policy.may_begin(Some(&who), &act, NOW), policy.may_begin(Some(&today), &act, NOW));
    }

    #[test]
    fn roles_that_the_law_does_not_know_give_nothing(who in actors(), act in acts(), thing in things()) {
        let policy = policy();
        let mut known = who.clone();
        known.hats.retain(|h| policy.has_role(h.body, &h.role));
        prop_assert_eq!(policy.decide(Some(&who), &act, &thing.on(), NOW), policy.decide(Some(&known), &act, &thing.on(), NOW));
    }

    #[test]
    fn a_list_shows_exactly_what_would_be_allowed_row_by_row(who in prop::option::of(actors()), act in acts(), thing in things()) {
        let policy = policy();
        let decided = policy.decide(who.as_ref(), &act, &thing.on(), NOW);
        let allowed = matches!(&decided, Ok(_) | Err(Denial { code: Denial::CONFIRM, .. }));
        let reach = policy.reach(who.as_ref(), &act, NOW);
        prop_assert_eq!(reach.shows(&thing.on()), allowed, "{:?} {:?}", reach, decided);
        prop_assert!(!(reach.is_empty() && allowed));
    }

    #[test]
    fn no_door_is_shut_on_an_act_that_would_be_allowed(who in prop::option::of(actors()), act in acts(), thing in things()) {
        let policy = policy();
        let door = policy.may_begin(who.as_ref(), &act, NOW);
        if policy.decide(who.as_ref(), &act, &thing.on(), NOW).is_ok() {
            prop_assert_eq!(&door, &Ok(()));
        }
        if door.is_err() {
            prop_assert!(policy.reach(who.as_ref(), &act, NOW).is_empty());
        }
    }

    #[test]
    fn a_role_never_acts_outside_the_territory_to_which_it_is_limited(one in hats(), act in acts(), thing in things()) {
        let who = Actor { account: "a1".into(), person: "p1".into(), hats: vec![one.clone()], scopes: None, confirmed: Some(NOW) };
        if let Ok(right) = policy().decide(Some(&who), &act, &thing.on(), NOW)
            && right.role.is_some()
            && let (Some(limit), Some(place)) = (&one.territory, &thing.territory)
        {
            prop_assert_eq!(limit, place);
        }
    }

    #[test]
    fn four_eyes_are_never_two(who in actors(), act in acts(), thing in things()) {
        let policy = policy();
        if policy.needs_four_eyes(&act) && policy.decide(Some(&who), &act, &thing.on(), NOW).is_ok() {
            let preparer = thing.prepared_by.clone().unwrap_or_default();
            prop_assert!(!preparer.is_empty() && preparer != who.account);
        }
    }

    #[test]
    fn a_token_never_does_more_than_its_person(who in actors(), act in acts(), thing in things()) {
        let policy = policy();
        let person = Actor { scopes: None, ..who.clone() };
        if policy.decide(Some(&who), &act, &thing.on(), NOW).is_ok() {
            prop_assert!(policy.decide(Some(&person), &act, &thing.on(), NOW).is_ok());
        }
        let nothing = Actor { scopes: Some(Vec::new()), ..who };
        prop_assert_eq!(
            policy.decide(Some(&nothing), &act, &thing.on(), NOW).is_ok(),
            policy.decide(None, &act, &thing.on(), NOW).is_ok()
        );
    }

    #[test]
    fn a_right_names_a_role_that_the_actor_has(who in actors(), act in acts(), thing in things()) {
        if let Ok(right) = policy().decide(Some(&who), &act, &thing.on(), NOW) {
            let has = |h: &Hat| Some(&h.role) == right.role.as_ref() && Some(&h.organisation) == right.organisation.as_ref();
            prop_assert!(right.role.is_none() == right.organisation.is_none());
            prop_assert!(right.role.is_none() || who.hats.iter().any(has));
        }
    }

    #[test]
    fn a_denial_has_one_of_the_codes_and_the_section_of_its_rule(who in prop::option::of(actors()), act in acts(), thing in things()) {
        let policy = policy();
        if let Err(denial) = policy.decide(who.as_ref(), &act, &thing.on(), NOW) {
            prop_assert!(Denial::CODES.contains(&denial.code));
            prop_assert_eq!(denial.rule.is_some(), act != "party.burn");
        }
    }
}

#[test]
fn codes_of_denials_are_different() {
    assert_eq!(Denial::CODES.iter().collect::<BTreeSet<_>>().len(), Denial::CODES.len());
}
