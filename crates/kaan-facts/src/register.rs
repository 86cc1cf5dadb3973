//! One collection at work: its records in memory, what its pages need, its face to open interfaces.
//!
//! Opened by a capability for each of its collections. It never writes.

use crate::codes::Names;
use crate::columns;
use crate::kind::Kind;
use crate::shelf::{Shelf, Wish};
use futures::future::BoxFuture;
use kaan_db::{Db, Res};
use kaan_geo::Bounds;
use kaan_web::{Collection, Column, Credit, Districts, Failure, Feature, FeaturePage, FeatureQuery, Hit, Ui};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

/// One collection at work.
pub struct Register {
    /// The store.
    pub db: Db,
    /// The pages' shell.
    pub ui: Ui,
    /// What it is.
    pub kind: &'static Kind,
    /// Names of its codes.
    pub names: &'static Names,
    /// Who knows districts.
    pub districts: Option<Arc<dyn Districts>>,
    shelf: RwLock<Arc<Shelf>>,
}

impl Register {
    /// Opens it and loads its records.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(
        db: Db,
        ui: Ui,
        kind: &'static Kind,
        names: &'static Names,
        districts: Option<Arc<dyn Districts>>,
    ) -> Res<Arc<Self>> {
        let shelf = RwLock::new(Arc::new(Shelf::load(&db, kind, names).await?));
        Ok(Arc::new(Register { db, ui, kind, names, districts, shelf }))
    }

    /// Loads the records again: the ledger has grown.
    ///
    /// # Errors
    /// What the store says; what stood before goes on standing.
    pub async fn refresh(&self) -> Res<()> {
        let fresh = Arc::new(Shelf::load(&self.db, self.kind, self.names).await?);
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// The records as they stand now.
    #[must_use]
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Register {
    fn features<'s>(&self, shelf: &'s Shelf, q: &'s FeatureQuery, wish: &'s Wish) -> Vec<Feature> {
        let meets = |f: &Feature| q.equals.iter().all(|(name, value)| columns::equals(self.kind, f, name, value));
        let inside = |i: &&crate::shelf::Item| match (&q.bbox, i.record.point()) {
            (Some(b), Some(p)) => b.holds(p),
            _ => true,
        };
        shelf.matching(wish).filter(inside).map(|i| columns::feature(self.kind, &i.record)).filter(meets).collect()
    }

    fn hits(&self, prefix: &str, limit: u32) -> Vec<Hit> {
        let shelf = self.shelf();
        let begins = |id: &str| id.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        let hit = |i: &crate::shelf::Item| Hit {
            kind: self.kind.one,
            label: i.record.id.clone(),
            path: self.kind.path(&i.record.id),
            note: i.record.text3().best(kaan_base::Lang::En).map(|(t, _)| t.to_owned()).unwrap_or_default(),
        };
        // Shorter beginnings would bring everything that is called by a number of the same series.
        let enough = prefix.chars().any(|c| c.is_ascii_digit());
        shelf.items.iter().filter(|i| enough && begins(&i.record.id)).take(limit as usize).map(hit).collect()
    }
}

impl Collection for Register {
    fn id(&self) -> &'static str {
        self.kind.id
    }

    fn columns(&self) -> &'static [Column] {
        self.kind.columns
    }

    fn credit(&self) -> BoxFuture<'_, Result<Vec<Credit>, Failure>> {
        let shelf = self.shelf();
        let credit = |d: &crate::model::Dataset| Credit {
            text: if d.credit.is_empty() { d.code.clone() } else { d.credit.clone() },
            licence: d.licence.clone(),
            href: d.href.clone(),
        };
        let out = shelf.used_datasets().map(credit).collect();
        Box::pin(async move { Ok(out) })
    }

    fn extent(&self) -> BoxFuture<'_, Result<Option<Bounds>, Failure>> {
        let out = self.shelf().extent();
        Box::pin(async move { Ok(out) })
    }

    fn page(&self, q: FeatureQuery) -> BoxFuture<'_, Result<FeaturePage, Failure>> {
        let shelf = self.shelf();
        let all = self.features(&shelf, &q, &Wish::default());
        let matched = Some(all.len() as u64);
        let mut rest = all.into_iter().filter(|f| q.after.as_ref().is_none_or(|a| f.id > *a)).peekable();
        let features: Vec<Feature> = rest.by_ref().take(q.limit as usize).collect();
        let next = rest.peek().and(features.last()).map(|f| f.id.clone());
        Box::pin(async move { Ok(FeaturePage { features, next, matched }) })
    }

    fn item<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Feature>, Failure>> {
        let out = self.shelf().find(id).map(|i| columns::feature(self.kind, &i.record));
        Box::pin(async move { Ok(out) })
    }

    fn each<'a>(&'a self, mut sink: Box<dyn FnMut(Feature) -> ControlFlow<()> + Send + 'a>) -> BoxFuture<'a, Result<u64, Failure>> {
        let shelf = self.shelf();
        Box::pin(async move {
            for item in &shelf.items {
                if sink(columns::feature(self.kind, &item.record)).is_break() {
                    break;
                }
            }
            Ok(shelf.position)
        })
    }

    fn find_code<'a>(&'a self, prefix: &'a str, limit: u32) -> BoxFuture<'a, Result<Vec<Hit>, Failure>> {
        let out = self.hits(prefix, limit);
        Box::pin(async move { Ok(out) })
    }
}
