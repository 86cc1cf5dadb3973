//! Every outline of a file against the register: for `kaan check FILE` and for uploads.
//!
//! It never answers the reader's questions: a file that does not say its coordinate system, or
//! contradicts itself, is refused with the question as its code.

use super::answer::CheckAnswer;
use super::{Outline, ask, outline};
use crate::ground::Ground;
use crate::import::Answers;
use kaan_base::Problem;
use kaan_exchange::{Note, Options, RawFeature, Reader, Refusal, Value};
use serde::Serialize;
use std::path::Path;

/// The answer to one feature of a file: a line of `kaan check`.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedFeature {
    /// Its number in the file, from 1; for tables the row of its first corner.
    pub feature: u64,
    /// The id that the file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The answer.
    #[serde(flatten)]
    pub answer: CheckAnswer,
}

/// What an uploaded file holds.
#[derive(Debug)]
pub struct Outlines {
    /// Outlines with their names in the file.
    pub outlines: Vec<(String, Outline)>,
    /// Whether there are more.
    pub more: bool,
    /// What the reader left out or assumed.
    pub notes: Vec<Note>,
}

/// Judges every feature of a file, in its order; how many there were, and what the reader left out or assumed.
///
/// # Errors
/// What makes the whole file unreadable, or what must be answered first, by its code.
pub fn check_file(
    ground: &Ground,
    file: &Path,
    answers: &Answers,
    say: &dyn Fn(&str) -> String,
    each: &mut dyn FnMut(CheckedFeature),
) -> Result<(u64, Vec<Note>), Vec<Problem>> {
    let options = options(ground, answers)?;
    let reader = kaan_exchange::open(file, &options).map_err(|r| vec![r.problem()])?;
    let mut count = 0;
    let notes = walk(reader, &mut |feature, id, found| {
        let mut answer = match found {
            Ok(outline) => ask(ground, &outline).answer,
            Err(refusal) => CheckAnswer::unread(
                refusal.code,
                Some(refusal.place.to_string()).filter(|p| !p.is_empty()),
                String::new(),
                ground.size(),
            ),
        };
        answer.speak(say);
        count += 1;
        each(CheckedFeature { feature, id, answer });
        true
    })?;
    Ok((count, notes))
}

/// The outlines of an uploaded file, at most `most`, each with its name in the file.
///
/// # Errors
/// As [`check_file`]; also when a feature cannot be read.
pub fn outlines(name: &str, bytes: Vec<u8>, options: &Options, most: usize) -> Result<Outlines, Vec<Problem>> {
    let reader = kaan_exchange::open_bytes(name, bytes, options).map_err(|r| vec![r.problem()])?;
    let (mut out, mut more, mut wrong) = (Vec::new(), false, Vec::new());
    let notes = walk(reader, &mut |feature, id, found| {
        match found {
            Ok(_) if out.len() == most => more = true,
            Ok(outline) => out.push((id.unwrap_or_else(|| feature.to_string()), outline)),
            Err(refusal) => wrong.push(refusal.problem()),
        }
        !more && wrong.len() < 20
    })?;
    if wrong.is_empty() { Ok(Outlines { outlines: out, more, notes }) } else { Err(wrong) }
}

/// What the reader of a file is told: the answers, and where ground is expected.
///
/// # Errors
/// `datum-not-supported`.
pub fn options(ground: &Ground, answers: &Answers) -> Result<Options, Vec<Problem>> {
    let limits =
        kaan_exchange::Limits { max_corners_per_feature: ground.law.check.corners as u64, ..kaan_exchange::Limits::import() };
    let mut options = Options { limits, expected: ground.served().collect(), ..Options::default() };
    answers.put(&mut options).map_err(|code| vec![Problem::invalid("datum-not-supported").with("crs", code)])?;
    Ok(options)
}

type Found<'f> = &'f mut dyn FnMut(u64, Option<String>, Result<Outline, Refusal>) -> bool;

/// Places each feature and hands it on, until it is told to stop; what the reader noted on the way.
fn walk(mut reader: Reader, each: Found<'_>) -> Result<Vec<Note>, Vec<Problem>> {
    let questions: Vec<Problem> = reader.source().questions.iter().map(question).collect();
    if !questions.is_empty() {
        return Err(questions);
    }
    while let Some(step) = reader.next() {
        let go_on = match step {
            Ok(raw) if raw.geometry.corners.is_empty() => true,
            Ok(raw) => {
                let found = reader.source().crs_of(&raw).and_then(|crs| {
                    outline(&raw.geometry, &crs)
                        .map_err(|u| Refusal::new(u.code).at_row(raw.row).with("corner", u.place.unwrap_or_default()))
                });
                each(raw.row, name(&reader, &raw), found)
            }
            Err(fault) if fault.ends => return Err(vec![fault.refusal.problem()]),
            Err(fault) => each(fault.refusal.place.row.unwrap_or(0), None, Err(fault.refusal)),
        };
        if !go_on {
            break;
        }
    }
    Ok(reader.notes().to_vec())
}

/// What the file calls a feature: its id, or the first text among its values.
fn name(reader: &Reader, raw: &RawFeature) -> Option<String> {
    let column = |wanted: &[&str]| reader.columns().iter().position(|c| wanted.contains(&c.name.to_ascii_lowercase().as_str()));
    let named = column(&["number", "title_no", "cand_id", "id", "name", "label"]).and_then(|c| raw.value(c).to_text());
    let first = || raw.values.iter().find(|v| matches!(v, Value::Text(_))).and_then(Value::to_text);
    raw.id.clone().or_else(|| named.or_else(first).map(|t| t.chars().take(100).collect()))
}

/// A question of the reader as a problem: its code, and the answers that would make sense.
pub(crate) fn question(q: &kaan_exchange::Question) -> Problem {
    let likely: Vec<String> = q.plausible().iter().map(|c| c.code()).collect();
    let problem = Problem::invalid(q.code());
    if likely.is_empty() { problem } else { problem.with("plausible", likely.join(", ")) }
}
