//! Chinese words and how often they occur, those of the segmenter 结巴 (jieba).

/// The words, UTF-8, each with how often it was counted: a map of the crate `fst`, which is searched where it lies.
pub static WORDS: &[u8] = include_bytes!("../words.fst");

/// How often all of the words were counted together.
pub const TOTAL: u64 = 60_101_964;

#[cfg(test)]
mod tests {
    use fst::{Map, Streamer as _};

    #[test]
    fn the_map_is_whole_and_its_counts_make_the_total() {
        let map = Map::new(super::WORDS).unwrap();
        map.as_fst().verify().unwrap();
        let (mut words, mut total) = (map.stream(), 0);
        while let Some((word, count)) = words.next() {
            assert!(std::str::from_utf8(word).is_ok());
            total += count;
        }
        assert_eq!(total, super::TOTAL);
        assert_eq!(map.get("我们"), Some(98_740));
        assert_eq!(map.get("讲话稿子"), None);
    }
}
