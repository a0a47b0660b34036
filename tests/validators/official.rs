//! Official documents in each format of the standard, and the speech in every other profile.

use super::*;

const FOLDER: &str = "examples/gongwen";
/// The examples with their formats.
const EXAMPLES: [(&str, &str); 6] = [
    ("下行文", "document"),
    ("上行文", "document"),
    ("联合行文", "document"),
    ("信函", "letter"),
    ("命令", "order"),
    ("纪要", "minutes"),
];
/// Profiles besides the one of speeches, each with what `typocheck.py` must know of its page, and with what stands
/// beside the text, which it would take for text, left out. Paper and figures of the book are not those of an official
/// document, and its few pages end early so that headings stay with their text: `tests/typography/book.rs` looks there.
const PROFILES: [(&str, &str, &[&str]); 3] = [
    ("gongwen", "--pageno outer", &[]),
    (
        "reading",
        "--size 22 --cpl 18 --lpp 18 --area 140x229 --top 30 --left 35 --pageno centre",
        &[
            "reading.paragraph_numbers=false",
            "reading.minutes=false",
            "reading.turn_cue=none",
            "pagination.page_end=line",
        ],
    ),
    (
        "book",
        "--size 10.5 --cpl 26 --lpp 26 --area 96.5x161 --top 26 --left 24 --pageno outer --ignore page_size_not_a4,pageno_style,lines_per_page_off",
        &["running_heads.place=none"],
    ),
];
/// How far an element may stand from its place in the PDF, in millimetres.
const APART: &str = "1";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("official::archive", &[PAGE_VALIDATION], || {
            each(&[], "pdf", |f| conformance("2a", f).and_then(|()| conformance("ua1", f)))
        }),
        trial("official::schema", &[OOXML], || each(&[], "docx", schema)),
        trial("official::epubcheck", &[JAVA, EPUBCHECK], || each(&[], "epub", epubcheck)),
        trial("official::libreoffice", &[LIBREOFFICE, PYMUPDF], || EXAMPLES.iter().try_for_each(|e| places(*e, &[]))),
        trial("official::libreoffice finds a lower mark", &[LIBREOFFICE, PYMUPDF], || {
            apart(&["gongwen.mark_top_mm=36.5"], "mark")
        }),
        trial("official::libreoffice finds a lower foot", &[LIBREOFFICE, PYMUPDF], || {
            apart(&["page.bottom_mm=33.5"], "foot")
        }),
        trial("official::libreoffice finds a thicker rule", &[LIBREOFFICE, PYMUPDF], || {
            apart(&["gongwen.red_rule_mm=0.75"], "rule")
        }),
        trial("official::libreoffice finds another red", &[LIBREOFFICE, PYMUPDF], || {
            apart(&["gongwen.red=#CC0000"], "red")
        }),
        trial("official::every profile, archive", &[PAGE_VALIDATION], || {
            in_each_profile("pdf", |f| conformance("2a", f).and_then(|()| conformance("ua1", f)))
        }),
        trial("official::every profile, schema", &[OOXML], || in_each_profile("docx", schema)),
        trial("official::every profile, epubcheck", &[JAVA, EPUBCHECK], || in_each_profile("epub", epubcheck)),
        trial("official::the speaker's pages in libreoffice", &[LIBREOFFICE, POPPLER], || speakers_pages(&[])),
        trial("official::the speaker's pages in libreoffice finds pages left to it", &[LIBREOFFICE, POPPLER], || {
            must_fail(speakers_pages(&["pagination.page_end=line"]), "pages left to the reader")
        }),
        trial("official::every profile, typography", &[TYPOCHECK, PYMUPDF], || on_its_grid(&[])),
        trial("official::every profile, typography finds another pitch", &[TYPOCHECK, PYMUPDF], || {
            must_fail(on_its_grid(&["text.lone_character=allow", "grid.characters=17"]), "another pitch")
        }),
    ]
}

/// One of the examples in a format, some keys of its profile changed.
fn example((name, format): (&str, &str), settings: &[&str], extension: &str) -> Result<PathBuf, Failed> {
    let scratch = folder().join("official").join(settings.concat());
    fs::create_dir_all(&scratch)?;
    let file = scratch.join(name).with_extension(extension);
    let source = Path::new(ROOT).join(FOLDER).join(name).with_extension("txt");
    converted(&source, &["--format", format], settings, &file)
}

fn converted(source: &Path, options: &[&str], settings: &[&str], file: &Path) -> Result<PathBuf, Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
    command.arg(source).args(options).arg("-o").arg(file);
    for setting in settings {
        command.args(["--set", setting]);
    }
    let output = command.output()?;
    if output.status.success() { Ok(file.to_owned()) } else { Err(text(&output).into()) }
}

fn each(settings: &[&str], extension: &str, check: impl Fn(&Path) -> Check) -> Check {
    EXAMPLES.iter().try_for_each(|e| check(&example(*e, settings, extension)?))
}

/// What LibreOffice prints has head and foot where our PDF has them.
fn places(of: (&str, &str), settings: &[&str]) -> Check {
    let ours = example(of, &[], "pdf")?;
    let scratch = tempfile::tempdir_in(folder())?;
    // Only some keys differ, so that what is found is theirs.
    let theirs = printed_by_libreoffice(&example(of, settings, "docx")?, scratch.path())?;
    let options = [OsStr::new("--at-most"), OsStr::new(APART)];
    let files = [ours.as_os_str(), theirs.as_os_str()];
    python("tests/tools/official_places.py", files.into_iter().chain(options)).map(drop)
}

fn apart(settings: &[&str], fault: &str) -> Check {
    must_fail(places(EXAMPLES[0], settings), fault)
}

/// The speech in every profile.
fn in_each_profile(extension: &str, check: impl Fn(&Path) -> Check) -> Check {
    PROFILES.iter().try_for_each(|(profile, _, _)| {
        let file = folder().join(profile).with_extension(extension);
        check(&converted(&seed(), &["--profile", profile], &[], &file)?)
    })
}

/// LibreOffice turns the pages of a speaker's copy where our PDF does, some keys of the DOCX's profile changed.
fn speakers_pages(settings: &[&str]) -> Check {
    let named = |extension: &str| folder().join(format!("speaker{}.{extension}", settings.len()));
    let reading = ["--profile", "reading"];
    let ours = converted(&seed(), &reading, &[], &named("pdf"))?;
    let docx = converted(&seed(), &reading, settings, &named("docx"))?;
    let scratch = tempfile::tempdir_in(folder())?;
    let theirs = printed_by_libreoffice(&docx, scratch.path())?;
    let pages = |file: &Path| -> Result<Vec<String>, Failed> {
        let text = run("pdftotext", ["-q".as_ref(), file.as_os_str(), "-".as_ref()])?;
        // LibreOffice 7.4 loses some of the marks that it hangs over the edge.
        Ok(text.split('\u{c}').map(|page| page.chars().filter(|c| c.is_alphanumeric()).collect()).collect())
    };
    let (ours, theirs) = (pages(&ours)?, pages(&theirs)?);
    match ours.iter().zip(&theirs).position(|(a, b)| a != b) {
        Some(page) => Err(format!("page {} differs: {:?}, {:?}", page + 1, ours[page], theirs[page]).into()),
        None if ours.len() != theirs.len() => Err(format!("{} pages, not {}", theirs.len(), ours.len()).into()),
        None => Ok(()),
    }
}

/// The text of every profile on the grid of its page.
fn on_its_grid(changes: &[&str]) -> Check {
    PROFILES.iter().try_for_each(|(profile, page, settings)| {
        let file = folder().join(format!("{profile}-text{}.pdf", changes.len()));
        let pdf = converted(&seed(), &["--profile", profile], &[*settings, changes].concat(), &file)?;
        let source = seed();
        let files = [pdf.as_os_str(), OsStr::new("--src"), source.as_os_str()];
        let options = page.split(' ').chain(["--tol-mm", "0.3", "--strict", "--summary"]).map(OsStr::new);
        python(shared("tools/typocheck.py"), files.into_iter().chain(options)).map(drop)
    })
}
