//! The order in which a profile prints the blocks of a document.

use crate::model::{BlockKind, Document, FlowBlock};
use crate::style::{Profile, TitleOrder};

/// The blocks of a document in printing order: that of the source, but for what the profile has elsewhere.
pub(crate) fn flow<'a>(document: &'a Document, profile: &Profile) -> Vec<FlowBlock<'a>> {
    let mut flow = document.flow();
    order_title_block(&mut flow, profile.text.title_order);
    flow
}

/// Speaker and date change places where the profile has them otherwise.
fn order_title_block(flow: &mut Vec<FlowBlock<'_>>, order: TitleOrder) {
    let (first, second) = match order {
        TitleOrder::Source => return,
        TitleOrder::SpeakerDate => (BlockKind::Speaker, BlockKind::Date),
        TitleOrder::DateSpeaker => (BlockKind::Date, BlockKind::Speaker),
    };
    let place = |kind| flow.iter().position(|block| block.kind == kind);
    if let (Some(to), Some(from)) = (place(second), place(first))
        && to < from
    {
        let block = flow.remove(from);
        flow.insert(to, block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(order: &str) -> Vec<BlockKind> {
        let text = "在植树节上的讲话\n县长　张大山\n（2024年3月12日）\n同志们：\n今天种树。\n";
        let document = crate::parse::parse(crate::input::decode(text.as_bytes()).unwrap());
        let profile = Profile::from_toml(&format!("[text]\ntitle_order = \"{order}\"")).unwrap();
        flow(&document, &profile).iter().map(|b| b.kind).collect()
    }

    #[test]
    fn speaker_and_date_stand_as_the_profile_has_them() {
        use BlockKind::{Date, Paragraph, Salutation, Speaker, Title};
        assert_eq!(kinds("source"), [Title, Speaker, Date, Salutation, Paragraph]);
        assert_eq!(kinds("speaker-date"), [Title, Speaker, Date, Salutation, Paragraph]);
        assert_eq!(kinds("date-speaker"), [Title, Date, Speaker, Salutation, Paragraph]);
    }
}
