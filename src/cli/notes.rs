//! What the reader should know about the way a text was read.

use super::messages::{Messages, Verbosity, grouped};
use crate::batch::{DOUBTFUL, Done};
use crate::font::Drawn;
use crate::input::MISSING;
use crate::model::{Displaced, Fate, FrontField, SetAside, SetAsideKind, Unreadable};

impl Messages {
    /// What the reader should know about the way a text was read.
    pub(super) fn notes(&self, input: &str, done: &Done) {
        let input = &self.input_name(input);
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
        self.unreadable(input, &done.source.unreadable);
        self.reading(input, done);
        self.printing(input, done);
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

    /// What the reader should look at in the print.
    pub(super) fn printing(&self, input: &str, done: &Done) {
        let colon = self.language.pick("：", ": ");
        for substitution in &done.substitutions {
            if substitution.drawn == Drawn::StandIn || self.verbosity == Verbosity::Verbose {
                let told = super::characters::substitution(substitution, self.language);
                self.error(&format!("{input}{colon}{told}"));
            }
        }
        #[cfg(feature = "pdf")]
        for line in &done.relaxed {
            let (zh, en) = super::explain_layout::place(line.rule).unwrap_or_default();
            let (page, at, text) = (line.page, line.line, &line.text);
            self.error(&self.language.pick(
                format!("{input}：第 {page} 页第 {at} 行{zh}：{text}"),
                format!("{input}: page {page}, line {at}: {en}: {text}"),
            ));
        }
    }

    /// What is doubtful or unusual about the way a text was read.
    fn reading(&self, input: &str, done: &Done) {
        let source = &done.source;
        let (encoding, sure) = (&source.encoding, source.confidence);
        if sure < DOUBTFUL {
            self.error(&self.language.pick(
                format!("{input}：编码像是 {encoding}，把握只有 {sure}%；若是乱码，请用 --encoding 指定"),
                format!("{input}: read as {encoding}, only {sure} % sure; if it is garbled, name the encoding with --encoding"),
            ));
        }
        if let Some(given) = &done.passed_over {
            self.error(&self.language.pick(
                format!("{input}：信息块指定的配置“{given}”未采用，一本书只有一套配置；要用请加 --profile {given}"),
                format!("{input}: the profile “{given}” that the front matter names is not used, a book has one; for the whole book give --profile {given}"),
            ));
        }
        for aside in source.set_aside.iter().filter(|a| a.kind == SetAsideKind::UnknownFrontMatter) {
            let (line, text) = (self.line(aside.span.line), &aside.text);
            self.error(&self.language.pick(
                format!("{input}：{line}信息块中的“{text}”不认识，未采用"),
                format!("{input}: “{text}” in the front matter ({line}) is not known and not used"),
            ));
        }
        if self.verbosity < Verbosity::Verbose {
            return;
        }
        if done.leftovers > 0 {
            let number = self.count(done.leftovers, "处", "leftover");
            self.error(&self.language.pick(
                format!("{input}：{number}转换遗留的页码、页眉，照印；可用 --clean 去掉"),
                format!("{input}: {number} of an earlier conversion (page numbers, running heads) printed; --clean takes them out"),
            ));
        }
        let cleaned = |a: &&SetAside| matches!(a.kind, SetAsideKind::PageNumber | SetAsideKind::RunningHead);
        let cleaned = source.set_aside.iter().filter(cleaned).count();
        if cleaned > 0 {
            let number = self.count(cleaned, "处", "leftover");
            self.error(&self.language.pick(
                format!("{input}：去掉了{number}转换遗留的页码、页眉"),
                format!("{input}: took out {number} of an earlier conversion (page numbers, running heads)"),
            ));
        }
    }

    /// What could not be read.
    fn unreadable(&self, input: &str, places: &[Unreadable]) {
        if places.is_empty() {
            return;
        }
        let shown = if self.verbosity == Verbosity::Verbose { places.len() } else { 3 };
        let list: Vec<String> = places.iter().take(shown).map(|place| self.place(place)).collect();
        let more = if places.len() > list.len() { self.language.pick("等", ", …") } else { "" };
        let list = list.join(self.language.pick("、", ", "));
        let number = self.count(places.len(), "处", "place");
        self.error(&self.language.pick(
            format!("{input}：{number}无法识读，印作 {MISSING}：{list}{more}"),
            format!("{input}: {number} that cannot be read, printed as {MISSING}: {list}{more}"),
        ));
    }

    fn place(&self, place: &Unreadable) -> String {
        let line = self.line(place.line);
        match place.offset {
            Some(offset) => self.language.pick(
                format!("{line}（偏移 {offset}：{}）", place.bytes),
                format!("{line} (offset {offset}: {})", place.bytes),
            ),
            None => format!("{line} (U+FFFD)"),
        }
    }

    fn displaced(&self, displaced: &Displaced) -> String {
        let (zh, en, flag) = match displaced.field {
            FrontField::Title => ("标题", "title", "--title"),
            FrontField::Subtitle => ("副标题", "subtitle", "--subtitle"),
            FrontField::Speaker => ("讲话人", "speaker", "--speaker"),
            FrontField::Date => ("日期", "date", "--date"),
            FrontField::CopyNumber => ("份号", "copy number", "--copy-number"),
            FrontField::Classification => ("密级", "classification", "--classification"),
            FrontField::Urgency => ("紧急程度", "urgency", "--urgency"),
            FrontField::Issuer => ("发文机关标志", "issuer", "--issuer"),
            FrontField::DocNumber => ("发文字号", "document number", "--doc-number"),
            FrontField::Signatory => ("签发人", "signatory", "--signatory"),
            FrontField::Cc => ("抄送", "cc", "--cc"),
            FrontField::Imprint => ("印发", "imprint", "--printed-by"),
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
}
