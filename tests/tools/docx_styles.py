"""docx_styles.py FILE.docx SOURCE.txt   what Word's navigation pane and a secretary's style list rely on."""

import re
import sys

import docx
from docx.oxml.ns import qn

document = docx.Document(sys.argv[1])
source = [line.strip() for line in open(sys.argv[2], encoding="utf-8") if line.strip()]
faults = []


def squeeze(text):
    return re.sub(r"\s", "", text)


def of_style(name):
    return [squeeze(p.text) for p in document.paragraphs if p.style.name == name and squeeze(p.text)]


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: {found!r}, expected {wanted!r}")


def property_(paragraph, tag):
    """A paragraph property, its own or its style's, or of the style that one is based on."""
    if (own := paragraph._p.pPr) is not None and (found := own.find(qn(tag))) is not None:
        return found
    style = paragraph.style
    while style is not None:
        if (own := style.element.pPr) is not None and (found := own.find(qn(tag))) is not None:
            return found
        style = style.base_style
    return None


def is_heading(line):
    return re.match("[一二三四五六七八九十]+、", line)


expect("Title", "".join(of_style("Title")), "".join(source[:2]))
expect("Subtitle", "".join(of_style("Subtitle")), source[2])
expect("Heading 1", of_style("Heading 1"), [line for line in source if is_heading(line)])
expect("text", "".join(squeeze(p.text) for p in document.paragraphs), squeeze("".join(source)))

for paragraph in document.paragraphs:
    text, style = squeeze(paragraph.text), paragraph.style.name
    if style == "Heading 1":
        level = property_(paragraph, "w:outlineLvl")
        expect(f"outline level of {text}", None if level is None else level.get(qn("w:val")), "0")
    # The body: everything after the salutation but the headings.
    if text in source[4:] and not is_heading(text):
        indent = property_(paragraph, "w:ind")
        characters = None if indent is None else indent.get(qn("w:firstLineChars"))
        expect(f"first-line indent of {text[:10]}", characters, "200")

print(*faults, sep="\n")
sys.exit(bool(faults))
