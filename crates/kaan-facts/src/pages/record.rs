//! The page of one record: every statement with what is known of its source, places side by side,
//! the ledger's entries.
//!
//! Called by the capability's own handler, which adds what only it knows. It never hides that
//! something is unknown.

use super::map;
use super::map::letter;
use super::show::{From, Link, Number, Where, district, minerals, named, title};
use crate::model::{Fact, KINDS, NOTE, Precision, Record};
use crate::register::Register;
use kaan_base::Text3;
use kaan_geo::Point;
use kaan_web::{DataLink, Failure, Head, Visit, fault};
use serde::Serialize;

/// Kinds of facts that are figures, which may disagree.
const FIGURES: [&str; 5] = ["resource", "tonnage", "grade", "capacity", "employment"];

/// One statement.
#[derive(Debug, Serialize)]
pub struct Statement {
    text: String,
    numbers: Vec<Number>,
    said_by: Option<String>,
    /// The one source that can be meant.
    cited: Option<Link>,
    date: Option<String>,
    country: Option<Text3>,
}

/// All statements of a kind.
#[derive(Debug, Serialize)]
pub struct Section {
    kind: &'static str,
    statements: Vec<Statement>,
    /// Whether it is shown in the table of figures.
    figures: bool,
}

/// One point that a source gives, by the letter that it has on the map.
#[derive(Debug, Serialize)]
struct Spot {
    letter: String,
    x: i64,
    y: i64,
    main: bool,
    basis: Option<String>,
    error_km: Option<f64>,
    distance_m: Option<f64>,
    source: Option<Link>,
}

#[derive(Debug, Serialize)]
struct NameLine {
    tag: &'static str,
    code: &'static str,
    text: Option<String>,
    status: Option<String>,
}

#[derive(Debug, Serialize)]
struct Entry {
    index: Option<u64>,
    kind: String,
}

#[derive(Debug, Serialize)]
struct Alike {
    path: String,
    id: String,
    name: Text3,
    distance_m: Option<f64>,
}

/// What the template `facts/record.html` draws.
#[derive(Debug, Serialize)]
pub struct View {
    kind: &'static str,
    id: String,
    self_name: Text3,
    name_lines: Vec<NameLine>,
    other_names: Vec<String>,
    minerals_named: Vec<Text3>,
    /// As stated, where those are other words than the names.
    stated_minerals: String,
    figures: bool,
    province: Option<Text3>,
    province_stated: Option<String>,
    district: Option<Text3>,
    by_outline: Option<ByOutline>,
    place: Where,
    spots: Vec<Spot>,
    map: Option<String>,
    stage: Option<Text3>,
    certainty_code: Option<String>,
    sections: Vec<Section>,
    unknown: Vec<&'static str>,
    notes: Vec<String>,
    sources: Vec<Link>,
    from: Option<From>,
    alike: Vec<Alike>,
    entries: Vec<Entry>,
    position: u64,
    feature: String,
}

/// The district by an outline: not the one that the source states.
#[derive(Debug, Serialize)]
struct ByOutline {
    name: Text3,
    province: Text3,
    differs: bool,
    credit: Option<String>,
}

/// What a record's page shows, its head, and the record; `None` when there is no such record.
///
/// # Errors
/// What the store says.
pub async fn view(register: &Register, visit: &Visit, id: &str) -> Result<Option<(View, Head, Record)>, Failure> {
    let shelf = register.shelf();
    let Some(item) = shelf.find(id) else { return Ok(None) };
    let r = &item.record;
    let entries = kaan_ledger::find_by_subject(&register.db, &register.kind.subject(id)).await.map_err(fault)?;
    let names = register.names;
    let sections = sections(register, r);
    let unknown = register.kind.expected.iter().copied().filter(|k| sections.iter().all(|s| s.kind != *k)).collect();
    let view = View {
        kind: register.kind.id,
        id: r.id.clone(),
        self_name: title(r),
        name_lines: name_lines(r),
        other_names: r.other_names.clone(),
        minerals_named: minerals(register, r),
        stated_minerals: stated_minerals(register, r),
        figures: FIGURES.iter().any(|k| r.first(k).is_some()),
        province: named(&names.provinces, r.province.as_deref()),
        province_stated: r.province_stated.clone(),
        district: district(register, r),
        by_outline: by_outline(register, r),
        place: Where::of(r),
        spots: spots(register, visit, r),
        map: map::one(register, visit.lang, r).map(|v| register.ui.map(visit, &v)),
        stage: named(&names.stages, r.stage.as_deref()),
        certainty_code: r.certainty.clone(),
        sections,
        unknown,
        notes: r.facts_of(NOTE).map(|f| f.text.clone()).collect(),
        sources: r.sources.iter().map(|s| Link::of(s)).collect(),
        from: shelf.datasets.iter().find(|d| d.code == r.dataset).map(From::of),
        alike: shelf.alike(r).into_iter().map(|i| alike(register, r, &i.record)).collect(),
        entries: entries.into_iter().map(entry).collect(),
        position: shelf.position,
        feature: format!("/ogc/collections/{}/items/{}?f=json", register.kind.id, r.id),
    };
    Ok(Some((view, head(register, visit, r), r.clone())))
}

fn head(register: &Register, visit: &Visit, r: &Record) -> Head {
    let name = super::show::plain(&title(r), visit.lang);
    let minerals: Vec<String> = minerals(register, r).iter().map(|m| super::show::plain(m, visit.lang)).collect();
    let args = [("name", name.clone()), ("minerals", minerals.join(", "))];
    Head {
        title: name,
        description: register.ui.text(visit.lang, &format!("{}-one-description", register.kind.id), &args),
        canonical: Some(register.kind.path(&r.id)),
        data: vec![DataLink {
            href: format!("/ogc/collections/{}/items/{}?f=json", register.kind.id, r.id),
            media_type: "application/geo+json",
            label_key: "facts-as-geojson",
        }],
        active: register.kind.active,
        ..Head::default()
    }
}

fn entry(e: kaan_ledger::Placed) -> Entry {
    Entry { index: e.index, kind: e.kind }
}

/// The stated words, unless they are the English names themselves.
fn stated_minerals(register: &Register, r: &Record) -> String {
    let same = |m: &String| register.names.minerals.name(m).en.as_deref() == Some(m.as_str());
    if r.minerals.iter().all(same) { String::new() } else { r.minerals.join(", ") }
}

fn name_lines(r: &Record) -> Vec<NameLine> {
    let one = |lang: kaan_base::Lang| {
        let found = r.names.iter().find(|n| n.lang == lang);
        NameLine {
            tag: lang.tag(),
            code: lang.code(),
            text: found.map(|n| n.text.clone()),
            status: found.and_then(|n| n.status.clone()),
        }
    };
    kaan_base::Lang::ALL.into_iter().map(one).collect()
}

fn sections(register: &Register, r: &Record) -> Vec<Section> {
    let of = |kind: &'static str| {
        let statements: Vec<Statement> = r.facts_of(kind).map(|f| statement(register, r, f)).collect();
        let figures = FIGURES.contains(&kind);
        (!statements.is_empty()).then_some(Section { kind, statements, figures })
    };
    KINDS.iter().filter_map(|k| of(k)).collect()
}

fn statement(register: &Register, r: &Record, f: &Fact) -> Statement {
    let country = (f.kind == "owner-country").then(|| register.names.countries.name(f.text.trim_end_matches('?')));
    Statement {
        text: f.text.clone(),
        numbers: f.amounts.iter().map(Number::of).collect(),
        said_by: f.said_by.clone(),
        cited: cited(r, f),
        date: f.date.clone(),
        country,
    }
}

/// The source of a statement: the record's only one, or the only one whose host has the name that the statement gives.
fn cited(r: &Record, f: &Fact) -> Option<Link> {
    let links = r.sources.iter().map(|s| Link::of(s));
    if r.sources.len() == 1 {
        return links.into_iter().next();
    }
    let word = f.said_by.as_deref()?.split(|c: char| !c.is_alphanumeric()).next().filter(|w| w.len() > 4)?.to_lowercase();
    let mut found = links.filter(|l| l.host.contains(&word));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The point taken, then the others, each with its distance from the first.
fn spots(register: &Register, visit: &Visit, r: &Record) -> Vec<Spot> {
    let Some(main) = r.point() else { return Vec::new() };
    let basis = r.place.basis.as_deref().map(|b| {
        let key = format!("facts-basis-{}", b.replace('_', "-"));
        if register.ui.has_text(visit.lang, &key) { register.ui.text(visit.lang, &key, &[]) } else { b.to_owned() }
    });
    let first = Spot {
        letter: letter(0),
        x: main.x,
        y: main.y,
        main: true,
        basis,
        error_km: r.place.error_km,
        distance_m: None,
        source: r.place.source.as_deref().map(Link::of),
    };
    let other = |(i, a): (usize, &crate::model::Alternative)| {
        let p = Point { x: a.at[0], y: a.at[1] };
        let source = (!a.source.is_empty()).then(|| Link::of(&a.source));
        Spot {
            letter: letter(i + 1),
            x: p.x,
            y: p.y,
            main: false,
            basis: None,
            error_km: None,
            distance_m: Some(kaan_geo::distance_m(main, p)),
            source,
        }
    };
    std::iter::once(first).chain(r.place.alternatives.iter().enumerate().map(other)).collect()
}

/// Only of a point of the thing itself: the district of a town that stands for it says nothing.
fn by_outline(register: &Register, r: &Record) -> Option<ByOutline> {
    let districts = register.districts.as_ref()?;
    if r.place.precision == Precision::StandIn {
        return None;
    }
    let found = districts.of(r.point()?)?;
    let differs = r.province.as_ref().is_some_and(|p| *p != found.province_code);
    Some(ByOutline { name: found.name, province: found.province, differs, credit: districts.credit().map(|c| c.text) })
}

fn alike(register: &Register, r: &Record, other: &Record) -> Alike {
    let distance_m = r.point().zip(other.point()).map(|(a, b)| kaan_geo::distance_m(a, b));
    Alike { path: register.kind.path(&other.id), id: other.id.clone(), name: title(other), distance_m }
}
