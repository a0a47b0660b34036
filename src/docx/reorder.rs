//! Children of property elements in schema order.
//!
//! WordprocessingML's property elements are sequences: Word may call a file
//! corrupt in which `w:rPr` stands before `w:pStyle`. docx-rs writes them in the
//! order of its own fields, so its output goes through one pass that sorts the
//! children of `w:pPr`, `w:rPr`, `w:sectPr` and `w:tblPr` by their place in the
//! schema (ECMA-376-1 A.1: CT_PPr, EG_RPrBase, CT_SectPr, CT_TblPr). The sort is
//! stable. The pass also drops what says nothing or is not allowed: empty property
//! elements, the units of grid columns, and the paragraph numbers that docx-rs
//! counts through the process, which would make two runs differ.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::failed;
use crate::Error;

/// CT_PPr.
const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

/// EG_RPrBase, insertions and deletions first.
const RUN: &[&str] = &[
    "w:ins",
    "w:del",
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
];

/// CT_SectPr.
const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:footnotePr",
    "w:endnotePr",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:paperSrc",
    "w:pgBorders",
    "w:lnNumType",
    "w:pgNumType",
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:rtlGutter",
    "w:docGrid",
    "w:printerSettings",
];

/// CT_TblPr.
const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblOverlap",
    "w:bidiVisual",
    "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
];

fn order(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "w:pPr" => Some(PARAGRAPH),
        "w:rPr" => Some(RUN),
        "w:sectPr" => Some(SECTION),
        "w:tblPr" => Some(TABLE),
        _ => None,
    }
}

/// Sorts the children of all property elements of a part.
///
/// # Errors
/// [`Error::Writer`] when the part is not well-formed.
pub(super) fn reorder(part: &[u8]) -> Result<Vec<u8>, Error> {
    let text = std::str::from_utf8(part).map_err(|e| failed(e.to_string()))?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(part.len()));
    loop {
        match reader.read_event().map_err(|e| failed(e.to_string()))? {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) if order(name(&start)).is_some() => sorted(&mut reader, &start, &mut writer)?,
            Event::Empty(empty) if order(name(&empty)).is_some() => {}
            event => copy(event, &mut writer)?,
        }
    }
}

/// Writes a property element, its children sorted; nothing when it has none.
fn sorted(reader: &mut Reader<&[u8]>, start: &BytesStart<'_>, out: &mut Writer<Vec<u8>>) -> Result<(), Error> {
    let order = order(name(start)).unwrap_or_default();
    let mut children: Vec<(usize, Vec<u8>)> = Vec::new();
    loop {
        let mut child = Writer::new(Vec::new());
        let rank = |child: &BytesStart<'_>| order.iter().position(|n| *n == name(child)).unwrap_or(order.len());
        match reader.read_event().map_err(|e| failed(e.to_string()))? {
            Event::Start(inner) => {
                let rank = rank(&inner);
                element(reader, &inner, &mut child)?;
                children.push((rank, child.into_inner()));
            }
            Event::Empty(inner) if self::order(name(&inner)).is_some() => {}
            Event::Empty(inner) => {
                let rank = rank(&inner);
                copy(Event::Empty(inner), &mut child)?;
                children.push((rank, child.into_inner()));
            }
            Event::End(_) => break,
            Event::Eof => return Err(failed(format!("{} is not closed", name(start)))),
            _ => {}
        }
    }
    children.retain(|(_, bytes)| !bytes.is_empty());
    if children.is_empty() {
        return Ok(());
    }
    children.sort_by_key(|(rank, _)| *rank);
    copy(Event::Start(start.borrow()), out)?;
    for (_, bytes) in children {
        out.get_mut().extend(bytes);
    }
    copy(Event::End(start.to_end()), out)
}

/// Writes an element with all that it holds.
fn element(reader: &mut Reader<&[u8]>, start: &BytesStart<'_>, out: &mut Writer<Vec<u8>>) -> Result<(), Error> {
    if order(name(start)).is_some() {
        return sorted(reader, start, out);
    }
    copy(Event::Start(start.borrow()), out)?;
    loop {
        match reader.read_event().map_err(|e| failed(e.to_string()))? {
            Event::Start(inner) => element(reader, &inner, out)?,
            Event::Empty(inner) if order(name(&inner)).is_some() => {}
            Event::End(_) => return copy(Event::End(start.to_end()), out),
            Event::Eof => return Err(failed(format!("{} is not closed", name(start)))),
            event => copy(event, out)?,
        }
    }
}

fn copy(event: Event<'_>, out: &mut Writer<Vec<u8>>) -> Result<(), Error> {
    let event = match event {
        Event::Start(start) if name(&start) == "w:p" => Event::Start(BytesStart::new("w:p")),
        // CT_TblGridCol has a width only.
        Event::Empty(column) if name(&column) == "w:gridCol" => {
            let width = column.attributes().flatten().filter(|a| a.key.as_ref() == "w:w");
            Event::Empty(BytesStart::new("w:gridCol").with_attributes(width))
        }
        event => event,
    };
    out.write_event(event).map_err(|e| failed(e.to_string()))
}

fn name<'a>(start: &'a BytesStart<'_>) -> &'a str {
    start.name().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(part: &str) -> String {
        String::from_utf8(reorder(part.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn children_take_their_place_in_the_schema() {
        assert_eq!(
            pass(
                r#"<w:p w14:paraId="1"><w:pPr><w:rPr><w:sz w:val="1"/><w:b/></w:rPr><w:jc w:val="a"/><w:pStyle w:val="b"/></w:pPr></w:p>"#
            ),
            r#"<w:p><w:pPr><w:pStyle w:val="b"/><w:jc w:val="a"/><w:rPr><w:b/><w:sz w:val="1"/></w:rPr></w:pPr></w:p>"#
        );
    }

    #[test]
    fn empty_properties_go_and_text_stays() {
        assert_eq!(
            pass("<w:p><w:pPr><w:rPr /></w:pPr><w:r><w:rPr /><w:t>a &lt; b</w:t></w:r></w:p>"),
            "<w:p><w:r><w:t>a &lt; b</w:t></w:r></w:p>"
        );
    }

    #[test]
    fn a_grid_column_keeps_its_width_alone() {
        assert_eq!(
            pass(r#"<w:tblGrid><w:gridCol w:w="7" w:type="dxa" /></w:tblGrid>"#),
            r#"<w:tblGrid><w:gridCol w:w="7"/></w:tblGrid>"#
        );
    }

    #[test]
    fn references_of_a_section_come_first() {
        assert_eq!(
            pass(r#"<w:sectPr><w:docGrid/><w:pgSz/><w:titlePg/><w:footerReference/></w:sectPr>"#),
            r#"<w:sectPr><w:footerReference/><w:pgSz/><w:titlePg/><w:docGrid/></w:sectPr>"#
        );
    }

    #[test]
    fn a_broken_part_is_an_error() {
        assert!(reorder(b"<w:p><w:pPr><w:b/>").is_err());
    }
}
