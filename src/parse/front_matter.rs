//! The block of keys and values at the top of a file:
//!
//! ```text
//! ---
//! 标题: 在植树节上的讲话
//! subtitle: |
//!   ——第二行保留换行
//! date: "2024年3月12日"
//! profile: reading
//! ---
//! ```
//!
//! It is a small part of YAML: one `key: value` a line (the colon may be a Chinese one),
//! the value bare or in quotation marks; several lines after `|` or as a list of `- item`,
//! indented; `#` begins a line of comment. The file must begin with `---`, the block end
//! with `---`, and a key of [`KEYS`] be among its lines; anything else is text.

use crate::model::{Overrides, SetAside, SetAsideKind};

use super::lines::Source;

/// What the block says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) given: Overrides,
    pub(super) profile: Option<String>,
    /// Its lines.
    pub(super) set_aside: Vec<SetAside>,
    /// How many lines of the text, blank ones aside, it takes.
    pub(super) lines: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Subtitle,
    Speaker,
    Date,
    Profile,
    CopyNumber,
    Classification,
    Urgency,
    Issuer,
    DocNumber,
    Signatory,
    Cc,
    PrintedBy,
    PrintDate,
}

/// The keys that are understood, in both languages and scripts.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("标题", Key::Title),
    ("標題", Key::Title),
    ("题目", Key::Title),
    ("題目", Key::Title),
    ("subtitle", Key::Subtitle),
    ("副标题", Key::Subtitle),
    ("副標題", Key::Subtitle),
    ("speaker", Key::Speaker),
    ("author", Key::Speaker),
    ("讲话人", Key::Speaker),
    ("講話人", Key::Speaker),
    ("作者", Key::Speaker),
    ("date", Key::Date),
    ("日期", Key::Date),
    ("profile", Key::Profile),
    ("版式", Key::Profile),
    ("copy_number", Key::CopyNumber),
    ("份号", Key::CopyNumber),
    ("份號", Key::CopyNumber),
    ("classification", Key::Classification),
    ("密级", Key::Classification),
    ("密級", Key::Classification),
    ("urgency", Key::Urgency),
    ("紧急程度", Key::Urgency),
    ("緊急程度", Key::Urgency),
    ("issuer", Key::Issuer),
    ("发文机关", Key::Issuer),
    ("發文機關", Key::Issuer),
    ("发文机关标志", Key::Issuer),
    ("doc_number", Key::DocNumber),
    ("发文字号", Key::DocNumber),
    ("發文字號", Key::DocNumber),
    ("signatory", Key::Signatory),
    ("签发人", Key::Signatory),
    ("簽發人", Key::Signatory),
    ("cc", Key::Cc),
    ("抄送", Key::Cc),
    ("printed_by", Key::PrintedBy),
    ("印发机关", Key::PrintedBy),
    ("印發機關", Key::PrintedBy),
    ("print_date", Key::PrintDate),
    ("印发日期", Key::PrintDate),
    ("印發日期", Key::PrintDate),
];

/// Most lines of the block.
const LONGEST: usize = 100;

/// Reads the block, if the text begins with one.
pub(super) fn read(lines: &[Source<'_>]) -> FrontMatter {
    let is_fence = |line: &Source<'_>| line.indent == 0 && line.text == "---";
    let none = FrontMatter::default;
    let [first, rest @ ..] = lines else { return none() };
    if !is_fence(first) || first.start > '\u{FEFF}'.len_utf8() {
        return none();
    }
    let Some(end) = rest.iter().take(LONGEST).position(is_fence) else { return none() };
    let block = &rest[..end];
    if !block.iter().all(is_well_formed) || !block.iter().any(|l| entry(l).is_some_and(|(key, _)| key.is_some())) {
        return none();
    }
    let mut found = FrontMatter { lines: end + 2, ..none() };
    found.set_aside.push(first.set_aside(SetAsideKind::FrontMatter));
    // The key whose value goes on below it, indented.
    let mut open: Option<Key> = None;
    for line in block {
        let kind = match entry(line) {
            _ if line.text.starts_with('#') => SetAsideKind::FrontMatter,
            Some((key, value)) => {
                open = key;
                if let Some(key) = key {
                    found.add(key, if value == "|" { "" } else { unquoted(value) });
                }
                known(key)
            }
            None => {
                let item = line.text.strip_prefix('-').map_or(line.text, str::trim_start);
                if let Some(key) = open {
                    found.add(key, unquoted(item));
                }
                known(open)
            }
        };
        found.set_aside.push(line.set_aside(kind));
    }
    found.set_aside.push(rest[end].set_aside(SetAsideKind::FrontMatter));
    found
}

fn known(key: Option<Key>) -> SetAsideKind {
    if key.is_some() { SetAsideKind::FrontMatter } else { SetAsideKind::UnknownFrontMatter }
}

impl FrontMatter {
    fn add(&mut self, key: Key, line: &str) {
        let field = match key {
            Key::Title => &mut self.given.title,
            Key::Subtitle => &mut self.given.subtitle,
            Key::Speaker => &mut self.given.speaker,
            Key::Date => &mut self.given.date,
            Key::Profile => &mut self.profile,
            Key::CopyNumber => &mut self.given.official.copy_number,
            Key::Classification => &mut self.given.official.classification,
            Key::Urgency => &mut self.given.official.urgency,
            Key::Issuer => &mut self.given.official.issuer,
            Key::DocNumber => &mut self.given.official.doc_number,
            Key::Signatory => &mut self.given.official.signatory,
            Key::Cc => &mut self.given.official.cc,
            Key::PrintedBy => &mut self.given.official.printed_by,
            Key::PrintDate => &mut self.given.official.print_date,
        };
        if line.is_empty() {
            return;
        }
        match field {
            Some(text) => {
                text.push('\n');
                text.push_str(line);
            }
            None => *field = Some(line.to_owned()),
        }
    }
}

/// Whether a line may stand in the block at all.
fn is_well_formed(line: &Source<'_>) -> bool {
    line.indent > 0 || line.text.starts_with(['#', '-']) || entry(line).is_some()
}

/// `key: value` at the left edge; the key is none where it is not known.
fn entry<'a>(line: &Source<'a>) -> Option<(Option<Key>, &'a str)> {
    let colon = line.text.find([':', '：']).filter(|at| *at > 0 && line.indent == 0)?;
    let (name, rest) = line.text.split_at(colon);
    let mut chars = rest.chars();
    let ascii = chars.next() == Some(':');
    let value = chars.as_str();
    // As in YAML, a colon without a space after it is part of a word.
    if name.contains(char::is_whitespace) || (ascii && !value.is_empty() && !value.starts_with(char::is_whitespace)) {
        return None;
    }
    let key = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, key)| *key);
    Some((key, value.trim()))
}

fn unquoted(value: &str) -> &str {
    let quoted = |mark: char| value.strip_prefix(mark).and_then(|v| v.strip_suffix(mark));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::super::lines::source_lines;
    use super::*;

    fn block(text: &str) -> FrontMatter {
        read(&source_lines(text))
    }

    #[test]
    fn values_are_read_in_every_form() {
        let found = block(
            "---\n标题：植树\nsubtitle: |\n  ——在山上\n  ——在河边\n# 说明\nauthor:\n  - 张三\ndate: \"3月12日\"\nProfile: book\n---\n正文",
        );
        let given = &found.given;
        assert_eq!(given.title.as_deref(), Some("植树"));
        assert_eq!(given.subtitle.as_deref(), Some("——在山上\n——在河边"));
        assert_eq!(given.speaker.as_deref(), Some("张三"));
        assert_eq!(given.date.as_deref(), Some("3月12日"));
        assert_eq!((found.profile.as_deref(), found.lines), (Some("book"), 11));
        assert!(found.set_aside.iter().all(|s| s.kind == SetAsideKind::FrontMatter));
    }

    #[test]
    fn an_unknown_key_is_told() {
        let found = block("---\ntitle: 植树\ntags:\n  - 春天\n---\n正文");
        let unknown: Vec<_> = found.set_aside.iter().filter(|s| s.kind == SetAsideKind::UnknownFrontMatter).collect();
        assert_eq!(unknown.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["tags:", "- 春天"]);
    }

    #[test]
    fn a_rule_of_dashes_is_text() {
        for text in [
            "---\n植树\n---\n正文",
            "---\n同志们：\n---\n正文",
            "植树\n---\ntitle: 植树\n---",
            "---\ntitle: 植树\n正文",
            "---\ntime:12:30\n---",
        ] {
            assert_eq!(block(text), FrontMatter::default(), "{text}");
        }
    }
}
