//! Projects of two countries, their facts with source and date.
