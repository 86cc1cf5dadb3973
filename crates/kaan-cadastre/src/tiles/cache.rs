//! Things made once for one state of the register and kept while they are asked for.
//!
//! Called by the tiles and by the map. It never holds more than its bytes: what was not asked for while
//! half of them filled up is let go (two generations: cheap, and near enough to the least recently used).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// What tells one state of the register from another; a later one is greater.
pub(crate) type Version = (i64, i64);

/// A bounded store of values, all of one state of the register.
pub(crate) struct Kept<K, V> {
    most: usize,
    state: Mutex<State<K, V>>,
}

struct State<K, V> {
    version: Version,
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    bytes: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Kept<K, V> {
    /// Keeps at most about `most` bytes.
    pub fn new(most: usize) -> Self {
        Kept { most, state: Mutex::new(State { version: (0, 0), young: HashMap::new(), old: HashMap::new(), bytes: 0 }) }
    }

    /// What was made for this key in this state.
    pub fn get(&self, version: Version, key: &K) -> Option<V> {
        let mut s = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if s.version != version {
            return None;
        }
        if let Some((value, _)) = s.young.get(key) {
            return Some(value.clone());
        }
        let (value, weight) = s.old.remove(key)?;
        s.put(self.most, key.clone(), value.clone(), weight);
        Some(value)
    }

    /// Keeps a value that takes `weight` bytes; those of an earlier state go, those of a later one stay.
    pub fn put(&self, version: Version, key: K, value: V, weight: usize) {
        let mut s = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if s.version > version || weight > self.most / 4 {
            return;
        }
        if s.version < version {
            *s = State { version, young: HashMap::new(), old: HashMap::new(), bytes: 0 };
        }
        s.put(self.most, key, value, weight);
    }

    /// How many values are kept.
    #[cfg(test)]
    fn len(&self) -> usize {
        let s = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        s.young.len() + s.old.len()
    }
}

impl<K: Eq + Hash, V> State<K, V> {
    fn put(&mut self, most: usize, key: K, value: V, weight: usize) {
        // The key and the table's own room count too.
        let weight = weight + 128;
        if self.bytes + weight > most / 2 {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        if let Some((_, before)) = self.young.insert(key, (value, weight)) {
            self.bytes -= before;
        }
        self.bytes += weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_let_go() {
        let kept: Kept<u32, u32> = Kept::new(100_000);
        for n in 0..1_000 {
            kept.put((0, 5), n, n, 1_000);
            assert_eq!(kept.get((0, 5), &0), Some(0), "asked for after every other");
            assert!(kept.len() < 100);
        }
        assert_eq!(kept.get((0, 5), &1), None);
        assert_eq!(kept.get((0, 5), &999), Some(999));
    }

    #[test]
    fn another_state_has_nothing_in_common() {
        let kept: Kept<u32, u32> = Kept::new(100_000);
        kept.put((0, 5), 1, 10, 10);
        assert_eq!(kept.get((0, 6), &1), None);
        kept.put((0, 6), 1, 11, 10);
        kept.put((0, 5), 1, 10, 10);
        assert_eq!((kept.get((0, 6), &1), kept.get((0, 5), &1)), (Some(11), None));
    }
}
