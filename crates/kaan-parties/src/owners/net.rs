//! The net of statements: who has what in whom, joined by pairs, ready to be walked.
//!
//! Made by [`super::chain`] of the statements of one day. It never depends on the order of the statements,
//! and never counts an indirect statement beside the chain that explains it.

use super::law::Law;
use super::model::{InterestKind, OwnerKind, Reach, Statement};
use super::share::{Percent, Range};
use kaan_base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What one owner has in one owned party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The owner, as the index of a node.
    pub owner: usize,
    /// Shares.
    pub shares: Option<Range>,
    /// Votes.
    pub votes: Option<Range>,
    /// Whether it is control whatever the share.
    pub control: bool,
    /// Whether it was declared as indirect, and no chain of statements explains it.
    pub indirect: bool,
    /// The statements it is made of, as indices, rising.
    pub statements: Vec<usize>,
}

impl Link {
    fn add(&mut self, kind: InterestKind, range: Range, control: bool, statement: usize) {
        let sum = |was: &mut Option<Range>| *was = Some(was.unwrap_or_default().plus(range));
        match kind {
            InterestKind::Shareholding => sum(&mut self.shares),
            InterestKind::VotingRights => sum(&mut self.votes),
            _ => {}
        }
        self.control |= control;
        if !self.statements.contains(&statement) {
            self.statements.push(statement);
            self.statements.sort_unstable();
        }
    }

    /// Whether the owner controls the owned by this link alone.
    #[must_use]
    pub fn controls(&self, majority: Percent) -> bool {
        let most = |r: Option<Range>| r.is_some_and(|r| r.reaches(majority, true) == super::share::Sure::Yes);
        self.control || most(self.shares) || most(self.votes)
    }
}

/// An indirect statement that a chain of others explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The owned, as the index of a node.
    pub subject: usize,
    /// What was declared.
    pub link: Link,
}

/// A party in the net.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Whether it is a natural person.
    pub person: bool,
    /// Its owners: the greatest share first, then by id.
    pub links: Vec<Link>,
    /// Statements about it, as indices, rising; those that name nobody too.
    pub statements: Vec<usize>,
}

/// The net.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Net {
    /// The parties, by id.
    pub nodes: Vec<Node>,
    /// Indirect statements that are not walked, as the chain is.
    pub explained: Vec<Explained>,
}

type Pairs = BTreeMap<(usize, usize), Link>;

impl Net {
    /// Joins the statements that hold on a day.
    #[must_use]
    pub fn of(statements: &[Statement], day: Day, law: &Law) -> Net {
        let mut people: BTreeMap<&str, bool> = BTreeMap::new();
        for s in statements {
            people.entry(&s.subject).or_insert(false);
            if s.owner.kind != OwnerKind::Unspecified {
                *people.entry(&s.owner.id).or_insert(false) |= s.owner.kind == OwnerKind::Person;
            }
        }
        let place: BTreeMap<&str, usize> = people.keys().enumerate().map(|(i, id)| (*id, i)).collect();
        let node = |(id, person): (&&str, &bool)| Node { id: (*id).to_owned(), person: *person, links: vec![], statements: vec![] };
        let mut nodes: Vec<Node> = people.iter().map(node).collect();
        let (mut direct, mut indirect) = (Pairs::new(), Pairs::new());
        for (n, s) in statements.iter().enumerate() {
            let Some(&subject) = place.get(s.subject.as_str()) else { continue };
            if let Some(of) = nodes.get_mut(subject) {
                of.statements.push(n);
            }
            let Some(&owner) = place.get(s.owner.id.as_str()).filter(|_| s.owner.kind != OwnerKind::Unspecified) else { continue };
            for i in s.interests.iter().filter(|i| i.holds(day)) {
                let pairs = if i.reach == Reach::Indirect { &mut indirect } else { &mut direct };
                let link = pairs.entry((subject, owner)).or_insert_with(|| Link { owner, ..Link::default() });
                link.add(i.kind, i.range(), law.control.contains(&i.kind), n);
            }
        }
        Net { nodes, explained: Vec::new() }.with(direct, indirect)
    }

    fn with(mut self, direct: Pairs, indirect: Pairs) -> Net {
        for ((subject, _), link) in direct {
            self.hang(subject, link);
        }
        let mut below: Option<(usize, BTreeSet<usize>)> = None;
        let mut walked = Vec::new();
        for ((subject, owner), link) in indirect {
            let known = match &below {
                Some((of, known)) if *of == subject => known,
                _ => &below.insert((subject, self.above(subject))).1,
            };
            if known.contains(&owner) {
                self.explained.push(Explained { subject, link });
            } else {
                walked.push((subject, Link { indirect: true, ..link }));
            }
        }
        for (subject, link) in walked {
            self.hang(subject, link);
        }
        let least = |l: &Link| std::cmp::Reverse(l.shares.max(l.votes).unwrap_or_default().most);
        for node in &mut self.nodes {
            node.links.sort_by_key(|l| (least(l), l.owner));
        }
        self
    }

    fn hang(&mut self, subject: usize, link: Link) {
        if let Some(node) = self.nodes.get_mut(subject) {
            node.links.push(link);
        }
    }

    /// The place of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.nodes.binary_search_by(|n| n.id.as_str().cmp(id)).ok()
    }

    /// Owners of a node.
    #[must_use]
    pub fn links(&self, node: usize) -> &[Link] {
        self.nodes.get(node).map_or(&[], |n| &n.links)
    }

    /// Everybody above a node, without the node itself unless a loop leads back to it.
    #[must_use]
    pub fn above(&self, node: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut todo = vec![node];
        while let Some(at) = todo.pop() {
            todo.extend(self.links(at).iter().map(|l| l.owner).filter(|o| seen.insert(*o)));
        }
        seen
    }
}

impl PartialOrd for Range {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Range {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.most, self.least).cmp(&(other.most, other.least))
    }
}
