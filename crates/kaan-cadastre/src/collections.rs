//! What the register publishes: titles, applications and reserved areas, through the port of open
//! collections (docs/adr/0012-collection-port.md).
//!
//! Made by the door, read by the open face. Pages come from the ground in the order of numbers, facts from
//! the store. It never publishes an area of an invalid outline, and no column that does not follow from
//! the ledger.

use crate::ground::{Filter, Ground};
use crate::model::{Class, Collection as Which, Fact, Standing, Status};
use crate::state::Shared;
use crate::{ground, store};
use futures::future::BoxFuture;
use kaan_geo::Bounds;
use kaan_web::{Cell, Collection, Column, ColumnKind, Credit, Failure, Feature, FeaturePage, FeatureQuery, Geometry, Hit, fault};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Facts taken from the store at a time.
const CHUNK: usize = 1_000;
/// Records looked at for one page when a column is asked for that the ground does not keep.
const MOST_LOOKED: usize = 20_000;

const fn column(name: &'static str, kind: ColumnKind, about: &'static str) -> Column {
    Column { name, kind, about }
}

const COLUMNS: &[Column] = &[
    column("number", ColumnKind::Text, "The number, unique in its collection."),
    column("register", ColumnKind::Text, "Code of the register that the record stands in."),
    column("type", ColumnKind::Text, "The office's own code of the type."),
    column("class", ColumnKind::Text, "Class under the rules: reconnaissance, exploration, retention, mining, other."),
    column("standing", ColumnKind::Text, "registered: handed over by the office; reported: known from public reports only."),
    column("status", ColumnKind::Text, "active, suspended, pending, expired, surrendered, cancelled, refused, unknown."),
    column("status_text", ColumnKind::Text, "The status in the office's own words."),
    column("name", ColumnKind::Text, "A name, where it has one."),
    column(
        "holders",
        ColumnKind::Text,
        "Names of the holders or applicants, with shares in per cent where stated; parted by semicolons.",
    ),
    column("holder_ids", ColumnKind::Text, "Keys of the holders in the same order; parted by semicolons."),
    column("commodities", ColumnKind::Text, "Minerals as the source names them; parted by semicolons."),
    column("applied", ColumnKind::Date, "Day of the application."),
    column("granted", ColumnKind::Date, "Day of the grant."),
    column("expires", ColumnKind::Date, "Day of expiry."),
    column("claimed_area", ColumnKind::Text, "The area that the source states, in its own words and unit."),
    column(
        "area_m2",
        ColumnKind::Real,
        "Square metres on the WGS 84 ellipsoid, sides straight in longitude and latitude; empty when the outline is invalid.",
    ),
    column("perimeter_m", ColumnKind::Real, "Metres around, holes included, on the ellipsoid."),
    column("outline_valid", ColumnKind::Bool, "Whether the outline is valid; empty when none is known."),
    column(
        "faults",
        ColumnKind::Text,
        "Codes of what is wrong with the outline, each with part, ring and corner; parted by semicolons.",
    ),
    column("crs_as_handed_in", ColumnKind::Text, "Coordinate system as handed in."),
    column("operation", ColumnKind::Text, "Coordinate operation that led to WGS 84, by its EPSG code."),
    column("accuracy_m", ColumnKind::Real, "How far the position may be off, metres; empty when not stated."),
    column("source", ColumnKind::Text, "Where a reported record was read."),
];

/// The three collections.
pub(crate) fn all(shared: &Arc<Shared>) -> Vec<Arc<dyn Collection>> {
    let one = |which: &Which| Arc::new(Records { which: *which, shared: Arc::clone(shared) }) as Arc<dyn Collection>;
    Which::ALL.iter().map(one).collect()
}

struct Records {
    which: Which,
    shared: Arc<Shared>,
}

/// A list as one text.
fn joined(parts: impl Iterator<Item = String>) -> Cell {
    let text = parts.collect::<Vec<_>>().join("; ");
    if text.is_empty() { Cell::Null } else { Cell::Text(text) }
}

/// A record as the open interfaces show it.
fn feature(fact: Fact) -> Feature {
    let text = |t: Option<String>| t.map_or(Cell::Null, Cell::Text);
    let real = |v: Option<f64>| v.map_or(Cell::Null, Cell::Real);
    let g = fact.ground;
    let known = g.boundary.is_some() || !g.faults.is_empty();
    let geometry = g.boundary.as_deref().and_then(|b| kaan_geo::decode(b).ok()).map(Geometry::Parcel);
    let held = |h: &crate::model::Held| h.share.map_or_else(|| h.name.clone(), |s| format!("{} ({s} %)", h.name));
    let fault = |f: &crate::model::OutlineFault| f.place.as_ref().map_or_else(|| f.code.clone(), |p| format!("{} {p}", f.code));
    let values = vec![
        Cell::Text(fact.number.clone()),
        Cell::Text(fact.register),
        text(fact.kind),
        Cell::Text(fact.class.code().into()),
        Cell::Text(fact.standing.code().into()),
        Cell::Text(fact.status.code().into()),
        text(fact.status_text),
        text(fact.name),
        joined(fact.holders.iter().map(held)),
        joined(fact.holders.iter().map(|h| h.id.clone())),
        joined(fact.commodities.iter().cloned()),
        text(fact.applied),
        text(fact.granted),
        text(fact.expires),
        text(fact.claimed_area),
        real(g.area_m2),
        real(g.perimeter_m),
        if known { Cell::Bool(g.faults.is_empty()) } else { Cell::Null },
        joined(g.faults.iter().map(fault)),
        text(g.crs),
        text(g.operation),
        real(g.accuracy_m),
        text(fact.source),
    ];
    Feature { id: fact.number, geometry, values }
}

/// Columns of a question that the ground answers, and those that are left; `None` when nothing can match.
fn narrowed(query: &FeatureQuery) -> Option<(Filter, Vec<(usize, String)>)> {
    let mut filter = Filter { bbox: query.bbox.map(|b| [b.x0, b.y0, b.x1, b.y1]), without_place: true, ..Filter::default() };
    let mut rest = Vec::new();
    for (name, value) in &query.equals {
        match name.as_str() {
            "class" => filter.class = Some(Class::from_code(value)?),
            "standing" => filter.standing = Some(Standing::from_code(value)?),
            "status" => filter.status = Some(Status::from_code(value)?),
            "register" => filter.register = Some(value.clone()),
            "type" => filter.kind = Some(value.clone()),
            other => {
                // The ground finds a number by how it begins; the rest is looked at here.
                if other == "number" {
                    filter.number = Some(value.clone());
                }
                rest.push((COLUMNS.iter().position(|c| c.name == other)?, value.clone()));
            }
        }
    }
    Some((filter, rest))
}

fn equals(cell: Option<&Cell>, wanted: &str) -> bool {
    match cell {
        Some(Cell::Text(t)) => t == wanted,
        Some(Cell::Bool(b)) => (if *b { "true" } else { "false" }) == wanted,
        Some(Cell::Integer(i)) => i.to_string() == wanted,
        _ => false,
    }
}

impl Records {
    /// The records of these numbers, in their order.
    async fn features(&self, numbers: &[String]) -> Result<Vec<Feature>, Failure> {
        let mut out = Vec::with_capacity(numbers.len());
        for chunk in numbers.chunks(CHUNK) {
            let facts = store::list_facts(&self.shared.db, self.which, chunk).await.map_err(fault)?;
            let mut by_number: HashMap<String, Fact> = facts.into_iter().map(|f| (f.number.clone(), f)).collect();
            out.extend(chunk.iter().filter_map(|n| by_number.remove(n)).map(feature));
        }
        Ok(out)
    }

    /// A page when every column asked for is known to the ground.
    async fn plain(&self, ground: &Ground, filter: &Filter, query: &FeatureQuery) -> Result<FeaturePage, Failure> {
        let page = ground.list(self.which, filter, query.after.as_deref(), query.limit as usize);
        let features = self.features(&page.numbers).await?;
        let matched = (!page.total.more).then_some(page.total.count);
        Ok(FeaturePage { features, next: page.next, matched })
    }

    /// A page when facts must be read to know whether they match; it may be short and yet have a next.
    async fn sifted(
        &self,
        ground: &Ground,
        filter: &Filter,
        rest: &[(usize, String)],
        query: &FeatureQuery,
    ) -> Result<FeaturePage, Failure> {
        let (mut features, mut after, mut looked) = (Vec::new(), query.after.clone(), 0);
        loop {
            let page = ground.list(self.which, filter, after.as_deref(), CHUNK);
            looked += page.numbers.len();
            let mut found = self.features(&page.numbers).await?;
            found.retain(|f| rest.iter().all(|(at, wanted)| equals(f.values.get(*at), wanted)));
            features.append(&mut found);
            if features.len() > query.limit as usize {
                features.truncate(query.limit as usize);
                let next = features.last().map(|f| f.id.clone());
                return Ok(FeaturePage { features, next, matched: None });
            }
            if page.next.is_none() || looked >= MOST_LOOKED {
                let matched = (page.next.is_none() && query.after.is_none()).then_some(features.len() as u64);
                return Ok(FeaturePage { features, next: page.next, matched });
            }
            after = page.next;
        }
    }
}

impl Collection for Records {
    fn id(&self) -> &'static str {
        self.which.code()
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn credit(&self) -> BoxFuture<'_, Result<Vec<Credit>, Failure>> {
        Box::pin(async {
            let ground = self.shared.ground();
            let stands = |code: &str| ground.stands_in(self.which, code);
            let kept = ground.registers.iter().filter(|r| stands(&r.code) && !(r.credit.is_empty() && r.source.is_empty()));
            let credit = |r: &crate::model::Register| Credit {
                text: if r.credit.is_empty() { r.source.clone() } else { r.credit.clone() },
                licence: r.licence.clone(),
                href: r.href.clone(),
            };
            Ok(kept.map(credit).collect())
        })
    }

    fn extent(&self) -> BoxFuture<'_, Result<Option<Bounds>, Failure>> {
        Box::pin(async {
            let extent = self.shared.ground().extent(self.which);
            Ok(extent.map(|b| Bounds { x0: b[0], y0: b[1], x1: b[2], y1: b[3] }))
        })
    }

    fn page(&self, query: FeatureQuery) -> BoxFuture<'_, Result<FeaturePage, Failure>> {
        Box::pin(async move {
            let ground = self.shared.ground();
            match narrowed(&query) {
                None => Ok(FeaturePage { features: Vec::new(), next: None, matched: Some(0) }),
                Some((filter, rest)) if rest.is_empty() => self.plain(&ground, &filter, &query).await,
                Some((filter, rest)) => self.sifted(&ground, &filter, &rest, &query).await,
            }
        })
    }

    fn item<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Feature>, Failure>> {
        Box::pin(async move {
            let fact = store::find_fact(&self.shared.db, self.which, id).await.map_err(fault)?;
            Ok(fact.map(feature))
        })
    }

    fn each<'a>(&'a self, mut sink: Box<dyn FnMut(Feature) -> ControlFlow<()> + Send + 'a>) -> BoxFuture<'a, Result<u64, Failure>> {
        Box::pin(async move {
            let mut view = self.shared.db.snapshot().await.map_err(fault)?;
            let size = ground::position(&mut view).await.map_err(fault)?;
            store::each_fact(&mut view, self.which, |fact| Ok(sink(feature(fact)))).await.map_err(fault)?;
            view.finish().await.map_err(fault)?;
            Ok(size)
        })
    }

    fn find_code<'a>(&'a self, prefix: &'a str, limit: u32) -> BoxFuture<'a, Result<Vec<Hit>, Failure>> {
        Box::pin(async move {
            let ground = self.shared.ground();
            let numbers = ground.find_numbers(self.which, prefix, limit as usize);
            let hit = |number: String| {
                let note = ground.find(self.which, &number).map(|(_, item)| note(&ground, item)).unwrap_or_default();
                Hit { kind: self.which.one(), path: self.which.path(&number), label: number, note }
            };
            Ok(numbers.into_iter().map(hit).collect())
        })
    }
}

/// The first holder, or else the register.
fn note(ground: &Ground, item: &crate::ground::Item) -> String {
    let holder = ground.holders(item).next().map(|h| h.name.to_string());
    holder.or_else(|| ground.register(item).map(|r| r.code.clone())).unwrap_or_default()
}
