//! Mineral occurrences, deposits, districts.
