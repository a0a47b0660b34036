//! Files, folders and patterns → the texts that they name.

use std::io;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::WalkDir;

use super::target::TEXT_SUFFIX;
use super::{Depth, Failure, Refused, Special};

/// A text that was found.
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path below the folder that was named.
    pub(super) below: PathBuf,
    /// That folder.
    pub(super) home: PathBuf,
}

/// What an input names: texts, and what was to be a text but cannot be read.
#[derive(Default)]
pub(super) struct Search {
    pub(super) texts: Vec<Found>,
    pub(super) refused: Vec<Refused>,
}

/// Looks for the texts of an input.
///
/// A name that exists is that file or folder, whatever signs are in it; only
/// one that does not may be a pattern.
pub(super) fn search(input: &Path, depth: Depth) -> Search {
    let mut search = Search::default();
    match std::fs::metadata(input) {
        Ok(metadata) if metadata.is_dir() => {
            search.folder(input, depth, input, Path::new(""));
            if search.texts.is_empty() && search.refused.is_empty() {
                search.refuse(input, Failure::NoTexts(depth));
            }
        }
        Ok(metadata) => match special(&metadata) {
            None => {
                let below = input.file_name().map(PathBuf::from).unwrap_or_default();
                let home = crate::whole_file::folder_of(input).to_owned();
                search.texts.push(Found { path: input.to_owned(), below, home });
            }
            Some(what) => search.refuse(input, Failure::NotAFile(what)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => match Pattern::of(input) {
            Some(pattern) => search.pattern(input, &pattern, depth),
            None => search.refuse(input, Failure::Missing),
        },
        Err(error) => search.refuse(input, Failure::Read(error)),
    }
    search
}

impl Search {
    fn refuse(&mut self, input: &Path, failure: Failure) {
        self.refused.push(Refused { input: input.to_owned(), failure });
    }

    /// The texts of a folder; `below` is its own path below `home`.
    fn folder(&mut self, folder: &Path, depth: Depth, home: &Path, below: &Path) {
        let levels = match depth {
            Depth::Direct => 1,
            Depth::Recursive => usize::MAX,
        };
        self.walk(folder, levels, |search, path, rel| {
            if is_text(path) && !is_our_output(path) {
                search.text(path, below.join(rel), home);
            }
        });
    }

    fn pattern(&mut self, input: &Path, pattern: &Pattern, depth: Depth) {
        let base = &pattern.base;
        self.walk(base, pattern.levels, |search, path, rel| {
            if !pattern.matcher.is_match(rel) {
                return;
            }
            if path.is_dir() {
                if !pattern.names_extension {
                    search.folder(path, depth, base, rel);
                }
            } else if !is_our_output(path) && (pattern.names_extension || is_text(path)) {
                search.text(path, rel.to_owned(), base);
            }
        });
        if self.texts.is_empty() && self.refused.is_empty() {
            self.refuse(input, Failure::NoMatch);
        }
    }

    /// Everything below a folder by name. A link to a file is that file; one to a folder is not
    /// entered: it may lead out of the folder that was named, or round in a circle.
    fn walk(&mut self, folder: &Path, levels: usize, mut each: impl FnMut(&mut Self, &Path, &Path)) {
        let walk = WalkDir::new(folder).min_depth(1).max_depth(levels).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|e| !is_hidden(e.path())) {
            let path = match &entry {
                Ok(entry) => entry.path(),
                Err(error) => error.path().unwrap_or(folder),
            };
            let rel = path.strip_prefix(folder).unwrap_or(path).to_owned();
            let path = if folder.as_os_str() == "." { rel.clone() } else { path.to_owned() };
            match entry {
                Ok(_) => each(self, &path, &rel),
                Err(error) => self.refuse(&path, Failure::Read(error.into())),
            }
        }
    }

    fn text(&mut self, path: &Path, below: PathBuf, home: &Path) {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) => match special(&metadata) {
                None => self.texts.push(Found { path: path.to_owned(), below, home: home.to_owned() }),
                Some(what) => self.refuse(path, Failure::NotAFile(what)),
            },
            Err(error) => self.refuse(path, Failure::Read(error)),
        }
    }
}

/// What is neither a file nor a folder, and may never end or begin when it is read.
pub(super) fn special(metadata: &std::fs::Metadata) -> Option<Special> {
    if metadata.is_file() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return Some(Special::Pipe);
        }
        if kind.is_socket() {
            return Some(Special::Socket);
        }
    }
    Some(Special::Device)
}

/// A name with `*`, `?`, `[…]`, `{…}` or `**` in it.
struct Pattern {
    /// The folders before the first part that has such a sign.
    base: PathBuf,
    matcher: GlobMatcher,
    levels: usize,
    /// `*.log` means files of that kind; `2025*` texts, and folders with texts.
    names_extension: bool,
}

impl Pattern {
    fn of(input: &Path) -> Option<Self> {
        let parts: Vec<&str> = input.components().map(|c| c.as_os_str().to_str()).collect::<Option<_>>()?;
        let first = parts.iter().position(|part| part.contains(['*', '?', '[', '{']))?;
        let base: PathBuf = parts[..first].iter().collect();
        let pattern = parts[first..].join("/");
        let glob = GlobBuilder::new(&pattern).literal_separator(true).build().ok()?;
        let levels = if pattern.contains("**") { usize::MAX } else { parts.len() - first };
        let extension = Path::new(parts[parts.len() - 1]).extension();
        let names_extension = extension.is_some_and(|e| !e.as_encoded_bytes().iter().any(|b| b"*?".contains(b)));
        let base = if first == 0 { PathBuf::from(".") } else { base };
        Some(Self { base, matcher: glob.compile_matcher(), levels, names_extension })
    }
}

pub(super) fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt") || e.eq_ignore_ascii_case("md"))
}

fn is_our_output(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(&format!(".{TEXT_SUFFIX}")))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A folder with texts of these names.
    pub(crate) fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "同志们：").unwrap();
        }
        dir
    }

    fn found(dir: &tempfile::TempDir, input: &str) -> Vec<String> {
        let search = search(&dir.path().join(input), Depth::Direct);
        assert!(search.refused.is_empty() != search.texts.is_empty(), "{input}");
        search.texts.iter().map(|t| t.below.to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn a_pattern_is_expanded_below_its_first_folders() {
        let dir = folder(&[
            "稿/一.txt",
            "稿/二.md",
            "稿/三.log",
            "稿/2024/a.txt",
            "稿/2025/a.txt",
            "稿/一.wenyin.txt",
            "稿/一.pdf",
        ]);
        assert_eq!(found(&dir, "稿/*.txt"), ["一.txt"]);
        assert_eq!(found(&dir, "稿/*.{log,md}"), ["三.log", "二.md"]);
        assert_eq!(found(&dir, "稿/202?/*.txt"), ["2024/a.txt", "2025/a.txt"]);
        assert_eq!(found(&dir, "稿/202[5-9]"), ["2025/a.txt"]);
        assert_eq!(found(&dir, "稿/**/a.*"), ["2024/a.txt", "2025/a.txt"]);
        assert_eq!(found(&dir, "稿/*"), ["2024/a.txt", "2025/a.txt", "一.txt", "二.md"]);
        assert!(found(&dir, "稿/*.doc").is_empty() && found(&dir, "稿/[").is_empty());
    }

    #[test]
    fn a_name_that_exists_is_no_pattern() {
        let dir = folder(&["[1].txt", "1.txt"]);
        assert_eq!(found(&dir, "[1].txt"), ["[1].txt"]);
        assert_eq!(found(&dir, "[12].txt"), ["1.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_that_file_and_a_folder_is_not_entered_by_a_link() {
        let dir = folder(&["in/a.txt", "other/b.txt"]);
        let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, dir.path().join(at)).unwrap();
        link("..", "in/up");
        link("../other", "in/other");
        link("../other/b.txt", "in/b.txt");
        link("nowhere", "in/nowhere");
        link("self.txt", "in/self.txt");
        link("gone.txt", "in/link.txt");
        let search = search(&dir.path().join("in"), Depth::Recursive);
        let texts: Vec<_> = search.texts.iter().map(|t| t.below.to_str().unwrap()).collect();
        assert_eq!(texts, ["a.txt", "b.txt"]);
        let refused: Vec<_> = search.refused.iter().map(|r| r.input.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(refused, ["link.txt", "self.txt"]);
    }
}
