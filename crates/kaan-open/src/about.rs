//! About Kaan, and what each code of a problem means.
//!
//! Mounted by [`crate::Open::pages`]. It never names a source by itself: the collections do.

use crate::answer::Reads as _;
use crate::data::{CreditRow, credits};
use crate::state::{Shared, State, missing};
use axum::extract::{Path, State as From};
use axum::response::Response;
use kaan_base::Lang;
use kaan_web::{Doors, Failure, Head, Visit};
use serde::Serialize;
use std::sync::Arc;

/// The pages, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/about", about).read("/problems/{code}", problem)
}

#[derive(Serialize)]
struct Source {
    title: String,
    credits: Vec<CreditRow>,
}

#[derive(Serialize)]
struct About {
    sources: Vec<Source>,
}

async fn about(From(s): State, visit: Visit) -> Result<Response, Failure> {
    let mut sources = Vec::with_capacity(s.collections.len());
    for one in &s.collections {
        sources.push(Source { title: s.title(visit.lang, one.id()), credits: credits(one.as_ref()).await? });
    }
    let head = Head {
        title: s.ui.text(visit.lang, "about-title", &[]),
        description: s.ui.text(visit.lang, "about-description", &[]),
        canonical: Some("/about".into()),
        ..Head::default()
    };
    s.ui.page(&visit, head, "open/about.html", &About { sources })
}

#[derive(Serialize)]
struct Explained {
    code: String,
    says: String,
}

async fn problem(From(s): State, visit: Visit, Path(code): Path<String>) -> Result<Response, Failure> {
    let plain =
        code.len() <= 60 && !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let key = format!("problem-{code}");
    if !plain || !s.ui.has_text(Lang::En, &key) {
        return Err(missing("problem-page-unknown"));
    }
    let named = [("code", code.clone())];
    let head = Head {
        title: s.ui.text(visit.lang, "problem-page-title", &named),
        description: s.ui.text(visit.lang, "problem-page-description", &named),
        canonical: Some(format!("/problems/{code}")),
        ..Head::default()
    };
    let says = s.ui.text(visit.lang, &key, &[]);
    s.ui.page(&visit, head, "open/problem.html", &Explained { code, says })
}
