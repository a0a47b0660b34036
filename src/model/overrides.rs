//! Title, subtitle, speaker and date as the caller wants them.
//!
//! A given text is first looked for among the pieces of the title block and the
//! first paragraphs. When it stands there (white space aside), that piece becomes
//! the thing, and what held the place before stays in the document: nothing of
//! the source is lost. Otherwise the text is set as given, and the recognised
//! pieces that it replaces are handed back for the caller to report.

use super::{Block, Document, Reason, Run, RunRole, Span, Text, join_lines};

/// What the caller gives for the title block; nothing by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The title; its line breaks are kept.
    pub title: Option<String>,
    /// The subtitle; its line breaks are kept.
    pub subtitle: Option<String>,
    /// The speaker.
    pub speaker: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// What only an official document has.
    pub official: OfficialOverrides,
}

/// What the caller gives for the head and the foot of an official document (GB/T 9704 7.2, 7.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficialOverrides {
    /// 份号.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub classification: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// 发文机关标志; a line for each organ of a joint issue.
    pub issuer: Option<String>,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// 签发人; the label is added where it is missing.
    pub signatory: Option<String>,
    /// 抄送; the label is added where it is missing.
    pub cc: Option<String>,
    /// 印发机关.
    pub printed_by: Option<String>,
    /// 印发日期.
    pub print_date: Option<String>,
}

/// A piece of the title block that a caller may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FrontField {
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// The speaker.
    Speaker,
    /// The date.
    Date,
    /// 份号.
    CopyNumber,
    /// 密级.
    Classification,
    /// 紧急程度.
    Urgency,
    /// 发文机关标志.
    Issuer,
    /// 发文字号.
    DocNumber,
    /// 签发人.
    Signatory,
    /// 抄送.
    Cc,
    /// 印发.
    Imprint,
}

/// What became of a recognised piece when the caller gave another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// It was replaced and is no longer in the document.
    Replaced,
    /// It is still in the document, as text before the title or as a paragraph.
    Kept,
}

/// A recognised piece that had to give way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Displaced {
    /// What it had been taken for.
    pub field: FrontField,
    /// The piece.
    pub piece: Text,
    /// What became of it.
    pub fate: Fate,
}

/// Paragraphs at the start of the body in which a given text is looked for: a
/// title block that was not recognised has hardly more lines than that.
const BODY_BLOCKS_SEARCHED: usize = 6;

impl Document {
    /// Sets what the caller gives and tells which recognised pieces gave way.
    ///
    /// ```
    /// use wenyin::model::{Document, Overrides, Text};
    ///
    /// let mut document = Document::default();
    /// document.front.speaker = Some(Text::given("张三"));
    /// let overrides = Overrides { speaker: Some("李四".into()), ..Overrides::default() };
    /// let displaced = document.apply(&overrides);
    /// assert_eq!(displaced[0].piece.text, "张三");
    /// ```
    pub fn apply(&mut self, overrides: &Overrides) -> Vec<Displaced> {
        self.apply_because(overrides, Reason::Given)
    }

    /// [`Document::apply`] for a reason. Only the caller may replace what stands in the text:
    /// what gives way to the file's own front matter stays.
    pub(crate) fn apply_because(&mut self, overrides: &Overrides, reason: Reason) -> Vec<Displaced> {
        let given = [
            (FrontField::Title, &overrides.title),
            (FrontField::Subtitle, &overrides.subtitle),
            (FrontField::Speaker, &overrides.speaker),
            (FrontField::Date, &overrides.date),
        ];
        let mut displaced = Vec::new();
        for (field, text) in given {
            if let Some(text) = text.as_deref().filter(|t| !squeeze(t).is_empty()) {
                self.set(field, text, reason, &mut displaced);
            }
        }
        self.set_official(&overrides.official, reason, &mut displaced);
        // A piece that gave way to one and then became another is where the caller wants it.
        displaced.retain(|d| d.fate == Fate::Replaced || !self.holds_in_title_block(&d.piece));
        displaced
    }

    fn set(&mut self, field: FrontField, given: &str, reason: Reason, displaced: &mut Vec<Displaced>) {
        // A file's own front matter may name again what stands in its title block, nothing further down.
        let reach = if reason == Reason::Given { BODY_BLOCKS_SEARCHED } else { 0 };
        let found = self.take_matching(given, reach);
        let fate = match (&found, reason) {
            (None, Reason::Given) => Fate::Replaced,
            _ => Fate::Kept,
        };
        let mut pieces =
            found.unwrap_or_else(|| given.lines().map(str::trim).filter(|l| !l.is_empty()).map(Text::given).collect());
        pieces.iter_mut().for_each(|piece| piece.reason = reason);
        for piece in self.replace(field, pieces) {
            displaced.push(Displaced { field, piece: piece.clone(), fate });
            // What was never in the text has no place in it to go back to.
            if fate == Fate::Kept && piece.span.line > 0 {
                self.keep(piece);
            }
        }
    }

    /// Head and foot of an official document: what the text has already stands, anything else is replaced.
    fn set_official(&mut self, given: &OfficialOverrides, reason: Reason, displaced: &mut Vec<Displaced>) {
        let labelled = |text: &Option<String>, label: &str| {
            text.as_ref().map(|text| {
                let text = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
                if text.is_empty() || text.starts_with(label) { text } else { format!("{label}：{text}") }
            })
        };
        let imprint = match (&given.printed_by, &given.print_date) {
            (None, None) => None,
            (organ, date) => {
                let date = date.as_deref().map(|d| format!("{}印发", d.trim().trim_end_matches("印发")));
                let parts = [organ.as_deref().map(str::trim), date.as_deref()];
                Some(parts.into_iter().flatten().collect::<Vec<_>>().join("\u{3000}"))
            }
        };
        let signatory = labelled(&given.signatory, "签发人");
        let cc = labelled(&given.cc, "抄送");
        let fields = [
            (FrontField::CopyNumber, &given.copy_number),
            (FrontField::Classification, &given.classification),
            (FrontField::Urgency, &given.urgency),
            (FrontField::Issuer, &given.issuer),
            (FrontField::DocNumber, &given.doc_number),
            (FrontField::Signatory, &signatory),
            (FrontField::Cc, &cc),
            (FrontField::Imprint, &imprint),
        ];
        for (field, text) in fields {
            let Some(text) = text.as_deref().filter(|t| !squeeze(t).is_empty()) else { continue };
            let held: String = self.official_texts(field).iter().map(|t| squeeze(&t.text)).collect();
            if held == squeeze(text) {
                continue;
            }
            let reach = if reason == Reason::Given { BODY_BLOCKS_SEARCHED } else { 0 };
            let pieces: Vec<Text> = match self.take_matching(text, reach) {
                Some(found) => found.into_iter().map(|piece| Text { reason, ..piece }).collect(),
                None => {
                    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
                    lines.map(|l| Text { reason, ..Text::given(l) }).collect()
                }
            };
            // What stood below a mark that was taken for the title is the title.
            let f = &mut self.front;
            if field == FrontField::Issuer && f.title.is_empty() {
                let from = pieces.last().map_or(u32::MAX, |t| t.span.end);
                let (below, above) = f.preamble.drain(..).partition(|t: &Text| t.span.start >= from && t.span.line > 0);
                (f.title, f.preamble) = (below, above);
            }
            // What stands in the text gives way to the caller only.
            let held = self.official_texts(field);
            if reason != Reason::Given && held.iter().any(|t| t.span.line > 0) {
                let gives_way = pieces.into_iter().map(|piece| Displaced { field, piece, fate: Fate::Replaced });
                displaced.extend(gives_way);
                continue;
            }
            for piece in self.replace(field, pieces).into_iter().filter(|t| t.span.line > 0) {
                displaced.push(Displaced { field, piece, fate: Fate::Replaced });
            }
        }
    }

    fn official_texts(&self, field: FrontField) -> Vec<Text> {
        let (f, b) = (&self.front, &self.back);
        match field {
            FrontField::CopyNumber => f.copy_number.iter().cloned().collect(),
            FrontField::Classification => f.classification.iter().cloned().collect(),
            FrontField::Urgency => f.urgency.iter().cloned().collect(),
            FrontField::Issuer => f.issuers.clone(),
            FrontField::DocNumber => f.doc_number.iter().cloned().collect(),
            FrontField::Signatory => f.signatories.clone(),
            FrontField::Cc => b.cc.clone(),
            FrontField::Imprint => {
                b.print_note.iter().filter(|t| crate::arrange::imprint(&t.text).is_some()).cloned().collect()
            }
            FrontField::Title | FrontField::Subtitle | FrontField::Speaker | FrontField::Date => Vec::new(),
        }
    }

    /// Takes out the neighbouring pieces that together are the given text: of the title block
    /// and of so many blocks of the body.
    fn take_matching(&mut self, given: &str, blocks: usize) -> Option<Vec<Text>> {
        let wanted = squeeze(given);
        let mut pieces: Vec<Text> = self.front_texts().cloned().collect();
        pieces.sort_by_key(|t| t.span.start);
        pieces.extend(self.body.iter().take(blocks).map_while(whole_text));
        pieces.retain(|t| t.span.line > 0);
        let (from, to) = find_joined(&pieces, &wanted)?;
        let found = pieces[from..to].to_vec();
        self.remove(&found);
        Some(found)
    }

    fn front_texts(&self) -> impl Iterator<Item = &Text> {
        let f = &self.front;
        let many = [&f.preamble, &f.title, &f.subtitle, &f.salutation];
        many.into_iter().flatten().chain([&f.doc_number, &f.speaker, &f.date].into_iter().flatten())
    }

    fn holds_in_title_block(&self, piece: &Text) -> bool {
        let f = &self.front;
        let held = f.title.iter().chain(&f.subtitle).chain(&f.speaker).chain(&f.date);
        piece.span.line > 0
            && held.into_iter().any(|t| t.span.start <= piece.span.start && piece.span.end <= t.span.end)
    }

    fn remove(&mut self, pieces: &[Text]) {
        let stays = |span: Span| !pieces.iter().any(|p| p.span == span);
        let f = &mut self.front;
        for list in [&mut f.preamble, &mut f.title, &mut f.subtitle, &mut f.salutation] {
            list.retain(|t| stays(t.span));
        }
        for one in [&mut f.doc_number, &mut f.speaker, &mut f.date] {
            one.take_if(|t| !stays(t.span));
        }
        self.body.retain(|b| stays(b.span()));
    }

    /// Puts pieces into a field and returns those that were there.
    fn replace(&mut self, field: FrontField, pieces: Vec<Text>) -> Vec<Text> {
        let f = &mut self.front;
        match field {
            FrontField::Title => std::mem::replace(&mut f.title, pieces),
            FrontField::Subtitle => std::mem::replace(&mut f.subtitle, pieces),
            FrontField::Speaker => std::mem::replace(&mut f.speaker, joined(&pieces)).into_iter().collect(),
            FrontField::Date => std::mem::replace(&mut f.date, joined(&pieces)).into_iter().collect(),
            FrontField::CopyNumber => std::mem::replace(&mut f.copy_number, joined(&pieces)).into_iter().collect(),
            FrontField::Classification => {
                std::mem::replace(&mut f.classification, joined(&pieces)).into_iter().collect()
            }
            FrontField::Urgency => std::mem::replace(&mut f.urgency, joined(&pieces)).into_iter().collect(),
            FrontField::Issuer => std::mem::replace(&mut f.issuers, pieces),
            FrontField::DocNumber => std::mem::replace(&mut f.doc_number, joined(&pieces)).into_iter().collect(),
            FrontField::Signatory => std::mem::replace(&mut f.signatories, pieces),
            FrontField::Cc => std::mem::replace(&mut self.back.cc, pieces),
            FrontField::Imprint => {
                let notes = &mut self.back.print_note;
                let is_imprint = |t: &Text| crate::arrange::imprint(&t.text).is_some();
                let (old, kept) = std::mem::take(notes).into_iter().partition(is_imprint);
                *notes = kept;
                notes.extend(pieces);
                old
            }
        }
    }

    /// Keeps a displaced piece in the document, where it stood: before what follows it
    /// in the title block, or as a paragraph at the head of the text.
    fn keep(&mut self, piece: Text) {
        if self.front_texts().any(|t| t.span.start > piece.span.start) {
            let at = self.front.preamble.partition_point(|t| t.span.start < piece.span.start);
            self.front.preamble.insert(at, piece);
            return;
        }
        let at = self.body.iter().take_while(|b| b.span().start < piece.span.start).count();
        let runs = vec![Run { role: RunRole::Text, text: piece.text }];
        self.body.insert(at, Block::Paragraph { runs, span: piece.span, reason: Reason::BodyLine });
    }
}

/// The text of a block that is one piece.
fn whole_text(block: &Block) -> Option<Text> {
    match block {
        Block::Heading { text, span, reason, .. } => Some(Text { text: text.clone(), span: *span, reason: *reason }),
        Block::Paragraph { runs, span, reason } => {
            Some(Text { text: runs.iter().map(|r| r.text.as_str()).collect(), span: *span, reason: *reason })
        }
        Block::InnerTitle(t) | Block::Quote(t) | Block::Salutation(t) => Some(t.clone()),
        Block::Verse(_) | Block::Table(_) => None,
    }
}

/// The first neighbours whose joined text is the wanted one.
fn find_joined(pieces: &[Text], wanted: &str) -> Option<(usize, usize)> {
    for from in 0..pieces.len() {
        let mut rest = wanted;
        for (to, piece) in pieces.iter().enumerate().skip(from) {
            match rest.strip_prefix(squeeze(&piece.text).as_str()) {
                Some("") => return Some((from, to + 1)),
                Some(more) => rest = more,
                None => break,
            }
        }
    }
    None
}

/// Several pieces as one that spans them all.
fn joined(pieces: &[Text]) -> Option<Text> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let span = Span { end: last.span.end, ..first.span };
    Some(Text { text: join_lines(pieces), span, reason: first.reason })
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(line: u32, text: &str) -> Text {
        let start = line * 100;
        Text {
            text: text.into(),
            span: Span { line, start, end: start + text.len() as u32 },
            reason: Reason::OpeningLine,
        }
    }

    fn paragraph(line: u32, text: &str) -> Block {
        let Text { text, span, .. } = piece(line, text);
        Block::Paragraph { runs: vec![Run { role: RunRole::Text, text }], span, reason: Reason::BodyLine }
    }

    fn document() -> Document {
        let mut doc = Document::default();
        doc.front.title = vec![piece(1, "在春季运动会"), piece(2, "开幕式上的讲话")];
        doc.front.speaker = Some(piece(3, "市长　张三"));
        doc.body = vec![paragraph(4, "2025年5月1日"), paragraph(5, "同志们，大家好。")];
        doc
    }

    fn squeezed(doc: &Document) -> String {
        squeeze(&doc.to_text())
    }

    fn title(text: &str) -> Overrides {
        Overrides { title: Some(text.into()), ..Overrides::default() }
    }

    #[test]
    fn a_paragraph_becomes_the_date_and_nothing_is_lost() {
        let mut doc = document();
        let before = squeezed(&doc);
        let overrides = Overrides { date: Some("2025 年 5 月 1 日".into()), ..Overrides::default() };
        assert!(doc.apply(&overrides).is_empty());
        let date = doc.front.date.as_ref().unwrap();
        assert_eq!((date.text.as_str(), date.span.line, date.reason), ("2025年5月1日", 4, Reason::Given));
        assert_eq!(doc.body.len(), 1);
        assert_eq!(squeezed(&doc), before);
    }

    #[test]
    fn the_title_given_as_one_line_keeps_the_lines_of_the_source() {
        let mut doc = document();
        assert!(doc.apply(&title("在春季运动会开幕式上的讲话")).is_empty());
        assert_eq!(
            doc.front.title.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(),
            ["在春季运动会", "开幕式上的讲话"]
        );
    }

    #[test]
    fn a_title_that_is_one_of_two_lines_leaves_the_other_in_the_text() {
        let mut doc = document();
        let before = squeezed(&doc);
        let displaced = doc.apply(&title("开幕式上的讲话"));
        assert_eq!((displaced[0].piece.text.as_str(), displaced[0].fate), ("在春季运动会", Fate::Kept));
        assert_eq!(doc.front.title.len(), 1);
        assert_eq!(doc.front.preamble[0].text, "在春季运动会");
        assert_eq!(squeezed(&doc), before);
    }

    #[test]
    fn a_line_moved_from_title_to_subtitle_is_not_reported() {
        let mut doc = document();
        let overrides = Overrides { subtitle: Some("开幕式上的讲话".into()), ..title("在春季运动会") };
        assert_eq!(doc.apply(&overrides), []);
        assert_eq!(doc.front.title[0].text, "在春季运动会");
        assert_eq!(doc.front.subtitle[0].text, "开幕式上的讲话");
    }

    #[test]
    fn another_text_replaces_the_recognised_one_and_says_so() {
        let mut doc = document();
        let overrides = Overrides { speaker: Some("李四".into()), ..Overrides::default() };
        let displaced = doc.apply(&overrides);
        assert_eq!(displaced.len(), 1);
        assert_eq!((displaced[0].field, displaced[0].fate), (FrontField::Speaker, Fate::Replaced));
        assert_eq!(displaced[0].piece.text, "市长　张三");
        assert_eq!(doc.front.speaker, Some(Text::given("李四")));
    }

    #[test]
    fn line_breaks_of_a_given_title_are_kept() {
        let mut doc = Document::default();
        assert!(doc.apply(&title("第一行\n第二行")).is_empty());
        assert_eq!(doc.front.title, [Text::given("第一行"), Text::given("第二行")]);
    }

    #[test]
    fn a_blank_text_changes_nothing() {
        let mut doc = document();
        assert!(doc.apply(&title(" 　")).is_empty());
        assert_eq!(doc, document());
    }
}
