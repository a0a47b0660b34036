"""docx_lines.py OURS.pdf THEIRS.pdf [--show] [--at-least PERCENT]   how far two settings of one text agree in their line breaks.

THEIRS is what LibreOffice made of the DOCX. A line agrees when it begins and ends at the same characters of the
text as one of ours; white space and page numbers aside. Prints lines, agreeing lines, per cent, and what THEIRS lost:
LibreOffice 7.4 leaves out of a PDF some of the marks that it hangs over the edge.

Exit: 1 when fewer lines agree than asked for.
"""

import argparse
import difflib
import itertools
import sys

import pymupdf

# Type area of the page; below it stands the page number.
BOTTOM = 841.89 - 35 / 25.4 * 72
SAME_LINE = 4


def lines(path):
    """The lines of the text, each as what stands on it, without white space."""
    found = []
    for page in pymupdf.open(path):
        characters = []
        for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_LIGATURES)["blocks"]:
            for line in block.get("lines", []):
                for span in line["spans"]:
                    characters += [(c["origin"][1], c["origin"][0], c["c"]) for c in span["chars"]]
        characters = [c for c in characters if c[0] < BOTTOM + 3 and not c[2].isspace() and c[2] != "\u00ad"]
        baselines = []
        for y, x, c in sorted(characters):
            if not baselines or y - baselines[-1][0] > SAME_LINE:
                baselines.append((y, []))
            baselines[-1][1].append((x, c))
        found += ["".join(c for _, c in sorted(line)) for _, line in baselines]
    return found


def ends(texts):
    """Where the lines end in the text, the beginning of the text first."""
    return [0, *itertools.accumulate(map(len, texts))]


def in_ours(a, b, places):
    """Places in the text `b` as places in `a`, where the two differ in what one of them lost."""
    found = {}
    for _, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        found.update((place, min(i + place - k, j)) for place in places if k <= place <= m)
    return [found[place] for place in places]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours")
    parser.add_argument("theirs")
    parser.add_argument("--show", action="store_true", help="print the lines that differ")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="PERCENT")
    args = parser.parse_args()
    ours, theirs = lines(args.ours), lines(args.theirs)
    a, b = "".join(ours), "".join(theirs)
    mine, other = ends(ours), ends(theirs)
    if a != b:
        other = in_ours(a, b, other)
    known = set(zip(other, other[1:]))
    agree = sum(span in known for span in zip(mine, mine[1:]))
    share = 100 * agree / max(1, len(ours))
    print(len(ours), agree, f"{share:.1f}", "" if a == b else f"{len(a) - len(b)} characters lost", sep="\t")
    if args.show:
        for tag, i, j, k, m in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag != "equal":
                print(*(f"- {line}" for line in ours[i:j]), *(f"+ {line}" for line in theirs[k:m]), sep="\n")
    sys.exit(share < args.at_least)


if __name__ == "__main__":
    main()
