//! Where words end, for turning titles.

use std::collections::BTreeMap;

use fst::raw::Fst;
use jieba_rs::Jieba;
use wenyin_words::{TOTAL, WORDS};

/// Stands for all words of the dictionary that a text has not.
const OTHERS: &str = "\0";

/// The words of a text, in order; together they are the text.
///
/// The segmenter divides a text by the words of its dictionary that stand in it, by how often each was counted, and by
/// the sum of all counts. So it is given these words alone, found in a map that nothing has to load: to read the whole
/// dictionary takes a tenth of a second and 40 MB.
pub(super) fn cut(text: &str) -> Vec<&str> {
    let found = found(text);
    let mut jieba = Jieba::empty();
    for (word, count) in &found {
        jieba.add_word(word, Some(*count as usize), None);
    }
    jieba.add_word(OTHERS, Some((TOTAL - found.values().sum::<u64>()) as usize), None);
    // With the hidden Markov model, so that names of people are words too.
    jieba.cut(text, true).into_iter().map(|token| token.word).collect()
}

/// The words of the dictionary that stand in a text, wherever and however they overlap, and their counts.
fn found(text: &str) -> BTreeMap<&str, u64> {
    #[expect(clippy::expect_used, reason = "built in, and a test reads it to its end")]
    let words = Fst::new(WORDS).expect("the map of words");
    let mut found = BTreeMap::new();
    for (start, _) in text.char_indices() {
        let (mut node, mut count) = (words.root(), 0);
        for (end, byte) in (start + 1..).zip(text[start..].bytes()) {
            let Some(at) = node.find_input(byte) else { break };
            let transition = node.transition(at);
            count += transition.out.value();
            node = words.node(transition.addr);
            if node.is_final() {
                // A word ends where one of its characters does.
                found.insert(&text[start..end], count + node.final_output().value());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static WHOLE: LazyLock<Jieba> = LazyLock::new(Jieba::new);

    fn by_the_whole_dictionary(text: &str) -> Vec<&str> {
        WHOLE.cut(text, true).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_end_where_the_whole_dictionary_ends_them() {
        let titles = [
            "",
            "讲话",
            "在庆祝中国共产主义青年团成立100周年大会上的讲话",
            "关于深化“放管服”改革、优化营商环境工作情况的报告",
            "张小明同志在2024年度XX市工会第十二次代表大会上的工作报告（摘要）",
            "在紀念抗日戰爭勝利七十週年座談會上的致辭",
            "长春市长春药店 𠮷林省",
        ];
        for title in titles {
            assert_eq!(cut(title), by_the_whole_dictionary(title));
        }
        assert_eq!(cut("长春市长春药店"), ["长春市", "长春", "药店"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_by_the_whole_dictionary(text in "[一-龥]{0,6}([的在上中大人工会关于讲话报告]|[a-z0-9 ，。]){0,12}[一-三]{0,5}") {
            prop_assert_eq!(cut(&text), by_the_whole_dictionary(&text));
        }
    }
}
