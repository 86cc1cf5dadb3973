//! All SQL of the register, and nothing but SQL: named constants and the functions that run them.
//!
//! `read` answers pages and loaders, `write` puts facts into tables (for acts and for the fold alike).
//! It never judges and never speaks HTTP.

mod read;
mod write;

pub use read::{
    GroundRow, OverlapRow, Stands, each_boundary, each_fact, find_fact, imports, known, known_holders, known_registers,
    last_import, list_facts, list_overlaps, list_pairs, load_ground, load_holders, registers, registers_in, version,
};
pub use write::{
    FactRow, clear_record, insert_facts, insert_holders, insert_import, insert_overlaps, lock_register, put_holder, put_register,
};

use crate::model::Collection;

/// The same statement for each of the three tables.
macro_rules! three {
    ($name:ident, $($part:tt)*) => { three!(@ $name, [], $($part)*); };
    (@ $name:ident, [$($before:literal)*], TABLE $($after:literal)*) => {
        pub(super) const $name: [&str; 3] = [
            concat!($($before,)* "cadastre_title", $($after),*),
            concat!($($before,)* "cadastre_application", $($after),*),
            concat!($($before,)* "cadastre_reserved_area", $($after),*),
        ];
    };
    (@ $name:ident, [$($before:literal)*], $next:literal $($rest:tt)*) => { three!(@ $name, [$($before)* $next], $($rest)*); };
}
pub(crate) use three;

/// Where a collection's statement stands in an array made by `three!`.
pub(crate) const fn at(collection: Collection) -> usize {
    match collection {
        Collection::Titles => 0,
        Collection::Applications => 1,
        Collection::ReservedAreas => 2,
    }
}

/// The table of a collection.
pub(crate) const fn table(collection: Collection) -> &'static str {
    ["cadastre_title", "cadastre_application", "cadastre_reserved_area"][at(collection)]
}

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[&str]] =
    &[read::STATEMENTS, &read::FIND, &LIST_ONE, &read::EACH, &read::AFTER, &read::GROUND, write::STATEMENTS, &write::DELETE];
const LIST_ONE: [&str; 1] = ["select number from cadastre_title where number in ($1, $2)"];
