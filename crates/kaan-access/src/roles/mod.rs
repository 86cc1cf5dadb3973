//! Roles: what an organisation lets an account do, where and until when.
//!
//! Acts of capabilities give and end them in their own transactions, with an entry in the ledger each; hats are
//! what is in force of them now. Whether somebody *may* give one is the policy's matter: whoever calls these
//! shows a [`By`](crate::record::By), the proof that it was asked. It never knows what a role may do.

mod delegate;
mod emergency;
mod entries;
mod give;
mod hats;
mod invite;
mod model;
pub mod store;

pub use delegate::{delegate, end_delegation};
pub use emergency::{begin_emergency, end_emergency};
pub use give::{end, give};
pub use hats::{hats, hats_in, holders_in, holders_of};
pub use invite::{accept, find_invitation, invite, withdraw};
pub use model::{
    Accepted, Begun, Delegating, DelegationRow, Emergency, EmergencyRow, Giving, InvitationRow, Invited, Inviting, Organisation,
    RoleRow,
};
pub use store::{
    STATEMENTS, delegations_in, delegations_of, emergencies_in, find_delegation, find_emergency, find_invitation_by_id, find_role,
    invitations_in, roles_in, roles_of,
};
