//! What is said of characters that need another font.

use super::messages::Language;
use crate::font::{Carried, Drawn, Substitution};

/// `“𠮷”（U+20BB7）`, with its variation selector if that is what matters.
fn named(character: char, selector: Option<char>, language: Language) -> String {
    let code = u32::from(character);
    let selector = selector.map_or_else(String::new, |s| format!(" U+{:04X}", u32::from(s)));
    language.pick(format!("“{character}”（U+{code:04X}{selector}）"), format!("“{character}” (U+{code:04X}{selector})"))
}

/// What another font drew, and where.
pub(super) fn substitution(of: &Substitution, language: Language) -> String {
    let name = named(of.character, of.selector, language);
    let times = match (of.count, language) {
        (1, _) => String::new(),
        (n, Language::Chinese) => format!("，共 {n} 处"),
        (n, Language::English) => format!(", {n} times"),
    };
    let (zh, en) = match &of.drawn {
        Drawn::From(face) => (format!("换用字体 {face}"), format!("taken from {face}")),
        Drawn::WithoutVariant(face) => (
            format!("{face} 没有这个异体，排作通常字形"),
            format!("{face} does not know this variant; set in its usual form"),
        ),
        Drawn::PrivateUse(face) => (
            format!("是私用码位，字形由 {face} 决定，换一个字体可能是别的字"),
            format!("is a private-use code point; {face} decides what it shows, another font may show something else"),
        ),
        Drawn::StandIn => ("没有字体有这个字，排作〓".to_owned(), "no font has it; 〓 is drawn".to_owned()),
    };
    let carried = match of.carried {
        Carried::Everywhere => "",
        Carried::InPdf => language.pick("（DOCX、EPUB 不嵌入这个字体）", " (not embedded in DOCX and EPUB)"),
    };
    let (line_zh, line_en) = match of.line {
        0 => (String::new(), String::new()),
        line => (format!("第 {line} 行的"), format!("line {line}: ")),
    };
    language.pick(format!("{line_zh}{name}{zh}{times}{carried}"), format!("{line_en}{name} {en}{times}{carried}"))
}

/// Which characters no font has, and what to do about it, in Chinese and in English.
pub(super) fn missing(character: char, line: u32, others: &[(char, u32)]) -> (String, String) {
    let all = || std::iter::once((character, line)).chain(others.iter().copied());
    let list = |language: Language| {
        let one = |(c, line): (char, u32)| {
            let name = named(c, None, language);
            match line {
                0 => name,
                _ => language.pick(format!("第 {line} 行的{name}"), format!("{name} on line {line}")),
            }
        };
        let told: Vec<String> = all().take(MOST).map(one).collect();
        let rest = (others.len() + 1).saturating_sub(MOST);
        let rest = match rest {
            0 => String::new(),
            n => language.pick(format!("等，另有 {n} 字"), format!(" and {n} more")),
        };
        told.join(language.pick("、", ", ")) + &rest
    };
    let mut packages: Vec<&str> = all().filter_map(|(c, _)| package(c)).collect();
    packages.sort_unstable();
    packages.dedup();
    let (zh, en) = if packages.is_empty() {
        (String::new(), String::new())
    } else {
        let packages = packages.join(" ");
        (
            format!("安装字体（Debian：apt install {packages}），或"),
            format!("install fonts (Debian: apt install {packages}), or "),
        )
    };
    (
        format!(
            "没有字体有{}；请{zh}用 --font 指定有这些字的字体，或加 --allow-missing 排作〓",
            list(Language::Chinese)
        ),
        format!(
            "no font has {}; {en}give one that has them with --font, or draw 〓 with --allow-missing",
            list(Language::English)
        ),
    )
}

/// How many characters a message names.
const MOST: usize = 20;

/// The Debian package whose fonts have a character that the built-in faces lack.
fn package(c: char) -> Option<&'static str> {
    match c {
        // No font can be recommended for what has no meaning of its own.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => None,
        // Extension A to F, compatibility ideographs.
        '\u{2E80}'..='\u{2FDF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}' => Some("fonts-hanazono"),
        // Extension G and H.
        '\u{30000}'..='\u{323AF}' => Some("fonts-babelstone-han"),
        // Symbols, the hexagrams of the 易经, emoji.
        '\u{2000}'..='\u{2BFF}' | '\u{4DC0}'..='\u{4DFF}' | '\u{1D000}'..='\u{1FBFF}' | '\u{FFFD}' => {
            Some("fonts-symbola")
        }
        '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' => Some("fonts-unfonts-core"),
        _ if c.is_alphanumeric() => Some("fonts-noto-core"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_characters_are_named_with_their_places_and_the_remedy() {
        let (zh, en) = missing('😀', 3, &[('𰻝', 7)]);
        for part in
            ["第 3 行的“😀”（U+1F600）", "第 7 行的“𰻝”（U+30EDD）", "fonts-babelstone-han fonts-symbola", "--font"]
        {
            assert!(zh.contains(part), "{zh}");
        }
        assert!(en.contains("“😀” (U+1F600) on line 3, “𰻝” (U+30EDD) on line 7"), "{en}");
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let others: Vec<_> = ('\u{20000}'..='\u{20040}').map(|c| (c, 1)).collect();
        let (_, en) = missing('\u{2A6D6}', 1, &others);
        assert_eq!(en.matches(" on line 1").count(), MOST);
        assert!(en.contains("and 46 more"), "{en}");
    }

    #[test]
    fn no_package_is_named_for_a_private_use_character() {
        let (zh, en) = missing('\u{E004}', 5, &[]);
        assert!(!zh.contains("apt") && !en.contains("apt"), "{zh} {en}");
    }
}
