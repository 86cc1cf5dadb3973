//! Open interfaces: OGC features, bulk data, search, ledger pages.
