//! A document as bytes: objects, object streams, cross-reference stream
//! (ISO 32000-1 7.3, 7.5.7, 7.5.8).
//!
//! Structure elements and dictionaries are small and alike; in streams of many
//! they deflate to a third.

use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::save::{deflate, deflate_exactly};

/// Enough for any speech in one stream; a reader unpacks a whole stream for one object of it.
const OBJECTS_TO_A_STREAM: usize = 200;

/// Where an object is, as the cross-reference stream says it.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    At(usize),
    In { stream: u32, index: usize },
}

/// Writes a document whose streams are deflated already.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let mut out = Vec::with_capacity(streams.map(|stream| stream.content.len() + 200).sum::<usize>() + (16 << 10));
    out.extend(format!("%PDF-{}\n%\u{80}\u{80}\u{80}\u{80}\n", document.version).into_bytes());
    let mut places = vec![Place::Nowhere; document.max_id as usize + 1];
    let mut small = Vec::new();
    for ((number, _), object) in &document.objects {
        match object {
            Object::Stream(stream) => {
                places[*number as usize] = Place::At(out.len());
                indirect(&mut out, *number, stream);
            }
            _ => small.push((*number, object)),
        }
    }
    for objects in small.chunks(OBJECTS_TO_A_STREAM) {
        let number = places.len() as u32;
        for (index, (object, _)) in objects.iter().enumerate() {
            places[*object as usize] = Place::In { stream: number, index };
        }
        let mut stream = object_stream(objects);
        deflate(&mut stream);
        places.push(Place::At(out.len()));
        indirect(&mut out, number, &stream);
    }

    let start = out.len();
    places.push(Place::At(start));
    let mut stream = cross_references(&places);
    for key in [&b"Root"[..], b"Info", b"ID"] {
        if let Ok(value) = document.trailer.get(key) {
            stream.dict.set(key, value.clone());
        }
    }
    // Its last byte is the generation of the last object, 0; deflated it is left as it is where it
    // would end in a carriage return, because nothing may be added to it.
    deflate_exactly(&mut stream);
    indirect(&mut out, places.len() as u32 - 1, &stream);
    out.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
    out
}

fn indirect(out: &mut Vec<u8>, number: u32, stream: &Stream) {
    out.extend(format!("{number} 0 obj\n").into_bytes());
    dictionary(out, &stream.dict, Some(stream.content.len()));
    out.extend(b"stream\n");
    out.extend_from_slice(&stream.content);
    out.extend(b"\nendstream\nendobj\n");
}

/// Objects one after the other, before them their numbers and where each begins.
fn object_stream(objects: &[(u32, &Object)]) -> Stream {
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for (number, value) in objects {
        integer(&mut head, *number);
        head.push(b' ');
        integer(&mut head, body.len());
        head.push(b' ');
        object(&mut body, value);
        body.push(b'\n');
    }
    let first = head.len();
    head.append(&mut body);
    let dict = Dictionary::from_iter([
        ("Type", Object::Name(b"ObjStm".to_vec())),
        ("N", Object::Integer(objects.len() as i64)),
        ("First", Object::Integer(first as i64)),
    ]);
    Stream::new(dict, head)
}

fn cross_references(places: &[Place]) -> Stream {
    let mut content = Vec::with_capacity(places.len() * 7);
    for place in places {
        let (kind, field, last) = match *place {
            Place::Nowhere => (0, 0, 0),
            Place::At(offset) => (1, offset as u32, 0),
            Place::In { stream, index } => (2, stream, index as u16),
        };
        content.push(kind);
        content.extend(field.to_be_bytes());
        content.extend(last.to_be_bytes());
    }
    let widths = [1, 4, 2].map(Object::Integer).to_vec();
    let dict = Dictionary::from_iter([
        ("Type", Object::Name(b"XRef".to_vec())),
        ("Size", Object::Integer(places.len() as i64)),
        ("W", Object::Array(widths)),
    ]);
    Stream::new(dict, content)
}

fn object(out: &mut Vec<u8>, value: &Object) {
    // Writing to a vector does not fail.
    let _ = match value {
        Object::Null => write!(out, "null"),
        Object::Boolean(value) => write!(out, "{value}"),
        Object::Integer(value) => {
            integer(out, *value);
            Ok(())
        }
        Object::Real(value) => write!(out, "{value}"),
        Object::Reference((number, generation)) => {
            integer(out, *number);
            out.push(b' ');
            integer(out, *generation);
            out.extend(b" R");
            Ok(())
        }
        Object::Name(value) => {
            name(out, value);
            Ok(())
        }
        Object::String(value, format) => {
            string(out, value, format);
            Ok(())
        }
        Object::Array(values) => {
            out.push(b'[');
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                object(out, value);
            }
            out.push(b']');
            Ok(())
        }
        Object::Dictionary(value) => {
            dictionary(out, value, None);
            Ok(())
        }
        // Streams are always indirect (7.3.8.1).
        Object::Stream(_) => write!(out, "null"),
    };
}

/// Most of what a file is made of; `write!` takes several times as long.
pub(super) fn integer(out: &mut Vec<u8>, value: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

fn dictionary(out: &mut Vec<u8>, dictionary: &Dictionary, length: Option<usize>) {
    out.extend(b"<<");
    for (key, value) in dictionary.iter().filter(|(key, _)| length.is_none() || *key != b"Length") {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
    if let Some(length) = length {
        out.extend(format!("/Length {length}").into_bytes());
    }
    out.extend(b">>");
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'!'..=b'~' if !b"#%()/<>[]{}".contains(byte) => out.push(*byte),
            _ => out.extend(format!("#{byte:02X}").into_bytes()),
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    match format {
        StringFormat::Literal => {
            out.push(b'(');
            for byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                    b'\r' => out.extend(b"\\r"),
                    _ => out.push(*byte),
                }
            }
            out.push(b')');
        }
        StringFormat::Hexadecimal => {
            out.push(b'<');
            for byte in bytes {
                out.extend(format!("{byte:02X}").into_bytes());
            }
            out.push(b'>');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_written_as_the_standard_has_them() {
        let dict = Dictionary::from_iter([
            ("A b", Object::Array(vec![Object::Integer(-1), Object::Real(0.25), Object::Reference((7, 0))])),
            ("S", Object::String(b"(\\\r".to_vec(), StringFormat::Literal)),
            ("H", Object::String(vec![0xFE, 0x0A], StringFormat::Hexadecimal)),
        ]);
        let mut out = Vec::new();
        object(&mut out, &Object::Dictionary(dict));
        assert_eq!(out, b"<</A#20b [-1 0.25 7 0 R]/S (\\(\\\\\\r)/H <FE0A>>>");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut document = Document::with_version("1.7");
        let kept = document.add_object(Object::Integer(42));
        document.max_id += 3;
        let stream = document.add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()));
        let catalog = Dictionary::from_iter([("Kept", Object::Reference(kept)), ("Drawn", Object::Reference(stream))]);
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", Object::Reference(catalog));
        let written = write(&document);
        let read = Document::load_mem(&written).unwrap();
        let root = read.catalog().unwrap();
        assert_eq!(root.get_deref(b"Kept", &read).unwrap(), &Object::Integer(42));
        assert_eq!(root.get_deref(b"Drawn", &read).unwrap().as_stream().unwrap().content, b"0 0 m");
    }
}
