//! Deciding: an actor, an act, what it touches, and the moment, against the compiled policy.
//!
//! Called by the doors of kaan-web, by the acts through kaan-access, and by lists for what they may show.
//! It never allows what no right names: an unknown act, an ended role, a missing owner all deny.

use super::policy::{Act, Policy, Rule, Scope, Who};
use super::{Actor, Denial, Hat, Origin, Reach, Resource, Right};
use crate::Instant;

/// How near a right came; the nearer one is the reason that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Miss {
    Right,
    Organisation,
    Territory,
}

impl Miss {
    const fn code(self) -> &'static str {
        match self {
            Miss::Right => Denial::NO_RIGHT,
            Miss::Organisation => Denial::ORGANISATION,
            Miss::Territory => Denial::TERRITORY,
        }
    }
}

fn deny(code: &'static str, rule: Option<&Rule>) -> Denial {
    Denial { code, rule: rule.map(|r| r.name.clone()), section: rule.and_then(|r| r.section.clone()) }
}

/// The same, and neither missing nor empty: what has no owner is nobody's own.
fn same(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_some_and(|a| !a.is_empty() && b == Some(a))
}

/// Whether a role is in force for an act: not ended, and not from where the act takes none.
fn in_force(hat: &Hat, act: &Act, now: Instant) -> bool {
    hat.until.is_none_or(|end| now < end)
        && match hat.origin {
            Origin::Given => true,
            Origin::Delegated { .. } => !act.not_delegated,
            Origin::Emergency => !act.not_emergency,
        }
}

/// Whether this role is among those of the right.
fn named(hat: &Hat, rule: &Rule) -> bool {
    matches!(&rule.who, Who::Roles(list) if list.iter().any(|(body, role)| *body == hat.body && *role == hat.role))
}

/// Whether the limits of a role hold what the act touches.
///
/// A limit in territory binds in every scope: what is done anywhere is then done there alone, and of the own
/// organisation's matters those that lie elsewhere are out of reach.
fn covers(hat: &Hat, scope: Scope, on: &Resource<'_>) -> Result<(), Miss> {
    let limit = hat.territory.as_deref();
    let there = same(on.territory, limit);
    match scope {
        Scope::OwnOrganisation if !same(on.organisation, Some(&hat.organisation)) => Err(Miss::Organisation),
        Scope::OwnOrganisation if limit.is_none() || on.territory.is_none() || there => Ok(()),
        Scope::Anywhere if limit.is_none() || there => Ok(()),
        Scope::OwnTerritory if there => Ok(()),
        // No role has this scope: the policy is not read with one.
        Scope::OwnPerson => Err(Miss::Organisation),
        _ => Err(Miss::Territory),
    }
}

impl Policy {
    /// Whether an actor may do an act on something at a moment, and by which right.
    ///
    /// # Errors
    /// [`Denial`]: the reason that is nearest to being allowed, so that the person knows what is missing.
    pub fn decide(&self, actor: Option<&Actor>, act: &str, on: &Resource<'_>, now: Instant) -> Result<Right, Denial> {
        let found = self.acts.get(act).ok_or_else(|| deny(Denial::NO_RIGHT, None))?;
        if let Some(rule) = found.rules.iter().find(|r| r.who == Who::Public) {
            return Ok(Right { rule: rule.name.clone(), role: None, organisation: None });
        }
        let actor = actor.ok_or_else(|| deny(Denial::SIGN_IN, found.rules.first()))?;
        let mut nearest = (Miss::Right, found.rules.first());
        let mut miss = |how: Miss, rule| {
            if how > nearest.0 {
                nearest = (how, Some(rule));
            }
        };
        for hat in actor.hats.iter().filter(|h| in_force(h, found, now)) {
            for rule in found.rules.iter().filter(|r| named(hat, r)) {
                match covers(hat, rule.scope, on) {
                    Ok(()) => return allow(found, rule, Some(hat), actor, act, on, now),
                    Err(how) => miss(how, rule),
                }
            }
        }
        for rule in found.rules.iter().filter(|r| r.who == Who::Person) {
            if rule.scope == Scope::Anywhere || same(on.person, Some(&actor.person)) {
                return allow(found, rule, None, actor, act, on, now);
            }
            miss(Miss::Organisation, rule);
        }
        Err(deny(nearest.0.code(), nearest.1))
    }

    /// Whether the act is allowed, or would be once the person has confirmed: what a button is shown by.
    #[must_use]
    pub fn offers(&self, actor: Option<&Actor>, act: &str, on: &Resource<'_>, now: Instant) -> bool {
        self.decide(actor, act, on, now).map_or_else(|denial| denial.code == Denial::CONFIRM, |_| true)
    }

    /// Whether an actor could be allowed an act on something: for doors, before the thing is known.
    ///
    /// A proof that it is the person is not asked for here: the act asks for it.
    ///
    /// # Errors
    /// [`Denial`] as [`Policy::decide`].
    pub fn may_begin(&self, actor: Option<&Actor>, act: &str, now: Instant) -> Result<(), Denial> {
        let found = self.acts.get(act).ok_or_else(|| deny(Denial::NO_RIGHT, None))?;
        if found.rules.iter().any(|r| r.who == Who::Public) {
            return Ok(());
        }
        let actor = actor.ok_or_else(|| deny(Denial::SIGN_IN, found.rules.first()))?;
        let hats = || actor.hats.iter().filter(|h| in_force(h, found, now));
        let has = |rule: &&Rule| match &rule.who {
            Who::Public | Who::Person => true,
            Who::Roles(_) => hats().any(|h| named(h, rule) && (rule.scope != Scope::OwnTerritory || h.territory.is_some())),
        };
        let rule = found.rules.iter().find(has).ok_or_else(|| deny(Denial::NO_RIGHT, found.rules.first()))?;
        if in_scope(actor, act) { Ok(()) } else { Err(deny(Denial::SCOPE, Some(rule))) }
    }

    /// Which rows of a list an actor may see by an act: a row passes exactly when [`Policy::decide`] would allow
    /// the act on it, or would once the person has confirmed.
    pub fn reach(&self, actor: Option<&Actor>, act: &str, now: Instant) -> Reach {
        let mut reach = Reach::default();
        let Some(found) = self.acts.get(act) else { return reach };
        if found.rules.iter().any(|r| r.who == Who::Public) {
            return Reach { all: true, ..reach };
        }
        let Some(actor) = actor.filter(|a| in_scope(a, act)) else { return reach };
        for rule in &found.rules {
            match rule.who {
                Who::Roles(_) => {
                    for hat in actor.hats.iter().filter(|h| in_force(h, found, now) && named(h, rule)) {
                        reach.add(hat, rule.scope);
                    }
                }
                Who::Public | Who::Person if rule.scope == Scope::Anywhere => reach.all = true,
                Who::Public | Who::Person => reach.person = Some(actor.person.clone()).filter(|p| !p.is_empty()),
            }
        }
        reach.not_prepared_by = found.four_eyes.then(|| actor.account.clone());
        reach.tidy()
    }
}

/// Whether a token, if the actor came with one, is made for the act.
fn in_scope(actor: &Actor, act: &str) -> bool {
    actor.scopes.as_ref().is_none_or(|list| list.iter().any(|s| s == act))
}

/// The right is there: what still stands against the act itself.
fn allow(
    found: &Act,
    rule: &Rule,
    hat: Option<&Hat>,
    actor: &Actor,
    act: &str,
    on: &Resource<'_>,
    now: Instant,
) -> Result<Right, Denial> {
    if !in_scope(actor, act) {
        return Err(deny(Denial::SCOPE, Some(rule)));
    }
    // Nobody named as who prepared it: four eyes cannot be shown, so they are not there.
    if found.four_eyes && on.prepared_by.is_none_or(|who| who.is_empty() || who == actor.account) {
        return Err(deny(Denial::FOUR_EYES, Some(rule)));
    }
    let fresh = |within: i64| actor.confirmed.is_some_and(|at| at <= now && now.0.saturating_sub(at.0) < within);
    if found.confirm.is_some_and(|within| !fresh(within)) {
        return Err(deny(Denial::CONFIRM, Some(rule)));
    }
    Ok(Right { rule: rule.name.clone(), role: hat.map(|h| h.role.clone()), organisation: hat.map(|h| h.organisation.clone()) })
}

impl Reach {
    /// Whether nothing can be seen: a list need not be asked for.
    pub fn is_empty(&self) -> bool {
        !self.all && self.person.is_none() && self.organisations.is_empty() && self.territories.is_empty() && self.parts.is_empty()
    }

    /// Whether a row passes: what a list's SQL must do, in one place to test it against.
    pub fn shows(&self, on: &Resource<'_>) -> bool {
        if self.not_prepared_by.as_deref().is_some_and(|own| on.prepared_by.is_none_or(|who| who.is_empty() || who == own)) {
            return false;
        }
        let any = |list: &[String], value| list.iter().any(|x| same(value, Some(x)));
        let part = |(organisation, territory): &(String, String)| {
            same(on.organisation, Some(organisation)) && (on.territory.is_none() || same(on.territory, Some(territory)))
        };
        self.all
            || any(&self.organisations, on.organisation)
            || any(&self.territories, on.territory)
            || same(on.person, self.person.as_deref())
            || self.parts.iter().any(part)
    }

    fn add(&mut self, hat: &Hat, scope: Scope) {
        match (scope, hat.territory.clone()) {
            (Scope::OwnOrganisation, Some(territory)) => self.parts.push((hat.organisation.clone(), territory)),
            (Scope::OwnOrganisation, None) => self.organisations.push(hat.organisation.clone()),
            (Scope::Anywhere, None) => self.all = true,
            (Scope::Anywhere | Scope::OwnTerritory, territory) => self.territories.extend(territory),
            (Scope::OwnPerson, _) => {}
        }
    }

    fn tidy(mut self) -> Reach {
        for list in [&mut self.organisations, &mut self.territories] {
            list.sort_unstable();
            list.dedup();
        }
        self.parts.sort_unstable();
        self.parts.dedup();
        self
    }
}
