//! Streams deflated, the file identifier from the content.
//!
//! No stream ends in a carriage return: before the line feed and `endstream` it
//! would look like part of the line end, and a checker that measures streams
//! between their keywords would find them one byte short (ISO 19005-2 6.1.7.1).

use lopdf::{Document, Object, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::file;
use crate::deflate;

/// Deflates the streams and writes the file.
pub(super) fn save(mut document: Document) -> Vec<u8> {
    let mut digest = Sha256::new();
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        // The programs of fonts are deflated already, and are most of the file. The sum over all their bytes,
        // with which they end, stands for them.
        if stream.dict.has(b"Filter") {
            digest.update(&stream.content[stream.content.len().saturating_sub(4)..]);
            continue;
        }
        // XMP stays readable for tools that look for it in the raw file.
        let is_metadata = stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|n| n == b"Metadata");
        if !is_metadata {
            deflate(stream);
        }
        digest.update(&stream.content);
    }
    // The identifier follows from the content (ISO 32000-1 14.4), so equal documents are equal files.
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    file::write(&document)
}

/// Deflates a stream where that makes it smaller; its content may get white space at its end.
pub(super) fn deflate(stream: &mut Stream) {
    loop {
        let deflated = deflated(&stream.content);
        if deflated.last() == Some(&b'\r') {
            // The last byte is that of a sum over all bytes (Adler-32): any byte but 0 changes it.
            stream.content.push(b'\n');
        } else {
            if deflated.len() < stream.content.len() {
                replace(stream, deflated);
            }
            return;
        }
    }
}

/// Deflates a stream to which nothing may be added.
pub(super) fn deflate_exactly(stream: &mut Stream) {
    let deflated = deflated(&stream.content);
    if deflated.last() != Some(&b'\r') && deflated.len() < stream.content.len() {
        replace(stream, deflated);
    }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    deflate::zlib(&[&deflate::text(content)], libdeflater::adler32(content))
}

fn replace(stream: &mut Stream, deflated: Vec<u8>) {
    stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    stream.content = deflated;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stream_ends_in_a_carriage_return() {
        let mut padded = 0;
        for n in 0..2000_u32 {
            let content = n.to_string().repeat(20).into_bytes();
            let mut stream = Stream::new(lopdf::Dictionary::new(), content.clone());
            deflate(&mut stream);
            assert_ne!(stream.content.last(), Some(&b'\r'), "{n}");
            padded += usize::from(deflated(&content).last() == Some(&b'\r'));
        }
        assert!(padded > 0, "the case does not arise in this test");
    }
}
