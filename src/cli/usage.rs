//! Arguments → what is to be done, or why they cannot be right.

use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "epub")]
use super::args::EpubArgs;
use super::args::{ConvertArgs, OfficialArgs};
use super::messages::{Language, io_reason};
use crate::batch::{
    Binding, Depth, Hashes, HouseRules, Place, PlanError, ProfileFailure, Request, Target, file_name, load_profile,
    shown,
};
use crate::font::{Embedding, Face, FontError, Missing};
use crate::input::{BrokenBytes, DecodeOptions};
use crate::model::{OfficialOverrides, Overrides};
use crate::parse::{Leftovers, ParseOptions, Recognition};
use crate::style::{ProfileError, Setting};
use crate::system_fonts::SystemFonts;
use crate::{Converter, Durability, Error, Timestamp};
#[cfg(feature = "epub")]
use crate::{Cover, CoverError, CoverImage, EpubOptions, style::Writing};

/// What is to be done.
#[derive(Debug)]
pub(super) enum Work {
    /// Files and folders, outputs named after them.
    Batch(Request),
    /// All texts bound as one book.
    Collect(Binding),
    /// One text, one output, both named.
    Single { input: Input, target: Target, output: Output },
}

/// Where one text comes from.
#[derive(Debug)]
pub(super) enum Input {
    Stdin,
    File(PathBuf),
}

/// Where one output goes.
#[derive(Debug)]
pub(super) enum Output {
    Stdout,
    File(PathBuf),
}

/// Arguments that cannot be right.
#[derive(Debug)]
pub(super) enum Usage {
    OneInput {
        inputs: usize,
    },
    OneFormat {
        formats: usize,
    },
    FolderGiven {
        input: PathBuf,
    },
    OutputIsFolder {
        output: PathBuf,
    },
    FormatUnknown {
        output: PathBuf,
    },
    FormatDiffers {
        output: PathBuf,
        target: Target,
    },
    StdoutNeedsFormat,
    StdinNeedsOutput,
    StdinAmongFiles,
    WriteOntoStdin,
    /// A review copy needs a name.
    MarkNeedsFile,
    /// A review copy would replace an input or an output.
    MarkOntoOther {
        path: PathBuf,
    },
    Profile(ProfileFailure),
    Level {
        level: usize,
        error: regex::Error,
    },
    FontFile {
        path: PathBuf,
        error: io::Error,
    },
    Font {
        path: PathBuf,
        error: FontError,
    },
    #[cfg(feature = "epub")]
    CoverFile {
        path: PathBuf,
        error: io::Error,
    },
    #[cfg(feature = "epub")]
    Cover {
        path: PathBuf,
        error: CoverError,
    },
    Epoch {
        given: String,
    },
    /// The report would replace an input or an output.
    ReportOntoOther {
        path: PathBuf,
    },
    ReportFile {
        path: PathBuf,
        error: io::Error,
    },
    ReportOfStdout,
    Faces(Error),
    Plan(PlanError),
    CollectStdin,
    CollectFormat {
        target: Target,
    },
}

impl ConvertArgs {
    /// What is to be done with which inputs.
    pub(super) fn work(&self) -> Result<Work, Usage> {
        let mut targets = self.to.clone();
        targets.sort_unstable();
        targets.dedup();
        let stdin = self.inputs.iter().filter(|i| is_dash(i)).count();
        if stdin > 0 && self.inputs.len() > 1 {
            return Err(Usage::StdinAmongFiles);
        }
        if let Some(title) = &self.collect {
            return self.binding(title, targets).map(Work::Collect);
        }
        let Some(output) = &self.output else {
            if stdin > 0 {
                return Err(Usage::StdinNeedsOutput);
            }
            if targets.is_empty() {
                targets = Target::all().filter(|t| t.format().is_some()).collect();
            }
            return Ok(Work::Batch(Request {
                inputs: self.inputs.clone(),
                targets,
                depth: if self.recursive { Depth::Recursive } else { Depth::Direct },
                place: self.out_dir.clone().map_or(Place::Beside, Place::Folder),
            }));
        };
        let [input] = self.inputs.as_slice() else {
            return Err(Usage::OneInput { inputs: self.inputs.len() });
        };
        if !is_dash(input) && input.is_dir() {
            return Err(Usage::FolderGiven { input: input.clone() });
        }
        Ok(Work::Single {
            input: if is_dash(input) { Input::Stdin } else { Input::File(input.clone()) },
            target: single_target(&targets, output)?,
            output: if is_dash(output) { Output::Stdout } else { Output::File(output.clone()) },
        })
    }

    /// The book that is to be made.
    fn binding(&self, title: &str, mut targets: Vec<Target>) -> Result<Binding, Usage> {
        if self.inputs.iter().any(|input| is_dash(input)) || self.output.as_deref().is_some_and(is_dash) {
            return Err(Usage::CollectStdin);
        }
        if let Some(output) = &self.output {
            targets = vec![single_target(&targets, output)?];
        } else if targets.is_empty() {
            targets = Target::all().filter(|t| t.format().is_some()).collect();
        }
        // Beside the texts unless told.
        let beside = self.inputs.first().map_or(Path::new(""), |input| match input.parent() {
            _ if input.is_dir() => input,
            Some(folder) if input.is_file() => folder,
            _ => Path::new(""),
        });
        let folder = self.out_dir.as_deref().unwrap_or(beside);
        let outputs = targets.into_iter().map(|target| {
            let format = target.format().ok_or(Usage::CollectFormat { target })?;
            let named = || folder.join(format!("{}.{}", file_name(title), format.extension()));
            Ok((format, self.output.clone().unwrap_or_else(named)))
        });
        Ok(Binding {
            title: title.trim().to_owned(),
            inputs: self.inputs.clone(),
            depth: if self.recursive { Depth::Recursive } else { Depth::Direct },
            order: self.collect_order,
            outputs: outputs.collect::<Result<_, _>>()?,
            durability: if self.batch.fsync { Durability::Synced } else { Durability::default() },
            hashes: if self.batch.report.is_some() { Hashes::Sha256 } else { Hashes::default() },
        })
    }

    /// House rules and faces.
    pub(super) fn converter(&self) -> Result<Converter, Usage> {
        // A format of official documents is one of that profile.
        let default = if self.official.format.is_some() { "gongwen" } else { "speech" };
        let given = self.profile.as_deref().unwrap_or(default);
        let profile = load_profile(given, Path::new(""), &self.settings()).map_err(Usage::Profile)?;
        let mut builder = Converter::builder()
            .profile(profile)
            .docx_fonts(self.docx_fonts)
            .parsing(self.hints()?)
            .decoding(DecodeOptions {
                encoding: self.encoding.clone(),
                broken: if self.lossy { BrokenBytes::Mark } else { BrokenBytes::Refuse },
            })
            .missing(if self.allow_missing { Missing::Draw } else { Missing::Refuse });
        if let Some(time) = time_of_making()? {
            builder = builder.timestamp(time);
        }
        #[cfg(feature = "epub")]
        {
            builder = builder.epub(self.epub.options()?);
        }
        let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) = self.font.iter().partition(|path| path.is_dir());
        for path in files {
            for face in faces(path)? {
                builder = builder.fallback_font(face);
            }
        }
        let folders = folders.into_iter().cloned();
        let fallback =
            if self.no_system_fonts { SystemFonts::of_folders(folders) } else { SystemFonts::with_folders(folders) };
        builder.fallback_fonts(fallback).build().map_err(Usage::Faces)
    }

    /// How texts are to be read.
    fn hints(&self) -> Result<ParseOptions, Usage> {
        let off = |flag| if flag { Recognition::Off } else { Recognition::Automatic };
        let mut levels = [const { None }; 4];
        for (at, pattern) in [&self.level1, &self.level2, &self.level3, &self.level4].into_iter().enumerate() {
            let regex = pattern.as_deref().map(regex::Regex::new).transpose();
            levels[at] = regex.map_err(|error| Usage::Level { level: at + 1, error })?;
        }
        Ok(ParseOptions {
            markup: self.markup,
            paragraphs: self.paragraphs,
            front: off(self.no_front),
            back: off(self.no_back),
            headings: off(self.no_headings),
            levels,
            leftovers: if self.clean { Leftovers::SetAside } else { Leftovers::Keep },
        })
    }

    /// Whose house rules apply: what the command line says goes before what a text asks for.
    pub(super) fn house_rules<'a>(&self, settings: &'a [Setting]) -> HouseRules<'a> {
        if self.profile.is_some() { HouseRules::Converter } else { HouseRules::TextWith(settings) }
    }

    /// The keys of the house rules that the command line sets, from flags of their own too.
    pub(super) fn settings(&self) -> Vec<Setting> {
        let of = |key: &str, value: &Option<String>| {
            value.as_ref().map(|value| Setting { key: key.to_owned(), value: value.clone() })
        };
        let rate = self.rate.map(|rate| rate.to_string());
        let flags = [("text.region", &self.region), ("gongwen.format", &self.official.format), ("reading.rate", &rate)];
        self.set.iter().cloned().chain(flags.into_iter().filter_map(|(key, value)| of(key, value))).collect()
    }

    /// Title, subtitle, speaker and date.
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            speaker: self.speaker.clone(),
            date: self.date.clone(),
            official: self.official.overrides(),
        }
    }
}

impl OfficialArgs {
    fn overrides(&self) -> OfficialOverrides {
        OfficialOverrides {
            copy_number: self.copy_number.clone(),
            classification: self.classification.clone(),
            urgency: self.urgency.clone(),
            issuer: (!self.issuer.is_empty()).then(|| self.issuer.join("\n")),
            doc_number: self.doc_number.clone(),
            signatory: self.signatory.clone(),
            cc: self.cc.clone(),
            printed_by: self.printed_by.clone(),
            print_date: self.print_date.clone(),
        }
    }
}

#[cfg(feature = "epub")]
impl EpubArgs {
    fn options(&self) -> Result<EpubOptions, Usage> {
        let cover = match &self.cover {
            _ if self.no_cover => Cover::None,
            None => Cover::AsProfile,
            Some(path) => {
                let data = std::fs::read(path).map_err(|error| Usage::CoverFile { path: path.to_owned(), error })?;
                let image = CoverImage::new(data).map_err(|error| Usage::Cover { path: path.to_owned(), error })?;
                Cover::Image(image)
            }
        };
        let writing = if self.epub_vertical { Writing::Vertical } else { Writing::Horizontal };
        Ok(EpubOptions { fonts: self.epub_fonts, writing, cover, ncx: self.epub_ncx })
    }
}

/// The faces of a font file that was named.
fn faces(path: &Path) -> Result<Vec<Face>, Usage> {
    let data = std::fs::read(path).map_err(|error| Usage::FontFile { path: path.to_owned(), error })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let bad = |error| Usage::Font { path: path.to_owned(), error };
    let faces = Face::all(data, &name).map_err(bad)?;
    match faces.iter().find(|face| face.embedding() == Embedding::Forbidden) {
        Some(face) => Err(bad(FontError::Forbidden { name: face.names().family.clone() })),
        None => Ok(faces),
    }
}

/// The time that a reproducible build gives (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn time_of_making() -> Result<Option<Timestamp>, Usage> {
    let Some(given) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|v| !v.is_empty()) else { return Ok(None) };
    let seconds = given.to_str().and_then(|v| v.parse().ok()).and_then(Timestamp::from_unix);
    seconds.map(Some).ok_or_else(|| Usage::Epoch { given: given.to_string_lossy().into_owned() })
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The one format of `-o`: as `--to` says, otherwise as the extension does.
fn single_target(targets: &[Target], output: &Path) -> Result<Target, Usage> {
    if !is_dash(output) && (output.is_dir() || output.file_name().is_none()) {
        return Err(Usage::OutputIsFolder { output: output.to_owned() });
    }
    let by_extension = output.extension().and_then(|e| Target::from_name(&e.to_string_lossy()));
    match (targets, by_extension) {
        ([], Some(target)) => Ok(target),
        ([], None) if is_dash(output) => Err(Usage::StdoutNeedsFormat),
        ([], None) => Err(Usage::FormatUnknown { output: output.to_owned() }),
        ([target], Some(other)) if other != *target => {
            Err(Usage::FormatDiffers { output: output.to_owned(), target: *target })
        }
        ([target], _) => Ok(*target),
        (several, _) => Err(Usage::OneFormat { formats: several.len() }),
    }
}

impl Usage {
    /// What is wrong and what to do.
    pub(super) fn sentence(&self, language: Language) -> String {
        let known = || Target::all().map(Target::name).collect::<Vec<_>>().join(", ");
        let (zh, en) = match self {
            Self::OneInput { inputs } => (
                format!("-o 只用于一个输入，这里有 {inputs} 个；多个输入请用 --out-dir"),
                format!("-o takes one input, not {inputs}; use --out-dir for several"),
            ),
            Self::OneFormat { formats } => (
                format!("-o 只用于一种格式，--to 给了 {formats} 种；请去掉 -o，或只留一种"),
                format!("-o takes one format, and --to names {formats}; leave out -o, or name one"),
            ),
            Self::FolderGiven { input } => (
                format!("{} 是文件夹，不能用 -o；请用 --out-dir", shown(input)),
                format!("{} is a folder: use --out-dir instead of -o", shown(input)),
            ),
            Self::OutputIsFolder { output } => (
                format!("-o {} 是文件夹；请写明文件名，或用 --out-dir", shown(output)),
                format!("-o {} is a folder; name a file, or use --out-dir", shown(output)),
            ),
            Self::FormatUnknown { output } => (
                format!("从 -o {} 看不出格式；请加 --to（{}）", shown(output), known()),
                format!("-o {} does not tell the format; add --to ({})", shown(output), known()),
            ),
            Self::FormatDiffers { output, target } => (
                format!("--to {} 与 -o {} 的扩展名不符；请改其中之一", target.name(), shown(output)),
                format!("--to {} and the extension of -o {} differ; change one", target.name(), shown(output)),
            ),
            Self::StdoutNeedsFormat => (
                format!("-o - 需要用 --to 指明格式（{}）", known()),
                format!("-o - needs --to to name the format ({})", known()),
            ),
            Self::StdinNeedsOutput => (
                "标准输入没有文件名；请用 -o 指定输出文件，或用 -o - 输出到标准输出".into(),
                "standard input has no name; give the output with -o, or -o - for standard output".into(),
            ),
            Self::MarkNeedsFile => (
                "--mark 要写审阅件，标准输入、标准输出没有文件名：请给出文件名".into(),
                "--mark writes review copies, and standard input and output have no name: name files".into(),
            ),
            Self::MarkOntoOther { path } => (
                format!("审阅件 {} 会盖掉另一个输入或输出：请改文件名", shown(path)),
                format!("the review copy {} would replace another input or output: rename it", shown(path)),
            ),
            Self::WriteOntoStdin => (
                "标准输入没有文件可写：去掉 --write，或给出文件名".to_owned(),
                "standard input is no file to write: leave --write out, or name the file".to_owned(),
            ),
            Self::StdinAmongFiles => (
                "标准输入（-）不能与其他输入并用；请分开运行".into(),
                "standard input (-) cannot stand among other inputs; run it by itself".into(),
            ),
            Self::Profile(error) => {
                let ((zh, en), flag) = (profile(error), flag_of(error));
                (format!("{flag}：{zh}"), format!("{flag}: {en}"))
            }
            Self::Level { level, error } => (
                format!("--level{level} 不是有效的正则表达式：{error}"),
                format!("--level{level} is not a regular expression: {error}"),
            ),
            Self::FontFile { path, error } => unreadable("--font", path, error),
            Self::Font { path, error: FontError::Forbidden { name } } => (
                format!("--font {}：{name} 不许嵌入文档（OS/2 表的 fsType）；请换一个字体", shown(path)),
                format!(
                    "--font {}: {name} may not be embedded (fsType in its OS/2 table); give another font",
                    shown(path)
                ),
            ),
            Self::Font { path, error } => (
                format!("--font {} 不能用（{error}）；请给出字体文件（.ttf、.otf、.ttc）", shown(path)),
                format!("--font {} cannot be used ({error}); give a font file (.ttf, .otf, .ttc)", shown(path)),
            ),
            #[cfg(feature = "epub")]
            Self::CoverFile { path, error } => unreadable("--cover", path, error),
            #[cfg(feature = "epub")]
            Self::Cover { path, error } => (
                format!("--cover {} 不能作封面（{error}）；请给出完整的 PNG、JPEG 或 SVG 图片", shown(path)),
                format!("--cover {} cannot be a cover ({error}); give a whole PNG, JPEG or SVG", shown(path)),
            ),
            Self::Epoch { given } => (
                format!("环境变量 SOURCE_DATE_EPOCH 的值 {given} 不是自 1970 年起的秒数"),
                format!("SOURCE_DATE_EPOCH is {given}, which is no number of seconds since 1970"),
            ),
            Self::ReportOntoOther { path } => (
                format!("--report {} 是输入或输出文件之一；请另起文件名", shown(path)),
                format!("--report {} is one of the inputs or outputs; give it another name", shown(path)),
            ),
            Self::ReportFile { path, error } => (
                format!("--report {} 无法写入（{}）；请另指定位置", shown(path), io_reason(Language::Chinese, error)),
                format!(
                    "--report {} cannot be written ({}); name another place",
                    shown(path),
                    io_reason(Language::English, error)
                ),
            ),
            Self::ReportOfStdout => (
                "--report 不能与 -o - 并用；请用 -o 写明文件名".into(),
                "--report does not go with -o -; name a file with -o".into(),
            ),
            Self::Faces(error) => (error.to_string(), error.to_string()),
            Self::CollectStdin => (
                "--collect 把文件合成一本书，不能用标准输入、标准输出（-）；请写明文件".into(),
                "--collect binds files and cannot use standard input or output (-); name files".into(),
            ),
            Self::CollectFormat { target } => (
                format!("--collect 不能生成 {}；请用 --to pdf、docx 或 epub", target.name()),
                format!("--collect makes no {}; use --to pdf, docx or epub", target.name()),
            ),
            Self::Plan(PlanError::Collision { first, second, output }) => (
                format!("{first} 和 {second} 都会写成 {output}；请改名，或分开运行并用 --out-dir"),
                format!(
                    "{first} and {second} would both be written to {output}; rename one, or run them apart with --out-dir"
                ),
            ),
            Self::Plan(PlanError::OntoInput { input, output }) => (
                format!("输出 {output} 会覆盖输入 {input}；请用 -o 或 --out-dir 另指定位置"),
                format!("the output {output} would replace the input {input}; name another place with -o or --out-dir"),
            ),
        };
        language.pick(zh, en)
    }
}

/// Why a profile cannot be used.
pub(super) fn profile(error: &ProfileFailure) -> (String, String) {
    match error {
        ProfileFailure::Invalid(error) => (error.zh(), error.to_string()),
        ProfileFailure::Unreadable { path, error } => (
            format!("{} 无法读取（{}）；请检查路径", shown(path), io_reason(Language::Chinese, error)),
            format!("{} cannot be read ({}); check the path", shown(path), io_reason(Language::English, error)),
        ),
    }
}

/// The flag that brought what is refused: a setting is no line of a file.
fn flag_of(error: &ProfileFailure) -> &'static str {
    let ProfileFailure::Invalid(error) = error else { return "--profile" };
    let place = match &**error {
        ProfileError::Key { place, .. } | ProfileError::Value { place, .. } | ProfileError::Syntax { place, .. } => {
            Some(place)
        }
        ProfileError::Impossible { place, .. } => place.as_ref(),
        _ => None,
    };
    let is_setting = place.is_some_and(|place| place.line.is_none() && place.layer.contains('='));
    if is_setting { "--set" } else { "--profile" }
}

fn unreadable(flag: &str, path: &Path, error: &io::Error) -> (String, String) {
    let path = shown(path);
    (
        format!("{flag} {path} 无法读取（{}）；请检查路径", io_reason(Language::Chinese, error)),
        format!("{flag} {path} cannot be read ({}); check the path", io_reason(Language::English, error)),
    )
}
