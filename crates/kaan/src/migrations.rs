//! The migrations of the whole house, in one sequence, as part of the program.
//!
//! Called wherever a store is opened. Never edit a migration that has been released: add the next.

use kaan_db::Migration;

/// Names a file of `migrations/` and takes its text into the program.
macro_rules! migrations {
    ($($name:literal),* $(,)?) => { &[$(Migration { name: $name, text: include_str!(concat!("../../../migrations/", $name, ".sql")) }),*] };
}

/// All migrations, oldest first.
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_ledger",
    "0002_search",
    "0003_cadastre",
    "0004_geodata",
    "0005_projects",
    "0006_ledger_clustered",
    "0007_search_clustered",
    "0008_access",
    "0009_access_record",
    "0010_parties",
    "0011_owners",
    "0012_notices",
    "0013_office"
];
