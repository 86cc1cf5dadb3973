//! Files that are handed in with a registration: taken with bounds, given out to those who may see them.
//!
//! Called by the pages of registration. It never trusts a file's own word of what it is, and gives every file
//! out as a download that no browser runs.

use super::{Here, fault, private};
use crate::codes::law;
use crate::store::registration::{self as table, Evidence};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kaan_base::{Ids, Instant, Problem};
use kaan_web::form::Form;
use kaan_web::{Failure, Visitor};
use sha2::{Digest, Sha256};

/// Inputs for files on the form.
pub(super) const INPUTS: [&str; 3] = ["evidence_1", "evidence_2", "evidence_3"];
/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// Takes the files of a form; those that cannot be taken are told of at their input.
pub(super) fn take(form: &Form, ids: &mut Ids, now: Instant) -> (Vec<(Evidence, Bytes)>, Vec<Problem>) {
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for input in INPUTS {
        let Some(file) = form.file(input) else { continue };
        match judge(&file.bytes) {
            Err(problem) => wrong.push(problem.at(input)),
            Ok(media_type) => {
                let evidence = Evidence {
                    id: ids.make(),
                    name: name(&file.name),
                    media_type: media_type.into(),
                    size: file.bytes.len() as i64,
                    digest: hex::encode(Sha256::digest(&file.bytes)),
                    at: now.0,
                };
                files.push((evidence, file.bytes.clone()));
            }
        }
    }
    (files, wrong)
}

/// What a file is by its first bytes: a PDF or a picture; nothing else is taken.
fn judge(bytes: &[u8]) -> Result<&'static str, Problem> {
    let most = law().evidence.bytes;
    if bytes.is_empty() {
        return Err(Problem::invalid("evidence-empty"));
    }
    if bytes.len() > most {
        return Err(Problem::invalid("evidence-too-large").with("megabytes", most / 1_000_000));
    }
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok("application/pdf"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok("image/png"),
        [0xff, 0xd8, 0xff, ..] => Ok("image/jpeg"),
        _ => Err(Problem::invalid("evidence-kind")),
    }
}

/// The name of a file without what could mislead: control and direction characters, quotes.
fn name(text: &str) -> String {
    let shown = |c: &char| {
        !c.is_control() && !matches!(c, '"' | '\\' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let clean: String = text.chars().filter(shown).take(LONGEST_NAME).collect();
    if clean.trim().is_empty() { "file".into() } else { clean.trim().to_owned() }
}

/// `/parties/registrations/{id}/evidence/{file}`.
pub(super) async fn file(State(s): Here, visitor: Visitor, Path((id, file)): Path<(String, String)>) -> Result<Response, Failure> {
    let missing = || Failure::missing("unknown-registration");
    let registration = table::find(&s.db, &id).await.map_err(fault)?.ok_or_else(missing)?;
    let own = visitor.actor()?.account == registration.account;
    if !own && registration.lodged.is_none() {
        return Err(missing());
    }
    let subject = registration.subject();
    let on = crate::acts::examine::on(&registration, &subject);
    private(&s, &visitor, &on, true).await?;
    let Some((name, media_type, digest, bytes)) = table::find_file(&s.db, &id, &file).await.map_err(fault)? else {
        return Err(missing());
    };
    if hex::encode(Sha256::digest(&bytes)) != digest {
        return Err(Failure::Fault("a file of evidence is not what was handed in".into()));
    }
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(|e| Failure::Fault(e.to_string()))?);
    let as_file = format!("attachment; filename*=UTF-8''{}", kaan_web::form::encode(&name));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&as_file).map_err(|e| Failure::Fault(e.to_string()))?);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(judge(b"%PDF-1.7 ").ok(), Some("application/pdf"));
        assert_eq!(judge(b"<html>").map_err(|p| p.code), Err("evidence-kind"));
        assert_eq!(judge(b"").map_err(|p| p.code), Err("evidence-empty"));
        assert_eq!(judge(&vec![0; 5_000_001]).map_err(|p| p.code), Err("evidence-too-large"));
    }

    #[test]
    fn the_name_of_a_file_cannot_mislead() {
        assert_eq!(name("invoice\u{202e}fdp.exe\n\""), "invoicefdp.exe");
        assert_eq!(name(" \u{200b}"), "file");
    }
}
