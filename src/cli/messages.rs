//! What the programs say: Chinese in a zh locale, otherwise English.

use std::io::{self, Write as _};
use std::path::Path;

use super::usage::Usage;
use crate::batch::{Bound, Depth, Done, Failure, Refused, Special, Summary, Written, shown};
use crate::font::FontError;
use crate::input::{FileKind, InputError, MISSING};
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
        self.failure(&shown(&refused.input), &refused.failure);
    }

    pub(super) fn failure(&self, input: &str, failure: &Failure) {
        let input = self.input_name(input);
        self.error(&format!("{input}{}{}", self.language.pick("：", ": "), sentence(self.language, failure)));
    }

    /// What a document became: what to look at, and a line for each file where those are wanted.
    pub(super) fn done(&self, job: &Job, done: &Done, tell_all: bool) {
        self.notes(&job.name(), done);
        if tell_all && self.verbosity > Verbosity::Quiet {
            for written in &done.outputs {
                self.written(&shown(&written.path), written, done);
            }
        }
    }

    pub(super) fn unchanged(&self, input: &str) {
        self.error(&self.language.pick(format!("{input}：未变，跳过"), format!("{input}: unchanged")));
    }

    /// The journals of earlier runs cannot be read.
    pub(super) fn no_journal(&self, error: &io::Error) {
        let reason = io_reason(self.language, error);
        self.error(&self.language.pick(
            format!("--skip-unchanged：记录文件无法读取（{reason}）；全部重做，也不记录"),
            format!("--skip-unchanged: the journal cannot be read ({reason}); all is done anew and nothing noted"),
        ));
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

    /// What a book became.
    pub(super) fn bound(&self, bound: &Bound) {
        if self.verbosity > Verbosity::Quiet {
            let count = self.count(bound.documents.len(), "篇", "text");
            for written in &bound.done.outputs {
                self.written(&format!("{}  {count}", written.path.display()), written, &bound.done);
            }
        }
    }

    /// That a book was not made, because so many inputs failed.
    pub(super) fn not_bound(&self, book: &str, failed: usize) {
        self.error(&self.language.pick(
            format!("有 {} 个输入不能用，没有生成{book}；请改正或去掉后再运行", grouped(failed)),
            format!(
                "{} input(s) failed, so {book} was not made; mend or leave them out and run again",
                grouped(failed)
            ),
        ));
    }

    /// How a list of several ended.
    pub(super) fn summary(&self, summary: &Summary) {
        if summary.files < 2 || (self.verbosity == Verbosity::Quiet && summary.failed + summary.cancelled == 0) {
            return;
        }
        let mut parts = vec![
            self.language.pick(format!("完成 {} 个", grouped(summary.done)), format!("{} done", grouped(summary.done))),
        ];
        for (number, zh, en) in [
            (summary.skipped, "未变跳过", "unchanged"),
            (summary.failed, "失败", "failed"),
            (summary.cancelled, "未做", "not begun"),
        ] {
            if number > 0 {
                let number = grouped(number);
                parts.push(self.language.pick(format!("{zh} {number} 个"), format!("{number} {en}")));
            }
        }
        let mut told = parts.join(self.language.pick("，", ", "));
        if summary.done > 0 {
            let megabytes = format!("{:.1}", summary.bytes as f64 / 1e6);
            let Summary { seconds, per_second, .. } = *summary;
            let warnings = self.count(summary.warnings, "条警告", "warning");
            let others = self.count(summary.substitutions, "种字换用字体", "character");
            let from = self.language.pick("", " from other fonts");
            let pages = self.count(summary.pages, "页", "page");
            let characters = self.count(summary.characters, "字", "character");
            told += &self.language.pick(
                format!("；{warnings}，{others}；{pages}，{characters}，{megabytes} MB；{seconds:.1} 秒，每秒 {per_second:.1} 篇"),
                format!("; {warnings}, {others}{from}; {pages}, {characters}, {megabytes} MB; {seconds:.1} s, {per_second:.1} documents a second"),
            );
        }
        self.error(&told);
        if summary.cancelled > 0 {
            self.error(self.language.pick(
                "已中断；写出的文件都是完整的，加 --skip-unchanged 再运行即可接着做",
                "interrupted; every file that was written is whole, and --skip-unchanged goes on from here",
            ));
        }
    }

    /// The failures once more, after a long list.
    pub(super) fn failures(&self, failures: &[(String, String)], all: usize) {
        if failures.is_empty() {
            return;
        }
        self.error(self.language.pick("失败的：", "failed:"));
        for (input, sentence) in failures {
            self.error(&format!("  {input}{}{sentence}", self.language.pick("：", ": ")));
        }
        if all > failures.len() {
            let more = grouped(all - failures.len());
            self.error(&self.language.pick(
                format!("  另有 {more} 个；--report 列出全部"),
                format!("  and {more} more; --report lists all"),
            ));
        }
    }

    pub(super) fn line(&self, line: u32) -> String {
        self.language.pick(format!("第 {line} 行"), format!("line {line}"))
    }

    pub(super) fn count(&self, n: usize, zh: &str, en: &str) -> String {
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
pub(super) fn sentence(language: Language, failure: &Failure) -> String {
    let (zh, en) = match failure {
        Failure::Missing => {
            ("没有这个文件或文件夹；请检查路径".into(), "no such file or folder; check the path".into())
        }
        Failure::NoMatch => ("没有与之相符的文件；请检查通配式".into(), "no file matches the pattern; check it".into()),
        Failure::NotAFile(Special::Pipe) => (
            "这是管道，不是文件；请以标准输入读取：convert - --to pdf -o 输出.pdf < 管道".into(),
            "it is a pipe, not a file; read it as standard input: convert - --to pdf -o OUT.pdf < PIPE".into(),
        ),
        Failure::NotAFile(_) => {
            ("这是设备，不是文件；请检查路径".into(), "it is a device, not a file; check the path".into())
        }
        Failure::TooLarge { bytes, limit } => {
            let [bytes, limit] = [bytes, limit].map(|n| n >> 20);
            (
                format!("文件有 {bytes} MB，超过文本的上限 {limit} MB；请检查是不是这个文件，或先拆成几个"),
                format!(
                    "the file has {bytes} MB, a text at most {limit}; check that it is the right file, or divide it"
                ),
            )
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
        Failure::Profile { error, .. } => {
            let (zh, en) = super::usage::profile(error);
            (format!("信息块要求的版式不能用：{zh}"), format!("the profile that its front matter names: {en}"))
        }
        Failure::Defect(problem) => (
            format!("程序内部出错（{problem}）；请附上这个文件报告给开发者"),
            format!("the program failed on it ({problem}); please report this with the file"),
        ),
    };
    language.pick(zh, en)
}

fn target(path: &Path, error: &io::Error) -> (String, String) {
    let path = shown(path);
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
        Error::Input(InputError::NotText { kind }) => (remedy(*kind).into(), kind.remedy().into()),
        Error::Input(InputError::Malformed { encoding, offset, bytes, count }) => {
            let bytes: Vec<String> = bytes.iter().map(|b| format!("{b:02X}")).collect();
            let bytes = bytes.join(" ");
            (
                format!(
                    "偏移 {offset} 处的字节 {bytes} 不是有效的 {encoding} 文本（共 {count} 处）；\
                     请另存为 UTF-8 编码的纯文本，或加 --lossy 以 {MISSING} 代替照印"
                ),
                format!(
                    "bytes {bytes} at offset {offset} are not valid {encoding} ({count} in all); \
                     save it as plain text in UTF-8, or print {MISSING} in their place with --lossy"
                ),
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

/// What another program's file is and what to do with it.
fn remedy(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "这是 PDF 文件；请在 PDF 阅读器里把文字另存或复制为纯文本 .txt",
        FileKind::Package => "这是 DOCX 等办公文档或 zip 压缩包；请用 Word、WPS 或 LibreOffice 打开，另存为纯文本 .txt",
        FileKind::Compound => "这是 DOC 等旧式办公文档；请用 Word、WPS 或 LibreOffice 打开，另存为纯文本 .txt",
        FileKind::Rtf => "这是 RTF 文档；请用 Word、WPS 或 LibreOffice 打开，另存为纯文本 .txt",
        FileKind::Picture => "这是图片；请先用文字识别（OCR）软件转成纯文本 .txt",
        FileKind::Archive => "这是压缩文件；请先解压",
        FileKind::Utf32 => "这是 UTF-32 编码的文本；请用编辑器另存为 UTF-8",
    }
}

/// `ELOOP`, which has no kind of its own in the standard library yet.
const TOO_MANY_LINKS: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };

/// The usual reasons in words; any other as the system says it.
pub(super) fn io_reason(language: Language, error: &io::Error) -> String {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "a part of the path is not a folder"),
        io::ErrorKind::IsADirectory => ("这是一个文件夹", "it is a folder"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => ("文件系统只读", "the file system is read-only"),
        io::ErrorKind::QuotaExceeded => ("磁盘配额已用完", "the disk quota is used up"),
        io::ErrorKind::InvalidFilename => ("文件名太长，请先改短", "the name is too long: shorten it"),
        _ if error.raw_os_error() == Some(TOO_MANY_LINKS) => {
            ("符号链接绕成了圈", "symbolic links that lead in a circle")
        }
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
