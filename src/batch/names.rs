//! Names of files: as they are shown, and by which they are known as one.

use std::path::{Path, PathBuf};

use crate::whole_file::folder_of;

/// A path in a message or a report: one line, whatever the name has in it.
///
/// Control characters, and those that turn the direction of writing, are
/// escaped: a name must not draw on a terminal or feign another line.
pub fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    let unsafe_in_a_line = |c: char| {
        c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    if !name.contains(unsafe_in_a_line) {
        return name.into_owned();
    }
    let mut out = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if unsafe_in_a_line(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// A path by which two names of one file are known as one, whether it exists or not.
pub(super) fn identity(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (folder_of(path), path.file_name()) {
        (folder, Some(name)) if folder != path => identity(folder).join(name),
        _ => path.to_owned(),
    }
}

/// A relative name as bytes that are the same on every machine.
pub(super) fn portable(below: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (i, part) in below.components().enumerate() {
        if i > 0 {
            bytes.push(b'/');
        }
        bytes.extend_from_slice(part.as_os_str().as_encoded_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(shown(Path::new("在 2025.5.1 “的” 讲话😀.txt")), "在 2025.5.1 “的” 讲话😀.txt");
        assert_eq!(shown(Path::new("a\nb\u{1b}[2Jc\u{202E}txt")), "a\\nb\\u{1b}[2Jc\\u{202e}txt");
    }
}
