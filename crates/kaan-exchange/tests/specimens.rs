//! Reads a folder of awkward specimens beside the repository, when `KAAN_SPECIMENS` names one, and holds
//! them against its `expected.jsonl`. Without the variable it passes and does nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use kaan_exchange::*;
use std::path::Path;

#[test]
fn look() {
    let Ok(folder) = std::env::var("KAAN_SPECIMENS") else { return };
    let list = std::fs::read_to_string(Path::new(&folder).join("expected.jsonl")).unwrap();
    for line in list.lines() {
        let expected: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = expected["file"].as_str().unwrap();
        let opened = open(&Path::new(&folder).join(file), &Options::default());
        match opened {
            Err(r) => println!("{file}: REFUSED {r}"),
            Ok(mut reader) => {
                let features: Vec<_> = reader.by_ref().collect();
                let notes: Vec<_> = reader.notes().iter().map(|n| n.code.code()).collect();
                println!("{file}: {:?} {:?} q={:?} notes={notes:?} layout={:?} enc={:?} columns={:?}", reader.source().format, reader.source().crs, reader.source().questions, reader.source().layout, reader.source().encoding, reader.columns().iter().map(|c| &*c.name).collect::<Vec<_>>());
                println!("   expected {} {}", expected["outcome"], expected["problems"]);
                for f in features {
                    match f {
                        Ok(f) => println!("   {} {:?} {:?} {}", f.row, f.id, f.values, f.geometry.as_handed_in().chars().take(120).collect::<String>()),
                        Err(e) => println!("   FAULT {e}"),
                    }
                }
            }
        }
    }
}
