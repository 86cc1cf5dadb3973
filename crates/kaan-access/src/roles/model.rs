//! Roles, delegations, emergencies and invitations as they are kept, and what is asked for when one is made.
//!
//! Used by the rooms beside it and read by pages. It never reads a store: whether a row is in force is told of a
//! moment that is given.

use kaan_base::Instant;
use kaan_base::access::Body;
use std::fmt;

/// An organisation as far as its roles are concerned; the caller knows it from its party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The party's id.
    pub id: String,
    /// What kind of organisation it is.
    pub body: Body,
    /// Where it is, ISO 3166-2. An authority of a province acts there alone; others everywhere.
    pub territory: Option<String>,
}

/// A role to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giving {
    /// To whom: an account, or a machine's client.
    pub account: String,
    /// By which organisation.
    pub organisation: Organisation,
    /// The role's code, as in `law/access.toml`.
    pub role: String,
    /// To which territory it is limited; that of a province's authority when absent.
    pub territory: Option<String>,
    /// From when; from now when absent.
    pub from: Option<Instant>,
    /// Until when; open when absent.
    pub until: Option<Instant>,
}

/// A role that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRow {
    /// Its key.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// By which organisation.
    pub organisation: String,
    /// What kind of organisation that is.
    pub body: Body,
    /// The role's code.
    pub role: String,
    /// To which territory it is limited.
    pub territory: Option<String>,
    /// From when.
    pub from: Instant,
    /// Until when; open when absent.
    pub until: Option<Instant>,
    /// The account that gave it.
    pub given_by: String,
    /// When that was.
    pub given_at: Instant,
    /// When it was ended before its time.
    pub ended_at: Option<Instant>,
    /// By which account.
    pub ended_by: Option<String>,
}

impl RoleRow {
    /// Whether it counts at this moment.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.from <= now && self.until.is_none_or(|u| now < u)
    }
}

/// Roles to be lent to another account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegating {
    /// To which account.
    pub to: String,
    /// Roles of which organisation.
    pub organisation: String,
    /// Which of them, by the keys of their rows; all that are in force when absent.
    pub roles: Option<Vec<String>>,
    /// From when; from now when absent.
    pub from: Option<Instant>,
    /// Until when: 92 days at most.
    pub until: Instant,
}

/// A role that was lent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationRow {
    /// Its key.
    pub id: String,
    /// The key of the role's row.
    pub role_id: String,
    /// The role's code.
    pub role: String,
    /// Of which organisation.
    pub organisation: String,
    /// To which territory the role is limited.
    pub territory: Option<String>,
    /// Whose role it is.
    pub account: String,
    /// To whom it is lent.
    pub to: String,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// When it was ended before its time, by itself or with the role.
    pub ended_at: Option<Instant>,
    /// By which account.
    pub ended_by: Option<String>,
}

impl DelegationRow {
    /// Whether it counts at this moment, as far as the delegation itself is concerned.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.from <= now && now < self.until
    }
}

/// A role to be taken in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// In which organisation.
    pub organisation: String,
    /// Which role.
    pub role: String,
    /// Why, in the person's own words; at least 20 characters.
    pub reason: String,
}

/// A role that was taken in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    /// Its key.
    pub id: String,
    /// By whom.
    pub account: String,
    /// In which organisation.
    pub organisation: String,
    /// Which role.
    pub role: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// When it was ended before its time.
    pub ended_at: Option<Instant>,
}

impl EmergencyRow {
    /// Whether it counts at this moment.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.from <= now && now < self.until
    }
}

/// An emergency that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its key.
    pub id: String,
    /// When it ends by itself.
    pub until: Instant,
    /// The accounts that must be told: administrators and auditors of the organisation.
    pub notify: Vec<String>,
}

/// A role to be offered to whoever reads an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inviting {
    /// The address.
    pub email: String,
    /// By which organisation.
    pub organisation: Organisation,
    /// Which role.
    pub role: String,
    /// To which territory it is limited; the organisation's own when absent.
    pub territory: Option<String>,
    /// Until when the link holds: 30 days at most.
    pub until: Instant,
    /// Until when the role will hold; open when absent.
    pub role_until: Option<Instant>,
}

/// An invitation that was made: its secret is told this once.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its key.
    pub id: String,
    /// The secret of the link.
    pub token: String,
}

impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invited").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An invitation as it is kept, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its key.
    pub id: String,
    /// By which organisation.
    pub organisation: String,
    /// What kind of organisation that is.
    pub body: Body,
    /// The organisation's own territory when it was made.
    pub own_territory: Option<String>,
    /// Which role.
    pub role: String,
    /// To which territory it is limited.
    pub territory: Option<String>,
    /// To which address it was sent.
    pub email: String,
    /// The account that invites.
    pub inviter: String,
    /// For which organisation the inviter acted.
    pub(crate) basis: Option<String>,
    /// The address in the form in which addresses are compared.
    pub(crate) email_folded: String,
    /// When it was made.
    pub made: Instant,
    /// Until when the link holds.
    pub until: Instant,
    /// Until when the role will hold.
    pub role_until: Option<Instant>,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// By which account.
    pub accepted_by: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

impl InvitationRow {
    /// `accepted`, `withdrawn`, `expired` or `open`.
    #[must_use]
    pub fn state(&self, now: Instant) -> &'static str {
        match self {
            i if i.accepted_at.is_some() => "accepted",
            i if i.withdrawn_at.is_some() => "withdrawn",
            i if i.until <= now => "expired",
            _ => "open",
        }
    }
}

/// What came of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The key of the role's row.
    pub role_id: String,
    /// By which organisation.
    pub organisation: String,
    /// The role's code.
    pub role: String,
}
