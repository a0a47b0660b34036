//! The two programs.
//!
//! 1. `args` is the command line as data.
//! 2. `usage` turns arguments into work, or says why they cannot be right.
//! 3. `run` does the work; `batch` is that of a plan, with [`crate::batch`], and `progress` the bar.
//! 4. `messages` is the only room that prints; `notes` has what it says of the way a text
//!    was read.
//!    `mistakes` is what clap finds wrong in the arguments, in Chinese.
//! 5. `tools` are the other commands of `wenyin`: lists, completions, manual.

mod args;
mod batch;
mod characters;
mod check;
mod explain;
#[cfg(feature = "pdf")]
mod explain_layout;
mod fix;
mod messages;
mod mistakes;
mod notes;
mod progress;
mod review;
mod run;
mod tools;
mod usage;

use std::io::Write as _;
use std::process::ExitCode;

use args::{Command, Convert, Program, Wenyin};
use messages::Language;

/// How a program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// All done.
    Done = 0,
    /// Some inputs failed; the others are done.
    SomeFailed = 1,
    /// Wrong usage, or a plan that cannot be right: nothing was written.
    Usage = 2,
    /// Interrupted: what had begun is done, the rest is not.
    Interrupted = 130,
    /// `check` found something of the severity asked for.
    Found = 3,
}

impl Exit {
    /// Ends the program, all of whose files are closed. Its memory goes back to the system at once: to free it piece
    /// by piece, as an ordinary end does, takes a twentieth of the time that a speech takes.
    fn now(self) -> ! {
        let _gone = std::io::stdout().flush();
        signal_hook::low_level::exit(self as i32)
    }
}

/// The program `convert`.
pub fn main_convert() -> ExitCode {
    let language = Language::of_user();
    match parsed::<Convert>(Program::Convert, language) {
        Ok(convert) => run::convert(&convert.args, language).now(),
        Err(code) => code,
    }
}

/// The program `wenyin`.
pub fn main_wenyin() -> ExitCode {
    let language = Language::of_user();
    let command = match parsed::<Wenyin>(Program::Wenyin, language) {
        Ok(wenyin) => wenyin.command,
        Err(code) => return code,
    };
    match command {
        Command::Convert(args) => run::convert(&args, language),
        Command::Check(args) => check::check(&args, language),
        #[cfg(feature = "pdf")]
        Command::ExplainLayout(args) => explain_layout::layout(&args, language),
        Command::Fonts => tools::fonts(language),
        Command::Profiles { action } => tools::profiles(action.as_ref(), language),
        Command::Completions { shell, program } => tools::completions(shell, program, language),
        Command::Man { program } => tools::man(program, language),
    }
    .now()
}

/// The arguments, or the exit code after help, version or a usage error were printed.
fn parsed<T: clap::FromArgMatches>(program: Program, language: Language) -> Result<T, ExitCode> {
    let matches = args::command(program, language).try_get_matches();
    matches.and_then(|m| T::from_arg_matches(&m)).map_err(|error| {
        let chinese = (language == Language::Chinese).then(|| mistakes::in_chinese(&error)).flatten();
        let _gone = match chinese {
            Some(sentence) => std::io::stderr().write_all(sentence.as_bytes()),
            None => error.print(),
        };
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage as u8))
    })
}
