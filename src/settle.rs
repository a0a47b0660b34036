//! What a document's own text decides before it is rendered: its region, and the faces
//! that have its characters.

use std::collections::BTreeMap;

use crate::font::{FontSet, is_attached, is_western};
use crate::model::{BlockKind, FlowBlock, FlowLine, FlowRun};
use crate::publication::Publication;
use crate::style::{Align, Em, FaceRole, Length, MarkWidth, Mm, OfficialFormat, Profile, Region, Seal};

/// Of a role's Han characters, how many in a hundred may come from another face before
/// the role is set in that face as a whole. A name with a rare character keeps its face;
/// a Traditional text, half of whose characters 仿宋 lacks, is not set in two.
const FOREIGN: usize = 5;

/// The profile as it applies to this text.
pub(crate) fn settle(profile: &Profile, fonts: &FontSet, publication: &Publication<'_>) -> Profile {
    let flow = &publication.flow;
    let mut settled = profile.clone();
    let region = region(profile, flow);
    settled.text.region = Some(region);
    if region != Region::Cn {
        // Marks in the middle of their cell have no half to give up.
        settled.text.mark_width = MarkWidth::Full;
    }
    for role in roles_to_replace(profile, fonts, flow) {
        settled.replace_face(role, FaceRole::Song);
    }
    if settled.official.format == OfficialFormat::Letter {
        // GB/T 9704 10.1.
        settled.page_numbers.first_page = false;
    }
    if settled.official.format == OfficialFormat::Order && settled.official.seal == Seal::Sealed {
        // 10.2: whoever issues an order signs it, as 7.3.5.3 has it.
        settled.official.seal = Seal::Stamp;
    }
    // In a collection each document has its own, which only a layout can place; styles keep the profile's.
    if !publication.is_collection() {
        fit_issuer(&mut settled, fonts, flow);
        sign_off(&mut settled, fonts, flow);
    }
    settled
}

/// The profile with signature and date placed for one document of a collection; none where it has not both.
#[cfg(feature = "layout")]
pub(crate) fn signed_off(context: &crate::converter::Context<'_>, flow: &[FlowBlock<'_>]) -> Option<Profile> {
    let has = |kind| flow.iter().any(|block| block.kind == kind);
    if !has(BlockKind::Issuer) && (!has(BlockKind::Signature) || !has(BlockKind::SignatureDate)) {
        return None;
    }
    let mut profile = context.profile.clone();
    fit_issuer(&mut profile, context.fonts, flow);
    sign_off(&mut profile, context.fonts, flow);
    Some(profile)
}

/// The mark of an official document is as large as its line holds (GB/T 9704 7.2.4); a list of organs
/// also leaves the text its room on page 1.
fn fit_issuer(profile: &mut Profile, fonts: &FontSet, flow: &[FlowBlock<'_>]) {
    let official = profile.official.format != OfficialFormat::None;
    let Some(block) = flow.iter().find(|b| b.kind == BlockKind::Issuer).filter(|_| official) else { return };
    let width = |line: &FlowLine<'_>| line_in_ems(profile, fonts, BlockKind::Issuer, line);
    let (organs, word) = match block.lines.as_slice() {
        [organs @ .., last] if !organs.is_empty() && last.text() == crate::arrange::MARK => (organs, width(last) + 0.5),
        lines => (lines, 0.0),
    };
    let ems = organs.iter().map(width).fold(0.0, f64::max) + word;
    if ems <= 0.0 {
        return;
    }
    let per_em = |length: Length, ems: f64| Length((f64::from(length.0) / ems) as i32);
    // A little in from the edges, as type is set.
    let across = per_em(profile.page.measure(), ems + 0.25);
    let down = per_em(Length::from(LIST_HEIGHT), 1.25 * organs.len() as f64);
    let size = profile.style(BlockKind::Issuer).size;
    let least = profile.style(BlockKind::Paragraph).size;
    // Half points: a DOCX has no others.
    let fitting = size.min(across).min(if organs.len() > 1 { down } else { size }).max(least);
    profile.set_size(BlockKind::Issuer, Length(fitting.0 / HALF_POINT * HALF_POINT));
}

/// Most that a list of organs takes of page 1.
const LIST_HEIGHT: Mm = Mm(60.0);
const HALF_POINT: i32 = 32768;

/// Signature and date stand to each other as GB/T 9704 7.3.5.2 has it: the date begins two
/// characters to the right of the signature, and the longer of the two keeps the indent from
/// the right edge.
fn sign_off(profile: &mut Profile, fonts: &FontSet, flow: &[FlowBlock<'_>]) {
    let widest =
        |kind| flow.iter().filter(|b| b.kind == kind).map(|b| width_in_ems(profile, fonts, b)).max_by(f64::total_cmp);
    let (Some(signature), Some(date)) = (widest(BlockKind::Signature), widest(BlockKind::SignatureDate)) else {
        return;
    };
    if profile.style(BlockKind::Signature).align != Align::Right {
        return;
    }
    if profile.official.format != OfficialFormat::None && profile.official.seal != Seal::Unsealed {
        let before = profile.style(BlockKind::Signature).before;
        profile.set_before(BlockKind::Signature, before + 1);
        let from_edge = profile.style(BlockKind::SignatureDate).inset.0;
        if profile.official.seal == Seal::Stamp {
            // 7.3.5.3: the stamp four characters in, the post two characters to its left unless the
            // text names who signs in its place; a blank line, and the date.
            let named = flow.iter().any(|b| b.kind == BlockKind::Signature && b.text().contains(char::is_whitespace));
            let stamp = Length::from(STAMP_WIDTH).pt() / profile.style(BlockKind::Signature).size.pt() + 2.0;
            profile.set_inset(BlockKind::Signature, Em(from_edge + if named { 0.0 } else { stamp }));
            profile.set_before(BlockKind::SignatureDate, 1);
            return;
        }
        // 7.3.5.1: the signature centred over the date, neither beyond the edge.
        let inset = (from_edge + (date - signature) / 2.0).max(0.0);
        profile.set_inset(BlockKind::Signature, Em(inset));
        profile.set_inset(BlockKind::SignatureDate, Em(inset + (signature - date) / 2.0));
        return;
    }
    let indent = profile.style(BlockKind::Signature).inset.0;
    let longer = signature.max(DATE_FURTHER_IN + date);
    profile.set_inset(BlockKind::Signature, Em(indent + longer - signature));
    profile.set_inset(BlockKind::SignatureDate, Em(indent + longer - DATE_FURTHER_IN - date));
}

/// Width of a stamp of a signature: the standard leaves it open.
const STAMP_WIDTH: Mm = Mm(40.0);

/// From the first character of the signature to that of the date, in ems.
const DATE_FURTHER_IN: f64 = 2.0;

/// Width of a block's longest line, as near as insets need it.
fn width_in_ems(profile: &Profile, fonts: &FontSet, block: &FlowBlock<'_>) -> f64 {
    block.lines.iter().map(|line| line_in_ems(profile, fonts, block.kind, line)).fold(0.0, f64::max)
}

fn line_in_ems(profile: &Profile, fonts: &FontSet, kind: BlockKind, line: &FlowLine<'_>) -> f64 {
    let style = profile.style(kind);
    let tracking = profile.tracking(style.size).pt() / style.size.pt();
    let width = |text: &str| {
        let stretches = fonts.itemize(text, style.face, style.latin_face).unwrap_or_default();
        let gaps = stretches.windows(2).filter(|w| w[0].western != w[1].western).count();
        let cells = stretches.iter().map(|stretch| {
            let face = fonts.face(stretch.face);
            let tracking = if stretch.western { 0.0 } else { tracking };
            let advances = text[stretch.range.clone()].chars().filter_map(|c| face.glyph(c));
            advances.map(|g| f64::from(face.advance(g).0) / f64::from(face.units_per_em()) + tracking).sum::<f64>()
        });
        cells.sum::<f64>() + gaps as f64 * profile.text.han_latin_gap.0
    };
    width(&line.text())
}

/// Where a text is at home: as the profile says, or as its characters tell.
pub(crate) fn region(profile: &Profile, flow: &[FlowBlock<'_>]) -> Region {
    profile.text.region.unwrap_or_else(|| Region::of_text(runs(flow).map(|(_, run)| run.text)))
}

/// The runs of a text with the kind of block that they stand in.
fn runs<'a>(flow: &'a [FlowBlock<'a>]) -> impl Iterator<Item = (BlockKind, &'a FlowRun<'a>)> + Clone {
    flow.iter().flat_map(|block| block.lines.iter().flat_map(|l| &l.runs).map(|run| (block.kind, run)))
}

/// Roles whose face lacks too much of what is set in it.
fn roles_to_replace(profile: &Profile, fonts: &FontSet, flow: &[FlowBlock<'_>]) -> Vec<FaceRole> {
    let mut counts: BTreeMap<FaceRole, (usize, usize)> = BTreeMap::new();
    let song = fonts.face(fonts.chinese(FaceRole::Song));
    for (kind, run) in runs(flow) {
        let role = profile.run_style(kind, run.role).face;
        let face = fonts.face(fonts.chinese(role));
        let (all, lacking) = counts.entry(role).or_default();
        // A combining mark may be of any face: it is no reason to set its character in another one.
        for c in run.text.chars().filter(|c| !is_western(*c) && !is_attached(*c) && !c.is_whitespace()) {
            *all += 1;
            *lacking += usize::from(face.glyph(c).is_none() && song.glyph(c).is_some());
        }
    }
    counts.into_iter().filter(|(_, (all, lacking))| lacking * 100 > all * FOREIGN).map(|(role, _)| role).collect()
}
