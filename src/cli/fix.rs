//! `wenyin check --fix`: what is certain, as a diff, and on demand in the file.

use std::path::Path;

use super::Exit;
use super::args::CheckArgs;
use super::check::{Tally, bytes_of};
use super::messages::{Messages, grouped};
use super::usage::Usage;
use crate::batch::{Failure, Plan, Source, Task};
use crate::check::{Finding, diff, edits};
use crate::{Durability, whole_file};

/// Shows the diff of every text; writes it only where `--write` asks.
pub(super) fn fix(args: &CheckArgs, task: &Task<'_>, plan: &Plan, messages: &Messages) -> Result<Exit, Usage> {
    let is_stdin = plan.jobs.iter().any(|job| matches!(job.source, Source::Bytes(_)));
    if args.write && is_stdin {
        return Err(Usage::WriteOntoStdin);
    }
    let language = messages.language;
    let mut tally = Tally { failed: plan.refused.len(), found: 0 };
    let mut places = 0;
    for job in &plan.jobs {
        let name = job.name();
        match one(args, task, &job.source, &name, messages) {
            Ok(done) => {
                places += done.places;
                let left = |f: &&Finding| f.severity >= args.convert.severity && !(done.written && f.fix.is_some());
                let shown = if done.written { 0 } else { done.places };
                tally.found += done.findings.iter().filter(left).count().max(shown);
            }
            Err(failure) => {
                messages.failure(&name, &failure);
                tally.failed += 1;
            }
        }
    }
    if !args.convert.quiet {
        // The diff alone stands on standard output, for a file or `patch`.
        messages.error(&match args.write {
            true => language.pick(
                format!("检查了 {} 个文本，改正 {} 处", grouped(plan.jobs.len()), grouped(places)),
                format!("{} texts, {} places put right", grouped(plan.jobs.len()), grouped(places)),
            ),
            false => language.pick(
                format!(
                    "检查了 {} 个文本，可以改正 {} 处；什么也没有写，加 --write 才写入原文件",
                    grouped(plan.jobs.len()),
                    grouped(places)
                ),
                format!(
                    "{} texts, {} places can be put right; nothing was written, --write does it",
                    grouped(plan.jobs.len()),
                    grouped(places)
                ),
            ),
        });
    }
    Ok(tally.exit())
}

/// What became of one text.
struct Fixed {
    findings: Vec<Finding>,
    /// How many of them are certain.
    places: usize,
    written: bool,
}

fn one(args: &CheckArgs, task: &Task<'_>, source: &Source, name: &str, messages: &Messages) -> Result<Fixed, Failure> {
    let (bytes, path) = bytes_of(source)?;
    let (converter, document, _) = task.read(&bytes, path)?;
    let findings = converter.check(&document);
    let edits = edits(&findings);
    let shown = diff(&document.source.text, &edits, &messages.input_name(name));
    if !shown.is_empty() {
        messages.result(shown.trim_end_matches('\n'));
    }
    let mut written = false;
    if let Some(path) = path.filter(|_| args.write && !edits.is_empty()) {
        let new = converter.rewrite(&bytes, &edits).map_err(Failure::Convert)?;
        put(path, &new.bytes).map_err(|error| Failure::Target { path: path.to_owned(), error })?;
        if !new.kept {
            let was = &document.source.encoding;
            messages.error(&messages.language.pick(
                format!("{name}：原为 {was}，写不了改正后的文字，已存为 UTF-8"),
                format!("{name}: was {was}, which cannot carry the text as put right; now UTF-8"),
            ));
        }
        written = true;
    }
    Ok(Fixed { places: edits.len(), findings, written })
}

/// Replaces a file, not a link to it, and leaves who may read it as it was.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let path = std::fs::canonicalize(path)?;
    let permissions = std::fs::metadata(&path)?.permissions();
    whole_file::write(&path, bytes, Durability::Synced)?;
    std::fs::set_permissions(&path, permissions)
}
