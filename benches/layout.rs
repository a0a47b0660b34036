//! What a document costs, step by step, and whether the cost per character stays flat.
//!
//! Texts of 1,000 to 1,000,000 characters are made by repeating made-up paragraphs; the
//! throughput that is printed beside each figure is in characters, so a step whose cost
//! grows faster than the text shows as a falling rate.
//!
//! One thread lays out and writes, so that the figures are CPU time. `cargo bench -- --quick`
//! gives a first impression.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may fail; criterion's macros make the items")]

mod text;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use wenyin::{Converter, DocxFonts, Format};

fn steps(c: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let wenyin = Converter::builder().build().unwrap();
    let without_fonts = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let mut texts = vec![("seed".to_owned(), text::seed())];
    texts.extend([1_000, 10_000, 100_000, 1_000_000].map(|n| (n.to_string(), text::speech(n).into_bytes())));

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
        ("speech", text::speech(5_000_000).into_bytes()),
        ("one line", text::speech(5_000_000).replace('\n', "").into_bytes()),
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
