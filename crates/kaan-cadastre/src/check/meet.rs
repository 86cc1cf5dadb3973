//! Who meets a piece of ground, by exact verdicts, and how much they share.
//!
//! Called by `ask` for a valid parcel. The work is bounded: an outline over a whole country is answered
//! with some of its neighbours and the word that there are more. It never tests a box for a verdict.

use super::answer::{CheckAnswer, Meeting, Neighbour, Sure};
use crate::ground::{Ground, Item};
use crate::law::Part;
use kaan_geo::{Certainty, Kind, Parcel, certainty, relation};

/// Records whose boxes meet that are looked at closely, at most.
const MOST_CANDIDATES: usize = 20_000;
/// Corners of the question times candidates, at most: what bounds the time of one answer.
const MOST_WORK: usize = 50_000_000;

/// A valid outline with what is known of it.
pub(super) struct Asked<'p> {
    pub parcel: &'p Parcel,
    pub area_m2: f64,
    pub accuracy_m: f64,
}

/// Finds the neighbours and puts them into the answer, overlaps first, the largest first.
pub(super) fn neighbours(ground: &Ground, asked: &Asked<'_>, answer: &mut CheckAnswer) {
    let b = asked.parcel.bounds();
    let most = (MOST_WORK / asked.parcel.corners().max(1)).clamp(ground.law.check.neighbours, MOST_CANDIDATES);
    let mut looked = 0;
    ground.meeting_until([b.x0, b.y0, b.x1, b.y1], |item| {
        if item.part == Part::Ended || !item.has_boundary() {
            return true;
        }
        looked += 1;
        if looked > most {
            answer.more = true;
            return false;
        }
        if let Some(found) = judge(ground, item, asked) {
            let list = if item.part == Part::Waiting { &mut answer.waiting } else { &mut answer.neighbours };
            list.push(found);
        }
        true
    });
    for list in [&mut answer.neighbours, &mut answer.waiting] {
        list.sort_by(|a, b| {
            let size = b.area_m2.total_cmp(&a.area_m2);
            a.relation.cmp(&b.relation).then(size).then_with(|| (a.collection, &a.number).cmp(&(b.collection, &b.number)))
        });
        answer.more |= list.len() > ground.law.check.neighbours;
        list.truncate(ground.law.check.neighbours);
    }
}

/// How a record stands to the ground; `None` when they are apart.
fn judge(ground: &Ground, item: &Item, asked: &Asked<'_>) -> Option<Neighbour> {
    let other = ground.parcel(item)?;
    let found = relation(asked.parcel, &other, ground.law.tolerance());
    let relation = match found.kind {
        Kind::Disjoint => return None,
        Kind::Touch => Meeting::Touch,
        Kind::Sliver => Meeting::Sliver,
        Kind::Overlap => Meeting::Overlap,
    };
    let stated = Some(f64::from(item.accuracy_m)).filter(|a| !a.is_nan());
    let error_m = asked.accuracy_m.hypot(ground.law.accuracy(stated));
    let number = ground.number(item).to_owned();
    Some(Neighbour {
        collection: item.collection.code(),
        id: number.clone(),
        number,
        relation,
        exclusive: item.exclusive,
        area_m2: found.area_m2,
        share: (found.area_m2 / asked.area_m2).clamp(0.0, 1.0),
        certainty: match certainty(found.width_mm, error_m) {
            Certainty::Certain => Sure::Certain,
            Certainty::Uncertain => Sure::Uncertain,
        },
        register: ground.register(item).map(|r| r.code.clone()).unwrap_or_default(),
        class: item.class.code(),
        status: item.status.code(),
    })
}
