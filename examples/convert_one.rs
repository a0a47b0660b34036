//! Converts one text to PDF.
use wenyin::{Converter, Format};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: convert_one FILE.txt")?;
    let wenyin = Converter::builder().build()?;
    let document = wenyin.parse(&std::fs::read(&path)?)?;
    let rendered = wenyin.render(&document, &[Format::Pdf])?;
    if let Some(pdf) = rendered.pdf() {
        pdf.write_to(std::path::Path::new(&path).with_extension("pdf"))?;
    }
    Ok(())
}
