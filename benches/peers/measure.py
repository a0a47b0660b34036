#!/usr/bin/env python3
"""measure.py [--runs 5] [--large] [--folder DIR [--copies N]] [TEXT...]   CPU time beside other programs.

The same texts (the bundled speech unless named) through Wenyin, Typst, pandoc, python-docx and LibreOffice,
in turns, round after round, because a machine that others use is not as fast from one minute to the next: CPU
seconds of user and system together and their ratios, medians of the rounds. In a round each runs twice, and the
second time counts. What is not installed is named and passed over:

    pip install typst python-docx pypandoc_binary      apt-get install libreoffice-writer
    cargo bench --no-run --bench warm && cargo build --release --bins

The programs last: those that a benchmark builds carry what its own dependencies want of theirs.

Typst gets the structure that `convert --to json` finds, the same page and the same faces. It is measured in one
process that sets the text again and again, as Wenyin is by `benches/warm.rs`, and as a program of its own: the
command `typst` where there is one, otherwise Python with the package, Python's own start taken off.

--large times texts of 10,000 to 1,000,000 characters; --folder a batch on one thread and on two.
"""

import argparse
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typst_compare as peers

ROOT = peers.ROOT
ALL = "pdf,docx,epub"
PARAGRAPH = "今年以来，全市上下坚持稳中求进，着力办好一批民生实事，城乡面貌有了新的变化，累计投入12,500万元，群众的获得感不断增强。\n"


def run(command, ends=(0,)):
    """CPU seconds, seconds, and peak memory in MB of a process with those that it waits for."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ends:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024


def cpu(command):
    """What measures a command: its CPU seconds, whenever it is called."""
    return lambda: run(command)[0]


def absent(what):
    print(f"passed over: {what}", file=sys.stderr)


def newest(folder, stem):
    found = [p for p in folder.glob(f"{stem}-*") if p.is_file() and os.access(p, os.X_OK) and not p.suffix]
    return max(found, key=lambda p: p.stat().st_mtime, default=None)


def warm(args, formats, text):
    """CPU seconds of one rendering in a process that has done it before, and the pages."""
    printed = subprocess.run([args.warm, formats, "40", text], capture_output=True, check=True, text=True)
    figures = json.loads(printed.stdout)
    return figures["warm"], figures["pages"]


def another_text(text, n):
    """The same characters in other places: every Han stands for the one that is n places behind it in their order."""
    han = sorted({c for c in text if "\u4e00" <= c <= "\u9fff"})
    return text.translate({ord(c): han[(i + n) % len(han)] for i, c in enumerate(han)})


def typst_warm(source):
    """What measures one compilation in this process, which keeps its fonts."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(ROOT / "fonts")])
    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=fonts)
    content = source.read_text(encoding="utf-8")
    turns = itertools.count()

    def compile_it():
        # Another text each time, or what was laid out before would be taken from memory.
        source.write_text(another_text(content, next(turns)), encoding="utf-8")
        before = time.process_time()
        compiler.compile(output=str(source.with_suffix(".pdf")), format="pdf")
        return time.process_time() - before

    return compile_it


def typst_program(source):
    output = source.with_suffix(".pdf")
    fonts = ROOT / "fonts"
    if shutil.which("typst"):
        command = ["typst", "compile", "--ignore-system-fonts", "--font-path", fonts, source, output]
        return "typst compile", cpu(command)
    compile_it = (
        "import typst, sys; fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[3]]);"
        "typst.compile(sys.argv[1], output=sys.argv[2], font_paths=fonts, format='pdf')"
    )
    whole = cpu([sys.executable, "-c", compile_it, source, output, fonts])
    start = cpu([sys.executable, "-c", "import typst"])
    return "Typst, a process (Python's start taken off)", lambda: whole() - start()


def others(args, text, folder):
    """Programs that make one of the formats, without finding any structure: (what, what measures it)."""
    try:
        import pypandoc

        pandoc = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        pandoc = shutil.which("pandoc")
    if pandoc:
        for kind in ("docx", "epub"):
            command = [pandoc, "-f", "markdown", text, "-o", folder / f"pandoc.{kind}", "--metadata", "title=讲话"]
            yield f"pandoc → {kind}, no fonts", cpu(command)
    else:
        absent("pandoc")
    write = (
        "import docx, sys; d = docx.Document();"
        "[d.add_paragraph(line) for line in open(sys.argv[1], encoding='utf-8').read().splitlines()];"
        "d.save(sys.argv[2])"
    )
    word = folder / "python.docx"
    try:
        import docx  # noqa: F401

        yield "python-docx → docx, no fonts, no styles", cpu([sys.executable, "-c", write, text, word])
    except ImportError:
        absent("python-docx")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        made = folder / "wenyin.docx"
        subprocess.run([args.convert, text, "--to", "docx", "-q", "-o", made], check=True)
        profile = f"-env:UserInstallation=file://{folder}/office"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, made]
        yield "LibreOffice: that DOCX → pdf", cpu(command)
    else:
        absent("LibreOffice")


def one(args, text, folder):
    """A text through everything."""
    source, command_source = folder / "main.typ", folder / "command.typ"
    found = subprocess.run([args.convert, text, "--to", "json", "-o", "-"], capture_output=True, check=True)
    for file in (source, command_source):
        file.write_text(peers.typst_source(peers.pieces(json.loads(found.stdout))), encoding="utf-8")
    # What, what measures it, which of the first two it is compared with.
    measured = []
    try:
        measured.append(("Typst in process → pdf", typst_warm(source), None))
        what, measure = typst_program(command_source)
        measured.append((f"{what} → pdf", measure, None))
    except ImportError:
        absent("the Python package typst")
    inside, outside = (0, 1) if measured else (None, None)
    if args.warm:
        for formats in ("pdf", "docx", "epub", ALL):
            pages = warm(args, formats, text)[1]
            what = f"文印 Wenyin in process → {formats}" + (f" ({pages} pages)" if pages else "")
            measured.append((what, lambda formats=formats: warm(args, formats, text)[0], inside))
    else:
        absent("warm: cargo bench --no-run --bench warm")
    for formats in ("pdf", ALL):
        command = [args.convert, text, "--to", formats, "--out-dir", folder / "out", "-q"]
        measured.append((f"文印 Wenyin, a process → {formats}", cpu(command), outside))
    measured += [(what, measure, outside) for what, measure in others(args, text, folder)]

    # The first of two finds the processor's caches full of another program.
    rounds = [[(measure(), measure())[1] for _, measure, _ in measured] for _ in range(args.runs)]
    medians = [statistics.median(column) for column in zip(*rounds)]
    print(f"\n{text.name}\n\n| | CPU ms | beside Typst's PDF |\n|---|---:|---:|")
    for at, ((what, _, base), seconds) in enumerate(zip(measured, medians)):
        # Within a round the machine is the same.
        ratio = "" if base is None else f"{statistics.median(one[at] / one[base] for one in rounds):.2f}"
        print(f"| {what} | {seconds * 1000:,.1f} | {ratio} |")


def large(args, folder):
    """Whether time and memory grow with the text and no faster."""
    print("\n| characters | CPU s | s | peak MB | CPU µs a character |\n|---:|---:|---:|---:|---:|")
    for characters in (10_000, 100_000, 1_000_000):
        text = folder / f"{characters}.txt"
        count = max(1, characters // len(PARAGRAPH))
        lines = (f"{n // 40 + 1}.把第{n}件事办好。\n{PARAGRAPH}" if n % 40 == 0 else PARAGRAPH for n in range(count))
        text.write_text("在全市年度工作会议上的讲话\n\n同志们：\n" + "".join(lines), encoding="utf-8")
        command = [args.convert, text, "--to", ALL, "--out-dir", folder / "out", "-q"]
        figures = [run(command) for _ in range(args.runs)]
        cpu, wall, memory = (statistics.median(column) for column in zip(*figures))
        row_ = f"| {characters:,} | {cpu:.2f} | {wall:.2f} | {memory:.0f} | {cpu / characters * 1e6:.2f} |"
        print(row_, flush=True)


def batch(args, folder):
    """A folder to all formats, on one thread and on two."""
    texts = sorted(args.folder.rglob("*.txt"))
    source = folder / "texts"
    source.mkdir()
    for n in range(args.copies):
        shutil.copy(texts[n % len(texts)], source / f"{n:06}.txt")
    print(f"\n{args.copies:,} documents → {ALL}\n\n| threads | s | documents/s | CPU s | peak MB |\n|---:|---:|---:|---:|---:|")
    for threads in (1, 2):
        out = folder / f"batch{threads}"
        command = [args.convert, source, "--to", ALL, "--out-dir", out, "-q", "--allow-missing", "--jobs", threads]
        # 1: some of the folder's texts cannot be printed.
        cpu, wall, memory = run(command, (0, 1))
        print(f"| {threads} | {wall:.1f} | {args.copies / wall:.1f} | {cpu:.1f} | {memory:.0f} |", flush=True)
        shutil.rmtree(out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=str(ROOT / "target/release/convert"))
    parser.add_argument("--warm", default=newest(ROOT / "target/release/deps", "warm"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("texts", nargs="*", type=Path)
    return parser.parse_args()


def main():
    args = arguments()
    if not Path(args.convert).exists():
        sys.exit(f"no {args.convert}: cargo build --release")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, medians of {args.runs}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = args.texts or ([] if args.large or args.folder else sorted((ROOT / "seeds").glob("*.txt")))
        for text in texts:
            one(args, text, folder)
        if args.large:
            large(args, folder)
        if args.folder:
            batch(args, folder)


if __name__ == "__main__":
    main()
