//! What glyphs stand for: the ToUnicode map of a font (ISO 32000-1 9.10.3).

use std::fmt::Write as _;

/// Entries between one `beginbfchar` and its end (Adobe Technical Note 5014, “Restrictions on operators”).
const ENTRIES: usize = 100;

/// A CMap that gives the glyph at each place its text; a glyph without text has no entry.
///
/// One by one: ranges with a list of texts would be half as long, but not every checker of PDF/A reads them.
pub(super) fn to_unicode(texts: &[&str]) -> String {
    let entries: Vec<(usize, &str)> = texts.iter().copied().enumerate().filter(|(_, text)| !text.is_empty()).collect();
    let mut out = String::with_capacity(entries.len() * 16 + 512);
    out.push_str(HEAD);
    for entries in entries.chunks(ENTRIES) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{} beginbfchar", entries.len());
        for (code, text) in entries {
            out.push('<');
            hexadecimal(&mut out, *code as u16);
            out.push_str("> <");
            text.encode_utf16().for_each(|unit| hexadecimal(&mut out, unit));
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str(TAIL);
    out
}

/// Four digits; `format!` takes ten times as long.
fn hexadecimal(out: &mut String, unit: u16) {
    for shift in [12, 8, 4, 0] {
        out.push(char::from(b"0123456789ABCDEF"[usize::from(unit >> shift & 0xF)]));
    }
}

const HEAD: &str = "/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
";

const TAIL: &str = "endcmap
CMapName currentdict /CMap defineresource pop
end
end
";

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(texts: &[&str]) -> Vec<String> {
        let map = to_unicode(texts);
        let lines = map.lines().skip_while(|l| !l.ends_with("beginbfchar"));
        lines.take_while(|l| *l != "endcmap").map(str::to_owned).collect()
    }

    #[test]
    fn a_glyph_stands_for_its_text_and_one_without_text_has_no_entry() {
        let texts = ["", "文", "fi", "", "𠀀"];
        let expected = ["3 beginbfchar", "<0001> <6587>", "<0002> <00660069>", "<0004> <D840DC00>", "endbfchar"];
        assert_eq!(entries(&texts), expected);
    }

    #[test]
    fn no_block_is_too_long() {
        let blocks = entries(&["一"; 201]).into_iter().filter(|line| line.ends_with("beginbfchar"));
        assert_eq!(blocks.collect::<Vec<_>>(), ["100 beginbfchar", "100 beginbfchar", "1 beginbfchar"]);
    }
}
