//! Addresses of tiles and the bytes of entry bundles (C2SP tlog-tiles).
//!
//! Used by the pages that serve the log, by folders and by the verifier. It never touches a file.

use crate::tree::WIDTH;
use kaan_db::{Fault, Res};
use std::fmt;

/// The address of a tile or an entry bundle, without the log's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Path {
    /// `tile/<L>/<N>[.p/<W>]`.
    Tile {
        /// Level, 0 to 63.
        level: u32,
        /// Number within the level.
        n: u64,
        /// Hashes in it, 1 to 256; 256 is a full tile.
        width: u32,
    },
    /// `tile/entries/<N>[.p/<W>]`.
    Entries {
        /// Number of the bundle.
        n: u64,
        /// Entries in it, 1 to 256.
        width: u32,
    },
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, width) = match *self {
            Path::Tile { level, n, width } => {
                write!(f, "tile/{level}/")?;
                (n, width)
            }
            Path::Entries { n, width } => {
                f.write_str("tile/entries/")?;
                (n, width)
            }
        };
        write_number(f, n)?;
        if width < WIDTH as u32 { write!(f, ".p/{width}") } else { Ok(()) }
    }
}

/// `1234067` is `x001/x234/067`.
fn write_number(f: &mut fmt::Formatter<'_>, n: u64) -> fmt::Result {
    let mut groups = [0_u64; 7];
    let (mut rest, mut count) = (n, 0);
    while rest > 0 || count == 0 {
        groups[count] = rest % 1000;
        rest /= 1000;
        count += 1;
    }
    for g in groups[1..count].iter().rev() {
        write!(f, "x{g:03}/")?;
    }
    write!(f, "{:03}", groups[0])
}

impl Path {
    /// Reads an address such as `tile/0/x001/234.p/17`; `None` unless it is written exactly so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 100 {
            return None;
        }
        let (kind, rest) = text.strip_prefix("tile/")?.split_once('/')?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, decimal(width).filter(|w| (1..WIDTH as u64).contains(w))?),
            None => (rest, WIDTH as u64),
        };
        let (n, width) = (parse_number(number)?, width as u32);
        let path = match kind {
            "entries" => Path::Entries { n, width },
            level => Path::Tile { level: decimal(level).filter(|l| *l < 64)? as u32, n, width },
        };
        // Only the one right way to write it is right (no `x000/001`).
        (path.to_string() == text).then_some(path)
    }

    /// Whether a log of `size` entries has this tile or bundle (also as a shorter cut of a longer one).
    #[must_use]
    pub fn within(&self, size: u64) -> bool {
        let (level, n, width) = match *self {
            Path::Tile { level, n, width } => (level, n, width),
            Path::Entries { n, width } => (0, n, width),
        };
        let hashes = size.checked_shr(8 * level).unwrap_or(0);
        let end = n.checked_mul(WIDTH as u64).and_then(|start| start.checked_add(u64::from(width)));
        end.is_some_and(|end| end <= hashes)
    }
}

fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn parse_number(text: &str) -> Option<u64> {
    let mut n: u64 = 0;
    for part in text.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        n = n.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(n)
}

/// Entries of a bundle, one after the other; stops with `Err` where the bytes end too early.
pub fn bundle_entries(mut bytes: &[u8]) -> impl Iterator<Item = Result<&[u8], ()>> {
    std::iter::from_fn(move || {
        let (length, rest) = match bytes {
            [] => return None,
            [a, b, rest @ ..] => (usize::from(u16::from_be_bytes([*a, *b])), rest),
            _ => {
                bytes = &[];
                return Some(Err(()));
            }
        };
        match rest.split_at_checked(length) {
            Some((entry, rest)) => {
                bytes = rest;
                Some(Ok(entry))
            }
            None => {
                bytes = &[];
                Some(Err(()))
            }
        }
    })
}

/// The entries of a bundle as slices.
///
/// # Errors
/// [`Fault::Broken`] when the bytes are cut off within an entry.
pub fn unbundle(bytes: &[u8]) -> Res<Vec<&[u8]>> {
    bundle_entries(bytes).collect::<Result<_, ()>>().map_err(|()| Fault::Broken("an entry bundle is cut off".into()))
}

/// The first `width` entries of a bundle, as bytes; `None` when it has fewer.
pub(crate) fn cut_bundle(bytes: &[u8], width: u32) -> Option<&[u8]> {
    let mut end = 0;
    let mut entries = bundle_entries(bytes);
    for _ in 0..width {
        end += entries.next()?.ok()?.len() + 2;
    }
    bytes.get(..end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_are_written_as_the_specification_does() {
        let tile = |level, n, width| Path::Tile { level, n, width }.to_string();
        assert_eq!(tile(0, 0, 256), "tile/0/000");
        assert_eq!(tile(2, 1_234_067, 256), "tile/2/x001/x234/067");
        assert_eq!(tile(1, 0, 17), "tile/1/000.p/17");
        assert_eq!(Path::Entries { n: 1000, width: 3 }.to_string(), "tile/entries/x001/000.p/3");
        assert_eq!(tile(0, u64::MAX, 256), "tile/0/x018/x446/x744/x073/x709/x551/615");
    }

    #[test]
    fn only_the_one_right_address_is_read() {
        for good in ["tile/0/000", "tile/63/x001/x234/067.p/255", "tile/entries/x018/x446/x744/x073/x709/x551/615"] {
            assert_eq!(Path::parse(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/00/000",
            "tile/64/000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/x001",
            "tile/-1/000",
            "tile/0/000/",
            "tile/0/../000",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/000.p/1/2",
            "/tile/0/000",
        ] {
            assert_eq!(Path::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_log_has_just_the_tiles_of_its_size() {
        // The example of the specification: 70,000 entries.
        let has = |text| Path::parse(text).unwrap().within(70_000);
        for yes in ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"] {
            assert!(has(yes), "{yes}");
        }
        for no in ["tile/0/273", "tile/0/273.p/113", "tile/1/001", "tile/2/000", "tile/3/000.p/1", "tile/63/000.p/1"] {
            assert!(!has(no), "{no}");
        }
    }

    #[test]
    fn a_bundle_cut_off_within_an_entry_is_an_error() {
        let bytes = [0, 1, b'a', 0, 2, b'b', b'c'];
        assert_eq!(unbundle(&bytes).unwrap(), [&b"a"[..], b"bc"]);
        assert_eq!(cut_bundle(&bytes, 1), Some(&bytes[..3]));
        assert_eq!(cut_bundle(&bytes, 3), None);
        assert!(unbundle(&bytes[..6]).is_err());
        assert!(unbundle(&bytes[..4]).is_err());
    }
}
