//! What is done to each document.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::profile::load_profile;
use super::target::model_bytes;
use super::{Done, Failure, Target, Written};
use crate::model::{Displaced, Document, Overrides};
use crate::style::{Profile, Setting};
use crate::{Converter, Error, Format};

/// What is done to every document.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// House rules and faces.
    pub converter: &'a Converter,
    /// Title, subtitle, speaker and date from the caller.
    pub overrides: &'a Overrides,
    /// Whether to say what each line was taken for.
    pub explain: Explain,
    /// Whose house rules apply.
    pub house_rules: HouseRules<'a>,
}

/// Whose house rules apply to a text whose front matter names a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HouseRules<'a> {
    /// The converter's.
    Converter,
    /// Those that the text asks for.
    #[default]
    Text,
    /// Those that the text asks for, with these keys on top.
    TextWith(&'a [Setting]),
}

/// Whether what each line was taken for is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Explain {
    /// No.
    #[default]
    No,
    /// Line by line.
    Lines,
}

impl Task<'_> {
    /// The outputs of one text, in memory: each target's bytes and pages.
    ///
    /// # Errors
    /// [`Failure::Convert`], or [`Failure::Defect`] where the library panicked.
    pub fn convert(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
        targets: &[Target],
    ) -> Result<(Done, Vec<Vec<u8>>), Failure> {
        catch_unwind(AssertUnwindSafe(|| self.convert_unguarded(bytes, name, targets)))
            .unwrap_or_else(|panic| Err(Failure::Defect(panic_message(panic.as_ref()))))
    }

    fn convert_unguarded(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
        targets: &[Target],
    ) -> Result<(Done, Vec<Vec<u8>>), Failure> {
        let start = Instant::now();
        let (converter, document, displaced) = self.read(bytes, name)?;
        let characters = document.characters();
        if characters == 0 {
            return Err(Failure::Convert(Error::Empty));
        }
        let formats: Vec<Format> = targets.iter().filter_map(|t| t.format()).collect();
        let mut rendered = if formats.is_empty() {
            None
        } else {
            Some(converter.render(&document, &formats).map_err(Failure::Convert)?)
        };
        let mut outputs = Vec::with_capacity(targets.len());
        let mut files = Vec::with_capacity(targets.len());
        for &target in targets {
            let pages = target.format().and_then(|f| rendered.as_ref()?.get(f)?.pages());
            let printed = target.format().and_then(|f| rendered.as_mut()?.take(f));
            let file = match printed {
                Some(bytes) => bytes,
                None => model_bytes(&document, target).map_err(Failure::Convert)?,
            };
            outputs.push(Written { target, path: PathBuf::new(), pages, bytes: file.len() as u64, sha256: None });
            files.push(file);
        }
        let region = converter.region(&document);
        let substitutions = rendered.as_ref().map_or_else(Vec::new, |r| r.substitutions().to_vec());
        let fonts = rendered.as_ref().map_or_else(Vec::new, |r| r.fonts().to_vec());
        #[cfg(feature = "pdf")]
        let relaxed =
            rendered.as_ref().and_then(crate::Rendered::pdf).map_or_else(Vec::new, |pdf| pdf.relaxed().to_vec());
        let explained = match self.explain {
            Explain::No => Vec::new(),
            Explain::Lines => document.explain(),
        };
        let leftovers = document.leftovers();
        let (source, time) = (document.source, start.elapsed());
        let done = Done {
            outputs,
            characters,
            region,
            explained,
            source,
            displaced,
            passed_over: None,
            leftovers,
            substitutions,
            fonts,
            #[cfg(feature = "pdf")]
            relaxed,
            time,
        };
        Ok((done, files))
    }

    /// The house rules that a text asks for, a file of them in its own folder; none where they are not heeded.
    pub(super) fn asked_for(&self, given: &str, beside: &Path) -> Option<Result<Profile, Failure>> {
        let settings = match self.house_rules {
            HouseRules::TextWith(settings) => settings,
            HouseRules::Text => &[],
            HouseRules::Converter => return None,
        };
        let failed = |error| Failure::Profile { given: given.to_owned(), error };
        Some(load_profile(given, beside, settings).map_err(failed))
    }

    /// The document of a text, with the house rules that apply to it and what gave way to the caller's pieces.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
    ) -> Result<(Cow<'_, Converter>, Document, Vec<Displaced>), Failure> {
        let document = match name {
            Some(name) => self.converter.parse_named(bytes, name),
            None => self.converter.parse(bytes),
        };
        let mut document = document.map_err(Failure::Convert)?;
        let displaced = document.apply(self.overrides);
        let mut converter = Cow::Borrowed(self.converter);
        if let Some(given) = document.source.profile.as_deref() {
            let profile = self.asked_for(given, name.and_then(Path::parent).unwrap_or(Path::new("")));
            if let Some(profile) = profile.transpose()? {
                converter = Cow::Owned(self.converter.with_profile(profile));
            }
        }
        Ok((converter, document, displaced))
    }
}

pub(super) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown".to_owned())
}
