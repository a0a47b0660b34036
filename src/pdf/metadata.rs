//! What the file says of itself: XMP, information dictionary, output intent.
//!
//! PDF/A wants XMP and the information dictionary to agree (ISO 19005-2 6.6.3);
//! PDF/UA's mark needs an extension schema inside PDF/A. The time of making is
//! there only if it was given: the same text gives the same bytes.

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, Stream, StringFormat};
use quick_xml::escape::escape;

use super::lopdf_result;
use super::tags::name;
use crate::Error;
use crate::converter::Context;
use crate::date;
use crate::model::FlowLine;
use crate::publication::Publication;

/// The sRGB profile (588 bytes, ICC 4.2) that the output intent names.
const SRGB: &[u8] = include_bytes!("srgb.icc");
const PRODUCER: &str = concat!("Wenyin ", env!("CARGO_PKG_VERSION"));

/// Writes metadata and output intent.
pub(super) fn write(pdf: &mut Pdf, catalog: ObjectId, context: &Context<'_>) -> Result<(), Error> {
    let title = title(context.publication);
    let speakers = context.publication.speakers();
    let author = Some(speakers.join("、")).filter(|author| !author.is_empty());
    let author = author.as_deref();

    let xmp = Stream::new(
        Dictionary::from_iter([("Type", name("Metadata")), ("Subtype", name("XML"))]),
        xmp(&title, author, context).into_bytes(),
    );
    let xmp = pdf.add_object(xmp.with_compression(false));
    let profile = pdf.add_object(Stream::new(Dictionary::from_iter([("N", Object::Integer(3))]), SRGB.to_vec()));
    let intent = Dictionary::from_iter([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", Object::String(b"sRGB IEC61966-2.1".to_vec(), StringFormat::Literal)),
        ("Info", Object::String(b"sRGB IEC61966-2.1".to_vec(), StringFormat::Literal)),
        ("DestOutputProfile", Object::Reference(profile)),
    ]);

    let mut info = Dictionary::from_iter([("Title", text_string(&title)), ("Producer", text_string(PRODUCER))]);
    if let Some(author) = author {
        info.set("Author", text_string(author));
    }
    if let Some(timestamp) = context.timestamp {
        info.set("CreationDate", text_string(&timestamp.pdf()));
        info.set("ModDate", text_string(&timestamp.pdf()));
    }
    let id = lopdf_result(pdf.trailer.get(b"Info").and_then(Object::as_reference))?;
    pdf.set_object(id, info);

    let catalog = lopdf_result(pdf.get_dictionary_mut(catalog))?;
    catalog.set("Metadata", Object::Reference(xmp));
    catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
    Ok(())
}

/// A document always has a title for the window bar (PDF/UA-1 7.1): its own or its first words.
fn title(publication: &Publication<'_>) -> String {
    let title = publication.title_line();
    if !title.is_empty() {
        return title;
    }
    let first = publication.flow.first().and_then(|block| block.lines.first()).map(FlowLine::text);
    first.unwrap_or_default().chars().take(40).collect()
}

/// A text string: ASCII as it is, all else in UTF-16BE (ISO 32000-1 7.9.2.2).
pub(super) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn xmp(title: &str, author: Option<&str>, context: &Context<'_>) -> String {
    let language = context.profile.region().language();
    let creator = author.map_or_else(String::new, |a| {
        format!("\n   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(a))
    });
    let date = date::of_publication(context.publication)
        .map_or_else(String::new, |day| format!("\n   <dc:date><rdf:Seq><rdf:li>{day}</rdf:li></rdf:Seq></dc:date>"));
    let made = context.timestamp.map_or_else(String::new, |t| {
        format!("\n   <xmp:CreateDate>{t}</xmp:CreateDate>\n   <xmp:ModifyDate>{t}</xmp:ModifyDate>")
    });
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{creator}{date}
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{producer}</pdf:Producer>{made}
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
        title = escape(title),
        producer = PRODUCER,
    )
}
