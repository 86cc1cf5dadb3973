//! Forms: what people typed and the files they chose, with bounds, kept to be shown again.
//!
//! An extractor of handlers. It never judges what was typed, and never writes a file.

use crate::Failure;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, Uri, header};
use kaan_base::Problem;
use std::collections::BTreeMap;

/// Most fields of a form.
pub const MOST_FIELDS: usize = 500;
/// Longest name of a field, in bytes.
const LONGEST_NAME: usize = 100;

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field.
    pub field: String,
    /// The name of the file, without folders; as the sender says.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// `done` of the address, among the words that a page knows.
#[must_use]
pub fn done(uri: &Uri, known: &[&'static str]) -> Option<&'static str> {
    let query = Form::of_query(uri);
    known.iter().find(|k| **k == query.get("done")).copied()
}

/// A form as it was sent: `application/x-www-form-urlencoded` or `multipart/form-data`.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form {
    /// The query of an address as a form.
    pub fn of_query(uri: &Uri) -> Self {
        Form { fields: pairs(uri.query().unwrap_or_default()), files: Vec::new() }
    }

    /// The first value of a field, as typed; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
    }

    /// The first value without spaces around it; `None` when nothing was typed.
    pub fn typed(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|t| !t.is_empty())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The file of a field; `None` when none was chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|f| f.field == name && !(f.name.is_empty() && f.bytes.is_empty()))
    }

    /// All fields in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.fields
    }

    /// What was typed into these fields, to fill a form in again; empty where nothing was.
    pub fn kept(&self, names: &[&'static str]) -> BTreeMap<&'static str, String> {
        names.iter().map(|n| (*n, self.get(n).to_owned())).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, state).await.map_err(|_| broken())?;
            return multipart(parts).await;
        }
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::Problems(StatusCode::UNSUPPORTED_MEDIA_TYPE, Vec::new()));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|e| Failure::Problems(e.status(), Vec::new()))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| broken())?;
        Ok(Form { fields: pairs(text), files: Vec::new() })
    }
}

async fn multipart(mut parts: Multipart) -> Result<Form, Failure> {
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        let Some(field) = part.name().map(str::to_owned) else { continue };
        if form.fields.len() + form.files.len() >= MOST_FIELDS || field.len() > LONGEST_NAME {
            return Err(broken());
        }
        let file = part.file_name().map(base_name);
        let bytes = part.bytes().await.map_err(refused)?;
        match file {
            Some(name) => form.files.push(Upload { field, name, bytes }),
            None => form.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(form)
}

fn broken() -> Failure {
    Failure::malformed(Problem::invalid("form-broken"))
}

fn refused(e: MultipartError) -> Failure {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::Problems(e.status(), Vec::new()) } else { broken() }
}

/// A file's name without the folders that some browsers send.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Pairs of `application/x-www-form-urlencoded` (URL standard, 5.1), at most [`MOST_FIELDS`].
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let one = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    text.split('&').filter(|p| !p.is_empty()).take(MOST_FIELDS).map(one).collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(b) = bytes.get(i) {
        let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (b, hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 2;
            }
            (b'+', ..) => out.push(b' '),
            (b, ..) => out.push(*b),
        }
        i += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encodes all but the unreserved characters of RFC 3986, for one value of a query.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// An address with its parameters, without those that are empty.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in pairs.iter().filter(|(_, v)| !v.is_empty()) {
        out.push(if out.contains('?') { '&' } else { '?' });
        out.push_str(&encode(name));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let form = Form { fields: pairs("a=1+2&b=%E9%93%9C&a=&c&=x&d=%zz%4"), files: vec![] };
        assert_eq!((form.get("a"), form.get("b"), form.get("d")), ("1 2", "铜", "%zz%4"));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1 2", ""]);
        assert_eq!(form.typed("c"), None);
        assert_eq!(form.kept(&["b", "z"]).into_iter().collect::<Vec<_>>(), [("b", "铜".to_owned()), ("z", String::new())]);
        assert_eq!(pairs(&"x&".repeat(9_999)).len(), MOST_FIELDS);
    }

    #[test]
    fn addresses_are_encoded_and_leave_out_what_is_empty() {
        assert_eq!(address("/titles", &[("q", "a b&ں"), ("mineral", ""), ("page", "2")]), "/titles?q=a%20b%26%DA%BA&page=2");
        assert_eq!(decode(&encode("a+b %/ں")), "a+b %/ں");
        assert_eq!(base_name("C:\\x\\area.kml"), "area.kml");
    }
}
