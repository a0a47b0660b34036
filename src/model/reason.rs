//! Why a piece was taken for what it is.

use serde::{Serialize, Serializer};

/// A stable code with a sentence; `--explain` prints both, the JSON has the code.
macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident, $code:literal, $zh:literal, $en:literal;)+) => {
        /// Why a piece was taken for what it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $(#[doc = $en] $variant,)+
        }

        impl Reason {
            /// Every reason there is.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)+];

            /// The stable code, as in the JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The reason as a sentence in Chinese.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// The reason as a sentence in English.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }
        }
    };
}

reasons! {
    Given, "given", "由调用者给定", "given by the caller";
    FrontMatter, "front-matter", "由文件开头的信息块给定", "given by the block at the top of the file";
    OpeningLine, "opening-line", "开头的独立短行，无句末标点", "a short line at the start without final punctuation";
    DashSubtitle, "dash-subtitle", "标题之后以破折号开头", "opens with a dash after the title";
    ColonSalutation, "colon-salutation", "正文前以冒号结尾的称呼", "forms of address ending in a colon before the text";
    ExclamationSalutation, "exclamation-salutation", "独立成行的称呼，以叹号或逗号结尾", "forms of address on a line of their own";
    SpeakerLine, "speaker-line", "题下的姓名或职务加姓名", "a name, or an office and a name, below the title";
    DateLine, "date-line", "独立成行的日期", "a date on a line of its own";
    NumberedHeading, "numbered-heading", "编号独立成行，且与全文层次相符", "a number of the document's scheme on a line of its own";
    RunInHeading, "run-in-heading", "编号开头的短句，其后同行接正文", "a numbered sentence with its text following on the same line";
    OrdinalLead, "ordinal-lead", "一是、首先、第一等领起的句子", "a sentence led by an ordinal";
    BodyLine, "body-line", "正文段落", "a paragraph of the text";
    ThanksClosing, "thanks-closing", "文末致谢或祝颂", "thanks or good wishes at the end";
    LeadIn, "lead-in", "正文之前的来源、导语", "a source line or a lead-in before the text";
    EditorNote, "editor-note", "题下的导读、编者按", "an editor's note below the title";
    AdoptionNote, "adoption-note", "题注：通过、公布、施行的日期", "the history of adoption below the title";
    DocNumberForm, "doc-number-form", "发文字号的格式", "the form of a document number";
    CopyNumberForm, "copy-number-form", "版头之首的六位数字", "six digits at the head of the document";
    ClassificationForm, "classification-form", "密级和保密期限的格式", "the form of a classification";
    UrgencyForm, "urgency-form", "版头之首的紧急程度", "a degree of urgency at the head of the document";
    IssuerLine, "issuer-line", "以“文件”结尾、其下有发文字号的机关名", "names of organs ending in 文件 above a document number";
    SignatoryLabel, "signatory-label", "以签发人开头", "opens with the word for who signs";
    RepeatedTitle, "repeated-title", "标题的重复", "the title set once more";
    HeadLine, "head-line", "正文之首的独立短行", "a short line at the head of the text";
    SectionLine, "section-line", "独立短行，无编号，其下接正文", "a short line without number above its text";
    ArticleLabel, "article-label", "条文编号", "the number of an article";
    InnerSalutation, "inner-salutation", "正文中独立成行的称呼", "forms of address on a line inside the text";
    VerseLines, "verse-lines", "连续的整齐短行", "a run of short lines of a measure";
    PageNumber, "page-number", "转换遗留的页码", "a page number left in by a conversion";
    RunningHead, "running-head", "转换遗留的页眉、页脚", "a running head or foot left in by a conversion";
    Continuation, "continuation", "页码、页眉之后接续的上一段", "the rest of a paragraph after a page number or a running head";
    NoteMark, "note-mark", "注释编号开头", "opens with the number of a note";
    NotesRule, "notes-rule", "注释之前的分隔线或标题", "the rule or the heading above the notes";
    CopiesTo, "copies-to", "以抄送开头", "opens with the word for copies";
    PrintNoteForm, "print-note-form", "附注或印发说明的格式", "the form of a print note";
    DateAtEnd, "date-at-end", "末行行尾的日期", "a date at the end of the last line";
    SignatureAtEnd, "signature-at-end", "文末独立的姓名或右侧短行", "a name or a short line far to the right at the end";
    SignatureGlued, "signature-glued", "末段之后以空格隔开的署名", "a name after the last sentence of the last paragraph";
    AttachmentLabel, "attachment-label", "以附件开头的说明", "opens with the word for attachments";
    MarkedHeading, "marked-heading", "有标题记号", "marked as a heading";
    QuoteMark, "quote-mark", "有引文记号", "marked as a quotation";
    ListItem, "list-item", "有列表记号", "marked as an item of a list";
    CodeLine, "code-line", "代码围栏之间", "stands between code fences";
    TableDrawn, "table-drawn", "用制表符、竖线或框线画出的表格", "drawn with tabs, bars or box lines";
    SignatureAboveDate, "signature-above-date", "文末日期之前的独立短行", "a short line just before the date at the end";
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
