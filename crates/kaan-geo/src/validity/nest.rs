//! What lies in what: holes in shells, holes in holes, parts in parts; whether the inside hangs together.
//!
//! Called by `check` last. A ring that is not simple has no inside and is not asked. It never looks at
//! pairs of sides again: touches were gathered by `meet`.

use super::meet::{Meeting, Meetings};
use super::{FaultCode, Found, MOST, Traced};
use crate::sides::place_in_ring;
use crate::{Bounds, BoxIndex, Point};
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

/// So many corners are walked past to place rings in rings: a second or less.
const BUDGET: usize = 300_000_000;

/// Where one ring lies as seen from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Inside,
    Outside,
    Across,
}

/// The rings with what they have in common.
struct Rings<'a> {
    traced: &'a [Traced],
    meetings: &'a Meetings,
    walked: Cell<usize>,
}

impl Rings<'_> {
    fn meeting(&self, a: usize, b: usize) -> Option<&Meeting> {
        self.meetings.get(&(a.min(b), a.max(b)))
    }

    /// Whether they cross or share a stretch: told once, and then not asked again.
    fn entangled(&self, a: usize, b: usize) -> bool {
        self.meeting(a, b).is_some_and(|m| m.crossing.is_some() || m.along.is_some())
    }

    fn lies(&self, a: usize, b: usize) -> Lies {
        let seen = self.meeting(a, b).map_or([false; 2], |m| if a < b { m.first_in_second } else { m.second_in_first });
        match seen {
            [true, true] => Lies::Across,
            [true, false] => Lies::Inside,
            [false, true] => Lies::Outside,
            [false, false] => {
                self.walked.set(self.walked.get() + self.traced[b].len());
                let p = self.traced[a].corner(0);
                let inside = place_in_ring(&self.traced[b].corners, Point::new(p.x * 2, p.y * 2)) > 0;
                if inside { Lies::Inside } else { Lies::Outside }
            }
        }
    }

    /// Whether nothing more should be asked: enough is told, or too much was walked.
    fn is_over(&self, found: &Found) -> bool {
        found.faults.len() >= MOST || self.walked.get() > BUDGET
    }

    /// Calls `f` for all pairs among some rings whose boxes meet, until it is over.
    fn near(&self, of: &[usize], found: &mut Found, mut f: impl FnMut(usize, usize, &mut Found)) {
        let boxes: Vec<Bounds> = of.iter().map(|n| Bounds::of(&self.traced[*n].corners)).collect();
        let index = BoxIndex::build(boxes.clone());
        for (i, b) in boxes.into_iter().enumerate() {
            let mut with = Vec::new();
            index.meeting(b, |j| {
                with.extend((j > i).then_some(j));
                true
            });
            self.walked.set(self.walked.get() + 16 * with.len());
            with.sort_unstable();
            for j in with {
                if self.is_over(found) {
                    return;
                }
                f(of[i], of[j], found);
            }
        }
    }
}

/// Judges how the rings lie to each other, unless the look at their sides did not come to the end.
pub(super) fn all(traced: &[Traced], (meetings, finished): (&Meetings, bool), found: &mut Found) {
    let rings = Rings { traced, meetings, walked: Cell::new(0) };
    entangled(&rings, found);
    if finished && traced.len() > 1 {
        nested(&rings, found);
    }
    if found.faults.is_empty() && (!finished || rings.is_over(found)) {
        found.fault(FaultCode::TooIntricate, traced.first().map(Traced::spot).unwrap_or_default(), None);
    }
}

fn nested(rings: &Rings, found: &mut Found) {
    let mut start = 0;
    while let Some(first) = rings.traced.get(start) {
        let end = start + rings.traced[start..].iter().take_while(|t| t.part == first.part).count();
        holes(rings, start, end, found);
        hangs_together(rings, (start, end), found);
        start = end;
    }
    parts(rings, found);
}

/// Tells rings that cross or share a stretch; of two parts only the first place.
fn entangled(rings: &Rings, found: &mut Found) {
    let mut told = BTreeSet::new();
    for ((a, b), meeting) in rings.meetings {
        let (one, two) = (&rings.traced[*a], &rings.traced[*b]);
        let same_part = one.part == two.part;
        let (spots, code) = match (meeting.crossing, meeting.along) {
            (Some(spots), _) if same_part => (spots, FaultCode::RingsCrossing),
            (None, Some((spots, _))) if same_part => (spots, FaultCode::RingsCrossing),
            (Some(spots), _) | (None, Some((spots, true))) => (spots, FaultCode::OverlappingParts),
            (None, Some((spots, false))) => (spots, FaultCode::AdjacentParts),
            (None, None) => continue,
        };
        if same_part || told.insert((one.part, two.part, code)) {
            found.fault(code, spots[1], Some(spots[0]));
        }
    }
}

/// Tells holes outside their shell and holes in holes.
fn holes(rings: &Rings, start: usize, end: usize, found: &mut Found) {
    let sound = |n: &usize| rings.traced[*n].sound && rings.traced[*n].ring > 0;
    let holes: Vec<usize> = (start..end).filter(sound).collect();
    let shell = Some(start).filter(|s| rings.traced[*s].ring == 0 && rings.traced[*s].sound);
    let mut inside = Vec::with_capacity(holes.len());
    for hole in holes {
        if rings.is_over(found) {
            return;
        }
        let seen = shell.filter(|s| !rings.entangled(*s, hole)).map(|s| (s, rings.lies(hole, s)));
        let (at, other) = (rings.traced[hole].spot(), seen.map(|(s, _)| rings.traced[s].spot()));
        match seen {
            Some((_, Lies::Outside)) => found.fault(FaultCode::HoleOutside, at, other),
            Some((_, Lies::Across)) => found.fault(FaultCode::RingsCrossing, at, other),
            _ => inside.push(hole),
        }
    }
    rings.near(&inside, found, |a, b, found| {
        if rings.entangled(a, b) {
            return;
        }
        let (one, two) = (rings.lies(a, b), rings.lies(b, a));
        let spots = [a, b].map(|n| rings.traced[n].spot());
        match (one, two) {
            (Lies::Across, _) | (_, Lies::Across) => found.fault(FaultCode::RingsCrossing, spots[1], Some(spots[0])),
            (Lies::Inside, _) => found.fault(FaultCode::NestedHoles, spots[0], Some(spots[1])),
            (_, Lies::Inside) => found.fault(FaultCode::NestedHoles, spots[1], Some(spots[0])),
            _ => {}
        }
    });
}

/// Tells where rings of one part that touch close a circle and so cut its inside apart.
///
/// Rings and the places where they touch are the nodes of a graph: a circle in it encloses ground that
/// nothing joins to the rest.
fn hangs_together(rings: &Rings, (start, end): (usize, usize), found: &mut Found) {
    let mut groups = Groups::default();
    let own = rings.meetings.range((start, 0)..(end, 0)).filter(|((_, b), _)| *b < end);
    let mut seen = BTreeSet::new();
    for ((a, b), meeting) in own {
        for p in meeting.touches.iter().filter(|_| meeting.crossing.is_none() && meeting.along.is_none()) {
            for ring in [*a, *b] {
                if seen.insert((ring, *p)) && !groups.join(Node::Ring(ring), Node::Place(*p)) {
                    let mut at = rings.traced[ring].spot();
                    at.point = Some(*p);
                    found.fault(FaultCode::InteriorCut, at, None);
                }
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Ring(usize),
    Place(Point),
}

/// Which nodes hang together.
#[derive(Default)]
struct Groups {
    number: HashMap<Node, usize>,
    parent: Vec<usize>,
}

impl Groups {
    fn root(&mut self, node: Node) -> usize {
        let parent = &mut self.parent;
        let mut n = *self.number.entry(node).or_insert_with(|| {
            parent.push(parent.len());
            parent.len() - 1
        });
        while self.parent[n] != n {
            self.parent[n] = self.parent[self.parent[n]];
            n = self.parent[n];
        }
        n
    }

    /// Joins two nodes; `false` when they hung together before.
    fn join(&mut self, a: Node, b: Node) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a] = b;
        a != b
    }
}

/// Tells parts that share ground without crossing: one in another, or across at their corners.
fn parts(rings: &Rings, found: &mut Found) {
    let shells: Vec<usize> = (0..rings.traced.len()).filter(|n| rings.traced[*n].ring == 0 && rings.traced[*n].sound).collect();
    if shells.len() < 2 {
        return;
    }
    let ground: Vec<(usize, usize)> = shells
        .iter()
        .map(|s| (*s, *s + rings.traced[*s..].iter().take_while(|t| t.part == rings.traced[*s].part).count()))
        .collect();
    let end_of: HashMap<usize, usize> = ground.into_iter().collect();
    let shares = |a: usize, b: usize| {
        let holes = b + 1..end_of.get(&b).copied().unwrap_or(b + 1);
        if rings.entangled(a, b) || holes.clone().any(|h| rings.entangled(a, h)) {
            return false;
        }
        match rings.lies(a, b) {
            Lies::Outside => false,
            Lies::Across => true,
            Lies::Inside => !holes.clone().any(|h| rings.lies(a, h) == Lies::Inside),
        }
    };
    rings.near(&shells, found, |a, b, found| {
        if shares(a, b) || shares(b, a) {
            found.fault(FaultCode::OverlappingParts, rings.traced[b].spot(), Some(rings.traced[a].spot()));
        }
    });
}
