//! What earlier runs have made, so that a later one need not make it again.
//!
//! A journal is a file of one JSON object a line, `.wenyin-journal.jsonl`, in the
//! folder of the batch ([`Job::home`]). A line is added when all outputs of a text
//! have their names, and never changed: a process may be killed at any moment. A
//! last line that was cut is passed over. Part 2 of 4 writes
//! `.wenyin-journal-2-of-4.jsonl`, so that machines that share a folder do not
//! write into one file; all are read.
//!
//! A text is unchanged when there is a line for the hash of its bytes, its name
//! and all settings (profile, fonts, options, version of this library), and each
//! output is there: of the recorded size and time of change, or else of the
//! recorded SHA-256.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::names::portable;
use super::record::{FileReport, Status, hex};
use super::{Done, Job, Shard, Target, Task};
use crate::font::Drawn;
use crate::whole_file::Durability;

const STEM: &str = ".wenyin-journal";
const EXTENSION: &str = ".jsonl";

/// The journals of a batch.
#[derive(Debug)]
pub struct Journal {
    settings: [u8; 32],
    name: String,
    files: Mutex<Files>,
}

#[derive(Debug, Default)]
struct Files {
    read: Vec<File>,
    places: HashMap<[u8; 32], Place>,
    written: BTreeMap<PathBuf, File>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: usize,
    offset: u64,
    length: usize,
}

/// The identity of a text, its name and all settings.
pub(super) type Key = [u8; 32];

#[derive(Serialize, Deserialize)]
struct Line {
    version: u8,
    key: String,
    /// Time of change of each output, in nanoseconds since 1970.
    changed: Vec<u64>,
    /// Hash of the house rules that the text itself asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    house_rules: Option<String>,
    /// Hash of the list of the machine's fonts, where one of them was wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    machine_fonts: Option<String>,
    /// Name of the profile that the text asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    report: FileReport,
}

#[derive(Deserialize)]
struct KeyOfLine {
    key: String,
}

impl Journal {
    /// Reads the journals in the folders of these jobs. Folders that are not there yet have none.
    ///
    /// # Errors
    /// When a journal cannot be read.
    pub fn open(task: &Task<'_>, jobs: &[Job], shard: Option<Shard>) -> io::Result<Self> {
        let name = match shard {
            Some(shard) => format!("{STEM}-{}{EXTENSION}", shard.to_string().replace('/', "-of-")),
            None => format!("{STEM}{EXTENSION}"),
        };
        let mut files = Files::default();
        let homes: BTreeSet<&Path> = jobs.iter().map(|job| job.home.as_path()).collect();
        for home in homes {
            for path in journals(home)? {
                files.index(File::open(path)?)?;
            }
        }
        Ok(Self { settings: settings(task), name, files: Mutex::new(files) })
    }

    /// The journal that notes this job.
    pub(super) fn path(&self, job: &Job) -> PathBuf {
        job.home.join(&self.name)
    }

    /// The identity of a text under these settings.
    pub(super) fn key(&self, job: &Job, text: &[u8]) -> Key {
        let mut hash = Sha256::new();
        hash.update(self.settings);
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        for (target, _) in &job.outputs {
            part(target.name().as_bytes());
        }
        part(&portable(&job.below));
        // The JSON tells the path as it was given.
        if job.outputs.iter().any(|(target, _)| *target == Target::Json) {
            part(job.name().as_bytes());
        }
        part(text);
        hash.finalize().into()
    }

    /// What was recorded of a text, if its outputs are still there.
    pub(super) fn unchanged(&self, task: &Task<'_>, job: &Job, key: &Key) -> Option<FileReport> {
        let line = self.files.lock().unwrap_or_else(PoisonError::into_inner).line(key)?;
        let mut line: Line = serde_json::from_slice(&line).ok()?;
        let rules = line.profile.as_deref().and_then(|given| house_rules(task, job, given));
        let fonts = line.machine_fonts.as_ref().map(|_| machine_fonts(task));
        let outputs = &line.report.outputs;
        let same = rules == line.house_rules
            && fonts == line.machine_fonts
            && (outputs.len(), line.changed.len()) == (job.outputs.len(), job.outputs.len())
            && job.outputs.iter().zip(outputs).zip(&line.changed).all(|(((target, path), recorded), changed)| {
                recorded.format == target.name() && is_there(path, recorded.bytes, *changed, recorded.sha256.as_deref())
            });
        same.then(|| {
            for ((_, path), recorded) in job.outputs.iter().zip(&mut line.report.outputs) {
                recorded.path = super::names::shown(path);
            }
            let FileReport { input, input_bytes, .. } = FileReport::named(job, Status::Skipped);
            FileReport { input, input_bytes, status: Status::Skipped, ..line.report }
        })
    }

    /// Notes that a text is done. All its outputs have their names by now.
    pub(super) fn record(
        &self,
        task: &Task<'_>,
        job: &Job,
        key: &Key,
        done: &Done,
        durability: Durability,
    ) -> io::Result<()> {
        let changed = job.outputs.iter().map(|(_, path)| changed(&path.metadata()?)).collect::<io::Result<_>>()?;
        let profile = done.source.profile.clone();
        let line = Line {
            version: 1,
            key: hex(key),
            changed,
            house_rules: profile.as_deref().and_then(|given| house_rules(task, job, given)),
            profile,
            machine_fonts: wants_machine_fonts(task, done).then(|| machine_fonts(task)),
            report: FileReport::done(job, done),
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match files.written.entry(job.home.clone()) {
            std::collections::btree_map::Entry::Occupied(file) => file.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => place.insert(append(&self.path(job))?),
        };
        // One call for the whole line: what a killed process leaves is a line or the beginning of one.
        file.write_all(&bytes)?;
        if durability == Durability::Synced {
            file.sync_data()?;
        }
        Ok(())
    }
}

impl Files {
    /// Notes where the lines of a file stand; later ones go before earlier ones.
    fn index(&mut self, file: File) -> io::Result<()> {
        let number = self.read.len();
        let mut reader = BufReader::new(file);
        let (mut offset, mut line) = (0, Vec::new());
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)?;
            if length == 0 {
                break;
            }
            if let Some(key) = serde_json::from_slice::<KeyOfLine>(&line).ok().and_then(|l| unhex(&l.key)) {
                self.places.insert(key, Place { file: number, offset, length });
            }
            offset += length as u64;
        }
        self.read.push(reader.into_inner());
        Ok(())
    }

    fn line(&mut self, key: &Key) -> Option<Vec<u8>> {
        let place = self.places.get(key)?;
        let file = self.read.get_mut(place.file)?;
        let mut line = vec![0; place.length];
        file.seek(SeekFrom::Start(place.offset)).ok()?;
        file.read_exact(&mut line).ok()?;
        Some(line)
    }
}

/// Whether a name is that of a journal.
fn is_journal(name: &str) -> bool {
    name.starts_with(STEM) && name.ends_with(EXTENSION)
}

fn journals(home: &Path) -> io::Result<BTreeSet<PathBuf>> {
    match std::fs::read_dir(home) {
        Ok(entries) => {
            Ok(entries.flatten().filter(|e| e.file_name().to_str().is_some_and(is_journal)).map(|e| e.path()).collect())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Opens a journal to add to. What a killed process left of a line is ended first.
fn append(path: &Path) -> io::Result<File> {
    let mut file = std::fs::OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.write_all(b"\n")?;
    }
    Ok(file)
}

/// Everything but the text that decides about its outputs.
fn settings(task: &Task<'_>) -> [u8; 32] {
    let Task { converter, overrides, house_rules, .. } = task;
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(format!("{overrides:?}{house_rules:?}"));
    converter.identify(|bytes| hash.update(bytes));
    hash.finalize().into()
}

/// Hash of the house rules that a text asks for, if they are heeded and can be used.
fn house_rules(task: &Task<'_>, job: &Job, given: &str) -> Option<String> {
    let beside = job.path().and_then(Path::parent).unwrap_or(Path::new(""));
    let profile = task.asked_for(given, beside)?.ok()?;
    Some(hex(&Sha256::digest(format!("{profile:?}"))))
}

fn machine_fonts(task: &Task<'_>) -> String {
    hex(&Sha256::digest(task.converter.machine_fonts()))
}

/// Whether other fonts on this machine would have made other outputs.
fn wants_machine_fonts(task: &Task<'_>, done: &Done) -> bool {
    done.substitutions.iter().any(|s| match &s.drawn {
        Drawn::From(font) | Drawn::WithoutVariant(font) | Drawn::PrivateUse(font) => {
            !task.converter.fonts().families().any(|family| family == font)
        }
        Drawn::StandIn => true,
    })
}

fn is_there(path: &Path, bytes: u64, recorded: u64, sha256: Option<&str>) -> bool {
    let Ok(metadata) = path.metadata() else { return false };
    metadata.is_file()
        && metadata.len() == bytes
        && (changed(&metadata).is_ok_and(|time| time == recorded)
            || std::fs::read(path).is_ok_and(|file| Some(hex(&Sha256::digest(file)).as_str()) == sha256))
}

fn changed(metadata: &std::fs::Metadata) -> io::Result<u64> {
    let since = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

fn unhex(text: &str) -> Option<Key> {
    let mut key = Key::default();
    if text.len() != 2 * key.len() {
        return None;
    }
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}
