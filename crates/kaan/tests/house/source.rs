//! Reads the workspace's files for the house rules. It never changes one.

use std::path::{Path, PathBuf};

/// One Rust file.
pub struct Source {
    /// The crate's folder name.
    pub krate: String,
    /// Path from the root of the repository.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A file as text.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// All Rust files of the workspace.
pub fn sources() -> Vec<Source> {
    files_ending("", ".rs")
        .into_iter()
        .filter(|(p, _)| p.starts_with("crates/") || p.starts_with("xtask/"))
        .map(|(path, text)| Source { krate: path.trim_start_matches("crates/").split('/').next().unwrap().to_owned(), path, text })
        .collect()
}

/// Text files under a folder whose names end so; build products left out.
pub fn files_ending(under: &str, ending: &str) -> Vec<(String, String)> {
    let (root, mut out) = (root(), Vec::new());
    walk(&root.join(under), &mut |path| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if name.ends_with(ending)
            && let Ok(text) = std::fs::read_to_string(path)
        {
            out.push((name, text));
        }
    });
    out.sort();
    out
}

fn walk(folder: &Path, each: &mut dyn FnMut(&Path)) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.map(|e| e.unwrap()) {
        let name = entry.file_name();
        // `data` at the root is somebody's data folder; deeper it is a room like any other.
        let built = [".git", "target", "node_modules"].iter().any(|skip| name == *skip) || entry.path().ends_with("static/islands");
        if built || entry.path() == root().join("data") {
            continue;
        }
        if entry.file_type().unwrap().is_dir() { walk(&entry.path(), each) } else { each(&entry.path()) }
    }
}

/// The workspace crates that a crate depends on, without those for its tests.
pub fn manifest_dependencies(krate: &str) -> Vec<String> {
    let text = read(&format!("crates/{krate}/Cargo.toml"));
    let start = text.find("[dependencies]").unwrap_or(0);
    let end = text[start..].find("[dev-dependencies]").map_or(text.len(), |n| start + n);
    text[start..end].lines().filter(|l| l.starts_with("kaan-")).map(|l| l.split(['.', ' ']).next().unwrap().to_owned()).collect()
}

impl Source {
    /// True for code that ships: not a test, bench or example.
    pub fn ships(&self) -> bool {
        self.path.contains("/src/") && !self.path.ends_with("/tests.rs") && !self.path.contains("/src/tests/")
    }

    /// The file's name alone.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// The text before the test module.
    fn without_tests(&self) -> &str {
        self.text.find("#[cfg(test)]\nmod").map_or(&self.text, |at| &self.text[..at])
    }

    /// Lines of code and comment outside the test module.
    pub fn lines_without_tests(&self) -> usize {
        self.without_tests().lines().count()
    }

    /// `path:line: text` of every line outside the tests for which the question is answered yes.
    pub fn lines_matching(&self, question: impl Fn(&str) -> bool) -> Vec<String> {
        self.without_tests()
            .lines()
            .enumerate()
            .filter(|(_, l)| question(l))
            .map(|(n, l)| format!("{}:{}: {}", self.path, n + 1, l.trim()))
            .collect()
    }

    /// Functions longer than `most` lines, by indentation of their closing brace.
    pub fn long_functions(&self, most: usize) -> Vec<(String, usize)> {
        let lines: Vec<&str> = self.without_tests().lines().collect();
        let mut out = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let trimmed = line.trim_start();
            let head = trimmed.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ").trim_start_matches("pub ");
            let head = head.trim_start_matches("const ").trim_start_matches("async ");
            let Some(name) = head.strip_prefix("fn ") else { continue };
            if line.ends_with('}') {
                continue; // It ends on its first line.
            }
            let close = format!("{}}}", &line[..line.len() - trimmed.len()]);
            if let Some(length) = lines[n..].iter().position(|l| *l == close)
                && length + 1 > most
            {
                out.push((name.split(['(', '<']).next().unwrap().to_owned(), length + 1));
            }
        }
        out
    }
}
