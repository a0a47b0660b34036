//! What another program relies on: the same in every set of features.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::error::Error as _;
use std::path::Path;
use std::sync::Arc;

use wenyin::font::{FontError, FontSet};
use wenyin::input::InputError;
use wenyin::model::{Block, Document, Reason, Run, RunRole, Span, Text};
use wenyin::style::Profile;
use wenyin::{Converter, Error, Format, Rendered};

const SPEECH: &str = "在植树节上的讲话\n同志们：\n一、任务\n今天种2024棵树。\n谢谢大家！\n";

/// The faces from their files, as a program does that is built without `embed-fonts`.
fn fonts() -> FontSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    FontSet::new(
        [
            "WenyinFangSong-Regular.ttf",
            "WenyinKai-Regular.ttf",
            "WenyinHei-Medium.ttf",
            "song/WenyinSong-Regular.ttf",
            "WenyinTitle-Bold.ttf",
            "LiberationSerif-Regular.ttf",
            "LiberationSerif-Bold.ttf",
        ]
        .map(|name| std::fs::read(folder.join(name)).unwrap().into()),
    )
    .unwrap()
}

fn converter() -> Converter {
    Converter::builder().fonts(fonts()).build().unwrap()
}

#[test]
fn what_is_shared_between_threads_may_be() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Converter>();
    shared::<wenyin::ConverterBuilder>();
    shared::<Document>();
    shared::<FontSet>();
    shared::<Profile>();
    shared::<Rendered>();
    shared::<Error>();
}

#[test]
fn every_format_compiled_in_is_written_and_no_other() {
    let wenyin = converter();
    let document = wenyin.parse(SPEECH.as_bytes()).unwrap();
    let rendered = wenyin.render(&document, Format::ALL).unwrap();
    assert_eq!(rendered.iter().count(), Format::ALL.len());
    for &format in Format::ALL {
        let start = if format.extension() == "pdf" { "%PDF" } else { "PK" };
        let alone = wenyin.render(&document, &[format]).unwrap();
        let bytes = alone.get(format).unwrap().bytes();
        assert!(bytes.starts_with(start.as_bytes()), "{format:?}");
        assert_eq!(rendered.get(format).unwrap().bytes(), bytes);
        assert!(Format::ALL.iter().all(|f| *f == format || alone.get(*f).is_none()));
        assert!(format.media_type().starts_with("application/"));
    }
}

#[test]
fn the_faces_given_are_the_ones_compiled_in() {
    if let Ok(built_in) = FontSet::built_in() {
        let inside = Converter::builder().fonts(built_in).build().unwrap();
        let document = inside.parse(SPEECH.as_bytes()).unwrap();
        assert_eq!(inside.render(&document, Format::ALL).unwrap(), converter().render(&document, Format::ALL).unwrap());
    } else {
        // Without `embed-fonts` whoever gives no faces is told so.
        assert!(matches!(Converter::builder().build(), Err(Error::Font(FontError::NoFaces))));
    }
}

#[test]
fn threads_that_share_a_converter_get_the_same_bytes() {
    let wenyin = Arc::new(converter());
    let one = |wenyin: &Converter| wenyin.render(&wenyin.parse(SPEECH.as_bytes()).unwrap(), Format::ALL).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let wenyin = Arc::clone(&wenyin);
            std::thread::spawn(move || one(&wenyin))
        })
        .collect();
    let expected = one(&wenyin);
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

#[test]
fn a_document_that_was_edited_is_rendered_as_it_is_now() {
    let wenyin = converter();
    let mut document = wenyin.parse(SPEECH.as_bytes()).unwrap();
    let before = wenyin.render(&document, Format::ALL).unwrap();
    document.front.speaker = Some(Text::given("县长　张大山"));
    document.body.push(Block::Paragraph {
        runs: vec![Run { role: RunRole::Text, text: "再加一段。".into() }],
        span: Span::default(),
        reason: Reason::Given,
    });
    assert!(document.to_text().contains("再加一段。") && document.to_text().contains("张大山"));
    let after = wenyin.render(&document, Format::ALL).unwrap();
    for format in Format::ALL {
        assert_ne!(before.get(*format), after.get(*format), "{format:?}");
    }
}

#[test]
fn a_document_made_without_a_source_is_rendered() {
    let mut document = Document::default();
    document.front.title.push(Text::given("题目"));
    let rendered = converter().render(&document, Format::ALL).unwrap();
    assert_eq!(
        rendered.into_iter().filter(|output| !output.clone().into_bytes().is_empty()).count(),
        Format::ALL.len()
    );
}

#[test]
fn errors_have_types_and_one_sentence() {
    let wenyin = converter();
    let empty = wenyin.parse(b"").unwrap_err();
    assert!(matches!(empty, Error::Input(InputError::Empty)), "{empty:?}");
    assert!(matches!(wenyin.render(&Document::default(), Format::ALL), Err(Error::Empty)));
    // A character beyond every face, on the second line.
    let rare = wenyin.parse("题目\n同志们：这是\u{E0B5}。\n".as_bytes()).unwrap();
    let Err(missing) = wenyin.render(&rare, Format::ALL) else { panic!("a character was made up") };
    assert!(matches!(missing, Error::MissingCharacter { character: '\u{E0B5}', line: 2, .. }), "{missing:?}");
    for error in [&empty, &missing] {
        let said = error.to_string();
        assert!(!said.is_empty() && !said.contains('\n'), "{said}");
    }
    // The operating system's own reason is kept.
    let output = wenyin.render(&wenyin.parse(SPEECH.as_bytes()).unwrap(), Format::ALL).unwrap();
    for output in output {
        let error = output.write_to("/no such folder/讲话").unwrap_err();
        assert!(matches!(&error, Error::Io(e) if e.kind() == std::io::ErrorKind::NotFound), "{error:?}");
        assert!(error.source().is_none() && !error.to_string().is_empty());
    }
}
