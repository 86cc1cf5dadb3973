//! Page shell, components, forms, languages, errors, OGC and JSON helpers.
