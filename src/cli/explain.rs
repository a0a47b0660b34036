//! `--explain`: of every line of the source, what it was taken for and why.

use super::messages::Language;
use crate::model::{BlockKind, Explained};

/// A piece of the source: its line, what it was taken for, its first words, and why.
pub(super) fn piece(piece: &Explained, language: Language) -> String {
    let run_in = piece.run_in.map(|level| {
        language.pick(
            format!("，段首{}标题", kind(BlockKind::Heading(level), language)),
            format!(", run-in heading {level}"),
        )
    });
    let (line, text) = (piece.span.line, &piece.text);
    let taken_for = format!("{}{}", kind(piece.kind, language), run_in.unwrap_or_default());
    language.pick(
        format!("第 {line} 行  {taken_for}  {text}  （{}）", piece.reason.zh()),
        format!("line {line}  {taken_for}  {text}  ({})", piece.reason.en()),
    )
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
    };
    language.pick(zh, en)
}
