//! Model → EPUB.

use crate::Error;
use crate::converter::Context;
use crate::font::SharedSubsets;

/// Writes a document as EPUB.
pub(crate) fn write(_context: &Context<'_>, _subsets: &SharedSubsets) -> Result<Vec<u8>, Error> {
    Err(Error::Empty)
}
