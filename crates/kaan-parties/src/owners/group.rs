//! The owner group of a party: whom it is reached through, and what they hold beside it.
//!
//! Called at lodgement (by whoever must know which titles and applications stand under the same owners) and by
//! the page of owners. It goes up through owners that reach the threshold or control, then down from all of
//! them; it never goes up again from a party that it came down to, for a common child makes no group.

use super::law::Law;
use super::net::{Link, Net};
use super::share::{Percent, Range, Share, Sure};
use super::store::{self, Part};
use crate::model::WHOLE_PPM;
use kaan_base::Day;
use kaan_db::{Db, Res};
use std::collections::{BTreeMap, BTreeSet};

/// Steps up, and steps down.
pub const HOPS: usize = 12;
/// Members that are found.
pub const MEMBERS: usize = 500;
/// Ids in one question to the store.
const AT_ONCE: usize = 200;

/// A party of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The party's id; of an owner that is no party of the register, the id of the owner.
    pub id: String,
    /// Whether it is a natural person.
    pub person: bool,
    /// Whether every link to it reaches the threshold for certain.
    pub certain: bool,
    /// Steps from the party.
    pub hops: usize,
    /// Whether it stands above the party; else it is held by one who does, or by the party.
    pub above: bool,
}

/// The group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its members without the party itself, nearest first, then by id.
    pub members: Vec<Member>,
    /// Whether there are more than were looked for: then nothing may be concluded from who is absent.
    pub truncated: bool,
}

impl Group {
    /// The ids of parties and owners, the party itself first.
    #[must_use]
    pub fn ids(&self, party: &str) -> Vec<String> {
        std::iter::once(party.to_owned()).chain(self.members.iter().map(|m| m.id.clone())).collect()
    }
}

/// How the group is bounded.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// Shares or votes from this on count.
    pub threshold: Percent,
    /// The day.
    pub day: Day,
    /// Which interests are control.
    pub law: &'a Law,
}

/// The owner group of a party, by whole statements: what it is made of is for authorities, who is in it is public
/// as far as [`store::list_known`] knows them.
///
/// At most [`HOPS`] steps each way and [`MEMBERS`] members; consortia count as held by their members.
///
/// # Errors
/// What the store says.
pub async fn owner_group(db: &Db, party: &str, bounds: Bounds<'_>) -> Res<Group> {
    let mut found = Found { group: Group::default(), place: BTreeMap::from([(party.to_owned(), None)]) };
    found.go(db, bounds, true).await?;
    found.go(db, bounds, false).await?;
    found.group.members.sort_by(|a, b| (a.hops, &a.id).cmp(&(b.hops, &b.id)));
    Ok(found.group)
}

struct Found {
    group: Group,
    /// The place of each id among the members; the party itself has none.
    place: BTreeMap<String, Option<usize>>,
}

impl Found {
    fn standing(&self, id: &str) -> (usize, bool) {
        let member = self.place.get(id).copied().flatten().and_then(|n| self.group.members.get(n));
        member.map_or((0, true), |m| (m.hops, m.certain))
    }

    async fn go(&mut self, db: &Db, bounds: Bounds<'_>, up: bool) -> Res<()> {
        let mut edge: Vec<String> = self.place.keys().cloned().collect();
        let mut been: BTreeSet<String> = edge.iter().cloned().collect();
        for _ in 0..HOPS {
            let mut next = Vec::new();
            for ids in edge.chunks(AT_ONCE) {
                for (from, to, person, sure) in steps(db, ids, bounds, up).await? {
                    self.take((&from, &to), person, sure, up);
                    if been.insert(to.clone()) {
                        next.push(to);
                    }
                }
            }
            if next.is_empty() || self.group.truncated {
                return Ok(());
            }
            edge = next;
        }
        self.group.truncated = true;
        Ok(())
    }

    fn take(&mut self, (from, to): (&str, &str), person: bool, sure: bool, above: bool) {
        let (hops, certain) = self.standing(from);
        match self.place.get(to) {
            Some(None) => {}
            Some(Some(n)) => {
                if let Some(m) = self.group.members.get_mut(*n) {
                    m.certain |= certain && sure;
                    m.person |= person;
                }
            }
            None if self.group.members.len() >= MEMBERS => self.group.truncated = true,
            None => {
                self.place.insert(to.to_owned(), Some(self.group.members.len()));
                self.group.members.push(Member { id: to.to_owned(), person, certain: certain && sure, hops: hops + 1, above });
            }
        }
    }
}

/// A step from one party to the next: from, to, whether that is a person, whether the link reaches for certain.
type Step = (String, String, bool, bool);

async fn steps(db: &Db, ids: &[String], bounds: Bounds<'_>, up: bool) -> Res<Vec<Step>> {
    let merged = store::list_merged(db, ids).await?;
    let with_merged: Vec<String> = ids.iter().cloned().chain(merged.iter().map(|(id, _)| id.clone())).collect();
    let mut statements = if up {
        store::list_above(db, Part::Whole, &with_merged, bounds.day).await?
    } else {
        store::list_below(db, Part::Whole, &with_merged, bounds.day).await?
    };
    let names = super::load::merged(db, &statements, merged).await?;
    super::load::rename(&mut statements, &names);
    let net = Net::of(&statements, bounds.day, bounds.law);
    let mut out = Vec::new();
    for node in &net.nodes {
        for link in &node.links {
            let Some(owner) = net.nodes.get(link.owner) else { continue };
            let reach = reach(link, bounds);
            if reach == Sure::No {
                continue;
            }
            let sure = reach == Sure::Yes;
            out.push(if up {
                (node.id.clone(), owner.id.clone(), owner.person, sure)
            } else {
                (owner.id.clone(), node.id.clone(), node.person, sure)
            });
        }
    }
    let wanted: BTreeSet<&String> = ids.iter().collect();
    out.retain(|(from, ..)| wanted.contains(from));
    out.extend(consortia(db, ids, bounds, up).await?);
    out.sort();
    Ok(out)
}

fn reach(link: &Link, bounds: Bounds<'_>) -> Sure {
    let of = |r: Option<Range>| r.map_or(Sure::No, |r| r.reaches(bounds.threshold, false));
    if link.control { Sure::Yes } else { of(link.shares).max(of(link.votes)) }
}

/// Consortia are held by their members, with the shares that the register of parties names.
async fn consortia(db: &Db, ids: &[String], bounds: Bounds<'_>, up: bool) -> Res<Vec<Step>> {
    let rows = store::list_members(db, ids).await?;
    let percent = |ppm: i64| u32::try_from(ppm.clamp(0, WHOLE_PPM) * 100).ok().and_then(Percent::from_micros).unwrap_or_default();
    let above =
        rows.into_iter().filter(|(_, _, ppm)| Range::of(Share::exact(percent(*ppm))).reaches(bounds.threshold, false) == Sure::Yes);
    let step = |(consortium, member, _)| if up { (consortium, member, false, true) } else { (member, consortium, false, true) };
    Ok(above.map(step).filter(|(from, ..)| ids.contains(from)).collect())
}
