//! The program `convert`; see `wenyin::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    wenyin::cli::main_convert()
}
