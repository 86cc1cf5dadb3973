//! The face that every page of Kaan has: shell, components, languages, problems, the SVG map, and
//! the ports through which capabilities are read.
//!
//! Called by every capability and by the binary. It never knows a capability, never touches the
//! store, and reads neither clock nor chance: the binary hands both in with [`Site`].

mod answer;
mod assets;
mod collection;
mod district;
mod failure;
pub mod form;
mod head;
mod helpers;
mod kept;
mod layers;
mod numbers;
mod problem;
mod routes;
mod shell;
pub mod svg;
mod templates;
mod ui;
mod visit;
mod words;

pub use collection::{Cell, Collection, Column, ColumnKind, Credit, Feature, FeaturePage, FeatureQuery, Geometry, Hit};
pub use district::{District, Districts};
pub use failure::Failure;
pub use head::{DataLink, Head};
pub use layers::RequestNumber;
pub use templates::TemplateSet;
pub use ui::{Site, Ui, UiError};
pub use visit::Visit;
