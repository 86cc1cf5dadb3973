//! The store as a whole: every statement prepares on both engines, replicas see one another, backups come back.

use crate::common::{Home, get, postgres, titles, words};
use std::time::Duration;

#[test]
fn every_statement_prepares_on_both_engines() {
    kaan_db::testing::on_both(kaan::MIGRATIONS, |db| async move {
        db.prepare_all(&kaan::statements()).await.unwrap();
    });
}

#[test]
fn two_replicas_see_each_others_import() {
    let Some(database) = postgres() else { return };
    let (one, two) = (Home::on(&database.url()), Home::on(&database.url()));
    let first = one.serve();
    let refused = two.bad(&["serve"]);
    assert!(refused.contains("its key is not at"), "a second key would be a second ledger: {refused}");
    std::fs::copy(one.data().join("ledger.key"), two.data().join("ledger.key")).unwrap();
    let second = two.serve();
    let import = titles();
    assert!(first.get("/ogc/collections/titles/items?limit=1&f=json").1.contains("\"numberMatched\":0"));
    two.good(&words(&import));
    for server in [&first, &second] {
        let mut tries = 0;
        while !server.get("/ogc/collections/titles/items?limit=1&f=json").1.contains("\"numberMatched\":1993") {
            tries += 1;
            assert!(tries < 200, "the import is not seen");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    let roots = [&first, &second].map(|s| s.get("/ledger/log/checkpoint").1);
    assert_eq!(roots[0], roots[1]);
    one.good(&["verify", &second.url]);
}

#[test]
fn a_backup_of_a_running_store_comes_back() {
    let home = Home::new();
    let import = titles();
    home.good(&words(&import));
    let server = home.serve();
    let copy = home.at("copy.db");
    home.good(&["backup", copy.to_str().unwrap()]);
    let before = server.get("/ledger/log/checkpoint").1;
    assert!(home.bad(&["restore", copy.to_str().unwrap(), "--force"]).contains("stop the server"));
    drop(server);
    assert!(home.bad(&["restore", copy.to_str().unwrap()]).contains("--force"));
    home.good(&["restore", copy.to_str().unwrap(), "--force"]);
    let server = home.serve();
    assert_eq!(server.get("/ledger/log/checkpoint").1, before);
    home.good(&["verify", &server.url]);
}

#[test]
fn a_taken_address_says_what_to_do() {
    let home = Home::new();
    let server = home.serve();
    let address = server.url.trim_start_matches("http://").to_owned();
    let said = home.bad(&["serve", "--listen", &address]);
    assert!(said.contains("KAAN_LISTEN="), "{said}");
}

#[test]
fn the_demonstration_comes_once_and_a_second_start_keeps_the_data() {
    let home = Home::new();
    home.good(&["demo"]);
    let read = || {
        crate::common::block(async {
            let (_db, server) = home.assemble().await;
            get(&server, "/ledger/log/checkpoint").await.text().to_owned()
        })
    };
    let first = read();
    home.good(&["demo"]);
    assert_eq!(read(), first, "loading it again changes nothing");
}
