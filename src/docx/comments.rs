//! `word/comments.xml` (ECMA-376-1 17.13.4): the findings of a review copy.

use super::xml::{W, Xml};
use crate::Error;
use crate::review::{RemarkLanguage, Review};

/// A comment for each finding that the text shows; its number is the finding's index.
pub(super) fn comments(review: &Review<'_>) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::part("w:comments", &[("xmlns:w", W)]);
    let (author, initials) = match review.language() {
        RemarkLanguage::Chinese => ("文印检查", "文"),
        RemarkLanguage::English => ("Wenyin check", "W"),
    };
    for finding in review.printed() {
        let id = finding.to_string();
        xml.open("w:comment", &[("w:id", &id), ("w:author", author), ("w:initials", initials)]);
        xml.open("w:p", &[]);
        xml.open("w:r", &[]);
        xml.text("w:t", &[("xml:space", "preserve")], &review.remark(finding));
        for _ in 0..3 {
            xml.close();
        }
    }
    xml.finish()
}

/// The colour of marked text (17.3.2.15 `highlight`).
pub(super) const HIGHLIGHT: &str = "yellow";
