"""glyph_deflate.py PDF...   What the outlines in TrueType subsets weigh, deflated in three ways:

together (zlib 6), each glyph in a block of its own (zlib 9, flushed to a byte boundary), and all glyphs in one
block without matches between them (Huffman codes alone). Prints the sizes beside that of the fonts and of the
files as they are. Needs pikepdf and fontTools."""

import io
import sys
import zlib

import pikepdf
from fontTools.ttLib import TTFont


def deflated(pieces, level, strategy, last):
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return sum(len(compressor.compress(piece)) for piece in pieces) + len(compressor.flush(last))


files = fonts = other = 0
sizes = dict.fromkeys(["together", "each alone", "codes alone"], 0)
for path in sys.argv[1:]:
    with pikepdf.open(path) as pdf:
        files += len(open(path, "rb").read())
        for stream in pdf.objects:
            if not (isinstance(stream, pikepdf.Stream) and "/Length1" in stream):
                continue
            program = stream.read_bytes()
            fonts += len(stream.read_raw_bytes())
            font = TTFont(io.BytesIO(program))
            outlines = font.getTableData("glyf")
            offsets = font["loca"].locations
            glyphs = [outlines[a:b] for a, b in zip(offsets, offsets[1:])]
            at = program.index(outlines)
            other += len(zlib.compress(program[:at] + program[at + len(outlines) :], 6))
            sizes["together"] += deflated([outlines], 6, zlib.Z_DEFAULT_STRATEGY, zlib.Z_FINISH)
            for glyph in glyphs:
                sizes["each alone"] += deflated([glyph], 9, zlib.Z_DEFAULT_STRATEGY, zlib.Z_FULL_FLUSH)
            sizes["codes alone"] += deflated([outlines], 9, zlib.Z_HUFFMAN_ONLY, zlib.Z_FINISH)
for way, size in sizes.items():
    print(f"{way}: fonts {(size + other) / fonts:.3f}, files {(files - fonts + other + size) / files:.3f}")
