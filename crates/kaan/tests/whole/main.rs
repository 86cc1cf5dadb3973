//! Tests of the whole program: the real binary and the same server in process, on both engines.
//!
//! One test binary for all of them, because each would link the whole program again. It never sleeps to
//! wait for something that can be asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod export;
mod golden;
mod journeys;
mod kill;
mod net;
mod rights;
mod store;
mod tlog;

#[allow(dead_code)] // The house rules use the rest.
#[path = "../house/source.rs"]
mod source;
