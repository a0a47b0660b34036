//! Bookmarks by heading level, and page labels (ISO 32000-1 12.3.3, 12.4.2).

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::lopdf_result;
use super::metadata::text_string;
use super::tags::{PlacedHeading, name};
use crate::Error;
use crate::style::Profile;

/// Writes the outline, nested as the headings nest, and decimal page labels.
pub(super) fn write(
    document: &mut Document,
    catalog: ObjectId,
    pages: &[ObjectId],
    headings: &[PlacedHeading],
    profile: &Profile,
) -> Result<(), Error> {
    let labels = Dictionary::from_iter([(
        "Nums",
        Object::Array(vec![Object::Integer(0), Object::Dictionary(Dictionary::from_iter([("S", name("D"))]))]),
    )]);
    let root = (!headings.is_empty()).then(|| {
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = headings.iter().map(|_| document.new_object_id()).collect();
        let (first, last, _) = siblings(document, root, headings, &ids, pages, profile, 0..headings.len());
        let outline = Dictionary::from_iter([
            ("Type", name("Outlines")),
            ("First", Object::Reference(first)),
            ("Last", Object::Reference(last)),
            ("Count", Object::Integer(headings.len() as i64)),
        ]);
        document.set_object(root, outline);
        root
    });
    let catalog = lopdf_result(document.get_dictionary_mut(catalog))?;
    catalog.set("PageLabels", labels);
    if let Some(root) = root {
        catalog.set("Outlines", Object::Reference(root));
        catalog.set("PageMode", name("UseOutlines"));
    }
    Ok(())
}

/// Writes the items of one depth and, below each, those deeper; returns the first, the last and how many in all.
fn siblings(
    document: &mut Document,
    parent: ObjectId,
    headings: &[PlacedHeading],
    ids: &[ObjectId],
    pages: &[ObjectId],
    profile: &Profile,
    range: std::ops::Range<usize>,
) -> (ObjectId, ObjectId, usize) {
    let depth = headings[range.clone()].iter().map(|h| h.depth).min().unwrap_or(1);
    let starts: Vec<usize> = range.clone().filter(|&i| headings[i].depth == depth || i == range.start).collect();
    for (k, &start) in starts.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(range.end);
        let heading = &headings[start];
        let mut item = Dictionary::from_iter([
            ("Title", text_string(&heading.text)),
            ("Parent", Object::Reference(parent)),
            (
                "Dest",
                Object::Array(vec![
                    Object::Reference(pages[heading.page]),
                    name("XYZ"),
                    Object::Real(profile.page.left.pt() as f32),
                    Object::Real(heading.top.pt() as f32),
                    Object::Null,
                ]),
            ),
        ]);
        if k > 0 {
            item.set("Prev", Object::Reference(ids[starts[k - 1]]));
        }
        if let Some(&next) = starts.get(k + 1) {
            item.set("Next", Object::Reference(ids[next]));
        }
        if end > start + 1 {
            let (first, last, count) = siblings(document, ids[start], headings, ids, pages, profile, start + 1..end);
            item.set("First", Object::Reference(first));
            item.set("Last", Object::Reference(last));
            item.set("Count", Object::Integer(count as i64));
        }
        document.set_object(ids[start], item);
    }
    (ids[starts[0]], ids[starts[starts.len() - 1]], range.len())
}
