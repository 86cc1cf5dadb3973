//! The face that every page of Kaan has: shell, components, languages, problems, the SVG map, and
//! the ports through which capabilities are read.
//!
//! Called by every capability and by the binary. It never knows a capability, never touches the
//! store, and reads neither clock nor chance: the binary hands both in with [`Site`].

mod address;
mod answer;
mod assets;
mod collection;
mod cookies;
mod cross;
mod district;
mod doors;
mod failure;
pub mod form;
mod gate;
mod guard;
mod head;
mod helpers;
mod kept;
mod layers;
mod lead;
mod limits;
mod numbers;
mod patience;
mod plain;
mod problem;
mod routes;
mod shell;
pub mod svg;
mod templates;
mod typed;
mod ui;
mod visit;
mod visitor;
mod words;

pub use address::Peer;
pub use answer::see_other;
pub use collection::{Cell, Collection, Column, ColumnKind, Credit, Feature, FeaturePage, FeatureQuery, Geometry, Hit};
pub use cookies::cookie_of;
pub use district::{District, Districts};
pub use doors::{Door, Doors};
pub use failure::{Failure, fault};
pub use gate::{Gate, Shown, Signed};
pub use head::{DataLink, Head};
pub use layers::RequestNumber;
pub use limits::Class;
pub use routes::own_path;
pub use templates::TemplateSet;
pub use ui::{Site, Ui, UiError};
pub use visit::Visit;
pub use visitor::{PUBLIC, Visitor};
