//! Inclusion and consistency proofs (RFC 6962, sections 2.1.1 and 2.1.2): which nodes, and whether they fit.
//!
//! Used by receipts, pages and the verifier. It never fetches: nodes come from [`Nodes`].

use crate::hash::{Hash, node_hash};

/// Where a proof takes its nodes from.
pub trait Nodes {
    /// Hash of the perfect subtree of `2^height` leaves that starts at leaf `index * 2^height`.
    fn node(&self, height: u32, index: u64) -> Option<Hash>;
}

/// The ranges of leaves `[start, end)` whose hashes prove that leaf `index` is in the tree of `size`.
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut lo, mut hi, mut out) = (0, size, Vec::new());
    while hi - lo > 1 {
        let mid = lo + split(hi - lo);
        if index < mid {
            out.push((mid, hi));
            hi = mid;
        } else {
            out.push((lo, mid));
            lo = mid;
        }
    }
    out.reverse();
    out
}

/// The ranges that prove the tree of `old` to be the beginning of the tree of `new`; `0 < old <= new`.
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Vec<(u64, u64)> {
    let (mut lo, mut hi, mut out, mut whole) = (0, new, Vec::new(), true);
    while old != hi {
        let mid = lo + split(hi - lo);
        if old <= mid {
            out.push((mid, hi));
            hi = mid;
        } else {
            out.push((lo, mid));
            lo = mid;
            whole = false;
        }
    }
    if !whole {
        out.push((lo, hi));
    }
    out.reverse();
    out
}

/// The largest power of two below `n`, for `n > 1`.
fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// The perfect subtrees, left to right, that make up a range of a proof, as (height, index).
pub(crate) fn perfect(mut lo: u64, hi: u64) -> Vec<(u32, u64)> {
    let mut out = Vec::new();
    while lo < hi {
        let height = 63 - (hi - lo).leading_zeros();
        out.push((height, lo >> height));
        lo += 1 << height;
    }
    out
}

fn range_hash(from: &impl Nodes, lo: u64, hi: u64) -> Option<Hash> {
    let mut hash: Option<Hash> = None;
    for (height, index) in perfect(lo, hi).into_iter().rev() {
        let left = from.node(height, index)?;
        hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
    }
    hash
}

/// The inclusion proof of leaf `index` in the tree of `size`; `None` when it is not there or a node is missing.
#[must_use]
pub fn inclusion(from: &impl Nodes, index: u64, size: u64) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    inclusion_ranges(index, size).into_iter().map(|(lo, hi)| range_hash(from, lo, hi)).collect()
}

/// The consistency proof from size `old` to size `new`; empty when `old` is 0 or equals `new`.
#[must_use]
pub fn consistency(from: &impl Nodes, old: u64, new: u64) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 {
        return Some(Vec::new());
    }
    consistency_ranges(old, new).into_iter().map(|(lo, hi)| range_hash(from, lo, hi)).collect()
}

/// Whether `proof` shows `leaf` at `index` in the tree of `size` with this `root` (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size || proof.len() > 64 {
        return false;
    }
    let (mut f, mut s, mut r) = (index, size - 1, *leaf);
    for p in proof {
        if s == 0 {
            return false;
        }
        if f & 1 == 1 || f == s {
            r = node_hash(p, &r);
            while f & 1 == 0 && f != 0 {
                f >>= 1;
                s >>= 1;
            }
        } else {
            r = node_hash(&r, p);
        }
        f >>= 1;
        s >>= 1;
    }
    s == 0 && r == *root
}

/// Whether `proof` shows the tree (`old`, `old_root`) to be the beginning of (`new`, `new_root`)
/// (RFC 9162, section 2.1.4.2). From the empty tree anything follows, with an empty proof.
#[must_use]
pub fn verify_consistency(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 {
        return proof.is_empty() && *old_root == crate::hash::EMPTY;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    if old > new || proof.len() > 128 {
        return false;
    }
    // When the old tree is perfect its root is the first node of the path and is not sent.
    let mut path = proof.iter();
    let first = if old.is_power_of_two() { Some(old_root) } else { path.next() };
    let Some(first) = first else { return false };
    let (mut f, mut s) = (old - 1, new - 1);
    while f & 1 == 1 {
        f >>= 1;
        s >>= 1;
    }
    let (mut fr, mut sr) = (*first, *first);
    for c in path {
        if s == 0 {
            return false;
        }
        if f & 1 == 1 || f == s {
            fr = node_hash(c, &fr);
            sr = node_hash(c, &sr);
            while f & 1 == 0 && f != 0 {
                f >>= 1;
                s >>= 1;
            }
        } else {
            sr = node_hash(&sr, c);
        }
        f >>= 1;
        s >>= 1;
    }
    s == 0 && fr == *old_root && sr == *new_root
}
