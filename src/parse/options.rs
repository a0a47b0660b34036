//! What the caller knows better than the rules.

use regex::Regex;

/// Hints for reading a text; by default everything is recognised from the text itself.
///
/// ```
/// use wenyin::input::decode;
/// use wenyin::model::Block;
/// use wenyin::parse::{ParseOptions, Recognition, parse_with};
///
/// let options = ParseOptions { headings: Recognition::Off, ..ParseOptions::default() };
/// let text = "讲话\n同志们：\n一、形势\n形势很好。\n二、任务\n任务很重。\n";
/// let document = parse_with(decode(text.as_bytes())?, &options);
/// assert!(!document.body.iter().any(|b| matches!(b, Block::Heading { .. })));
/// # Ok::<(), wenyin::input::InputError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// Whether marks of Markdown are understood.
    pub markup: Markup,
    /// How source lines make paragraphs.
    pub paragraphs: Paragraphs,
    /// The title block and the salutation; where off, the text begins with the first line.
    pub front: Recognition,
    /// Closing words, signature, date, attachments and notes; where off, they are text.
    pub back: Recognition,
    /// Headings of every kind; where off, only [`ParseOptions::levels`] makes headings.
    pub headings: Recognition,
    /// What headings of levels 1 to 4 look like, where the rules do not see it: a line of
    /// the source in which the expression of a level matches is a heading of that level.
    pub levels: [Option<Regex>; 4],
    /// Page numbers and running heads of an earlier conversion.
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

/// Whether something is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Recognition {
    /// It is recognised by the rules.
    #[default]
    Automatic,
    /// There is none.
    Off,
}

/// How source lines make paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// As the text itself shows.
    #[default]
    Auto,
    /// Every line is a paragraph.
    Line,
    /// A blank line ends a paragraph, and so does a line that begins with a number after
    /// the end of a sentence.
    Blank,
    /// An indented line begins a paragraph, and so does a line after a blank one. Lines
    /// before the first indented one are lines.
    Indent,
}

/// What becomes of page numbers and running heads of an earlier conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leftovers {
    /// They stay in the text, each a paragraph with its reason.
    #[default]
    Keep,
    /// They are set aside, and the paragraphs that they interrupt are joined.
    SetAside,
}

impl ParseOptions {
    /// The level that the caller's expressions give a line.
    pub(super) fn level_of(&self, line: &str) -> Option<u8> {
        let hit = |level: &Option<Regex>| level.as_ref().is_some_and(|regex| regex.is_match(line));
        self.levels.iter().position(hit).and_then(|at| u8::try_from(at + 1).ok())
    }
}
