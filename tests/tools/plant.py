"""plant.py FAULT IN OUT   copies a file with one fault, to prove that the program which must find it does."""

import re
import sys
import zipfile
from pathlib import Path

import pikepdf
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf(source, target, change):
    with pikepdf.open(source) as document:
        change(document)
        document.save(target)


def without_actual_text(document):
    for page in document.pages:
        content = re.sub(rb"/ActualText<[0-9A-F]*>", b"", page.Contents.read_bytes())
        page.Contents = document.make_stream(content)


def wrong_widths(document):
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and "/W" in font:
            # Of the first glyphs that the array names: `first [widths]` or `first last width`.
            width, place = (font.W[1], 0) if isinstance(font.W[1], pikepdf.Array) else (font.W, 2)
            width[place] = float(width[place]) * 1.2 + 10


def part(source, target, name, change):
    """Copies a package with one part (the first whose name ends so) changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        found = False
        for entry in old.infolist():
            data = old.read(entry)
            if not found and entry.filename.endswith(name):
                found, data = True, change(data)
            new.writestr(entry, data)
        assert found, f"no {name}"


def xml(change):
    def changed(data):
        root = etree.fromstring(data)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


def first_properties_last(root):
    properties = next(p for p in root.iter(f"{W}pPr") if len(p.getparent()) > 1)
    properties.getparent().append(properties)


def without(*tags):
    def change(root):
        for element in list(root.iter(*tags)):
            element.getparent().remove(element)
    return change


def wider(side):
    def change(root):
        for margin in root.iter(f"{W}pgMar"):
            margin.set(f"{W}{side}", str(int(margin.get(f"{W}{side}")) + 1200))
    return change


def accessibility_unsaid(root):
    for meta in list(root.iter("{*}meta")):
        if meta.get("property", "").startswith("schema:access"):
            meta.getparent().remove(meta)


FAULTS = {
    "truncated": lambda s, t: t.write_bytes(s.read_bytes()[: s.stat().st_size * 3 // 5]),
    "no-output-intent": lambda s, t: pdf(s, t, lambda d: d.Root.__delitem__("/OutputIntents")),
    "no-tags": lambda s, t: pdf(s, t, lambda d: d.Root.__delitem__("/StructTreeRoot")),
    "no-actual-text": lambda s, t: pdf(s, t, without_actual_text),
    "wrong-widths": lambda s, t: pdf(s, t, wrong_widths),
    "swapped-children": lambda s, t: part(s, t, "word/document.xml", xml(first_properties_last)),
    "no-outline-levels": lambda s, t: part(s, t, "word/styles.xml", xml(without(f"{W}outlineLvl"))),
    "lower-bottom": lambda s, t: part(s, t, "word/document.xml", xml(wider("bottom"))),
    "wider-right": lambda s, t: part(s, t, "word/document.xml", xml(wider("right"))),
    "wrong-mimetype": lambda s, t: part(s, t, "mimetype", lambda _: b"application/zip"),
    "accessibility-unsaid": lambda s, t: part(s, t, ".opf", xml(accessibility_unsaid)),
}

FAULTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
