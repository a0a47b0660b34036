//! House rules: page geometry, faces, sizes and habits of a kind of document.
//!
//! A [`Profile`] is a TOML file. The built-in ones lie in `profiles/`; a user's
//! file names only what it changes. Lengths are read in millimetres, points or
//! ems and held as integer [`Length`]s, so that layout never touches a floating
//! point number.

mod file;
mod layers;
mod length;
mod official;
mod profile;
mod region;
mod rules;
mod schema;

pub use layers::{Layer, Position, Setting};
pub use length::{Em, Length, Mm, Pt};
pub use official::{Colour, LastPage, Official, OfficialFormat, Seal};
#[cfg(feature = "layout")]
pub(crate) use profile::in_title_block;
pub use profile::{Impossible, Profile, ProfileError};
pub use region::Region;
pub use rules::{
    Align, BlockStyle, DocxFontNames, DocxLineBreaks, DocxProfile, EpubProfile, FaceRole, Grid, HeadPlace, Inset,
    LatinFace, LoneCharacter, MarkWidth, Page, PageEnd, PageNumberForm, PageNumberPlace, PageNumbers, PageStart,
    Pagination, Prohibition, RunningHeads, Sides, Signpost, SpeakerAids, TextRules, TitleOrder, TurnCue, Weight,
    Writing,
};
pub use schema::Expected;
