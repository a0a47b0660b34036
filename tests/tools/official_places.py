"""official_places.py OURS.pdf THEIRS.pdf [--at-most MM] [--show]   whether head and foot of an official document agree.

THEIRS is what LibreOffice made of the DOCX. Compared are, on the first page, everything above the title (its first
line in 22 pt; an order, which has none: the mark and the number) and every red rule; on the last, every black rule and
the lines between the first and the last. Of a line: the baseline, the place across the page and the ink; of a rule:
its middle, both ends, its thickness within 0.15 mm (a border has eighths of a point) and its ink. Across the page each
character of the mark counts; of other lines the least difference of left edge, middle and right edge, since the two
do not leave the same space beside figures.

Exit: 1 when an element is missing or further off than allowed.
"""

import argparse
import sys

import pymupdf

MM = 25.4 / 72
TITLE = 22
RED = (255, 51, 51)


def lines(page):
    """What stands on one baseline, parted where a gap is wider than the type: text, baseline, characters' places, ink."""
    found = []
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                ink = tuple(span["color"] >> shift & 255 for shift in (16, 8, 0))
                for char in span["chars"]:
                    if not char["c"].isspace():
                        found.append((char["origin"], char["bbox"][2], char["c"], span["size"], ink))
    baselines = []
    for (x, y), right, c, size, ink in sorted(found, key=lambda glyph: glyph[0][1]):
        if not baselines or y - baselines[-1][0] > 1:
            baselines.append((y, []))
        baselines[-1][1].append((x, right, c, size, ink))
    out = []
    for y, glyphs in baselines:
        item = None
        for x, right, c, size, ink in sorted(glyphs):
            # The organs of a mark are spread to one width.
            if item is None or x - item["right"] > size and size <= TITLE:
                item = {"text": "", "y": y, "left": x, "places": [], "size": size, "ink": ink}
                out.append(item)
            item["text"] += c
            item["places"].append(x)
            item["right"] = right
    return out


def rules(page):
    """Horizontal rules, one for what is drawn in the same place: middle, ends, thickness, ink."""
    out = []
    for drawing in page.get_drawings():
        box, stroke = drawing["rect"], drawing.get("color") if drawing["type"] == "s" else drawing.get("fill")
        thickness = box.height or drawing.get("width") or 0
        if stroke is None or box.width < 100 or thickness > 6:
            continue
        ink = tuple(round(255 * part) for part in stroke)
        rule = {"text": "rule", "y": (box.y0 + box.y1) / 2, "left": box.x0, "right": box.x1, "size": thickness, "ink": ink}
        if not any(abs(rule["y"] - other["y"]) < 0.1 for other in out):
            out.append(rule)
    return sorted(out, key=lambda rule: rule["y"])


def elements(path):
    pages = pymupdf.open(path)
    head, foot = lines(pages[0]), lines(pages[-1])
    red = [rule for rule in rules(pages[0]) if rule["ink"] == RED]
    black = [rule for rule in rules(pages[-1]) if rule["ink"] != RED]
    baselines = sorted({line["y"] for line in head})
    title = next((line["y"] for line in head if abs(line["size"] - TITLE) < 0.1), baselines[2])
    out = [("head", line) for line in head if line["y"] < title] + [("head", rule) for rule in red]
    if black:
        between = [line for line in foot if black[0]["y"] < line["y"] < black[-1]["y"]]
        out += [("foot", item) for item in between + black]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours")
    parser.add_argument("theirs")
    parser.add_argument("--at-most", type=float, default=1.0, metavar="MM")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    ours, theirs = elements(args.ours), elements(args.theirs)
    faults = [] if ours else ["there is neither head nor foot"]
    worst = 0.0
    for part, item in ours:
        at = next((i for i, (p, other) in enumerate(theirs) if (p, other["text"]) == (part, item["text"])), None)
        if at is None:
            faults.append(f"{part}: {item['text']} is missing")
            continue
        other = theirs.pop(at)[1]
        apart = [(other[edge] - item[edge]) * MM for edge in ("left", "right")]
        apart.append(sum(apart) / 2)
        is_rule = item["text"] == "rule"
        if is_rule:
            across = max(apart[:2], key=abs)
        elif item["size"] > TITLE:
            across = max(((b - a) * MM for a, b in zip(item["places"], other["places"])), key=abs)
        else:
            across = min(apart, key=abs)
        down = (other["y"] - item["y"]) * MM
        thicker = (other["size"] - item["size"]) * MM if is_rule else 0.0
        worst = max(worst, abs(across), abs(down))
        said = f"{part}: {item['text']}: {down:+.2f} mm down, {across:+.2f} mm across, {thicker:+.2f} mm thicker"
        if args.show:
            print(said)
        if max(abs(down), abs(across)) > args.at_most or abs(thicker) > 0.15:
            faults.append(said)
        if other["ink"] != item["ink"]:
            faults.append(f"{part}: {item['text']} has the ink {other['ink']}, not {item['ink']}")
    faults += [f"{part}: {item['text']} is not in ours" for part, item in theirs]
    print(f"{len(ours)} elements, at most {worst:.2f} mm apart", *faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
