//! Where words end, for turning titles.
//!
//! The dictionary (350,000 words) takes a tenth of a second to load, so it is
//! loaded when the first title has to be turned and then kept.

use std::sync::OnceLock;

use jieba_rs::Jieba;

/// The dictionary, once it is needed.
#[derive(Default)]
pub(crate) struct Words(OnceLock<Jieba>);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("loaded", &self.0.get().is_some()).finish()
    }
}

impl Words {
    /// The words of a text, in order; together they are the text.
    pub(crate) fn cut<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let jieba = self.0.get_or_init(Jieba::new);
        // With the hidden Markov model, so that names of people are words too.
        jieba.cut(text, true).into_iter().map(|token| token.word).collect()
    }
}
