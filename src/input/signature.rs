//! Files of other programs, told by their first bytes.

/// A kind of file that is no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A zip package: DOCX, XLSX, PPTX, ODT, EPUB, or plainly an archive.
    Package,
    /// The compound file of older office programs: DOC, XLS, PPT, WPS.
    Compound,
    /// Rich Text Format.
    Rtf,
    /// A picture.
    Picture,
    /// A compressed file.
    Archive,
    /// Text in UTF-32, which no editor saves by itself.
    Utf32,
}

impl FileKind {
    /// What it is and what to do with it, in English.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Pdf => "this is a PDF: open it in a PDF reader and save or copy its text as plain text (.txt)",
            Self::Package => {
                "this is a DOCX, another office document or a zip archive: open it in Word, WPS or LibreOffice and save it as plain text (.txt)"
            }
            Self::Compound => {
                "this is a DOC or another older office document: open it in Word, WPS or LibreOffice and save it as plain text (.txt)"
            }
            Self::Rtf => {
                "this is an RTF document: open it in Word, WPS or LibreOffice and save it as plain text (.txt)"
            }
            Self::Picture => "this is a picture: a text recognition program (OCR) can make plain text (.txt) of it",
            Self::Archive => "this is a compressed file: unpack it first",
            Self::Utf32 => "this is text in UTF-32: open it in an editor and save it as UTF-8",
        }
    }
}

/// Signatures with the offset at which they stand.
const SIGNATURES: &[(usize, &[u8], FileKind)] = &[
    (0, b"%PDF-", FileKind::Pdf),
    (0, b"\xEF\xBB\xBF%PDF-", FileKind::Pdf),
    (0, b"PK\x03\x04", FileKind::Package),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::Compound),
    (0, b"{\\rtf", FileKind::Rtf),
    (0, b"\x89PNG\r\n", FileKind::Picture),
    (0, b"\xFF\xD8\xFF", FileKind::Picture),
    (0, b"GIF87a", FileKind::Picture),
    (0, b"GIF89a", FileKind::Picture),
    (0, b"II*\0", FileKind::Picture),
    (0, b"MM\0*", FileKind::Picture),
    (8, b"WEBPVP8", FileKind::Picture),
    (4, b"ftypheic", FileKind::Picture),
    (0, b"\x1F\x8B\x08", FileKind::Archive),
    (0, b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
    (0, b"Rar!\x1A\x07", FileKind::Archive),
    (0, b"\xFF\xFE\0\0", FileKind::Utf32),
    (0, b"\0\0\xFE\xFF", FileKind::Utf32),
];

/// The kind of a file that is no plain text, if its first bytes tell.
pub(super) fn recognise(bytes: &[u8]) -> Option<FileKind> {
    let starts = |at: usize, signature: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(signature));
    SIGNATURES.iter().find(|(at, signature, _)| starts(*at, signature)).map(|(.., kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_believed_only_at_its_place() {
        assert_eq!(recognise(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(recognise("文件 %PDF-1.7".as_bytes()), None);
        assert_eq!(recognise(b"RIFF\x24\0\0\0WEBPVP8 "), Some(FileKind::Picture));
        assert_eq!(recognise(b"PK"), None);
    }
}
