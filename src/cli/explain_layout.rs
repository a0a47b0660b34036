//! `wenyin explain-layout`: of every printed line, why it ends where it ends.

use super::Exit;
use super::args::ConvertArgs;
use super::explain::kind;
use super::messages::{Language, Messages, Results, Verbosity};
use crate::batch::{Explain, Failure, Task, read_text, shown};
use crate::layout::{Adjustment, Break, Line, Page, ShrinkStep};
use crate::model::FlowBlock;

/// Prints the lines of each input's pages.
pub(super) fn layout(args: &ConvertArgs, language: Language) -> Exit {
    let messages = Messages { language, verbosity: Verbosity::Normal, results: Results::Stdout };
    let converter = match args.converter() {
        Ok(converter) => converter,
        Err(usage) => {
            messages.usage(&usage);
            return Exit::Usage;
        }
    };
    let overrides = args.overrides();
    let settings = args.settings();
    let house_rules = args.house_rules(&settings);
    let task = Task { converter: &converter, overrides: &overrides, explain: Explain::No, house_rules };
    let mut exit = Exit::Done;
    for path in &args.inputs {
        let laid_out = read_text(path).and_then(|bytes| {
            let (converter, document, _) = task.read(&bytes, Some(path))?;
            let pages = converter.layout(&document).map_err(Failure::Convert)?;
            Ok((converter, document, pages))
        });
        match laid_out {
            Ok((converter, document, pages)) => print(&messages, &converter.flow(&document), &pages),
            Err(failure) => {
                messages.failure(&shown(path), &failure);
                exit = Exit::SomeFailed;
            }
        }
    }
    exit
}

fn print(messages: &Messages, flow: &[FlowBlock<'_>], pages: &[Page]) {
    let language = messages.language;
    for (number, page) in pages.iter().enumerate() {
        messages.result(&language.pick(format!("第 {} 页", number + 1), format!("page {}", number + 1)));
        for (i, line) in page.lines.iter().enumerate() {
            let kind = flow.get(line.block).map_or("", |b| kind(b.kind, language));
            messages.result(&format!("{:>4}  {kind}  {}  — {}", i + 1, line.text(), reason(line, language)));
        }
    }
}

/// What was done to a line, what kind of place it ends at, and what that cost.
fn reason(line: &Line, language: Language) -> String {
    let pt = |length: crate::style::Length| format!("{:.2} pt", length.pt());
    let adjusted = match line.adjustment {
        Adjustment::None => language.pick("自然宽度".to_owned(), "natural width".to_owned()),
        Adjustment::Stretched(each) => {
            language.pick(format!("每处拉开 {}", pt(each)), format!("stretched by {} a gap", pt(each)))
        }
        Adjustment::Shrunk(by, step) => {
            let (zh, en) = step_name(step);
            language.pick(format!("挤压 {}，用到{zh}", pt(by)), format!("shrunk by {}, as far as {en}", pt(by)))
        }
        Adjustment::Short(by) => language.pick(format!("差 {}", pt(by)), format!("short by {}", pt(by))),
    };
    let mut parts = vec![adjusted];
    parts.extend(place(line.broken).map(|(zh, en)| language.pick(zh, en).to_owned()));
    if line.cost > 0 {
        parts.push(language.pick(format!("代价 {}", line.cost), format!("cost {}", line.cost)));
    }
    parts.join(language.pick("，", ", "))
}

/// What kind of place a line ends at, if it is worth a word.
pub(super) fn place(broken: Break) -> Option<(&'static str, &'static str)> {
    match broken {
        Break::Allowed => None,
        Break::Discouraged => Some(("下一行以 —— 或 …… 开头", "the next line opens with —— or ……")),
        Break::Token => Some(("在长词的连字符处断开", "broken at a hyphen or slash")),
        Break::Label => Some(("序号与其文分开", "a label is parted from its text")),
        Break::Hyphen => Some(("在音节处断开", "hyphenated")),
        Break::Emergency => Some(("长词放不下，就地断开", "a token that fits no line")),
        Break::Forbidden => Some(("放宽避头尾", "prohibition relaxed")),
        Break::Never => Some(("拆开了不可分的单位", "a unit had to be parted")),
    }
}

fn step_name(step: ShrinkStep) -> (&'static str, &'static str) {
    match step {
        ShrinkStep::WordSpace => ("西文词距", "s2 word spaces"),
        ShrinkStep::Bracket => ("括号引号", "s4 brackets"),
        ShrinkStep::Comma => ("逗顿分号", "s5 commas"),
        ShrinkStep::HanWestern => ("中西间距", "s6 Han–Western spaces"),
        ShrinkStep::Stop => ("句号问叹号", "s7 stops"),
        ShrinkStep::Tracking => ("字距", "tracking, the last resort"),
    }
}
