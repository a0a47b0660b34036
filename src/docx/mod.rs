//! Model → DOCX.

use crate::Error;
use crate::converter::Context;
use crate::font::SharedSubsets;

/// Writes a document as DOCX.
pub(crate) fn write(_context: &Context<'_>, _subsets: &SharedSubsets) -> Result<Vec<u8>, Error> {
    Err(Error::Empty)
}
