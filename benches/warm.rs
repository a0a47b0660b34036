//! CPU seconds of one document in a process that has done others: `warm FORMATS TIMES FILE...`.
//!
//! Prints, for each file, CPU seconds and pages of one rendering, parsing included, as a line of JSON;
//! `benches/peers/measure.py` reads it. The first rendering, which loads what a process loads once, is
//! counted apart.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a benchmark may fail, and prints")]

use cpu_time::ProcessTime;
use wenyin::{Converter, Format};

/// That of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [formats, times, files @ ..] = arguments.as_slice() else { return };
    let times: u32 = times.parse().unwrap();
    let formats: Vec<Format> =
        Format::ALL.iter().copied().filter(|f| formats.split(',').any(|name| name == f.extension())).collect();
    // One thread: what is counted is work, and waiting threads cost some.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        let start = ProcessTime::now();
        let wenyin = Converter::builder().build().unwrap();
        let once = || wenyin.render(&wenyin.parse(&bytes).unwrap(), &formats).unwrap();
        let pages = once().iter().find_map(wenyin::Output::pages).unwrap_or(0);
        let first = start.elapsed().as_secs_f64();
        let start = ProcessTime::now();
        for _ in 0..times {
            std::hint::black_box(once());
        }
        let warm = start.elapsed().as_secs_f64() / f64::from(times);
        println!("{{\"first\": {first:.6}, \"warm\": {warm:.6}, \"pages\": {pages}}}");
    }
}
