//! What the publication is called, by whom, when, and by which identifier.

use sha2::{Digest, Sha256};

use crate::date::{self, Day, Timestamp};
use crate::model::FlowBlock;
use crate::publication::Publication;

/// Facts of a publication for the package document.
pub(super) struct Metadata {
    /// Title on one line; a publication must have one (EPUB 3.3, 5.5.3.1.2).
    pub(super) title: String,
    /// Subtitle on one line, its dash left out.
    pub(super) subtitle: Option<String>,
    /// Who speaks, verbatim: one, or those of a collection.
    pub(super) speakers: Vec<String>,
    /// The document's own date.
    pub(super) date: Option<Day>,
    /// When it was last changed, in ISO 8601; a publication must say it (EPUB 3.3, 5.5.3.2.4).
    pub(super) modified: String,
    /// Language tag of the text.
    pub(super) language: &'static str,
    /// `urn:uuid:…`
    pub(super) identifier: String,
}

impl Metadata {
    /// Reads the facts.
    pub(super) fn of(publication: &Publication<'_>, language: &'static str, timestamp: Option<Timestamp>) -> Self {
        let date = date::of_publication(publication);
        // Without a time of making: the text's own date, or the epoch of the zip format, which the
        // container's entries carry.
        let day = || date.map_or("1980-01-01".to_owned(), |day| day.to_string());
        let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let dash = |c: char| matches!(c, '—' | '―' | '─' | '⸺' | '-' | '－') || c.is_whitespace();
        Self {
            title: publication.label(),
            subtitle: some(publication.subtitle_line().trim_start_matches(dash)),
            speakers: publication.speakers().into_iter().map(str::to_owned).collect(),
            modified: timestamp.map_or_else(|| format!("{}T00:00:00Z", day()), |t| t.to_string()),
            // Of a collection the dates are its documents'.
            date: date.filter(|_| !publication.is_collection()),
            language,
            identifier: identifier(&publication.flow),
        }
    }
}

/// A name-based UUID (RFC 9562, version 8: a hash of one's own choice) over the
/// text and the kinds of its blocks, so that the same speech keeps its place in
/// a reader's library however often it is made.
fn identifier(flow: &[FlowBlock<'_>]) -> String {
    let mut hash = Sha256::new();
    for block in flow {
        hash.update(format!("{:?}\u{1E}", block.kind));
        for line in &block.lines {
            hash.update(line.text());
            hash.update("\u{1F}");
        }
    }
    let digest = hash.finalize();
    let mut id = [0u8; 16];
    id.copy_from_slice(&digest[..16]);
    id[6] = id[6] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    let hex: String = id.iter().map(|b| format!("{b:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
