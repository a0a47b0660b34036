//! A picture that was given as the cover, checked before it is taken.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// A picture that reading systems show: PNG, JPEG or a self-contained SVG (EPUB 3.3, 3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverImage {
    kind: ImageKind,
    data: Vec<u8>,
}

/// Why a picture cannot be a cover.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CoverError {
    /// Its first bytes are those of none of the three formats.
    #[error("neither PNG nor JPEG nor SVG")]
    Unknown,
    /// It begins as one of them and does not go on so.
    #[error("broken {format} ({problem})")]
    Broken {
        /// `PNG`, `JPEG` or `SVG`.
        format: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// An SVG that runs programs or needs files that are not in the publication.
    #[error("an SVG for a cover may have no {0}")]
    NotAlone(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ImageKind {
    Png,
    Jpeg,
    Svg,
}

impl CoverImage {
    /// Checks a picture.
    ///
    /// # Errors
    /// [`CoverError`] for anything that a reading system would not show.
    pub fn new(data: Vec<u8>) -> Result<Self, CoverError> {
        let kind = if data.starts_with(b"\x89PNG\r\n\x1a\n") {
            let is_whole = data.ends_with(b"IEND\xAE\x42\x60\x82");
            bitmap("PNG", &data, is_whole)?;
            ImageKind::Png
        } else if data.starts_with(&[0xFF, 0xD8, 0xFF]) {
            // Some cameras write after the end.
            let is_whole = data.windows(2).any(|w| w == [0xFF, 0xD9]);
            bitmap("JPEG", &data, is_whole)?;
            ImageKind::Jpeg
        } else {
            svg(std::str::from_utf8(&data).map_err(|_| CoverError::Unknown)?)?;
            ImageKind::Svg
        };
        Ok(Self { kind, data })
    }

    pub(super) fn data(&self) -> &[u8] {
        &self.data
    }

    pub(super) fn file(&self) -> &'static str {
        match self.kind {
            ImageKind::Png => "cover.png",
            ImageKind::Jpeg => "cover.jpg",
            ImageKind::Svg => "cover.svg",
        }
    }

    pub(super) fn media_type(&self) -> &'static str {
        match self.kind {
            ImageKind::Png => "image/png",
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Svg => "image/svg+xml",
        }
    }
}

fn bitmap(format: &'static str, data: &[u8], is_whole: bool) -> Result<(), CoverError> {
    let broken = |problem: &str| Err(CoverError::Broken { format, problem: problem.to_owned() });
    match imagesize::blob_size(data) {
        Err(error) => broken(&error.to_string()),
        Ok(size) if size.width == 0 || size.height == 0 => broken("no width or no height"),
        Ok(_) if !is_whole => broken("cut off"),
        Ok(_) => Ok(()),
    }
}

/// Walks an SVG once: well-formed, rooted in `<svg>`, and nothing in it that acts or fetches.
fn svg(text: &str) -> Result<(), CoverError> {
    const SVG: &str = "http://www.w3.org/2000/svg";
    let broken = |problem: String| CoverError::Broken { format: "SVG", problem };
    let not_alone = |what: &str| Err(CoverError::NotAlone(what.to_owned()));
    if !text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        return Err(CoverError::Unknown);
    }
    let mut reader = NsReader::from_str(text);
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|e| broken(e.to_string()))?;
        let is_svg = matches!(namespace, ResolveResult::Bound(n) if n.0 == SVG);
        match &event {
            Event::Start(e) | Event::Empty(e) => {
                let name = e.local_name();
                if depth == 0 {
                    roots += 1;
                    if !is_svg || name.as_ref() != "svg" {
                        return Err(CoverError::Unknown);
                    }
                }
                if matches!(name.as_ref(), "script" | "foreignObject" | "style") {
                    return not_alone(&format!("<{}>", name.as_ref()));
                }
                if let Some(attribute) = reaching_out(e).map_err(broken)? {
                    return not_alone(&attribute);
                }
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(_) => return not_alone("DOCTYPE"),
            Event::Eof if depth == 0 && roots == 1 => return Ok(()),
            Event::Eof => return Err(broken("cut off".to_owned())),
            _ => {}
        }
    }
}

/// An attribute that runs a program or names something outside the file.
fn reaching_out(element: &BytesStart<'_>) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let name = attribute.key.as_ref();
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|e| e.to_string())?;
        let value = value.trim();
        let links_out = attribute.key.local_name().as_ref() == "href"
            && !value.starts_with('#')
            && !["data:image/png", "data:image/jpeg"].iter().any(|kind| value.starts_with(kind));
        let styles_out = value.replace("url(#", "").contains("url(");
        if name.starts_with("on") || links_out || styles_out {
            return Ok(Some(format!("{name}=\"{}\"", value.chars().take(40).collect::<String>())));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one pixel, by its chunks.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
        \0\0\0\x0aIDATx\x9cc`\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xAE\x42\x60\x82";

    fn wrapped(inner: &str) -> Vec<u8> {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"3\">{inner}</svg>").into_bytes()
    }

    #[test]
    fn whole_pictures_are_taken_and_others_are_not() {
        assert_eq!(CoverImage::new(PNG.to_vec()).unwrap().media_type(), "image/png");
        assert!(matches!(CoverImage::new(PNG[..40].to_vec()), Err(CoverError::Broken { format: "PNG", .. })));
        assert_eq!(CoverImage::new(b"GIF89a".to_vec()), Err(CoverError::Unknown));
        assert_eq!(CoverImage::new("封面".into()), Err(CoverError::Unknown));
        assert!(matches!(
            CoverImage::new(vec![0xFF, 0xD8, 0xFF, 0xE0]),
            Err(CoverError::Broken { format: "JPEG", .. })
        ));
    }

    #[test]
    fn an_svg_stands_alone() {
        let drawn = "<a href=\"#b\"><path fill=\"url(#g)\" d=\"M0 0\"/></a>";
        assert_eq!(CoverImage::new(wrapped(drawn)).unwrap().media_type(), "image/svg+xml");
        for acts in [
            "<script>1</script>",
            "<path onclick=\"a()\"/>",
            "<image href=\"picture.png\"/>",
            "<path fill=\"url(https://example.org/g)\"/>",
        ] {
            assert!(matches!(CoverImage::new(wrapped(acts)), Err(CoverError::NotAlone(_))), "{acts}");
        }
        assert!(matches!(
            CoverImage::new(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>".to_vec()),
            Err(CoverError::Broken { .. })
        ));
        assert_eq!(CoverImage::new(b"<html/>".to_vec()), Err(CoverError::Unknown));
    }
}
