#!/usr/bin/env python3
"""typst_compare.py --convert PATH --typocheck PATH [--corpus DIR] [--limit 40] TEXT...   Wenyin beside Typst.

With --picture OUT.png the first page of a text is also drawn as both set it, one above the other.

Both set the same texts to the same page: A4, margins 37/35/28/26 mm, 16 pt 仿宋 with 28 characters to the line,
a line pitch of 28.95 pt, the faces of `fonts/`. Typst finds no structure in a plain text, so it is given the
one that `convert --to json` found. The checker then reads both PDFs; a table of faults is printed.

CPU seconds: Typst in process with its fonts loaded once, Wenyin as a whole process for every document.
What is absent (the `typst` package, the checker, a text) is named and passed over.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = "report-gov,speech-corp,speech-hist,speech-other,official,memorial"
ROWS = [
    ("避头尾 forbidden starts", "line_start_forbidden"),
    ("避头尾 forbidden ends", "line_end_forbidden"),
    ("拆开的 —— …… broken dashes", "broken_dash_or_ellipsis"),
    ("拆开的数字 split numbers", "number_split"),
    ("未挤压的标点对 uncompressed pairs", "punct_pair_not_compressed"),
    ("孤字 lone characters", "orphan_last_line_1char"),
    ("缩进错误 wrong indents", "indent"),
    ("文字缺失或改变 characters lost or changed", "text"),
]

# The measure less one character, shared by 27 gaps, makes 28 characters a line. Typst gets no such tracking:
# under tracking it leaves adjacent marks uncompressed, which would not be a fair comparison.
PITCH = {"文印 Wenyin": (156 / 25.4 * 72 - 16) / 27, "Typst": 16.0}
PREAMBLE = """
#let latin = (name: "Liberation Serif", covers: "latin-in-cjk")
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context align(center, text(14pt, font: (latin, "Wenyin Song"))[— #counter(page).display() —]))
#set text(16pt, font: (latin, "Wenyin FangSong", "Wenyin Song"), lang: "zh", region: "cn",
  top-edge: 0.88em, bottom-edge: -0.12em, overhang: false)
#set par(justify: true, leading: 12.95pt, spacing: 12.95pt, first-line-indent: (amount: 2em, all: true))
#let face(name, body) = text(font: (latin, name, "Wenyin Song"), body)
#let centred(body) = align(center, par(first-line-indent: 0pt, justify: false, body))
#let flush(body) = par(first-line-indent: 0pt, body)
"""
FACES = {1: "Wenyin Hei", 2: "Wenyin Kai"}


def quoted(text):
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_face(level, text):
    return f'#face("{FACES[level]}")[{quoted(text)}]' if level in FACES else quoted(text)


def pieces(document):
    """Everything that is printed, in the order of the source: (place, kind, Typst markup, text)."""
    out = []
    for part in (document["front"], document["back"]):
        for key, spans in part.get("provenance", {}).items():
            value = part.get(key)
            texts = [value] if isinstance(value, str) else value or []
            for text, where in zip(texts, spans if isinstance(spans, list) else [spans]):
                if isinstance(text, str):
                    out.append((where["span"], key, quoted(text), text))
    blocks = document["body"] + document["back"].get("attachment_bodies", [])
    for block in blocks:
        kind = block["type"]
        if kind == "paragraph":
            runs = block["runs"]
            markup = "".join(
                in_face(r.get("level") if r["role"] == "heading" else None, r["text"]) for r in runs
            )
            out.append((block["span"], kind, markup, "".join(r["text"] for r in runs)))
        elif kind == "heading":
            out.append((block["span"], kind, in_face(block.get("level"), block["text"]), block["text"]))
        else:
            lines = block.get("lines") or [" ".join(row) for row in block.get("rows", [])] or [block.get("text", "")]
            for i, line in enumerate(lines):
                span = dict(block["span"], line=block["span"]["line"], start=block["span"]["start"] + i)
                out.append((span, kind, quoted(line), line))
    return sorted(out, key=lambda p: (p[0]["line"], p[0]["start"]))


CENTRED = ("title", "subtitle", "speaker", "date", "doc_number", "inner_title")
FLUSH = ("salutation",)


def typst_source(parts):
    out = [PREAMBLE]
    for _, kind, markup, _ in parts:
        if kind == "title":
            out.append(f'#centred[#text(22pt)[#face("Wenyin Title")[{markup}]]]')
        elif kind in CENTRED:
            out.append(f'#centred[#face("Wenyin Kai")[{markup}]]')
        elif kind in FLUSH:
            out.append(f"#flush[{markup}]")
        else:
            out.append(f"#par[{markup}]")
    return "\n\n".join(out)


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def load(path):
    spec = importlib.util.spec_from_file_location("typocheck", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(checker, pdf, txt):
    sys.argv = ["typocheck", str(pdf), "--src", str(txt), "--tol-mm", "0.2", "--pageno", "any", "--examples", "100000"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        checker.main()
    return json.loads(printed.getvalue())


def loosest(pdf, natural):
    """The widest Han pitch of a body line over the natural one, blanks of the source left out."""
    import pymupdf

    widest = 0.0
    han = lambda c: "\u3400" <= c <= "\u9fff"
    for page in pymupdf.open(pdf):
        lines = defaultdict(list)
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    if abs(span["size"] - 16) < 0.1:
                        for char in span["chars"]:
                            lines[round(char["origin"][1])].append((char["origin"][0], char["c"]))
        for glyphs in lines.values():
            glyphs.sort()
            steps = sorted(b[0] - a[0] for a, b in zip(glyphs, glyphs[1:]) if han(a[1]) and han(b[1]))
            if len(steps) >= 4:
                widest = max(widest, steps[len(steps) // 2] / natural)
    return widest


class Tally:
    def __init__(self, natural):
        self.natural = natural
        self.counts, self.cpu, self.documents, self.lines = Counter(), 0.0, 0, 0
        self.edge = self.loose = 0.0

    def add(self, checker, pdf, txt, seconds, exempt):
        found = report(checker, pdf, txt)
        if "error" in found:
            print(f"    {pdf.name}: {found['error']}", file=sys.stderr)
            return
        self.documents += 1
        self.cpu += seconds
        faults = found["faults"]
        for _, key in ROWS:
            self.counts[key] += faults.get(key, 0)
        self.counts["text"] += sum(faults[k] for k in ("text_lost", "text_added", "text_changed"))
        # Centred lines and salutations have no indent to be wrong.
        self.counts["indent"] += sum(
            not any(p.startswith(example.split(": ", 1)[1]) for p in exempt)
            for example in found["examples"].get("first_line_indent_wrong", [])
        )
        # The right edge of body paragraphs; a turned subtitle is no full line.
        off = [
            abs(float(e.split("pt ")[0]))
            for e in found["examples"].get("ragged_over_0.5pt", [])
            if not any(p.startswith(e.split(": ", 1)[1].split("…")[0]) for p in exempt)
        ]
        within = found["lines"]["right_edge_dev_pt"]["max"] if not found["faults"].get("ragged_over_0.5pt") else 0
        self.edge = max([self.edge, abs(within or 0), *off])
        self.lines += found["lines"]["full_lines_measured"]
        self.loose = max(self.loose, loosest(pdf, self.natural))


def picture(ours, theirs, out):
    """The type area of both first pages as far as it is filled, Typst's above ours."""
    import pymupdf

    sheet, at = pymupdf.open(), 0.0
    page = sheet.new_page(width=470, height=900)
    for label, path in (("Typst", theirs), ("Wenyin", ours)):
        pdf = pymupdf.open(path)
        text = [w for w in pdf[0].get_text("words") if w[3] < 297 / 25.4 * 72 - 90]
        clip = pymupdf.Rect(28 / 25.4 * 72 - 10, min(w[1] for w in text) - 4, 0, max(w[3] for w in text) + 6)
        clip.x1 = clip.x0 + 462
        page.insert_text((8, at + 16), label, fontsize=11, fontname="helv", color=(0.45, 0.45, 0.45))
        page.show_pdf_page(pymupdf.Rect(4, at + 22, 4 + clip.width, at + 22 + clip.height), pdf, 0, clip=clip)
        # The edges of the measure.
        for x in (14, 14 + 156 / 25.4 * 72):
            page.draw_line((x, at + 24), (x, at + 20 + clip.height), color=(0.85, 0.3, 0.3), width=0.3)
        at += clip.height + 30
    page.set_cropbox(pymupdf.Rect(0, 0, 470, at))
    page.get_pixmap(dpi=130).save(out)


def compare(texts, args, checker, compiler, folder):
    tallies = {name: Tally(pitch) for name, pitch in PITCH.items()}
    for text in texts:
        ours, theirs, txt = folder / "wenyin.pdf", folder / "typst.pdf", folder / "text.txt"
        before = cpu(resource.RUSAGE_CHILDREN)
        run = subprocess.run([args.convert, str(text), "--to", "pdf", "-o", str(ours)], capture_output=True)
        seconds = cpu(resource.RUSAGE_CHILDREN) - before
        if run.returncode != 0:
            print(f"    passed over: {text.name}", file=sys.stderr)
            continue
        subprocess.run([args.convert, str(text), "--to", "txt", "-o", str(txt)], capture_output=True, check=True)
        found = subprocess.run([args.convert, str(text), "--to", "json", "-o", "-"], capture_output=True, check=True)
        parts = pieces(json.loads(found.stdout))
        exempt = [re.sub(r"\s", "", p[3]) for p in parts if p[1] in CENTRED + FLUSH + ("verse",)]
        tallies["文印 Wenyin"].add(checker, ours, txt, seconds, exempt)
        if compiler:
            source = folder / "main.typ"
            source.write_text(typst_source(parts), encoding="utf-8")
            before = cpu(resource.RUSAGE_SELF)
            compiler(source, theirs)
            tallies["Typst"].add(checker, theirs, txt, cpu(resource.RUSAGE_SELF) - before, exempt)
            if args.picture:
                picture(ours, theirs, args.picture)
    return {name: t for name, t in tallies.items() if t.documents}


def table(title, tallies):
    print(f"\n{title}\n")
    print("| | " + " | ".join(tallies) + " |")
    print("|---|" + "---|" * len(tallies))
    row = lambda name, values: print(f"| {name} | " + " | ".join(values) + " |")
    all_ = list(tallies.values())
    row("文件、整行 documents, full lines", [f"{t.documents}, {t.lines:,}" for t in all_])
    for name, key in ROWS:
        row(name, [str(t.counts[key]) for t in all_])
    row("右缘最大偏差 right edge, at most", [f"{t.edge:.2f} pt" for t in all_])
    row("最疏的一行 loosest line, of the natural Han pitch", [f"{t.loose:.3f}" for t in all_])
    row("每份处理器时间 CPU per document", [f"{t.cpu / t.documents:.3f} s" for t in all_])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=str(ROOT / "target/release/convert"))
    parser.add_argument("--typocheck", required=True)
    parser.add_argument("--corpus", type=Path, help="folder with a folder of .txt files for each kind")
    parser.add_argument("--kinds", default=KINDS)
    parser.add_argument("--limit", type=int, default=40, help="documents taken from the corpus, evenly spread")
    parser.add_argument("--picture", help="also draw the first page of the text as both set it")
    parser.add_argument("texts", nargs="*", type=Path, help="texts measured each on its own")
    return parser.parse_args()


def main():
    args = arguments()
    if not Path(args.typocheck).exists():
        sys.exit(f"passed over: no checker at {args.typocheck}")
    checker = load(args.typocheck)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            import typst

            fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(ROOT / "fonts")])

            def compiler(source, output):
                typst.compile(str(source), output=str(output), root=str(folder), font_paths=fonts, format="pdf")

            print(f"Typst {getattr(typst, '__version__', '')}")
        except ImportError:
            compiler = None
            print("passed over: the Python package typst is not installed", file=sys.stderr)
        for text in args.texts:
            if text.exists():
                table(text.stem, compare([text], args, checker, compiler, folder))
            else:
                print(f"passed over: no {text}", file=sys.stderr)
        if args.corpus:
            found = [f for kind in args.kinds.split(",") for f in sorted((args.corpus / kind).glob("**/*.txt"))]
            chosen = found[:: max(1, len(found) // args.limit)][: args.limit] if found else []
            table(f"{len(chosen)} documents", compare(chosen, args, checker, compiler, folder))


if __name__ == "__main__":
    main()
