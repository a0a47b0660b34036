//! Links from the contents of a collection to its documents (ISO 32000-1 12.5.6.5, 14.8.4.4.2).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::metadata::text_string;
use super::tags::name;
use crate::converter::Context;
use crate::layout::Page;
use crate::model::BlockKind;
use crate::style::Length;

/// A link over one line of an entry.
pub(super) struct Link {
    /// Index of the page on which it stands.
    pub(super) page: usize,
    /// Its annotation, but for what the structure tree says of it.
    pub(super) annotation: Dictionary,
}

/// The links of every entry, by its block.
pub(super) fn of_entries(context: &Context<'_>, pages: &[Page], ids: &[ObjectId]) -> BTreeMap<usize, Vec<Link>> {
    let profile = context.profile;
    let targets: BTreeMap<usize, usize> =
        pages.iter().flat_map(|p| &p.references).map(|r| (r.number.block, r.page)).collect();
    let mut links: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
    if targets.is_empty() {
        return links;
    }
    let size = profile.style(BlockKind::ContentsEntry).size;
    let points = |length: Length| Object::Real(length.pt() as f32);
    for (page, content) in pages.iter().enumerate() {
        for line in &content.lines {
            let Some(&target) = targets.get(&line.block) else { continue };
            let area = &profile.page;
            // The em box, and the whole measure: the number is part of the link.
            let bottom = area.height - line.baseline - size.fraction(12, 100);
            let rect = [area.left, bottom, area.left + area.measure(), bottom + size].map(points);
            let top = area.height - area.top;
            let destination =
                vec![Object::Reference(ids[target]), name("XYZ"), points(area.left), points(top), Object::Null];
            let label = context.publication.flow[line.block].text();
            let annotation = Dictionary::from_iter([
                ("Type", name("Annot")),
                ("Subtype", name("Link")),
                ("Rect", Object::Array(rect.to_vec())),
                ("Border", Object::Array(vec![Object::Integer(0); 3])),
                // Printed, as PDF/A wants it (ISO 19005-2 6.3.2).
                ("F", Object::Integer(4)),
                // What a screen reader says (ISO 14289-1 7.18.5).
                ("Contents", text_string(&label)),
                ("Dest", Object::Array(destination)),
            ]);
            links.entry(line.block).or_default().push(Link { page, annotation });
        }
    }
    links
}
