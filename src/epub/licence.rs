//! The licence of the faces inside the publication.
//!
//! The Open Font License (1.1, condition 2) asks that copies of a font carry its
//! copyright notice and the licence. What each face says of itself is quoted
//! from its `name` table; a face given by the user may say something else.

use read_fonts::TableProvider;
use read_fonts::types::NameId;

use crate::font::Face;

/// Path below the publication's folder.
pub(super) const FILE: &str = "fonts/LICENSE.txt";

/// Copyright lines of the originals, then, below a rule, the licence.
const OFL: &str = include_str!("OFL.txt");

/// The notice for these faces.
pub(super) fn notice<'a>(faces: impl Iterator<Item = &'a Face>) -> String {
    let mut text = "The fonts in this folder are subsets: they hold the glyphs of this text only.\n".to_owned();
    let mut open = false;
    for face in faces {
        text.push_str(&format!("\n{}\n", face.names().postscript));
        for id in [NameId::COPYRIGHT_NOTICE, NameId::LICENSE_DESCRIPTION, NameId::LICENSE_URL] {
            if let Some(said) = name(face, id) {
                open |= said.contains("SIL Open Font License");
                for line in said.lines().map(str::trim).filter(|l| !l.is_empty()) {
                    text.push_str(&format!("  {line}\n"));
                }
            }
        }
    }
    if open {
        text.push_str("\n\n");
        // The faces have named their owners above.
        let licence = OFL.find("-----").map_or(OFL, |rule| &OFL[rule..]);
        text.push_str(licence);
    }
    text
}

/// A Windows name of a face, English (0x0409) where there is one.
fn name(face: &Face, id: NameId) -> Option<String> {
    let font = face.font_ref();
    let table = font.name().ok()?;
    let records = table.name_record().iter().filter(|r| r.platform_id() == 3 && r.name_id() == id);
    let best = records.min_by_key(|r| r.language_id() != 0x0409)?;
    Some(best.string(table.string_data()).ok()?.to_string())
}
