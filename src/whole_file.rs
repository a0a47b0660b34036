//! Files that are there whole or not at all.
//!
//! A file is written under a temporary name in the folder of its target and then renamed, which
//! replaces the target in one step. A process that is killed in between leaves the temporary
//! file; the next run that writes the same target takes it away ([`clear_strays`]).
//!
//! The temporary name is `.wenyin-HASH-PROCESS-RANDOM.tmp`: HASH tells the target, PROCESS
//! whether the writer may still be at work. It is 47 bytes at most, so that it fits wherever
//! the target's own name does.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How safe an output is when the power fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// As the operating system sees fit: whole or not there after a crash of the program, but
    /// perhaps empty after a power cut.
    #[default]
    Cached,
    /// On the disk, name and all, before it counts as done (`fsync`).
    Synced,
}

const PREFIX: &str = ".wenyin-";
const SUFFIX: &str = ".tmp";

/// Temporary files older than this have no writer any more, whatever their process number says.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Writes a file so that it is there whole or not at all.
///
/// A device or a pipe is written straight: there is nothing to replace.
pub(crate) fn write(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    if is_device(path) {
        return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let mut file = create(path)?;
    file.write_all(bytes)?;
    keep(file, path, durability)
}

/// An empty temporary file beside a target; it goes when it is dropped.
pub(crate) fn create(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let prefix = format!("{}{}-", prefix_of(target), std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(6);
    // Readable as any other new file: the mask of the process applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(target))
}

/// Gives a temporary file its target's name.
pub(crate) fn keep(file: tempfile::NamedTempFile, target: &Path, durability: Durability) -> io::Result<()> {
    if durability == Durability::Synced {
        file.as_file().sync_all()?;
    }
    file.persist(target).map_err(|e| e.error)?;
    // The new name is an entry of the folder, which is a file of its own on Unix.
    #[cfg(unix)]
    if durability == Durability::Synced {
        std::fs::File::open(folder_of(target))?.sync_all()?;
    }
    Ok(())
}

/// Takes away what killed processes left of these targets. What cannot be taken away stays.
pub(crate) fn clear_strays<'a>(targets: impl IntoIterator<Item = &'a Path>) {
    let mut folders: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    for target in targets {
        folders.entry(folder_of(target).to_owned()).or_default().insert(prefix_of(target));
    }
    for (folder, prefixes) in folders {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some((prefix, process)) = name.to_str().and_then(parts) else { continue };
            if prefixes.contains(prefix) && is_forgotten(&entry, process) {
                let _may_stay = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Prefix and process of a temporary name.
fn parts(name: &str) -> Option<(&str, u32)> {
    let (prefix, rest) = name.split_at_checked(PREFIX.len() + 17)?;
    let (process, _) = rest.strip_suffix(SUFFIX)?.split_once('-')?;
    (prefix.starts_with(PREFIX) && prefix.ends_with('-')).then_some(())?;
    Some((prefix, process.parse().ok()?))
}

fn is_forgotten(entry: &std::fs::DirEntry, process: u32) -> bool {
    // Our own number, before anything was written: that of a killed process in a container, where
    // every first process has the same.
    let gone = process == std::process::id() || (cfg!(target_os = "linux") && !runs(process));
    let age = || entry.metadata().and_then(|m| m.modified()).ok().and_then(|m| m.elapsed().ok());
    gone || age().is_some_and(|age| age > FORGOTTEN)
}

/// Whether a process of this number runs on this machine, or where that cannot be told.
fn runs(process: u32) -> bool {
    let all = Path::new("/proc/self");
    !all.exists() || Path::new("/proc").join(process.to_string()).exists()
}

/// FNV-1a of the target's name: the same on every machine, and no name is too long for it.
fn prefix_of(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    let hash = name.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    format!("{PREFIX}{hash:016x}-")
}

/// The folder that a path lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Makes the folder that a path lies in, and those above it.
pub(crate) fn make_folder_of(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder_of(path)).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}

/// Whether something stands at the path that is neither a file nor a folder.
pub(crate) fn is_device(path: &Path) -> bool {
    path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_name_of_255_bytes_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("讲".repeat(85));
        assert_eq!(target.file_name().unwrap().len(), 255);
        write(&target, b"x", Durability::Synced).unwrap();
        assert_eq!(std::fs::read(target).unwrap(), b"x");
        assert_eq!(names(folder.path()).len(), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn strays_of_dead_processes_and_of_these_targets_only_are_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, other) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
        let dead = u32::MAX;
        let alive = std::os::unix::process::parent_id();
        let put = |prefix: &str, process: u32| {
            let name = format!("{prefix}{process}-abcdef.tmp");
            std::fs::write(folder.path().join(&name), b"half").unwrap();
            name
        };
        let stray = put(&prefix_of(&ours), dead);
        let own_number = put(&prefix_of(&ours), std::process::id());
        let mut kept = vec![put(&prefix_of(&ours), alive), put(&prefix_of(&other), dead)];
        for name in [".wenyin-journal.jsonl", ".wenyin-note.tmp"] {
            std::fs::write(folder.path().join(name), b"").unwrap();
            kept.push(name.to_owned());
        }
        kept.sort();
        clear_strays([ours.as_path()]);
        let left = names(folder.path());
        assert!(!left.contains(&stray) && !left.contains(&own_number));
        assert_eq!(left, kept);
    }
}
