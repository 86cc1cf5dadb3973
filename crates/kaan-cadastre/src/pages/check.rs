//! “Is this ground free?”: corners, a file or a drawn shape in; the answer on the same page.
//!
//! Called by the routes. It never keeps what was asked, and needs nobody to be known.

use super::answer::{self, Answer};
use super::crs;
use super::view::View;
use crate::check::{Outline, Outlines, Unread, outlines, place, read, typed};
use crate::ground::Ground;
use crate::state::{Shared, State};
use axum::extract::State as From;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_base::{Instant, Problem};
use kaan_exchange::Options;
use kaan_geo::crs::Crs;
use kaan_web::form::Form;
use kaan_web::{Failure, Head, Visit};
use serde::Serialize;
use std::sync::Arc;

/// The largest file, bytes.
pub(super) const MOST_BYTES: usize = 10 << 20;
/// Parcels of a file that are answered.
const PARCELS: usize = 100;
/// How long a file may be read, microseconds.
const LONGEST: i64 = 15_000_000;
/// Wrong places that are named; of more the first.
const WRONG: usize = 20;

/// One thing that is wrong, at its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Wrong {
    field: &'static str,
    code: String,
    /// The line of the text, counted from 1.
    line: Option<String>,
    place: Option<String>,
    /// Coordinate systems that would make sense.
    plausible: Option<String>,
}

#[derive(Serialize)]
struct Context {
    corners: String,
    crs: String,
    geojson: String,
    groups: Vec<crs::Group>,
    megabytes: usize,
    wrong: Vec<Wrong>,
    /// Whether the form offers to exchange longitude and latitude.
    swap: bool,
    swapped: bool,
    /// The file that must be chosen again: browsers do not keep it.
    again: Option<String>,
    fields: Vec<&'static str>,
    answer: Option<Answer>,
    bounds: String,
    tiles: String,
    position: u64,
}

/// `GET /check`: the form, filled in and answered when the address holds corners.
pub(super) async fn ask(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    let form = Form::of_query(&uri);
    respond(&s, &visit, form).await
}

/// `POST /check`.
pub(super) async fn answer(From(s): State, visit: Visit, form: Form) -> Result<Response, Failure> {
    respond(&s, &visit, form).await
}

/// What was asked, read; or everything that is wrong with it.
type Asked = Result<Outlines, Vec<Wrong>>;

async fn respond(s: &Shared, visit: &Visit, form: Form) -> Result<Response, Failure> {
    let ground = s.ground();
    let asked = form.typed("corners").is_some() || form.typed("geojson").is_some() || form.file("file").is_some();
    let sent = asked || form.pairs().iter().any(|(k, _)| k == "corners");
    let mut wrong = Vec::new();
    let mut found = None;
    if sent {
        let now = s.ui.now();
        let work = Work { ground: Arc::clone(&ground), form: form.clone(), options: options(s, &ground, now) };
        let task = tokio::task::spawn_blocking(move || work.run());
        match task.await.map_err(|e| Failure::Fault(e.to_string()))? {
            Ok((asked, answered)) => {
                let made = answer::made(s, visit, &ground, asked.outlines, answered, asked.more, now);
                found = Some(made.with_notes(&asked.notes));
            }
            Err(list) => wrong = list,
        }
    }
    let invalid = found.as_ref().is_some_and(Answer::is_one_invalid);
    let status = if wrong.is_empty() && !invalid { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let swapped = form.typed("swap").is_some();
    let mut fields: Vec<&'static str> = wrong.iter().map(|w| w.field).collect();
    fields.dedup();
    let ctx = Context {
        corners: form.get("corners").to_owned(),
        crs: form.get("crs").trim().to_owned(),
        geojson: form.get("geojson").to_owned(),
        groups: crs::groups(),
        megabytes: MOST_BYTES >> 20,
        swap: swapped || wrong.iter().any(|w| w.code.starts_with("axes-")),
        swapped,
        again: form.file("file").filter(|_| !wrong.is_empty()).map(|f| f.name.clone()),
        wrong,
        fields,
        bounds: found.as_ref().and_then(|a| a.view).unwrap_or(View::HOME).text(),
        answer: found,
        tiles: format!("/tiles/register/{{z}}/{{x}}/{{y}}.mvt?v={}", ground.size()),
        position: ground.size(),
    };
    let head = Head {
        title: s.ui.text(visit.lang, "check-title", &[]),
        description: s.ui.text(visit.lang, "check-description", &[]),
        canonical: Some("/check".into()),
        noindex: sent,
        islands: vec!["area"],
        active: "check",
        ..Head::default()
    };
    s.ui.page_with(status, visit, head, "cadastre/check.html", &ctx)
}

/// What a reader of files is told: bounds on everything, and the clock.
fn options(s: &Shared, ground: &Ground, now: Instant) -> Options {
    let ui = s.ui.clone();
    let limits = kaan_exchange::Limits {
        max_file_bytes: MOST_BYTES as u64,
        max_corners_per_feature: ground.law.check.corners as u64,
        ..kaan_exchange::Limits::upload()
    };
    Options {
        limits,
        expected: ground.served().collect(),
        stop: Arc::new(move || ui.now().0 - now.0 > LONGEST),
        scratch: s.scratch.clone(),
        ..Options::default()
    }
}

/// Reading and judging, beside the threads that serve others.
struct Work {
    ground: Arc<Ground>,
    form: Form,
    options: Options,
}

impl Work {
    fn run(mut self) -> Result<(Outlines, Vec<crate::check::Answered>), Vec<Wrong>> {
        let named = self.read()?;
        if named.outlines.is_empty() {
            let field = if self.form.file("file").is_some() { "file" } else { "corners" };
            return Err(vec![plain(field, "empty-outline")]);
        }
        let answered = named.outlines.iter().map(|(_, o)| crate::check::ask(&self.ground, o)).collect();
        Ok((named, answered))
    }

    fn read(&mut self) -> Asked {
        let chosen = match self.form.typed("crs") {
            Some(text) => Some(crs::of(text).ok_or_else(|| vec![plain("crs", "datum-not-supported")])?),
            None => None,
        };
        if let Some(file) = self.form.file("file") {
            self.options.crs = chosen;
            self.options.swap_axes = self.form.typed("swap").map(|_| true);
            return self.file("file", &file.name, file.bytes.to_vec());
        }
        let most = self.ground.law.check.corners;
        let text = self.form.typed("geojson").or_else(|| self.form.typed("corners")).unwrap_or_default();
        if text.starts_with('{') {
            let mut question = read(text.as_bytes(), most).map_err(|u| vec![of_text(u)])?;
            // A member `crs` wins; without one, what was chosen holds.
            if let Some(crs) = chosen.filter(|_| question.crs == Crs::WGS84) {
                question.crs = crs;
            }
            return one(place(&question));
        }
        if is_wkt(text) {
            let table = format!("wkt\n\"{}\"\n", text.replace('"', ""));
            self.options.crs = Some(chosen.unwrap_or(Crs::WGS84));
            return self.file("corners", "corners.csv", table.into_bytes());
        }
        let question =
            typed(text, chosen.unwrap_or(Crs::WGS84), most).map_err(|list| list.into_iter().map(of_text).collect::<Vec<_>>())?;
        one(place(&question))
    }

    fn file(&self, field: &'static str, name: &str, bytes: Vec<u8>) -> Asked {
        outlines(name, bytes, &self.options, PARCELS)
            .map_err(|list| list.into_iter().take(WRONG).map(|p| of_file(field, p)).collect::<Vec<_>>())
    }
}

fn one(placed: Result<Outline, Unread>) -> Asked {
    let outline = placed.map_err(|u| vec![of_text(u)])?;
    Ok(Outlines { outlines: vec![(String::new(), outline)], more: false, notes: Vec::new() })
}

fn is_wkt(text: &str) -> bool {
    let head: String = text.chars().take(13).collect::<String>().to_ascii_uppercase();
    head.starts_with("POLYGON") || head.starts_with("MULTIPOLYGON")
}

fn plain(field: &'static str, code: &str) -> Wrong {
    Wrong { field, code: code.to_owned(), line: None, place: None, plausible: None }
}

/// What could not be read in the typed text.
fn of_text(u: Unread) -> Wrong {
    let is_line = u.code == "corner-unread";
    let (line, place) = if is_line { (u.place, None) } else { (None, u.place) };
    Wrong { line, place, ..plain("corners", u.code) }
}

/// What could not be read in a file.
fn of_file(field: &'static str, p: Problem) -> Wrong {
    let plausible = p.values.iter().find(|(n, _)| *n == "plausible").map(|(_, v)| v.clone());
    let field = if p.code.starts_with("crs-") { "crs" } else { field };
    Wrong { place: p.place, plausible, ..plain(field, p.code) }
}
