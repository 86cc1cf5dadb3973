//! Letters as files: a folder that stands in for a mail server, and its reader.
//!
//! Written by the mailer, read by the demonstration's mailbox page. The folder is its owner's alone (0700), a
//! file is named by its letter's id and nothing else. It never reads another folder, and shows text, never HTML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kaan_base::{Instant, is_id};
use std::io::{self, Write as _};
use std::path::Path;

/// Largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// A letter in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When it was made, to the millisecond, as its id says.
    pub made: Instant,
    /// Header `To`.
    pub to: String,
    /// Header `Subject`.
    pub subject: String,
    /// Its plain text.
    pub text: String,
}

/// Makes the folder, for its owner alone.
pub(crate) fn make(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a letter whole or not at all; the same letter again takes its own place.
pub(crate) fn write(path: &Path, id: &str, bytes: &[u8]) -> io::Result<()> {
    make(path)?;
    let half = path.join(format!("{id}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&half, path.join(format!("{id}.eml")))
}

/// The letters of a folder, newest first; a folder that is not there has none.
///
/// # Errors
/// What the file system says.
pub fn list_letters(path: &Path, most: usize) -> io::Result<Vec<Kept>> {
    let entries = match std::fs::read_dir(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut ids: Vec<String> = entries
        .filter_map(|e| e.ok()?.file_name().into_string().ok()?.strip_suffix(".eml").map(str::to_owned))
        .filter(|id| is_id(id))
        .collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.truncate(most);
    Ok(ids.iter().filter_map(|id| read_letter(path, id).ok().flatten()).collect())
}

/// One letter of a folder; none for what is no id or not there.
///
/// # Errors
/// What the file system says.
pub fn read_letter(path: &Path, id: &str) -> io::Result<Option<Kept>> {
    if !is_id(id) {
        return Ok(None);
    }
    let file = path.join(format!("{id}.eml"));
    match std::fs::metadata(&file) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(m) if m.len() > MOST_BYTES => return Ok(None),
        Ok(_) => {}
        Err(e) => return Err(e),
    }
    Ok(parse(id, &std::fs::read_to_string(&file)?))
}

fn parse(id: &str, text: &str) -> Option<Kept> {
    let (head, body) = split(text)?;
    let boundary = header(&head, "content-type")?.split_once("boundary=\"")?.1.split('"').next()?.to_owned();
    let plain = body.split(&format!("--{boundary}")).filter_map(|part| split(part.trim_start())).find_map(|(head, body)| {
        header(&head, "content-type").filter(|t| t.starts_with("text/plain"))?;
        decode(header(&head, "content-transfer-encoding").as_deref().unwrap_or_default(), body)
    })?;
    let get = |name| header(&head, name).map(|v| words(&v)).unwrap_or_default();
    Some(Kept { id: id.to_owned(), made: made(id), to: get("to"), subject: get("subject"), text: plain.replace("\r\n", "\n") })
}

/// Head, unfolded, and body.
fn split(text: &str) -> Option<(String, &str)> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    Some((head.replace("\r\n ", " ").replace("\r\n\t", " "), body))
}

fn header(head: &str, name: &str) -> Option<String> {
    let pairs = head.lines().filter_map(|l| l.split_once(':'));
    pairs.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_owned()).next()
}

fn decode(encoding: &str, body: &str) -> Option<String> {
    let bytes = match encoding.to_ascii_lowercase().as_str() {
        "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).ok()?,
        "quoted-printable" => quoted(body, false),
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).ok()
}

/// Quoted-printable (RFC 2045, 6.7).
fn quoted(text: &str, spaces: bool) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(b) = bytes.get(i) {
        match (b, hex(i + 1), hex(i + 2)) {
            (b'=', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 2;
            }
            (b'_', ..) if spaces => out.push(b' '),
            (b, ..) => out.push(*b),
        }
        i += 1;
    }
    out
}

/// Encoded words of a header (RFC 2047) as text; several that belong together are joined.
fn words(value: &str) -> String {
    let mut bytes: Vec<u8> = Vec::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(at) = rest.find("=?") {
        let (before, word) = rest.split_at(at);
        if !(after_word && before.trim().is_empty()) {
            bytes.extend_from_slice(before.as_bytes());
        }
        let parts: Vec<&str> = word.get(2..).unwrap_or_default().splitn(4, '?').collect();
        let [_, kind, coded, tail] = parts.as_slice() else { break };
        match kind.to_ascii_lowercase().as_str() {
            "b" => bytes.extend(STANDARD.decode(coded).unwrap_or_default()),
            _ => bytes.extend(quoted(coded, true)),
        }
        rest = tail.strip_prefix('=').unwrap_or(tail);
        after_word = true;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The moment that an id (UUID version 7) begins with.
fn made(id: &str) -> Instant {
    let hex: String = id.chars().filter(char::is_ascii_hexdigit).take(12).collect();
    Instant(i64::from_str_radix(&hex, 16).unwrap_or_default().saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn encoded_headers_and_bodies_read_back() {
        assert_eq!(words("=?utf-8?b?5L2g?= =?utf-8?b?5aW9?="), "你好");
        assert_eq!(words("plain =?utf-8?q?a_=C3=A9?= end"), "plain a é end");
        assert_eq!(decode("quoted-printable", "a=C3=A9=\r\nb").unwrap(), "aéb");
        assert_eq!(decode("base64", "5L2g\r\n5aW9").unwrap(), "你好");
        assert_eq!(decode("7bit", "x").unwrap(), "x");
        assert_eq!(words("=?broken"), "=?broken");
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for bad in ["../../etc/passwd", "", "x", "018bcfe5-6800-7000-8000-00000102030G"] {
            assert_eq!(read_letter(Path::new("/tmp"), bad).unwrap(), None);
        }
    }
}
