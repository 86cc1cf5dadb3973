//! Merkle log, checkpoints, proofs, verifier; knows no word of mining.
