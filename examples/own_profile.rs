//! House rules of one's own, naming only what differs from a built-in profile:
//! `cargo run --example own_profile -- speech.txt`

use std::path::PathBuf;

use wenyin::style::Profile;
use wenyin::{Converter, Format};

const HOUSE: &str = r#"
base = "speech"

[page]                  # a wider gutter, the type area unchanged
left_mm = 30.0
right_mm = 24.0

[page_numbers]
place = "outer"

[blocks.title]
face = "hei"
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: own_profile TEXT")?);
    let wenyin = Converter::builder().profile(Profile::from_toml(HOUSE)?).build()?;
    let document = wenyin.parse(&std::fs::read(&path)?)?;
    let rendered = wenyin.render(&document, &[Format::Pdf, Format::Docx])?;
    for output in rendered.iter() {
        output.write_to(path.with_extension(output.format().extension()))?;
    }
    Ok(())
}
