//! What the tests of the register share: its migrations, the demonstration's files, an import in one line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code, missing_docs)]

use kaan_base::Instant;
use kaan_cadastre::{Answers, Collection, Import, Mapping, NotImported, Register, Report, import};
use kaan_db::{Db, Migration};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../../migrations/0001_ledger.sql") },
    Migration { name: "0002_search", text: include_str!("../../../../migrations/0002_search.sql") },
    Migration { name: "0003_cadastre", text: include_str!("../../../../migrations/0003_cadastre.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../../migrations/0006_ledger_clustered.sql") },
    Migration { name: "0007_search_clustered", text: include_str!("../../../../migrations/0007_search_clustered.sql") },
];

/// The folder of the real register that ships with the demonstration.
pub fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/nt-2013")
}

pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub fn register() -> Register {
    Register::read(&read(&demo().join("register.toml"))).unwrap()
}

/// An import of a file into a register, with a mapping of the same folder or of none.
pub fn wanted(collection: Collection, file: &Path, register: Register, mapping: Option<&str>) -> Import {
    let folder = file.parent().unwrap().to_owned();
    Import {
        collection,
        file: file.to_owned(),
        register,
        mapping: mapping.map(|text| (text.to_owned(), folder)),
        answers: Answers::default(),
        dry_run: false,
        rejects: None,
        now: Instant(1_795_600_000_000_000),
        // Two acts of one moment never have the same chance.
        chance: NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes(),
        tell: Arc::new(|_| {}),
        stop: Arc::new(|| false),
    }
}

/// One of the three files of the demonstration.
pub fn nt(collection: Collection) -> Import {
    let (file, mapping) = match collection {
        Collection::Titles => ("nt-granted-2013.shp.zip", "titles.toml"),
        Collection::Applications => ("nt-applications-2013.geojson", "applications.toml"),
        Collection::ReservedAreas => ("nt-reserves-2013.geojson", "reserved-areas.toml"),
    };
    wanted(collection, &demo().join(file), register(), Some(&read(&demo().join(mapping))))
}

pub async fn bring(db: &Db, what: Import) -> Report {
    import(db, what).await.unwrap_or_else(|e| panic!("{e}"))
}

/// A file of GeoJSON titles in a folder that goes away.
pub struct Made {
    folder: kaan_db::testing::Folder,
}

impl Made {
    pub fn new() -> Self {
        Made { folder: kaan_db::testing::Folder::new() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// A title as a GeoJSON feature: a square of so many hundredths of a degree from a corner near 62 E 29 N.
pub fn square(number: &str, status: &str, holder: &str, x: f64, y: f64, side: f64) -> String {
    let (w, s) = (62.0 + x / 100.0, 29.0 + y / 100.0);
    let (e, n) = (w + side / 100.0, s + side / 100.0);
    let (w, s, e, n) = (format!("{w:.8}"), format!("{s:.8}"), format!("{e:.8}"), format!("{n:.8}"));
    format!(
        r#"{{"type":"Feature","properties":{{"number":"{number}","type":"EL","status":"{status}","holder":"{holder}"}},"geometry":{{"type":"Polygon","coordinates":[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]}}}}"#
    )
}

pub fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

pub const PLAIN: &str = "number = \"number\"\ntype = \"type\"\nstatus = \"status\"\nholder = \"holder\"\n";

/// Titles as features, brought in with the plain mapping.
pub fn titles(made: &Made, name: &str, features: &[String]) -> Import {
    let file = made.write(name, collection(features));
    wanted(Collection::Titles, &file, Register::bare("TEST"), Some(PLAIN))
}

/// The mapping that the plain titles have.
pub fn plain() -> Mapping {
    Mapping::read(PLAIN).unwrap()
}

pub fn refusal(end: Result<Report, NotImported>) -> Vec<&'static str> {
    end.expect_err("it is refused").problems().iter().map(|p| p.code).collect()
}
