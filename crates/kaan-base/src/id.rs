//! Keys made by Kaan: UUID version 7 (RFC 9562, 5.7) as text, sortable by the time they were made.
//!
//! Called by acts that make records, so that the ledger can hash a record before it is stored.
//! It never reads a clock or chance: both are given. A key is never used as an order of acts.

use crate::Instant;

/// Makes keys that sort in the order in which they are made.
#[derive(Debug, Clone)]
pub struct Ids {
    millis: u64,
    counter: u64,
    random: u32,
}

impl Ids {
    /// A maker for one act: the moment of the act and four bytes of chance that set two makers of
    /// the same millisecond apart.
    pub fn new(now: Instant, chance: [u8; 4]) -> Self {
        Ids { millis: now.millis().max(0) as u64, counter: 0, random: u32::from_be_bytes(chance) }
    }

    /// The next key: 36 characters, lower case.
    pub fn make(&mut self) -> String {
        let counter = self.counter;
        self.counter += 1;
        let mut bits = [0u8; 10];
        // 12 + 30 bits of counter keep a million keys of one act in order; 32 bits are chance.
        bits[0] = (counter >> 38) as u8 & 0x0f;
        bits[1] = (counter >> 30) as u8;
        bits[2] = (counter >> 24) as u8 & 0x3f;
        bits[3] = (counter >> 16) as u8;
        bits[4] = (counter >> 8) as u8;
        bits[5] = counter as u8;
        bits[6..].copy_from_slice(&self.random.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(self.millis, &bits).into_uuid().to_string()
    }
}

/// True when the text has the form of a key (36 characters, lower-case hexadecimal with dashes).
pub fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-')) && uuid::Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_in_the_order_in_which_they_were_made() {
        let mut ids = Ids::new(Instant(1_700_000_000_000_000), [1, 2, 3, 4]);
        let keys: Vec<String> = (0..100_000).map(|_| ids.make()).collect();
        assert!(keys.windows(2).all(|w| w[0] < w[1]));
        assert!(keys.iter().all(|k| is_id(k)));
        let mut later = Ids::new(Instant(1_700_000_000_001_000), [0; 4]);
        assert!(keys.last() < Some(&later.make()));
    }

    #[test]
    fn other_text_is_not_a_key() {
        assert!(!is_id("EL-0231") && !is_id("") && !is_id("018bcfe5-6800-7000-8000-00000102030G"));
    }
}
