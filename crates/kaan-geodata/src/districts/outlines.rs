//! Districts in memory: which one holds a place, which ones a parcel meets.
//!
//! Fulfils the port `Districts` of kaan-web. Loaded at the start and again when the ledger has grown;
//! it never writes.

use super::inside::holds;
use super::model::District;
use crate::kind::DISTRICTS;
use crate::store;
use kaan_base::Text3;
use kaan_db::{Db, Fault, Res};
use kaan_facts::{Dataset, Names};
use kaan_geo::{Bounds, BoxIndex, Parcel, Point, Tolerance, Verdict};
use kaan_ledger::Checkpoint;
use kaan_web::{Credit, Districts};
use std::sync::{Arc, PoisonError, RwLock};

/// Most districts that a parcel is said to meet.
const MOST: usize = 5;

/// A district ready to be asked.
#[derive(Debug, Clone)]
pub struct Outline {
    /// As recorded, without the outline's bytes.
    pub district: District,
    /// Its name.
    pub name: Text3,
    /// Its province's name.
    pub province: Text3,
    /// The outline.
    pub parcel: Parcel,
}

/// All districts at one position of the ledger, by id.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The districts.
    pub all: Vec<Outline>,
    /// Where their outlines come from.
    pub datasets: Vec<Dataset>,
    /// How many entries the ledger had.
    pub position: u64,
    index: BoxIndex,
}

/// The districts at work.
pub struct Outlines {
    db: Db,
    names: &'static Names,
    loaded: RwLock<Arc<Loaded>>,
}

impl Outlines {
    /// Opens and loads them.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(db: Db, names: &'static Names) -> Res<Arc<Self>> {
        let loaded = RwLock::new(Arc::new(load(&db, names).await?));
        Ok(Arc::new(Outlines { db, names, loaded }))
    }

    /// Loads them again.
    ///
    /// # Errors
    /// What the store says.
    pub async fn refresh(&self) -> Res<()> {
        let fresh = Arc::new(load(&self.db, self.names).await?);
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// The districts as they stand now.
    #[must_use]
    pub fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The store.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }
}

async fn load(db: &Db, names: &'static Names) -> Res<Loaded> {
    let mut view = db.snapshot().await?;
    let mut all = Vec::new();
    store::each_district(&mut view, |body| {
        let mut district = District::parse(body).map_err(Fault::Broken)?;
        let parcel = district.outline().map_err(Fault::Broken)?;
        district.parcel = Vec::new();
        let (name, province) = (names.districts.place(&district.name), names.provinces.name(&district.province));
        all.push(Outline { district, name, province, parcel });
        Ok(())
    })
    .await?;
    let datasets = DISTRICTS.table.datasets(&mut view).await?;
    let (note, waiting) = kaan_ledger::position(&mut view).await?;
    view.finish().await?;
    let numbered = note.map(|n| Checkpoint::parse(&n).map_err(|e| Fault::Broken(e.to_string()))).transpose()?.map_or(0, |c| c.size);
    all.sort_by(|a, b| a.district.id.cmp(&b.district.id));
    let index = BoxIndex::build(all.iter().map(|o| o.parcel.bounds()).collect());
    let used = datasets.into_iter().filter(|d| all.iter().any(|o| o.district.dataset == d.code)).collect();
    Ok(Loaded { all, datasets: used, position: numbered + waiting, index })
}

impl Loaded {
    /// The district of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Outline> {
        let at = self.all.binary_search_by(|o| o.district.id.as_str().cmp(id)).ok()?;
        self.all.get(at)
    }

    /// Those whose box meets a box, in the order of their ids.
    fn near(&self, b: Bounds) -> Vec<&Outline> {
        let mut found = Vec::new();
        self.index.meeting(b, |i| {
            found.push(i);
            true
        });
        found.sort_unstable();
        found.into_iter().filter_map(|i| self.all.get(i)).collect()
    }

    /// The district that holds a place.
    #[must_use]
    pub fn at(&self, p: Point) -> Option<&Outline> {
        let b = Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y };
        self.near(b).into_iter().find(|o| holds(&o.parcel, p))
    }

    fn shares(&self, parcel: &Parcel) -> Vec<(f64, &Outline)> {
        let none = Tolerance { width_mm: 0.0, area_m2: 0.0 };
        let near = self.near(parcel.bounds());
        let meets = near.into_iter().filter(|o| kaan_geo::verdict(parcel, &o.parcel) == Verdict::Overlap);
        let mut out: Vec<_> = meets.map(|o| (kaan_geo::relation(parcel, &o.parcel, none).area_m2, o)).collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0));
        out
    }
}

fn told(o: &Outline) -> kaan_web::District {
    kaan_web::District { name: o.name.clone(), province: o.province.clone(), province_code: o.district.province.clone() }
}

impl Districts for Outlines {
    fn of(&self, point: Point) -> Option<kaan_web::District> {
        self.loaded().at(point).map(told)
    }

    fn meeting(&self, parcel: &Parcel) -> Vec<kaan_web::District> {
        self.loaded().shares(parcel).into_iter().take(MOST).map(|(_, o)| told(o)).collect()
    }

    fn credit(&self) -> Option<Credit> {
        self.loaded().datasets.first().map(credit)
    }
}

/// Whose outlines these are.
#[must_use]
pub fn credit(d: &Dataset) -> Credit {
    Credit {
        text: if d.credit.is_empty() { d.code.clone() } else { d.credit.clone() },
        licence: d.licence.clone(),
        href: d.href.clone(),
    }
}
