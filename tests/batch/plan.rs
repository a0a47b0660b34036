//! Which texts are found, and which part of them is a machine's.

use crate::desk::{Desk, small_texts};

#[test]
fn patterns_are_expanded_and_their_tree_is_mirrored() {
    let desk = Desk::with(&["稿/2024/一.txt", "稿/2025/一.txt", "稿/2025/二.md", "稿/2025/三.log", "别处/四.txt"]);
    let ended = desk.convert(&["稿/202?/*.txt", "别处", "--to", "json", "--out-dir", "out"]).expect(0);
    assert!(ended.stderr.contains("3 done"), "{}", ended.stderr);
    let files: Vec<_> = desk.tree("out").into_keys().collect();
    assert_eq!(files, ["2024/一.json", "2025/一.json", "四.json"].map(std::path::PathBuf::from));
    desk.convert(&["稿/*.doc", "别处", "--to", "json"]).expect(1).says(&["稿/*.doc", "matches"]);
    desk.convert_in_chinese(&["稿/*.doc", "--to", "json"]).expect(1).says(&["稿/*.doc", "通配式"]);
}

#[test]
fn the_parts_of_four_machines_are_the_whole() {
    let desk = Desk::new();
    small_texts(&desk, 24);
    desk.convert(&["in", "-r", "--to", "pdf,json", "--out-dir", "whole"]).expect(0);
    let mut sizes = Vec::new();
    for part in 1..=4 {
        let shard = format!("{part}/4");
        let before = desk.tree("parts").len();
        desk.convert(&["in", "-r", "--to", "pdf,json", "--out-dir", "parts", "--shard", &shard]).expect(0);
        sizes.push(desk.tree("parts").len() - before);
    }
    assert!(sizes.iter().all(|n| *n > 0) && sizes.iter().sum::<usize>() == 48, "{sizes:?}");
    assert_eq!(desk.tree("whole"), desk.tree("parts"));
    // Another machine has the folder elsewhere; its part is the same.
    std::fs::create_dir(desk.path("mnt")).unwrap();
    std::fs::rename(desk.path("in"), desk.path("mnt/texts")).unwrap();
    desk.convert(&["mnt/texts/", "-r", "--to", "pdf", "--out-dir", "there", "--shard", "2/4"]).expect(0);
    assert_eq!(desk.tree("there").len(), sizes[1] / 2);
    for wrong in ["0/4", "5/4", "4", "1/0", "a/b"] {
        desk.convert(&["mnt", "-r", "--shard", wrong]).expect(2).says(&["--shard", "2/4"]);
    }
}

#[test]
fn a_missing_input_is_named_by_one_part_only() {
    let desk = Desk::with(&["a.txt"]);
    let codes: Vec<_> = (1..=3)
        .map(|i| desk.convert(&["none.txt", "a.txt", "--to", "json", "--shard", &format!("{i}/3")]).code)
        .collect();
    assert_eq!(codes.iter().filter(|c| **c == Some(1)).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|c| **c == Some(0)).count(), 2, "{codes:?}");
}
