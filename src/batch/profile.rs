//! Profiles by name or from a file.

use std::io;
use std::path::{Path, PathBuf};

use crate::style::{Layer, Profile, ProfileError, Setting};

/// Why a profile cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProfileFailure {
    /// There is none of this name, or the file has a fault.
    Invalid(Box<ProfileError>),
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// A built-in profile by its name, or a TOML file, with single keys on top; a path is taken from the
/// folder given.
///
/// # Errors
/// [`ProfileFailure`] when there is none, or the file cannot be read or has a fault.
pub fn load_profile(given: &str, folder: &Path, settings: &[Setting]) -> Result<Profile, ProfileFailure> {
    let path = Path::new(given);
    let is_file = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) || path.components().count() > 1;
    let mut layers = Vec::with_capacity(settings.len() + 1);
    let mut base = given;
    if is_file {
        let path = folder.join(path);
        match std::fs::read_to_string(&path) {
            Ok(text) => layers.push(Layer::File { name: path.display().to_string(), text }),
            Err(error) => return Err(ProfileFailure::Unreadable { path, error }),
        }
        base = "speech";
    }
    layers.extend(settings.iter().cloned().map(Layer::Setting));
    Profile::from_layers(base, &layers).map_err(|error| ProfileFailure::Invalid(Box::new(error)))
}
