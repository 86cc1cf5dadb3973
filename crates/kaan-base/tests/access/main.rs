//! The policy of `law/access.toml`, held against what it must never do; its table as a golden file.
//!
//! Run by `cargo test -p kaan-base`. It never ships.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod golden;
mod people;
mod properties;
mod rules;
mod texts;
