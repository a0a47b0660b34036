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
    "pdf.js": ["node", str(HERE / "pdf_text.mjs"), "FILE"],
}
# Soft hyphens are drawn as hyphens where a word is divided; readers drop invisible characters.
INVISIBLE = re.compile(r"[\s\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
NUMBER = re.compile(r"—\d+—")


def squeeze(text):
    return INVISIBLE.sub("", text)


def body(text):
    return "".join(line for line in map(squeeze, re.split(r"[\n\f]", text)) if not NUMBER.fullmatch(line))


bad = files = 0
for folder in map(pathlib.Path, sys.argv[1:]):
    for pdf in sorted(folder.rglob("*.pdf")):
        source = pdf.with_suffix(".wenyin.txt")
        if not source.exists():
            continue
        files += 1
        expected = body(source.read_text(encoding="utf-8"))
        for name, command in READERS.items():
            command = [str(pdf) if part == "FILE" else part for part in command]
            found = body(subprocess.run(command, capture_output=True, text=True).stdout)
            if found != expected:
                at = next((i for i, (a, b) in enumerate(zip(found, expected)) if a != b), min(len(found), len(expected)))
                print(f"{pdf.name}: {name} at {at}: {found[at - 5:at + 15]!r}, expected {expected[at - 5:at + 15]!r}")
                bad += 1
print(f"{files} files, {bad} differences")
sys.exit(bool(bad))
