//! Folders of templates under a name.
//!
//! Each capability declares one; [`crate::Ui::new`] parses them all. It never renders.

/// The templates of one crate, named `<name>/<file>` for `extends` and `include`.
#[derive(Debug, Clone, Copy)]
pub struct TemplateSet {
    pub(crate) name: &'static str,
    pub(crate) list: fn() -> Vec<(String, String)>,
}

impl TemplateSet {
    /// Made by [`crate::template_set!`] alone.
    #[doc(hidden)]
    pub const fn new(name: &'static str, list: fn() -> Vec<(String, String)>) -> Self {
        TemplateSet { name, list }
    }
}

/// A folder that derives `rust_embed::Embed`, as a [`TemplateSet`] under a name.
#[macro_export]
macro_rules! template_set {
    ($name:expr, $folder:ty) => {
        $crate::TemplateSet::new($name, || {
            <$folder>::iter()
                .filter_map(|path| {
                    let file = <$folder>::get(&path)?;
                    Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
                })
                .collect()
        })
    };
}
