//! The letters of a demonstration server, for whoever tries it and has no mail server.
//!
//! Shown on a demonstration server with a folder of letters, nowhere else: a real server answers 404. It shows
//! plain text alone, and makes links of this site's own addresses only.

use crate::shared::{Here, Shared};
use axum::extract::{Path, State};
use axum::response::Response;
use kaan_notices::{Kept, Piece, list_letters, pieces, read_letter};
use kaan_web::{Failure, Visit, own_path};
use serde::Serialize;
use std::path::PathBuf;

/// Letters on the page.
const MOST: usize = 50;

#[derive(Serialize)]
struct Line {
    id: String,
    to: String,
    subject: Vec<Piece>,
    made: i64,
}

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
}

/// A line of a letter: words, or a link to a page of this site.
#[derive(Serialize)]
struct Text {
    pieces: Vec<Piece>,
    href: Option<String>,
}

#[derive(Serialize)]
struct One {
    #[serde(flatten)]
    line: Line,
    text: Vec<Text>,
}

fn folder(s: &Shared) -> Result<PathBuf, Failure> {
    s.mailbox.clone().ok_or_else(|| Failure::missing("not-found"))
}

fn line(kept: &Kept) -> Line {
    Line { id: kept.id.clone(), to: kept.to.clone(), subject: pieces(&kept.subject), made: kept.made.0 }
}

/// Reads the folder beside the threads that answer.
async fn read<T: Send + 'static>(what: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Failure> {
    let read = tokio::task::spawn_blocking(what).await.map_err(|e| Failure::Fault(e.to_string()))?;
    read.map_err(|e| Failure::Fault(format!("the folder of letters: {e}")))
}

/// `/mailbox`
pub(crate) async fn list(State(s): Here, visit: Visit) -> Result<Response, Failure> {
    let folder = folder(&s)?;
    let letters = read(move || list_letters(&folder, MOST)).await?;
    let page = List { lines: letters.iter().map(line).collect() };
    s.ui.page(&visit, s.head(&visit, "mailbox-title"), "office/mailbox.html", &page)
}

/// `/mailbox/{id}`
pub(crate) async fn one(State(s): Here, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let folder = folder(&s)?;
    let letter = read(move || read_letter(&folder, &id)).await?.ok_or_else(|| Failure::missing("not-found"))?;
    let base = s.ui.base().to_owned();
    let text = |l: &str| {
        let own = l.trim().strip_prefix(&base).and_then(own_path);
        Text { pieces: pieces(l), href: own.map(str::to_owned) }
    };
    let page = One { line: line(&letter), text: letter.text.lines().map(text).collect() };
    s.ui.page(&visit, s.head(&visit, "mailbox-title"), "office/letter.html", &page)
}
