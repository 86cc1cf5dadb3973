//! Which boxes meet a box: a packed tree.
//!
//! Used to find who may meet a parcel or a side. It never decides a verdict, and never changes: a new
//! box means a new index (4 ms for 40,000 boxes).

use crate::Bounds;
use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};

/// Boxes numbered from 0 in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub struct BoxIndex {
    tree: Option<StaticAABB2DIndex<i64>>,
    count: usize,
}

impl BoxIndex {
    /// The index of boxes; an empty box ([`Bounds::EMPTY`]) holds its number and meets nothing.
    pub fn build(boxes: Vec<Bounds>) -> Self {
        let mut builder = StaticAABB2DIndexBuilder::new(boxes.len());
        for b in &boxes {
            // An empty box is put at a point outside the globe, where no question reaches it.
            let b = if b.is_empty() { Bounds { x0: FAR, y0: FAR, x1: FAR, y1: FAR } } else { *b };
            builder.add(b.x0, b.y0, b.x1, b.y1);
        }
        BoxIndex { tree: if boxes.is_empty() { None } else { builder.build().ok() }, count: boxes.len() }
    }

    /// How many boxes it holds.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it holds none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Calls `f` with the number of every box that meets `b`, in no order, until it answers `false`.
    pub fn meeting(&self, b: Bounds, mut f: impl FnMut(usize) -> bool) {
        if let Some(tree) = self.tree.as_ref().filter(|_| !b.is_empty()) {
            tree.visit_query(b.x0, b.y0, b.x1, b.y1, &mut |i: usize| if f(i) { Ok(()) } else { Err(()) }).ok();
        }
    }
}

/// Beyond any coordinate.
const FAR: i64 = 1 << 40;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn a_box() -> impl Strategy<Value = Bounds> {
        (0i64..1000, 0i64..1000, 0i64..100, 0i64..100).prop_map(|(x0, y0, w, h)| Bounds { x0, y0, x1: x0 + w, y1: y0 + h })
    }

    proptest! {
        #[test]
        fn it_finds_what_a_search_through_all_finds(mut all in proptest::collection::vec(a_box(), 0..200), q in a_box()) {
            all.push(Bounds::EMPTY);
            let index = BoxIndex::build(all.clone());
            let mut found = Vec::new();
            index.meeting(q, |i| { found.push(i); true });
            found.sort_unstable();
            let expected: Vec<usize> = (0..all.len()).filter(|i| all[*i].meets(q)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn it_stops_when_told() {
        let index = BoxIndex::build(vec![Bounds { x0: 0, y0: 0, x1: 9, y1: 9 }; 50]);
        let mut seen = 0;
        index.meeting(Bounds { x0: 1, y0: 1, x1: 2, y1: 2 }, |_| {
            seen += 1;
            seen < 3
        });
        assert_eq!(seen, 3);
    }
}
