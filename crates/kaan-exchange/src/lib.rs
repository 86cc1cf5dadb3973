//! Reads and writes the files that offices send each other; bounded, no storage.
