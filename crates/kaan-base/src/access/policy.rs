//! The policy as the law's text has it, read once and compiled for deciding.
//!
//! Called when the program starts, and by tests; [`super::decide`] reads what is compiled here. It never
//! guesses: a word that it does not know, a right without a reason or a section without a date is an error.

use super::Body;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const TEXT: &str = include_str!("../../../../law/access.toml");

/// Where a right holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Scope {
    /// What is about the person who acts.
    #[serde(rename = "own person")]
    OwnPerson,
    /// What belongs to the organisation that gave the role.
    #[serde(rename = "own organisation")]
    OwnOrganisation,
    /// What lies in the territory of the role.
    #[serde(rename = "own territory")]
    OwnTerritory,
    /// Everything, or what lies in the territory of the role when it is limited to one.
    #[serde(rename = "anywhere")]
    Anywhere,
}

/// Who has a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody, signed in or not.
    Public,
    /// Every account.
    Person,
    /// These roles, each with the kind of organisation that gives it.
    Roles(Vec<(Body, String)>),
}

/// One right of an act.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub name: String,
    pub who: Who,
    pub scope: Scope,
    pub section: Option<String>,
}

/// What the law asks of an act, and who may do it.
#[derive(Debug, Clone)]
pub(super) struct Act {
    /// Whoever prepared it may not do it.
    pub four_eyes: bool,
    /// Microseconds within which the person must have proved anew that it is them.
    pub confirm: Option<i64>,
    /// Not with a role that was delegated.
    pub not_delegated: bool,
    /// Not with a role that was taken in an emergency.
    pub not_emergency: bool,
    pub rules: Vec<Rule>,
}

/// Who may do what: the text of `law/access.toml`, compiled.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(super) acts: HashMap<String, Act>,
    order: Vec<String>,
    roles: Vec<(Body, String)>,
}

/// What is wrong with the text of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// It is not TOML, or has words that a policy does not have.
    #[error("the policy cannot be read: {0}")]
    Text(String),
    /// Two acts, rights or roles of one name.
    #[error("{0} stands twice")]
    Twice(String),
    /// A right names a role that is not in the list of roles.
    #[error("{place}: there is no role `{role}`")]
    UnknownRole {
        /// The right.
        place: String,
        /// What it names.
        role: String,
    },
    /// What is said contradicts itself, or lacks what a reviewer needs.
    #[error("{place}: {what}")]
    Unsound {
        /// The act or right.
        place: String,
        /// What is missing or wrong.
        what: &'static str,
    },
}

impl Body {
    /// Every kind of organisation, in the order of the policy.
    pub const ALL: [Body; 5] = [Body::Company, Body::Provincial, Body::Federal, Body::Foreign, Body::Operator];

    /// The word of the policy and of the store: `provincial`.
    pub const fn code(self) -> &'static str {
        match self {
            Body::Federal => "federal",
            Body::Provincial => "provincial",
            Body::Foreign => "foreign",
            Body::Company => "company",
            Body::Operator => "operator",
        }
    }

    /// The kind of that word.
    pub fn parse(code: &str) -> Option<Body> {
        Body::ALL.into_iter().find(|b| b.code() == code)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(rename = "status")]
    _status: String,
    #[serde(rename = "in_force_from")]
    _in_force_from: crate::Day,
    role: Vec<RoleText>,
    act: Vec<ActText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleText {
    body: String,
    code: String,
    because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActText {
    code: String,
    #[serde(default)]
    four_eyes: bool,
    confirm_minutes: Option<u32>,
    #[serde(default)]
    not_delegated: bool,
    #[serde(default)]
    not_in_an_emergency: bool,
    section: String,
    section_note: Option<String>,
    because: String,
    right: Vec<RightText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightText {
    name: String,
    who: Vec<String>,
    scope: Scope,
    section: Option<String>,
    because: String,
}

impl Policy {
    /// Reads and compiles a policy.
    ///
    /// # Errors
    /// [`PolicyError`] naming the act, right or role that is wrong.
    pub fn parse(text: &str) -> Result<Policy, PolicyError> {
        let text: Text = toml::from_str(text).map_err(|e| PolicyError::Text(e.to_string()))?;
        let roles = roles(&text.role)?;
        let (mut acts, mut order, mut names) = (HashMap::new(), Vec::new(), BTreeSet::new());
        for act in text.act {
            let compiled = compile(&act, &roles, &mut names)?;
            order.push(act.code.clone());
            if acts.insert(act.code.clone(), compiled).is_some() {
                return Err(PolicyError::Twice(format!("act {}", act.code)));
            }
        }
        Ok(Policy { acts, order, roles })
    }

    /// The policy that ships with Kaan.
    ///
    /// # Errors
    /// As [`Policy::parse`]; a test keeps it from happening.
    pub fn shipped() -> Result<Policy, PolicyError> {
        Policy::parse(TEXT)
    }

    /// Every role with the kind of organisation that gives it, in the order of the text.
    pub fn roles(&self) -> impl Iterator<Item = (&str, Body)> {
        self.roles.iter().map(|(body, code)| (code.as_str(), *body))
    }

    /// Every act, in the order of the text.
    pub fn acts(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// Whether that kind of organisation gives that role.
    pub fn has_role(&self, body: Body, code: &str) -> bool {
        self.roles.iter().any(|(b, c)| *b == body && c == code)
    }

    /// Whether the law asks that another prepared what this act signs.
    pub fn needs_four_eyes(&self, act: &str) -> bool {
        self.acts.get(act).is_some_and(|a| a.four_eyes)
    }

    /// For how many minutes a fresh proof that it is the person counts, when the act needs one.
    pub fn confirm_minutes(&self, act: &str) -> Option<i64> {
        self.acts.get(act)?.confirm.map(|micros| micros / MINUTE)
    }
}

const MINUTE: i64 = 60_000_000;

fn roles(texts: &[RoleText]) -> Result<Vec<(Body, String)>, PolicyError> {
    let mut out: Vec<(Body, String)> = Vec::with_capacity(texts.len());
    for role in texts {
        let place = || format!("role {} {}", role.body, role.code);
        let unsound = |what| PolicyError::Unsound { place: place(), what };
        let body = Body::parse(&role.body).ok_or_else(|| unsound("there is no such kind of organisation"))?;
        if ["", "public", "person"].contains(&role.code.as_str()) || role.code.contains(' ') {
            return Err(unsound("the code cannot be one of a role"));
        }
        if role.because.is_empty() {
            return Err(unsound("it does not say why"));
        }
        if out.contains(&(body, role.code.clone())) {
            return Err(PolicyError::Twice(place()));
        }
        out.push((body, role.code.clone()));
    }
    Ok(out)
}

fn compile(act: &ActText, roles: &[(Body, String)], names: &mut BTreeSet<String>) -> Result<Act, PolicyError> {
    let unsound = |what| Err(PolicyError::Unsound { place: format!("act {}", act.code), what });
    if act.because.is_empty() {
        return unsound("it does not say why");
    }
    if act.right.is_empty() {
        return unsound("nobody has it");
    }
    if act.confirm_minutes == Some(0) {
        return unsound("a proof that counts for no minute allows nothing");
    }
    let section = section(act)?;
    let mut rules = Vec::with_capacity(act.right.len());
    for right in &act.right {
        if !names.insert(right.name.clone()) {
            return Err(PolicyError::Twice(format!("right {}", right.name)));
        }
        let who = who(right, roles)?;
        let binds = act.four_eyes || act.confirm_minutes.is_some();
        if who == Who::Public && binds {
            return unsound("whoever is not signed in can neither confirm nor be told from another");
        }
        rules.push(Rule {
            name: right.name.clone(),
            who,
            scope: right.scope,
            section: right.section.clone().or_else(|| section.clone()),
        });
    }
    Ok(Act {
        four_eyes: act.four_eyes,
        confirm: act.confirm_minutes.map(|m| i64::from(m) * MINUTE),
        not_delegated: act.not_delegated,
        not_emergency: act.not_in_an_emergency,
        rules,
    })
}

/// The section that an act cites; none when it is unknown, which must be said with a date.
fn section(act: &ActText) -> Result<Option<String>, PolicyError> {
    let unsound = |what| Err(PolicyError::Unsound { place: format!("act {}", act.code), what });
    match (act.section.as_str(), &act.section_note) {
        ("", _) => unsound("no section is cited; say `unknown` when it is"),
        ("unknown", Some(note)) if note.split_once(": ").is_some_and(|(day, _)| crate::Day::parse(day).is_ok()) => Ok(None),
        ("unknown", _) => unsound("an unknown section needs a note that begins with its date"),
        (known, _) => Ok(Some(known.to_owned())),
    }
}

fn who(right: &RightText, roles: &[(Body, String)]) -> Result<Who, PolicyError> {
    let place = || format!("right {}", right.name);
    let unsound = |what| Err(PolicyError::Unsound { place: place(), what });
    if right.because.is_empty() {
        return unsound("it does not say why");
    }
    match right.who.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => return unsound("nobody has it"),
        ["public"] if right.scope == Scope::Anywhere => return Ok(Who::Public),
        ["person"] if matches!(right.scope, Scope::Anywhere | Scope::OwnPerson) => return Ok(Who::Person),
        ["public" | "person"] => return unsound("without a role there is no own organisation or territory"),
        _ => {}
    }
    if right.scope == Scope::OwnPerson {
        return unsound("what is about the own person is a right of every person, not of a role");
    }
    let mut found: BTreeMap<(Body, String), ()> = BTreeMap::new();
    for word in &right.who {
        let role = word.split_once(' ').and_then(|(body, code)| Some((Body::parse(body)?, code.to_owned())));
        match role.filter(|r| roles.contains(r)) {
            None => return Err(PolicyError::UnknownRole { place: place(), role: word.clone() }),
            Some(role) => {
                if found.insert(role, ()).is_some() {
                    return Err(PolicyError::Twice(format!("{}: {word}", place())));
                }
            }
        }
    }
    Ok(Who::Roles(found.into_keys().collect()))
}
