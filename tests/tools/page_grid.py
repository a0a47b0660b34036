"""page_grid.py FILE.pdf LINES CHARACTERS   whether full pages have the lines, and full lines the characters, of the grid."""

import sys
from collections import Counter

import pymupdf

path, lines_wanted, characters_wanted = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pages, lengths, pitches = [], Counter(), Counter()
for page in pymupdf.open(path):
    lines = {}
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    if not char["c"].isspace():
                        lines.setdefault(round(char["origin"][1]), []).append((char["origin"][0], char["c"]))
    # Baselines a point apart are one line; the page number is below the type area.
    baselines = []
    for y in sorted(lines):
        if baselines and y - baselines[-1] <= 3:
            lines[baselines[-1]] += lines.pop(y)
        else:
            baselines.append(y)
    text = [y for y in baselines if not any(c == "—" for _, c in lines[y][:1]) or len(lines[y]) > 8]
    pages.append(len(text))
    for y in text:
        xs = sorted(lines[y])
        lengths[len(xs)] += 1
        pitches.update(round(b[0] - a[0], 1) for a, b in zip(xs, xs[1:]))

full = [n for n in pages[:-1]]
pitch = pitches.most_common(1)[0][0] if pitches else 0
faults = []
# A page may end a line early so that a heading stays with its text.
if not full or max(full) != lines_wanted or min(full) < lines_wanted - 2:
    faults.append(f"lines on the pages: {pages}, expected {lines_wanted}")
if not lengths or lengths.most_common(1)[0][0] != characters_wanted:
    faults.append(f"characters to a line: {lengths.most_common(5)}, expected {characters_wanted}")
if abs(pitch * characters_wanted - 442) > 6:
    faults.append(f"pitch {pitch} pt: {characters_wanted} characters are not 156 mm")
print(*faults, sep="\n")
sys.exit(bool(faults))
