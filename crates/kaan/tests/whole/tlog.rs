//! A second opinion on the log: a verifier that shares no code with kaan-ledger reads it from a running server.
//!
//! Written from the texts of RFC 6962, C2SP tlog-tiles, signed-note and tlog-proof alone.

use crate::common::{Home, Running, titles, words};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

type Hash = [u8; 32];

fn sha(parts: &[&[u8]]) -> Hash {
    let mut h = Sha256::new();
    parts.iter().for_each(|p| h.update(p));
    h.finalize().into()
}

/// RFC 6962, 2.1: the tree hash, as the text defines it.
fn tree_hash(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha(&[]),
        [one] => *one,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            let (left, right) = leaves.split_at(k);
            sha(&[&[1], &tree_hash(left), &tree_hash(right)])
        }
    }
}

struct Log<'a>(&'a Running);

impl Log<'_> {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent.get(format!("{}/ledger/log/{path}", self.0.url)).call().unwrap();
        (answer.status().as_u16() == 200).then(|| answer.body_mut().read_to_vec().unwrap())
    }

    /// Origin, size and root, once the signature was found good.
    fn checkpoint(&self) -> (String, u64, Hash) {
        let vkey = String::from_utf8(self.bytes("vkey").unwrap()).unwrap();
        let note = String::from_utf8(self.bytes("checkpoint").unwrap()).unwrap();
        opened(&note, vkey.trim_end())
    }

    fn tile(&self, level: u32, n: u64, width: u64) -> Vec<Hash> {
        let path = format!("tile/{level}/{}{}", number(n), partial(width));
        let bytes = self.bytes(&path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(bytes.len() as u64, width * 32, "{path}");
        bytes.chunks(32).map(|c| c.try_into().unwrap()).collect()
    }
}

fn partial(width: u64) -> String {
    if width < 256 { format!(".p/{width}") } else { String::new() }
}

fn number(n: u64) -> String {
    let mut out = format!("{:03}", n % 1000);
    let mut rest = n / 1000;
    while rest > 0 {
        out = format!("x{:03}/{out}", rest % 1000);
        rest /= 1000;
    }
    out
}

/// Signed-note: the text is signed by the key of that name and id.
fn opened(note: &str, vkey: &str) -> (String, u64, Hash) {
    let mut parts = vkey.splitn(3, '+');
    let (name, id, key) = (parts.next().unwrap(), parts.next().unwrap(), STANDARD.decode(parts.next().unwrap()).unwrap());
    assert_eq!(key[0], 1, "Ed25519");
    assert_eq!(hex::encode(&sha(&[name.as_bytes(), b"\n", &key])[..4]), id);
    let (text, signatures) = note.split_once("\n\n").unwrap();
    let text = format!("{text}\n");
    let line = signatures.lines().find_map(|l| l.strip_prefix(&format!("\u{2014} {name} "))).unwrap();
    let signature = STANDARD.decode(line).unwrap();
    assert_eq!(hex::encode(&signature[..4]), id);
    let public = VerifyingKey::from_bytes(key[1..].try_into().unwrap()).unwrap();
    public.verify_strict(text.as_bytes(), &Signature::from_slice(&signature[4..]).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    (lines[0].to_owned(), lines[1].parse().unwrap(), STANDARD.decode(lines[2]).unwrap().try_into().unwrap())
}

/// Leaf hashes made from the entry bundles.
fn leaves(log: &Log, size: u64) -> Vec<Hash> {
    let mut out = Vec::new();
    for n in 0..size.div_ceil(256) {
        let width = (size - n * 256).min(256);
        let bundle = log.bytes(&format!("tile/entries/{}{}", number(n), partial(width))).unwrap();
        let mut rest = bundle.as_slice();
        while let [a, b, tail @ ..] = rest {
            let (entry, tail) = tail.split_at(usize::from(*a) << 8 | usize::from(*b));
            out.push(sha(&[&[0], entry]));
            rest = tail;
        }
        assert!(rest.is_empty(), "bundle {n} ends within an entry");
    }
    out
}

/// Every tile of every level is what tlog-tiles says: hashes of the full tiles below.
fn tiles_are_right(log: &Log, leaves: &[Hash]) {
    let (mut row, mut level) = (leaves.to_vec(), 0);
    while !row.is_empty() {
        for (n, part) in row.chunks(256).enumerate() {
            assert_eq!(log.tile(level, n as u64, part.len() as u64), part, "level {level}, tile {n}");
        }
        row = row.chunks_exact(256).map(tree_hash).collect();
        level += 1;
    }
}

/// RFC 6962, 2.1.1: the audit path leads from the leaf to the root.
fn path_leads_to(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Hash {
    if size == 1 {
        assert!(path.is_empty());
        return leaf;
    }
    let mut k = 1;
    while k * 2 < size {
        k *= 2;
    }
    let (last, rest) = path.split_last().expect("the path is long enough");
    if index < k {
        sha(&[&[1], &path_leads_to(leaf, index, k, rest), last])
    } else {
        sha(&[&[1], last, &path_leads_to(leaf, index - k, size - k, rest)])
    }
}

#[test]
fn an_independent_verifier_accepts_the_log_and_its_receipts() {
    let home = Home::new();
    let import = titles();
    home.good(&words(&import));
    let server = home.serve();
    let log = Log(&server);
    let (origin, size, root) = log.checkpoint();
    assert_eq!(origin, "kaan.example/register");
    assert!(size > 1_993);
    let leaves = leaves(&log, size);
    assert_eq!(leaves.len() as u64, size);
    assert_eq!(tree_hash(&leaves), root, "the entries lead to the signed root");
    tiles_are_right(&log, &leaves);
    let vkey = String::from_utf8(log.bytes("vkey").unwrap()).unwrap();
    for index in [0, 1, 255, 256, 1_000, size - 1] {
        let (status, receipt) = server.get(&format!("/ledger/receipts/{index}.tlog-proof"));
        assert_eq!(status, 200);
        let (head, note) = receipt.split_once("\n\n").unwrap();
        let lines: Vec<&str> = head.lines().collect();
        assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
        let at = lines.iter().position(|l| *l == format!("index {index}")).unwrap();
        let path: Vec<Hash> = lines[at + 1..].iter().map(|l| STANDARD.decode(l).unwrap().try_into().unwrap()).collect();
        let (_, size, root) = opened(note, vkey.trim_end());
        assert_eq!(path_leads_to(leaves[index as usize], index, size, &path), root, "receipt {index}");
    }
}
