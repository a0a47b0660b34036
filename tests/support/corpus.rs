//! The corpus beside the project, where there is one; nothing otherwise.
#![allow(clippy::expect_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};

/// What a manifest says of a file.
pub(crate) struct Listed {
    pub(crate) path: PathBuf,
    pub(crate) encoding: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// A file of the cases beside the corpus.
pub(crate) fn case(name: &str) -> Option<Vec<u8>> {
    std::fs::read(root().join("cases").join(name)).ok()
}

/// The texts of the corpus, in the order of their paths.
pub(crate) fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(&root().join("corpus/dev"), &mut files);
    files.sort();
    files
}

pub(crate) fn texts() -> impl Iterator<Item = Vec<u8>> {
    files().into_iter().map(|file| std::fs::read(file).expect("a readable file"))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| ["txt", "md", "xml", "html"].iter().any(|known| e == *known)) {
            files.push(path);
        }
    }
}

/// The files that the manifest names, with their encodings.
pub(crate) fn manifest() -> Vec<Listed> {
    let folder = root().join("corpus");
    let Ok(text) = std::fs::read_to_string(folder.join("dev/manifest.csv")) else { return Vec::new() };
    let mut rows = text.lines().map(fields);
    let header = rows.next().expect("a header");
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let (file, encoding) = (column("file"), column("encoding"));
    rows.map(|row| Listed { path: folder.join(&row[file]), encoding: row[encoding].clone() }).collect()
}

/// The fields of a line of CSV.
fn fields(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().expect("one field at least").push(c),
        }
    }
    out
}
