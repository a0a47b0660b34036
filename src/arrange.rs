//! The order in which a profile prints the blocks of a document.
//!
//! A speech keeps the order of its source. An official document (GB/T 9704 7) has a head, a body
//! and a foot, whatever stands first in the text: the pieces are put in that order, and those that
//! the standard sets in parts are parted here, for every writer alike.

use crate::model::{BlockKind, Document, FlowBlock, FlowLine, FlowRun, RunRole};
use crate::style::{OfficialFormat, Profile, Seal, TitleOrder};

/// The blocks of a document in printing order: that of the source, but for what the profile has elsewhere.
pub(crate) fn flow<'a>(document: &'a Document, profile: &Profile) -> Vec<FlowBlock<'a>> {
    let mut flow = document.flow();
    order_title_block(&mut flow, profile.text.title_order);
    if profile.official.format != OfficialFormat::None {
        official(&mut flow, document, profile);
    }
    flow
}

/// Whether a kind of block belongs to the 版头.
#[cfg(feature = "layout")]
pub(crate) fn in_head(kind: BlockKind) -> bool {
    rank(kind) < BODY
}

/// Whether a kind of block belongs to the 版记.
#[cfg(feature = "layout")]
pub(crate) fn in_foot(kind: BlockKind) -> bool {
    rank(kind) > BODY
}

const BODY: u8 = 10;

/// Places of the kinds of blocks: head, body, foot.
fn rank(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::CopyNumber => 0,
        BlockKind::Classification => 1,
        BlockKind::Urgency => 2,
        BlockKind::Issuer => 3,
        BlockKind::DocNumber => 4,
        BlockKind::Signatory => 5,
        BlockKind::Cc => 20,
        BlockKind::Imprint => 21,
        _ => BODY,
    }
}

fn official<'a>(flow: &mut Vec<FlowBlock<'a>>, document: &'a Document, profile: &Profile) {
    let format = profile.official.format;
    let attached = document.back.attachment_bodies.first().map(|block| block.span());
    for at in 0..flow.len() {
        let block = &mut flow[at];
        match block.kind {
            BlockKind::Issuer => part_issuers(block),
            BlockKind::Signatory => part_signatories(block),
            BlockKind::PrintNote => part_imprint(block),
            // 10.2: the mark of an order names who issues it and ends in 令; another title is one.
            BlockKind::Title
                if format == OfficialFormat::Order && document.front.issuers.is_empty() && is_order(block) =>
            {
                block.kind = BlockKind::Issuer;
            }
            BlockKind::Paragraph if format == OfficialFormat::Minutes => part_roll(block),
            _ => {}
        }
        if attached.is_some_and(|first| first.line > 0 && flow[at].span >= first) {
            name_attachment(flow, at);
        }
    }
    if profile.official.seal == Seal::Sealed {
        join_signatures(flow);
    }
    flow.sort_by_key(|block| rank(block.kind));
}

/// Whether a title is that of an order: 命令, 嘉奖令.
fn is_order(title: &FlowBlock<'_>) -> bool {
    let last = title.lines.iter().rev().flat_map(|line| line.runs.iter().rev()).find(|run| !run.text.trim().is_empty());
    last.is_some_and(|run| run.text.trim_end().ends_with('令'))
}

/// The organs of a joint issue each on a line, 文件 as the last (7.2.4).
fn part_issuers(block: &mut FlowBlock<'_>) {
    if block.lines.len() < 2 {
        return;
    }
    let Some(last) = block.lines.last_mut().and_then(|line| line.runs.last_mut()) else { return };
    let text = last.text.trim_end();
    if let Some(organ) = text.strip_suffix(MARK).map(str::trim_end).filter(|organ| !organ.is_empty()) {
        let mark = &text[text.len() - MARK.len()..];
        last.text = organ;
        block.lines.push(plain(RunRole::Text, mark));
    }
}

/// The word at the end of a 发文机关标志.
pub(crate) const MARK: &str = "文件";

/// Label and names, two names a line (7.2.6); the names in the face of emphasis, which is 楷体.
fn part_signatories(block: &mut FlowBlock<'_>) {
    let mut lines = Vec::new();
    for line in &block.lines {
        for run in &line.runs {
            let colon = run.text.find(['：', ':']);
            let at = colon.map_or(0, |at| at + run.text[at..].chars().next().map_or(0, char::len_utf8));
            let (label, names) = run.text.split_at(at);
            let mut runs = Vec::new();
            if !label.is_empty() {
                runs.push(FlowRun { role: RunRole::Text, text: label });
            }
            for pair in pairs(names) {
                runs.push(FlowRun { role: RunRole::Emphasis, text: pair });
                lines.push(FlowLine { runs: std::mem::take(&mut runs) });
            }
            if !runs.is_empty() {
                lines.push(FlowLine { runs });
            }
        }
    }
    block.lines = lines;
}

/// Names two by two, with what parts them.
fn pairs(names: &str) -> Vec<&str> {
    let parts = |c: char| c.is_whitespace() || matches!(c, '、' | '，');
    let mut out = Vec::new();
    let mut rest = names.trim();
    while !rest.is_empty() {
        let first = rest.find(parts).unwrap_or(rest.len());
        let second = rest[first..].find(|c| !parts(c)).map_or(rest.len(), |at| first + at);
        let end = rest[second..].find(parts).map_or(rest.len(), |at| second + at);
        out.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(parts);
    }
    out
}

/// Organ and date of an imprint each on a line of the block: they stand at the two ends of one (7.4.3).
fn part_imprint(block: &mut FlowBlock<'_>) {
    let Some(text) = block.lines.first().and_then(|line| line.runs.first()).map(|run| run.text) else { return };
    if let Some((organ, date)) = imprint(text) {
        block.kind = BlockKind::Imprint;
        block.lines = [organ, date].into_iter().filter(|t| !t.is_empty()).map(|t| plain(RunRole::Text, t)).collect();
    }
}

/// The organ and the date with 印发, where a line is an imprint.
pub(crate) fn imprint(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let year = text.rfind('年').filter(|_| text.ends_with("印发") || text.ends_with("印發"));
    let Some(year) = year else {
        return text
            .strip_suffix("印发")
            .filter(|t| t.chars().any(|c| c.is_ascii_digit()) && t.len() < 60)
            .map(|_| ("", text));
    };
    let digit = |c: char| c.is_ascii_digit() || c == ' ' || "〇○零一二三四五六七八九十".contains(c);
    let start = text[..year].char_indices().rev().take_while(|(_, c)| digit(*c)).last()?.0;
    let (organ, date) = (text[..start].trim_end(), text[start..].trim_start());
    (text.chars().count() <= 60 && !organ.contains('。')).then_some((organ, date))
}

/// 出席：…, 请假：…, 列席：…: the label in 黑体, the names as the text (10.3).
fn part_roll(block: &mut FlowBlock<'_>) {
    let [line] = block.lines.as_mut_slice() else { return };
    let [run] = line.runs.as_slice() else { return };
    let Some(label) = roll_label(run.text) else { return };
    let (label, names) = run.text.split_at(label);
    line.runs = vec![FlowRun { role: RunRole::Strong, text: label }, FlowRun { role: RunRole::Text, text: names }];
}

/// Bytes of the label at the head of a line of a roll, its colon included.
pub(crate) fn roll_label(text: &str) -> Option<usize> {
    const LABELS: &[&str] = &["出席", "请假", "列席", "主持", "记录", "缺席"];
    let colon = text.find('：').filter(|_| LABELS.iter().any(|label| text.starts_with(label)))?;
    (colon <= "出席人员名单".len()).then_some(colon + '：'.len_utf8())
}

/// 附件1 heads a page, and the line below it is its title (7.3.7).
fn name_attachment(flow: &mut [FlowBlock<'_>], at: usize) {
    if !is_attachment_label(&flow[at].text()) || !takes_part(flow[at].kind) {
        return;
    }
    flow[at].kind = BlockKind::AttachmentLabel;
    if let Some(next) = flow.get_mut(at + 1) {
        let text = next.text();
        let titled = text.chars().count() <= 60 && !text.ends_with(['。', '；', '：', '，', '！', '？']);
        if takes_part(next.kind) && titled && !is_attachment_label(&text) {
            next.kind = BlockKind::AttachmentTitle;
        }
    }
}

fn takes_part(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::InnerTitle | BlockKind::Heading(_) | BlockKind::InnerSalutation)
}

fn is_attachment_label(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let label = squeezed.trim_end_matches(['：', ':']);
    label.strip_prefix("附件").is_some_and(|n| {
        n.chars().count() <= 3 && n.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// The signatures of a joint issue as one block: their seals stand in rows (7.3.5.1).
fn join_signatures(flow: &mut Vec<FlowBlock<'_>>) {
    let mut at = 1;
    while at < flow.len() {
        if flow[at].kind == BlockKind::Signature && flow[at - 1].kind == BlockKind::Signature {
            let next = flow.remove(at);
            flow[at - 1].lines.extend(next.lines);
        } else {
            at += 1;
        }
    }
}

fn plain(role: RunRole, text: &str) -> FlowLine<'_> {
    FlowLine { runs: vec![FlowRun { role, text }] }
}

/// Speaker and date change places where the profile has them otherwise.
fn order_title_block(flow: &mut Vec<FlowBlock<'_>>, order: TitleOrder) {
    let (first, second) = match order {
        TitleOrder::Source => return,
        TitleOrder::SpeakerDate => (BlockKind::Speaker, BlockKind::Date),
        TitleOrder::DateSpeaker => (BlockKind::Date, BlockKind::Speaker),
    };
    let place = |kind| flow.iter().position(|block| block.kind == kind);
    if let (Some(to), Some(from)) = (place(second), place(first))
        && to < from
    {
        let block = flow.remove(from);
        flow.insert(to, block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(order: &str) -> Vec<BlockKind> {
        let text = "在植树节上的讲话\n县长　张大山\n（2024年3月12日）\n同志们：\n今天种树。\n";
        let document = crate::parse::parse(crate::input::decode(text.as_bytes()).unwrap());
        let profile = Profile::from_toml(&format!("[text]\ntitle_order = \"{order}\"")).unwrap();
        flow(&document, &profile).iter().map(|b| b.kind).collect()
    }

    #[test]
    fn speaker_and_date_stand_as_the_profile_has_them() {
        use BlockKind::{Date, Paragraph, Salutation, Speaker, Title};
        assert_eq!(kinds("source"), [Title, Speaker, Date, Salutation, Paragraph]);
        assert_eq!(kinds("speaker-date"), [Title, Speaker, Date, Salutation, Paragraph]);
        assert_eq!(kinds("date-speaker"), [Title, Date, Speaker, Salutation, Paragraph]);
    }

    const OFFICIAL: &str = "青山县教育局\n青山县财政局文件\n青教发〔2026〕3号　　签发人：张三　李四　王五\n关于做好春季植树工作的通知\n各乡镇人民政府：\n今天种树。\n附件：种树办法\n青山县教育局\n青山县财政局\n2026年3月1日\n附件\n种树办法\n种得直。\n抄送：县委办公室。\n青山县教育局办公室　　2026年3月2日印发\n";

    #[test]
    fn an_official_document_has_head_body_and_foot() {
        let document = crate::parse::parse(crate::input::decode(OFFICIAL.as_bytes()).unwrap());
        let flow = flow(&document, &Profile::built_in("gongwen").unwrap());
        let kinds: Vec<_> = flow.iter().map(|b| b.kind).collect();
        use BlockKind::*;
        assert_eq!(
            kinds,
            [
                Issuer,
                DocNumber,
                Signatory,
                Title,
                Salutation,
                Paragraph,
                Attachments,
                Signature,
                SignatureDate,
                AttachmentLabel,
                AttachmentTitle,
                Paragraph,
                Cc,
                Imprint
            ],
            "{:?}",
            flow.iter().map(FlowBlock::text).collect::<Vec<_>>()
        );
        assert_eq!(flow[0].text(), "青山县教育局\n青山县财政局\n文件");
        assert_eq!(flow[2].text(), "签发人：张三　李四\n王五");
        assert_eq!(flow[13].text(), "青山县教育局办公室\n2026年3月2日印发");
    }
}
