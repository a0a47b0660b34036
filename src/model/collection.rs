//! Several documents bound as one.

use super::{Document, FlowLine};

/// Documents that are printed as one book: a title page, the contents, then each document on a page of its own.
///
/// ```
/// use wenyin::model::Collection;
/// use wenyin::{Converter, Format};
///
/// let wenyin = Converter::builder().build()?;
/// let documents = ["春天的讲话\n同志们：\n大家好！", "秋天的讲话\n同志们：\n大家辛苦了！"]
///     .map(|text| wenyin.parse(text.as_bytes()))
///     .into_iter()
///     .collect::<Result<_, _>>()?;
/// let book = wenyin.render_collection(&Collection { title: "讲话选编".into(), documents }, &[Format::Epub])?;
/// assert!(book.epub().is_some());
/// # Ok::<(), wenyin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collection {
    /// What the book is called.
    pub title: String,
    /// Its documents, in the order in which they are printed.
    pub documents: Vec<Document>,
}

impl Collection {
    /// What each document is called in the contents: its title, or its first words.
    pub fn labels(&self) -> Vec<String> {
        self.documents.iter().map(Document::label).collect()
    }
}

impl Document {
    /// What the document is called where it must have a name: its title on one line, or its first words.
    pub fn label(&self) -> String {
        const MOST: usize = 24;
        let title = self.title_line();
        if !title.trim().is_empty() {
            return title.trim().to_owned();
        }
        let flow = self.flow();
        let lines = flow.iter().flat_map(|b| &b.lines).map(FlowLine::text);
        let Some(line) = lines.map(|l| l.trim().to_owned()).find(|l| !l.is_empty()) else {
            return "无题".to_owned();
        };
        let sentence = line.split_inclusive(['。', '！', '？', '：', '；']).next().unwrap_or(&line);
        match sentence.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}……", &sentence[..end]),
            None => sentence.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Reason, Run, RunRole, Span, Text};

    fn document(title: &str, text: &str) -> Document {
        let mut document = Document::default();
        if !title.is_empty() {
            document.front.title.push(Text::given(title));
        }
        document.body.push(Block::Paragraph {
            runs: vec![Run { role: RunRole::Text, text: text.to_owned() }],
            span: Span::default(),
            reason: Reason::Given,
        });
        document
    }

    #[test]
    fn a_document_is_called_by_its_title_or_its_first_sentence() {
        assert_eq!(document("讲话", "正文。").label(), "讲话");
        assert_eq!(document("", "第一句。第二句。").label(), "第一句。");
        assert_eq!(document("", &"字".repeat(30)).label(), format!("{}……", "字".repeat(24)));
        assert_eq!(Document::default().label(), "无题");
    }
}
