//! Kills the real program at random moments of an import: the store must open, verify, and hold all or nothing
//! of the file, and everything that was acknowledged.
//!
//! The moments come from a fixed series, so a failure can be run again. It never kills anything but its own child.

use crate::common::{Database, Home, postgres, titles, words};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Times that each engine's import is killed.
const KILLS: u64 = 8;

/// A series of numbers that looks like chance and is the same every time.
fn moment(n: u64, longest: Duration) -> Duration {
    let mut x = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 32;
    longest.mul_f64((x % 1000) as f64 / 1000.0)
}

fn entries(home: &Home, export: &str) -> (u64, String) {
    let dir = home.at(export);
    home.good(&["export", dir.to_str().unwrap()]);
    let said = home.good(&["verify", dir.to_str().unwrap()]);
    assert!(said.contains("the register is what the ledger says"), "{said}");
    let note = std::fs::read_to_string(dir.join("ledger/log/checkpoint")).unwrap();
    (note.lines().nth(1).unwrap().parse().unwrap(), note.lines().nth(2).unwrap().to_owned())
}

fn killed_at_any_moment(home: &Home) {
    let list = titles();
    let import = words(&list);
    // Something acknowledged before, which must never be lost.
    let before = {
        let at = |name: &str| crate::common::root().join("demo/nt-2013").join(name).display().to_string();
        home.good(&[
            "import",
            "reserved-areas",
            &at("nt-reserves-2013.geojson"),
            "--authority",
            "NT-2013",
            "--map",
            &at("reserved-areas.toml"),
            "--register",
            &at("register.toml"),
        ]);
        entries(home, "before").0
    };
    assert!(before > 160);
    let longest = whole_import_takes();
    let mut landed = 0;
    for n in 0..KILLS {
        let mut child = home.command(&import).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment(n, longest));
        child.kill().unwrap();
        let _ = child.wait();
        let (size, _) = entries(home, &format!("after-{n}"));
        assert!(size == before || size > before + 1_900, "kill {n} left a part of the file: {size} entries after {before}");
        if size > before {
            landed += 1;
        }
    }
    let said = home.good(&import);
    let (whole, root) = entries(home, "whole");
    assert!(whole > before + 1_900, "{said}");
    let again = home.good(&import);
    assert!(again.contains("nothing to do"), "{again}");
    assert_eq!(entries(home, "again"), (whole, root), "the same file a second time changes nothing");
    eprintln!("{landed} of {KILLS} kills came after the commit");
}

/// How long the import takes on this machine, undisturbed.
fn whole_import_takes() -> Duration {
    let home = Home::new();
    let list = titles();
    let begun = Instant::now();
    home.good(&words(&list));
    begun.elapsed()
}

#[test]
fn an_import_killed_at_any_moment_leaves_all_or_nothing() {
    killed_at_any_moment(&Home::new());
}

#[test]
fn an_import_killed_at_any_moment_leaves_all_or_nothing_on_postgresql() {
    let Some(database) = postgres() else { return };
    killed_at_any_moment(&Home::on(&Database::url(&database)));
}

#[test]
fn a_killed_server_lost_nothing_that_it_showed() {
    let home = Home::new();
    let list = titles();
    home.good(&words(&list));
    let mut server = home.serve();
    let (status, shown) = server.get("/ledger/log/checkpoint");
    assert_eq!(status, 200);
    let kept = home.at("earlier");
    std::fs::write(&kept, &shown).unwrap();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let server = home.serve();
    home.good(&["verify", &server.url, "--since", kept.to_str().unwrap()]);
    assert!(server.stop().success(), "told to stop, it ends in order");
}
