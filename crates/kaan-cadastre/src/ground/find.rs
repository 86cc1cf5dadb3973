//! Lists out of the ground: by filter, in the order of numbers, a page at a time.
//!
//! Called by the pages and the open collections. It never counts past its bound, and never skips by
//! offset: a page begins after a number.

use super::{Ground, Item};
use crate::model::{Class, Collection, HolderKind, Standing, Status};
use kaan_base::words;
use serde::Serialize;

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
        Some(Wanted { ground, number, class: f.class, kind, status: f.status, standing: f.standing, commodity, register, holder, bbox: f.bbox })
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
            && self.bbox.is_none_or(|b| item.bounds.is_some_and(|i| meet(b, i)))
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
        match filter.bbox {
            Some(b) if is_small(b) => self.page(self.near(collection, b), &wanted, after, limit),
            _ => self.page(self.order[crate::store::at(collection)].iter().copied(), &wanted, after, limit),
        }
    }

    /// Places of a collection's records near a box, in the order of their numbers.
    fn near(&self, collection: Collection, b: [i64; 4]) -> impl Iterator<Item = u32> {
        let mut found: Vec<u32> = self.meeting(b).filter(|(_, i)| i.collection == collection).map(|(n, _)| n).collect();
        found.sort_unstable_by_key(|n| self.rank.get(*n as usize).copied());
        found.into_iter()
    }

    fn page(&self, places: impl Iterator<Item = u32>, wanted: &Wanted<'_>, after: Option<&str>, limit: usize) -> Page {
        let mut page = Page { numbers: Vec::new(), next: None, total: Total { count: 0, more: false } };
        let mut begun = after.is_none();
        let mut full = false;
        for item in places.filter_map(|n| self.items.get(n as usize)).filter(|i| wanted.takes(i)) {
            let number = self.number(item);
            begun = begun || after.is_some_and(|a| number > a);
            if begun && page.numbers.len() < limit {
                page.numbers.push(number.to_owned());
            } else if begun {
                full = true;
            }
            if page.total.count == COUNT_TO {
                page.total.more = true;
                if full {
                    break;
                }
            } else {
                page.total.count += 1;
            }
        }
        page.next = if full { page.numbers.last().cloned() } else { None };
        page
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

    /// The records whose numbers begin so, in order, at most `limit`, of one collection.
    #[must_use]
    pub fn find_numbers(&self, collection: Collection, prefix: &str, limit: usize) -> Vec<String> {
        let filter = Filter { number: Some(prefix.to_owned()), ..Filter::default() };
        let order = &self.order[crate::store::at(collection)];
        let Some(wanted) = Wanted::new(self, &filter) else { return Vec::new() };
        // Exact case first by binary search; else every number is looked at.
        let from = order.partition_point(|n| self.items.get(*n as usize).map_or("", |i| self.number(i)) < prefix);
        let near: Vec<String> = order.iter().skip(from).filter_map(|n| self.items.get(*n as usize))
            .map(|i| self.number(i)).take_while(|n| n.starts_with(prefix)).take(limit).map(str::to_owned).collect();
        if !near.is_empty() {
            return near;
        }
        self.page(order.iter().copied(), &wanted, None, limit).numbers
    }

    /// Every commodity, type code and class that a collection's list can be filtered by, most frequent first.
    #[must_use]
    pub fn facets(&self, collection: Collection) -> Facets {
        let mut kinds: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
        let mut minerals: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
        for i in self.order[crate::store::at(collection)].iter().filter_map(|n| self.items.get(*n as usize)) {
            *kinds.entry(i.kind).or_default() += 1;
            *minerals.entry(i.commodities).or_default() += 1;
        }
        let mut single: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
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
