//! The model as JSON, version 1.
//!
//! `front` and `back` hold plain strings and lists of strings under the names of
//! the fields; where each stood and why stands beside them under `provenance`.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Back, Block, Document, Front, Reason, Run, RunRole, Span, Text};

/// Version of the JSON form.
pub const JSON_VERSION: u32 = 1;

#[derive(Serialize)]
struct Provenance {
    span: Span,
    reason: Reason,
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("version", &JSON_VERSION)?;
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("front", &self.front)?;
        map.serialize_entry("body", &self.body)?;
        map.serialize_entry("back", &self.back)?;
        map.end()
    }
}

/// A named field of the front or the back.
struct Field<'a> {
    name: &'static str,
    texts: &'a [Text],
    shape: Shape,
}

/// How a field is written: a string, or a list of strings.
enum Shape {
    One,
    Many,
}

fn one<'a>(name: &'static str, text: &'a Option<Text>) -> Field<'a> {
    Field { name, texts: text.as_slice(), shape: Shape::One }
}

fn many<'a>(name: &'static str, texts: &'a [Text]) -> Field<'a> {
    Field { name, texts, shape: Shape::Many }
}

/// Writes the fields that are not empty, their provenance, and one more entry where there is one.
fn serialize_fields<S: Serializer>(
    serializer: S,
    fields: &[Field<'_>],
    blocks: Option<(&'static str, &[Block])>,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for field in fields.iter().filter(|f| !f.texts.is_empty()) {
        match field.shape {
            Shape::One => map.serialize_entry(field.name, &field.texts[0].text)?,
            Shape::Many => {
                let texts: Vec<&str> = field.texts.iter().map(|t| t.text.as_str()).collect();
                map.serialize_entry(field.name, &texts)?;
            }
        }
    }
    if let Some((name, blocks)) = blocks.filter(|(_, b)| !b.is_empty()) {
        map.serialize_entry(name, blocks)?;
    }
    map.serialize_entry("provenance", &FieldProvenance(fields))?;
    map.end()
}

struct FieldProvenance<'a>(&'a [Field<'a>]);

impl Serialize for FieldProvenance<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.0.iter().filter(|f| !f.texts.is_empty()) {
            let list: Vec<Provenance> =
                field.texts.iter().map(|t| Provenance { span: t.span, reason: t.reason }).collect();
            map.serialize_entry(field.name, &list)?;
        }
        map.end()
    }
}

impl Serialize for Front {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = [
            many("preamble", &self.preamble),
            one("copy_number", &self.copy_number),
            one("classification", &self.classification),
            one("urgency", &self.urgency),
            many("issuers", &self.issuers),
            one("doc_number", &self.doc_number),
            many("signatories", &self.signatories),
            many("title", &self.title),
            many("subtitle", &self.subtitle),
            one("speaker", &self.speaker),
            one("date", &self.date),
            many("salutation", &self.salutation),
        ];
        serialize_fields(serializer, &fields, None)
    }
}

impl Serialize for Back {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = [
            many("closing", &self.closing),
            many("attachments", &self.attachments),
            many("signature", &self.signature),
            one("signature_date", &self.signature_date),
            many("footnotes", &self.footnotes),
            many("cc", &self.cc),
            many("print_note", &self.print_note),
        ];
        serialize_fields(serializer, &fields, Some(("attachment_bodies", &self.attachment_bodies)))
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Heading { level, number, text, span, reason } => {
                map.serialize_entry("type", "heading")?;
                map.serialize_entry("level", level)?;
                map.serialize_entry("number", number)?;
                map.serialize_entry("text", text)?;
                map.serialize_entry("span", span)?;
                map.serialize_entry("reason", reason)?;
            }
            Self::Paragraph { runs, span, reason } => {
                map.serialize_entry("type", "paragraph")?;
                map.serialize_entry("runs", runs)?;
                map.serialize_entry("span", span)?;
                map.serialize_entry("reason", reason)?;
            }
            Self::InnerTitle(t) => serialize_text(&mut map, "inner_title", t)?,
            Self::Quote(t) => serialize_text(&mut map, "quote", t)?,
            Self::Salutation(t) => serialize_text(&mut map, "salutation", t)?,
            Self::Verse(lines) => {
                map.serialize_entry("type", "verse")?;
                let texts: Vec<&str> = lines.iter().map(|t| t.text.as_str()).collect();
                map.serialize_entry("lines", &texts)?;
                map.serialize_entry("span", &self.span())?;
                map.serialize_entry("reason", &lines.first().map(|t| t.reason))?;
            }
            Self::Table(rows) => {
                map.serialize_entry("type", "table")?;
                map.serialize_entry("rows", &Rows(rows))?;
                map.serialize_entry("span", &self.span())?;
                map.serialize_entry("reason", &rows.first().and_then(|r| r.first()).map(|t| t.reason))?;
            }
        }
        map.end()
    }
}

fn serialize_text<M: SerializeMap>(map: &mut M, kind: &str, text: &Text) -> Result<(), M::Error> {
    map.serialize_entry("type", kind)?;
    map.serialize_entry("text", &text.text)?;
    map.serialize_entry("span", &text.span)?;
    map.serialize_entry("reason", &text.reason)
}

struct Rows<'a>(&'a [Vec<Text>]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            rows.serialize_element(&row.iter().map(|t| t.text.as_str()).collect::<Vec<_>>())?;
        }
        rows.end()
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.role {
            RunRole::Text => map.serialize_entry("role", "text")?,
            RunRole::Ordinal => map.serialize_entry("role", "ordinal")?,
            RunRole::Strong => map.serialize_entry("role", "strong")?,
            RunRole::Emphasis => map.serialize_entry("role", "emphasis")?,
            RunRole::Heading { level } => {
                map.serialize_entry("role", "heading")?;
                map.serialize_entry("level", &level)?;
                map.serialize_entry("run_in", &true)?;
            }
        }
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}
