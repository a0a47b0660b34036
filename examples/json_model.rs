//! Prints the model of each text as JSON: `cargo run --example json_model -- speech.txt`.

use std::io::Write as _;

use wenyin::Converter;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wenyin = Converter::builder().build()?;
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        let document = wenyin.parse(&std::fs::read(&path)?)?;
        serde_json::to_writer(&mut out, &document)?;
        writeln!(out)?;
    }
    Ok(())
}
