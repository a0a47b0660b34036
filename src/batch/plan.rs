//! Inputs → outputs, before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::find::{Found, is_text, search};
use super::names::{identity, portable, shown};
use super::{Failure, Shard, Target};
use crate::whole_file::{folder_of, is_device};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Files, folders and patterns (`稿件/2025*/*.txt`).
    pub inputs: Vec<PathBuf>,
    /// What each text is turned into.
    pub targets: Vec<Target>,
    /// How deep folders are searched.
    pub depth: Depth,
    /// Where outputs go.
    pub place: Place,
}

/// How deep a folder is searched for texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// Only the files directly in it.
    #[default]
    Direct,
    /// Everything below it.
    Recursive,
}

/// Where outputs go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// Beside their inputs.
    #[default]
    Beside,
    /// Under this folder, the tree of an input folder mirrored in it.
    Folder(PathBuf),
}

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Bytes that the caller has, standard input for one.
    Bytes(Arc<[u8]>),
}

/// One text and the files that are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Job {
    /// The text.
    pub source: Source,
    /// Target and path of each output.
    pub outputs: Vec<(Target, PathBuf)>,
    /// The folder that was named, or the one of its outputs: where a journal of the batch lies.
    pub home: PathBuf,
    /// The text's path below the folder that was named: the same on every machine.
    pub below: PathBuf,
}

impl Job {
    /// A text of which nothing is made.
    #[cfg(feature = "cli")]
    pub(crate) fn of(source: Source) -> Self {
        Self { source, outputs: Vec::new(), home: PathBuf::new(), below: PathBuf::new() }
    }
}

/// An input that cannot be converted, known before the run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Refused {
    /// The file or folder.
    pub input: PathBuf,
    /// Why.
    pub failure: Failure,
}

/// What will be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// The documents, in the order of the inputs; within a folder by name.
    pub jobs: Vec<Job>,
    /// Inputs that are missing and outputs that cannot be written.
    pub refused: Vec<Refused>,
}

/// Why a plan cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Two inputs would be written to one output.
    #[error("{first} and {second} would both be written to {output}")]
    Collision {
        /// One input.
        first: String,
        /// The other.
        second: String,
        /// The output of both.
        output: String,
    },
    /// An output would replace an input.
    #[error("the output {output} would replace the input {input}")]
    OntoInput {
        /// The input.
        input: String,
        /// The output.
        output: String,
    },
}

impl Plan {
    /// Plans the conversion of files and folders.
    ///
    /// # Errors
    /// [`PlanError`] when two inputs have one output or an output is an input.
    pub fn new(request: &Request) -> Result<Self, PlanError> {
        let mut plan = Self::default();
        let mut seen = BTreeSet::new();
        for input in &request.inputs {
            let found = search(input, request.depth);
            plan.refused.extend(found.refused);
            for text in found.texts {
                if !seen.insert(identity(&text.path)) {
                    continue;
                }
                let outputs = request.targets.iter().map(|&t| (t, text.output(t, &request.place))).collect();
                let home = match &request.place {
                    Place::Beside => text.home,
                    Place::Folder(folder) => folder.clone(),
                };
                plan.jobs.push(Job { source: Source::File(text.path), outputs, home, below: text.below });
            }
        }
        plan.checked()
    }

    /// Plans one conversion to a file of a given name.
    ///
    /// # Errors
    /// [`PlanError::OntoInput`] when the output is the input.
    pub fn single(source: Source, target: Target, output: PathBuf) -> Result<Self, PlanError> {
        let mut plan = Self::default();
        match &source {
            Source::File(path) if !path.is_file() => {
                let failure = search(path, Depth::Direct).refused.pop().map_or(Failure::Missing, |r| r.failure);
                plan.refused.push(Refused { input: path.clone(), failure });
            }
            _ => {
                let (home, below) = (folder_of(&output).to_owned(), output.file_name().unwrap_or_default().into());
                plan.jobs.push(Job { source, outputs: vec![(target, output)], home, below });
            }
        }
        plan.checked()
    }

    /// The part of the plan that is one machine's.
    ///
    /// The whole is checked first: every machine refuses a plan that cannot be right.
    #[must_use]
    pub fn shard(mut self, shard: Shard) -> Self {
        self.jobs.retain(|job| shard.has(&portable(&job.below)));
        self.refused.retain(|refused| shard.has(&portable(&refused.input)));
        self
    }

    /// Whether a path is one of the inputs or outputs.
    pub fn involves(&self, path: &Path) -> bool {
        let place = identity(path);
        let inputs = self.jobs.iter().filter_map(Job::path);
        let outputs = self.jobs.iter().flat_map(|job| &job.outputs).map(|(_, output)| output.as_path());
        inputs.chain(outputs).any(|other| other.file_name() == path.file_name() && identity(other) == place)
    }

    /// Refuses impossible plans, then sets aside the jobs whose outputs cannot be written.
    fn checked(mut self) -> Result<Self, PlanError> {
        let inputs: BTreeMap<PathBuf, String> =
            self.jobs.iter().filter_map(|j| j.path()).map(|p| (identity(p), shown(p))).collect();
        let mut owners: BTreeMap<PathBuf, String> = BTreeMap::new();
        for job in &self.jobs {
            for (_, output) in &job.outputs {
                let place = identity(output);
                if let Some(input) = inputs.get(&place) {
                    return Err(PlanError::OntoInput { input: input.clone(), output: shown(output) });
                }
                if let Some(first) = owners.insert(place, job.name()) {
                    return Err(PlanError::Collision { first, second: job.name(), output: shown(output) });
                }
            }
        }
        let mut folders = BTreeMap::new();
        let mut jobs = Vec::with_capacity(self.jobs.len());
        for job in self.jobs {
            match job.outputs.iter().find_map(|(_, path)| unwritable(path, &mut folders)) {
                Some(failure) => self.refused.push(Refused { input: job.name().into(), failure }),
                None => jobs.push(job),
            }
        }
        self.jobs = jobs;
        Ok(self)
    }
}

impl Job {
    /// The input file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            Source::Bytes(_) => None,
        }
    }

    /// The input's name in messages; `-` for bytes.
    pub fn name(&self) -> String {
        self.path().map_or_else(|| "-".to_owned(), shown)
    }
}

impl Found {
    fn output(&self, target: Target, place: &Place) -> PathBuf {
        let base = match place {
            Place::Beside => self.path.clone(),
            Place::Folder(folder) => folder.join(&self.below),
        };
        let mut name = if is_text(&base) { base.file_stem() } else { base.file_name() }.unwrap_or_default().to_owned();
        name.push(".");
        name.push(target.suffix());
        base.with_file_name(name)
    }
}

/// Bytes in the longest name that usual file systems have (`NAME_MAX`).
const LONGEST_NAME: usize = 255;

/// Why a file cannot be written, by trying in its folder or in the nearest one that exists.
fn unwritable(path: &Path, folders: &mut BTreeMap<PathBuf, Option<io::ErrorKind>>) -> Option<Failure> {
    let failure = |kind: io::ErrorKind| Failure::Target { path: path.to_owned(), error: kind.into() };
    if path.is_dir() {
        return Some(failure(io::ErrorKind::IsADirectory));
    }
    if is_device(path) {
        return None;
    }
    if path.file_name().is_some_and(|n| n.as_encoded_bytes().len() > LONGEST_NAME) {
        return Some(failure(io::ErrorKind::InvalidFilename));
    }
    if path.metadata().is_ok_and(|m| m.permissions().readonly()) {
        return Some(failure(io::ErrorKind::PermissionDenied));
    }
    let folder = folder_of(path);
    let kind = *folders.entry(folder.to_owned()).or_insert_with(|| {
        let mut nearest = folder;
        while std::fs::symlink_metadata(nearest).is_err() && folder_of(nearest) != nearest {
            nearest = folder_of(nearest);
        }
        let probe = tempfile::Builder::new().prefix(".wenyin-").tempfile_in(nearest);
        probe.err().map(|e| if nearest.is_file() { io::ErrorKind::NotADirectory } else { e.kind() })
    });
    kind.map(failure)
}

#[cfg(test)]
mod tests {
    use super::super::find::tests::folder;
    use super::*;

    fn request(input: &Path) -> Request {
        Request { inputs: vec![input.into()], targets: vec![Target::Json], depth: Depth::Direct, place: Place::Beside }
    }

    fn outputs(plan: &Plan, root: &Path) -> Vec<String> {
        let paths = plan.jobs.iter().flat_map(|j| &j.outputs);
        paths.map(|(_, p)| p.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn names_are_kept_and_only_the_extension_changes() {
        let dir = folder(&["在 2025.5.1 的讲话.txt", "b.md", "c.pdf", ".hidden.txt", "d.wenyin.txt", "below/e.txt"]);
        let plan = Plan::new(&request(dir.path())).unwrap();
        assert_eq!(outputs(&plan, dir.path()), ["b.json", "在 2025.5.1 的讲话.json"]);
    }

    #[test]
    fn a_name_without_extension_is_not_cut() {
        let dir = folder(&["2025.5.1讲话"]);
        let plan = Plan::new(&request(&dir.path().join("2025.5.1讲话"))).unwrap();
        assert_eq!(outputs(&plan, dir.path()), ["2025.5.1讲话.json"]);
    }

    #[test]
    fn the_tree_is_mirrored() {
        let dir = folder(&["in/a.txt", "in/下/b.txt"]);
        let place = Place::Folder(dir.path().join("out"));
        let plan = Plan::new(&Request { depth: Depth::Recursive, place, ..request(&dir.path().join("in")) }).unwrap();
        assert_eq!(outputs(&plan, dir.path()), ["out/a.json", "out/下/b.json"]);
        assert!(!dir.path().join("out").exists());
    }

    #[test]
    fn two_inputs_for_one_output_are_refused() {
        let dir = folder(&["a.txt", "a.md"]);
        assert!(matches!(Plan::new(&request(dir.path())), Err(PlanError::Collision { .. })));
    }

    #[test]
    fn one_file_by_two_names_is_one_input() {
        let dir = folder(&["a.txt"]);
        let inputs = vec![dir.path().into(), dir.path().join("a.txt"), dir.path().join(".").join("a.txt")];
        let plan = Plan::new(&Request { inputs, ..request(dir.path()) }).unwrap();
        assert_eq!(plan.jobs.len(), 1);
    }

    #[test]
    fn an_output_onto_an_input_is_refused() {
        let dir = folder(&["a.txt"]);
        let file = dir.path().join("a.txt");
        let error = Plan::single(Source::File(file.clone()), Target::Text, dir.path().join(".").join("a.txt"));
        assert!(matches!(error, Err(PlanError::OntoInput { .. })));
        let dir = folder(&["a.txt", "a.wenyin.txt"]);
        let inputs = vec![dir.path().join("a.txt"), dir.path().join("a.wenyin.txt")];
        let error = Plan::new(&Request { inputs, targets: vec![Target::Text], ..request(&file) });
        assert!(matches!(error, Err(PlanError::OntoInput { .. })));
    }

    #[test]
    fn missing_inputs_and_unwritable_outputs_are_set_aside() {
        let dir = folder(&["a.txt"]);
        let place = Place::Folder(dir.path().join("a.txt").join("out"));
        let inputs = vec![dir.path().join("none.txt"), dir.path().join("a.txt")];
        let plan = Plan::new(&Request { inputs, place, ..request(dir.path()) }).unwrap();
        assert!(plan.jobs.is_empty());
        assert!(matches!(plan.refused[0].failure, Failure::Missing));
        assert!(matches!(plan.refused[1].failure, Failure::Target { .. }));
    }
}
