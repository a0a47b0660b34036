//! Makes the map: `build DICT.TXT OUT`. A line of the dictionary is a word, how often it occurs, and more.
//! Prints how many words there are and the sum of their counts.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a recipe may fail, and prints")]

use std::collections::BTreeMap;
use std::fs;

use fst::MapBuilder;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, out] = arguments.as_slice() else { panic!("build DICT.TXT OUT") };
    let text = fs::read_to_string(dictionary).unwrap();
    let words: BTreeMap<&str, u64> = text
        .lines()
        .filter_map(|line| {
            let mut fields = line.split_ascii_whitespace();
            Some((fields.next()?, fields.next()?.parse().unwrap()))
        })
        .collect();
    let mut map = MapBuilder::memory();
    for (word, count) in &words {
        map.insert(word, *count).unwrap();
    }
    fs::write(out, map.into_inner().unwrap()).unwrap();
    println!("{} words, {} occurrences", words.len(), words.values().sum::<u64>());
}
