//! Texts to measure with, made by repeating made-up paragraphs.

const PARAGRAPHS: [&str; 6] = [
    "今年以来，全市上下坚持稳中求进，着力办好一批民生实事，城乡面貌有了新的变化，群众的获得感不断增强。",
    "要把“办得成、办得好、办得快”作为衡量工作的标准——不看说了多少，只看做了多少；不看一时热闹，只看长远见效。",
    "据统计，前三季度规模以上企业增加值增长6.8％，其中A类企业128家，累计投入12,500万元，比2024年同期多出近一成。",
    "有的同志问：“路在哪里？”我看，路就在脚下（也在心里）。《工作条例》《实施细则》都写得明白，关键是落实、落细、落到位……",
    "我们既要抓好眼前的事，也要谋划今后的事；既要算好经济账，也要算好生态账、民心账，一件事情接着一件事情办，一年接着一年干。",
    "大家辛苦了。",
];
const HEADINGS: [&str; 4] = ["把基础打得更牢", "把短板补得更齐", "把服务做得更细", "把责任压得更实"];

/// A speech of about so many characters.
pub(crate) fn speech(characters: usize) -> String {
    let mut text = String::from("在全市年度工作会议上的讲话\n\n同志们：\n");
    let mut count = 20;
    for (i, paragraph) in PARAGRAPHS.iter().cycle().enumerate() {
        if count >= characters {
            break;
        }
        if i % 12 == 0 {
            let heading = HEADINGS[i / 12 % HEADINGS.len()];
            let number = ["一", "二", "三", "四"][i / 12 % 4];
            text.push_str(&format!("{number}、{heading}\n"));
            count += heading.chars().count() + 2;
        }
        text.push_str(paragraph);
        text.push('\n');
        count += paragraph.chars().count();
    }
    text
}

/// The bundled speech.
pub(crate) fn seed() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/000_1047f13188a3d2d4.txt")).unwrap()
}
