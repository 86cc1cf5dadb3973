//! The records of a collection in memory: filtered, counted and paged by key.
//!
//! Loaded at the start and again when the ledger has grown. It never writes, and holds nothing that
//! the store does not.

use crate::codes::Names;
use crate::kind::{Filter, Kind};
use crate::model::{Dataset, Record};
use crate::store;
use kaan_base::words;
use kaan_db::{Db, Fault, Res};
use kaan_geo::Bounds;
use kaan_ledger::Checkpoint;
use std::collections::BTreeMap;

/// A record with what it is found by.
#[derive(Debug, Clone)]
pub struct Item {
    /// The record.
    pub record: Record,
    /// Codes of its minerals; a stated word where there is none.
    pub minerals: Vec<String>,
    /// Id and names, folded.
    folded: String,
}

/// All records at one position of the ledger, by id.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// The records.
    pub items: Vec<Item>,
    /// Their data sets.
    pub datasets: Vec<Dataset>,
    /// How many entries the ledger had, those that wait for their place included.
    pub position: u64,
}

/// What a list is narrowed by.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// Filter and value.
    pub equals: Vec<(Filter, String)>,
    /// Words that a name or id has.
    pub text: String,
    /// A box that the place lies in.
    pub bbox: Option<Bounds>,
}

impl Item {
    fn new(record: Record, names: &Names) -> Self {
        let minerals =
            record.minerals.iter().map(|m| names.minerals.find(m).map_or_else(|| m.clone(), |c| c.code.clone())).collect();
        let all = record.names.iter().map(|n| n.text.as_str()).chain(record.other_names.iter().map(String::as_str));
        let folded = words::fold(&all.chain([record.id.as_str()]).collect::<Vec<_>>().join(" "));
        Item { record, minerals, folded }
    }

    /// The values that a filter compares.
    #[must_use]
    pub fn values(&self, filter: Filter) -> Vec<&str> {
        let r = &self.record;
        match filter {
            Filter::Mineral => self.minerals.iter().map(String::as_str).collect(),
            Filter::Province => r.province.as_deref().into_iter().collect(),
            Filter::Stage => r.stage.as_deref().into_iter().collect(),
            Filter::Country => r.countries().collect(),
            Filter::Certainty => r.certainty.as_deref().into_iter().collect(),
            Filter::Dataset => vec![r.dataset.as_str()],
        }
    }

    fn meets(&self, wish: &Wish, folded: &[String]) -> bool {
        let equal = |(f, v): &(Filter, String)| self.values(*f).contains(&v.as_str());
        let inside = |b: &Bounds| self.record.point().is_some_and(|p| b.holds(p));
        wish.equals.iter().all(equal)
            && wish.bbox.as_ref().is_none_or(inside)
            && folded.iter().all(|w| self.folded.contains(w.as_str()))
    }
}

impl Shelf {
    /// Reads a collection from one snapshot of the store.
    ///
    /// # Errors
    /// What the store says.
    pub async fn load(db: &Db, kind: &Kind, names: &Names) -> Res<Shelf> {
        let mut view = db.snapshot().await?;
        let mut items = Vec::new();
        kind.table
            .each(&mut view, |body| {
                items.push(Item::new(store::record(body)?, names));
                Ok(())
            })
            .await?;
        let datasets = kind.table.datasets(&mut view).await?;
        let (note, waiting) = kaan_ledger::position(&mut view).await?;
        view.finish().await?;
        let numbered = match note {
            Some(note) => Checkpoint::parse(&note).map_err(|e| Fault::Broken(e.to_string()))?.size,
            None => 0,
        };
        // Engines may sort text differently; keys of a page need one order.
        items.sort_by(|a, b| a.record.id.cmp(&b.record.id));
        Ok(Shelf { items, datasets, position: numbered + waiting })
    }

    /// The record of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Item> {
        let at = self.items.binary_search_by(|i| i.record.id.as_str().cmp(id)).ok()?;
        self.items.get(at)
    }

    /// The data sets that its records came from.
    pub fn used_datasets(&self) -> impl Iterator<Item = &Dataset> {
        self.datasets.iter().filter(|d| self.items.iter().any(|i| i.record.dataset == d.code))
    }

    /// The records that match, by id.
    pub fn matching<'s>(&'s self, wish: &'s Wish) -> impl Iterator<Item = &'s Item> {
        let folded = words::words(&wish.text);
        self.items.iter().filter(move |i| i.meets(wish, &folded))
    }

    /// The values of a filter with their counts among those that match everything else.
    #[must_use]
    pub fn facet(&self, filter: Filter, wish: &Wish) -> Vec<(String, usize)> {
        let others = Wish { equals: wish.equals.iter().filter(|(f, _)| *f != filter).cloned().collect(), ..wish.clone() };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for item in self.matching(&others) {
            for value in item.values(filter) {
                *counts.entry(value).or_default() += 1;
            }
        }
        let mut out: Vec<(String, usize)> = counts.into_iter().map(|(v, n)| (v.to_owned(), n)).collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out
    }

    /// The box around all places; `None` when nothing has one.
    #[must_use]
    pub fn extent(&self) -> Option<Bounds> {
        let points: Vec<_> = self.items.iter().filter_map(|i| i.record.point()).collect();
        (!points.is_empty()).then(|| Bounds::of(&points))
    }

    /// Other records of the same name, and those within 2 km: perhaps the same thing twice.
    #[must_use]
    pub fn alike(&self, record: &Record) -> Vec<&Item> {
        let name = |r: &Record| r.text3().en.map(|n| words::fold(&n)).filter(|n| !n.is_empty());
        let own = name(record);
        let near = |r: &Record| match (record.point(), r.point()) {
            (Some(a), Some(b)) => stands_itself(record) && stands_itself(r) && kaan_geo::distance_m(a, b) <= 2_000.0,
            _ => false,
        };
        let alike = |i: &&Item| i.record.id != record.id && ((own.is_some() && name(&i.record) == own) || near(&i.record));
        self.items.iter().filter(alike).take(10).collect()
    }
}

/// Whether its point is its own: stand-ins of one town say nothing about each other.
fn stands_itself(r: &Record) -> bool {
    !matches!(r.place.precision, crate::model::Precision::StandIn | crate::model::Precision::None)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::codes::Codes;
    use crate::model::{Name, Place, Precision};
    use kaan_base::Lang;

    fn record(id: &str, name: &str, minerals: &[&str], at: Option<[i64; 2]>, precision: Precision) -> Record {
        let names = vec![Name { lang: Lang::En, text: name.into(), status: None }];
        let place = Place { precision, at, ..Place::default() };
        Record { id: id.into(), names, minerals: minerals.iter().map(|m| (*m).to_owned()).collect(), place, ..Record::default() }
    }

    fn shelf() -> Shelf {
        let names = Names { minerals: Codes::parse("[copper]\nen = \"copper\"\nas = [\"Cu\"]").unwrap(), ..Names::default() };
        let records = [
            record("A", "Reko Diq", &["copper", "gold"], Some([0, 0]), Precision::Own),
            record("B", "Reko Diq", &["Cu"], Some([1_000_000_000, 0]), Precision::Unstated),
            record("C", "Tanjeel", &["gold"], Some([1_000_000, 0]), Precision::Own),
            record("D", "Town", &["Cu"], Some([0, 0]), Precision::StandIn),
        ];
        Shelf { items: records.map(|r| Item::new(r, &names)).to_vec(), ..Shelf::default() }
    }

    fn ids(shelf: &Shelf, wish: &Wish) -> Vec<String> {
        shelf.matching(wish).map(|i| i.record.id.clone()).collect()
    }

    #[test]
    fn filters_words_and_boxes_narrow_together() {
        let s = shelf();
        let copper = Wish { equals: vec![(Filter::Mineral, "copper".into())], ..Wish::default() };
        assert_eq!(ids(&s, &copper), ["A", "B", "D"]);
        assert_eq!(ids(&s, &Wish { text: "DIQ reko".into(), ..copper.clone() }), ["A", "B"]);
        let bbox = Bounds::from_degrees(-1.0, -1.0, 1.0, 1.0);
        assert_eq!(ids(&s, &Wish { bbox, ..copper.clone() }), ["A", "D"]);
        assert_eq!(s.facet(Filter::Mineral, &copper), [("copper".to_owned(), 3), ("gold".to_owned(), 2)]);
        assert_eq!(s.find("C").map(|i| i.record.id.as_str()), Some("C"));
        assert!(s.find("E").is_none());
    }

    #[test]
    fn the_same_name_or_a_near_point_of_its_own_is_alike() {
        let s = shelf();
        let alike = |id: &str| s.alike(&s.find(id).unwrap().record).iter().map(|i| i.record.id.clone()).collect::<Vec<_>>();
        assert_eq!(alike("A"), ["B", "C"]);
        assert!(alike("D").is_empty(), "a town that stands in says nothing");
    }
}
