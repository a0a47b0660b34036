//! What glyphs stand for: the ToUnicode map of a font (ISO 32000-1 9.10.3).

use std::fmt::Write as _;

/// Codes in one range: all share their first byte (Adobe Technical Note 5411, 1.4.2).
const CODES: usize = 256;

/// Ranges between one `beginbfrange` and its end (Adobe Technical Note 5014, “Restrictions on operators”).
const RANGES: usize = 100;

/// A CMap that gives the glyph at each place its text; a glyph without text has no entry.
pub(super) fn to_unicode(texts: &[&str]) -> String {
    let pages = texts.chunks(CODES).enumerate();
    let ranges: Vec<(usize, &[&str])> = pages
        .flat_map(|(page, texts)| {
            let mut at = page * CODES;
            texts.chunk_by(|a, b| a.is_empty() == b.is_empty()).map(move |texts| {
                let first = at;
                at += texts.len();
                (first, texts)
            })
        })
        .filter(|(_, texts)| !texts[0].is_empty())
        .collect();
    let mut out = String::with_capacity(texts.len() * 8 + 512);
    out.push_str(HEAD);
    for ranges in ranges.chunks(RANGES) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{} beginbfrange", ranges.len());
        for (first, texts) in ranges {
            let _ = write!(out, "<{first:04X}> <{:04X}> [", first + texts.len() - 1);
            for text in *texts {
                out.push('<');
                text.encode_utf16().for_each(|unit| hexadecimal(&mut out, unit));
                out.push('>');
            }
            out.push_str("]\n");
        }
        out.push_str("endbfrange\n");
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

    fn ranges(texts: &[&str]) -> Vec<String> {
        let map = to_unicode(texts);
        map.lines()
            .skip_while(|l| !l.ends_with("beginbfrange"))
            .take_while(|l| *l != "endcmap")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_glyph_stands_for_its_text_and_one_without_text_has_no_entry() {
        let texts = ["", "文", "fi", "", "𠀀"];
        let expected =
            ["2 beginbfrange", "<0001> <0002> [<6587><00660069>]", "<0004> <0004> [<D840DC00>]", "endbfrange"];
        assert_eq!(ranges(&texts), expected);
    }

    #[test]
    fn no_range_crosses_a_first_byte_and_no_block_is_too_long() {
        assert_eq!(ranges(&["一"; 257])[2], "<0100> <0100> [<4E00>]");
        let texts: Vec<&str> = ["", "一"].into_iter().cycle().take(402).collect();
        let blocks = ranges(&texts).into_iter().filter(|line| line.ends_with("beginbfrange")).collect::<Vec<_>>();
        assert_eq!(blocks, ["100 beginbfrange", "100 beginbfrange", "1 beginbfrange"]);
    }
}
