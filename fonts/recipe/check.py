#!/usr/bin/env python3
"""Checks the default faces: coverage, full-width punctuation, names, embedding rights, sound tables.

    pip install fonttools==4.68.0 opentype-sanitizer==9.2.0
    python3 fonts/recipe/check.py [DIR] [--against DIR]

`--against` compares with another build: characters, advances, outlines.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from build import DASHES, EM, FACES, GB2312, GBK, QUOTES, TGH8105, is_unified

RESERVED = ["LXGW", "霞鹜", "霞鶩", "落霞孤鹜", "落霞孤鶩", "Source", "Noto", "Zhuque", "朱雀"]
FULL_WIDTH = [*QUOTES, 0x2014, 0x2026, *map(ord, "、。，；：？！（）《》〈〉【】〔〕「」『』　　")]


def outline(font, name):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.value


def faults(path, face):
    _, key, english, chinese, _ = face
    font = TTFont(path)
    cmap, glyf, hmtx, os2 = font.getBestCmap(), font["glyf"], font["hmtx"], font["OS/2"]
    must = GB2312 | TGH8105 | (GBK if key == "serif" else {c for c in GBK if not is_unified(c) and c < 0xF900})
    for code in sorted(must - cmap.keys()):
        yield f"lacks U+{code:04X}"
    for code in FULL_WIDTH:
        if hmtx[cmap[code]][0] != EM:
            yield f"U+{code:04X} is {hmtx[cmap[code]][0]} wide"
    for code, ems in DASHES.items():
        if code in cmap and (glyf[cmap[code]].xMin, glyf[cmap[code]].xMax) != (0, ems * EM):
            yield f"U+{code:04X} does not reach the edges of its cell"
    if len(set(cmap.values())) != len(cmap):
        yield "characters share a glyph"
    for code in sorted(must):
        if code in cmap and not glyf[cmap[code]].numberOfContours and code not in (0xA0, 0x3000):
            yield f"U+{code:04X} is blank"
    for name in font["name"].names:
        if name.nameID in (1, 3, 4, 6, 16) and any(word in name.toUnicode() for word in RESERVED):
            yield f"name {name.nameID} holds a reserved name"
    for language, family in ((0x409, english), (0x804, chinese)):
        for name_id in (1, 4):
            if (record := font["name"].getName(name_id, 3, 1, language)) is None or record.toUnicode() != family:
                yield f"name {name_id} in language {language:#x} is not {family}"
            elif len(family) > 31:
                yield f"{family} is longer than Windows takes"
    if os2.fsType != 0:
        yield f"fsType is {os2.fsType}"
    if not os2.ulCodePageRange1 >> 18 & 1:
        yield "is not declared for simplified Chinese"
    if {"fpgm", "prep", "cvt ", "DSIG", "STAT"} & set(font.keys()):
        yield "has leftover tables"
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run([sys.executable, "-c", "import ots, sys; sys.exit(ots.sanitize(*sys.argv[1:]).returncode)",
                              path, Path(scratch) / "out.ttf"], capture_output=True, text=True)
        if run.returncode:
            yield f"OpenType Sanitizer: {(run.stdout + run.stderr).strip()}"


def differences(path, other):
    new, old = TTFont(path), TTFont(other)
    ours, theirs = new.getBestCmap(), old.getBestCmap()
    shared = sorted(ours.keys() & theirs.keys())
    def show(codes):
        return " ".join(f"{c:04X}" for c in sorted(codes)) or "none"
    yield f"glyphs {len(new.getGlyphOrder())} / {len(old.getGlyphOrder())}, characters {len(ours)} / {len(theirs)}"
    yield f"only here: {show(ours.keys() - theirs.keys())}"
    yield f"only there: {show(theirs.keys() - ours.keys())}"
    yield "advance differs: " + show(c for c in shared if new["hmtx"][ours[c]][0] != old["hmtx"][theirs[c]][0])
    yield "outline differs: " + show(c for c in shared if outline(new, ours[c]) != outline(old, theirs[c]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, nargs="?", default=Path(__file__).resolve().parents[1])
    parser.add_argument("--against", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    failed = False
    for face in FACES:
        path = arguments.directory / face[0]
        found = list(faults(path, face))
        failed |= bool(found)
        print("FAIL" if found else "ok  ", path.name, *(f"\n     {fault}" for fault in found))
        if arguments.against:
            print(*(f"     {line}" for line in differences(path, arguments.against / face[0])), sep="\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
