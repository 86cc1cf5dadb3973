//! Builds the crate again when files that become part of the program change.
//!
//! Run by cargo. It never makes anything: new files in a folder are not seen by the macro alone.

fn main() {
    for folder in ["static", "templates", "basemap", "../../locales"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
