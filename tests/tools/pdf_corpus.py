"""pdf_corpus.py FOLDER...   Every FOLDER/**/NAME.pdf beside NAME.txt (the model's text, `--to txt`, NAME.wenyin.txt)

extracts, with pdftotext, pdftotext -raw, mutool and pdf.js, the exact text in order, white space and lines
like those of page numbers aside, which a source may have too. Prints every file and reader that differ;
exit 1 if any does.
Needs poppler-utils, mupdf-tools, node with pdfjs-dist below NODE_PATH."""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
READERS = {
    "pdftotext": ["pdftotext", "-q", "FILE", "-"],
    "pdftotext -raw": ["pdftotext", "-q", "-raw", "FILE", "-"],
    "mutool": ["mutool", "draw", "-q", "-F", "txt", "FILE"],
}
# Soft hyphens are drawn as hyphens where a word is divided; readers drop invisible characters.
INVISIBLE = re.compile(r"[\s\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
NUMBER = re.compile(r"—\d+—")


def squeeze(text):
    return INVISIBLE.sub("", text)


def body(text):
    return "".join(line for line in map(squeeze, re.split(r"[\n\f]", text)) if not NUMBER.fullmatch(line))


def in_pdf_js(files):
    """The text of each; one process for many, because loading pdf.js takes longer than reading a document."""
    for at in range(0, len(files), 50):
        part = files[at : at + 50]
        command = ["node", str(HERE / "pdf_text.mjs"), *map(str, part)]
        texts = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f\n")
        assert len(texts) == len(part) + 1, "pdf.js gave up"
        yield from texts[:-1]


bad = 0
pdfs = [pdf for folder in sys.argv[1:] for pdf in sorted(pathlib.Path(folder).rglob("*.pdf"))]
pdfs = [pdf for pdf in pdfs if pdf.with_suffix(".wenyin.txt").exists()]
for pdf, by_pdf_js in zip(pdfs, in_pdf_js(pdfs)):
    expected = body(pdf.with_suffix(".wenyin.txt").read_text(encoding="utf-8"))
    read = {"pdf.js": by_pdf_js}
    for name, command in READERS.items():
        command = [str(pdf) if part == "FILE" else part for part in command]
        read[name] = subprocess.run(command, capture_output=True, text=True).stdout
    for name, found in read.items():
        found = body(found)
        if found != expected:
            at = next((i for i, (a, b) in enumerate(zip(found, expected)) if a != b), min(len(found), len(expected)))
            print(f"{pdf.name}: {name} at {at}: {found[at - 5:at + 15]!r}, expected {expected[at - 5:at + 15]!r}")
            bad += 1
print(f"{len(pdfs)} files, {bad} differences")
sys.exit(bool(bad))
