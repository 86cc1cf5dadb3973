//! An export is held against its log, byte for byte; a changed byte is named; a rebuilt register answers the same.

use crate::common::{Home, block, get};
use std::path::{Path, PathBuf};

fn loaded() -> Home {
    let home = Home::new();
    home.good(&["demo"]);
    home
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { out.push(path) }
        }
    }
    out.sort();
    out
}

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_changed_byte_anywhere_in_an_export_is_found_and_named() {
    let home = loaded();
    let dir = home.at("export");
    let of = dir.to_str().unwrap();
    home.good(&["export", of]);
    let said = home.good(&["verify", of]);
    assert!(said.contains("the register is what the ledger says"), "{said}");
    let all = files(&dir);
    let places: Vec<&PathBuf> = all.iter().filter(|p| p.starts_with(dir.join("ledger"))).step_by(all.len().div_ceil(6)).collect();
    let others = ["data/titles.csv", "data/titles.geojsonl", "data/projects.csv", "data/titles.txt", "README.md", "manifest.json"]
        .map(|p| dir.join(p));
    for path in places.into_iter().chain(&others) {
        let right = std::fs::read(path).unwrap();
        let at = right.len() / 2;
        flip(path, at);
        let name = path.strip_prefix(&dir).unwrap().to_str().unwrap();
        let short = name.strip_prefix("ledger/log/").unwrap_or(name);
        let said = home.bad(&["verify", of]);
        assert!(said.contains(short), "{name}, byte {at}:\n{said}");
        std::fs::write(path, right).unwrap();
    }
    home.good(&["verify", of]);
}

#[test]
fn what_is_missing_or_strange_is_named_too() {
    let home = loaded();
    let dir = home.at("export");
    let of = dir.to_str().unwrap();
    home.good(&["export", of]);
    std::fs::write(dir.join("data/extra.csv"), "a\n").unwrap();
    assert!(home.bad(&["verify", of]).contains("data/extra.csv"));
    std::fs::remove_file(dir.join("data/extra.csv")).unwrap();
    let csv = dir.join("data/titles.csv");
    let text = std::fs::read_to_string(&csv).unwrap();
    let cut: String = text.split_inclusive('\n').take(10).collect();
    std::fs::write(&csv, cut).unwrap();
    let said = home.bad(&["verify", of]);
    assert!(said.contains("data/titles.csv, line 11, byte"), "{said}");
    std::fs::remove_file(&csv).unwrap();
    assert!(home.bad(&["verify", of]).contains("data/titles.csv: it is missing"));
}

#[test]
fn a_register_rebuilt_from_an_export_alone_has_the_same_root_and_the_same_answers() {
    let home = loaded();
    let dir = home.at("export");
    let of = dir.to_str().unwrap();
    home.good(&["export", of]);
    let other = Home::new();
    let said = other.good(&["rebuild", of]);
    assert!(said.contains("under the same root"), "{said}");
    let again = other.at("again");
    other.good(&["export", again.to_str().unwrap()]);
    let names = |d: &Path| files(d).iter().map(|p| p.strip_prefix(d).unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&dir), names(&again));
    for name in names(&dir) {
        assert!(std::fs::read(dir.join(&name)).unwrap() == std::fs::read(again.join(&name)).unwrap(), "{} differs", name.display());
    }
    same_answers(&home, &other);
    let refused = other.bad(&crate::common::words(&crate::common::titles()));
    assert!(refused.contains("is a copy of the ledger"), "{refused}");
    let refused = other.bad(&["rebuild", of]);
    assert!(refused.contains("is there already"), "{refused}");
    // The keeper brings the key, and the copy becomes the register again.
    std::fs::copy(home.data().join("ledger.key"), other.data().join("ledger.key")).unwrap();
    other.good(&crate::common::words(&crate::common::titles()));
}

fn same_answers(one: &Home, two: &Home) {
    block(async {
        let ((_a, one), (_b, two)) = (one.assemble().await, two.assemble().await);
        for path in [
            "/data/titles.geojsonl",
            "/data/deposits.csv",
            "/data/projects.csv",
            "/ledger/log/checkpoint",
            "/ledger/log/vkey",
            "/ledger/receipts/7.tlog-proof",
            "/api/v1/search?q=gold",
            "/api/v1/search?q=reko",
            "/en/titles",
            "/ur/titles",
            "/zh/projects",
            "/en/holders",
            "/en/deposits",
        ] {
            let (a, b) = (get(&one, path).await, get(&two, path).await);
            assert_eq!(a.status, b.status, "{path}");
            assert_eq!(a.status.as_u16(), 200, "{path}");
            assert!(a.body == b.body, "{path} differs");
        }
    });
}

#[test]
fn an_export_goes_on_where_an_earlier_one_ended_and_refuses_a_strange_folder() {
    let home = Home::new();
    let dir = home.at("export");
    let of = dir.to_str().unwrap();
    home.good(&["export", of]);
    home.good(&["verify", of]);
    let earlier = home.at("earlier");
    std::fs::copy(dir.join("ledger/log/checkpoint"), &earlier).unwrap();
    home.good(&crate::common::words(&crate::common::titles()));
    home.good(&["export", of]);
    let said = home.good(&["verify", of, "--since", earlier.to_str().unwrap()]);
    assert!(said.contains("are those of the earlier checkpoint"), "{said}");
    let strange = home.at("strange");
    std::fs::create_dir_all(&strange).unwrap();
    std::fs::write(strange.join("letter"), "dear").unwrap();
    assert!(home.bad(&["export", strange.to_str().unwrap()]).contains("no export"));
}

#[test]
fn another_key_is_not_believed() {
    let (home, other) = (Home::new(), Home::new());
    let (dir, strange) = (home.at("export"), other.at("export"));
    home.good(&["export", dir.to_str().unwrap()]);
    other.good(&["export", strange.to_str().unwrap()]);
    let key = strange.join("ledger/log/vkey");
    let said = home.bad(&["verify", dir.to_str().unwrap(), "--key", key.to_str().unwrap()]);
    assert!(said.contains("not the key given"), "{said}");
    home.good(&["verify", dir.to_str().unwrap(), "--key", dir.join("ledger/log/vkey").to_str().unwrap()]);
    // A store never goes on under another key.
    std::fs::copy(other.data().join("ledger.key"), home.data().join("ledger.key")).unwrap();
    assert!(home.bad(&["export", dir.to_str().unwrap()]).contains("was not signed by"));
    std::fs::remove_file(home.data().join("ledger.key")).unwrap();
    assert!(home.bad(&["export", dir.to_str().unwrap()]).contains("its key is not at"));
}
