//! The one zip container that DOCX and EPUB share (ISO/IEC 21320-1).
//!
//! Same entries, same bytes: every entry carries the zip epoch (1980-01-01) and
//! no attributes, and entries stand in the order in which they were added. Three
//! kinds of record are all that it takes (APPNOTE 6.3.10, 4.3): a local header
//! before each entry, the central directory, and its end.

use crate::Error;
use crate::deflate;
use crate::font::FontFile;

/// A package under construction.
pub(crate) struct Package {
    out: Vec<u8>,
    entries: Vec<Entry>,
    format: &'static str,
}

/// What the central directory says of an entry.
struct Entry {
    name: String,
    method: u16,
    crc: u32,
    stored: u32,
    size: u32,
    offset: u32,
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

const STORE: u16 = 0;
const DEFLATE: u16 = 8;
/// Version 2.0 of the format: the first with deflate.
const VERSION: u16 = 20;
/// Names are UTF-8 (general purpose bit 11).
const UTF_8: u16 = 1 << 11;
/// 1 January 1980, midnight, in MS-DOS's reckoning.
const EPOCH: [u16; 2] = [0, 0x21];

/// Bytes of most packages, so that no half-made one is copied to grow.
const EXPECTED: usize = 256 << 10;

impl Package {
    /// An empty package; `format` names it in errors.
    pub(crate) fn new(format: &'static str) -> Self {
        Self { out: Vec::with_capacity(EXPECTED), entries: Vec::new(), format }
    }

    fn failed(&self, problem: impl Into<String>) -> Error {
        Error::Writer { format: self.format, problem: problem.into() }
    }

    /// A length or an offset as the format has it, in four bytes.
    fn four_bytes(&self, length: usize) -> Result<u32, Error> {
        u32::try_from(length).map_err(|_| self.failed("the file would be larger than 4 GB"))
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`Error::Writer`] for a name that stands there already, and for more than 4 GB.
    pub(crate) fn add(&mut self, name: &str, data: &[u8], storage: Storage) -> Result<(), Error> {
        let crc = libdeflater::crc32(data);
        match storage {
            Storage::Stored => self.entry(name, STORE, crc, data.len(), &[data]),
            Storage::Deflated => self.entry(name, DEFLATE, crc, data.len(), &[&deflate::text(data)]),
        }
    }

    /// Adds a font, deflated; what it shares with others is deflated already.
    ///
    /// # Errors
    /// As [`Package::add`].
    pub(crate) fn add_font(&mut self, name: &str, file: &FontFile) -> Result<(), Error> {
        let (front, shared) = file.deflated();
        self.entry(name, DEFLATE, file.crc32(), file.len(), &[&front, shared])
    }

    /// Adds an entry whose content comes in pieces.
    fn entry(&mut self, name: &str, method: u16, crc: u32, size: usize, content: &[&[u8]]) -> Result<(), Error> {
        if self.entries.iter().any(|entry| entry.name == name) {
            return Err(self.failed(format!("two parts are called {name}")));
        }
        let entry = Entry {
            name: name.to_owned(),
            method,
            crc,
            stored: self.four_bytes(content.iter().map(|piece| piece.len()).sum())?,
            size: self.four_bytes(size)?,
            offset: self.four_bytes(self.out.len())?,
        };
        self.out.extend(b"PK\x03\x04");
        entry.describe(&mut self.out);
        self.out.extend(name.as_bytes());
        content.iter().for_each(|piece| self.out.extend_from_slice(piece));
        self.entries.push(entry);
        Ok(())
    }

    /// The finished file.
    ///
    /// # Errors
    /// [`Error::Writer`] when the directory cannot be written: more than 4 GB, more than 65,535 entries.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Error> {
        let start = self.four_bytes(self.out.len())?;
        for entry in &self.entries {
            self.out.extend(b"PK\x01\x02");
            words(&mut self.out, &[VERSION]);
            entry.describe(&mut self.out);
            // No comment, first disk, no attributes.
            words(&mut self.out, &[0, 0, 0, 0, 0]);
            self.out.extend(entry.offset.to_le_bytes());
            self.out.extend(entry.name.as_bytes());
        }
        let length = self.four_bytes(self.out.len())? - start;
        let count = u16::try_from(self.entries.len()).map_err(|_| self.failed("more than 65,535 parts"))?;
        self.out.extend(b"PK\x05\x06");
        words(&mut self.out, &[0, 0, count, count]);
        self.out.extend(length.to_le_bytes());
        self.out.extend(start.to_le_bytes());
        words(&mut self.out, &[0]);
        Ok(self.out)
    }
}

impl Entry {
    /// The fields that local header and directory have in common.
    fn describe(&self, out: &mut Vec<u8>) {
        let flags = if self.name.is_ascii() { 0 } else { UTF_8 };
        words(out, &[VERSION, flags, self.method]);
        words(out, &EPOCH);
        for field in [self.crc, self.stored, self.size] {
            out.extend(field.to_le_bytes());
        }
        // Names here are a few letters long; no extra field.
        words(out, &[self.name.len() as u16, 0]);
    }
}

fn words(out: &mut Vec<u8>, words: &[u16]) {
    out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

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
    fn another_program_reads_what_was_put_in() {
        let parts =
            [("mimetype", "application/epub+zip".to_owned()), ("a/文.txt", "文印".repeat(100)), ("b", String::new())];
        let mut package = Package::new("test");
        for (n, (name, text)) in parts.iter().enumerate() {
            let storage = if n == 0 { Storage::Stored } else { Storage::Deflated };
            package.add(name, text.as_bytes(), storage).unwrap();
        }
        let mut read = zip::ZipArchive::new(Cursor::new(package.finish().unwrap())).unwrap();
        assert_eq!(read.len(), parts.len());
        for (n, (name, text)) in parts.iter().enumerate() {
            let mut part = read.by_index(n).unwrap();
            assert_eq!(part.name(), *name);
            assert_eq!(part.last_modified().unwrap(), zip::DateTime::default());
            let mut content = String::new();
            // The reader compares the checksum, too.
            part.read_to_string(&mut content).unwrap();
            assert_eq!(content, *text);
        }
    }

    #[test]
    fn a_name_stands_once() {
        let mut package = Package::new("test");
        package.add("a", b"1", Storage::Deflated).unwrap();
        assert!(package.add("a", b"2", Storage::Deflated).is_err());
    }
}
