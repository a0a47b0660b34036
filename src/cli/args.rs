//! The command line as data: one flag, one line in each language.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use super::messages::Language;
use crate::DocxFonts;
#[cfg(feature = "epub")]
use crate::EpubFonts;
use crate::batch::{Order, Shard, Target};
use crate::check::Severity;
use crate::parse::{Markup, Paragraphs};
use crate::style::Setting;

/// Plain Chinese speeches to print-ready PDF, DOCX and EPUB
#[derive(Debug, Parser)]
#[command(name = "convert", version)]
pub(super) struct Convert {
    #[command(flatten)]
    pub(super) args: ConvertArgs,
}

/// 文印: plain Chinese speeches to print-ready PDF, DOCX and EPUB
#[derive(Debug, Parser)]
#[command(name = "wenyin", version)]
pub(super) struct Wenyin {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Convert texts, as the program `convert` does
    Convert(Box<ConvertArgs>),
    /// Look texts over before they are printed: placeholders, numbering, dates, marks; takes the options of `convert`
    Check(Box<CheckArgs>),
    /// Say of every printed line why it ends where it ends; takes the options of `convert`
    #[cfg(feature = "pdf")]
    #[command(name = "explain-layout")]
    ExplainLayout(Box<ConvertArgs>),
    /// List the built-in faces
    Fonts,
    /// List the built-in profiles, or show one
    Profiles {
        #[command(subcommand)]
        action: Option<ProfilesAction>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
        /// The program to complete
        #[arg(long, value_enum, default_value_t = Program::Wenyin)]
        program: Program,
    },
    /// Print the manual page
    Man {
        /// The program to describe
        #[arg(long, value_enum, default_value_t = Program::Convert)]
        program: Program,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum ProfilesAction {
    /// Print a profile as commented TOML, to start one's own from
    Show {
        /// Name of a built-in profile
        #[arg(default_value = "speech")]
        name: String,
    },
}

/// One of the two programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Program {
    Convert,
    Wenyin,
}

#[derive(Debug, Args)]
pub(super) struct ConvertArgs {
    /// Text files, folders and patterns (quoted: '2025*/*.txt'); - is standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(super) inputs: Vec<PathBuf>,
    /// Formats, repeated or with commas; pdf, docx and epub unless told
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', ignore_case = true, value_parser = target_parser())]
    pub(super) to: Vec<Target>,
    /// Output file for one input and one format; - is standard output
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Folder for the outputs, the tree of an input folder mirrored in it
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(super) out_dir: Option<PathBuf>,
    /// Search folders to the bottom
    #[arg(short, long)]
    pub(super) recursive: bool,
    /// Bind all texts as one book of this title: title page, contents, each text on a page of its own
    #[arg(long, value_name = "TITLE", value_parser = NonEmptyStringValueParser::new(), conflicts_with_all = ["title", "subtitle", "skip_unchanged", "shard", "memory"])]
    pub(super) collect: Option<String>,
    /// How the texts of a book follow one another: by file name, by date, or as given
    #[arg(long, value_name = "ORDER", default_value = "name", requires = "collect", value_parser = order_parser())]
    pub(super) collect_order: Order,
    /// House rules: the name of a built-in profile, or a TOML file; as the text asks, or speech, unless told
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub(super) profile: Option<String>,
    /// One key of the house rules, as page_numbers.place=outer; repeated for several
    #[arg(long, value_name = "KEY=VALUE", value_parser = setting)]
    pub(super) set: Vec<Setting>,
    /// Characters spoken in a minute, for speaking times and the minutes in the margin of the profile reading
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) rate: Option<u16>,
    /// A font file, or a folder of them, for characters that the built-in faces lack
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) font: Vec<PathBuf>,
    /// Take no character from the fonts of this machine
    #[arg(long)]
    pub(super) no_system_fonts: bool,
    /// Draw 〓 for a character that no font has, instead of failing
    #[arg(long)]
    pub(super) allow_missing: bool,
    /// The title, as it stands in the text or otherwise
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) title: Option<String>,
    /// The subtitle
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) subtitle: Option<String>,
    /// The speaker
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) speaker: Option<String>,
    /// The date
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) date: Option<String>,
    #[command(flatten)]
    pub(super) official: OfficialArgs,
    /// Fonts in a DOCX: the characters used, whole faces, or none
    #[arg(long, value_name = "WHICH", default_value = "subset", value_parser = docx_fonts_parser())]
    pub(super) docx_fonts: DocxFonts,
    #[cfg(feature = "epub")]
    #[command(flatten)]
    pub(super) epub: EpubArgs,
    /// How marks are set: as in the mainland, Taiwan or Hong Kong, or as the characters of the text tell
    #[arg(long, value_name = "REGION", value_parser = PossibleValuesParser::new(["auto", "cn", "tw", "hk"]))]
    pub(super) region: Option<String>,
    /// Encoding of the texts; recognised unless told
    #[arg(long, value_name = "NAME", ignore_case = true, value_parser = PossibleValuesParser::new(ENCODINGS))]
    pub(super) encoding: Option<String>,
    /// Read a text with broken bytes: each broken place prints as 〓 and is reported
    #[arg(long)]
    pub(super) lossy: bool,
    /// Marks of Markdown: understood where the text is plainly written in it, always, or never
    #[arg(long, value_name = "WHICH", default_value = "auto", value_parser = markup_parser())]
    pub(super) markup: Markup,
    /// How lines make paragraphs: each line, up to a blank line, from indent to indent; as the text shows unless told
    #[arg(long, value_name = "HOW", default_value = "auto", value_parser = paragraphs_parser())]
    pub(super) paragraphs: Paragraphs,
    /// There is no title block: the text begins with the first line
    #[arg(long)]
    pub(super) no_front: bool,
    /// There are no closing words, signature, attachments or notes: all is text
    #[arg(long)]
    pub(super) no_back: bool,
    /// There are no headings but those that --level1 to --level4 name
    #[arg(long)]
    pub(super) no_headings: bool,
    /// Lines that match are headings of level 1 (regular expression)
    #[arg(long, value_name = "REGEX")]
    pub(super) level1: Option<String>,
    /// Lines that match are headings of level 2
    #[arg(long, value_name = "REGEX")]
    pub(super) level2: Option<String>,
    /// Lines that match are headings of level 3
    #[arg(long, value_name = "REGEX")]
    pub(super) level3: Option<String>,
    /// Lines that match are headings of level 4
    #[arg(long, value_name = "REGEX")]
    pub(super) level4: Option<String>,
    /// Take out page numbers and running heads of an earlier conversion
    #[arg(long)]
    pub(super) clean: bool,
    #[command(flatten)]
    pub(super) batch: BatchArgs,
    /// Number of threads; as many as there are processors unless told
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Say of every line of the source what it was taken for, and why
    #[arg(long)]
    pub(super) explain: bool,
    /// Look the texts over too, as `wenyin check` does; what is found gives exit code 3
    #[arg(long, conflicts_with = "collect")]
    pub(super) check: bool,
    /// Also write review copies (NAME.review.pdf, NAME.review.docx): findings highlighted and listed, in the DOCX as comments
    #[arg(long, conflicts_with = "collect")]
    pub(super) mark: bool,
    /// The least severity of findings that are told
    #[arg(long, value_name = "SEVERITY", default_value = "warning", value_parser = severity_parser())]
    pub(super) severity: Severity,
    /// Print nothing but errors and warnings
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say how each text was read and which characters another font drew
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// How many texts are converted.
#[derive(Debug, Args)]
pub(super) struct BatchArgs {
    /// Pass over texts whose outputs are there already, of the same text and settings; resumes a run that was stopped
    #[arg(long, conflicts_with = "output")]
    pub(super) skip_unchanged: bool,
    /// Write what became of each file as JSON
    #[arg(long, value_name = "FILE.json")]
    pub(super) report: Option<PathBuf>,
    /// Convert only part I of N, the same files on every machine
    #[arg(long, value_name = "I/N", conflicts_with = "output")]
    pub(super) shard: Option<Shard>,
    /// Memory for the texts in the works, in MB; 64 and 24 more a thread unless told
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) memory: Option<u32>,
    /// Wait until each output is on the disk: slower, but a power cut takes nothing that is done
    #[arg(long)]
    pub(super) fsync: bool,
}

/// Head and foot of an official document.
#[derive(Debug, Args)]
pub(super) struct OfficialArgs {
    /// Format of an official document: document, letter, order or minutes; none for a speech
    #[arg(long, value_name = "WHICH", value_parser = PossibleValuesParser::new(["none", "document", "letter", "order", "minutes"]))]
    pub(super) format: Option<String>,
    /// The copy number of an official document (份号)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) copy_number: Option<String>,
    /// Its classification (密级), as 机密★1年
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) classification: Option<String>,
    /// Its urgency (紧急程度)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) urgency: Option<String>,
    /// Its issuer (发文机关标志); repeated for a joint issue
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) issuer: Vec<String>,
    /// Its number (发文字号)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) doc_number: Option<String>,
    /// Who signs it (签发人); several parted by blanks
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) signatory: Option<String>,
    /// Copies to (抄送)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) cc: Option<String>,
    /// Who prints it (印发机关)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) printed_by: Option<String>,
    /// When it is printed (印发日期)
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) print_date: Option<String>,
}

/// What `check` is to tell.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) convert: ConvertArgs,
    /// Print findings and statistics as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Print how much text there is, how long it takes to speak, and how many pages it makes
    #[arg(long)]
    pub(super) stats: bool,
    /// Show as a diff what is certain to be wrong put right: ellipses, dashes, spaces between Han; writes nothing
    #[arg(long, conflicts_with_all = ["json", "stats", "mark"])]
    pub(super) fix: bool,
    /// With --fix: write it into the texts, each in its own encoding
    #[arg(long, requires = "fix")]
    pub(super) write: bool,
}

/// What an EPUB is to be like.
#[cfg(feature = "epub")]
#[derive(Debug, Args)]
pub(super) struct EpubArgs {
    /// Fonts in an EPUB: the characters used, or none
    #[arg(long, value_name = "WHICH", default_value = "subset", value_parser = epub_fonts_parser())]
    pub(super) epub_fonts: EpubFonts,
    /// Vertical lines in an EPUB, its pages from right to left
    #[arg(long)]
    pub(super) epub_vertical: bool,
    /// A second table of contents in an EPUB, for old readers
    #[arg(long)]
    pub(super) epub_ncx: bool,
    /// A picture as the cover of an EPUB (PNG, JPEG or SVG)
    #[arg(long, value_name = "FILE", conflicts_with = "no_cover")]
    pub(super) cover: Option<PathBuf>,
    /// No cover in an EPUB
    #[arg(long)]
    pub(super) no_cover: bool,
}

/// The same lines in Chinese, by the flag's (or command's) id.
const CHINESE: &[(&str, &str)] = &[
    ("inputs", "文本文件、文件夹或通配式（加引号：'2025*/*.txt'）；- 表示标准输入"),
    ("to", "输出格式，可重复或用逗号分隔；默认 pdf、docx、epub"),
    ("output", "输出文件（仅限一个输入、一种格式）；- 表示标准输出"),
    ("out_dir", "输出文件夹；输入为文件夹时，其目录结构照样保留"),
    ("recursive", "包括下级文件夹"),
    ("collect", "把所有文本合成一本书，以此为书名：有书名页和目录，各篇另起一页"),
    ("collect_order", "书中各篇的次序：name 按文件名，date 按日期，given 按给出的次序"),
    ("profile", "版式：内置版式名，或 TOML 文件；默认依原文信息块所列，否则 speech"),
    ("set", "改版式中的一项，如 page_numbers.place=outer；可重复"),
    ("rate", "每分钟念多少字，用于讲话时间和 reading 版式页边的分钟数；默认 200"),
    ("font", "补充字体文件或文件夹，用于内置字体没有的字"),
    ("no_system_fonts", "缺字时不用本机安装的字体"),
    ("allow_missing", "所有字体都没有的字排作〓，不算出错"),
    ("title", "标题（原文已有的，或另行给定）"),
    ("subtitle", "副标题"),
    ("speaker", "讲话人"),
    ("date", "日期"),
    ("format", "公文格式：document 文件，letter 信函，order 命令（令），minutes 纪要；none 不是公文"),
    ("copy_number", "份号（六位数字）"),
    ("classification", "密级和保密期限，如 机密★1年"),
    ("urgency", "紧急程度：特急、加急"),
    ("issuer", "发文机关标志，如 某某县人民政府文件；联合行文重复此项"),
    ("doc_number", "发文字号，如 某政发〔2026〕3号"),
    ("signatory", "签发人；几个人用空格隔开"),
    ("cc", "抄送机关"),
    ("printed_by", "印发机关"),
    ("print_date", "印发日期"),
    ("docx_fonts", "DOCX 嵌入的字体：subset 所用字符，full 整套，none 不嵌入"),
    ("epub_fonts", "EPUB 嵌入的字体：subset 所用字符，none 不嵌入"),
    ("epub_vertical", "EPUB 直排，自右向左翻页"),
    ("epub_ncx", "EPUB 另附一份目录，供旧阅读器使用"),
    ("cover", "EPUB 的封面图片（PNG、JPEG、SVG）"),
    ("no_cover", "EPUB 不要封面"),
    ("region", "标点排法：cn 大陆，tw 台湾，hk 香港；auto 由文字判断"),
    ("encoding", "原文的编码；默认自动识别"),
    ("lossy", "照读有坏字节的文本：每处坏字节印作 〓，并逐处报告"),
    ("markup", "Markdown 记号：auto 明显是 Markdown 才认（.md 文件总认），markdown 总认，none 一概是文字"),
    ("paragraphs", "怎样成段：line 一行一段，blank 空行分段，indent 缩进起段；auto 由原文判断"),
    ("no_front", "没有题首：从第一行起就是正文"),
    ("no_back", "没有结束语、落款、附件、注释：全部是正文"),
    ("no_headings", "没有标题，--level1 至 --level4 指明的除外"),
    ("level1", "与此正则表达式相符的行是一级标题"),
    ("level2", "与此正则表达式相符的行是二级标题"),
    ("level3", "与此正则表达式相符的行是三级标题"),
    ("level4", "与此正则表达式相符的行是四级标题"),
    ("clean", "去掉转换遗留的页码和页眉、页脚"),
    ("skip_unchanged", "原文和设置未变、输出已在的不再做；接着做中断的一批"),
    ("report", "把每个文件的结果写成 JSON"),
    ("shard", "只做 N 份中的第 I 份，各台机器分法相同"),
    ("memory", "同时在做的文本可用的内存（MB）；默认 64，每线程另加 24"),
    ("fsync", "等每个输出确实写到磁盘：慢些，断电也不丢已完成的"),
    ("jobs", "线程数；默认与处理器数相同"),
    ("explain", "逐行说明原文各行识别成了什么、为什么"),
    ("check", "付印前检查：占位、序号、日期、标点、结构、用字；有发现时退出码为 3"),
    ("mark", "另写审阅件（文件名.review.pdf、.review.docx）：标出发现并列出，DOCX 中为批注"),
    ("severity", "报到哪一级：error 错误，warning 警告及以上，note 全部"),
    ("json", "以 JSON 输出发现和统计"),
    ("stats", "统计字数、句数、讲话时间、页数"),
    ("fix", "以差异（diff）显示可以确定的改正：省略号、破折号、汉字间的空格；不写任何文件"),
    ("write", "与 --fix 合用：把改正写入原文件，编码不变"),
    ("quiet", "只显示错误和警告"),
    ("verbose", "说明每个文本是怎样读入的、哪些字换用了别的字体"),
    ("shell", "命令解释器"),
    ("program", "程序名"),
    ("name", "内置版式名"),
    ("convert", "转换文本（与 convert 程序相同）"),
    ("explain-layout", "逐行说明版面：为什么在这里断行，挤压或拉开多少；选项与 convert 相同"),
    ("fonts", "列出内置字体"),
    ("profiles", "列出内置版式，或显示其中之一"),
    ("show", "显示一个版式的 TOML 全文，可据以自定"),
    ("completions", "生成命令补全脚本"),
    ("man", "生成手册页"),
    ("wenyin", "文印：把中文讲话稿排成可直接付印的 PDF、DOCX、EPUB"),
];

/// The encodings that can be named.
const ENCODINGS: [&str; 9] =
    ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "GBK", "Big5", "EUC-TW", "Shift_JIS", "EUC-JP"];

fn target_parser() -> impl clap::builder::TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::all().map(Target::name))
        .try_map(|name| Target::from_name(&name).ok_or("not a format"))
}

/// `key=value`, without blanks around either.
fn setting(given: &str) -> Result<Setting, String> {
    let (key, value) = given.split_once('=').ok_or("KEY=VALUE is wanted, as page_numbers.place=outer")?;
    Ok(Setting { key: key.trim().to_owned(), value: value.trim().to_owned() })
}

fn order_parser() -> impl clap::builder::TypedValueParser<Value = Order> {
    PossibleValuesParser::new(["name", "date", "given"]).map(|name| match name.as_str() {
        "date" => Order::Date,
        "given" => Order::Given,
        _ => Order::Name,
    })
}

fn docx_fonts_parser() -> impl clap::builder::TypedValueParser<Value = DocxFonts> {
    PossibleValuesParser::new(["subset", "full", "none"]).map(|name| match name.as_str() {
        "full" => DocxFonts::Full,
        "none" => DocxFonts::None,
        _ => DocxFonts::Subset,
    })
}

#[cfg(feature = "epub")]
fn epub_fonts_parser() -> impl clap::builder::TypedValueParser<Value = EpubFonts> {
    PossibleValuesParser::new(["subset", "none"]).map(|name| match name.as_str() {
        "none" => EpubFonts::None,
        _ => EpubFonts::Subset,
    })
}

fn severity_parser() -> impl clap::builder::TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .map(|name| Severity::ALL.into_iter().find(|s| s.name() == name).unwrap_or_default())
}

fn markup_parser() -> impl clap::builder::TypedValueParser<Value = Markup> {
    PossibleValuesParser::new(["auto", "markdown", "none"]).map(|name| match name.as_str() {
        "markdown" => Markup::Markdown,
        "none" => Markup::None,
        _ => Markup::Auto,
    })
}

fn paragraphs_parser() -> impl clap::builder::TypedValueParser<Value = Paragraphs> {
    PossibleValuesParser::new(["auto", "line", "blank", "indent"]).map(|name| match name.as_str() {
        "line" => Paragraphs::Line,
        "blank" => Paragraphs::Blank,
        "indent" => Paragraphs::Indent,
        _ => Paragraphs::Auto,
    })
}

/// The command line of a program, its help in the language asked for.
pub(super) fn command(program: Program, language: Language) -> clap::Command {
    let command = match program {
        Program::Convert => Convert::command(),
        Program::Wenyin => Wenyin::command(),
    };
    match language {
        Language::English => command,
        Language::Chinese => in_chinese(command.about(chinese("wenyin"))),
    }
}

fn in_chinese(mut command: clap::Command) -> clap::Command {
    let is_root_of_arguments = command.get_arguments().next().is_some();
    if is_root_of_arguments {
        command = command.mut_args(|arg| {
            let line = chinese(arg.get_id().as_str());
            arg.help(line)
        });
    }
    command.mut_subcommands(|sub| {
        let line = chinese(sub.get_name());
        in_chinese(sub.about(line))
    })
}

fn chinese(id: &str) -> &'static str {
    CHINESE.iter().find(|(name, _)| *name == id).map_or("", |(_, line)| *line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &clap::Command) {
        for arg in command.get_arguments() {
            assert!(arg.get_help().is_some_and(|h| !h.to_string().is_empty()), "{}", arg.get_id());
        }
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some_and(|h| !h.to_string().is_empty()), "{}", sub.get_name());
            check(sub);
        }
    }

    #[test]
    fn the_command_lines_are_sound_and_every_flag_has_its_line_in_both_languages() {
        for program in [Program::Convert, Program::Wenyin] {
            for language in [Language::English, Language::Chinese] {
                let command = command(program, language);
                command.clone().debug_assert();
                check(&command);
            }
        }
    }
}
