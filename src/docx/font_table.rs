//! The font table and the fonts that it carries.
//!
//! Each family has an entry with what a reader needs to replace it well (other
//! names, PANOSE, character set, coverage) and, when fonts are embedded,
//! references to font parts. A font part is a TrueType file whose first 32 bytes
//! are XORed with a GUID that stands in the table (ECMA-376-4 9.1, ISO/IEC
//! 29500-4 9.1): no encryption, only a bar to copying the part out by its name.
//! The GUID is taken from the font's own hash, so that bytes repeat.

use read_fonts::TableProvider;

use super::faces::{FaceBook, Part, Weight};
use super::mark_pairs;
use super::xml::{R, W, Xml};
use crate::Error;
use crate::converter::{Context, DocxFonts};
use crate::font::{Embedding, Face, FaceId, FontFile, SharedUse};
use crate::model::FlowBlock;
use crate::style::{FaceRole, Writing};

/// The font table and the font parts, in the order of their numbers.
pub(super) struct Fonts {
    table: Vec<Entry>,
    /// Obfuscated font parts.
    pub(super) files: Vec<FontFile>,
}

/// A family in the table.
struct Entry {
    name: String,
    others: Vec<String>,
    description: Description,
    regular: Option<FontPart>,
    bold: Option<FontPart>,
}

impl Entry {
    fn slot(&mut self, weight: Weight) -> &mut Option<FontPart> {
        match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        }
    }
}

/// A reference to a font part.
#[derive(Clone)]
struct FontPart {
    /// 1-based.
    number: usize,
    key: String,
}

/// What helps a reader to choose another face (ECMA-376-1 17.8.3.2, .9, .13, .14, .16).
struct Description {
    panose: String,
    charset: &'static str,
    family: &'static str,
    pitch: &'static str,
    signature: Vec<(&'static str, String)>,
}

/// Gathers the faces that the document uses.
pub(super) fn collect(
    context: &Context<'_>,
    used: &SharedUse,
    flow: &[FlowBlock<'_>],
    book: &FaceBook<'_>,
) -> Result<Fonts, Error> {
    let fonts = context.fonts;
    let mut all = Fonts { table: Vec::new(), files: Vec::new() };
    let made = match context.docx_fonts {
        DocxFonts::Subset | DocxFonts::Full => used.subsets(flow, context.profile, fonts, Writing::Horizontal)?,
        DocxFonts::None => Vec::new(),
    };
    for &id in used.get(flow, context.profile, fonts)?.keys() {
        let face = fonts.face(id);
        let subset = made.iter().find(|subset| subset.id == id).map(|subset| {
            let chinese = book.part(id) != Part::Latin;
            subset.file(chinese.then(|| mark_pairs::gpos_of(&subset.marks)).flatten())
        });
        let data = match context.docx_fonts {
            // A document that is edited may only carry what permits it (OpenType, `fsType`).
            _ if face.embedding() != Embedding::Editable => None,
            // A fallback face is there for a few characters; whole it may be 50 MB.
            DocxFonts::Full if !fonts.is_fallback(id) => Some(FontFile::whole(face.data().to_vec())),
            DocxFonts::Subset | DocxFonts::Full => subset.transpose()?,
            DocxFonts::None => None,
        };
        all.add(book, id, face, data);
    }
    Ok(all)
}

impl Fonts {
    fn add(&mut self, book: &FaceBook<'_>, id: FaceId, face: &Face, file: Option<FontFile>) {
        let (name, own) = (book.name(id), book.own_name(id));
        let part = book.part(id);
        let called = self.entry(name, book.other_names(id), face, part);
        let Some(mut file) = file else { return };
        // Word opens an embedded font by the font's own name, which is the alternative of the
        // customary one, so the font has an entry under its own name. LibreOffice knows no
        // alternatives and gives the font the name of the entry, so the customary entry refers to
        // the same part. Not for Latin: everybody has or replaces Times New Roman.
        let own = self.entry(own, face.names().chinese_family.as_deref().into_iter().collect(), face, part);
        let weight = book.weight(id);
        if self.table[own].slot(weight).is_some() {
            return;
        }
        let guid = guid(&file.digest());
        obfuscate(file.front_mut(), &guid);
        self.files.push(file);
        let reference = FontPart { number: self.files.len(), key: braced(&guid) };
        if matches!(part, Part::Chinese(_)) {
            *self.table[called].slot(weight) = Some(reference.clone());
        }
        *self.table[own].slot(weight) = Some(reference);
    }

    /// The index of the entry of this name, made if there is none.
    fn entry(&mut self, name: &str, others: Vec<&str>, face: &Face, part: Part) -> usize {
        if let Some(at) = self.table.iter().position(|entry| entry.name == name) {
            return at;
        }
        self.table.push(Entry {
            name: name.to_owned(),
            others: others.into_iter().map(str::to_owned).collect(),
            description: describe(face, part),
            regular: None,
            bold: None,
        });
        self.table.len() - 1
    }

    /// `word/fontTable.xml` (ECMA-376-1 17.8.3.10 `font`, CT_Font).
    pub(super) fn part(&self) -> Result<Vec<u8>, Error> {
        let mut xml = Xml::part("w:fonts", &[("xmlns:w", W), ("xmlns:r", R)]);
        for entry in &self.table {
            let d = &entry.description;
            xml.open("w:font", &[("w:name", &entry.name)]);
            if !entry.others.is_empty() {
                xml.val("w:altName", &entry.others.join(","));
            }
            if !d.panose.is_empty() {
                xml.val("w:panose1", &d.panose);
            }
            xml.val("w:charset", d.charset);
            xml.val("w:family", d.family);
            xml.val("w:pitch", d.pitch);
            let signature: Vec<_> = d.signature.iter().map(|(name, value)| (*name, value.as_str())).collect();
            if !signature.is_empty() {
                xml.leaf("w:sig", &signature);
            }
            for (element, part) in [("w:embedRegular", &entry.regular), ("w:embedBold", &entry.bold)] {
                if let Some(FontPart { number, key }) = part {
                    xml.leaf(element, &[("r:id", &format!("rId{number}")), ("w:fontKey", key)]);
                }
            }
            xml.close();
        }
        xml.finish()
    }
}

fn describe(face: &Face, part: Part) -> Description {
    let chinese = matches!(part, Part::Chinese(_));
    let mut panose = String::new();
    let mut signature = Vec::new();
    let mut gbk = chinese;
    if let Ok(os2) = face.font_ref().os2() {
        panose = os2.panose_10().iter().map(|byte| format!("{byte:02X}")).collect();
        // Bit 18 is GBK: the Chinese faces all cover it, whether their table says so or not.
        let pages = os2.ul_code_page_range_1().unwrap_or(0) | u32::from(chinese) << 18;
        gbk = pages & 1 << 18 != 0;
        signature = vec![
            ("w:usb0", format!("{:08X}", os2.ul_unicode_range_1())),
            ("w:usb1", format!("{:08X}", os2.ul_unicode_range_2())),
            ("w:usb2", format!("{:08X}", os2.ul_unicode_range_3())),
            ("w:usb3", format!("{:08X}", os2.ul_unicode_range_4())),
            ("w:csb0", format!("{pages:08X}")),
            ("w:csb1", format!("{:08X}", os2.ul_code_page_range_2().unwrap_or(0))),
        ];
    }
    Description {
        panose,
        charset: if gbk { "86" } else { "00" },
        family: match part {
            Part::Chinese(FaceRole::Hei) => "swiss",
            Part::Chinese(_) | Part::Latin => "roman",
            Part::Fallback => "auto",
        },
        pitch: "variable",
        signature,
    }
}

/// Sixteen bytes of a hash, marked as a GUID of version 8 (RFC 9562 5.8: vendor's own).
fn guid(hash: &[u8; 32]) -> [u8; 16] {
    let mut guid = [0; 16];
    guid.copy_from_slice(&hash[..16]);
    guid[6] = guid[6] & 0x0F | 0x80;
    guid[8] = guid[8] & 0x3F | 0x80;
    guid
}

/// `{00000000-0000-0000-0000-000000000000}`, upper case.
fn braced(guid: &[u8; 16]) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    format!(
        "{{{}-{}-{}-{}-{}}}",
        hex(&guid[..4]),
        hex(&guid[4..6]),
        hex(&guid[6..8]),
        hex(&guid[8..10]),
        hex(&guid[10..])
    )
}

/// XORs the first 32 bytes with the GUID's hexadecimal digits read from the end.
fn obfuscate(data: &mut [u8], guid: &[u8; 16]) {
    for (i, byte) in data.iter_mut().take(32).enumerate() {
        *byte ^= guid[15 - i % 16];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obfuscation_undoes_itself() {
        let mut data: Vec<u8> = (0..100).collect();
        let (before, key) = (data.clone(), guid(&[7; 32]));
        obfuscate(&mut data, &key);
        assert_ne!(data[..32], before[..32]);
        assert_eq!(data[32..], before[32..]);
        obfuscate(&mut data, &key);
        assert_eq!(data, before);
    }

    #[test]
    fn a_guid_is_written_in_braces() {
        let key: [u8; 16] = std::array::from_fn(|i| i as u8 * 17);
        assert_eq!(braced(&key), "{00112233-4455-6677-8899-AABBCCDDEEFF}");
    }
}
