//! What the shell draws around a page: title, languages, navigation, foot.
//!
//! Made by [`Ui`] for each page, read by `templates/web/shell.html`. It never holds markup.

use crate::head::{DataLink, Head};
use crate::{Ui, Visit, own_path, visit};
use kaan_base::Lang;
use serde::Serialize;
use std::sync::atomic::Ordering;

/// A language in the switch, and the page's address in it.
#[derive(Serialize)]
struct Switch {
    code: &'static str,
    tag: &'static str,
    own_name: &'static str,
    address: String,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Data {
    href: String,
    media_type: &'static str,
    label: String,
}

impl Data {
    fn of(link: DataLink, text: impl Fn(&str) -> String) -> Self {
        Data { href: link.href, media_type: link.media_type, label: text(link.label_key) }
    }
}

/// Who is signed in, for the head of the page.
#[derive(Serialize)]
struct Reader {
    name: String,
    unread: u64,
}

/// What the shell draws around a page.
#[derive(Serialize)]
pub(crate) struct Shell {
    lang: &'static str,
    code: &'static str,
    dir: &'static str,
    title: String,
    full_title: String,
    description: String,
    canonical: String,
    localized: bool,
    languages: [Switch; 3],
    data: Vec<Data>,
    noindex: bool,
    islands: Vec<String>,
    active: &'static str,
    /// What `aria-current` says: the page itself, or one below it.
    current: &'static str,
    /// Whether the page has a search of its own, so that the header needs none.
    has_search: bool,
    demonstration: bool,
    ledger: Option<u64>,
    base: String,
    reader: Option<Reader>,
    /// Where to sign in; none where nobody can, or where the page is that already.
    sign_in: Option<String>,
}

impl Shell {
    /// What the shell draws for this visit.
    pub fn of(ui: &Ui, visit: &Visit, head: Head) -> Shell {
        let lang = visit.lang;
        let (base, assets) = (ui.base(), &ui.0.assets);
        let path = head.canonical.clone().unwrap_or_else(|| visit.path.split('?').next().unwrap_or("/").to_owned());
        let address = |l: Lang| if visit.localized { format!("{base}{}", visit::at(l, &path)) } else { format!("{base}{path}") };
        let here = visit.here();
        let languages = Lang::ALL.map(|l| Switch {
            code: l.code(),
            tag: l.tag(),
            own_name: l.own_name(),
            address: address(l),
            href: format!("/language?to={}&back={}", l.code(), crate::form::encode(&here)),
            current: l == lang,
        });
        Shell {
            lang: lang.tag(),
            code: lang.code(),
            dir: lang.dir(),
            full_title: full_title(&head.title, &ui.text(lang, "site-name", &[])),
            active: if head.active.is_empty() { section(&visit.path) } else { section(head.active) },
            current: if head.active.is_empty() && section(&visit.path) != path.trim_start_matches('/') { "true" } else { "page" },
            title: head.title,
            description: head.description,
            canonical: address(lang),
            localized: visit.localized,
            languages,
            data: head.data.into_iter().map(|d| Data::of(d, |key| ui.text(lang, key, &[]))).collect(),
            noindex: head.noindex,
            islands: head.islands.iter().filter_map(|i| assets.address(&format!("islands/{i}.js"))).collect(),
            has_search: matches!(visit.path.split('?').next(), Some("/" | "" | "/search")),
            demonstration: ui.demonstration(),
            ledger: Some(ui.0.ledger.load(Ordering::Relaxed)).filter(|n| *n > 0),
            base: base.to_owned(),
            reader: reader(visit),
            sign_in: sign_in(ui, visit),
        }
    }
}

fn reader(visit: &Visit) -> Option<Reader> {
    let signed = visit.visitor.as_ref()?.signed.as_ref()?;
    Some(Reader { name: signed.name.clone(), unread: signed.unread })
}

/// The sign-in that leads back to this page.
fn sign_in(ui: &Ui, visit: &Visit) -> Option<String> {
    ui.gate()?;
    let at = visit::at(visit.lang, "/sign-in");
    match visit.path.split('?').next() {
        Some(p) if p.starts_with("/sign-in") => None,
        Some("/" | "") => Some(at),
        _ => Some(crate::form::address(&at, &[("next", own_path(&visit.here()).unwrap_or_default())])),
    }
}

/// The title with the site's name, unless it begins with it.
fn full_title(title: &str, name: &str) -> String {
    match title {
        "" => name.to_owned(),
        t if t.starts_with(name) => t.to_owned(),
        t => format!("{t} · {name}"),
    }
}

/// The entry of the navigation that a path or a name belongs to.
fn section(path: &str) -> &'static str {
    let first = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    match first {
        "map" | "titles" | "applications" | "reserved-areas" | "holders" => "map",
        "projects" | "deposits" | "occurrences" | "districts" => "projects",
        "check" => "check",
        "ledger" => "ledger",
        "data" | "api" | "ogc" => "data",
        "about" | "problems" => "about",
        _ => "",
    }
}
