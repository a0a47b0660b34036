//! `--explain`: of every line of the source, what it was taken for and why.

use super::messages::Language;
use crate::model::{BlockKind, Explained, SetAsideKind, TakenFor};

/// A piece of the source: its lines, what it was taken for, its first words, and why.
pub(super) fn piece(piece: &Explained, language: Language) -> String {
    let run_in = piece.run_in.map(|level| {
        language.pick(
            format!("，段首{}标题", kind(BlockKind::Heading(level), language)),
            format!(", run-in heading {level}"),
        )
    });
    let (first, last, text) = (piece.span.line, piece.last_line, &piece.text);
    let lines = if last > first { format!("{first}–{last}") } else { first.to_string() };
    let taken_for = match piece.kind {
        TakenFor::Block(block) => format!("{}{}", kind(block, language), run_in.unwrap_or_default()),
        TakenFor::SetAside(_) => language.pick("不排印", "not printed").to_owned(),
    };
    let why = match (piece.kind, piece.reason) {
        (TakenFor::SetAside(aside), _) => set_aside(aside, language),
        (_, Some(reason)) => language.pick(reason.zh(), reason.en()),
        (_, None) => "",
    };
    language.pick(
        format!("第 {lines} 行  {taken_for}  {text}  （{why}）"),
        format!("line {lines}  {taken_for}  {text}  ({why})"),
    )
}

/// Why a stretch is not printed.
fn set_aside(kind: SetAsideKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        SetAsideKind::FrontMatter => ("文件开头的信息块", "the block at the top of the file"),
        SetAsideKind::UnknownFrontMatter => {
            ("信息块中不认识的项", "a key of the block at the top of the file that is not known")
        }
        SetAsideKind::Markup => ("标记符号，已按其意思处理", "marks of markup, understood"),
        SetAsideKind::PageNumber => ("转换遗留的页码，已清除", "a page number left in by a conversion, cleaned away"),
        SetAsideKind::RunningHead => {
            ("转换遗留的页眉、页脚，已清除", "a running head left in by a conversion, cleaned away")
        }
    };
    language.pick(zh, en)
}

pub(super) fn kind(kind: BlockKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        BlockKind::Title => ("标题", "title"),
        BlockKind::Subtitle => ("副标题", "subtitle"),
        BlockKind::Speaker => ("讲话人", "speaker"),
        BlockKind::Date => ("日期", "date"),
        BlockKind::Salutation | BlockKind::InnerSalutation => ("称呼", "salutation"),
        BlockKind::Heading(1) => ("一级", "level 1"),
        BlockKind::Heading(2) => ("二级", "level 2"),
        BlockKind::Heading(3) => ("三级", "level 3"),
        BlockKind::Heading(_) => ("四级", "level 4"),
        BlockKind::Closing => ("结束语", "closing"),
        BlockKind::Signature | BlockKind::SignatureDate => ("落款", "signature"),
        BlockKind::Verse => ("诗行", "verse"),
        BlockKind::Preamble => ("题前语", "preamble"),
        BlockKind::DocNumber => ("发文字号", "document number"),
        BlockKind::InnerTitle => ("篇内标题", "inner title"),
        BlockKind::Quote => ("引文", "quotation"),
        BlockKind::TableRow => ("表格", "table"),
        BlockKind::Attachments => ("附件说明", "attachments"),
        BlockKind::Footnote => ("注释", "note"),
        BlockKind::Cc => ("抄送", "cc"),
        BlockKind::PrintNote => ("印发说明", "print note"),
        BlockKind::Paragraph => ("正文", "text"),
        BlockKind::CollectionTitle => ("书名", "title of the book"),
        BlockKind::ContentsTitle | BlockKind::ContentsEntry => ("目录", "contents"),
        BlockKind::CopyNumber => ("份号", "copy number"),
        BlockKind::Classification => ("密级", "classification"),
        BlockKind::Urgency => ("紧急程度", "urgency"),
        BlockKind::Issuer => ("发文机关标志", "issuer"),
        BlockKind::Signatory => ("签发人", "signatory"),
        BlockKind::Imprint => ("印发", "imprint"),
        BlockKind::AttachmentLabel => ("附件标识", "attachment label"),
        BlockKind::AttachmentTitle => ("附件标题", "attachment title"),
    };
    language.pick(zh, en)
}
