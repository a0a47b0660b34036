//! What a document costs, step by step, and whether the cost per character stays flat.
//!
//! Texts of 1,000 to 1,000,000 characters are made by repeating made-up paragraphs; the
//! throughput that is printed beside each figure is in characters, so a step whose cost
//! grows faster than the text shows as a falling rate.
//!
//! One thread lays out and writes, so that the figures are CPU time. `cargo bench -- --quick`
//! gives a first impression.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may fail; criterion's macros make the items")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use wenyin::{Converter, DocxFonts, Format};

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
fn speech(characters: usize) -> String {
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

fn steps(c: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let wenyin = Converter::builder().build().unwrap();
    let without_fonts = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let seed = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/000_1047f13188a3d2d4.txt")).unwrap();
    let mut texts = vec![("seed".to_owned(), seed)];
    texts.extend([1_000, 10_000, 100_000, 1_000_000].map(|n| (n.to_string(), speech(n).into_bytes())));

    for (name, bytes) in &texts {
        let characters = wenyin::input::decode(bytes).unwrap().text.chars().count() as u64;
        let document = wenyin.parse(bytes).unwrap();
        let mut group = c.benchmark_group(name.as_str());
        group.throughput(Throughput::Elements(characters)).sampling_mode(SamplingMode::Flat);
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        group.bench_function("decode", |b| b.iter(|| wenyin::input::decode(black_box(bytes)).unwrap()));
        group.bench_function("parse", |b| b.iter(|| wenyin.parse(black_box(bytes)).unwrap()));
        group.bench_function("layout", |b| b.iter(|| wenyin.layout(black_box(&document)).unwrap()));
        for format in Format::ALL {
            let id = BenchmarkId::from_parameter(format.extension());
            group.bench_function(id, |b| b.iter(|| wenyin.render(black_box(&document), &[*format]).unwrap()));
        }
        // What the Word writer costs beside the subsets, which it shares with the EPUB writer.
        group.bench_function("docx without fonts", |b| {
            b.iter(|| without_fonts.render(black_box(&document), &[Format::Docx]).unwrap())
        });
        group.bench_function("all", |b| b.iter(|| wenyin.render(black_box(&document), Format::ALL).unwrap()));
        group.finish();
    }
}

/// Texts that are nothing but one mark, a few million characters long: no loop over a line or
/// over the lines may look back at what it has read.
fn hostile(c: &mut Criterion) {
    let many = |unit: &str| unit.repeat(5_000_000 / unit.chars().count()).into_bytes();
    let texts = [
        ("speech", speech(5_000_000).into_bytes()),
        ("one line", many(PARAGRAPHS[0])),
        ("numbers", many("一、\n")),
        ("blank lines", format!("甲{}乙", "\n".repeat(2_000_000)).into_bytes()),
        ("brackets", many("（")),
        ("hashes", many("#")),
        ("bars", many("|")),
        ("tabs", many("甲\t乙\n甲\n")),
        ("dates", many("2024年1月1日\n")),
        ("stars", many("**")),
    ];
    let wenyin = Converter::builder().build().unwrap();
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(1));
    for (name, bytes) in &texts {
        let characters = wenyin::input::decode(bytes).unwrap().text.chars().count() as u64;
        group.throughput(Throughput::Elements(characters));
        group.bench_function(*name, |b| b.iter(|| wenyin.parse(black_box(bytes)).unwrap()));
    }
    group.finish();
}

criterion_group!(benches, steps, hostile);
criterion_main!(benches);
