//! The program `kaan`: reads the command line, opens the store, and does what was asked.
//!
//! Called by `main.rs` and by tests, which assemble the same server in their own process.
//! It never decides anything of the law: acts stand in the capabilities, and each command calls one.

mod accept;
mod capabilities;
mod chance;
mod check;
mod chores;
mod cli;
mod config;
mod demo;
mod export;
mod facts;
mod fetch;
mod fold;
mod import;
mod key;
mod migrations;
mod people;
mod progress;
mod rebuild;
mod reception;
mod secret;
mod serve;
mod steady;
mod store;
mod verify;
mod work;

pub use capabilities::{Capabilities, statements};
pub use cli::{Cli, run};
pub use config::Config;
pub use key::Key;
pub use migrations::MIGRATIONS;
pub use serve::{Server, assemble};
pub use store::open as open_store;
