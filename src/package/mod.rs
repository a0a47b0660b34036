//! The one zip container that DOCX and EPUB share.
//!
//! Same entries, same bytes: every entry carries the zip epoch (1980-01-01) and
//! no attributes, and entries stand in the order in which they were added.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Error;

/// A package under construction.
pub(crate) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    format: &'static str,
}

/// Whether an entry is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    #[cfg_attr(not(feature = "epub"), allow(dead_code, reason = "only OCF asks for it"))]
    /// As it is; the EPUB `mimetype` must be (OCF 3.3, 4.3).
    Stored,
    /// Deflated.
    Deflated,
}

impl Package {
    /// An empty package; `format` names it in errors.
    pub(crate) fn new(format: &'static str) -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), format }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`Error::Writer`] for a name that stands there already.
    pub(crate) fn add(&mut self, name: &str, data: &[u8], storage: Storage) -> Result<(), Error> {
        let method = match storage {
            Storage::Stored => CompressionMethod::Stored,
            Storage::Deflated => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level((storage == Storage::Deflated).then_some(LEVEL))
            .last_modified_time(DateTime::default());
        let format = self.format;
        let failed = |problem: String| Error::Writer { format, problem };
        self.zip.start_file(name, options).map_err(|e| failed(e.to_string()))?;
        self.zip.write_all(data).map_err(|e| failed(e.to_string()))
    }

    /// The finished file.
    ///
    /// # Errors
    /// [`Error::Writer`] when the directory cannot be written.
    pub(crate) fn finish(self) -> Result<Vec<u8>, Error> {
        let format = self.format;
        self.zip.finish().map(Cursor::into_inner).map_err(|e| Error::Writer { format, problem: e.to_string() })
    }
}

/// Deflate level: 6 gains 3 % over 4 on glyph outlines for twice the time.
const LEVEL: i64 = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_entries_same_bytes_and_stored_means_stored() {
        let build = || {
            let mut package = Package::new("test");
            package.add("mimetype", b"application/epub+zip", Storage::Stored).unwrap();
            package.add("a/b.txt", "文印".repeat(100).as_bytes(), Storage::Deflated).unwrap();
            package.finish().unwrap()
        };
        let bytes = build();
        assert_eq!(bytes, build());
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    }

    #[test]
    fn a_name_stands_once() {
        let mut package = Package::new("test");
        package.add("a", b"1", Storage::Deflated).unwrap();
        assert!(package.add("a", b"2", Storage::Deflated).is_err());
    }
}
