//! Every message that a template or a page of any crate names is there in three languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, into);
        } else if path.extension().is_some_and(|e| e == ending) {
            into.push(path);
        }
    }
}

fn keys(lang: &str) -> BTreeSet<String> {
    let mut all = Vec::new();
    files(&root().join("locales").join(lang), "ftl", &mut all);
    let text: String = all.iter().map(|p| std::fs::read_to_string(p).unwrap() + "\n").collect();
    text.lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|l| l.split_once('='))
        .map(|(k, _)| k.trim().to_owned())
        .collect()
}

/// What stands whole in quotes after each of these beginnings.
fn named(text: &str, beginnings: &[&str]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for beginning in beginnings {
        for rest in text.split(beginning).skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            let after = &rest[key.len()..];
            let whole = after.starts_with("\")") || after.starts_with("\",");
            if whole && !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                out.insert(key.to_owned());
            }
        }
    }
    out
}

#[test]
fn every_message_named_in_a_template_or_a_page_is_there() {
    let crates = root().join("crates");
    let (mut templates, mut sources) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(&crates).unwrap().flatten() {
        files(&entry.path().join("templates"), "html", &mut templates);
        files(&entry.path().join("src"), "rs", &mut sources);
    }
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for path in &templates {
        let text = std::fs::read_to_string(path).unwrap();
        wanted.extend(named(&text, &["{{ t(\"", " t(\"", "plain(\""]).into_iter().map(|k| (k, path.display().to_string())));
    }
    for path in &sources {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        wanted.extend(
            named(text, &["text(visit.lang, \"", "text(lang, \"", "label_key: \""])
                .into_iter()
                .map(|k| (k, path.display().to_string())),
        );
    }
    assert!(wanted.len() > 200);
    let mut missing = Vec::new();
    for lang in ["en", "zh", "ur"] {
        let known = keys(lang);
        missing.extend(wanted.iter().filter(|(k, _)| !known.contains(*k)).map(|(k, from)| format!("{lang}: {k} ({from})")));
    }
    assert!(missing.is_empty(), "missing messages:\n{}", missing.join("\n"));
}

#[test]
fn messages_of_the_shell_are_all_used() {
    let crates = root().join("crates/kaan-web");
    let mut all = Vec::new();
    files(&crates.join("templates"), "html", &mut all);
    files(&crates.join("src"), "rs", &mut all);
    let text: String = all.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let own = std::fs::read_to_string(root().join("locales/en/web.ftl")).unwrap();
    // Keys of these families are put together while running.
    let families = ["nav-", "legend-", "problem-"];
    let unused: Vec<&str> = own
        .lines()
        .filter_map(|l| l.split_once(" ="))
        .map(|(k, _)| k)
        .filter(|k| !k.starts_with('#') && !families.iter().any(|f| k.starts_with(f)) && !text.contains(&format!("\"{k}\"")))
        .collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

#[test]
fn the_sheet_knows_no_left_and_no_right() {
    let sheet = std::fs::read_to_string(root().join("crates/kaan-web/static/kaan.css")).unwrap();
    for word in [
        "left",
        "right",
        "margin-top",
        "margin-bottom",
        "padding-top",
        "padding-bottom",
        "float:",
        " width:",
        " height:",
        "border-top",
        "border-bottom",
    ] {
        let found: Vec<&str> = sheet
            .lines()
            .filter(|l| l.contains(word) && !l.trim_start().starts_with("Order") && !l.starts_with("/*"))
            .filter(|l| !l.contains("right to left"))
            .collect();
        assert!(found.is_empty(), "{word}: {found:?}");
    }
    assert!(!sheet.contains("http"), "nothing is fetched from another site");
}
