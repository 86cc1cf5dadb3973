//! The house rules as tests: each names the rule it keeps and why (ARCHITECTURE.md, "Rules").
//!
//! Reads the sources of the workspace as text. It never runs the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "house/source.rs"]
mod source;

use source::{Source, manifest_dependencies, read, root, sources};
use std::collections::BTreeSet;

const CAPABILITIES: [&str; 7] = ["cadastre", "geodata", "projects", "parties", "account", "office", "open"];
const PURE: [&str; 2] = ["kaan-base", "kaan-geo"];
const FOUNDATIONS: [&str; 10] = [
    "kaan-base",
    "kaan-geo",
    "kaan-db",
    "kaan-ledger",
    "kaan-search",
    "kaan-exchange",
    "kaan-web",
    "kaan-facts",
    "kaan-access",
    "kaan-notices",
];

/// Fails with the rule, its reason and every place where it is broken.
fn keep(rule: &str, why: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "\nHouse rule: {rule}\nWhy: {why}\n{}\n", broken.join("\n"));
}

fn shipping() -> Vec<Source> {
    sources().into_iter().filter(|s| s.ships()).collect()
}

#[test]
fn no_capability_imports_a_capability() {
    let mut broken = Vec::new();
    for one in CAPABILITIES {
        for dependency in manifest_dependencies(&format!("kaan-{one}")) {
            if CAPABILITIES.iter().any(|c| dependency == format!("kaan-{c}")) {
                broken.push(format!("kaan-{one} depends on {dependency}"));
            }
        }
    }
    keep("no capability imports a capability", "they read each other through published views; the binary joins them", broken);
}

#[test]
fn no_foundation_knows_a_capability() {
    let mut broken = Vec::new();
    for one in FOUNDATIONS {
        for dependency in manifest_dependencies(one) {
            if CAPABILITIES.iter().any(|c| dependency == format!("kaan-{c}")) {
                broken.push(format!("{one} depends on {dependency}"));
            }
        }
    }
    keep("no foundation names a capability", "foundations must serve the next capability too", broken);
}

#[test]
fn the_ledger_knows_no_word_of_mining() {
    let words = ["mineral", "mining", "licence", "cadastre", "parcel", "holder"];
    let broken = shipping()
        .iter()
        .filter(|s| s.krate == "kaan-ledger")
        .flat_map(|s| s.lines_matching(|l| words.iter().any(|w| l.to_lowercase().contains(w)) && !l.trim_start().starts_with("//")))
        .collect();
    keep("kaan-ledger logs bytes and proves them", "a land registry should be able to use it tomorrow", broken);
}

#[test]
fn pure_code_does_no_io() {
    let signs = ["std::fs", "std::net", "std::env", "async fn", "SystemTime", "Instant::now", "tokio::", "thread::spawn"];
    let broken = shipping()
        .iter()
        .filter(|s| PURE.contains(&s.krate.as_str()) || s.file_name() == "model.rs")
        .flat_map(|s| s.lines_matching(|l| signs.iter().any(|w| l.contains(w)) && !l.trim_start().starts_with("//")))
        .collect();
    keep("pure code does no I/O", "what judges must give the same answer to an auditor next year", broken);
}

#[test]
fn models_import_no_store_and_no_page() {
    let signs = ["crate::store", "crate::pages", "crate::api", "kaan_db", "kaan_web"];
    let broken = shipping()
        .iter()
        .filter(|s| s.file_name() == "model.rs")
        .flat_map(|s| s.lines_matching(|l| signs.iter().any(|w| l.contains(w))))
        .collect();
    keep("model.rs is pure", "states and rules are read without a database in mind", broken);
}

#[test]
fn sql_stands_in_stores_and_migrations_only() {
    let starts = ["select ", "insert into ", "update ", "delete from ", "create table "];
    let allowed = |s: &Source| {
        s.path.contains("/store")
            || ["kaan-db", "xtask"].contains(&s.krate.as_str())
            || s.path.contains("/gpkg")
            || s.path.contains("geopackage")
    };
    let broken = shipping()
        .iter()
        .filter(|s| !allowed(s))
        .flat_map(|s| {
            s.lines_matching(|l| {
                let l = l.trim_start();
                !l.starts_with("//")
                    && l.find('"').is_some_and(|at| {
                        starts.iter().any(|w| l[at + 1..].trim_start().to_lowercase().starts_with(w))
                            && l.contains(" from ") | l.contains("into ") | l.contains(" set ")
                    })
            })
        })
        .collect();
    keep("SQL stands in store.rs, kaan-db and migrations", "an auditor finds every statement in one known place", broken);
}

#[test]
fn tables_are_written_by_their_owner_only() {
    let mut broken = Vec::new();
    for s in shipping().iter().filter(|s| CAPABILITIES.iter().any(|c| s.krate == format!("kaan-{c}"))) {
        let own = s.krate.trim_start_matches("kaan-").to_owned();
        for other in CAPABILITIES.iter().filter(|c| **c != own) {
            let (table, view) = (format!(" {other}_"), format!(" {other}_public_"));
            broken.extend(s.lines_matching(|l| {
                !l.trim_start().starts_with("//")
                    && [" from", " join", " into", " update"]
                        .iter()
                        .any(|w| l.contains(&format!("{w}{table}")) && !l.contains(&format!("{w}{view}")))
            }));
        }
    }
    keep("a capability touches its own tables and others' public views", "otherwise nobody knows who may change a column", broken);
}

#[test]
fn only_the_binary_reads_clock_environment_and_chance() {
    let signs = ["SystemTime::now", "std::env::var", "env::var(", "getrandom::", "Timestamp::now"];
    let broken = shipping()
        .iter()
        .filter(|s| s.krate != "kaan" && s.krate != "xtask" && !s.path.contains("testing"))
        .flat_map(|s| s.lines_matching(|l| signs.iter().any(|w| l.contains(w)) && !l.trim_start().starts_with("//")))
        .collect();
    keep(
        "only crate kaan reads the clock, the environment and chance",
        "everything else can be run again with the same answer",
        broken,
    );
}

#[test]
fn every_route_is_a_door_with_its_act() {
    let broken = shipping()
        .iter()
        .filter(|s| s.krate != "kaan-web" && s.krate != "xtask")
        .flat_map(|s| {
            s.lines_matching(|l| (l.contains(".route(") || l.contains("Router::new(")) && !l.trim_start().starts_with("//"))
        })
        .collect();
    keep(
        "routes are added with kaan_web::Doors, each with the act it needs",
        "a route that nobody asks a right at is open to everybody",
        broken,
    );
}

#[test]
fn every_form_that_posts_carries_its_token() {
    let mut broken = Vec::new();
    for (path, text) in source::files_ending("crates", ".html").iter().filter(|(p, _)| p.contains("/templates/")) {
        for form in text.split("<form").skip(1).map(|f| f.split("</form>").next().unwrap_or_default()) {
            let posts = form.split('>').next().unwrap_or_default().contains("method=\"post\"");
            if posts && !form.contains("form_token()") && !form.contains("form_token }}") {
                broken.push(format!("{path}: {}", form.lines().next().unwrap_or_default().trim()));
            }
        }
    }
    keep("a form that posts carries {{ form_token() }}", "an old browser does not say from which site a form comes", broken);
}

#[test]
fn the_source_names_no_province() {
    let names = ["Balochistan", "Khyber Pakhtunkhwa", "Punjab", "Sindh", "Gilgit"];
    let broken = shipping()
        .iter()
        .filter(|s| s.krate != "xtask")
        .flat_map(|s| s.lines_matching(|l| names.iter().any(|w| l.contains(w)) && !l.trim_start().starts_with("//")))
        .collect();
    keep("Rust names no province", "what a gazette can change is data", broken);
}

#[test]
fn every_file_says_what_it_is_and_what_it_never_does() {
    let mut broken = Vec::new();
    for s in shipping() {
        let header: String = s.text.lines().take_while(|l| l.starts_with("//!")).collect::<Vec<_>>().join(" ").to_lowercase();
        if header.is_empty() {
            broken.push(format!("{}: no header", s.path));
        } else if !["never", "nothing else", "does not", "no "].iter().any(|w| header.contains(w)) {
            broken.push(format!("{}: the header does not say what the file never does", s.path));
        }
    }
    keep(
        "every file opens by saying what it is and what it never does",
        "a stranger must know in ten seconds whether to read on",
        broken,
    );
}

#[test]
fn files_and_functions_stay_small() {
    let exceptions: BTreeSet<String> = read("crates/kaan/tests/house/exceptions.txt").lines().map(str::to_owned).collect();
    let mut broken = Vec::new();
    let mut used = BTreeSet::new();
    for s in shipping() {
        let lines = s.lines_without_tests();
        if lines > 500 {
            broken.push((s.path.clone(), format!("{}: {lines} lines", s.path)));
        }
        broken.extend(
            s.long_functions(60)
                .into_iter()
                .map(|(name, n)| (format!("{}::{name}", s.path), format!("{}: fn {name} has {n} lines", s.path))),
        );
    }
    broken.retain(|(key, _)| !(exceptions.contains(key) && used.insert(key.clone())));
    let stale: Vec<String> =
        exceptions.difference(&used).map(|e| format!("{e} is listed as an exception and is none: strike it out")).collect();
    keep(
        "files to 500 lines, functions to 60",
        "tails, not medians, hurt",
        broken.into_iter().map(|(_, m)| m).chain(stale).collect(),
    );
}

#[test]
fn templates_stay_small_and_hold_no_script_or_style() {
    let mut broken = Vec::new();
    for (path, text) in source::files_ending("crates", ".html") {
        if path.contains("/static/") || path.contains("/tests/") {
            continue;
        }
        if text.lines().count() > 150 {
            broken.push(format!("{path}: {} lines", text.lines().count()));
        }
        if text.contains(" style=") || text.contains("<style") || text.contains(" onclick=") {
            broken.push(format!("{path}: inline style or script"));
        }
    }
    keep("templates to 150 lines, without inline style or script", "the content policy forbids both", broken);
}

#[test]
fn three_languages_have_the_same_files() {
    let list = |lang: &str| -> BTreeSet<String> {
        std::fs::read_dir(root().join("locales").join(lang))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(list("en"), list("zh"));
    assert_eq!(list("en"), list("ur"));
}

#[test]
fn three_languages_have_the_same_keys_once_each() {
    let keys = |text: &str| -> Vec<String> {
        let key = |l: &str| {
            l.split_once(" =")
                .map(|(k, _)| k.to_owned())
                .filter(|k| k.starts_with(|c: char| c.is_ascii_lowercase()) && !k.contains(' '))
        };
        text.lines().filter_map(key).collect()
    };
    let mut broken = Vec::new();
    let mut owner = std::collections::BTreeMap::new();
    for (path, text) in source::files_ending("locales/en", ".ftl") {
        let english = keys(&text);
        for key in &english {
            if let Some(other) = owner.insert(key.clone(), path.clone()) {
                broken.push(format!("{path}: {key} stands in {other} too"));
            }
        }
        let english: BTreeSet<String> = english.into_iter().collect();
        for lang in ["zh", "ur"] {
            let path = path.replace("/en/", &format!("/{lang}/"));
            let there: BTreeSet<String> = keys(&read(&path)).into_iter().collect();
            broken.extend(english.difference(&there).map(|k| format!("{path}: no {k}")));
            broken.extend(there.difference(&english).map(|k| format!("{path}: {k} is not in English")));
        }
    }
    keep("three languages have the same keys", "nobody gets half a page", broken);
}

#[test]
fn every_code_of_a_problem_has_words() {
    let words: BTreeSet<String> = source::files_ending("locales/en", ".ftl")
        .iter()
        .flat_map(|(_, text)| text.lines().filter_map(|l| l.split_once(" =").map(|(key, _)| key.to_owned())).collect::<Vec<_>>())
        .collect();
    let makers = ["Problem::invalid(\"", "Problem::refused(\"", "Problem::fault(\""];
    let mut broken = Vec::new();
    for (path, text) in source::files_ending("crates", ".rs").iter().filter(|(p, _)| p.contains("/src/")) {
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        for rest in makers.iter().flat_map(|m| shipped.split(m).skip(1)) {
            let code = rest.split('"').next().unwrap_or_default();
            if !words.contains(&format!("problem-{code}")) {
                broken.push(format!("{path}: problem-{code}"));
            }
        }
    }
    keep("every code of a problem has words in locales/", "a refusal without words helps nobody", broken);
}

#[test]
fn nothing_in_the_repository_needs_the_shared_folder_or_names_a_machine() {
    let broken = source::files_ending("", "")
        .into_iter()
        .filter(|(p, _)| !p.contains("tests/house") && !p.ends_with(".lock") && !p.ends_with("lock.json"))
        .flat_map(|(path, text)| {
            // `shared` is a room of the islands as well.
            let folder = if path.starts_with("islands/") { concat!("/wo", "rk/") } else { "../shared/" };
            let marks = [folder, "/root/", concat!("/wo", "rk/"), concat!("/ho", "me/")];
            text.lines()
                .enumerate()
                .filter(|(_, l)| marks.iter().any(|m| l.contains(m)))
                .map(|(n, _)| format!("{path}:{}", n + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    keep("no path of a machine", "a clone must work anywhere", broken);
}

#[test]
fn migrations_are_numbered_once_and_without_gaps() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("migrations"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.ends_with(".sql"))
        .collect();
    names.sort();
    for (i, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", i + 1)), "{name} should begin with {:04}_", i + 1);
    }
}

#[test]
fn decisions_are_numbered_and_say_what_would_change_our_mind() {
    let mut broken = Vec::new();
    for (path, text) in source::files_ending("docs/adr", ".md") {
        for part in ["## Context", "## Decision", "## Consequences", "## What would change our mind"] {
            if !text.contains(part) {
                broken.push(format!("{path}: no “{part}”"));
            }
        }
    }
    keep("a decision has its four parts", "the next founder must be able to undo it knowingly", broken);
}
