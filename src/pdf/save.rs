//! Streams deflated, the file identifier from the content, everything written.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use super::{lopdf_result, writer_error};
use crate::Error;

/// zlib level 6: level 9 saves half a per cent for three times the time.
const LEVEL: i32 = 6;
/// Enough for any speech in one stream; a reader unpacks a whole stream for one object of it.
const OBJECTS_TO_A_STREAM: usize = 200;

/// Deflates the streams and writes the file.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>, Error> {
    let level = CompressionLvl::new(LEVEL).map_err(|_| writer_error("no such deflate level".into()))?;
    let mut compressor = Compressor::new(level);
    let mut digest = Sha256::new();
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        digest.update(&stream.content);
        // XMP stays readable for tools that look for it in the raw file.
        let is_metadata = stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|n| n == b"Metadata");
        if is_metadata || stream.dict.has(b"Filter") {
            continue;
        }
        let mut deflated = vec![0; compressor.zlib_compress_bound(stream.content.len())];
        let length = compressor
            .zlib_compress(&stream.content, &mut deflated)
            .map_err(|e| writer_error(format!("deflate: {e}")))?;
        if length < stream.content.len() {
            deflated.truncate(length);
            stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            stream.set_content(deflated);
        }
    }
    // The identifier follows from the content (ISO 32000-1 14.4), so equal documents are equal files.
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    // Structure elements and dictionaries are small and alike: together they deflate to a third.
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_TO_A_STREAM)
        .compression_level(LEVEL as u32)
        .build();
    let mut out = Vec::new();
    lopdf_result(document.save_with_options(&mut out, options).map_err(lopdf::Error::from))?;
    Ok(out)
}
