//! A Merkle log kept beside the register: entries, checkpoints, proofs, verifier.
//!
//! An act calls [`record`] inside its own transaction; the sequencer ([`sequence`]) gives entries their
//! index afterwards, extends the tree and signs a checkpoint; pages and interfaces read tiles, receipts
//! and the entries of a subject; [`verify`] checks a whole log from a folder or over any other source.
//! Formats: RFC 6962 hashes; C2SP tlog-tiles, signed-note, tlog-checkpoint and tlog-proof.
//!
//! It knows no word of mining: it sees kinds, subjects and bytes. It never reads a clock, never orders
//! by time, and never holds a secret but the signing key that the binary hands in.

mod checkpoint;
mod commit;
mod entry;
mod folder;
mod hash;
mod note;
mod proof;
mod read;
mod receipt;
mod record;
mod sequence;
pub mod store;
mod tile;
mod tree;
mod verify;

pub use checkpoint::{Checkpoint, open_checkpoint};
pub use commit::{commit, opens};
pub use entry::{Entry, MOST_BYTES, MOST_ENTRIES, Placed, split};
pub use folder::{Folder, export, import};
pub use hash::{EMPTY, Hash, leaf_hash, node_hash};
pub use note::{Signer, Verifier};
pub use proof::{Nodes, consistency, inclusion, verify_consistency, verify_inclusion};
pub use read::{checkpoint, checkpoint_at, consistency_proof, entries, find_by_subject, pending, position, receipt, since, tile};
pub use receipt::Receipt;
pub use record::{Batch, record};
pub use sequence::{Sequence, Sequenced, sequence};
pub use tile::{Path, bundle_entries, unbundle};
pub use tree::Tree;
pub use verify::{LogSource, Report, Wrong, verify, walk};
