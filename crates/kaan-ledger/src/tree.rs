//! The growing edge of the tree: append leaves, get finished tiles and the root.
//!
//! Used by the sequencer, the verifier and `import`. It keeps only the unfinished tile of each level
//! (at most 255 hashes a level), so memory does not grow with the log. It never stores anything.

use crate::hash::{EMPTY, Hash, fold, node_hash};

/// Hashes in a full tile.
pub(crate) const WIDTH: usize = 256;

/// The right edge of a Merkle tree (RFC 6962), kept as the partial tiles of tlog-tiles.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up the tree of `size` leaves from its partial tiles, level 0 first (empty ones included).
    ///
    /// `None` when the widths do not fit the size.
    #[must_use]
    pub fn resume(size: u64, levels: Vec<Vec<Hash>>) -> Option<Self> {
        let fits = (0_u32..).zip(&levels).all(|(l, t)| t.len() as u64 == partial_width(size, l));
        (fits && levels.len() as u32 >= level_count(size)).then_some(Self { size, levels })
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf; calls `full(level, n, hashes)` for every tile that this fills.
    pub fn append(&mut self, leaf: Hash, full: impl FnMut(u32, u64, &[Hash])) {
        let n = self.size / WIDTH as u64;
        self.size += 1;
        self.push(0, leaf, n, full);
    }

    /// Appends 256 leaves at once, given as the root over them; `false` when the tree stands in mid-tile.
    pub(crate) fn append_tile(&mut self, root: Hash, full: impl FnMut(u32, u64, &[Hash])) -> bool {
        if self.levels.first().is_some_and(|row| !row.is_empty()) {
            return false;
        }
        if self.levels.is_empty() {
            self.levels.push(Vec::with_capacity(WIDTH));
        }
        let n = self.size / (WIDTH * WIDTH) as u64;
        self.size += WIDTH as u64;
        self.push(1, root, n, full);
        true
    }

    fn push(&mut self, from: usize, hash: Hash, n: u64, mut full: impl FnMut(u32, u64, &[Hash])) {
        let (mut hash, mut n) = (hash, n);
        for level in from.. {
            if self.levels.len() == level {
                self.levels.push(Vec::with_capacity(WIDTH));
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() < WIDTH {
                return;
            }
            full(level as u32, n, row);
            hash = fold(row);
            row.clear();
            n /= WIDTH as u64;
        }
    }

    /// The partial tiles, as (level, n, hashes); none is empty.
    pub fn partial(&self) -> impl Iterator<Item = (u32, u64, &[Hash])> {
        let size = self.size;
        (0_u32..).zip(&self.levels).filter(|(_, row)| !row.is_empty()).map(move |(l, row)| (l, tile_of(size, l), &row[..]))
    }

    /// The root hash (RFC 6962, section 2.1).
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for row in &self.levels {
            let mut end = row.len();
            while end > 0 {
                // The perfect subtree that ends here is as wide as the lowest bit of what is left.
                let start = end & (end - 1);
                let left = fold(&row[start..end]);
                root = Some(root.map_or(left, |right| node_hash(&left, &right)));
                end = start;
            }
        }
        root.unwrap_or(EMPTY)
    }
}

/// Number of hashes in the partial tile at `level` of a tree of `size` leaves; 0 when there is none.
pub(crate) fn partial_width(size: u64, level: u32) -> u64 {
    size.checked_shr(8 * level).unwrap_or(0) % WIDTH as u64
}

/// Number of the last tile, full or partial, that grows next at `level`.
pub(crate) fn tile_of(size: u64, level: u32) -> u64 {
    size.checked_shr(8 * (level + 1)).unwrap_or(0)
}

/// How many levels hold at least one hash.
pub(crate) fn level_count(size: u64) -> u32 {
    (64 - size.leading_zeros()).div_ceil(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    /// RFC 6962, section 2.1, word for word.
    fn mth(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => EMPTY,
            [one] => *one,
            many => {
                let k = many.len().next_power_of_two() / 2;
                node_hash(&mth(&many[..k]), &mth(&many[k..]))
            }
        }
    }

    #[test]
    fn the_root_is_the_rfcs_at_every_size_and_tiles_fill_in_order() {
        let leaves: Vec<Hash> = (0..1100_u32).map(|i| leaf_hash(&i.to_be_bytes())).collect();
        let (mut tree, mut filled) = (Tree::new(), vec![]);
        for (i, leaf) in leaves.iter().enumerate() {
            assert_eq!(tree.root(), mth(&leaves[..i]), "size {i}");
            tree.append(*leaf, |l, n, t| filled.push((l, n, t.len())));
        }
        assert_eq!(filled, [(0, 0, 256), (0, 1, 256), (0, 2, 256), (0, 3, 256)]);
        let partial: Vec<_> = tree.partial().map(|(l, n, t)| (l, n, t.len())).collect();
        assert_eq!(partial, [(0, 4, 76), (1, 0, 4)]);
    }

    #[test]
    fn a_tree_taken_up_again_grows_as_if_it_had_never_stopped() {
        let mut a = Tree::new();
        for i in 0..700_u32 {
            a.append(leaf_hash(&i.to_be_bytes()), |_, _, _| {});
        }
        let mut b = Tree::resume(700, a.levels.clone()).unwrap_or_default();
        for i in 700..1500_u32 {
            a.append(leaf_hash(&i.to_be_bytes()), |_, _, _| {});
            b.append(leaf_hash(&i.to_be_bytes()), |_, _, _| {});
        }
        assert_eq!((a.size(), a.root()), (b.size(), b.root()));
        assert!(Tree::resume(701, a.levels).is_none());
    }
}
