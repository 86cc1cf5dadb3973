//! The first page: search, three doors, figures with their ledger position, a small map.
//!
//! Mounted by [`crate::Open::pages`]. It never shows a figure without the position it was counted
//! at, and never a door that leads nowhere.

use crate::answer::Reads as _;
use crate::map;
use crate::state::{Shared, State};
use axum::extract::State as From;
use axum::response::Response;
use kaan_web::{DataLink, Doors, Failure, Head, Visit};
use serde::Serialize;
use std::sync::Arc;

/// The page, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/", page)
}

#[derive(Serialize)]
struct Figure {
    id: &'static str,
    title: String,
    features: u64,
    href: String,
}

#[derive(Serialize)]
struct Page {
    position: u64,
    now: i64,
    figures: Vec<Figure>,
    map: Option<String>,
    demonstration: bool,
}

async fn page(From(s): State, visit: Visit) -> Result<Response, Failure> {
    let counts = s.counts().await?;
    let figures = s.collections.iter().zip(&counts.features).filter_map(|(c, n)| {
        let features = (*n)?;
        Some(Figure { id: c.id(), title: s.title(visit.lang, c.id()), features, href: format!("/{}", c.id()) })
    });
    let ctx = Page {
        position: counts.position,
        now: s.ui.now().0,
        figures: figures.collect(),
        map: map::projects(&s, &visit).await?,
        demonstration: s.ui.demonstration(),
    };
    let head = Head {
        title: s.ui.text(visit.lang, "home-title", &[]),
        description: s.ui.text(visit.lang, "home-description", &[]),
        canonical: Some("/".into()),
        data: vec![DataLink { href: "/ogc?f=json".into(), media_type: "application/json", label_key: "ogc-as-json" }],
        ..Head::default()
    };
    s.ui.page(&visit, head, "open/home.html", &ctx)
}
