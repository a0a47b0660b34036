//! The other commands of `wenyin`.

use std::io::Write as _;

use super::Exit;
use super::args::{self, ProfilesAction, Program};
use super::messages::{Language, Messages, Results, Verbosity, grouped};
use super::usage::Usage;
use crate::batch::ProfileFailure;
use crate::font::FontSet;
use crate::style::{FaceRole, LatinFace, Profile};

/// Licence of every built-in face.
const FONT_LICENCE: &str = "OFL-1.1";

fn messages(language: Language) -> Messages {
    Messages { language, verbosity: Verbosity::Normal, results: Results::Stdout }
}

/// Lists the built-in faces: role, names, number of glyphs, licence.
pub(super) fn fonts(language: Language) -> Exit {
    let out = messages(language);
    let set = match FontSet::built_in() {
        Ok(set) => set,
        Err(error) => {
            out.error(&error.to_string());
            return Exit::SomeFailed;
        }
    };
    let chinese = [
        ("fangsong", "仿宋", FaceRole::FangSong),
        ("kai", "楷体", FaceRole::Kai),
        ("hei", "黑体", FaceRole::Hei),
        ("song", "宋体", FaceRole::Song),
        ("title", "小标宋", FaceRole::Title),
    ];
    let latin = [("serif", "西文", LatinFace::Serif), ("serif-bold", "西文粗体", LatinFace::SerifBold)];
    let faces = chinese.iter().map(|(role, zh, face)| (role, zh, set.chinese(*face)));
    for (role, zh, id) in faces.chain(latin.iter().map(|(role, zh, face)| (role, zh, set.latin(*face)))) {
        let face = set.face(id);
        let names = face.names();
        let chinese_name = names.chinese_family.as_deref().map(|n| format!(" / {n}")).unwrap_or_default();
        let glyphs = grouped(usize::from(face.glyph_count()));
        out.result(&format!(
            "{role}{}  {}{chinese_name}  {}  {glyphs} {}  {FONT_LICENCE}",
            language.pick(format!(" {zh}"), String::new()),
            names.family,
            names.postscript,
            language.pick("字形", "glyphs"),
        ));
    }
    Exit::Done
}

/// Lists the built-in profiles, each with its first comment line, or prints one.
pub(super) fn profiles(action: Option<&ProfilesAction>, language: Language) -> Exit {
    let out = messages(language);
    match action {
        None => {
            for name in Profile::names() {
                let toml = Profile::built_in_toml(name).unwrap_or_default();
                let line = toml.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
                out.result(&format!("{name}  {line}"));
            }
            Exit::Done
        }
        Some(ProfilesAction::Show { name }) => match Profile::built_in_toml(name) {
            Ok(toml) => write_out(toml.as_bytes()),
            Err(error) => {
                out.usage(&Usage::Profile(ProfileFailure::Invalid(Box::new(error))));
                Exit::Usage
            }
        },
    }
}

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell, program: Program, language: Language) -> Exit {
    let mut command = args::command(program, language);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    write_out(&script)
}

/// Prints a manual page.
pub(super) fn man(program: Program, language: Language) -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(args::command(program, language)).render(&mut page) {
        Ok(()) => write_out(&page),
        Err(_) => Exit::SomeFailed,
    }
}

/// To standard output; a reader that has gone away (`| head`) is no failure.
fn write_out(bytes: &[u8]) -> Exit {
    match std::io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::SomeFailed,
        _ => Exit::Done,
    }
}
