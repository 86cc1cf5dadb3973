//! Districts for open interfaces.
//!
//! Called by the open face. Every value follows from the ledger and the files of names; it never writes.

use super::outlines::{Outline, Outlines, credit};
use futures::future::BoxFuture;
use kaan_geo::Bounds;
use kaan_web::{Cell, Collection, Column, ColumnKind, Credit, Failure, Feature, FeaturePage, FeatureQuery, Geometry, Hit};
use std::ops::ControlFlow;

const COLUMNS: [Column; 8] = [
    Column { name: "name", kind: ColumnKind::Text, about: "Name as the source has it." },
    Column { name: "name_zh", kind: ColumnKind::Text, about: "Name in Chinese, not official." },
    Column { name: "name_ur", kind: ColumnKind::Text, about: "Name in Urdu." },
    Column { name: "division", kind: ColumnKind::Text, about: "Division as the source has it." },
    Column { name: "province", kind: ColumnKind::Text, about: "Province or territory, ISO 3166-2." },
    Column { name: "reference", kind: ColumnKind::Text, about: "Relations of OpenStreetMap that the outline was made of." },
    Column { name: "repaired", kind: ColumnKind::Bool, about: "Whether the outline was repaired before it came here." },
    Column { name: "dataset", kind: ColumnKind::Text, about: "Code of the data set." },
];

fn feature(o: &Outline) -> Feature {
    let text = |t: Option<String>| t.map_or(Cell::Null, Cell::Text);
    let d = &o.district;
    let values = vec![
        Cell::Text(d.name.clone()),
        text(o.name.zh.clone()),
        text(o.name.ur.clone()),
        text(d.division.clone()),
        Cell::Text(d.province.clone()),
        text(d.reference.clone()),
        Cell::Bool(d.repaired),
        Cell::Text(d.dataset.clone()),
    ];
    Feature { id: d.id.clone(), geometry: Some(Geometry::Parcel(o.parcel.clone())), values }
}

fn equals(f: &Feature, (name, value): &(String, String)) -> bool {
    match COLUMNS.iter().position(|c| c.name == name).and_then(|i| f.values.get(i)) {
        Some(Cell::Text(t)) => t == value,
        Some(Cell::Bool(b)) => b.to_string() == *value,
        _ => false,
    }
}

impl Collection for Outlines {
    fn id(&self) -> &'static str {
        "districts"
    }

    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn credit(&self) -> BoxFuture<'_, Result<Vec<Credit>, Failure>> {
        let out = self.loaded().datasets.iter().map(credit).collect();
        Box::pin(async move { Ok(out) })
    }

    fn extent(&self) -> BoxFuture<'_, Result<Option<Bounds>, Failure>> {
        let loaded = self.loaded();
        let out = loaded.all.iter().map(|o| o.parcel.bounds()).reduce(Bounds::join);
        Box::pin(async move { Ok(out) })
    }

    fn page(&self, q: FeatureQuery) -> BoxFuture<'_, Result<FeaturePage, Failure>> {
        let loaded = self.loaded();
        let boxed = loaded.all.iter().filter(|o| q.bbox.is_none_or(|b| b.meets(o.parcel.bounds())));
        let all: Vec<Feature> = boxed.map(feature).filter(|f| q.equals.iter().all(|e| equals(f, e))).collect();
        let matched = Some(all.len() as u64);
        let mut rest = all.into_iter().filter(|f| q.after.as_ref().is_none_or(|a| f.id > *a)).peekable();
        let features: Vec<Feature> = rest.by_ref().take(q.limit as usize).collect();
        let next = rest.peek().and(features.last()).map(|f| f.id.clone());
        Box::pin(async move { Ok(FeaturePage { features, next, matched }) })
    }

    fn item<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Feature>, Failure>> {
        let out = self.loaded().find(id).map(feature);
        Box::pin(async move { Ok(out) })
    }

    fn each<'a>(&'a self, mut sink: Box<dyn FnMut(Feature) -> ControlFlow<()> + Send + 'a>) -> BoxFuture<'a, Result<u64, Failure>> {
        let loaded = self.loaded();
        Box::pin(async move {
            for o in &loaded.all {
                if sink(feature(o)).is_break() {
                    break;
                }
            }
            Ok(loaded.position)
        })
    }

    fn find_code<'a>(&'a self, _prefix: &'a str, _limit: u32) -> BoxFuture<'a, Result<Vec<Hit>, Failure>> {
        // Districts are found by their names, not by a number.
        Box::pin(async { Ok(Vec::new()) })
    }
}
