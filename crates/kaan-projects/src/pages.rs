//! Pages of projects: the list with its map, and one project with all that is stated of it.
//!
//! Mounted by [`crate::Projects::pages`]. It never shows a figure without its source.

use crate::chain::{Step, steps};
use crate::store;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_facts::pages::near::{Near, near, reach};
use kaan_facts::pages::record::View;
use kaan_facts::{Record, Register, pages};
use kaan_web::{Doors, Failure, PUBLIC, Visit, fault};
use serde::Serialize;
use std::sync::Arc;

/// The routes, below each language.
pub(crate) fn routes() -> Doors<Arc<Register>> {
    Doors::new().get("/projects", PUBLIC, list).get("/projects/{id}", PUBLIC, one)
}

async fn list(State(register): State<Arc<Register>>, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    pages::list(&register, &visit, &uri)
}

/// A title of a number that the project names.
#[derive(Serialize)]
struct Title {
    number: String,
    path: String,
    standing: String,
}

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    view: View,
    steps: Vec<Step>,
    titles: Vec<Title>,
    near: Vec<Near>,
    near_key: &'static str,
}

async fn one(State(register): State<Arc<Register>>, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let Some((view, head, record)) = pages::view(&register, &visit, &id).await? else {
        return Err(Failure::missing("unknown-project"));
    };
    let titles = titles(&register, &record).await?;
    let near = match reach(&record) {
        Some(b) => near(&record, store::near(&register.db, b).await.map_err(fault)?, "/deposits"),
        None => Vec::new(),
    };
    let steps = steps(register.names, &record);
    register.ui.page(&visit, head, "projects/project.html", &Page { view, steps, titles, near, near_key: "projects-near-deposits" })
}

async fn titles(register: &Register, record: &Record) -> Result<Vec<Title>, Failure> {
    let numbers: Vec<String> =
        record.facts_of("licence-number").map(|f| f.text.clone()).filter(|n| n.len() < 60 && !n.contains(',')).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::titles(&register.db, &numbers).await.map_err(fault)?;
    Ok(found.into_iter().map(|(number, standing)| Title { path: path(&number), number, standing }).collect())
}

/// The address of a title, without the language.
fn path(number: &str) -> String {
    let one =
        |b: u8| if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    format!("/titles/{}", number.bytes().map(one).collect::<String>())
}
