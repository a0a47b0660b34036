//! Marks as Taiwan and Hong Kong set them.

use super::*;

/// Middle of a glyph's ink in ems, from the program that the PDF embeds.
fn ink_middle(pdf: &Pdf, glyph: &Glyph) -> (f64, f64) {
    use read_fonts::TableProvider as _;
    let program = pdf.font_program(&glyph.font);
    let font = read_fonts::FontRef::new(&program).unwrap();
    let em = f64::from(font.head().unwrap().units_per_em());
    let outline =
        font.loca(None).unwrap().get_glyf(u32::from(glyph.cid).into(), &font.glyf().unwrap()).unwrap().unwrap();
    let middle = |low: i16, high: i16| (f64::from(low) + f64::from(high)) / 2.0 / em;
    (middle(outline.x_min(), outline.x_max()), middle(outline.y_min(), outline.y_max()))
}

/// In Taiwan and Hong Kong marks stand in the middle of their cell and keep it (CLREQ, Traditional Chinese).
#[test]
fn traditional_marks_stand_in_the_middle_and_keep_their_cell() {
    let text = "各位女士、先生：\n我們今天在這裡舉行勞動模範座談會，討論「勞動精神」，並為優秀工作者頒獎。謝謝大家的支持與努力！\n";
    let read = pdf(text, "");
    let lines = body_lines(&read);
    let line = lines.iter().find(|l| l.iter().any(|g| g.text == "，")).unwrap();
    let comma = line.iter().find(|g| g.text == "，").unwrap();
    // The outline is moved, not the glyph: it stays on its line for whoever copies or searches.
    assert!(line.iter().all(|g| (g.y - line[0].y).abs() < 0.01));
    let (x, y) = ink_middle(&read, comma);
    assert!((x - 0.5).abs() < 0.01 && (y - 0.38).abs() < 0.01, "{x} {y}");
    let pairs = wide_pairs(&read);
    assert!(pairs > 0, "，「 keep their cells");
    assert_eq!(read.catalog().get(b"Lang").unwrap().as_str().unwrap(), b"zh-TW");
    // Negative control: the same text set as on the mainland.
    let mainland = pdf(text, "[text]\nregion = \"cn\"");
    assert_eq!(wide_pairs(&mainland), 0);
    let comma = body_lines(&mainland).into_iter().flatten().find(|g| g.text == "，").unwrap();
    let (x, y) = ink_middle(&mainland, &comma);
    assert!(x < 0.4 && y < 0.2, "negative control: {x} {y}");
    // 仿宋 lacks half of these characters: the text is set in one face, not in two.
    let faces: std::collections::BTreeSet<&str> = lines.iter().flatten().map(|g| &g.font[7..]).collect();
    assert_eq!(faces.into_iter().collect::<Vec<_>>(), ["WenyinSong-Regular"]);
}
