//! Reads a text, changes the document and prints it: a speaker is set, and a
//! paragraph is added at the end. `cargo run --example edit_then_render -- speech.txt`

use std::path::PathBuf;

use wenyin::model::{Block, Overrides, Reason, Run, RunRole, Span};
use wenyin::{Converter, Format};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: edit_then_render TEXT")?);
    let wenyin = Converter::builder().build()?;
    let mut document = wenyin.parse(&std::fs::read(&path)?)?;

    let overrides = Overrides { speaker: Some("市长　张三".into()), ..Overrides::default() };
    let _replaced = document.apply(&overrides);
    document.body.push(Block::Paragraph {
        runs: vec![Run { role: RunRole::Text, text: "（本稿以讲话录音为准。）".into() }],
        span: Span::default(),
        reason: Reason::Given,
    });

    let rendered = wenyin.render(&document, &[Format::Pdf])?;
    if let Some(pdf) = rendered.pdf() {
        pdf.write_to(path.with_extension("pdf"))?;
    }
    Ok(())
}
