//! Marks of Markdown inside a line: emphasis, code, links, line breaks.
//!
//! One pass: of every kind of mark the last open one is remembered, so a closing
//! mark finds its partner at once, whatever the line holds.

use std::ops::Range;

use crate::model::RunRole;

/// What becomes of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// It is taken out.
    Mark,
    /// It parts the line.
    Break,
}

/// The marks of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Stretches to take out, in order.
    pub(super) cuts: Vec<(Range<usize>, Cut)>,
    /// Emphasised stretches by their places after that, in order.
    pub(super) emphasis: Vec<(usize, usize, RunRole)>,
}

/// Reads the marks of a line.
pub(super) fn read(text: &str) -> Marks {
    if !text.contains(['*', '_', '`', '[', '<', '\\']) {
        return Marks::default();
    }
    let mut reader = Reader { text, cuts: Vec::new(), pairs: Vec::new(), open: [None; 6], bracket: None };
    reader.run();
    reader.marks()
}

/// A pair of emphasis marks: the text between, and how strong it is.
type Pair = (Range<usize>, RunRole);

struct Reader<'a> {
    text: &'a str,
    cuts: Vec<(Range<usize>, Cut)>,
    pairs: Vec<Pair>,
    /// Where the last open mark of each kind stands: `*` to `***`, `_` to `___`.
    open: [Option<usize>; 6],
    /// Where the last `[` stands.
    bracket: Option<usize>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        // Runs of back quotes for which no partner follows are not looked for again.
        let mut unpaired = [false; 3];
        let mut comments = true;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = &self.text[at..];
            at += match byte {
                b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                    self.cut(at..at + 1);
                    2
                }
                b'`' => self.code(at, &mut unpaired),
                b'*' | b'_' => self.emphasis(at, byte),
                b'[' => {
                    self.bracket = (at == 0 || bytes[at - 1] != b'!').then_some(at);
                    1
                }
                b']' => self.link(at),
                b'<' if comments && rest.starts_with("<!--") => match rest.find("-->") {
                    Some(end) => {
                        self.cut(at..at + end + 3);
                        end + 3
                    }
                    None => {
                        comments = false;
                        1
                    }
                },
                b'<' => self.tag(at),
                _ => rest.chars().next().map_or(1, char::len_utf8),
            };
        }
    }

    fn cut(&mut self, range: Range<usize>) {
        self.cuts.push((range, Cut::Mark));
    }

    /// Code is literal: only its back quotes are marks.
    fn code(&mut self, at: usize, unpaired: &mut [bool; 3]) -> usize {
        let run = length_of(&self.text[at..], b'`');
        if run > 2 || unpaired[run] {
            return run;
        }
        let mut from = at + run;
        while let Some(next) = self.text[from..].find('`') {
            let start = from + next;
            let len = length_of(&self.text[start..], b'`');
            if len == run {
                self.cut(at..at + run);
                self.cut(start..start + run);
                return start + run - at;
            }
            from = start + len;
        }
        unpaired[run] = true;
        run
    }

    fn emphasis(&mut self, at: usize, mark: u8) -> usize {
        let run = length_of(&self.text[at..], mark);
        if run > 3 {
            return run;
        }
        let before = self.text[..at].chars().next_back().filter(|c| !c.is_whitespace());
        let after = self.text[at + run..].chars().next().filter(|c| !c.is_whitespace());
        // Inside a word `_` is a letter, and between Latin letters or digits `*` a sign.
        let inside = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        if (mark == b'_' && inside(char::is_alphanumeric)) || (run == 1 && inside(|c| c.is_ascii_alphanumeric())) {
            return run;
        }
        let kind = run - 1 + if mark == b'_' { 3 } else { 0 };
        let role = if run == 1 { RunRole::Emphasis } else { RunRole::Strong };
        match self.open[kind] {
            Some(start) if before.is_some() && start + run < at => {
                self.pairs.push((start..at + run, role));
                // Marks opened between the two were no marks: pairs do not cross.
                for open in &mut self.open {
                    *open = open.filter(|o| *o < start);
                }
            }
            _ if after.is_some() => self.open[kind] = Some(at),
            _ => {}
        }
        run
    }

    /// `[text](address)`: the text stays.
    fn link(&mut self, at: usize) -> usize {
        let Some(start) = self.bracket.take().filter(|_| self.text[at + 1..].starts_with('(')) else { return 1 };
        let address = &self.text[at + 2..];
        let mut depth = 0;
        for (n, c) in address.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' => {
                    if !address[..n].contains(['/', '.', '#', ':']) || start + 1 == at {
                        return 1;
                    }
                    self.cut(start..start + 1);
                    self.cut(at..at + 3 + n);
                    return n + 3;
                }
                '[' | ']' => return 1,
                _ => {}
            }
        }
        1
    }

    /// `<br>`, `<https://…>` and the tags of HTML; what only looks like a tag is text.
    fn tag(&mut self, at: usize) -> usize {
        const TAGS: &[&str] = &[
            "a",
            "b",
            "blockquote",
            "center",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "font",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "i",
            "img",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "s",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "u",
            "ul",
        ];
        let rest = &self.text[at..];
        for tag in ["<br>", "<br/>", "<br />"] {
            if rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)) {
                self.cuts.push((at..at + tag.len(), Cut::Break));
                return tag.len();
            }
        }
        if rest.starts_with("<http")
            && let Some(end) = rest[1..].find(['<', '>', ' ', '\u{3000}'])
            && rest[1 + end..].starts_with('>')
        {
            self.cut(at..at + 1);
            self.cut(at + 1 + end..at + 2 + end);
            return end + 2;
        }
        let name = rest[1..].trim_start_matches('/');
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
            && let Some(end) = rest[1..].find(['<', '>']).filter(|end| rest[1 + end..].starts_with('>'))
        {
            self.cut(at..at + end + 2);
            return end + 2;
        }
        1
    }

    /// The cuts in order, and the emphasised stretches as they stand after the cuts.
    fn marks(mut self) -> Marks {
        for (range, _) in &self.pairs {
            let run = length_of(&self.text[range.start..], self.text.as_bytes()[range.start]);
            self.cuts.push((range.start..range.start + run, Cut::Mark));
            self.cuts.push((range.end - run..range.end, Cut::Mark));
        }
        self.cuts.sort_by_key(|(range, _)| range.start);
        // Bytes that went before each cut; a break leaves one byte.
        let mut gone = Vec::with_capacity(self.cuts.len() + 1);
        gone.push(0);
        for (range, cut) in &self.cuts {
            let left = usize::from(*cut == Cut::Break);
            gone.push(gone.last().map_or(0, |g| g + range.len() - left));
        }
        let after = |at: usize| at - gone[self.cuts.partition_point(|(range, _)| range.start < at)];
        self.pairs.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut emphasis: Vec<(usize, usize, RunRole)> = Vec::with_capacity(self.pairs.len());
        for (range, role) in &self.pairs {
            // Of nested marks the outer one counts.
            let (start, end) = (after(range.start), after(range.end));
            if emphasis.last().is_none_or(|last| last.1 <= start) && start < end {
                emphasis.push((start, end, *role));
            }
        }
        Marks { cuts: self.cuts, emphasis }
    }
}

fn length_of(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|b| *b == mark).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its marks, and what is emphasised.
    fn shown(text: &str) -> (String, Vec<(String, RunRole)>) {
        let marks = read(text);
        let mut out = String::new();
        let mut from = 0;
        for (range, cut) in &marks.cuts {
            out.push_str(&text[from..range.start]);
            out.push_str(if *cut == Cut::Break { "\n" } else { "" });
            from = range.end;
        }
        out.push_str(&text[from..]);
        let emphasis = marks.emphasis.iter().map(|&(a, b, role)| (out[a..b].to_owned(), role)).collect();
        (out, emphasis)
    }

    #[test]
    fn marks_are_paired_and_the_rest_is_text() {
        let strong = |t: &str| vec![(t.to_owned(), RunRole::Strong)];
        let emphasis = |t: &str| vec![(t.to_owned(), RunRole::Emphasis)];
        let cases = [
            ("要**抓紧**办", "要抓紧办", strong("抓紧")),
            ("***“抓紧”***办", "“抓紧”办", strong("“抓紧”")),
            ("要*抓紧*办", "要抓紧办", emphasis("抓紧")),
            ("见 _附件_ 一", "见 附件 一", emphasis("附件")),
            ("**外*内*外**", "外内外", strong("外内外")),
            ("见[附件](https://a.example/b_(1))。", "见附件。", vec![]),
            ("<https://a.example>", "https://a.example", vec![]),
            ("甲<br/>**乙**", "甲\n乙", strong("乙")),
            ("用`**`作记号", "用**作记号", vec![]),
            (r"\*不是\*", "*不是*", vec![]),
            ("甲<!-- 略 -->乙", "甲乙", vec![]),
            ("<p align=\"center\">甲</p>", "甲", vec![]),
        ];
        for (text, out, roles) in cases {
            assert_eq!(shown(text), (out.to_owned(), roles), "{text}");
        }
        for text in [
            "5 * 3 = 15",
            "2*3*4",
            "注*",
            "变量a_b_c",
            "**未完",
            "****",
            "[甲](乙)",
            "![图](a.png)",
            "a < b",
            "设<甲>和<x>",
            "`未完",
        ] {
            assert_eq!(shown(text), (text.to_owned(), vec![]), "{text}");
        }
    }
}
