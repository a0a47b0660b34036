//! Which characters of a document its own faces lack, where they come from
//! instead, and what the reader should be told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::Error;
use crate::font::{
    Carried, Drawn, FaceId, FallbackFonts, FontSet, Missing, Outlines, Substitution, is_invisible, is_private_use,
    is_selector,
};
use crate::model::FlowBlock;
use crate::style::Profile;

/// The faces of one publication.
pub(crate) struct Coverage {
    /// The faces of the process and those that this text needs besides.
    pub(crate) fonts: Arc<FontSet>,
    /// What is not drawn as its own face would have drawn it, in the order of the text.
    pub(crate) substitutions: Vec<Substitution>,
}

/// Finds a face for every character.
///
/// Fallback fonts are asked only for what the faces at hand lack.
///
/// # Errors
/// [`Error::MissingCharacter`] with all characters that no face has, unless 〓 is to stand in for them.
pub(crate) fn cover(
    profile: &Profile,
    fonts: &Arc<FontSet>,
    fallback: Option<&dyn FallbackFonts>,
    flow: &[FlowBlock<'_>],
) -> Result<Coverage, Error> {
    let foreign = foreign(profile, fonts, flow);
    let mut fonts = Arc::clone(fonts);
    let missing: BTreeSet<char> = foreign
        .iter()
        .filter(|f| f.selector.is_none() && fonts.find(f.own, f.character).is_none())
        .map(|f| f.character)
        .collect();
    if let Some(fallback) = fallback.filter(|_| !missing.is_empty()) {
        let mut more = FontSet::clone(&fonts);
        for face in fallback.faces(&missing) {
            more.add_fallback(face)?;
        }
        fonts = Arc::new(more);
    }
    let substitutions: Vec<Substitution> = foreign.iter().filter_map(|f| f.substitution(&fonts)).collect();
    let mut lacking = substitutions.iter().filter(|s| s.drawn == Drawn::StandIn).map(|s| (s.character, s.line));
    if fonts.missing() == Missing::Refuse
        && let Some((character, line)) = lacking.next()
    {
        return Err(Error::MissingCharacter { character, line, others: lacking.collect() });
    }
    Ok(Coverage { fonts, substitutions })
}

/// Families of the faces that set these blocks, in the order of their first characters.
pub(crate) fn families(profile: &Profile, fonts: &FontSet, flow: &[FlowBlock<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    for block in flow {
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            let style = profile.run_style(block.kind, run.role);
            for part in fonts.itemize(run.text, style.face, style.latin_face).unwrap_or_default() {
                if !found.contains(&part.face) {
                    found.push(part.face);
                }
            }
        }
    }
    found.into_iter().map(|id| fonts.face(id).names().family.clone()).collect()
}

/// A character that is not simply a glyph of its own face.
struct Foreign {
    character: char,
    /// The variation selector after it that its face does not know.
    selector: Option<char>,
    /// The face of its role and the Latin one.
    own: [FaceId; 2],
    line: u32,
    count: usize,
}

/// The characters of a text that need another face or another glyph, each once.
fn foreign(profile: &Profile, fonts: &FontSet, flow: &[FlowBlock<'_>]) -> Vec<Foreign> {
    let mut found: Vec<Foreign> = Vec::new();
    let mut index: BTreeMap<(char, Option<char>, FaceId), usize> = BTreeMap::new();
    for block in flow {
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            let style = profile.run_style(block.kind, run.role);
            let own = [fonts.chinese(style.face), fonts.latin(style.latin_face)];
            let mut note = |character, selector| {
                let at = *index.entry((character, selector, own[0])).or_insert_with(|| {
                    found.push(Foreign { character, selector, own, line: block.span.line, count: 0 });
                    found.len() - 1
                });
                found[at].count += 1;
            };
            let mut before = None;
            for c in run.text.chars() {
                if let (true, Some(base)) = (is_selector(c), before) {
                    if asks_for_a_form(c) && own.iter().all(|id| fonts.face(*id).variant(base, c).is_none()) {
                        note(base, Some(c));
                    }
                } else if !c.is_whitespace()
                    // Input takes control characters out; where one is given, the writers refuse it.
                    && !c.is_control()
                    && !is_invisible(c)
                    && (is_private_use(c) || own.iter().all(|id| fonts.face(*id).glyph(c).is_none()))
                {
                    note(c, None);
                }
                before = Some(c);
            }
        }
    }
    found
}

/// VS15 and VS16 only ask for text or colour; everything here is drawn in one colour.
fn asks_for_a_form(selector: char) -> bool {
    !matches!(selector, '\u{FE0E}' | '\u{FE0F}')
}

impl Foreign {
    /// What is drawn for it with these faces; none where that is told of the character without its selector.
    fn substitution(&self, fonts: &FontSet) -> Option<Substitution> {
        let found = fonts.find_form(self.own, self.character, self.selector);
        let face = found.map(|(id, _)| fonts.face(id));
        let drawn = match (face, self.selector) {
            (Some(face), Some(selector)) if face.variant(self.character, selector).is_some() => {
                Drawn::From(face.names().family.clone())
            }
            (Some(face), Some(_)) => Drawn::WithoutVariant(face.names().family.clone()),
            (None, Some(_)) => return None,
            (Some(face), None) if is_private_use(self.character) => Drawn::PrivateUse(face.names().family.clone()),
            (Some(face), None) => Drawn::From(face.names().family.clone()),
            (None, None) => Drawn::StandIn,
        };
        let cubic = face.is_some_and(|face| face.outlines() == Outlines::Cff);
        let carried = if cubic { Carried::InPdf } else { Carried::Everywhere };
        let Self { character, selector, line, count, .. } = *self;
        Some(Substitution { character, selector, line, count, drawn, carried })
    }
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use super::*;

    fn told(text: &str, missing: Missing) -> Result<Vec<Substitution>, Error> {
        let mut fonts = FontSet::built_in()?;
        fonts.set_missing(missing);
        let document = crate::parse::parse(crate::input::decode(text.as_bytes())?);
        Ok(cover(&Profile::speech(), &Arc::new(fonts), None, &document.flow())?.substitutions)
    }

    #[test]
    fn a_text_that_its_faces_cover_tells_nothing() {
        assert_eq!(told("在会议上的讲话\n同志们：2025年，AI来了。", Missing::Refuse).unwrap(), []);
    }

    #[test]
    fn all_that_is_missing_is_named_at_once_with_its_line() {
        let error =
            told("在会议上的讲话\n同志们：\n第一\u{13000}句。\n第二\u{13001}句，又一\u{13000}。", Missing::Refuse);
        let Err(Error::MissingCharacter { character, line, others }) = error else { panic!("{error:?}") };
        assert_eq!((character, line, others), ('\u{13000}', 3, vec![('\u{13001}', 4)]));
    }

    #[test]
    fn a_stand_in_a_variant_and_another_face_are_told() {
        let told =
            told("在会议上的讲话\n同志们：\n㐂事，葛\u{E0100}氏，\u{13000}与\u{13000}。☺\u{FE0F}", Missing::Draw)
                .unwrap();
        let told: Vec<_> = told.iter().map(|s| (s.character, s.selector, s.count, &s.drawn)).collect();
        let song = Drawn::From("Wenyin Song".into());
        let plain = Drawn::WithoutVariant("Wenyin FangSong".into());
        assert_eq!(told[0], ('㐂', None, 1, &song));
        assert_eq!(told[1], ('葛', Some('\u{E0100}'), 1, &plain));
        assert_eq!(told[2], ('\u{13000}', None, 2, &Drawn::StandIn));
        assert!(told[3..].iter().all(|t| t.0 == '☺' && t.1.is_none()), "{told:?}");
    }
}
