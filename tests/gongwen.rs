//! Every element of an official document where GB/T 9704-2012 has it, read back from the PDF.
//!
//! Each check also runs on a document in which the rule is off, and must then find it amiss.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use lopdf::content::Content;
use support::pdf::{Glyph, Pdf};
use wenyin::font::FontSet;
use wenyin::style::{FaceRole, Profile};
use wenyin::{Converter, Format};

const MM: f64 = 72.0 / 25.4;
/// The type area: 28 mm from the left, 37 mm from the top, 156 × 225 mm (5.2.1).
const LEFT: f64 = 28.0;
const TOP: f64 = 37.0;
const RIGHT: f64 = 184.0;
const BOTTOM: f64 = 262.0;
/// 行 and the upper edge of the characters in it.
const PITCH: f64 = 28.95 / MM;
const LEAD: f64 = (28.95 - 16.0) / 2.0 / MM;
/// 字 of 3号 and 4号.
const EM: f64 = 16.0 / MM;
const EM4: f64 = 14.0 / MM;
const TOLERANCE: f64 = 0.3;

const DOWN: &str = include_str!("../examples/gongwen/下行文.txt");
const UP: &str = include_str!("../examples/gongwen/上行文.txt");
const JOINT: &str = include_str!("../examples/gongwen/联合行文.txt");

struct Printed {
    pdf: Pdf,
    fonts: FontSet,
}

/// A rule as it is filled: millimetres from the upper left corner, and its colour operators.
#[derive(Debug, Clone, PartialEq)]
struct Rule {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    red: bool,
}

fn print(text: &str, settings: &str) -> Printed {
    let profile = Profile::from_toml(&format!("base = \"gongwen\"\n{settings}")).unwrap();
    let wenyin = Converter::builder().profile(profile).build().unwrap();
    let document = wenyin.parse(text.as_bytes()).unwrap();
    let pdf = Pdf::read(wenyin.render(&document, &[Format::Pdf]).unwrap().pdf().unwrap().bytes());
    Printed { pdf, fonts: FontSet::built_in().unwrap() }
}

impl Printed {
    fn line(&self, page: usize, start: &str) -> Vec<Glyph> {
        // Pieces that stand on one baseline are lines of their own to a reader.
        let glyphs: Vec<&Glyph> = self.pdf.pages[page].iter().filter(|g| g.mcid.is_some()).collect();
        let text: String = glyphs.iter().map(|g| g.text.as_str()).collect();
        let at = text.find(start).unwrap_or_else(|| panic!("{start} is not on page {page}: {text}"));
        let mut seen = 0;
        let from = glyphs
            .iter()
            .position(|g| {
                seen += g.text.len();
                seen > at
            })
            .unwrap();
        let y = glyphs[from].y;
        glyphs[from..].iter().take_while(|g| (g.y - y).abs() < 0.01).map(|g| (*g).clone()).collect()
    }

    fn left(&self, page: usize, start: &str) -> f64 {
        self.line(page, start)[0].x / MM
    }

    /// The upper edge of the em box, from the upper edge of the paper.
    fn top(&self, page: usize, start: &str) -> f64 {
        let first = &self.line(page, start)[0];
        297.0 - (first.y + first.size * 0.88) / MM
    }

    /// Upper and lower edge of the ink of a word in a face.
    fn ink(&self, page: usize, word: &str, role: FaceRole) -> (f64, f64) {
        self.ink_of(page, word, word, role)
    }

    /// The same of some characters of the line that begins so.
    fn ink_of(&self, page: usize, start: &str, word: &str, role: FaceRole) -> (f64, f64) {
        let line = self.line(page, start);
        let face = self.fonts.face(self.fonts.chinese(role));
        let em = f64::from(face.units_per_em());
        let edges = word
            .chars()
            .filter_map(|c| face.ink(face.glyph(c)?))
            .fold((f64::MIN, f64::MAX), |(top, low), ink| (top.max(f64::from(ink[3].0)), low.min(f64::from(ink[1].0))));
        let at = |edge: f64| 297.0 - (line[0].y + edge / em * line[0].size) / MM;
        (at(edges.0), at(edges.1))
    }

    fn rules(&self, page: usize) -> Vec<Rule> {
        let id = self.pdf.document.get_pages().into_values().nth(page).unwrap();
        let content = Content::decode(&self.pdf.document.get_page_content(id)).unwrap();
        let (mut out, mut red) = (Vec::new(), false);
        for op in content.operations {
            let numbers =
                || -> Vec<f64> { op.operands.iter().filter_map(|o| o.as_float().ok()).map(f64::from).collect() };
            match op.operator.as_str() {
                "rg" => red = numbers()[0] > 0.9 && numbers()[1] < 0.5,
                "g" => red = false,
                "re" => {
                    let n = numbers();
                    out.push(Rule {
                        left: n[0] / MM,
                        right: (n[0] + n[2]) / MM,
                        top: 297.0 - (n[1] + n[3]) / MM,
                        bottom: 297.0 - n[1] / MM,
                        red,
                    });
                }
                _ => {}
            }
        }
        out
    }

    fn pages(&self) -> usize {
        self.pdf.pages.len()
    }

    fn number(&self, page: usize) -> String {
        self.pdf.artifacts(page).iter().map(|g| g.text.as_str()).collect()
    }
}

fn near(measured: f64, wanted: f64) -> bool {
    (measured - wanted).abs() <= TOLERANCE
}

/// The check holds for the standard's profile and not for one in which the rule is off.
fn holds(text: &str, off: &str, check: impl Fn(&Printed) -> bool) {
    assert!(check(&print(text, "")), "by the standard");
    assert!(!check(&print(text, off)), "with the rule off: {off}");
}

#[test]
fn copy_number_on_line_1() {
    holds(DOWN, "[page]\ntop_mm = 36.0", |p| near(p.top(0, "000012"), TOP + LEAD) && near(p.left(0, "000012"), LEFT));
}

#[test]
fn classification_on_line_2() {
    holds(DOWN, "[blocks.classification]\nface = \"kai\"", |p| {
        near(p.top(0, "机密"), TOP + PITCH + LEAD)
            && near(p.left(0, "机密"), LEFT)
            && p.line(0, "机密")[0].font.contains("Hei")
    });
    // The years of secrecy are part of it.
    holds(DOWN, "[blocks.classification]\nlatin_face = \"serif\"", |p| {
        p.line(0, "机密").iter().all(|g| g.font.contains("Hei"))
    });
    // Without a copy number too.
    let alone = DOWN.replace("000012\n", "");
    assert!(near(print(&alone, "").top(0, "机密"), TOP + PITCH + LEAD));
}

#[test]
fn urgency_below_them() {
    holds(DOWN, "[blocks.urgency]\nalign = \"centre\"", |p| {
        near(p.top(0, "特急"), TOP + 2.0 * PITCH + LEAD) && near(p.left(0, "特急"), LEFT)
    });
    assert!(near(print(UP, "").top(0, "加急"), TOP + LEAD));
}

#[test]
fn mark_35_mm_below_the_type_area_red_and_centred() {
    holds(DOWN, "[gongwen]\nmark_top_mm = 36.0", |p| {
        let line = p.line(0, "青山县人民政府文件");
        let middle = (line[0].x + line.last().unwrap().right()) / 2.0 / MM;
        near(p.ink(0, "青山县人民政府文件", FaceRole::Title).0, TOP + 35.0) && near(middle, (LEFT + RIGHT) / 2.0)
    });
    let red = |p: &Printed| {
        let id = p.pdf.document.get_pages().into_values().next().unwrap();
        String::from_utf8_lossy(&p.pdf.document.get_page_content(id)).contains("1 .2 .2 rg 1 .2 .2 RG")
    };
    assert!(red(&print(DOWN, "")) && !red(&print(DOWN, "[gongwen]\nred = \"#000000\"")));
}

#[test]
fn joint_mark_has_its_word_in_the_middle_of_the_organs() {
    let p = print(JOINT, "");
    let first = p.ink(0, "青山县教育局", FaceRole::Title);
    let last = p.ink(0, "青山县卫生健康局", FaceRole::Title);
    let word = p.ink(0, "文件", FaceRole::Title);
    holds(JOINT, "[gongwen]\nmark_top_mm = 36.0", |p| near(p.ink(0, "青山县教育局", FaceRole::Title).0, TOP + 35.0));
    assert!(near((word.0 + word.1) / 2.0, (first.0 + last.1) / 2.0), "{word:?} {first:?} {last:?}");
    // The organs are spread to one width, and 文件 stands to their right.
    let (a, b) = (p.line(0, "青山县教育局"), p.line(0, "青山县卫生健康局"));
    assert!(near(a[5].right() / MM, b[7].right() / MM) && near(a[0].x / MM, b[0].x / MM));
    assert!(p.left(0, "文件") > b[7].right() / MM);
    // A list without 文件 is not joined to one.
    let plain = print(&JOINT.replace("卫生健康局文件", "卫生健康局"), "");
    assert!(plain.rules(0).iter().all(|r| !r.red) || plain.line(0, "青山县教育局")[0].size < 30.0);
}

#[test]
fn number_two_lines_below_the_mark() {
    let check = |p: &Printed| {
        let mark = p.ink(0, "青山县人民政府文件", FaceRole::Title).1;
        let line = p.line(0, "青政发");
        let middle = (line[0].x + line.last().unwrap().right()) / 2.0 / MM;
        near(p.top(0, "青政发"), mark + 2.0 * PITCH + LEAD) && near(middle, (LEFT + RIGHT) / 2.0)
    };
    holds(DOWN, "[blocks.doc_number]\nalign = \"right\"", check);
}

#[test]
fn upwards_number_one_character_in_on_the_last_line_of_the_signatories() {
    let check = |p: &Printed| {
        let (number, last) = (p.line(0, "青政〔"), p.line(0, "郑远"));
        near(number[0].x / MM, LEFT + EM) && (number[0].y - last[0].y).abs() < 0.01
    };
    let up = print(UP, "");
    assert!(check(&up));
    // What is measured moves with the text's size and with the margin.
    assert!(!check(&print(UP, "[page]\nleft_mm = 30.0\n[grid]\ncharacters = 0")));
    assert!(!check(&print(UP, "[blocks.paragraph]\nsize_pt = 14.0\n[grid]\ncharacters = 0")));
    // A document that goes down has its number in the middle.
    let down = print(&UP.replace("　　签发人：周立新　吴晓梅　郑远", ""), "");
    assert!(!near(down.left(0, "青政〔"), LEFT + EM));
    assert!(near(down.top(0, "青政〔"), up.top(0, "签发人")), "the first line of the names is that of a number alone");
}

#[test]
fn upwards_signatories_one_character_in_from_the_right() {
    let check = |p: &Printed| {
        let names = p.line(0, "签发人");
        near(names.last().unwrap().right() / MM, RIGHT - EM)
            && near(p.left(0, "郑远"), p.left(0, "周立新"))
            && near((names[0].y - p.line(0, "郑远")[0].y) / MM, PITCH)
    };
    assert!(check(&print(UP, "")));
    for off in [
        "[page]\nright_mm = 24.0\n[grid]\ncharacters = 0",
        "[blocks.paragraph]\nsize_pt = 14.0\n[grid]\ncharacters = 0",
        "[grid]\nline_pitch_pt = 27.5",
    ] {
        assert!(!check(&print(UP, off)), "{off}");
    }
    // Three names in two lines: two to a line (7.2.6). Without the third they are one.
    let two = print(&UP.replace("　郑远", ""), "");
    assert!((two.line(0, "签发人")[0].y - two.line(0, "青政〔")[0].y).abs() < 0.01);
}

/// 签发人 in 仿宋, the names in 楷体 (7.2.6).
#[test]
fn upwards_names_are_set_in_kai() {
    let check =
        |p: &Printed| p.line(0, "周立新")[0].font.contains("Kai") && p.line(0, "签发人")[0].font.contains("FangSong");
    assert!(check(&print(UP, "")));
    assert!(!check(&print(UP, "[blocks.heading2]\nface = \"hei\"")));
}

#[test]
fn red_rule_4_mm_below_the_number() {
    for off in ["rule_below_mm = 5.0", "red_rule_mm = 1.0", "red = \"#000000\""] {
        holds(DOWN, &format!("[gongwen]\n{off}"), |p| {
            let below = p.ink_of(0, "青政发", "青政发〔〕号", FaceRole::FangSong).1;
            p.rules(0).into_iter().find(|r| r.red).is_some_and(|rule| {
                near(rule.top, below + 4.0)
                    && near(rule.left, LEFT)
                    && near(rule.right, RIGHT)
                    && (rule.bottom - rule.top - 0.5).abs() < 0.02
            })
        });
    }
}

#[test]
fn title_two_lines_below_the_rule_and_recipients_one_below_it() {
    holds(DOWN, "[text]\ntitle_block_gap = 2", |p| {
        let rule = p.rules(0).into_iter().find(|r| r.red).unwrap();
        let title = p.line(0, "青山县人民政府关于");
        // 2号 in a line of the grid stands on the baseline of the text.
        let baseline = rule.bottom + 2.0 * PITCH + LEAD + 16.0 * 0.88 / MM;
        let recipients = p.line(0, "各乡镇人民政府");
        near(297.0 - title[0].y / MM, baseline)
            && near((title[0].y - recipients[0].y) / MM, 3.0 * PITCH)
            && near(recipients[0].x / MM, LEFT)
    });
}

#[test]
fn attachments_turn_to_the_first_character_of_the_name() {
    holds(DOWN, "[gongwen]\nformat = \"none\"", |p| {
        let page = (0..p.pages()).find(|&n| p.pdf.pages[n].iter().any(|g| g.text == "附")).unwrap();
        near(p.left(page, "附件：1"), LEFT + 2.0 * EM)
            && near(p.left(page, "2.青山县"), p.left(page, "1.2026"))
            && near(p.left(page, "办法"), p.left(page, "青山县春季植树造林技术"))
            && near((p.line(page, "县财政局要")[0].y - p.line(page, "附件：1")[0].y) / MM % PITCH, 0.0)
    });
}

#[test]
fn sealed_signature_over_a_date_4_characters_in() {
    let page = 1;
    holds(DOWN, "[gongwen]\nseal = \"unsealed\"", |p| {
        let date = p.line(page, "2026年2月20日");
        let line = p.line(page, "青山县人民政府");
        let signature = &line[..7];
        let middle = (line[0].x + signature.last().unwrap().right()) / 2.0;
        near(date.last().unwrap().right() / MM, RIGHT - 4.0 * EM)
            && near(middle / MM, (date[0].x + date.last().unwrap().right()) / 2.0 / MM)
    });
}

#[test]
fn unsealed_signature_2_characters_in_and_the_date_2_further() {
    let check = |p: &Printed| {
        let (line, date) = (p.line(1, "青山县人民政府"), p.line(1, "2026年2月20日"));
        let ends = line[6].right().max(date.last().unwrap().right()) / MM;
        near(ends, RIGHT - 2.0 * EM) && near(date[0].x / MM, line[0].x / MM + 2.0 * EM)
    };
    assert!(check(&print(DOWN, "[gongwen]\nseal = \"unsealed\"")));
    assert!(!check(&print(DOWN, "")));
}

#[test]
fn stamp_leaves_room_for_itself_and_a_line_above_the_date() {
    let text = UP;
    let check = |p: &Printed| {
        let date = p.line(1, "2026年3月2日");
        near(date.last().unwrap().right() / MM, RIGHT - 4.0 * EM)
    };
    let p = print(text, "[gongwen]\nseal = \"stamp\"");
    assert!(check(&p));
    let (post, date) = (p.line(1, "青山县人民政府"), p.line(1, "2026年3月2日"));
    assert!(near((post[0].y - date[0].y) / MM, 2.0 * PITCH), "a blank line between");
    // 40 mm of stamp, two characters between it and the post.
    assert!(near(post[6].right() / MM, RIGHT - 4.0 * EM - 40.0 - 2.0 * EM));
    assert!(!check(&print(text, "[gongwen]\nseal = \"unsealed\"")));
}

#[test]
fn seals_of_a_joint_issue_stand_apart_and_the_last_over_the_date() {
    let p = print(JOINT, "");
    let middle = |line: &[Glyph], n: usize| (line[0].x + line[n - 1].right()) / 2.0 / MM;
    let date = p.line(1, "2026年3月16日");
    let axis = (date[0].x + date.last().unwrap().right()) / 2.0 / MM;
    let (a, b, c) = (p.line(1, "青山县教育局"), p.line(1, "青山县财政局"), p.line(1, "青山县卫生健康局"));
    assert!(near(middle(&b, 6), axis) && near(middle(&c, 8), axis));
    assert!(middle(&b, 6) - middle(&a, 6) >= 45.0, "a seal is up to 45 mm wide");
    assert!((b[0].y - c[0].y) / MM >= 45.0, "and as high");
    let plain = print(JOINT, "[gongwen]\nseal = \"unsealed\"");
    assert!(!near(plain.line(1, "青山县财政局")[0].y, plain.line(1, "青山县教育局")[0].y));
}

#[test]
fn note_below_the_date_2_characters_in() {
    holds(DOWN, "[blocks.print_note]\nindent_em = 0", |p| {
        let (date, note) = (p.line(1, "2026年2月20日"), p.line(1, "（此件"));
        // The bracket gives up the free half of its cell to nobody here: its origin is the indent.
        near((date[0].y - note[0].y) / MM, PITCH) && near(note[0].x / MM, LEFT + 2.0 * EM)
    });
}

#[test]
fn attachments_head_a_page_with_their_title_on_line_3() {
    holds(DOWN, "[blocks.attachment_label]\nlatin_face = \"serif\"", |p| {
        p.line(2, "附件1").iter().all(|g| g.font.contains("Hei"))
    });
    holds(DOWN, "[gongwen]\nformat = \"none\"", |p| {
        let Some(page) =
            (1..p.pages()).find(|&n| p.pdf.lines(n)[0].iter().map(|g| g.text.as_str()).collect::<String>() == "附件1")
        else {
            return false;
        };
        let title = p.line(page, "2026年春季");
        let middle = (title[0].x + title.last().unwrap().right()) / 2.0 / MM;
        near(p.top(page, "附件1"), TOP + LEAD)
            && near(p.left(page, "附件1"), LEFT)
            && p.line(page, "附件1")[0].font.contains("Hei")
            && near(297.0 - title[0].y / MM, TOP + 2.0 * PITCH + LEAD + 16.0 * 0.88 / MM)
            && near(middle, (LEFT + RIGHT) / 2.0)
    });
}

#[test]
fn foot_stands_on_the_lower_edge_of_the_last_page() {
    holds(DOWN, "[gongwen]\nformat = \"none\"", |p| {
        let last = p.pages() - 1;
        let mut rules = p.rules(last);
        rules.sort_by(|a, b| a.top.total_cmp(&b.top));
        let [first, inner, end] = rules.as_slice() else { return false };
        let thick = |r: &Rule, mm: f64| (r.bottom - r.top - mm).abs() < 0.02;
        let (copies, imprint) = (p.line(last, "抄送"), p.line(last, "青山县人民政府办公室"));
        let date = p.line(last, "2026年2月20日印发");
        let turned = p.line(last, "委员会，县人民法院");
        thick(first, 0.35)
            && thick(inner, 0.25)
            && thick(end, 0.35)
            && near(end.bottom, BOTTOM)
            && near(end.left, LEFT)
            && near(end.right, RIGHT)
            && near(inner.bottom, BOTTOM - 0.35 - PITCH)
            && near(copies[0].x / MM, LEFT + EM4)
            && near(copies[0].size / MM, EM4)
            && near(turned[0].x / MM, p.left(last, "县委各部门"))
            && near(imprint[0].x / MM, LEFT + EM4)
            && near(date.last().unwrap().right() / MM, RIGHT - EM4)
            && (imprint[0].y - date[0].y).abs() < 0.01
            && p.pages() % 2 == 0
    });
    let thin = print(DOWN, "[gongwen]\nouter_rule_mm = 0.25");
    assert!(thin.rules(thin.pages() - 1).iter().all(|r| r.bottom - r.top < 0.3));
}

#[test]
fn foot_without_room_has_a_page_of_its_own_without_number() {
    let long = |n: usize| {
        DOWN.replace("附件1\n", "附件\n")
            .split("附件2")
            .next()
            .unwrap()
            .replace("其余任务由县林业局", &"任务很重。".repeat(n))
            + "抄送：县委各部门。\n青山县人民政府办公室　　2026年2月20日印发\n"
    };
    // Three pages of text: the foot stands on the back of the second leaf.
    let p = print(&long(1), "");
    assert_eq!((p.pages(), p.number(2).as_str(), p.number(3).as_str()), (4, "— 3 —", ""));
    // On the page of the text where that may be any.
    let any = print(&long(1), "[gongwen]\nlast_page = \"any\"");
    assert_eq!((any.pages(), any.number(2).as_str()), (3, "— 3 —"));
    // Four full pages: a blank page, and the foot on the one after it, neither with a number.
    let full = print(&long(210), "");
    assert_eq!(full.pages(), 6);
    assert!(full.pdf.pages[4].is_empty() && full.number(3) == "— 4 —" && full.number(5).is_empty());
}

#[test]
fn page_numbers_on_the_outer_side_7_mm_below() {
    holds(DOWN, "[page_numbers]\nplace = \"centre\"\ndash_below_mm = 8.0", |p| {
        let (odd, even) = (p.pdf.artifacts(0), p.pdf.artifacts(1));
        let face = p.fonts.face(p.fonts.chinese(FaceRole::Song));
        let dash = f64::from(face.ink(face.glyph('—').unwrap()).unwrap()[3].0) / f64::from(face.units_per_em());
        let top = 297.0 - (odd[0].y + dash * odd[0].size) / MM;
        near(top, BOTTOM + 7.0)
            && near(odd.last().unwrap().right() / MM, RIGHT - EM4)
            && near(even[0].x / MM, LEFT + EM4)
            && odd[0].font.contains("Song")
    });
}

#[test]
fn even_pages_are_mirrored_where_that_is_asked_for() {
    let (same, mirrored) = (print(DOWN, ""), print(DOWN, "[page]\nmirror = true"));
    assert!(near(mirrored.left(0, "各乡镇人民政府"), same.left(0, "各乡镇人民政府")));
    assert!(near(mirrored.left(1, "二、抓好"), same.left(1, "二、抓好") - 2.0));
    let last = same.pages() - 1;
    assert!(near(mirrored.rules(last)[0].left, same.rules(last)[0].left - 2.0));
}

const LETTER: &str = include_str!("../examples/gongwen/信函.txt");

#[test]
fn letter_has_pairs_of_rules_170_mm_wide_and_no_first_number() {
    let check = |p: &Printed| {
        let mut rules = p.rules(0);
        rules.sort_by(|a, b| a.top.total_cmp(&b.top));
        let [thick, thin, low_thin, low_thick] = rules.as_slice() else { return false };
        let weight = |r: &Rule| r.bottom - r.top;
        let mark = p.ink(0, "青山县人民政府", FaceRole::Title);
        rules.iter().all(|r| r.red && near(r.left, 20.0) && near(r.right, 190.0))
            && near(mark.0, 30.0)
            && near(thick.top, mark.1 + 4.0)
            && weight(thick) > 2.0 * weight(thin)
            && weight(low_thick) > 2.0 * weight(low_thin)
            && near(low_thick.bottom, 277.0)
            && near(p.line(0, "青政函").last().unwrap().right() / MM, RIGHT)
            && near(p.top(0, "000003"), thin.bottom + 14.0 / MM)
            && p.number(0).is_empty()
    };
    assert!(check(&print(LETTER, "[gongwen]\nformat = \"letter\"")));
    assert!(!check(&print(LETTER, "[gongwen]\nformat = \"letter\"\nletter_top_mm = 32.0")));
    assert!(!check(&print(LETTER, "")));
}

#[test]
fn order_has_its_mark_20_mm_below_and_no_rule() {
    let text = include_str!("../examples/gongwen/命令.txt");
    let check = |p: &Printed| {
        let mark = p.ink(0, "青山县人民政府令", FaceRole::Title);
        let (number, body) = (p.line(0, "第3号"), p.line(0, "《青山县"));
        near(mark.0, TOP + 20.0)
            && near(p.top(0, "第3号"), mark.1 + 2.0 * PITCH + LEAD)
            && near((number[0].y - body[0].y) / MM, 3.0 * PITCH)
            && p.rules(0).is_empty()
    };
    assert!(check(&print(text, "[gongwen]\nformat = \"order\"")));
    // It is signed, not sealed: a blank line above the date, the name four characters in (10.2, 7.3.5.3).
    let signed = |p: &Printed| {
        let (name, date) = (p.line(0, "县长"), p.line(0, "2026年3月10日"));
        near((name[0].y - date[0].y) / MM, 2.0 * PITCH)
            && near(name.last().unwrap().right() / MM, RIGHT - 4.0 * EM)
            && near(date.last().unwrap().right() / MM, RIGHT - 4.0 * EM)
    };
    assert!(signed(&print(text, "[gongwen]\nformat = \"order\"")));
    assert!(!signed(&print(text, "[gongwen]\nformat = \"order\"\nseal = \"unsealed\"")));
    assert!(!check(&print(text, "")));
}

/// 10.2: a title that is no order's is a title, however long, and not squeezed into the mark's one line.
#[test]
fn only_the_title_of_an_order_is_its_mark() {
    let settings = "[gongwen]\nformat = \"order\"";
    let size = |title: &str| {
        let p = print(&format!("{title}\n\n第3号\n\n现予公布，自公布之日起施行。\n"), settings);
        (p.line(0, &title[..12])[0].size, near(p.ink(0, title, FaceRole::Title).0, TOP + 20.0))
    };
    assert!(size("青山县人民政府令").0 > 30.0 && size("青山县人民政府令").1);
    let (title, at_mark) = size("关于《青山县水渠管护办法》公布施行前有关事项的说明");
    assert!((title - 22.0).abs() < 0.01 && !at_mark, "{title}");
}

#[test]
fn minutes_turn_their_rolls_behind_the_label() {
    let text = include_str!("../examples/gongwen/纪要.txt");
    let check = |p: &Printed| {
        let label = p.line(0, "出席");
        let turned = p.pdf.lines(0).into_iter().find(|l| l[0].y < label[0].y - 1.0).unwrap();
        near(p.ink(0, "青山县人民政府常务会议纪要", FaceRole::Title).0, TOP + 35.0)
            && label[0].font.contains("Hei")
            && p.line(0, "周立新")[0].font.contains("FangSong")
            && near(turned[0].x / MM, p.left(0, "周立新"))
    };
    assert!(check(&print(text, "[gongwen]\nformat = \"minutes\"")));
    assert!(!check(&print(text, "")));
}

#[test]
fn what_is_given_is_set_and_read_in_the_order_of_the_page() {
    let text = "---\n份号: 000001\n密级: 秘密\n紧急程度: 加急\n发文机关:\n  - 青山县教育局\n  - 青山县财政局文件\n发文字号: 青教发〔2026〕1号\n抄送: 各乡镇。\n印发机关: 青山县教育局办公室\n印发日期: 2026年1月2日\n---\n关于植树的通知\n各学校：\n今天种树。\n青山县教育局\n2026年1月1日\n";
    let blocks: Vec<String> = print(text, "").pdf.blocks().into_iter().map(|(_, text)| text).collect();
    let wanted = [
        "000001",
        "秘密",
        "加急",
        "青山县教育局青山县财政局文件",
        "青教发〔2026〕1号",
        "关于植树的通知",
        "各学校：",
        "今天种树。",
        "青山县教育局",
        "2026年1月1日",
        "抄送：各乡镇。",
        "青山县教育局办公室2026年1月2日印发",
    ];
    assert_eq!(blocks, wanted);
}
