//! `wenyin check` and `convert --check`: what a clerk sees in a last look.

use std::path::Path;

use serde::Serialize;

use super::Exit;
use super::args::{CheckArgs, ConvertArgs};
use super::messages::{Language, Messages, Results, Verbosity, grouped};
use super::run::read_stdin;
use super::usage::Usage;
use crate::Converter;
use crate::batch::{Depth, Explain, Failure, Job, Place, Plan, Refused, Request, Source, Target, Task, read_text};
use crate::check::{Finding, Severity, Statistics, statistics};
use crate::model::Document;

/// Looks over each input.
pub(super) fn check(args: &CheckArgs, language: Language) -> Exit {
    let messages = Messages { language, verbosity: Verbosity::Normal, results: Results::Stdout };
    check_with(args, &messages).unwrap_or_else(|usage| {
        messages.usage(&usage);
        Exit::Usage
    })
}

/// What is known of one text, as `--json` prints it.
#[derive(Serialize)]
struct Checked<'a> {
    path: &'a str,
    findings: Vec<Finding>,
    statistics: Statistics,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Pages>,
}

/// The pages that a text makes in a profile.
#[derive(Serialize)]
struct Pages {
    profile: String,
    pages: usize,
}

/// Characters spoken in a minute unless told.
const RATE: u32 = 200;

fn check_with(args: &CheckArgs, messages: &Messages) -> Result<Exit, Usage> {
    let converter = args.convert.converter()?;
    let overrides = args.convert.overrides();
    let settings = args.convert.settings();
    let house_rules = args.convert.house_rules(&settings);
    let task = Task { converter: &converter, overrides: &overrides, explain: Explain::No, house_rules };
    let plan = plan(&args.convert)?;
    if args.convert.mark {
        super::review::refuse_collisions(&plan.jobs)?;
    }
    for refused in &plan.refused {
        messages.refused(refused);
    }
    if args.fix {
        return super::fix::fix(args, &task, &plan, messages);
    }
    let rate = args.convert.rate.map_or(RATE, u32::from);
    let mut tally = Tally { failed: plan.refused.len(), found: 0 };
    let mut all = Vec::new();
    for job in &plan.jobs {
        let name = job.name();
        match read(&task, &job.source) {
            Ok((converter, document)) => {
                let findings = told(&converter, &document, args.convert.severity);
                tally.found += findings.len();
                if args.convert.mark
                    && let Err(failure) = super::review::write(&converter, &document, &findings, &job.outputs, messages)
                {
                    messages.failure(&name, &failure);
                    tally.failed += 1;
                }
                if args.json {
                    let statistics = statistics(&document, rate);
                    all.push((
                        name,
                        findings,
                        statistics,
                        if args.stats { pages(&converter, &document) } else { Vec::new() },
                    ));
                    continue;
                }
                print(messages, &name, &findings);
                if args.stats {
                    let statistics = statistics(&document, rate);
                    print_statistics(messages, &name, &statistics, &pages(&converter, &document));
                }
            }
            Err(failure) => {
                messages.failure(&name, &failure);
                tally.failed += 1;
            }
        }
    }
    if args.json {
        let all: Vec<Checked<'_>> = all
            .iter_mut()
            .map(|(path, findings, statistics, pages)| Checked {
                path,
                findings: std::mem::take(findings),
                statistics: statistics.clone(),
                pages: std::mem::take(pages),
            })
            .collect();
        messages.result(&serde_json::to_string_pretty(&all).unwrap_or_default());
    } else if !args.convert.quiet {
        messages.result(&messages.language.pick(
            format!("检查了 {} 个文本，发现 {} 处", grouped(plan.jobs.len()), grouped(tally.found)),
            format!("{} texts, {} findings", grouped(plan.jobs.len()), grouped(tally.found)),
        ));
    }
    Ok(tally.exit())
}

/// How many inputs failed, and how much was found in the others.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) failed: usize,
    pub(super) found: usize,
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self { failed: a.failed + b.failed, found: a.found + b.found })
    }
}

impl Tally {
    pub(super) fn exit(&self) -> Exit {
        match (self.failed, self.found) {
            (0, 0) => Exit::Done,
            (0, _) => Exit::Found,
            _ => Exit::SomeFailed,
        }
    }
}

/// The texts to look over; nothing is written.
fn plan(args: &ConvertArgs) -> Result<Plan, Usage> {
    if args.inputs.iter().any(|input| input.as_os_str() == "-") {
        if args.inputs.len() > 1 {
            return Err(Usage::StdinAmongFiles);
        }
        if args.mark {
            return Err(Usage::MarkNeedsFile);
        }
        let mut plan = Plan::default();
        match read_stdin() {
            Ok(bytes) => plan.jobs.push(Job::of(Source::Bytes(bytes.into()))),
            Err(failure) => plan.refused.push(Refused { input: "-".into(), failure }),
        }
        return Ok(plan);
    }
    let depth = if args.recursive { Depth::Recursive } else { Depth::Direct };
    // Of the formats that --to names those that have review copies, or both.
    let wanted = |target: &Target| args.mark && (args.to.is_empty() || args.to.contains(target));
    let targets = super::review::targets().filter(wanted).collect();
    let place = args.out_dir.clone().filter(|_| args.mark).map_or(Place::Beside, Place::Folder);
    let request = Request { inputs: args.inputs.clone(), targets, depth, place };
    Plan::new(&request).map_err(Usage::Plan)
}

/// The bytes of a text and its path, where it is a file.
pub(super) fn bytes_of(source: &Source) -> Result<(std::sync::Arc<[u8]>, Option<&Path>), Failure> {
    Ok(match source {
        Source::File(path) => (read_text(path)?.into(), Some(path.as_path())),
        Source::Bytes(bytes) => (bytes.clone(), None),
    })
}

pub(super) fn read<'a>(
    task: &'a Task<'_>,
    source: &Source,
) -> Result<(std::borrow::Cow<'a, Converter>, Document), Failure> {
    let (bytes, name) = bytes_of(source)?;
    let (converter, document, _) = task.read(&bytes, name)?;
    if document.flow().is_empty() {
        return Err(Failure::Convert(crate::Error::Empty));
    }
    Ok((converter, document))
}

fn told(converter: &Converter, document: &Document, severity: Severity) -> Vec<Finding> {
    let mut findings = converter.check(document);
    findings.retain(|f| f.severity >= severity);
    findings
}

/// One line a finding: `讲话.txt:5:7  错误  placeholder  占位“X”还没有填写  …大家好！X月底…`.
fn print(messages: &Messages, name: &str, findings: &[Finding]) {
    let language = messages.language;
    let name = messages.input_name(name);
    for f in findings {
        let (severity, sentence) = language.pick((f.severity.zh(), &f.zh), (f.severity.name(), &f.en));
        messages
            .result(&format!("{name}:{}:{}  {severity}  {}  {sentence}  …{}…", f.line, f.column, f.code, f.excerpt));
    }
}

/// Looks over a text that was converted, and writes its review copies where they are wanted.
pub(super) fn beside(task: &Task<'_>, job: &Job, args: &ConvertArgs, messages: &Messages) -> Tally {
    // That it cannot be read any more was told when it was converted a moment ago, or is none of ours.
    let Ok((converter, document)) = read(task, &job.source) else { return Tally::default() };
    let findings = told(&converter, &document, args.severity);
    print(messages, &job.name(), &findings);
    let mut tally = Tally { failed: 0, found: findings.len() };
    if args.mark
        && let Err(failure) = super::review::write(&converter, &document, &findings, &job.outputs, messages)
    {
        messages.failure(&job.name(), &failure);
        tally.failed += 1;
    }
    tally
}

/// The pages in the profile in use and in every built-in one; a profile that cannot set the text is left out.
#[cfg(feature = "pdf")]
fn pages(converter: &Converter, document: &Document) -> Vec<Pages> {
    use crate::style::Profile;
    let count = |profile: String, converter: &Converter| {
        let pages = converter.layout(document).ok()?.len();
        Some(Pages { profile, pages })
    };
    Profile::names()
        .filter_map(|name| count(name.to_owned(), &converter.with_profile(Profile::built_in(name).ok()?)))
        .collect()
}

#[cfg(not(feature = "pdf"))]
fn pages(_: &Converter, _: &Document) -> Vec<Pages> {
    Vec::new()
}

fn print_statistics(messages: &Messages, name: &str, of: &Statistics, pages: &[Pages]) {
    let language = messages.language;
    let clock = |seconds: u32| format!("{}:{:02}", seconds / 60, seconds % 60);
    let line = |zh: String, en: String| messages.result(&language.pick(zh, en));
    messages.result(&messages.input_name(name));
    line(
        format!(
            "  汉字 {} · 其他字符 {} · 句 {} · 段 {}",
            grouped(of.han),
            grouped(of.others),
            grouped(of.sentences),
            grouped(of.paragraphs)
        ),
        format!(
            "  {} Han · {} others · {} sentences · {} paragraphs",
            grouped(of.han),
            grouped(of.others),
            grouped(of.sentences),
            grouped(of.paragraphs)
        ),
    );
    if let Some(s) = &of.longest {
        line(
            format!("  最长句 {} 字（第 {} 行）：{}", s.characters, s.line, s.text),
            format!("  longest sentence {} characters (line {}): {}", s.characters, s.line, s.text),
        );
    }
    let (quick, slow) = (clock(of.range.0), clock(of.range.1));
    let (fast_rate, slow_rate) = (of.rate * 6 / 5, of.rate * 4 / 5);
    line(
        format!(
            "  讲话时间 {}（每分钟 {} 字；{slow_rate}—{fast_rate} 字为 {slow}—{quick}）",
            clock(of.seconds),
            of.rate
        ),
        format!(
            "  speaking time {} ({} a minute; {slow} to {quick} at {slow_rate} to {fast_rate})",
            clock(of.seconds),
            of.rate
        ),
    );
    for section in of.sections.iter().filter(|_| of.sections.len() > 1) {
        let heading =
            if section.heading.is_empty() { language.pick("（开头）", "(opening)") } else { &section.heading };
        messages.result(&format!("    {}  {heading}", clock(section.seconds)));
    }
    for p in pages {
        line(format!("  {} 版式 {} 页", p.profile, p.pages), format!("  profile {}: {} pages", p.profile, p.pages));
    }
    let beyond: String = of.beyond_level_1.iter().collect();
    let beyond =
        if beyond.is_empty() { beyond } else { language.pick(format!("（{beyond}）"), format!(" ({beyond})")) };
    line(
        format!("  用字需要 GB 18030-2022 实现级别 {}{beyond}", of.gb18030_level),
        format!("  its characters need GB 18030-2022 implementation level {}{beyond}", of.gb18030_level),
    );
}
