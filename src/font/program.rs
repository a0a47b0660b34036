//! What a document carries of a face, made once for all its formats.
//!
//! PDF, DOCX and EPUB embed the same outlines and metrics, with different small tables around them,
//! deflated. Nearly all of a TrueType file is outlines (`glyf`), and nearly all the work on it is
//! deflating them. So what the formats share is cut out and deflated once, as a [`FontProgram`]; a
//! format's [`FontFile`] is a directory and its own tables, followed by the shared ones, and as a
//! deflated stream likewise: blocks for the front, then those of the rest.

#![cfg_attr(
    not(all(feature = "pdf", feature = "docx", feature = "epub")),
    allow(dead_code, reason = "each writer asks for its part")
)]

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use libdeflater::Crc;
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, ReadError};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::centre::centre_glyphs;
use super::{Face, FontError, Outlines};
use crate::deflate;

const HEAD: Tag = Tag::new(b"head");

/// The glyphs of a document in a face.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Glyphs {
    /// Their numbers in the face, ascending.
    pub(crate) all: Vec<u16>,
    /// Those that are moved to the middle of their cell, ascending.
    pub(crate) centred: Vec<u16>,
}

/// A table of a font file.
pub(super) type Table = (Tag, Vec<u8>);

/// A face cut down to some glyphs.
pub(crate) struct FontProgram {
    /// The numbers in the face of its glyphs, in its order.
    old: Vec<u16>,
    /// By the number in the face: that in the program, 0 for none.
    new: Vec<u16>,
    /// `head`, in which every file has a sum of its own. Of a face with cubic outlines nothing: `shared` is the program.
    head: Option<Vec<u8>>,
    /// The other tables, each padded to four bytes, and where they are.
    shared: Vec<u8>,
    records: Vec<Record>,
    checksum: u32,
    deflated: Vec<u8>,
    digest: [u8; 32],
    kind: Outlines,
    /// Fronts of files that were deflated, for a document that comes again.
    fronts: Mutex<Vec<Front>>,
}

/// A table's tag, its sum, where it begins and how long it is.
type Record = (Tag, u32, usize, usize);

/// The front of a file, as it is and deflated.
type Front = (Vec<u8>, Arc<[u8]>);

/// Kinds of file that have fronts of their own: PDF, DOCX, EPUB.
const FRONTS: usize = 3;

impl FontProgram {
    /// Cuts a face down.
    ///
    /// # Errors
    /// [`FontError::Unusable`] when the face's tables cannot be read.
    fn new(face: &Face, glyphs: &Glyphs) -> Result<Self, FontError> {
        let unusable = |problem: String| FontError::Unusable {
            name: face.names().family.clone(),
            problem: format!("cannot be subset ({problem})"),
        };
        let remapper = GlyphRemapper::new_from_glyphs(&glyphs.all);
        let program =
            subsetter::subset(face.data(), face.index(), &remapper).map_err(|e| unusable(format!("{e:?}")))?;
        let centred = glyphs.centred.iter().filter_map(|old| remapper.get(*old));
        let program = centre_glyphs(program, centred.map(|new| GlyphId::new(u32::from(new))))?;
        let kind = face.outlines();
        let Divided { head, shared, records } = match kind {
            Outlines::TrueType => divide(program).map_err(|e| unusable(e.to_string()))?,
            Outlines::Cff => Divided { head: None, shared: program, records: Vec::new() },
        };
        let (checksum, deflated) = (checksum(&shared), deflate::outlines(&shared));
        let old: Vec<u16> = remapper.remapped_gids().collect();
        let digest = digest(&old, &[checksum, libdeflater::crc32(&shared), shared.len() as u32]);
        let mut new = vec![0; old.iter().max().map_or(0, |last| usize::from(*last) + 1)];
        for (number, old) in (0..).zip(&old) {
            new[usize::from(*old)] = number;
        }
        Ok(Self { old, new, head, shared, records, checksum, deflated, digest, kind, fronts: Mutex::default() })
    }

    /// A glyph's number in the program.
    pub(crate) fn glyph(&self, old: u16) -> Option<u16> {
        // `.notdef` has the same number in both.
        self.new.get(usize::from(old)).copied().filter(|new| *new != 0 || old == 0)
    }

    /// The numbers in the face of the glyphs that were asked for, by their number in the program; the first is `.notdef`.
    pub(crate) fn old_glyphs(&self) -> impl Iterator<Item = u16> + '_ {
        self.old.iter().copied()
    }

    /// A TrueType file with the program's outlines and metrics and these tables besides.
    /// Of cubic outlines the program as it is.
    pub(crate) fn with_tables(self: &Arc<Self>, more: Vec<(Tag, Cow<'_, [u8]>)>) -> FontFile {
        self.file(more, 0)
    }

    /// As [`FontProgram::with_tables`], with this many words before the shared tables that no table has, and no more tables.
    pub(crate) fn padded(self: &Arc<Self>, words: usize) -> FontFile {
        self.file(Vec::new(), words)
    }

    fn file(self: &Arc<Self>, more: Vec<(Tag, Cow<'_, [u8]>)>, padding: usize) -> FontFile {
        let mut tables: Vec<(Tag, Cow<'_, [u8]>)> =
            self.head.iter().map(|data| (HEAD, Cow::Borrowed(&data[..]))).chain(more).collect();
        tables.sort_by_key(|(tag, _)| *tag);
        let front = match self.kind {
            Outlines::TrueType => front(&tables, self, padding),
            Outlines::Cff => Vec::new(),
        };
        FontFile { front, program: Some(Arc::clone(self)) }
    }

    /// The front of a file of this program, deflated.
    fn deflated_front(&self, front: &[u8]) -> Arc<[u8]> {
        let known = |fronts: &Vec<Front>| fronts.iter().find(|(as_is, _)| as_is == front).map(|(_, d)| Arc::clone(d));
        let lock = || self.fronts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(deflated) = known(&lock()) {
            return deflated;
        }
        let deflated: Arc<[u8]> = deflate::front(front).into();
        let mut fronts = lock();
        if fronts.len() == FRONTS {
            fronts.remove(0);
        }
        fronts.push((front.to_vec(), Arc::clone(&deflated)));
        deflated
    }

    fn bytes(&self) -> usize {
        self.shared.len() + self.deflated.len() + 2 * self.new.len()
    }
}

/// What tells a program from any other: its glyphs in the face, and sums over what it has of them. To hash outlines
/// takes as long as to lay a page out.
fn digest(glyphs: &[u16], sums: &[u32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    glyphs.iter().for_each(|glyph| hash.update(glyph.to_be_bytes()));
    sums.iter().for_each(|sum| hash.update(sum.to_be_bytes()));
    hash.finalize().into()
}

/// The tables of a program but those that no format takes from it.
struct Divided {
    head: Option<Vec<u8>>,
    shared: Vec<u8>,
    records: Vec<Record>,
}

/// Names and PostScript data are in a PDF's font dictionary (ISO 32000-1 9.9), and 400 bytes a face are a fiftieth of
/// a short speech; DOCX and EPUB have more names than the subset keeps.
fn divide(mut program: Vec<u8>) -> Result<Divided, ReadError> {
    let font = FontRef::new(&program)?;
    let tables = font.table_directory().table_records().iter();
    let mut tables: Vec<(Tag, usize, usize)> =
        tables.map(|record| (record.tag(), record.offset() as usize, record.length() as usize)).collect();
    // In the order of the file: what is kept is moved forward over what is not.
    tables.sort_by_key(|(_, offset, _)| *offset);
    let (mut head, mut records, mut end) = (None, Vec::new(), 0);
    for (tag, offset, length) in tables {
        let data = program.get(offset..offset + length).ok_or(ReadError::OutOfBounds)?;
        match &tag.to_be_bytes() {
            b"head" => head = Some(data.to_vec()),
            b"name" | b"post" => {}
            _ => {
                program.copy_within(offset..offset + length, end);
                let padded = length.next_multiple_of(4);
                // The directory is left out: the padding ends before the next table.
                let table = program.get_mut(end..end + padded).ok_or(ReadError::OutOfBounds)?;
                table[length..].fill(0);
                records.push((tag, checksum(table), end, length));
                end += padded;
            }
        }
    }
    program.truncate(end);
    Ok(Divided { head, shared: program, records })
}

/// The table directory and the tables, the shared ones to follow behind `padding` (OpenType 1.9.1, “Organization of an
/// OpenType Font”).
fn front(tables: &[(Tag, Cow<'_, [u8]>)], program: &FontProgram, padding: usize) -> Vec<u8> {
    let directory = 12 + 16 * (tables.len() + program.records.len());
    let (mut records, mut body) = (Vec::new(), Vec::new());
    let mut adjustment = None;
    for (tag, data) in tables {
        let at = body.len();
        body.extend_from_slice(data);
        if *tag == HEAD && data.len() >= 12 {
            // Its own sum is that without the adjustment for the whole.
            body[at + 8..at + 12].fill(0);
            adjustment = Some(directory + at + 8);
        }
        body.resize(body.len().next_multiple_of(4), 0);
        records.push((*tag, checksum(&body[at..]), directory + at, data.len()));
    }
    body.extend([0, 0, 0, 1].repeat(padding));
    let shared = directory + body.len();
    records.extend(program.records.iter().map(|&(tag, sum, at, length)| (tag, sum, shared + at, length)));
    records.sort_by_key(|(tag, ..)| *tag);

    let count = records.len() as u16;
    let selector = count.ilog2() as u16;
    let range = 16 << selector;
    let mut out = vec![0, 1, 0, 0];
    out.extend([count, range, selector, count * 16 - range].into_iter().flat_map(u16::to_be_bytes));
    for (tag, sum, at, length) in records {
        out.extend(tag.to_be_bytes());
        out.extend([sum, at as u32, length as u32].into_iter().flat_map(u32::to_be_bytes));
    }
    out.append(&mut body);
    if let Some(at) = adjustment {
        let sum = checksum(&out).wrapping_add(program.checksum);
        out[at..at + 4].copy_from_slice(&0xB1B0_AFBA_u32.wrapping_sub(sum).to_be_bytes());
    }
    out
}

/// The sum of a table's 32-bit words; a table ends in zeros where it ends within a word.
fn checksum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    words.iter().chain([&last]).map(|word| u32::from_be_bytes(*word)).fold(0, u32::wrapping_add)
}

/// A font file: a front of its own, and tables that it may share with others.
#[derive(Clone)]
pub(crate) struct FontFile {
    front: Vec<u8>,
    program: Option<Arc<FontProgram>>,
}

impl FontFile {
    /// A file that shares nothing.
    pub(crate) fn whole(data: Vec<u8>) -> Self {
        Self { front: data, program: None }
    }

    fn parts(&self) -> [&[u8]; 2] {
        [&self.front, self.program.as_ref().map_or(&[], |program| &program.shared)]
    }

    /// Bytes of the file.
    pub(crate) fn len(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// The file in one piece.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.parts().concat()
    }

    /// Its beginning: of a file with quadratic outlines at least the table directory.
    pub(crate) fn front(&self) -> &[u8] {
        &self.front
    }

    /// As [`FontFile::front`], to be changed.
    pub(crate) fn front_mut(&mut self) -> &mut [u8] {
        &mut self.front
    }

    /// SHA-256 of the front and, where there are shared tables, of what tells them from others.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let hash = Sha256::new().chain_update(&self.front);
        match &self.program {
            Some(program) => hash.chain_update(program.digest).finalize().into(),
            None => hash.finalize().into(),
        }
    }

    /// The CRC-32 of the file.
    pub(crate) fn crc32(&self) -> u32 {
        let mut crc = Crc::new();
        self.parts().iter().for_each(|part| crc.update(part));
        crc.sum()
    }

    /// The file deflated (RFC 1951), in two pieces; the second is shared.
    pub(crate) fn deflated(&self) -> (Arc<[u8]>, &[u8]) {
        match &self.program {
            None => (deflate::outlines(&self.front).into(), &[]),
            Some(program) if self.front.is_empty() => (Arc::default(), &program.deflated),
            Some(program) => (program.deflated_front(&self.front), &program.deflated),
        }
    }

    /// The file as a zlib stream (RFC 1950).
    #[cfg(feature = "pdf")]
    pub(crate) fn zlib(&self) -> Vec<u8> {
        let mut sum = libdeflater::Adler32::new();
        self.parts().iter().for_each(|part| sum.update(part));
        let (front, shared) = self.deflated();
        deflate::zlib(&[&front, shared], sum.sum())
    }
}

/// Programs made lately, for writers at work on the same document, and for a document that comes again.
#[derive(Default)]
pub(super) struct ProgramCache(Mutex<Vec<Slot>>);

/// Made by the first who asks, while others wait.
type Made = Arc<OnceLock<Result<Arc<FontProgram>, FontError>>>;

struct Slot {
    glyphs: Glyphs,
    made: Made,
}

impl Slot {
    fn bytes(&self) -> usize {
        self.made.get().and_then(|made| made.as_ref().ok()).map_or(0, |program| program.bytes())
    }
}

/// Bytes that a face keeps of programs that may not be asked for again: those of a dozen speeches.
const KEPT: usize = 4 << 20;

impl ProgramCache {
    /// The face cut down to these glyphs.
    ///
    /// # Errors
    /// As [`FontProgram::new`].
    pub(super) fn get(&self, face: &Face, glyphs: Glyphs) -> Result<Arc<FontProgram>, FontError> {
        let made = self.slot(glyphs.clone());
        // No lock is held and no other thread's help wanted while it is made.
        made.get_or_init(|| FontProgram::new(face, &glyphs).map(Arc::new)).clone()
    }

    /// The place of these glyphs, from now on the last to be given up.
    fn slot(&self, glyphs: Glyphs) -> Made {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = match slots.iter().position(|slot| slot.glyphs == glyphs) {
            Some(at) => slots.remove(at),
            None => Slot { glyphs, made: Made::default() },
        };
        let made = Arc::clone(&slot.made);
        let mut kept = slots.iter().map(Slot::bytes).sum::<usize>();
        slots.retain(|slot| {
            let stays = kept <= KEPT;
            if !stays {
                kept -= slot.bytes();
            }
            stays
        });
        slots.push(slot);
        made
    }
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use read_fonts::TableProvider as _;

    use super::*;
    use crate::font::FontSet;
    use crate::style::FaceRole;

    fn glyphs(face: &Face, text: &str) -> Glyphs {
        let mut all: Vec<u16> = text.chars().filter_map(|c| face.glyph(c)).map(|g| g.to_u32() as u16).collect();
        all.sort_unstable();
        Glyphs { all, centred: Vec::new() }
    }

    #[test]
    fn a_file_is_a_font_whose_sums_are_right_and_whose_stream_inflates_to_it() {
        let fonts = FontSet::built_in().unwrap();
        let face = fonts.face(fonts.chinese(FaceRole::FangSong));
        let program = face.program(glyphs(face, "文印讲话稿")).unwrap();
        let extra = vec![(Tag::new(b"post"), Cow::Borrowed(&[0, 3, 0, 0, 7][..]))];
        for file in [program.with_tables(Vec::new()), program.with_tables(extra), program.padded(3)] {
            let bytes = file.bytes();
            assert_eq!((bytes.len(), checksum(&bytes)), (file.len(), 0xB1B0_AFBA));
            let font = FontRef::new(&bytes).unwrap();
            for record in font.table_directory().table_records() {
                let table = font.data_for_tag(record.tag()).unwrap().as_bytes();
                if record.tag() != HEAD {
                    assert_eq!(checksum(table), record.checksum(), "{}", record.tag());
                }
            }
            assert_eq!(libdeflater::crc32(&bytes), file.crc32());
            let mut read = vec![0; bytes.len()];
            let (front, shared) = file.deflated();
            let deflated = [&front, shared].concat();
            assert_eq!(libdeflater::Decompressor::new().deflate_decompress(&deflated, &mut read), Ok(bytes.len()));
            assert_eq!(read, bytes);
        }
    }

    #[test]
    fn the_same_glyphs_are_cut_out_once_and_old_ones_are_given_up() {
        let fonts = FontSet::built_in().unwrap();
        let face = fonts.face(fonts.chinese(FaceRole::Kai));
        let once = face.program(glyphs(face, "文印")).unwrap();
        assert!(Arc::ptr_eq(&once, &face.program(glyphs(face, "文印")).unwrap()));
        assert!(!Arc::ptr_eq(&once, &face.program(glyphs(face, "文")).unwrap()));
        for n in 0..40 {
            let all = (n * 600..(n + 1) * 600).map(|g| g % face.glyph_count()).collect();
            face.program(Glyphs { all, centred: vec![] }).unwrap();
        }
        assert!(!Arc::ptr_eq(&once, &face.program(glyphs(face, "文印")).unwrap()));
    }
}
