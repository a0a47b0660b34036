//! What the programs say: Chinese in a zh locale, otherwise English.

use std::io::{self, Write as _};
use std::path::Path;

use super::usage::Usage;
use crate::batch::{Depth, Done, Failure, Refused, Written};
use crate::font::{Drawn, FontError};
use crate::input::InputError;
use crate::model::{Displaced, Fate, FrontField};
use crate::{Error, batch::Job};

/// The language of messages and help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Chinese,
    English,
}

impl Language {
    /// The user's: `LC_ALL`, `LC_MESSAGES`, `LANG`, or the system's setting where there are none.
    pub(super) fn of_user() -> Self {
        let set = |name| std::env::var(name).ok().filter(|v: &String| !v.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
        Self::of_locale(&locale.or_else(sys_locale::get_locale).unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        let zh = locale.get(..2).is_some_and(|l| l.eq_ignore_ascii_case("zh"));
        if zh { Self::Chinese } else { Self::English }
    }

    /// One of two texts.
    pub(super) fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verbosity {
    /// Errors and warnings.
    Quiet,
    /// A line for each result.
    Normal,
    /// And how each text was read.
    Verbose,
}

/// Where result lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Results {
    Stdout,
    /// Standard output carries a document.
    Stderr,
}

/// The one place that prints.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    pub(super) language: Language,
    pub(super) verbosity: Verbosity,
    pub(super) results: Results,
}

impl Messages {
    /// A line of result. A reader that has gone away is no reason to stop.
    pub(super) fn result(&self, line: &str) {
        let _gone = match self.results {
            Results::Stdout => writeln!(io::stdout().lock(), "{line}"),
            Results::Stderr => writeln!(io::stderr().lock(), "{line}"),
        };
    }

    /// A line of warning or error.
    pub(super) fn error(&self, line: &str) {
        let _gone = writeln!(io::stderr().lock(), "{line}");
    }

    pub(super) fn usage(&self, usage: &Usage) {
        let label = self.language.pick("用法错误：", "error: ");
        self.error(&format!("{label}{}", usage.sentence(self.language)));
    }

    pub(super) fn refused(&self, refused: &Refused) {
        self.failure(&refused.input.display().to_string(), &refused.failure);
    }

    pub(super) fn failure(&self, input: &str, failure: &Failure) {
        let input = self.input_name(input);
        self.error(&format!("{input}{}{}", self.language.pick("：", ": "), sentence(self.language, failure)));
    }

    /// What a document became.
    pub(super) fn done(&self, job: &Job, done: &Done) {
        self.notes(&job.name(), done);
        if self.verbosity > Verbosity::Quiet {
            for written in &done.outputs {
                self.written(&written.path.display().to_string(), written, done);
            }
        }
    }

    /// The friendly line of one result.
    pub(super) fn written(&self, path: &str, written: &Written, done: &Done) {
        let mut facts = Vec::with_capacity(4);
        if let Some(pages) = written.pages {
            facts.push(self.count(pages, "页", "page"));
        }
        facts.push(self.count(done.characters, "字", "character"));
        if !done.substitutions.is_empty() {
            let count = grouped(done.substitutions.len());
            facts.push(self.language.pick(format!("{count} 种字换用字体"), format!("{count} from other fonts")));
        }
        let ms = grouped(usize::try_from(done.time.as_millis()).unwrap_or(usize::MAX));
        facts.push(format!("{ms} {}", self.language.pick("毫秒", "ms")));
        self.result(&format!("{path}  {}", facts.join(" · ")));
    }

    /// What the reader should know about the way a text was read.
    pub(super) fn notes(&self, input: &str, done: &Done) {
        let input = self.input_name(input);
        let colon = self.language.pick("：", ": ");
        for displaced in &done.displaced {
            if displaced.fate == Fate::Replaced || self.verbosity > Verbosity::Quiet {
                self.error(&format!("{input}{colon}{}", self.displaced(displaced)));
            }
        }
        let removed = &done.source.removed;
        if !removed.is_empty() {
            let list: Vec<String> =
                removed.iter().take(3).map(|r| format!("{} ({})", r.code_point, self.line(r.line))).collect();
            let more = if removed.len() > list.len() { self.language.pick("等", ", …") } else { "" };
            let list = list.join(self.language.pick("、", ", "));
            self.error(&self.language.pick(
                format!("{input}：去掉了 {} 个控制字符：{list}{more}", removed.len()),
                format!("{input}: took out {} control characters: {list}{more}", removed.len()),
            ));
        }
        for substitution in &done.substitutions {
            if substitution.drawn == Drawn::StandIn || self.verbosity == Verbosity::Verbose {
                let told = super::characters::substitution(substitution, self.language);
                self.error(&format!("{input}{colon}{told}"));
            }
        }
        for piece in &done.explained {
            self.error(&super::explain::piece(piece, self.language));
        }
        if self.verbosity == Verbosity::Verbose {
            let (encoding, characters) = (&done.source.encoding, grouped(done.source.chars));
            let (region, sure) = (done.region.language(), done.source.confidence);
            self.error(&self.language.pick(
                format!("{input}：编码 {encoding}（把握 {sure}%），共 {characters} 个字符，按 {region} 排标点"),
                format!("{input}: read as {encoding} ({sure} % sure), {characters} characters in all, marks set as in {region}"),
            ));
        }
    }

    /// How a list of several ended.
    pub(super) fn summary(&self, done: usize, failed: usize) {
        if failed > 0 && done + failed > 1 {
            self.error(&self.language.pick(
                format!("完成 {} 个，失败 {} 个", grouped(done), grouped(failed)),
                format!("{} done, {} failed", grouped(done), grouped(failed)),
            ));
        }
    }

    fn displaced(&self, displaced: &Displaced) -> String {
        let (zh, en, flag) = match displaced.field {
            FrontField::Title => ("标题", "title", "--title"),
            FrontField::Subtitle => ("副标题", "subtitle", "--subtitle"),
            FrontField::Speaker => ("讲话人", "speaker", "--speaker"),
            FrontField::Date => ("日期", "date", "--date"),
        };
        let (text, line) = (&displaced.piece.text, self.line(displaced.piece.span.line));
        match displaced.fate {
            Fate::Replaced => self.language.pick(
                format!("{line}的{zh}“{text}”已换成 {flag} 给定的，不再出现"),
                format!("the {en} “{text}” ({line}) gave way to {flag} and is left out"),
            ),
            Fate::Kept => self.language.pick(
                format!("{line}的“{text}”因 {flag} 不再是{zh}，仍保留在文中"),
                format!("“{text}” ({line}) is no longer the {en} because of {flag}; it stays in the text"),
            ),
        }
    }

    fn line(&self, line: u32) -> String {
        self.language.pick(format!("第 {line} 行"), format!("line {line}"))
    }

    fn count(&self, n: usize, zh: &str, en: &str) -> String {
        let plural = if n == 1 { "" } else { "s" };
        self.language.pick(format!("{} {zh}", grouped(n)), format!("{} {en}{plural}", grouped(n)))
    }

    pub(super) fn input_name(&self, input: &str) -> String {
        if input == "-" { self.language.pick("标准输入", "standard input").to_owned() } else { input.to_owned() }
    }
}

/// `2908` → `2,908`.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What went wrong and what to do, without the input's name.
fn sentence(language: Language, failure: &Failure) -> String {
    let (zh, en) = match failure {
        Failure::Missing => {
            ("没有这个文件或文件夹；请检查路径".into(), "no such file or folder; check the path".into())
        }
        Failure::Read(error) => (
            format!("无法读取（{}）；请检查读取权限", io_reason(Language::Chinese, error)),
            format!("cannot be read ({}); check its permissions", io_reason(Language::English, error)),
        ),
        Failure::NoTexts(Depth::Direct) => (
            "文件夹里没有 .txt 或 .md 文件；加 --recursive 可包括下级文件夹".into(),
            "the folder has no .txt or .md file; --recursive looks further down".into(),
        ),
        Failure::NoTexts(Depth::Recursive) => (
            "文件夹及其下级都没有 .txt 或 .md 文件；请检查路径".into(),
            "no .txt or .md file in the folder or below it; check the path".into(),
        ),
        Failure::Target { path, error } => target(path, error),
        Failure::Convert(error) => convert(error),
        Failure::Defect(problem) => (
            format!("程序内部出错（{problem}）；请附上这个文件报告给开发者"),
            format!("the program failed on it ({problem}); please report this with the file"),
        ),
    };
    language.pick(zh, en)
}

fn target(path: &Path, error: &io::Error) -> (String, String) {
    let path = path.display();
    (
        format!("无法写入 {path}（{}）；请用 -o 或 --out-dir 另指定位置", io_reason(Language::Chinese, error)),
        format!(
            "cannot write {path} ({}); name another place with -o or --out-dir",
            io_reason(Language::English, error)
        ),
    )
}

fn convert(error: &Error) -> (String, String) {
    match error {
        Error::Empty | Error::Input(InputError::Empty) => (
            "没有可排印的文字；请检查是不是这个文件".into(),
            "there is no text to print; check that it is the right file".into(),
        ),
        Error::Input(InputError::Binary { offset, byte }) => (
            format!("不是文本文件（偏移 {offset} 处有字节 0x{byte:02X}）；请先另存为纯文本 .txt"),
            format!("not a text file (byte 0x{byte:02X} at offset {offset}); save it as plain text first"),
        ),
        Error::Input(InputError::Malformed { encoding, offset, bytes }) => {
            let bytes: Vec<String> = bytes.iter().map(|b| format!("{b:02X}")).collect();
            let bytes = bytes.join(" ");
            (
                format!("偏移 {offset} 处的字节 {bytes} 不是有效的 {encoding} 文本；请另存为 UTF-8 编码的纯文本"),
                format!("bytes {bytes} at offset {offset} are not valid {encoding}; save it as plain text in UTF-8"),
            )
        }
        Error::MissingCharacter { character, line, others } => super::characters::missing(*character, *line, others),
        Error::Font(FontError::Missing { character }) => super::characters::missing(*character, 0, &[]),
        Error::Writer { format, problem } => (
            format!("生成 {format} 时程序内部出错（{problem}）；请附上这个文件报告给开发者"),
            format!("the program failed to write {format} ({problem}); please report this with the file"),
        ),
        other => (other.to_string(), other.to_string()),
    }
}

/// The usual reasons in words; any other as the system says it.
pub(super) fn io_reason(language: Language, error: &io::Error) -> String {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "a part of the path is not a folder"),
        io::ErrorKind::IsADirectory => ("这是一个文件夹", "it is a folder"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => ("文件系统只读", "the file system is read-only"),
        io::ErrorKind::BrokenPipe => ("接收方已关闭", "the reader has gone"),
        _ => return error.to_string(),
    };
    language.pick(zh, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 2908, 1_234_567].map(grouped), ["0", "999", "2,908", "1,234,567"]);
    }

    #[test]
    fn a_zh_locale_speaks_chinese() {
        for locale in ["zh_CN.UTF-8", "zh", "zh-Hans-CN", "ZH_TW"] {
            assert_eq!(Language::of_locale(locale), Language::Chinese);
        }
        for locale in ["", "C", "en_GB.UTF-8", "中"] {
            assert_eq!(Language::of_locale(locale), Language::English);
        }
    }
}
