"""docx_corpus.py --convert PATH [--count N] TEXT-OR-FOLDER...   converts texts to DOCX and asks others about the files.

Each text is converted with every --docx-fonts mode and put to the Open XML SDK validator; one of the files is read
with python-docx, and with mammoth when MAMMOTH names its folder; headings, levels and text must be the model's.
`ooxml-validator` and `node` are looked for on the PATH. Folders give N texts, evenly spread.

Exit: 1 when a file has an error.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx

MODES = ("subset", "none", "full")
MAMMOTH = """
const m = require(process.argv[1]);
m.convertToHtml({path: process.argv[2]}).then(r => process.stdout.write(r.value));
"""


def squeeze(text):
    return re.sub(r"[\s\u200b\u00ad\ufeff]", "", text)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300)


def paragraphs(document):
    """All paragraphs, those in tables in their places."""
    for item in document.iter_inner_content():
        if isinstance(item, docx.table.Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield item


def model(path, program):
    said = json.loads(run(program, path, "--to", "json", "-o", "-").stdout)
    text = run(program, path, "--to", "txt", "-o", "-").stdout
    blocks = said["body"] + said["back"].get("attachment_bodies", [])
    headings = [(b["level"], squeeze(b["text"])) for b in blocks if b["type"] == "heading"]
    return headings, squeeze(text)


def read_back(path, program, file):
    headings, text = model(path, program)
    opened = docx.Document(file)
    found = [(int(p.style.name[-1]), squeeze(p.text)) for p in paragraphs(opened) if p.style.name.startswith("Heading")]
    if found != headings:
        yield f"python-docx: headings {found} are not {headings}"
    if squeeze("".join(p.text for p in paragraphs(opened))) != text:
        yield "python-docx: another text"
    if "MAMMOTH" not in os.environ:
        return
    html = run("node", "-e", MAMMOTH, os.environ["MAMMOTH"], file)
    if html.returncode:
        yield f"mammoth: {html.stderr[-300:]}"
        return
    tags = re.findall(r"<h([1-4])>(.*?)</h\1>", html.stdout, re.S)
    plain = [re.sub("<[^>]*>", "", inner) for _, inner in tags]
    unescape = lambda s: s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    # Mammoth makes an h1 of the title too.
    levels = [(int(level), squeeze(unescape(inner))) for (level, _), inner in zip(tags, plain)]
    if [pair for pair in levels if pair in headings] != headings:
        yield f"mammoth: headings {levels} lack some of {headings}"


def check(job):
    path, program, modes = job
    faults, errors, files = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for mode in modes:
            file = Path(folder, f"{mode}.docx")
            made = run(program, path, "--to", "docx", "-o", file, "--docx-fonts", mode, "--quiet")
            if made.returncode:
                return path, "refused", made.stderr.strip()[-200:], 0
            report = json.loads(run("ooxml-validator", file).stdout)
            files += 1
            if report["errors"]:
                errors += len(report["errors"])
                faults.append(f"{mode}: {report['errors'][:2]}")
        faults += read_back(path, program, Path(folder, f"{modes[0]}.docx"))
    return path, "faulty" if faults else "sound", "\n    ".join(map(str, faults)), files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", required=True, help="the converter")
    parser.add_argument("--count", type=int, default=200, help="texts taken from the folders")
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("texts", nargs="+", type=Path)
    args = parser.parse_args()
    files = [p for p in args.texts if p.is_file()]
    inside = sorted(f for p in args.texts if p.is_dir() for f in p.glob("**/*.txt"))
    files += inside[:: max(1, len(inside) // args.count)][: args.count]
    jobs = [(str(f), args.convert, args.modes.split(",")) for f in files]
    outcomes, written = {}, 0
    with ThreadPoolExecutor(2) as pool:
        for path, outcome, said, number in pool.map(check, jobs):
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            written += number
            if outcome != "sound":
                print(outcome, path, said, sep="\n    ", flush=True)
    print(f"{len(files)} texts, {written} files:", outcomes)
    sys.exit(bool(outcomes.get("faulty")))


if __name__ == "__main__":
    main()
