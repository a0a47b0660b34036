//! `--mark`: review copies beside the outputs, never in their place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::messages::{Language, Messages, Verbosity};
use super::usage::Usage;
use crate::batch::{Failure, Job, Source, Target};
use crate::check::Finding;
use crate::model::Document;
use crate::{Converter, Durability, Format, RemarkLanguage, whole_file};

/// The formats that have review copies. An EPUB has none.
pub(super) fn targets() -> impl Iterator<Item = Target> {
    Target::all().filter(|target| target.format().is_some_and(|format| ["pdf", "docx"].contains(&format.extension())))
}

/// 讲话.pdf → 讲话.review.pdf
fn path_of(output: &Path, format: Format) -> PathBuf {
    output.with_extension(format!("review.{}", format.extension()))
}

/// The review copies of these outputs.
fn copies(outputs: &[(Target, PathBuf)]) -> Vec<(Format, PathBuf)> {
    let marked: Vec<Target> = targets().collect();
    let marked = outputs.iter().filter(|(target, _)| marked.contains(target));
    marked.filter_map(|(target, path)| target.format().map(|format| (format, path_of(path, format)))).collect()
}

/// No review copy may stand where an output or an input does.
pub(super) fn refuse_collisions(jobs: &[Job]) -> Result<(), Usage> {
    let inputs = jobs.iter().filter_map(|job| match &job.source {
        Source::File(path) => Some(path),
        Source::Bytes(_) => None,
    });
    let taken: BTreeSet<&PathBuf> =
        jobs.iter().flat_map(|job| job.outputs.iter().map(|(_, path)| path)).chain(inputs).collect();
    let mut copies = jobs.iter().flat_map(|job| copies(&job.outputs));
    match copies.find(|(_, path)| taken.contains(path)) {
        Some((_, path)) => Err(Usage::MarkOntoOther { path }),
        None => Ok(()),
    }
}

/// Writes the review copies of a text in which something was found.
pub(super) fn write(
    converter: &Converter,
    document: &Document,
    findings: &[Finding],
    outputs: &[(Target, PathBuf)],
    messages: &Messages,
) -> Result<(), Failure> {
    let copies = copies(outputs);
    if findings.is_empty() || copies.is_empty() {
        return Ok(());
    }
    let language = match messages.language {
        Language::Chinese => RemarkLanguage::Chinese,
        Language::English => RemarkLanguage::English,
    };
    let formats: Vec<Format> = copies.iter().map(|(format, _)| *format).collect();
    let rendered = converter.render_review(document, findings, language, &formats).map_err(Failure::Convert)?;
    for (format, path) in copies {
        let Some(output) = rendered.get(format) else { continue };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| whole_file::write(&path, output.bytes(), Durability::Cached))
            .map_err(|error| Failure::Target { path: path.clone(), error })?;
        if messages.verbosity > Verbosity::Quiet {
            let copy = messages.language.pick("审阅件", "review copy");
            messages.error(&format!(
                "{}  {copy} · {}",
                path.display(),
                messages.count(findings.len(), "处", "finding")
            ));
        }
    }
    Ok(())
}
