//! Deflate (RFC 1951): outlines of glyphs as small as is worth while, text as fast.

use std::cell::RefCell;

use flate2::{Compress, FlushCompress};
use libdeflater::{CompressionLvl, Compressor};

/// Of glyph outlines. Level 6 saves a third of a per cent for a sixth more time, level 9 half a per cent more for
/// two to three times the time.
const LEVEL: i32 = 5;

/// Of all else, which is a tenth of a file: level 4 would make that two per cent smaller, for two thirds more time.
const TEXT_LEVEL: i32 = 1;

thread_local! {
    /// A compressor is hundreds of kilobytes; a thread makes it once.
    static COMPRESSOR: RefCell<Compressor> = compressor(LEVEL);
    static TEXT_COMPRESSOR: RefCell<Compressor> = compressor(TEXT_LEVEL);
    /// libdeflate only makes whole streams.
    static FRONT_COMPRESSOR: RefCell<Compress> =
        RefCell::new(Compress::new(flate2::Compression::new(TEXT_LEVEL as u32), false));
}

fn compressor(level: i32) -> RefCell<Compressor> {
    RefCell::new(Compressor::new(CompressionLvl::new(level).unwrap_or_default()))
}

/// A font's data deflated, a stream of its own.
pub(crate) fn outlines(data: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| deflated(compressor, data))
}

/// Text or a picture deflated, a stream of its own.
pub(crate) fn text(data: &[u8]) -> Vec<u8> {
    TEXT_COMPRESSOR.with_borrow_mut(|compressor| deflated(compressor, data))
}

fn deflated(compressor: &mut Compressor, data: &[u8]) -> Vec<u8> {
    let mut out = vec![0; compressor.deflate_compress_bound(data.len())];
    #[expect(clippy::expect_used, reason = "the only error is a buffer under the bound")]
    let length = compressor.deflate_compress(data, &mut out).expect("deflate");
    out.truncate(length);
    out.shrink_to_fit();
    out
}

/// Data deflated as the front of a stream: whole blocks up to a byte boundary, none of them the last.
pub(crate) fn front(data: &[u8]) -> Vec<u8> {
    FRONT_COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut out = Vec::with_capacity(data.len() + 64);
        loop {
            let read = compressor.total_in() as usize;
            #[expect(
                clippy::expect_used,
                reason = "the only error is a call after the last block, which is never asked for"
            )]
            compressor.compress_vec(&data[read..], &mut out, FlushCompress::Sync).expect("deflate");
            // A flush that filled the buffer to its end may have more to say (zlib, `deflate`).
            if out.len() < out.capacity() {
                return out;
            }
            out.reserve(1024);
        }
    })
}

/// The zlib stream (RFC 1950) around deflated data, in pieces; `sum` is the Adler-32 of what was deflated.
#[cfg(feature = "pdf")]
pub(crate) fn zlib(deflated: &[&[u8]], sum: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(deflated.iter().map(|piece| piece.len()).sum::<usize>() + 6);
    // 32 KB window, default level, check bits.
    out.extend([0x78, 0x9C]);
    deflated.iter().for_each(|piece| out.extend_from_slice(piece));
    out.extend(sum.to_be_bytes());
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn another_program_inflates_a_front_and_what_follows_it() {
        let (a, b) = ("文印".repeat(1000), "讲话稿".repeat(500));
        let mut stream = front(a.as_bytes());
        stream.extend(text(b.as_bytes()));
        let mut read = String::new();
        flate2::read::DeflateDecoder::new(&stream[..]).read_to_string(&mut read).unwrap();
        assert_eq!(read, a + &b);
    }
}
