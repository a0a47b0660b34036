//! Profiles by name or from a file.

use std::io;
use std::path::{Path, PathBuf};

use crate::style::{Profile, ProfileError};

/// Why a profile cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProfileFailure {
    /// There is none of this name, or the file has a fault.
    Invalid(ProfileError),
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// A built-in profile by its name, or a TOML file; a path is taken from the folder given.
///
/// # Errors
/// [`ProfileFailure`] when there is none, or the file cannot be read or has a fault.
pub fn load_profile(given: &str, folder: &Path) -> Result<Profile, ProfileFailure> {
    let path = Path::new(given);
    let is_file = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) || path.components().count() > 1;
    if !is_file {
        return Profile::built_in(given).map_err(ProfileFailure::Invalid);
    }
    let path = folder.join(path);
    match std::fs::read_to_string(&path) {
        Ok(text) => Profile::from_toml(&text).map_err(ProfileFailure::Invalid),
        Err(error) => Err(ProfileFailure::Unreadable { path, error }),
    }
}
