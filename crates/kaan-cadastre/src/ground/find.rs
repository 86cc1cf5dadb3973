//! Lists out of the ground: by filter, in the order of numbers, a page at a time.
//!
//! Called by the pages and the open collections. It never counts past its bound, and never skips by
//! offset: a page begins after a number.

use super::{Ground, Item};
use crate::model::{Class, Collection, HolderKind, Standing, Status};
use kaan_base::words;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Counting stops here: "more than 10,000".
pub const COUNT_TO: u64 = 10_000;

/// What is looked for; every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Beginning of the number, compared without regard to case.
    pub number: Option<String>,
    /// Class.
    pub class: Option<Class>,
    /// The office's own type code.
    pub kind: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// Standing.
    pub standing: Option<Standing>,
    /// A mineral, as folded words compare.
    pub commodity: Option<String>,
    /// Code of a register.
    pub register: Option<String>,
    /// Key of a holder.
    pub holder: Option<String>,
    /// West, south, east, north in 1e-8 degree: the record's box must meet it.
    pub bbox: Option<[i64; 4]>,
    /// Whether a record without a place matches any box (OGC 17-069r4, 7.15.3, asks for it).
    pub without_place: bool,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Counted so far.
    pub count: u64,
    /// Whether there are more than were counted.
    pub more: bool,
}

/// A page of records: their numbers in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Numbers in order.
    pub numbers: Vec<String>,
    /// The last number of this page when another follows: give it as `after`.
    pub next: Option<String>,
    /// How many match in all.
    pub total: Total,
}

/// A holder in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HolderRow {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// Who that is.
    pub kind: HolderKind,
    /// Code of the register.
    pub register: String,
    /// Titles and applications, whatever their status.
    pub records: u32,
}

/// A page of holders in the order of their folded names.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderPage {
    /// The holders.
    pub holders: Vec<HolderRow>,
    /// The last key of this page when another follows: give it as `after`.
    pub next: Option<String>,
    /// How many match in all.
    pub total: Total,
}

/// A filter whose words have been looked up once.
struct Wanted<'g> {
    ground: &'g Ground,
    number: Option<String>,
    class: Option<Class>,
    kind: Option<Vec<bool>>,
    status: Option<Status>,
    standing: Option<Standing>,
    commodity: Option<Vec<bool>>,
    register: Option<u16>,
    holder: Option<u32>,
    bbox: Option<[i64; 4]>,
    without_place: bool,
}

impl<'g> Wanted<'g> {
    /// `None` when a part names something that the ground does not have.
    fn new(ground: &'g Ground, f: &Filter) -> Option<Self> {
        let register = match &f.register {
            Some(code) => Some(u16::try_from(ground.registers.iter().position(|r| r.code == *code)?).ok()?),
            None => None,
        };
        let holder = match &f.holder {
            Some(id) => Some(*ground.by_holder_id.get(id.as_str())?),
            None => None,
        };
        let kind = f.kind.as_ref().map(|k| ground.words.iter().map(|w| **w == **k).collect());
        let commodity = f.commodity.as_ref().map(|c| {
            let wanted = words::fold(c.trim());
            ground.words.iter().map(|w| w.split('|').any(|part| words::fold(part) == wanted)).collect()
        });
        let number = f.number.as_ref().map(|n| n.trim().to_lowercase()).filter(|n| !n.is_empty());
        Some(Wanted {
            ground,
            number,
            class: f.class,
            kind,
            status: f.status,
            standing: f.standing,
            commodity,
            register,
            holder,
            bbox: f.bbox,
            without_place: f.without_place,
        })
    }

    fn takes(&self, item: &Item) -> bool {
        let has = |list: &Option<Vec<bool>>, n: u32| list.as_ref().is_none_or(|l| n > 0 && l.get(n as usize) == Some(&true));
        self.class.is_none_or(|c| c == item.class)
            && self.status.is_none_or(|s| s == item.status)
            && self.standing.is_none_or(|s| s == item.standing)
            && self.register.is_none_or(|r| r == item.register)
            && has(&self.kind, item.kind)
            && has(&self.commodity, item.commodities)
            && self.holder.is_none_or(|h| self.held(item).contains(&h))
            && self.bbox.is_none_or(|b| item.bounds.map_or(self.without_place, |i| meet(b, i)))
            && self.number.as_ref().is_none_or(|n| begins(self.ground.number(item), n))
    }

    fn held(&self, item: &Item) -> &[u32] {
        let (start, len) = (item.holders.0 as usize, usize::from(item.holders.1));
        self.ground.held.get(start..start + len).unwrap_or_default()
    }
}

/// Whether two boxes meet.
pub(crate) fn meet(a: [i64; 4], b: [i64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

fn begins(number: &str, lower: &str) -> bool {
    let mut chars = number.chars().flat_map(char::to_lowercase);
    lower.chars().all(|c| chars.next() == Some(c))
}

impl Ground {
    /// A page of the records that match, in the order of their numbers, after a number.
    #[must_use]
    pub fn list(&self, collection: Collection, filter: &Filter, after: Option<&str>, limit: usize) -> Page {
        let empty = Page { numbers: Vec::new(), next: None, total: Total { count: 0, more: false } };
        let Some(wanted) = Wanted::new(self, filter) else { return empty };
        let places = match filter.bbox {
            Some(b) if is_small(b) => Cow::Owned(self.near(collection, b, filter.without_place)),
            _ => Cow::Borrowed(self.order[crate::store::at(collection)].as_slice()),
        };
        self.page(&places, &wanted, *filter == Filter::default(), after, limit)
    }

    /// Calls `f` with the place of every record that matches, in no order, until it breaks; with nothing when
    /// the filter names something unknown.
    pub fn each(&self, collection: Collection, filter: &Filter, mut f: impl FnMut(u32, &Item) -> ControlFlow<()>) {
        let Some(wanted) = Wanted::new(self, filter) else { return };
        let mut one = |place: u32, item: &Item| {
            if item.collection == collection && wanted.takes(item) { f(place, item) } else { ControlFlow::Continue(()) }
        };
        match filter.bbox.filter(|b| is_small(*b) && !filter.without_place) {
            Some(b) => {
                let _ = self.meeting(b).try_for_each(|(place, item)| one(place, item));
            }
            None => {
                let _ = (0u32..).zip(&self.items).try_for_each(|(place, item)| one(place, item));
            }
        }
    }

    /// The numbers around one that may not be there, in their order, at most `limit`.
    #[must_use]
    pub fn near_numbers(&self, collection: Collection, number: &str, limit: usize) -> Vec<String> {
        let order = &self.order[crate::store::at(collection)];
        let name = |n: &u32| self.items.get(*n as usize).map_or("", |i| self.number(i));
        let at = order.partition_point(|n| name(n) < number);
        let from = at.saturating_sub(limit / 2);
        order.iter().skip(from).take(limit).map(|n| name(n).to_owned()).collect()
    }

    /// Places of a collection's records near a box, and of those without a place where they are wanted, in
    /// the order of their numbers.
    fn near(&self, collection: Collection, b: [i64; 4], without_place: bool) -> Vec<u32> {
        let nowhere = if without_place { self.nowhere[crate::store::at(collection)].as_slice() } else { &[] };
        let near = self.meeting(b).filter(|(_, i)| i.collection == collection).map(|(n, _)| n);
        let mut found: Vec<u32> = near.chain(nowhere.iter().copied()).collect();
        found.sort_unstable_by_key(|n| self.rank.get(*n as usize).copied());
        found
    }

    /// A page out of places in the order of their numbers; `all` when everything is wanted.
    fn page(&self, places: &[u32], wanted: &Wanted<'_>, all: bool, after: Option<&str>, limit: usize) -> Page {
        let number = |n: &u32| self.items.get(*n as usize).map_or("", |i| self.number(i));
        let takes = |n: &&u32| self.items.get(**n as usize).is_some_and(|i| wanted.takes(i));
        let total = if all {
            Total { count: places.len() as u64, more: false }
        } else {
            let count = places.iter().filter(takes).take(COUNT_TO as usize + 1).count() as u64;
            Total { count: count.min(COUNT_TO), more: count > COUNT_TO }
        };
        let from = after.map_or(0, |a| places.partition_point(|n| number(n) <= a));
        let mut found = places.iter().skip(from).filter(takes);
        let numbers: Vec<String> = found.by_ref().take(limit).map(|n| number(n).to_owned()).collect();
        let next = found.next().and(numbers.last().cloned());
        Page { numbers, next, total }
    }

    /// A page of the holders whose name has all the words of `text` in it, after a holder's key.
    #[must_use]
    pub fn list_holders(&self, text: Option<&str>, register: Option<&str>, after: Option<&str>, limit: usize) -> HolderPage {
        let parts: Vec<String> = words::fold(text.unwrap_or_default()).split_whitespace().map(str::to_owned).collect();
        let start = after.and_then(|id| self.by_holder_id.get(id)).copied();
        let mut begun = start.is_none();
        let mut page = HolderPage { holders: Vec::new(), next: None, total: Total { count: 0, more: false } };
        let mut full = false;
        for (n, h) in self.holder_order.iter().filter_map(|n| Some((*n, self.holders.get(*n as usize)?))) {
            let code = self.registers.get(usize::from(h.register)).map_or("", |r| r.code.as_str());
            if parts.iter().all(|p| h.folded.contains(p.as_str())) && register.is_none_or(|r| r == code) {
                page.total.count += 1;
                if begun && page.holders.len() < limit {
                    page.holders.push(self.holder_row(h));
                } else if begun {
                    full = true;
                }
            }
            begun = begun || start == Some(n);
        }
        page.next = if full { page.holders.last().map(|h| h.id.clone()) } else { None };
        page
    }

    /// A holder by key.
    #[must_use]
    pub fn find_holder(&self, id: &str) -> Option<HolderRow> {
        let place = *self.by_holder_id.get(id)?;
        self.holders.get(place as usize).map(|h| self.holder_row(h))
    }

    fn holder_row(&self, h: &super::HolderItem) -> HolderRow {
        HolderRow {
            id: h.id.to_string(),
            name: h.name.to_string(),
            kind: h.kind,
            register: self.registers.get(usize::from(h.register)).map(|r| r.code.clone()).unwrap_or_default(),
            records: h.records,
        }
    }

    /// The records whose numbers begin so, without regard to case, in order, at most `limit`, of one
    /// collection; for bare digits also those whose first run of digits begins so.
    #[must_use]
    pub fn find_numbers(&self, collection: Collection, prefix: &str, limit: usize) -> Vec<String> {
        let codes = &self.codes[crate::store::at(collection)];
        let number = |n: u32| self.items.get(n as usize).map_or("", |i| self.number(i));
        codes.find(prefix.trim(), limit, number).into_iter().map(|n| number(n).to_owned()).collect()
    }

    /// Every commodity and type code of a collection, most frequent first; counted once, at loading.
    pub(super) fn count_facets(&self, collection: Collection) -> Facets {
        let mut kinds: BTreeMap<u32, u64> = BTreeMap::new();
        let mut minerals: BTreeMap<u32, u64> = BTreeMap::new();
        for i in self.order[crate::store::at(collection)].iter().filter_map(|n| self.items.get(*n as usize)) {
            *kinds.entry(i.kind).or_default() += 1;
            *minerals.entry(i.commodities).or_default() += 1;
        }
        let mut single: BTreeMap<&str, u64> = BTreeMap::new();
        for (n, count) in &minerals {
            for part in self.word(*n).into_iter().flat_map(|w| w.split('|')) {
                *single.entry(part).or_default() += count;
            }
        }
        let kinds = kinds.iter().filter_map(|(n, c)| Some((self.word(*n)?, *c)));
        Facets { kinds: ranked(kinds), commodities: ranked(single.into_iter()) }
    }
}

/// What a list can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Type codes with how many records have them, at most 100.
    pub kinds: Vec<(String, u64)>,
    /// Minerals with how many records have them, at most 100.
    pub commodities: Vec<(String, u64)>,
}

fn ranked<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> Vec<(String, u64)> {
    let mut all: Vec<(String, u64)> = counts.map(|(t, n)| (t.to_owned(), n)).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(100);
    all
}

/// Whether a box is small enough that looking near is quicker than looking through.
fn is_small(b: [i64; 4]) -> bool {
    (b[2] - b[0]).max(b[3] - b[1]) < 5 * 100_000_000
}
