//! Mapbox Vector Tile 2.1, written by hand: layers of polygons with a few text attributes.
//!
//! Called by `tiles` alone. It never clips or projects: it takes rings in tile units. Why not a crate:
//! those at hand bring a protobuf compiler into the build, and our geometry is integer already.

use std::collections::HashMap;

/// Side of a tile in its own units.
pub const EXTENT: u32 = 4096;

/// One layer while it is written.
pub struct Layer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: HashMap<String, u32>,
    table: Vec<u8>,
    places: u32,
    count: usize,
}

/// Appends a varint (protobuf encoding, 3.1).
fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8 & 0x7f) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Appends field `tag` of wire type 2 with its length.
fn block(out: &mut Vec<u8>, tag: u64, bytes: &[u8]) {
    varint(out, tag << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn zigzag(n: i32) -> u64 {
    u64::from(((n << 1) ^ (n >> 31)) as u32)
}

impl Layer {
    /// An empty layer whose features have these attributes.
    pub fn new(name: &'static str, keys: &[&'static str]) -> Self {
        Layer { name, features: Vec::new(), keys: keys.to_vec(), values: HashMap::new(), table: Vec::new(), places: 0, count: 0 }
    }

    /// Adds a polygon feature: its id, its rings in tile units without the closing point, shells with
    /// positive area by MVT 4.3.4.4 and each followed by its holes; the text of the first key, which no
    /// other feature has, and the texts of the other keys in their order.
    pub fn add(&mut self, id: u64, rings: &[Vec<(i32, i32)>], own: &str, shared: &[&str]) {
        let mut geometry = Vec::with_capacity(rings.iter().map(|r| r.len() * 4 + 4).sum());
        commands(&mut geometry, rings);
        let mut tags = Vec::with_capacity(16);
        varint(&mut tags, 0);
        varint(&mut tags, u64::from(self.push(own)));
        for (key, text) in (1u64..).zip(shared) {
            let value = self.value(text);
            varint(&mut tags, key);
            varint(&mut tags, u64::from(value));
        }
        let mut feature = Vec::with_capacity(geometry.len() + tags.len() + 16);
        varint(&mut feature, 1 << 3);
        varint(&mut feature, id);
        block(&mut feature, 2, &tags);
        varint(&mut feature, 3 << 3);
        varint(&mut feature, 3);
        block(&mut feature, 4, &geometry);
        block(&mut self.features, 2, &feature);
        self.count += 1;
    }

    /// The place of a text that many features have.
    fn value(&mut self, text: &str) -> u32 {
        if let Some(n) = self.values.get(text) {
            return *n;
        }
        let n = self.push(text);
        self.values.insert(text.to_owned(), n);
        n
    }

    /// Writes a text to the table of values and says its place there.
    fn push(&mut self, text: &str) -> u32 {
        // A value is a message of its own, whose field 1 is the text.
        let mut value = Vec::with_capacity(text.len() + 4);
        block(&mut value, 1, text.as_bytes());
        block(&mut self.table, 4, &value);
        self.places += 1;
        self.places - 1
    }

    /// Appends the layer to a tile; nothing when it has no feature.
    pub fn finish(self, tile: &mut Vec<u8>) {
        if self.count == 0 {
            return;
        }
        let mut out = Vec::with_capacity(self.features.len() + self.table.len() + 100);
        varint(&mut out, 15 << 3);
        varint(&mut out, 2);
        block(&mut out, 1, self.name.as_bytes());
        out.extend_from_slice(&self.features);
        for key in &self.keys {
            block(&mut out, 3, key.as_bytes());
        }
        out.extend_from_slice(&self.table);
        varint(&mut out, 5 << 3);
        varint(&mut out, u64::from(EXTENT));
        block(tile, 3, &out);
    }
}

/// Writes rings as commands: move to, line to, close path (MVT 4.3).
fn commands(out: &mut Vec<u8>, rings: &[Vec<(i32, i32)>]) {
    let (mut x, mut y) = (0, 0);
    for ring in rings.iter().filter(|r| r.len() >= 3) {
        varint(out, 1 << 3 | 1);
        for (i, p) in ring.iter().enumerate() {
            if i == 1 {
                varint(out, ((ring.len() as u64 - 1) << 3) | 2);
            }
            varint(out, zigzag(p.0 - x));
            varint(out, zigzag(p.1 - y));
            (x, y) = *p;
        }
        varint(out, 1 << 3 | 7);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_polygon_of_the_specification_is_written_as_it_says() {
        // MVT 2.1, 4.3.5.5: a polygon with points (3,6), (8,12), (20,34).
        let mut out = Vec::new();
        commands(&mut out, &[vec![(3, 6), (8, 12), (20, 34)]]);
        assert_eq!(out, [9, 6, 12, 18, 10, 12, 24, 44, 15]);
    }

    #[test]
    fn equal_texts_are_written_once() {
        let mut layer = Layer::new("titles", &["number", "class"]);
        layer.add(1, &[vec![(0, 0), (1, 0), (1, 1)]], "A", &["mining"]);
        layer.add(2, &[vec![(0, 0), (1, 0), (1, 1)]], "B", &["mining"]);
        assert_eq!((layer.places, layer.table), (3, b"\x22\x03\x0a\x01A\x22\x08\x0a\x06mining\x22\x03\x0a\x01B".to_vec()));
        let mut layer = Layer::new("titles", &["number"]);
        layer.add(1, &[vec![(0, 0), (1, 0), (1, 1)]], "A", &[]);
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        assert_eq!(tile[0], 0x1a);
    }
}
