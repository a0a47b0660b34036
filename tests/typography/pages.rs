//! Paragraphs and pages: indents, 孤字, 孤行, keeps, the grid (B7).

use super::*;

#[test]
fn a_full_page_is_twenty_two_lines_of_twenty_eight_characters() {
    let filler = "劳动创造幸福实干成就伟业".repeat(300);
    let read = pdf(&format!("同志们：\n{filler}。\n"), "");
    for page in 1..read.pages.len() - 1 {
        let lines = read.lines(page);
        assert_eq!(lines.len(), 22);
        assert!(lines.iter().all(|l| l.len() == 28));
        for pair in lines.windows(2) {
            assert!((pair[0][0].y - pair[1][0].y - PITCH).abs() < 0.001);
        }
        let top = 297.0 * 72.0 / 25.4 - 37.0 * 72.0 / 25.4;
        let first = lines[0][0].y;
        assert!(first < top && first > top - PITCH, "the first line stands in the first slot");
    }
    let narrow = pdf(&format!("同志们：\n{filler}。\n"), "[grid]\ncharacters = 26\nlines = 20");
    assert!(narrow.lines(1).len() == 20 && narrow.lines(1)[0].len() == 26, "negative control");
}

#[test]
fn page_numbers_stand_centred_seven_millimetres_below() {
    let seed = String::from_utf8(seed()).unwrap();
    let read = pdf(&seed, "");
    for page in 0..read.pages.len() {
        let number = read.artifacts(page);
        let text: String = number.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(text, format!("— {} —", page + 1));
        let centre = (number[0].x + number.last().unwrap().right()) / 2.0;
        assert!((centre - LEFT - MEASURE / 2.0).abs() < 0.1);
        // The dash lies about 0.37 em above the baseline.
        let dash = number[0].y + 0.37 * 14.0;
        let below = (35.0 * 72.0 / 25.4 - dash) * 25.4 / 72.0;
        assert!((below - 7.0).abs() < 0.5, "{below} mm");
    }
    let outer = pdf(&seed, "[page_numbers]\nplace = \"outer\"");
    assert!(outer.artifacts(0)[0].x > LEFT + MEASURE / 2.0 && outer.artifacts(1)[0].x < LEFT + MEASURE / 2.0);
    assert!(pdf(&seed, "[page_numbers]\nplace = \"none\"").artifacts(0).is_empty());
}

#[test]
fn no_heading_is_the_last_line_of_a_page_and_no_paragraph_leaves_its_last_line() {
    let body =
        "劳模是国家的财富，人民的功臣，社会的楷模，弘扬劳模精神是时代所需，更是时代所迫，要在全社会形成良好风尚。";
    // Shift the headings through every line of the page.
    for offset in 0..22 {
        let mut text = String::from("同志们：\n") + &"大家好。\n".repeat(offset);
        for number in ["一", "二", "三", "四", "五", "六", "七", "八"] {
            text.push_str(&format!("{number}、弘扬劳模精神\n{body}{body}\n{body}\n"));
        }
        let read = pdf(&text, "");
        for page in 0..read.pages.len() - 1 {
            let (lines, next) = (read.lines(page), read.lines(page + 1));
            let last = lines.last().unwrap();
            assert!(!last[0].font.contains("Hei"), "a heading ends page {} at offset {offset}", page + 1);
            assert!(!lines[lines.len() - 2][0].font.contains("Hei"), "one line below a heading, offset {offset}");
            let lone = !starts_paragraph(&next[0]) && next.get(1).is_none_or(starts_paragraph);
            assert!(!lone, "孤行 heads page {} at offset {offset}", page + 2);
        }
    }
}

#[test]
fn the_last_page_is_not_a_single_line() {
    let sentence =
        "劳模是国家的财富，人民的功臣，社会的楷模，弘扬劳模精神是时代所需，更是时代所迫，要在全社会形成良好风尚。";
    for lines in 15..45 {
        let text = String::from("同志们：\n") + &"大家好。\n".repeat(lines) + sentence + "\n谢谢大家！\n";
        let read = pdf(&text, "");
        let last = read.pages.len() - 1;
        assert!(last == 0 || read.lines(last).len() > 1, "{lines} lines before");
    }
}

/// Last lines with fewer than two characters that are not marks.
fn lone_characters(pdf: &Pdf) -> usize {
    let lines = body_lines(pdf);
    let ends = |i: usize| lines.get(i + 1).is_none_or(starts_paragraph);
    let text = |l: &Line| l.iter().filter(|g| !is(g, NO_START) && !is(g, NO_END)).count();
    (0..lines.len()).filter(|&i| !starts_paragraph(&lines[i]) && ends(i) && text(&lines[i]) < 2).count()
}

#[test]
fn no_last_line_is_a_lone_character() {
    // Paragraphs of every length around two and three full lines.
    let filler: Vec<char> =
        "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇政策深入研究多方位争取对劳模的支持力度".chars().collect();
    let paragraph = |n: usize| filler.iter().cycle().take(n).collect::<String>() + "。\n";
    let text = "同志们：\n".to_owned() + &(50..90).map(paragraph).collect::<String>();
    assert_eq!(lone_characters(&pdf(&text, "")), 0);
    assert!(lone_characters(&pdf(&text, "[text]\nlone_character = \"allow\"")) > 0, "negative control");
}

#[test]
fn every_paragraph_is_indented_by_two_ems_an_opening_mark_no_less() {
    let text = "同志们：\n“五一”就要到了，今天，我们在这里举行座谈会，这对于凝聚共识、加压奋进将起到积极的推动作用。\n大家好。\n";
    let read = pdf(text, "");
    let starts: Vec<f64> = body_lines(&read).iter().filter(|l| starts_paragraph(l)).map(|l| l[0].x - LEFT).collect();
    assert!(starts.len() >= 2 && starts.iter().all(|x| (x - 2.0 * EM).abs() < 0.01), "{starts:?}");
    let flush = pdf(text, "[blocks.paragraph]\nindent_em = 0.0");
    assert!(body_lines(&flush).iter().all(|l| !starts_paragraph(l)), "negative control");
}

/// Baselines that are not whole line pitches from the first slot of their page.
fn off_grid(pdf: &Pdf) -> usize {
    let first = 297.0 * 72.0 / 25.4 - 37.0 * 72.0 / 25.4 - (PITCH - EM) / 2.0 - 0.88 * EM;
    let lines = (0..pdf.pages.len()).flat_map(|p| pdf.lines(p));
    lines.map(|l| (first - l[0].y) / PITCH).filter(|slot| (slot - slot.round()).abs() > 0.001).count()
}

/// Title, headings and text of every page share one grid of baselines; nothing is added between paragraphs.
#[test]
fn every_baseline_stands_on_the_grid() {
    let seed = String::from_utf8(seed()).unwrap();
    assert_eq!(off_grid(&pdf(&seed, "")), 0);
    assert!(off_grid(&pdf(&seed, "[blocks.title]\nsize_pt = 36.0")) > 0, "negative control");
}

/// A line that announces what follows (“如下：”) does not end a page.
#[test]
fn a_lead_in_stays_with_what_it_announces() {
    let ends = |lead: &str| {
        let last = |offset: usize| {
            let text =
                String::from("同志们：\n") + &"大家好。\n".repeat(offset) + lead + "\n" + &"大家好。\n".repeat(30);
            let read = pdf(&text, "");
            read.lines(0).last().unwrap().iter().map(|g| g.text.as_str()).collect::<String>()
        };
        (15..24).filter(|offset| lead.ends_with(&last(*offset))).count()
    };
    assert_eq!(ends("具体安排如下："), 0);
    assert_eq!(ends("经过反复讨论，又征求了各单位的意见，大家一致同意今年的工作就这样来做，具体安排如下："), 0);
    assert_eq!(ends("具体安排就是这样。"), 1, "negative control");
}
