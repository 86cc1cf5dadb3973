//! An inclusion proof as the steps that a person can follow with any tool (RFC 9162, 2.1.3.2).
//!
//! Called by the page of an entry; pure. It never decides whether a proof holds but by comparing
//! the last hash with the root.

use kaan_ledger::{Hash, leaf_hash, node_hash};

/// One step up the tree.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Whether the sibling stands before the hash so far.
    pub before: bool,
    pub sibling: Hash,
    pub gives: Hash,
}

/// The leaf's hash and the steps to the root of a log of `size`; `None` when the proof has another length.
pub(crate) fn steps(entry: &[u8], index: u64, size: u64, proof: &[Hash]) -> Option<(Hash, Vec<Step>)> {
    if index >= size {
        return None;
    }
    let leaf = leaf_hash(entry);
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    let mut out = Vec::with_capacity(proof.len());
    for sibling in proof {
        if last == 0 {
            return None;
        }
        let before = at % 2 == 1 || at == last;
        hash = if before { node_hash(sibling, &hash) } else { node_hash(&hash, sibling) };
        while before && at % 2 == 0 && at != 0 {
            at /= 2;
            last /= 2;
        }
        out.push(Step { before, sibling: *sibling, gives: hash });
        at /= 2;
        last /= 2;
    }
    (last == 0).then_some((leaf, out))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use kaan_ledger::{EMPTY, Nodes, inclusion};

    /// A whole tree in memory, counted the slow way.
    struct Leaves(Vec<Hash>);
    impl Nodes for Leaves {
        fn node(&self, height: u32, index: u64) -> Option<Hash> {
            if height == 0 {
                return self.0.get(index as usize).copied();
            }
            Some(node_hash(&self.node(height - 1, index * 2)?, &self.node(height - 1, index * 2 + 1)?))
        }
    }

    fn root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => EMPTY,
            [one] => *one,
            many => {
                let half = many.len().next_power_of_two() / 2;
                node_hash(&root(&many[..half]), &root(&many[half..]))
            }
        }
    }

    #[test]
    fn the_steps_of_every_entry_lead_to_the_root() {
        let entries: Vec<Vec<u8>> = (0..70u8).map(|i| vec![i; 3]).collect();
        for size in 1..=70usize {
            let leaves = Leaves(entries[..size].iter().map(|e| leaf_hash(e)).collect());
            for index in 0..size as u64 {
                let proof = inclusion(&leaves, index, size as u64).unwrap();
                let (leaf, all) = steps(&entries[index as usize], index, size as u64, &proof).unwrap();
                assert_eq!(all.last().map_or(leaf, |s| s.gives), root(&leaves.0), "{index} of {size}");
                if !proof.is_empty() {
                    assert!(steps(&entries[index as usize], index, size as u64, &proof[1..]).is_none());
                }
            }
        }
    }
}
