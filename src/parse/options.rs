//! What the caller knows better than the rules.

use regex::Regex;

/// Hints for reading a text; by default everything is recognised from the text itself.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// Whether marks of Markdown are understood.
    pub markup: Markup,
    /// How source lines make paragraphs.
    pub paragraphs: Paragraphs,
    /// Whether there are headings.
    pub headings: Headings,
    /// What the headings of levels 1 to 4 look like, where the rules do not see it.
    /// A line in which the expression of a level matches is a heading of that level.
    pub levels: [Option<Regex>; 4],
    /// Whether there is a title block.
    pub front: TitleBlock,
    /// What becomes of page numbers and running heads of an earlier conversion.
    pub leftovers: Leftovers,
}

/// Whether marks of Markdown are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Where the text plainly is Markdown.
    #[default]
    Auto,
    /// They are: the file's name says so.
    Markdown,
    /// They are not; every mark is text.
    None,
}

/// How source lines make paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// As the text itself shows.
    #[default]
    Auto,
    /// Every line is a paragraph.
    Line,
    /// A blank line ends a paragraph.
    Blank,
    /// An indented line begins a paragraph.
    Indent,
}

/// Whether headings are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// They are recognised.
    #[default]
    Recognise,
    /// There are none but those that [`ParseOptions::levels`] names.
    None,
}

/// Whether a title block is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TitleBlock {
    /// It is recognised.
    #[default]
    Recognise,
    /// There is none: the text begins with the first line.
    None,
}

/// What becomes of page numbers and running heads of an earlier conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leftovers {
    /// They stay in the text.
    #[default]
    Keep,
    /// They are set aside, and the paragraphs that they interrupt are joined.
    SetAside,
}
