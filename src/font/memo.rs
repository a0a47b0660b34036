//! Glyphs by character, remembered.
//!
//! A face's `cmap` has thousands of ranges and is searched by halves; a text asks for the same
//! few hundred characters in every step of every document. What was found is kept with the face,
//! for all threads: 1 KB for each 256 code points in which something was asked for.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use read_fonts::types::GlyphId;

/// Code points in a block.
const BLOCK: usize = 256;

/// 0: not asked yet; otherwise the glyph and one, where glyph 0 is none.
type Block = [AtomicU32; BLOCK];

/// The glyphs of the Basic Multilingual Plane that were asked for.
pub(super) struct GlyphMemo(Box<[OnceLock<Box<Block>>]>);

impl Default for GlyphMemo {
    fn default() -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(0x1_0000 / BLOCK).collect())
    }
}

impl GlyphMemo {
    /// The glyph of a character, looked up when it is asked for first.
    pub(super) fn get(&self, c: char, look_up: impl FnOnce() -> Option<GlyphId>) -> Option<GlyphId> {
        let code = c as usize;
        // The other planes have rare characters: nothing is gained.
        let Some(block) = self.0.get(code / BLOCK) else { return look_up() };
        let known = &block.get_or_init(|| Box::new(std::array::from_fn(|_| AtomicU32::new(0))))[code % BLOCK];
        // The value is all there is to see, so no order with other memory is wanted.
        let value = match known.load(Ordering::Relaxed) {
            0 => {
                let value = look_up().map_or(0, GlyphId::to_u32) + 1;
                known.store(value, Ordering::Relaxed);
                value
            }
            value => value,
        };
        (value > 1).then(|| GlyphId::new(value - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_or_not_found_is_looked_up_once() {
        let memo = GlyphMemo::default();
        for (c, found) in [('文', Some(GlyphId::new(7))), ('印', None)] {
            assert_eq!(memo.get(c, || found), found);
            assert_eq!(memo.get(c, || panic!("asked again")), found);
        }
        assert_eq!(memo.get('\u{20000}', || Some(GlyphId::new(9))), Some(GlyphId::new(9)));
    }
}
