//! Texts of a policy that must not be read, and the words for people. It never ships.

use crate::people::policy;
use kaan_base::access::{Body, Denial, Policy, PolicyError};

const HEAD: &str = "status = \"draft\"\nin_force_from = \"2026-11-25\"\n";
const ROLE: &str = "[[role]]\nbody = \"company\"\ncode = \"clerk\"\nbecause = \"b\"\n";

fn act(more: &str) -> String {
    format!("[[act]]\ncode = \"a.b\"\nbecause = \"b\"\n{more}\n")
}

fn right(who: &str, scope: &str) -> String {
    format!("[[act.right]]\nname = \"r\"\nwho = [{who}]\nscope = \"{scope}\"\nbecause = \"b\"\n")
}

fn read(act_more: &str, rights: &str) -> Result<Policy, PolicyError> {
    Policy::parse(&format!("{HEAD}{ROLE}{}{rights}", act(act_more)))
}

#[test]
fn a_small_policy_is_read() {
    let policy = read("section = \"12\"", &right("\"company clerk\"", "own organisation")).unwrap();
    assert_eq!(policy.roles().collect::<Vec<_>>(), [("clerk", Body::Company)]);
    assert_eq!(policy.acts().collect::<Vec<_>>(), ["a.b"]);
}

#[test]
fn a_denial_cites_the_section_of_the_right_before_that_of_the_act() {
    let own = right("\"company clerk\"", "own organisation");
    let section = |text: &str| {
        let policy = read("section = \"12\"", text).unwrap();
        policy.may_begin(None, "a.b", crate::people::NOW).unwrap_err().section
    };
    assert_eq!(section(&own).as_deref(), Some("12"));
    assert_eq!(section(&format!("{own}section = \"13 (2)\"\n")).as_deref(), Some("13 (2)"));
}

#[test]
fn a_policy_that_a_reviewer_could_not_follow_is_not_read() {
    let good = right("\"company clerk\"", "own organisation");
    let cases: Vec<(&str, &str, String)> = vec![
        ("no section", "", good.clone()),
        ("an empty section", "section = \"\"", good.clone()),
        ("unknown without a note", "section = \"unknown\"", good.clone()),
        ("a note without a date", "section = \"unknown\"\nsection_note = \"not found: yet\"", good.clone()),
        ("nobody", "section = \"1\"", right("", "own organisation")),
        ("no right", "section = \"1\"\nright = []", String::new()),
        ("an unknown role", "section = \"1\"", right("\"company king\"", "own organisation")),
        ("a role of another body", "section = \"1\"", right("\"federal clerk\"", "own organisation")),
        ("a role without its body", "section = \"1\"", right("\"clerk\"", "own organisation")),
        ("a role twice", "section = \"1\"", right("\"company clerk\", \"company clerk\"", "own organisation")),
        ("public and a role", "section = \"1\"", right("\"public\", \"company clerk\"", "anywhere")),
        ("public of an own organisation", "section = \"1\"", right("\"public\"", "own organisation")),
        ("a person's own territory", "section = \"1\"", right("\"person\"", "own territory")),
        ("a role's own person", "section = \"1\"", right("\"company clerk\"", "own person")),
        ("an unknown scope", "section = \"1\"", right("\"company clerk\"", "everywhere")),
        ("public that confirms", "section = \"1\"\nconfirm_minutes = 5", right("\"public\"", "anywhere")),
        ("public with four eyes", "section = \"1\"\nfour_eyes = true", right("\"public\"", "anywhere")),
        ("no minute to confirm", "section = \"1\"\nconfirm_minutes = 0", good.clone()),
        ("a word that is misspelt", "section = \"1\"\nfour_eye = true", good.clone()),
        ("the same right twice", "section = \"1\"", format!("{good}{good}")),
        ("the same act twice", "section = \"1\"", format!("{good}{}{}", act("section = \"1\""), good.replace("\"r\"", "\"s\""))),
        ("a right without a reason", "section = \"1\"", good.replace("because = \"b\"", "because = \"\"")),
    ];
    for (what, more, rights) in cases {
        assert!(read(more, &rights).is_err(), "{what}");
    }
    for role in
        [ROLE.replace("company", "church"), ROLE.replace("clerk", "public"), format!("{ROLE}{ROLE}"), ROLE.replace("\"b\"", "\"\"")]
    {
        assert!(Policy::parse(&format!("{HEAD}{role}{}{good}", act("section = \"1\""))).is_err(), "{role}");
    }
    assert!(Policy::parse("").is_err());
}

#[test]
fn kinds_of_organisation_are_read_as_they_are_written() {
    for body in Body::ALL {
        assert_eq!(Body::parse(body.code()), Some(body));
    }
    assert_eq!(Body::parse("Company"), None);
}

const WORDS: [(&str, &str); 3] = [
    ("en", include_str!("../../../../locales/en/access.ftl")),
    ("zh", include_str!("../../../../locales/zh/access.ftl")),
    ("ur", include_str!("../../../../locales/ur/access.ftl")),
];

#[test]
fn roles_acts_and_denials_have_words_in_three_languages() {
    let policy = policy();
    let mut keys: Vec<String> = Denial::CODES.iter().map(|code| format!("problem-{code}")).collect();
    keys.extend(policy.roles().map(|(role, _)| format!("role-{role}")));
    keys.extend(Body::ALL.iter().map(|body| format!("body-{}", body.code())));
    keys.extend(policy.acts().map(|act| format!("act-{}", act.replace('.', "-"))));
    for (lang, text) in WORDS {
        for key in &keys {
            assert!(text.lines().any(|l| l.starts_with(&format!("{key} = "))), "{lang}: {key}");
        }
    }
}
