#!/usr/bin/env python3
"""Derives the five default faces from their originals.

    pip install fonttools==4.68.0
    python3 fonts/recipe/build.py --originals DIR --out fonts

The same originals and the same fontTools give the same bytes.  `check.py` tests the result.
"""

import argparse
import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.misc.transform import Offset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from simplify import simplify

HERE = Path(__file__).resolve().parent

# file, package, version of the package, SHA-256
TEXLIVE = ("Debian texlive-lang-chinese", "2026.20260911-1")
ORIGINALS = {
    "zhuque": ("LXGWZhuqueFangsong-Regular.ttf", *TEXLIVE,
               "558c62730844fe54ba220146ed62f859d4e2880188d92d985f8921c6e3743bc4"),
    "wenkai": ("LXGWWenKaiGBLite-Regular.ttf", *TEXLIVE,
               "1675c708cce181871d9a8adc987f35a0cabc6ff980685cd99f05d2655ea08c4c"),
    "sans": ("NotoSansSC_500Medium.ttf", "npm @expo-google-fonts/noto-sans-sc", "0.4.3",
             "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a"),
    "serif": ("NotoSerifSC_400Regular.ttf", "npm @expo-google-fonts/noto-serif-sc", "0.4.3",
              "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"),
    "serif-bold": ("NotoSerifSC_700Bold.ttf", "npm @expo-google-fonts/noto-serif-sc", "0.4.3",
                   "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"),
}

# file to write, original, English family, Chinese family, what it is derived from
FACES = [
    ("WenyinFangSong-Regular.ttf", "zhuque", "Wenyin FangSong", "Wenyin 仿宋", "Zhuque Fangsong 0.212, symbols from Noto Serif SC 2.003"),
    ("WenyinKai-Regular.ttf", "wenkai", "Wenyin Kai", "Wenyin 楷体", "LXGW WenKai GB Lite 1.522"),
    ("WenyinHei-Medium.ttf", "sans", "Wenyin Hei", "Wenyin 黑体", "Noto Sans SC Medium 2.004"),
    ("WenyinTitle-Bold.ttf", "serif-bold", "Wenyin Title", "Wenyin 标题宋", "Noto Serif SC Bold 2.003"),
    ("song/WenyinSong-Regular.ttf", "serif", "Wenyin Song", "Wenyin 宋体", "Noto Serif SC Regular 2.003"),
]

# Without these a mark would lose its vertical form, its half-width form or its accent.
FEATURES = ["ccmp", "chws", "halt", "locl", "mark", "vchw", "vert", "vhal", "vrt2"]

EM = 1000
# Drawn with far more points than their shapes need; in thousandths of an em.
TREMBLING, TOLERANCE = {"zhuque", "wenkai"}, 2.0
DASHES = {0x2014: 1, 0x2E3A: 2, 0x2E3B: 3}  # — ⸺ ⸻, in ems
QUOTES = [0x2018, 0x2019, 0x201C, 0x201D]
FULL_WIDTH_FORM = 0xFE01  # the variation selector
# What texts hold besides: accented Latin, two-em dashes, ⑪–⑳, the signs of other code pages.
ALSO = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x2002, 0x2003), (0x2010, 0x2015), (0x2022, 0x2022), (0x2027, 0x2027),
    (0x20AC, 0x20AC), (0x2122, 0x2122), (0x220B, 0x220B), (0x223C, 0x223C), (0x2245, 0x2245), (0x2253, 0x2253),
    (0x246A, 0x2473), (0x2E3A, 0x2E3B), (0x30FB, 0x30FB),
]


def decoded(codec):
    """Every character of a two-byte code."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.update(map(ord, bytes([lead, trail]).decode(codec)))
            except UnicodeDecodeError:
                pass
    return found


GB2312 = decoded("gb2312")
GBK = decoded("gbk")
TGH8105 = {ord(c) for c in (HERE / "tgh8105.txt").read_text("utf-8") if not c.isspace()}


def is_unified(code):
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000


def wanted():
    """What the four text faces hold; 宋体 keeps everything."""
    return (GB2312 | TGH8105 | {c for c in GBK if not is_unified(c)}
            | {c for first, last in ALSO for c in range(first, last + 1)})


def load(key, directory):
    name, package, version, digest = ORIGINALS[key]
    data = (directory / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{name} is not the file of {package} {version}: its SHA-256 differs")
    return TTFont(directory / name, recalcTimestamp=False, lazy=False)


def map_characters(font, mapping):
    for table in font["cmap"].tables:
        if table.format != 14:
            table.cmap.update({c: g for c, g in mapping.items() if c <= 0xFFFF or table.format != 4})


def full_width_quotes(font):
    """朱雀 and 文楷 draw “ ” ‘ ’ for Latin text and keep the Chinese ones as variation sequences."""
    for table in font["cmap"].tables:
        if table.format == 14:
            forms = dict(table.uvsDict.get(FULL_WIDTH_FORM, []))
            map_characters(font, {c: forms[c] for c in QUOTES if forms.get(c)})


def single_substitutions(font, *features):
    """The mappings of the single substitutions that these features use."""
    if "GSUB" not in font:
        return
    gsub = font["GSUB"].table
    lookups = {i for r in gsub.FeatureList.FeatureRecord if r.FeatureTag in features for i in r.Feature.LookupListIndex}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                yield table.mapping


def add_glyph(font, name, glyph, advance, like):
    """Adds or replaces a glyph; its vertical metrics are those of `like`."""
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    if "vmtx" in font:
        font["vmtx"][name] = font["vmtx"][like]


def outline(font, name):
    """A glyph without components, to draw elsewhere."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen


def drawn(font, *pens):
    pen = TTGlyphPen(None)
    for recorded, dx, dy in pens:
        recorded.replay(TransformPen(pen, Offset(dx, dy)))
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    return glyph


def joining_dashes(font):
    """— as wide as its cell, so that —— is one line even where nothing shapes the text.

    Noto's Chinese dash is a `locl` form, which a reader without shaping never reaches, and stops short of the edges.
    """
    cmap = font.getBestCmap()
    for code, ems in DASHES.items():
        plain = cmap.get(code, cmap[0x2014])
        chinese = next((m[plain] for m in single_substitutions(font, "locl", "fwid") if plain in m), plain)
        height = font["glyf"][chinese]
        pen = TTGlyphPen(None)
        corners = [(0, height.yMin), (0, height.yMax), (ems * EM, height.yMax), (ems * EM, height.yMin)]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        name = f"wenyin.{code:X}"
        for mapping in single_substitutions(font, "vert", "vrt2"):
            if chinese in mapping:
                mapping[name] = mapping[chinese]
        add_glyph(font, name, glyph, ems * EM, chinese)
        map_characters(font, {code: name})


def borrow(font, source, codes):
    """Copies characters that the face lacks from another of the same em."""
    assert font["head"].unitsPerEm == source["head"].unitsPerEm == EM
    theirs = source.getBestCmap()
    for code in sorted(codes - font.getBestCmap().keys()):
        if code in theirs:
            name = f"wenyin.{code:X}"
            glyph = drawn(font, (outline(source, theirs[code]), 0, 0))
            add_glyph(font, name, glyph, source["hmtx"][theirs[code]][0], None)
            map_characters(font, {code: name})


def approximately_equal(font):
    """≒, the one character of GBK that no original but 文楷 has: ＝ with the dots of ： at two corners."""
    cmap = font.getBestCmap()
    if 0x2252 in cmap:
        return
    equals, colon = cmap[0xFF1D], outline(font, cmap[0xFF1A])
    dot = DecomposingRecordingPen(None)
    for operation in colon.value:
        dot.value.append(operation)
        if operation[0] == "closePath":
            break
    box, size = font["glyf"][equals], drawn(font, (dot, 0, 0))
    width, height = size.xMax - size.xMin, size.yMax - size.yMin
    gap = height // 2
    glyph = drawn(
        font,
        (outline(font, equals), 0, 0),
        (dot, box.xMin - size.xMin, box.yMax + gap - size.yMin),
        (dot, box.xMax - width - size.xMin, box.yMin - gap - height - size.yMin),
    )
    add_glyph(font, "wenyin.2252", glyph, EM, equals)
    map_characters(font, {0x2252: "wenyin.2252"})


def cut(font, codes):
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 5, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "STAT", "cvt ", "fpgm", "prep"]
    options.recalc_timestamp = False
    # Sequences ask for forms that the profile, not the reader, chooses.
    font["cmap"].tables = [t for t in font["cmap"].tables if t.format != 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(codes))
    subsetter.subset(font)


def a_glyph_for_each_character(font):
    """No two characters share a glyph, so text copied from a page is the text that was set.

    Noto draws ⼀ and 一, em space and ideographic space, with one glyph each.
    """
    sharing = {}
    for code, name in font.getBestCmap().items():
        sharing.setdefault(name, []).append(code)
    def rank(code):
        return (code not in GB2312, code not in GBK, not is_unified(code), code)
    for name, codes in sorted(sharing.items()):
        for code in sorted(codes, key=rank)[1:]:
            base = font["glyf"][name]
            glyph = Glyph()
            if base.numberOfContours != 0:
                component = GlyphComponent()
                component.glyphName, component.x, component.y, component.flags = name, 0, 0, 0x0004
                glyph.numberOfContours, glyph.components = -1, [component]
            glyph.recalcBounds(font["glyf"])
            copied = f"wenyin.{code:X}"
            add_glyph(font, copied, glyph, font["hmtx"][name][0], name)
            for mapping in single_substitutions(font, "vert", "vrt2"):
                if name in mapping:
                    mapping[copied] = mapping[name]
            map_characters(font, {code: copied})


def half_width_marks(font):
    """朱雀 has no `halt`, without which a browser cannot close up 」（ and the like."""
    for tag in ("GSUB", "GPOS"):
        if tag in font and not font[tag].table.FeatureList.FeatureRecord:
            del font[tag]
    if "GPOS" in font:
        return
    cmap, glyf = font.getBestCmap(), font["glyf"]
    closing = [cmap[ord(c)] for c in "、。，．：；！？’”）》〉】〗〕」』］｝"]
    opening = [cmap[ord(c)] for c in "‘“（《〈【〖〔「『［｛"]
    assert all(glyf[g].xMax <= 540 for g in closing) and all(glyf[g].xMin >= 460 for g in opening)
    addOpenTypeFeaturesFromString(font, f"""
        languagesystem DFLT dflt; languagesystem hani dflt; languagesystem latn dflt;
        feature halt {{
            pos [{" ".join(closing)}] <0 0 -500 0>;
            pos [{" ".join(opening)}] <-500 0 -500 0>;
        }} halt;""", tables=["GPOS"])


def rename(font, english, chinese, origin):
    """OFL 1.1 §3: a modified version bears none of the reserved names."""
    table = font["name"]
    kept = {record.nameID: record.toUnicode() for record in table.names}
    postscript = english.replace(" ", "") + "-Regular"
    copyright_ = kept[0]
    if "symbols" in origin:
        copyright_ += "; symbols (c) 2017-2024 Adobe (http://www.adobe.com/)."
    names = {
        0: copyright_, 1: english, 2: "Regular", 3: f"{postscript};Wenyin", 4: english,
        5: kept[5].split(";")[0].split("-")[0] + "; modified", 6: postscript,
        10: f"Modified for Wenyin from {origin}.", 13: kept[13], 14: kept[14],
    }
    font["name"] = table = newTable("name")
    table.names = []
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    for name_id, text in {1: chinese, 2: "Regular", 4: chinese}.items():
        table.setName(text, name_id, 3, 1, 0x804)


def describe(font):
    """One upright face a family, so that no program thickens or slants it, and embedding that nothing limits."""
    os2, head = font["OS/2"], font["head"]
    os2.fsType = 0  # OFL 1.1 allows embedding, editing and installing; 朱雀's 8 would only stop a word processor
    os2.usWeightClass, os2.usWidthClass = 400, 5
    os2.fsSelection = os2.fsSelection & 0x80 | 0x40  # REGULAR, and the use of the typographic metrics as before
    head.macStyle = 0
    os2.recalcUnicodeRanges(font)
    os2.ulCodePageRange1 |= 1 << 18  # simplified Chinese: word processors offer the face for Chinese text
    os2.recalcAvgCharWidth(font)
    # Flags for hinting and for instructions that change widths: there is none.
    head.flags &= ~0b11100


def build(face, originals):
    _, key, english, chinese, origin = face
    font = load(key, originals)
    if "prep" in font:
        del font["prep"]  # it names no glyph, yet would be read for them
    full_width_quotes(font)
    joining_dashes(font)
    codes = set(font.getBestCmap()) if key == "serif" else wanted()
    codes |= {0x2252}
    if key == "zhuque":
        borrow(font, load("serif", originals), codes)
    approximately_equal(font)
    cut(font, codes)
    a_glyph_for_each_character(font)
    half_width_marks(font)
    if key in TREMBLING:
        simplify(font, TOLERANCE)
    rename(font, english, chinese, origin)
    describe(font)
    return font


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--originals", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    arguments = parser.parse_args()
    for face in FACES:
        path = arguments.out / face[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        build(face, arguments.originals).save(path, reorderTables=True)
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)


if __name__ == "__main__":
    main()
