//! Wenyin Song 宋体, the largest of the faces of `wenyin-fonts`, which hands it on.

/// 宋体: all of GBK, Extension A and the radicals; the face for what the others lack.
pub static SONG: &[u8] = include_bytes!("../WenyinSong-Regular.ttf");
