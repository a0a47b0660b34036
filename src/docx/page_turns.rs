//! The page turns of a speaker's copy.
//!
//! Its pages end with a sentence, which is nothing that Word or LibreOffice would look for. So the file says where the
//! pages of the PDF end: by `w:pageBreakBefore` (ECMA-376-1 17.3.1.23) on a paragraph, or by a page break
//! (17.3.3.1 `w:br`) inside one, the rest of which both set flush, as the layout does. Text that takes a line more
//! than in the PDF finds room for it below ([`spare_line`]).

use std::collections::BTreeMap;

use super::footer;
use crate::converter::Context;
use crate::layout::Page;
use crate::model::BlockKind;
use crate::style::{Length, OfficialFormat, PageEnd, Profile};

/// Where pages end: bytes of a logical line of a block, behind which a page begins.
#[derive(Default)]
pub(super) struct PageTurns {
    places: BTreeMap<(usize, usize), Vec<usize>>,
}

impl PageTurns {
    /// Those of these pages; none for a profile that fills its pages.
    pub(super) fn of(context: &Context<'_>, pages: &[Page]) -> Self {
        let mut turns = Self::default();
        if !applies(context.profile) {
            return turns;
        }
        let flow = context.flow();
        // Characters of each logical line that were seen.
        let mut seen: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            let first = page.lines.first().filter(|_| number > 0);
            let turned = first.and_then(|line| Some((line, flow.get(line.block)?)));
            // A table is one piece in the file.
            if let Some((line, block)) = turned.filter(|(_, block)| block.kind != BlockKind::TableRow) {
                let place = (line.block, line.source_line);
                let text = block.lines.get(line.source_line).map_or(String::new(), |line| line.text());
                let before = seen.get(&place).copied().unwrap_or_default();
                turns.places.entry(place).or_default().push(behind(&text, before));
            }
            for line in &page.lines {
                *seen.entry((line.block, line.source_line)).or_default() +=
                    line.text().chars().filter(|&c| counts(c)).count();
            }
        }
        turns
    }

    /// Whether a block begins a page.
    pub(super) fn begins_page(&self, block: usize) -> bool {
        self.line(block, 0).first() == Some(&0)
    }

    /// The bytes of a logical line before which a page begins.
    pub(super) fn line(&self, block: usize, line: usize) -> &[usize] {
        self.places.get(&(block, line)).map_or(&[], Vec::as_slice)
    }
}

/// Whether the pages of a profile end in the file where the layout ends them.
///
/// There a page has no grid for readers: LibreOffice would leave out the part of a line that a whole page has more.
pub(crate) fn applies(profile: &Profile) -> bool {
    profile.pagination.page_end == PageEnd::Sentence && profile.official.format == OfficialFormat::None
}

/// Room for a line below the type area, as far as there is some above the footer.
pub(super) fn spare_line(context: &Context<'_>) -> Length {
    let profile = context.profile;
    let room = profile.grid.line_pitch.min(footer::below_text(context)).max(Length::ZERO);
    if applies(profile) { room } else { Length::ZERO }
}

/// What is drawn and is no hyphen of the layout.
fn counts(c: char) -> bool {
    !c.is_whitespace() && c != '\u{ad}'
}

/// The byte behind so many characters and the white space that follows them.
fn behind(text: &str, characters: usize) -> usize {
    if characters == 0 {
        return 0;
    }
    text.char_indices().filter(|&(_, c)| counts(c)).nth(characters).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_behind_characters_and_white_space() {
        assert_eq!(behind("好。 　真好。", 2), "好。 　".len());
        assert_eq!(behind("　好。真好。", 0), 0);
        assert_eq!(behind("co\u{ad}operate", 3), "co\u{ad}o".len());
        assert_eq!(behind("好。", 2), "好。".len());
    }
}
