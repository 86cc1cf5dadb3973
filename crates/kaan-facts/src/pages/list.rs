//! The list of a collection: filters in the address, map and table of the same result.
//!
//! Mounted by the capability. Foreign parameters are passed over, for messengers add their own. It
//! never counts what it does not list.

use super::map;
use super::show::{Where, district, minerals, named, plain, title};
use crate::kind::Filter;
use crate::register::Register;
use crate::shelf::{Item, Shelf, Wish};
use axum::extract::Query;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Lang, Problem, Text3};
use kaan_geo::Bounds;
use kaan_web::{DataLink, Failure, Head, Visit};
use serde::Serialize;

/// Records on one page.
const PAGE: usize = 50;
/// Most characters of a value in the address.
const MOST_TEXT: usize = 100;

/// What the address asks for.
#[derive(Debug, Clone, Default)]
struct Asked {
    wish: Wish,
    after: Option<String>,
    /// What narrows the result, as given, for links.
    kept: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
    selected: bool,
}

#[derive(Serialize)]
struct Chooser {
    code: &'static str,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    path: String,
    name: Text3,
    minerals: Vec<Text3>,
    province: Option<Text3>,
    district: Option<Text3>,
    /// The district by its outline, where none is stated and the point is the thing's own.
    outline: Option<Text3>,
    place: Where,
    stage: Option<Text3>,
    operator: Option<String>,
    certainty: Option<String>,
    status: Option<String>,
}

#[derive(Serialize)]
struct Tab {
    path: &'static str,
    key: &'static str,
    here: bool,
}

/// Addresses of the live map: tiles below, points above.
#[derive(Serialize)]
struct Live {
    tiles: String,
    points: String,
}

#[derive(Serialize)]
struct Page {
    kind: &'static str,
    tabs: Vec<Tab>,
    position: u64,
    q: String,
    filters: Vec<Chooser>,
    narrowed: bool,
    bbox: Option<String>,
    live: Option<Live>,
    count: usize,
    placed: usize,
    map: Option<String>,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    stages: bool,
    certainties: bool,
}

/// The page.
///
/// # Errors
/// `wrong-bbox`, 400; whatever drawing says.
pub fn list(register: &Register, visit: &Visit, uri: &Uri) -> Result<Response, Failure> {
    let asked = asked(register, uri)?;
    let shelf = register.shelf();
    let kind = register.kind;
    let found: Vec<&Item> = shelf.matching(&asked.wish).collect();
    let name = register.ui.text(visit.lang, &format!("{}-title", kind.id), &[]);
    let view = map::many(register, visit.lang, found.iter().map(|i| &i.record), name.clone());
    let rest: Vec<&&Item> = found.iter().filter(|i| asked.after.as_ref().is_none_or(|a| i.record.id > *a)).collect();
    let lines: Vec<Line> = rest.iter().take(PAGE).map(|i| line(register, i)).collect();
    let next = (rest.len() > lines.len()).then(|| lines.last().map(|l| l.id.clone())).flatten();
    let live = live(register, &shelf, &asked.wish);
    let page = Page {
        kind: kind.id,
        tabs: tabs(register),
        position: shelf.position,
        q: asked.wish.text.clone(),
        filters: kind.filters.iter().map(|f| chooser(register, &shelf, *f, &asked.wish, visit.lang)).collect(),
        narrowed: !asked.kept.is_empty(),
        bbox: asked.kept.iter().find(|(k, _)| k == "bbox").map(|(_, v)| v.clone()),
        live,
        count: found.len(),
        placed: found.iter().filter(|i| i.record.place.at.is_some()).count(),
        map: view.map(|v| register.ui.map(visit, &v)),
        next: next.map(|id| here(kind.id, &asked.kept, Some(&id))),
        first: asked.after.as_ref().map(|_| here(kind.id, &asked.kept, None)),
        lines,
        stages: kind.filters.contains(&Filter::Stage),
        certainties: kind.filters.contains(&Filter::Certainty),
    };
    let head = Head {
        title: name,
        description: register.ui.text(visit.lang, &format!("{}-description", kind.id), &[]),
        canonical: Some(here(kind.id, &asked.kept, None)),
        data: links(kind.id),
        noindex: !asked.kept.is_empty() || asked.after.is_some(),
        islands: page.live.as_ref().map(|_| "map").into_iter().collect(),
        active: kind.active,
    };
    register.ui.page(visit, head, "facts/list.html", &page)
}

/// The live map, where the open interface can be asked for the very same result.
fn live(register: &Register, shelf: &Shelf, wish: &Wish) -> Option<Live> {
    let kind = register.kind;
    let tiles = format!("{}?v={}", kind.tiles?, shelf.position);
    let is_column = |f: &Filter| kind.columns.iter().any(|c| c.name == f.code());
    if !wish.text.is_empty() || !wish.equals.iter().all(|(f, _)| is_column(f)) {
        return None;
    }
    let query: Vec<String> = wish.equals.iter().map(|(f, v)| format!("{}={}", f.code(), encode(v))).collect();
    Some(Live { tiles, points: format!("/ogc/collections/{}/items?{}", kind.id, query.join("&")) })
}

fn tabs(register: &Register) -> Vec<Tab> {
    let own = register.kind.path("");
    register.kind.tabs.iter().map(|(path, key)| Tab { path, key, here: own.trim_end_matches('/') == *path }).collect()
}

/// A stand-in's district would be that of a town.
fn by_outline(register: &Register, r: &crate::model::Record) -> Option<Text3> {
    let own = r.place.precision != crate::model::Precision::StandIn;
    let point = r.point().filter(|_| own)?;
    register.districts.as_ref()?.of(point).map(|d| d.name)
}

fn links(id: &str) -> Vec<DataLink> {
    vec![
        DataLink {
            href: format!("/ogc/collections/{id}/items?f=json"),
            media_type: "application/geo+json",
            label_key: "facts-as-geojson",
        },
        DataLink { href: format!("/data/{id}.csv"), media_type: "text/csv", label_key: "facts-as-csv" },
    ]
}

fn here(id: &str, kept: &[(String, String)], after: Option<&str>) -> String {
    let pairs = kept.iter().map(|(k, v)| (k.as_str(), v.as_str())).chain(after.map(|a| ("after", a)));
    let query: Vec<String> = pairs.map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
    if query.is_empty() { format!("/{id}") } else { format!("/{id}?{}", query.join("&")) }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
fn encode(text: &str) -> String {
    let one =
        |b: u8| if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(one).collect()
}

fn asked(register: &Register, uri: &Uri) -> Result<Asked, Failure> {
    let malformed = || Failure::malformed(Problem::invalid("unknown-parameter"));
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| malformed())?;
    let mut out = Asked::default();
    for (name, value) in pairs.into_iter().take(64) {
        let value: String = value.trim().chars().take(MOST_TEXT).collect();
        let filter = register.kind.filters.iter().find(|f| f.code() == name);
        match (name.as_str(), filter) {
            _ if value.is_empty() => continue,
            (_, Some(f)) if out.wish.equals.iter().all(|(g, _)| g != f) => out.wish.equals.push((*f, value.clone())),
            ("q", _) => out.wish.text.clone_from(&value),
            ("bbox", _) => {
                out.wish.bbox = Some(bbox(&value).ok_or_else(|| Failure::malformed(Problem::invalid("wrong-bbox").at("bbox")))?)
            }
            ("after", _) => {
                out.after = Some(value);
                continue;
            }
            _ => continue,
        }
        out.kept.push((name, value));
    }
    Ok(out)
}

fn bbox(text: &str) -> Option<Bounds> {
    let parts: Vec<f64> = text.split(',').map(|p| p.trim().parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [w, s, e, n] => Bounds::from_degrees(*w, *s, *e, *n),
        _ => None,
    }
}

fn line(register: &Register, item: &Item) -> Line {
    let r = &item.record;
    let names = register.names;
    Line {
        id: r.id.clone(),
        path: register.kind.path(&r.id),
        name: title(r),
        minerals: minerals(register, r),
        province: named(&names.provinces, r.province.as_deref()),
        district: district(register, r),
        outline: if r.district.is_none() { by_outline(register, r) } else { None },
        place: Where::of(r),
        stage: named(&names.stages, r.stage.as_deref()),
        operator: r.first("operator").map(str::to_owned),
        certainty: r.certainty.clone(),
        status: r.first("status").map(str::to_owned),
    }
}

fn chooser(register: &Register, shelf: &Shelf, filter: Filter, wish: &Wish, lang: Lang) -> Chooser {
    let chosen = wish.equals.iter().find(|(f, _)| *f == filter).map(|(_, v)| v.as_str());
    let label = |value: &str| label(register, shelf, filter, value, lang);
    let mut choices: Vec<Choice> = shelf
        .facet(filter, wish)
        .into_iter()
        .map(|(value, count)| Choice { label: label(&value), selected: chosen == Some(value.as_str()), count, value })
        .collect();
    // What was asked for stays visible even when nothing has it.
    if let Some(value) = chosen.filter(|v| choices.iter().all(|c| c.value != *v)) {
        choices.push(Choice { label: label(value), value: value.to_owned(), count: 0, selected: true });
    }
    Chooser { code: filter.code(), choices }
}

fn label(register: &Register, shelf: &Shelf, filter: Filter, value: &str, lang: Lang) -> String {
    let names = register.names;
    let codes = match filter {
        Filter::Mineral => &names.minerals,
        Filter::Province => &names.provinces,
        Filter::Stage => &names.stages,
        Filter::Country => &names.countries,
        Filter::Certainty => {
            let key = format!("facts-certainty-{value}");
            return if register.ui.has_text(lang, &key) { register.ui.text(lang, &key, &[]) } else { value.to_owned() };
        }
        Filter::Dataset => {
            let known = shelf.datasets.iter().find(|d| d.code == value);
            return known.map_or_else(|| value.to_owned(), |d| plain(&d.name, lang));
        }
    };
    named(codes, Some(value)).map(|n| plain(&n, lang)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_narrows_the_result() {
        let kept = [("mineral".to_owned(), "gold".to_owned()), ("q".to_owned(), "Reko Diq".to_owned())];
        assert_eq!(here("projects", &kept, Some("PKM-050")), "/projects?mineral=gold&q=Reko%20Diq&after=PKM-050");
        assert_eq!(here("projects", &[], None), "/projects");
    }

    #[test]
    fn a_wrong_box_is_not_read() {
        assert!(bbox("60,23,78,37").is_some());
        for wrong in ["", "1,2,3", "NaN,1,2,3", "10,1,5,2", "1,2,3,4,5", "1e400,1,2,3"] {
            assert!(bbox(wrong).is_none(), "{wrong}");
        }
    }
}
