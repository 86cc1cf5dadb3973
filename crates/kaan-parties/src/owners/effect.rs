//! What everybody above a party has in it: parts of parts along paths, summed over paths.
//!
//! Called by [`super::chain`]. Without loops every path counts, however many there are; with loops each simple
//! path counts once, up to a bound of steps. It never walks a loop twice, and never calls a sum complete that
//! was cut short.

use super::net::{Link, Net};
use super::share::{Percent, Range};
use std::collections::{BTreeSet, VecDeque};

/// Steps over paths of a net with loops before the sum is called incomplete.
const STEPS: usize = 200_000;
/// Loops that are named.
const LOOPS: usize = 20;

/// What one party has in the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// Shares.
    pub shares: Range,
    /// Votes.
    pub votes: Range,
}

impl Part {
    const WHOLE: Part = Part { shares: Range::WHOLE, votes: Range::WHOLE };

    /// What this part is through one more link.
    #[must_use]
    pub fn through(self, link: &Link) -> Part {
        let part = |part: Range, of: Option<Range>| of.map_or(Range::NONE, |of| part.times(of));
        Part { shares: part(self.shares, link.shares), votes: part(self.votes, link.votes) }
    }

    fn plus(self, other: Part) -> Part {
        Part { shares: self.shares.plus(other.shares), votes: self.votes.plus(other.votes) }
    }
}

/// What everybody has in the subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// By node: nothing for whoever is not above the subject.
    pub parts: Vec<Part>,
    /// Loops, each from its least node on, by index.
    pub loops: BTreeSet<Vec<usize>>,
    /// Whether every path was walked; else the upper bounds are the whole.
    pub complete: bool,
}

/// Reckons what everybody above `subject` has in it.
#[must_use]
pub fn effect(net: &Net, subject: usize) -> Effect {
    match order(net, subject) {
        Some(order) => without_loops(net, subject, &order),
        None => with_loops(net, subject),
    }
}

/// Everybody from the subject on so that no owner comes before what it owns; none when there is a loop.
fn order(net: &Net, subject: usize) -> Option<Vec<usize>> {
    let mut above = net.above(subject);
    if !above.insert(subject) {
        return None;
    }
    let mut waits = vec![0_usize; net.nodes.len()];
    for &node in &above {
        for link in net.links(node) {
            if let Some(n) = waits.get_mut(link.owner) {
                *n += 1;
            }
        }
    }
    let mut ready = VecDeque::from([subject]);
    let mut order = Vec::with_capacity(above.len());
    while let Some(node) = ready.pop_front() {
        order.push(node);
        for link in net.links(node) {
            if let Some(n) = waits.get_mut(link.owner) {
                *n -= 1;
                if *n == 0 {
                    ready.push_back(link.owner);
                }
            }
        }
    }
    (order.len() == above.len()).then_some(order)
}

fn without_loops(net: &Net, subject: usize, order: &[usize]) -> Effect {
    let mut parts = vec![Part::default(); net.nodes.len()];
    put(&mut parts, subject, Part::WHOLE);
    for &node in order {
        let part = parts.get(node).copied().unwrap_or_default();
        for link in net.links(node) {
            let more = part.through(link);
            add(&mut parts, link.owner, more);
        }
    }
    put(&mut parts, subject, Part::default());
    Effect { parts, loops: BTreeSet::new(), complete: true }
}

fn with_loops(net: &Net, subject: usize) -> Effect {
    let mut out = Effect { parts: vec![Part::default(); net.nodes.len()], loops: BTreeSet::new(), complete: true };
    let mut on_path = vec![false; net.nodes.len()];
    let mut path: Vec<(usize, usize, Part)> = vec![(subject, 0, Part::WHOLE)];
    mark(&mut on_path, subject, true);
    let mut steps = 0;
    while let Some((node, next, part)) = path.last_mut() {
        let Some(link) = net.links(*node).get(*next) else {
            mark(&mut on_path, *node, false);
            path.pop();
            continue;
        };
        *next += 1;
        steps += 1;
        if steps > STEPS {
            out.complete = false;
            break;
        }
        let part = part.through(link);
        if on_path.get(link.owner).copied().unwrap_or(true) {
            if out.loops.len() < LOOPS {
                out.loops.insert(turned(path.iter().map(|p| p.0).skip_while(|n| *n != link.owner).collect()));
            }
            continue;
        }
        add(&mut out.parts, link.owner, part);
        mark(&mut on_path, link.owner, true);
        path.push((link.owner, 0, part));
    }
    if !out.complete {
        for &node in &net.above(subject) {
            add(&mut out.parts, node, Part { shares: Range::UNKNOWN, votes: Range::UNKNOWN });
        }
    }
    out
}

/// A loop from its least node on, so that it has one name wherever it was entered.
fn turned(mut round: Vec<usize>) -> Vec<usize> {
    let least = round.iter().enumerate().min_by_key(|(_, n)| **n).map_or(0, |(at, _)| at);
    round.rotate_left(least);
    round
}

fn mark(on_path: &mut [bool], node: usize, to: bool) {
    if let Some(flag) = on_path.get_mut(node) {
        *flag = to;
    }
}

fn put(parts: &mut [Part], node: usize, part: Part) {
    if let Some(p) = parts.get_mut(node) {
        *p = part;
    }
}

fn add(parts: &mut [Part], node: usize, more: Part) {
    if let Some(p) = parts.get_mut(node) {
        *p = p.plus(more);
    }
}

/// Who controls the subject along links each of which is control, by node.
#[must_use]
pub fn controllers(net: &Net, subject: usize, majority: Percent) -> Vec<bool> {
    let mut controls = vec![false; net.nodes.len()];
    let mut todo = vec![subject];
    while let Some(node) = todo.pop() {
        for link in net.links(node).iter().filter(|l| l.controls(majority)) {
            if controls.get(link.owner) == Some(&false) && link.owner != subject {
                mark(&mut controls, link.owner, true);
                todo.push(link.owner);
            }
        }
    }
    controls
}
