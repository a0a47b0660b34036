#!/usr/bin/env python3
"""corpus_typography.py --corpus DIR --convert PATH --typocheck PATH   faults of typography over a folder of texts.

DIR holds one folder of .txt files for each kind. Every text is converted to PDF and to plain text, and the
checker compares the two: what it counts is added up by class, with examples. The checker reads positions and
knows nothing of the document's structure; what it takes for a fault is compared with the structure that
`--to json` gives (`docs/typography.md`, section 10) and shown as "explained" where that settles it. A text that the
converter refuses because no face has one of its characters is listed and passed over; whatever else goes wrong is
a failure.

Exit: 0 no hard fault and no failure, 1 otherwise.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

KINDS = "report-gov,speech-corp,speech-hist,speech-other,official,memorial"
# Words in what the converter says, in either of its languages, when no face has a character.
FONT_WORDS = ("font", "字体", "字库")

# What the checker must know of a profile's page, and what stands beside the text there, which it would take for text.
# What it says of paper, figures and lines to a page is about official documents only: see `tests/typography/`.
PROFILES = {
    "speech": ("--pageno centre", [], ()),
    "gongwen": ("--pageno outer", [], ("lines_per_page_off",)),
    "reading": (
        "--size 22 --cpl 18 --lpp 18 --area 140x229 --top 30 --left 35 --pageno centre",
        ["--set=reading.paragraph_numbers=false", "--set=reading.minutes=false", "--set=reading.turn_cue=none"],
        ("lines_per_page_off",),
    ),
    "book": (
        "--size 10.5 --cpl 26 --lpp 26 --area 96.5x161 --top 26 --left 24 --pageno outer",
        ["--set=running_heads.place=none"],
        ("lines_per_page_off", "page_size_not_a4", "pageno_style", "margin_top_off"),
    ),
    # The other forms of an official document, which `gongwen` sets.
    "letter": ("--pageno outer", ["--format=letter"], ("lines_per_page_off",)),
    "order": ("--pageno outer", ["--format=order"], ("lines_per_page_off",)),
    "minutes": ("--pageno outer", ["--format=minutes"], ("lines_per_page_off",)),
}
OFFICIAL = ("gongwen", "letter", "order", "minutes")

checker = None


def load(path):
    """The checker as a module: one process serves many documents."""
    global checker
    spec = importlib.util.spec_from_file_location("typocheck", path)
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)


def convert(program, source, to, out, seconds, profile):
    """None when the file was written, otherwise what kind of failure it was and what was said."""
    base = "gongwen" if profile in OFFICIAL else profile
    command = [program, str(source), "--to", to, "-o", str(out), "--profile", base, *PROFILES[profile][1]]
    try:
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds)
    except subprocess.TimeoutExpired:
        return "timeout", f"{to}: more than {seconds} s"
    if run.returncode == 0:
        return None
    said = run.stderr.strip()[-400:]
    if run.returncode < 0 or "panicked" in run.stderr:
        return "crash", f"{to}: {run.returncode} {said}"
    if run.returncode == 1 and any(word in said.lower() for word in FONT_WORDS):
        return "no font", said
    return "error", f"{to}: {run.returncode} {said}"


def squeeze(text):
    return re.sub(r"\s", "", text)


def inside(margins):
    """Whether the margins found are no smaller than the one wanted: "odd 28.0 even 70.01 mm, spec 28"."""
    found, _, wanted = re.sub(r"\(.*?\)", "", margins).partition("spec")
    return all(float(n) >= float(wanted) - 0.2 for n in re.findall(r"\d+(?:\.\d+)?", found))


class Structure:
    """What the document is, as far as it settles what the checker cannot know."""

    def __init__(self, model, text, report, profile):
        front, back, body = model["front"], model["back"], model["body"] + model["back"].get("attachment_bodies", [])
        fields = [v for part in (front, back) for k, v in part.items() if k not in ("provenance", "attachment_bodies")]
        self.lines = [squeeze(t) for v in fields for t in ([v] if isinstance(v, str) else v or []) if isinstance(t, str)]
        kept = [line for b in body for line in b.get("lines", []) + [c for row in b.get("rows", []) for c in row]]
        kept += [b["text"] for b in body if b["type"] in ("inner_title", "salutation", "quote")]
        self.lines += [squeeze(t) for t in kept]
        self.headings = {}
        for block in body:
            if block["type"] == "heading":
                self.headings.setdefault(block["level"], []).append(squeeze(block["text"]))
        self.tables = any(b["type"] == "table" for b in body)
        self.measured = report["lines"]["full_lines_measured"]
        self.title = front.get("title") or []
        self.profile, self.speaks = profile, profile == "reading"
        self.pages = report["pages"]
        self.text = text
        self.whole = [squeeze(line) for line in text.splitlines()]
        # Short paragraphs that open with 一、 or （一）: those that are no headings are items of a list.
        short = [squeeze(line) for line in text.splitlines() if len(squeeze(line)) <= 60]
        numbered = {1: r"[一二三四五六七八九十]{1,3}、", 2: r"（[一二三四五六七八九十]{1,3}）"}
        self.numbered = {level: [t for t in short if re.match(form, t)] for level, form in numbered.items()}
        self.mainland = (report["doc"]["lang"] or "zh-CN") == "zh-CN"
        # Most full lines begin verse, which is set in.
        indents = report["examples"].get("first_line_indent_wrong", [])
        self.set_in = sum(self.explains("first_line_indent_wrong", e) for e in indents) * 2 > self.measured

    def explains(self, fault, example):
        """Whether the structure shows that the checker sees a fault where none is."""
        at = str(example).split(": ", 1)[-1]
        match fault:
            case "ragged_over_0.5pt" | "first_line_indent_wrong" | "overfull_right":
                # Centred and turned lines, lines of verse: neither full nor indented. A printed hyphen is U+00AD.
                # The checker does not know that ． is a full-width mark, which is trimmed at a line end.
                if at.endswith("．"):
                    return True
                start, _, end = at.partition("…")
                # A speaker's page ends with a sentence, whose last line is short; headings are flush there.
                if self.speaks and re.search(r"[。！？…][”’）》]*$", end or start):
                    return True
                if self.speaks and any(h.startswith(start) for hs in self.headings.values() for h in hs):
                    return True
                own = any(start in line for line in self.lines)
                # Cells of a table, read as one line.
                own |= self.tables and not any(start in line and end in line for line in self.whole)
                return own or bool(re.search(r"\s*".join(map(re.escape, end[-3:])) + r"[A-Za-z]", self.text))
            case "orphan_last_line_1char":
                # A row of hyphens is a line drawn across the page.
                return bool(re.fullmatch(r"[-=_*~]{3,}", at))
            case "pageno_missing" | "pageno_side" if self.profile == "letter":
                # The first page of a letter shows no number (GB/T 9704 10.1).
                found, _, pages = at.partition("/")
                return at == "None/left" or found == str(int(pages) - 1)
            case "margin_left_off" | "margin_top_off" if self.tables and inside(at):
                # A page that begins with a row begins inside its rules.
                return True
            case "margin_top_off" if self.profile == "order":
                # Page 1 is measured where there is none between it and the last: its mark stands 57 mm from the edge.
                return self.pages <= 2 and float(at.split()[0]) > 56
            case "heading_stranded_at_page_end":
                return not any(h.startswith(at) for hs in self.headings.values() for h in hs)
            case "h1_same_font_as_body" | "h2_same_font_as_body":
                level = int(fault[1])
                items = [t for t in self.numbered[level] if t not in self.headings.get(level, [])]
                return len(items) * 2 >= len(self.numbered[level])
            case "title_not_larger_than_body":
                return not self.title
            case "lines_per_page_off":
                # A line that would leave a paragraph's last one alone, a heading of two lines with two of its text.
                return at in ("19 vs 22", "20 vs 22", "21 vs 22")
            case "title_not_centred" if re.search("[《“》”]", "".join(self.title)):
                # A mark at the end of a line has no blank: the ink is centred.
                return True
            case "margin_left_off" | "chars_per_line_off" | "title_not_centred":
                # Without full lines (verse, lists) the edges of the measure can only be guessed.
                return self.measured < 4 or self.set_in
            case "latin_word_split":
                # A space of the source, or a syllable with its hyphen.
                before, after = at.split("|")
                return bool(re.search(r"\s*".join(map(re.escape, before + after)), self.text))
            case "punct_pair_not_compressed":
                # Of a pair that is two ems apart one mark is in the next cell.
                distance = re.search(r"([\d.]+)em$", at)
                return not self.mainland or bool(self.tables and distance and float(distance[1]) > 2)
        return False


def check(job):
    """One document: (path, outcome, what was said or measured)."""
    path, program, level, seconds, profile = job
    with tempfile.TemporaryDirectory() as folder:
        pdf, txt, model = Path(folder, "a.pdf"), Path(folder, "a.txt"), Path(folder, "a.json")
        for to, out in (("pdf", pdf), ("txt", txt), ("json", model)):
            failure = convert(program, path, to, out, seconds, profile)
            if failure:
                return path, *failure
        page, _, elsewhere = PROFILES[profile]
        argv = ["typocheck", str(pdf), "--src", str(txt), "--tol-mm", "0.2", *page.split()]
        sys.argv = [*argv, "--level", level, "--examples", str(10**6)]
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                checker.main()
            report = json.loads(printed.getvalue())
            if "error" not in report:
                structure = Structure(json.loads(model.read_text()), txt.read_text(), report, profile)
                settle(report, structure)
                for fault in elsewhere:
                    report["faults"][fault] = 0
                printed, text = in_content_order(pdf), squeeze(structure.text)
                # Cells stand side by side: the checker reads across them, the content goes cell by cell. The head of
                # an official document is printed first, whatever stands first in the text.
                moved = profile in OFFICIAL and Counter(printed) == Counter(text)
                if structure.tables and printed == text or moved:
                    for fault in ("text_lost", "text_added", "text_changed"):
                        report["faults"][fault] = 0
        except Exception as error:  # the checker's own failure is a finding, not the end of the run
            return path, "checker", repr(error)
    if "error" in report:
        return path, "checker", report["error"]
    return path, "ok", report


def in_content_order(pdf):
    """The text of a PDF as its content streams have it, page numbers left out."""
    import pymupdf

    pages = [squeeze(page.get_text("text", sort=False)) for page in pymupdf.open(pdf)]
    return "".join(text.removesuffix(f"—{number}—") for number, text in enumerate(pages, 1))


def settle(report, structure):
    """Moves what the structure explains out of the faults."""
    explained = report["explained"] = Counter()
    for fault, found in report["examples"].items():
        left = [e for e in found if fault.startswith("soft_") or not structure.explains(fault, e)]
        explained[fault] = len(found) - len(left)
        report["faults"][fault] -= explained[fault]
        report["examples"][fault] = left


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True, type=Path, help="folder with a folder for each kind")
    parser.add_argument("--convert", required=True, help="the converter")
    parser.add_argument("--typocheck", required=True, help="the checker")
    parser.add_argument("--kinds", default=KINDS)
    parser.add_argument("--level", default="gb", choices=["basic", "gb", "strict"])
    parser.add_argument("--profile", default="speech", choices=PROFILES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--examples", type=int, default=6, help="examples shown for each class of fault")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one conversion")
    parser.add_argument("--limit", type=int, help="so many documents, evenly spread")
    parser.add_argument("--only", help="only this class of fault, every example of it")
    parser.add_argument("files", nargs="*", type=Path, help="further texts")
    return parser.parse_args()


def main():
    args = arguments()
    files = [f for kind in args.kinds.split(",") for f in sorted((args.corpus / kind).glob("**/*.txt"))] + args.files
    kept = 10**6 if args.only else args.examples
    if args.limit:
        files = files[:: max(1, len(files) // args.limit)][: args.limit]
    jobs = [(f, args.convert, args.level, args.timeout, args.profile) for f in files]

    faults, documents, explained, examples = Counter(), Counter(), Counter(), defaultdict(list)
    others = defaultdict(list)
    done = lines = full = pages = 0
    edge = loosest = 0.0
    edge_at = loosest_at = None
    with ProcessPoolExecutor(args.jobs, initializer=load, initargs=(args.typocheck,)) as pool:
        for path, outcome, report in pool.map(check, jobs, chunksize=2):
            if outcome != "ok":
                others[outcome].append((path, report))
                continue
            done += 1
            pages += report["pages"]
            lines += report["lines"]["total_body"]
            full += report["lines"]["full_lines_measured"]
            deviation = abs(report["lines"]["right_edge_dev_pt"]["max"] or 0)
            if deviation > edge:
                edge, edge_at = deviation, path
            ratio = (report["lines"]["han_pitch_by_line_ratio"] or {}).get("max") or 0
            if ratio > loosest:
                loosest, loosest_at = ratio, path
            explained += report["explained"]
            for fault, count in report["faults"].items():
                faults[fault] += count
                documents[fault] += bool(count)
                examples[fault] += [(path.name, e) for e in report["examples"].get(fault, [])]

    print(f"{done} documents of {len(files)}, {pages} pages, {lines} lines, {full} full lines measured")
    print(f"right edge: at most {edge} pt off ({edge_at and edge_at.name})")
    print(f"loosest line: Han pitch {loosest} of the natural ({loosest_at and loosest_at.name})")
    print("explained by the structure: " + ", ".join(f"{fault} {n}" for fault, n in explained.most_common()))
    hard = 0
    for fault, count in sorted(faults.items(), key=lambda item: (item[0].startswith("soft_"), -item[1])):
        if not count or args.only not in (None, fault):
            continue
        hard += not fault.startswith("soft_")
        print(f"\n{fault}: {count} in {documents[fault]} documents")
        for name, example in examples[fault][:kept]:
            print(f"    {name}: {example}")
    for outcome, found in sorted(others.items()):
        print(f"\n{outcome}: {len(found)} documents")
        for path, said in found:
            print(f"    {path.name}: {said}")
    sys.exit(1 if hard or set(others) - {"no font"} else 0)


if __name__ == "__main__":
    main()
