//! Parcels, exact verdicts, areas, coordinate systems: pure, no I/O.
