//! Layout.
use crate::Error;
use crate::converter::Context;
/// A page.
pub struct Page;
pub(crate) fn layout(_context: &Context<'_>) -> Result<Vec<Page>, Error> {
    Err(Error::Empty)
}
