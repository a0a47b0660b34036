//! One text to PDF, DOCX and EPUB: `cargo run --example one_file -- speech.txt`

use std::path::PathBuf;

use wenyin::{Converter, Format};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: one_file TEXT")?);
    let wenyin = Converter::builder().build()?;
    let document = wenyin.parse(&std::fs::read(&path)?)?;
    for output in wenyin.render(&document, Format::ALL)?.iter() {
        output.write_to(path.with_extension(output.format().extension()))?;
    }
    Ok(())
}
