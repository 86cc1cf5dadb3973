//! What the shipped policy says, case by case, as a reviewer would ask. It never ships.

use crate::people::{MINUTE, NOW, actor, case, hat, of_organisation, of_person, policy, registrar, representative};
use kaan_base::access::{Body, Denial, Origin, Resource};
use kaan_base::{Instant, Kind, Problem};

fn code<T: std::fmt::Debug>(answer: Result<T, Denial>) -> &'static str {
    answer.expect_err("it should be denied").code
}

#[test]
fn the_acts_of_the_contract_are_all_there_and_no_other() {
    let mut found: Vec<String> = policy().acts().map(str::to_owned).collect();
    found.sort();
    let mut known = vec![
        "public.read",
        "account.own",
        "account.create",
        "party.read-public",
        "party.read-private",
        "party.prepare",
        "party.sign",
        "party.merge",
        "registration.begin",
        "registration.read",
        "registration.examine",
        "registration.approve",
        "registration.refuse",
        "owners.declare",
        "owners.read-private",
        "owners.check",
        "role.give",
        "role.end",
        "delegation.give",
        "delegation.end",
        "invitation.send",
        "office.read",
        "office.configure",
        "emergency.begin",
        "record.read-own",
        "record.search",
        "record.export",
        "token.create",
        "client.create",
        "notice.read-own",
    ];
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn an_act_that_the_law_does_not_name_is_denied_to_everybody() {
    let policy = policy();
    let everything = Resource {
        id: "x",
        organisation: Some("authority-1"),
        territory: Some("PK-BA"),
        person: Some("person-1"),
        prepared_by: Some("account-2"),
    };
    for act in ["", "public", "public.read ", "PUBLIC.READ", "party.delete", "*"] {
        for who in [None, Some(&registrar("PK-BA"))] {
            assert_eq!(code(policy.decide(who, act, &everything, NOW)), Denial::NO_RIGHT, "{act}");
            assert_eq!(code(policy.may_begin(who, act, NOW)), Denial::NO_RIGHT, "{act}");
            assert!(policy.reach(who, act, NOW).is_empty(), "{act}");
        }
    }
}

#[test]
fn nobody_who_is_not_signed_in_does_more_than_read_what_is_public_and_open_an_account() {
    let policy = policy();
    let open: Vec<&str> = policy.acts().filter(|act| policy.may_begin(None, act, NOW).is_ok()).collect();
    assert_eq!(open, ["public.read", "account.create", "party.read-public"]);
    for act in policy.acts().filter(|a| !open.contains(a)) {
        assert_eq!(code(policy.may_begin(None, act, NOW)), Denial::SIGN_IN, "{act}");
        assert_eq!(code(policy.decide(None, act, &case("PK-BA"), NOW)), Denial::SIGN_IN, "{act}");
    }
}

#[test]
fn a_right_says_its_rule_its_role_and_for_whom_it_is_used() {
    let right = policy().decide(Some(&registrar("PK-BA")), "registration.approve", &case("PK-BA"), NOW).unwrap();
    assert_eq!(right.rule, "registrar-approves-registrations");
    assert_eq!((right.role.as_deref(), right.organisation.as_deref()), (Some("registrar"), Some("authority-1")));
    let own = policy().decide(Some(&representative()), "account.own", &of_person("person-1"), NOW).unwrap();
    assert_eq!((own.role, own.organisation), (None, None));
}

#[test]
fn a_registrar_signs_in_the_own_territory_alone() {
    let policy = policy();
    assert!(policy.decide(Some(&registrar("PK-BA")), "registration.approve", &case("PK-BA"), NOW).is_ok());
    assert_eq!(code(policy.decide(Some(&registrar("PK-SD")), "registration.approve", &case("PK-BA"), NOW)), Denial::TERRITORY);
    let nowhere = Resource { territory: None, ..case("PK-BA") };
    assert_eq!(code(policy.decide(Some(&registrar("PK-BA")), "registration.approve", &nowhere, NOW)), Denial::TERRITORY);
    let unlimited = actor(vec![hat(Body::Provincial, "registrar", "authority-1", None)]);
    assert_eq!(code(policy.decide(Some(&unlimited), "registration.approve", &case("PK-BA"), NOW)), Denial::TERRITORY);
    assert_eq!(code(policy.may_begin(Some(&unlimited), "registration.approve", NOW)), Denial::NO_RIGHT);
}

#[test]
fn an_officer_prepares_and_signs_nothing() {
    let (policy, officer) = (policy(), actor(vec![hat(Body::Provincial, "officer", "authority-1", Some("PK-BA"))]));
    assert!(policy.decide(Some(&officer), "registration.examine", &case("PK-BA"), NOW).is_ok());
    for act in ["registration.approve", "registration.refuse", "party.sign", "party.merge"] {
        assert_eq!(code(policy.decide(Some(&officer), act, &case("PK-BA"), NOW)), Denial::NO_RIGHT, "{act}");
    }
}

#[test]
fn whoever_prepared_does_not_sign_whatever_roles_they_have() {
    let policy = policy();
    let both = actor(vec![
        hat(Body::Provincial, "officer", "authority-1", Some("PK-BA")),
        hat(Body::Provincial, "registrar", "authority-1", Some("PK-BA")),
        hat(Body::Provincial, "registrar", "authority-2", Some("PK-BA")),
    ]);
    for act in ["party.sign", "party.merge", "registration.approve"] {
        for prepared_by in [Some("account-1"), Some(""), None] {
            let on = Resource { prepared_by, ..case("PK-BA") };
            assert_eq!(code(policy.decide(Some(&both), act, &on, NOW)), Denial::FOUR_EYES, "{act} {prepared_by:?}");
        }
        assert!(policy.decide(Some(&both), act, &case("PK-BA"), NOW).is_ok(), "{act}");
        assert!(policy.needs_four_eyes(act));
    }
}

#[test]
fn signing_asks_for_a_proof_that_is_fresh_and_not_of_the_future() {
    let (policy, mut who) = (policy(), registrar("PK-BA"));
    assert_eq!(policy.confirm_minutes("registration.approve"), Some(15));
    let mut ask = |confirmed: Option<i64>| {
        who.confirmed = confirmed.map(|ago| Instant(NOW.0 - ago));
        policy.decide(Some(&who), "registration.approve", &case("PK-BA"), NOW).map(drop).map_err(|d| d.code)
    };
    assert_eq!(ask(None), Err(Denial::CONFIRM));
    assert_eq!(ask(Some(0)), Ok(()));
    assert_eq!(ask(Some(15 * MINUTE - 1)), Ok(()));
    assert_eq!(ask(Some(15 * MINUTE)), Err(Denial::CONFIRM));
    assert_eq!(ask(Some(-1)), Err(Denial::CONFIRM));
    assert_eq!(ask(Some(i64::MIN / 2)), Err(Denial::CONFIRM));
    who.confirmed = None;
    assert!(policy.may_begin(Some(&who), "registration.approve", NOW).is_ok(), "the door does not ask, the act does");
}

#[test]
fn a_company_acts_for_itself_and_sees_no_other() {
    let policy = policy();
    for act in ["owners.declare", "owners.read-private", "party.read-private", "party.prepare"] {
        assert!(policy.decide(Some(&representative()), act, &of_organisation("company-1"), NOW).is_ok(), "{act}");
        for other in [of_organisation("company-2"), of_organisation(""), Resource::default()] {
            assert_eq!(code(policy.decide(Some(&representative()), act, &other, NOW)), Denial::ORGANISATION, "{act}");
        }
    }
}

#[test]
fn an_empty_name_is_nobodys_own() {
    let policy = policy();
    let mut nameless =
        actor(vec![hat(Body::Company, "representative", "", None), hat(Body::Provincial, "registrar", "", Some(""))]);
    nameless.person = String::new();
    let on = Resource { id: "", organisation: Some(""), territory: Some(""), person: Some(""), prepared_by: Some("x") };
    for act in policy.acts().filter(|a| policy.may_begin(None, a, NOW).is_err() && *a != "registration.begin") {
        assert!(policy.decide(Some(&nameless), act, &on, NOW).is_err(), "{act}");
        assert!(!policy.reach(Some(&nameless), act, NOW).shows(&on), "{act}");
    }
}

#[test]
fn a_role_limited_to_a_territory_is_limited_in_the_own_organisation_too() {
    let policy = policy();
    let limited = actor(vec![hat(Body::Company, "representative", "company-1", Some("PK-BA"))]);
    let at = |territory| Resource { territory, ..of_organisation("company-1") };
    assert!(policy.decide(Some(&limited), "party.prepare", &at(Some("PK-BA")), NOW).is_ok());
    assert!(policy.decide(Some(&limited), "party.prepare", &at(None), NOW).is_ok());
    assert_eq!(code(policy.decide(Some(&limited), "party.prepare", &at(Some("PK-SD")), NOW)), Denial::TERRITORY);
    let reach = policy.reach(Some(&limited), "party.prepare", NOW);
    assert_eq!(reach.parts, [("company-1".to_owned(), "PK-BA".to_owned())]);
    assert!(reach.organisations.is_empty());
}

#[test]
fn a_coordinator_limited_to_a_territory_follows_that_one_alone() {
    let policy = policy();
    let whole = actor(vec![hat(Body::Federal, "coordinator", "ministry", None)]);
    let part = actor(vec![hat(Body::Federal, "coordinator", "ministry", Some("PK-SD"))]);
    assert!(policy.decide(Some(&whole), "registration.read", &case("PK-BA"), NOW).is_ok());
    assert!(policy.reach(Some(&whole), "registration.read", NOW).all);
    assert_eq!(code(policy.decide(Some(&part), "registration.read", &case("PK-BA"), NOW)), Denial::TERRITORY);
    assert_eq!(policy.reach(Some(&part), "registration.read", NOW).territories, ["PK-SD"]);
}

#[test]
fn the_same_role_of_another_kind_of_organisation_has_no_right() {
    let policy = policy();
    let posing = actor(vec![hat(Body::Company, "registrar", "company-1", Some("PK-BA"))]);
    assert_eq!(code(policy.decide(Some(&posing), "registration.approve", &case("PK-BA"), NOW)), Denial::NO_RIGHT);
    let auditor = actor(vec![hat(Body::Federal, "auditor", "ministry", Some("PK-BA"))]);
    assert_eq!(code(policy.decide(Some(&auditor), "record.search", &case("PK-BA"), NOW)), Denial::ORGANISATION);
}

#[test]
fn neither_operator_observer_nor_any_administrator_of_an_office_reads_private_data() {
    let policy = policy();
    for (body, role) in [
        (Body::Operator, "operator"),
        (Body::Foreign, "observer"),
        (Body::Provincial, "administrator"),
        (Body::Federal, "administrator"),
        (Body::Federal, "coordinator"),
        (Body::Federal, "auditor"),
    ] {
        let who = actor(vec![hat(body, role, "o", Some("PK-BA"))]);
        let on = Resource { organisation: Some("o"), person: Some("person-2"), ..case("PK-BA") };
        for act in ["party.read-private", "owners.read-private", "registration.approve", "party.sign"] {
            assert!(policy.decide(Some(&who), act, &on, NOW).is_err(), "{body:?} {role} {act}");
        }
    }
}

#[test]
fn a_role_counts_until_the_moment_it_ends() {
    let (policy, mut who) = (policy(), registrar("PK-BA"));
    who.hats[0].until = Some(Instant(NOW.0 + 1));
    assert!(policy.decide(Some(&who), "registration.approve", &case("PK-BA"), NOW).is_ok());
    who.hats[0].until = Some(NOW);
    assert_eq!(code(policy.decide(Some(&who), "registration.approve", &case("PK-BA"), NOW)), Denial::NO_RIGHT);
    assert_eq!(code(policy.may_begin(Some(&who), "registration.approve", NOW)), Denial::NO_RIGHT);
}

#[test]
fn what_is_delegated_or_taken_in_an_emergency_is_not_handed_on() {
    let policy = policy();
    let mut who = actor(vec![hat(Body::Provincial, "administrator", "authority-1", Some("PK-BA"))]);
    let on = of_organisation("authority-1");
    for origin in [Origin::Delegated { by: "account-9".to_owned() }, Origin::Emergency] {
        who.hats[0].origin = origin.clone();
        for act in ["role.give", "delegation.give", "invitation.send", "client.create", "emergency.begin"] {
            assert_eq!(code(policy.decide(Some(&who), act, &on, NOW)), Denial::NO_RIGHT, "{origin:?} {act}");
        }
        for act in ["delegation.end", "office.read", "office.configure"] {
            assert!(policy.decide(Some(&who), act, &on, NOW).is_ok(), "{origin:?} {act}");
        }
        let ends = policy.decide(Some(&who), "role.end", &on, NOW);
        assert_eq!(ends.is_ok(), origin != Origin::Emergency, "a deputy puts out, an emergency does not");
    }
    let mut deputy = registrar("PK-BA");
    deputy.hats[0].origin = Origin::Delegated { by: "account-9".to_owned() };
    assert!(policy.decide(Some(&deputy), "registration.approve", &case("PK-BA"), NOW).is_ok(), "a deputy signs");
}

#[test]
fn a_token_does_what_it_is_made_for_and_what_everybody_may() {
    let (policy, mut who) = (policy(), representative());
    who.scopes = Some(vec!["party.read-private".to_owned()]);
    let own = of_organisation("company-1");
    assert!(policy.decide(Some(&who), "party.read-private", &own, NOW).is_ok());
    assert!(policy.decide(Some(&who), "public.read", &own, NOW).is_ok());
    assert_eq!(code(policy.decide(Some(&who), "party.prepare", &own, NOW)), Denial::SCOPE);
    assert_eq!(code(policy.may_begin(Some(&who), "party.prepare", NOW)), Denial::SCOPE);
    assert!(policy.reach(Some(&who), "party.prepare", NOW).is_empty());
    assert_eq!(code(policy.decide(Some(&who), "record.search", &own, NOW)), Denial::NO_RIGHT, "a scope gives no right");
}

#[test]
fn a_denial_becomes_a_refusal_with_its_rule() {
    let denial = policy().decide(Some(&registrar("PK-SD")), "registration.approve", &case("PK-BA"), NOW).unwrap_err();
    assert_eq!(denial.rule.as_deref(), Some("registrar-approves-registrations"));
    let problem = Problem::from(denial);
    assert_eq!((problem.kind, problem.code), (Kind::Refused, Denial::TERRITORY));
    assert!(problem.values.contains(&("rule", "registrar-approves-registrations".to_owned())));
}

#[test]
fn whoever_prepares_or_checks_may_read_what_the_form_shows() {
    let policy = policy();
    let pairs = [
        ("party.prepare", "party.read-private"),
        ("party.sign", "party.read-private"),
        ("party.merge", "party.read-private"),
        ("registration.examine", "registration.read"),
        ("registration.examine", "party.read-private"),
        ("registration.approve", "registration.read"),
        ("registration.approve", "party.read-private"),
        ("registration.refuse", "registration.read"),
        ("owners.declare", "owners.read-private"),
        ("owners.check", "owners.read-private"),
        ("role.give", "office.read"),
        ("record.export", "record.search"),
    ];
    for (role, body) in policy.roles() {
        let who = actor(vec![hat(body, role, "own", Some("PK-BA"))]);
        for on in [of_organisation("own"), case("PK-BA"), of_person("person-1")] {
            for (does, reads) in pairs {
                let on = Resource { prepared_by: Some("account-2"), ..on };
                if policy.decide(Some(&who), does, &on, NOW).is_ok() {
                    assert!(policy.decide(Some(&who), reads, &on, NOW).is_ok(), "{role} {does} {reads}");
                }
            }
        }
    }
}
