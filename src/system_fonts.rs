//! Fonts of the machine and of given folders, for characters that the built-in faces lack.
//!
//! Nothing is looked at before a character is missing. Then the fonts are listed
//! once, and every document takes from the list the first face that draws the
//! character: those of given folders before those of the system, upright before
//! slanted, TrueType before CFF, regular before other weights, and then by path,
//! so that one machine always chooses alike. Two machines may have different
//! fonts; who wants the same bytes everywhere leaves the system's out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use read_fonts::{FontRef, TableProvider};

use crate::font::{Embedding, Face, FallbackFonts, is_private_use};

/// Folders of fonts, and those of the system.
#[derive(Debug, Default)]
pub struct SystemFonts {
    folders: Vec<PathBuf>,
    system: bool,
    /// Filled when the first character is missing.
    catalogue: OnceLock<Catalogue>,
    /// The faces taken so far; none for one that cannot be used.
    opened: Mutex<BTreeMap<usize, Option<Arc<Face>>>>,
}

/// What is known of every font, the one to be taken first at the beginning.
#[derive(Debug)]
struct Catalogue {
    fonts: Database,
    order: Vec<(ID, Origin)>,
}

/// Where a font was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Given,
    System,
}

impl SystemFonts {
    /// The fonts of the system.
    pub fn new() -> Self {
        Self { system: true, ..Self::default() }
    }

    /// The fonts below these folders only.
    pub fn of_folders(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { folders: folders.into_iter().collect(), ..Self::default() }
    }

    /// The fonts below these folders, then those of the system.
    pub fn with_folders(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { system: true, ..Self::of_folders(folders) }
    }

    fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| {
            let mut fonts = Database::new();
            for folder in &self.folders {
                fonts.load_fonts_dir(folder);
            }
            let given: BTreeSet<ID> = fonts.faces().map(|face| face.id).collect();
            if self.system {
                fonts.load_system_fonts();
            }
            let origin = |id| if given.contains(&id) { Origin::Given } else { Origin::System };
            let mut faces: Vec<(&FaceInfo, Origin)> = fonts.faces().map(|face| (face, origin(face.id))).collect();
            faces.sort_by_cached_key(|(face, origin)| (*origin, preference(&fonts, face)));
            let order = faces.into_iter().map(|(face, origin)| (face.id, origin)).collect();
            Catalogue { fonts, order }
        })
    }

    /// A face of the catalogue, opened once for all documents.
    fn open(&self, at: usize) -> Option<Arc<Face>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || {
            let Catalogue { fonts, order } = self.catalogue();
            let info = fonts.face(order[at].0)?;
            let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else { return None };
            let data = std::fs::read(path).ok()?;
            Face::of_collection(data, info.index, &info.post_script_name).ok().map(Arc::new)
        };
        opened.entry(at).or_insert_with(open).clone()
    }
}

/// The smaller, the sooner a face is taken.
fn preference(fonts: &Database, face: &FaceInfo) -> impl Ord + use<> {
    let path = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => PathBuf::new(),
    };
    let cubic =
        fonts.with_face_data(face.id, |data, index| FontRef::from_index(data, index).is_ok_and(|f| f.glyf().is_err()));
    (
        face.style != Style::Normal,
        face.stretch != Stretch::Normal,
        cubic,
        face.weight.0.abs_diff(400),
        face.monospaced,
        path,
        face.index,
    )
}

impl FallbackFonts for SystemFonts {
    fn faces(&self, missing: &BTreeSet<char>) -> Vec<Arc<Face>> {
        let Catalogue { fonts, order } = self.catalogue();
        let mut wanted = missing.clone();
        let mut found = Vec::new();
        for (at, (id, origin)) in order.iter().enumerate() {
            if wanted.is_empty() {
                break;
            }
            // What stands at a private-use code point is an agreement, not a character: a font that
            // was not given for it must not fill it.
            // U+FFFD stands for a character that was lost on the way: no font of this machine brings it back.
            let may = |c: &char| *origin == Origin::Given || !(is_private_use(*c) || *c == '\u{FFFD}');
            let promised = fonts.with_face_data(*id, |data, index| {
                let cmap = FontRef::from_index(data, index).ok().and_then(|font| font.cmap().ok());
                cmap.is_some_and(|cmap| wanted.iter().any(|c| may(c) && cmap.map_codepoint(*c).is_some()))
            });
            if promised != Some(true) {
                continue;
            }
            let Some(face) = self.open(at).filter(|face| face.embedding() != Embedding::Forbidden) else { continue };
            let draws = |c: &char| may(c) && face.glyph(*c).is_some_and(|glyph| face.has_ink(glyph));
            let drawn: Vec<char> = wanted.iter().copied().filter(draws).collect();
            if drawn.is_empty() {
                continue;
            }
            for c in &drawn {
                wanted.remove(c);
            }
            found.push(face);
        }
        found
    }

    fn identity(&self) -> Vec<u8> {
        let Catalogue { fonts, order } = self.catalogue();
        let faces = order.iter().filter_map(|(id, _)| fonts.face(*id));
        let files = faces.filter_map(|info| {
            let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else { return None };
            let metadata = path.metadata().ok();
            let changed = metadata.as_ref().and_then(|m| m.modified().ok());
            Some(format!("{path:?} {} {} {changed:?}\n", info.index, metadata.map_or(0, |m| m.len())))
        });
        files.collect::<String>().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_project() -> SystemFonts {
        SystemFonts::of_folders([std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")])
    }

    fn chosen(fonts: &SystemFonts, characters: &str) -> Vec<String> {
        fonts.faces(&characters.chars().collect()).iter().map(|f| f.names().postscript.clone()).collect()
    }

    #[test]
    fn the_first_face_by_the_stated_order_is_taken() {
        // All Chinese faces have 一; FangSong is the first by path among the regular ones.
        assert_eq!(chosen(&of_project(), "一"), ["WenyinFangSong-Regular"]);
        // ⼀ (U+2F00) is in Song alone, and 一 is no reason to open two faces.
        assert_eq!(chosen(&of_project(), "⼀"), ["WenyinSong-Regular"]);
    }

    #[test]
    fn a_face_is_opened_once() {
        let fonts = of_project();
        let (one, two) = (fonts.faces(&['一'].into()), fonts.faces(&['二'].into()));
        assert!(Arc::ptr_eq(&one[0], &two[0]));
    }

    #[test]
    fn what_no_face_has_is_passed_over() {
        assert!(chosen(&of_project(), "\u{13000}").is_empty());
        assert!(SystemFonts::of_folders([]).faces(&['一'].into()).is_empty());
    }
}
