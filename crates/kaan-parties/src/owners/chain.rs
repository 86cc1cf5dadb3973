//! The chain of owners of a party: as a tree, as rows, level by level, and who of them the law looks for.
//!
//! Pages, the export and the owner group read it. It never depends on the order of statements, always ends
//! (loops are cut and named, depth and count are bounded), and says where it was cut.

use super::effect::{Part, controllers, effect};
use super::law::{Law, Rule, Threshold};
use super::model::{InterestKind, OwnerKind, Reach, Statement};
use super::net::Net;
use super::share::{Range, Sure, WHOLE};
use kaan_base::Day;
use std::collections::BTreeSet;

/// Rows of the tree that are drawn.
pub const ROWS: usize = 500;
/// Levels of the tree that are drawn.
pub const DEPTH: usize = 30;

/// Why a branch does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It leads back to a party below it.
    Loop,
    /// The party's owners stand further up in the tree already.
    Above,
    /// The tree is too deep.
    Depth,
}

/// One owner at one place of the tree, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The owner's id.
    pub id: String,
    /// Whether it is a natural person.
    pub person: bool,
    /// How far above the subject: 1 for its own owners.
    pub depth: usize,
    /// What it has in the party below it.
    pub shares: Option<Range>,
    /// Votes in the party below it.
    pub votes: Option<Range>,
    /// Whether it controls the party below it by other means.
    pub control: bool,
    /// Whether it was declared as indirect.
    pub indirect: bool,
    /// What that is of the subject, along this path alone.
    pub along: Part,
    /// Why the branch ends here although there is more.
    pub cut: Option<Cut>,
    /// The statements, as indices.
    pub statements: Vec<usize>,
}

/// Whether the shares of a level add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing of the kind is declared.
    Nothing,
    /// Exactly the whole.
    Whole,
    /// The bounds leave room for the whole.
    Fits,
    /// So much is missing.
    Short(Range),
    /// So much is too much.
    Over(Range),
}

/// The shares or votes of one party, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// At least, in units of [`WHOLE`]; may be more than the whole.
    pub least: u128,
    /// At most.
    pub most: u128,
    /// How many statements do not say how much.
    pub unknown: usize,
    /// Whether they add up.
    pub verdict: Verdict,
}

/// One party of the chain and how the shares in it add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The party.
    pub id: String,
    /// Its shares.
    pub shares: Sum,
    /// Its votes.
    pub votes: Sum,
    /// Statements that name nobody, as indices.
    pub unnamed: Vec<usize>,
}

/// Whether a person is a beneficial owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beneficial {
    /// By shares, votes or control.
    Yes,
    /// The bounds leave both open.
    Maybe,
    /// No.
    No,
    /// The law is not known here.
    Unknown,
}

impl Beneficial {
    /// The word of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Beneficial::Yes => "yes",
            Beneficial::Maybe => "maybe",
            Beneficial::No => "no",
            Beneficial::Unknown => "unknown",
        }
    }
}

/// What a party above the subject has in it, over all paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// Its id.
    pub id: String,
    /// Whether it is a natural person.
    pub person: bool,
    /// Whether nobody is known above it.
    pub last: bool,
    /// What it has.
    pub part: Part,
    /// Whether it controls the subject, along control at every step.
    pub controls: bool,
    /// Whether the law calls it a beneficial owner; persons alone.
    pub beneficial: Option<Beneficial>,
}

/// An indirect statement beside what the chain says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The owned.
    pub subject: String,
    /// The owner.
    pub owner: String,
    /// The shares that were declared.
    pub declared: Option<Range>,
    /// The shares that the chain comes to.
    pub reckoned: Range,
}

/// The chain of owners of a party on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The tree in the order of reading.
    pub rows: Vec<Branch>,
    /// Whether the tree has more rows than are drawn.
    pub more_rows: bool,
    /// Every company of the chain, the subject first, then by id.
    pub levels: Vec<Level>,
    /// Everybody above, the greatest part first.
    pub above: Vec<Above>,
    /// Loops that were cut, each as the ids that it goes through.
    pub loops: Vec<Vec<String>>,
    /// Whether every path was walked.
    pub complete: bool,
    /// Indirect statements that the chain explains.
    pub compared: Vec<Compared>,
}

/// The chain of owners of `subject` on a day, by the statements that hold then.
#[must_use]
pub fn chain(subject: &str, statements: &[Statement], day: Day, law: &Law, threshold: Option<&Threshold>) -> Chain {
    let net = Net::of(statements, day, law);
    let Some(root) = net.find(subject) else { return nobody(subject, day) };
    let effect = effect(&net, root);
    let control = controllers(&net, root, law.majority);
    let above = net.above(root);
    let id = |n: usize| net.nodes.get(n).map(|n| n.id.clone()).unwrap_or_default();
    let (rows, more_rows) = tree(&net, root);
    let mut owners: Vec<Above> = above
        .iter()
        .filter(|n| **n != root)
        .filter_map(|&n| {
            let node = net.nodes.get(n)?;
            let part = effect.parts.get(n).copied().unwrap_or_default();
            let controls = control.get(n).copied().unwrap_or_default();
            let beneficial = node.person.then(|| judge(part, controls, threshold));
            Some(Above { id: node.id.clone(), person: node.person, last: node.links.is_empty(), part, controls, beneficial })
        })
        .collect();
    owners.sort_by_key(|o| std::cmp::Reverse(o.part.shares.max(o.part.votes)));
    let companies =
        std::iter::once(root).chain(above.iter().copied().filter(|n| *n != root && net.nodes.get(*n).is_some_and(|n| !n.person)));
    Chain {
        rows,
        more_rows,
        levels: companies.filter_map(|n| net.nodes.get(n)).map(|n| level(&n.id, &n.statements, statements, day)).collect(),
        above: owners,
        loops: effect.loops.iter().map(|round| round.iter().map(|n| id(*n)).collect()).collect(),
        complete: effect.complete,
        compared: compared(&net, root, &above),
    }
}

fn nobody(subject: &str, day: Day) -> Chain {
    let levels = vec![level(subject, &[], &[], day)];
    Chain { rows: vec![], more_rows: false, levels, above: vec![], loops: vec![], complete: true, compared: vec![] }
}

fn compared(net: &Net, root: usize, above: &BTreeSet<usize>) -> Vec<Compared> {
    let here = |n: usize| n == root || above.contains(&n);
    let id = |n: usize| net.nodes.get(n).map(|n| n.id.clone()).unwrap_or_default();
    let one = |subject: usize, owner: usize| effect(net, subject).parts.get(owner).copied().unwrap_or_default().shares;
    // Each costs a walk of its own: an honest declaration has few.
    net.explained
        .iter()
        .filter(|e| here(e.subject))
        .take(50)
        .map(|e| Compared {
            subject: id(e.subject),
            owner: id(e.link.owner),
            declared: e.link.shares,
            reckoned: one(e.subject, e.link.owner),
        })
        .collect()
}

fn judge(part: Part, controls: bool, threshold: Option<&Threshold>) -> Beneficial {
    let Some(t) = threshold.filter(|t| t.rule != Rule::Unknown) else {
        return if controls { Beneficial::Yes } else { Beneficial::Unknown };
    };
    let sure =
        |kind, range: Range| if t.counts.contains(&kind) { range.reaches(t.share, t.rule == Rule::MoreThan) } else { Sure::No };
    match sure(InterestKind::Shareholding, part.shares).max(sure(InterestKind::VotingRights, part.votes)) {
        _ if controls => Beneficial::Yes,
        Sure::Yes => Beneficial::Yes,
        Sure::Maybe => Beneficial::Maybe,
        Sure::No => Beneficial::No,
    }
}

/// The tree in the order of reading, and whether it was cut for its length.
fn tree(net: &Net, root: usize) -> (Vec<Branch>, bool) {
    let mut rows = Vec::new();
    let mut grown = BTreeSet::from([root]);
    let mut path: Vec<(usize, usize, Part)> = vec![(root, 0, Part { shares: Range::WHOLE, votes: Range::WHOLE })];
    while let Some((node, next, part)) = path.last_mut() {
        let Some(link) = net.links(*node).get(*next) else {
            path.pop();
            continue;
        };
        *next += 1;
        if rows.len() >= ROWS {
            return (rows, true);
        }
        let along = part.through(link);
        let Some(owner) = net.nodes.get(link.owner) else { continue };
        let depth = path.len();
        let cut = if path.iter().any(|p| p.0 == link.owner) {
            Some(Cut::Loop)
        } else if owner.links.is_empty() {
            None
        } else if depth >= DEPTH {
            Some(Cut::Depth)
        } else if grown.insert(link.owner) {
            None
        } else {
            Some(Cut::Above)
        };
        rows.push(Branch {
            id: owner.id.clone(),
            person: owner.person,
            depth,
            shares: link.shares,
            votes: link.votes,
            control: link.control,
            indirect: link.indirect,
            along,
            cut,
            statements: link.statements.clone(),
        });
        if cut.is_none() {
            path.push((link.owner, 0, along));
        }
    }
    (rows, false)
}

fn level(id: &str, about: &[usize], statements: &[Statement], day: Day) -> Level {
    let about: Vec<(usize, &Statement)> = about.iter().filter_map(|n| statements.get(*n).map(|s| (*n, s))).collect();
    let unnamed = about.iter().filter(|(_, s)| s.owner.kind == OwnerKind::Unspecified).map(|(n, _)| *n).collect();
    let all = || about.iter().map(|(_, s)| *s);
    Level {
        id: id.to_owned(),
        shares: sum(all(), InterestKind::Shareholding, day),
        votes: sum(all(), InterestKind::VotingRights, day),
        unnamed,
    }
}

fn sum<'a>(statements: impl Iterator<Item = &'a Statement>, kind: InterestKind, day: Day) -> Sum {
    let (mut least, mut most, mut unknown, mut count) = (0_u128, 0_u128, 0, 0_usize);
    for s in statements {
        // What was declared as indirect is held through others, who are counted themselves.
        for i in s.interests.iter().filter(|i| i.kind == kind && i.reach != Reach::Indirect && i.holds(day)) {
            let range = i.range();
            least += u128::from(range.least);
            most += u128::from(range.most);
            unknown += usize::from(i.share.is_none());
            count += 1;
        }
    }
    let whole = u128::from(WHOLE);
    let cap = |v: u128| u64::try_from(v).unwrap_or(u64::MAX);
    let verdict = match (least, most) {
        _ if count == 0 => Verdict::Nothing,
        (l, m) if l > whole => Verdict::Over(Range { least: cap(l - whole), most: cap(m - whole) }),
        (l, m) if m < whole => Verdict::Short(Range { least: cap(whole - m), most: cap(whole - l) }),
        (l, m) if l == whole && m == whole => Verdict::Whole,
        _ => Verdict::Fits,
    };
    Sum { least, most, unknown, verdict }
}
