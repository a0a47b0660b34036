//! PDF.
use crate::Error;
use crate::converter::Context;
use crate::layout::Page;
pub(crate) fn write(_context: &Context<'_>, _pages: &[Page]) -> Result<Vec<u8>, Error> {
    Err(Error::Empty)
}
