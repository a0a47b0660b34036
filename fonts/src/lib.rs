//! The faces that 文印 embeds, each a whole static TrueType file.
//!
//! All are under the SIL Open Font License 1.1; whose they are, and what was
//! changed, stands in `NOTICE.md` and `README.md` of this package.
//!
//! They are statics, not constants: a program holds each once, however many
//! crates name it.

/// 仿宋, for the text.
pub static FANG_SONG: &[u8] = include_bytes!("../WenyinFangSong-Regular.ttf");
/// 楷体, for subtitles and headings of the second level.
pub static KAI: &[u8] = include_bytes!("../WenyinKai-Regular.ttf");
/// 黑体, for headings of the first level.
pub static HEI: &[u8] = include_bytes!("../WenyinHei-Medium.ttf");
/// 标题宋, for titles.
pub static TITLE: &[u8] = include_bytes!("../WenyinTitle-Bold.ttf");
/// 宋体, for page numbers and for every character that the others lack.
pub use wenyin_fonts_song::SONG;
/// Latin letters and digits, of the widths of Times.
pub static SERIF: &[u8] = include_bytes!("../LiberationSerif-Regular.ttf");
/// The same, bold.
pub static SERIF_BOLD: &[u8] = include_bytes!("../LiberationSerif-Bold.ttf");
