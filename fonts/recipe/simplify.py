"""Draws the outlines of a TrueType face with fewer points.

朱雀仿宋 and 霞鹜文楷 come from drawings with a point wherever the pen trembled: 170 points a glyph, and
deflated outlines are nearly all that a PDF of a speech weighs.  Each contour is parted anew, by dynamic
programming, into the fewest lines and quadratic curves that stay within a tolerance of the old one.  Two
thousandths of an em are 0.03 pt in body type, a quarter of a laser printer's dot.
"""

import math
from array import array
from multiprocessing import Pool

from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates, dropImpliedOnCurvePoints

ON_CURVE = 1
LONGEST = 16                                  # neighbouring segments that may become one
KINK = math.cos(math.radians(25))             # a smooth join may turn by so much, no more
INSIDE = (0.25, 0.5, 0.75, 1.0)               # where an old segment is compared
FINE = tuple(i / 12 for i in range(13))       # how finely a new curve is drawn for that
COST_LINE, COST_CURVE = 1, 1.9                # points written; some ends of curves are implied


def segments(coordinates, flags):
    """A closed contour as segments: (start, control point or None, end)."""
    points = []
    for i, (x, y) in enumerate(coordinates):
        nx, ny = coordinates[(i + 1) % len(coordinates)]
        on, next_on = flags[i] & ON_CURVE, flags[(i + 1) % len(flags)] & ON_CURVE
        points.append((x, y, on))
        if not on and not next_on:
            points.append(((x + nx) / 2, (y + ny) / 2, ON_CURVE))
    first = next(i for i, p in enumerate(points) if p[2])
    points = points[first:] + points[:first]
    out, i, n = [], 0, len(points)
    while i < n:
        start, following = points[i][:2], points[(i + 1) % n]
        if following[2]:
            out.append((start, None, following[:2]))
            i += 1
        else:
            out.append((start, following[:2], points[(i + 2) % n][:2]))
            i += 2
    return [s for s in out if s[0] != s[2] or s[1]]


def at(segment, ts):
    (x0, y0), control, (x1, y1) = segment
    if control is None:
        return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in ts]
    cx, cy = control
    return [((1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1,
             (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1) for t in ts]


def tangent(segment, end):
    start, control, stop = segment
    a, b = ((control or start), stop) if end else (start, (control or stop))
    if a == b:
        a, b = start, stop
    length = math.dist(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (0, 0)


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1]


def near(point, polyline, tolerance):
    px, py = point
    for (ax, ay), (bx, by) in zip(polyline, polyline[1:]):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        t = max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0
        if (ax + t * dx - px) ** 2 + (ay + t * dy - py) ** 2 <= tolerance * tolerance:
            return True
    return False


def controls(start, stop, points, leaving, arriving):
    """Control points worth trying: least squares, and where the tangents meet."""
    lengths, last = [], start
    for point in points:
        lengths.append((lengths[-1] if lengths else 0) + math.dist(last, point))
        last = point
    total = lengths[-1] + math.dist(last, stop)
    sx = sy = weight = 0
    for (x, y), length in zip(points, lengths):
        t = length / total if total else 0.5
        b = 2 * t * (1 - t)
        sx += b * (x - (1 - t) ** 2 * start[0] - t * t * stop[0])
        sy += b * (y - (1 - t) ** 2 * start[1] - t * t * stop[1])
        weight += b * b
    if weight:
        yield round(sx / weight), round(sy / weight)
    dx, dy = stop[0] - start[0], stop[1] - start[1]
    determinant = arriving[0] * leaving[1] - leaving[0] * arriving[1]
    if abs(determinant) > 0.02:
        a = (arriving[0] * dy - arriving[1] * dx) / determinant
        b = (leaving[0] * dy - leaving[1] * dx) / determinant
        if a > 0 and b > 0:
            yield round(start[0] + a * leaving[0]), round(start[1] + a * leaving[1])


def merged(chain, tolerance):
    """One segment that draws a chain within the tolerance, or None."""
    start, stop = chain[0][0], chain[-1][2]
    length = math.dist(start, stop)
    if not length:
        return None
    points = [p for segment in chain for p in at(segment, INSIDE)][:-1]
    dx, dy = (stop[0] - start[0]) / length, (stop[1] - start[1]) / length
    along = [((x - start[0]) * dx + (y - start[1]) * dy, abs((x - start[0]) * dy - (y - start[1]) * dx)) for x, y in points]
    if all(off <= tolerance and -tolerance <= far <= length + tolerance for far, off in along):
        return start, None, stop
    leaving, arriving = tangent(chain[0], False), tangent(chain[-1], True)
    for control in controls(start, stop, points, leaving, arriving):
        curve = (start, control, stop)
        if dot(tangent(curve, False), leaving) < KINK or dot(tangent(curve, True), arriving) < KINK:
            continue
        polyline = at(curve, FINE)
        if all(near(p, polyline, tolerance) for p in points):
            return curve
    return None


def fewest(contour, tolerance):
    """The contour in the fewest points; it is parted at its sharpest corner, which stays."""
    n = len(contour)
    corner = min(range(n), key=lambda i: dot(tangent(contour[i - 1], True), tangent(contour[i], False)))
    contour = contour[corner:] + contour[:corner]
    best = [(0, 0, None)] + [None] * n
    for i in range(n):
        missed = 0
        for j in range(i + 1, min(n, i + LONGEST) + 1):
            segment = contour[i] if j == i + 1 else merged(contour[i:j], tolerance)
            if segment is None:
                missed += 1
                if missed > 1:
                    break
                continue
            cost = best[i][0] + (COST_CURVE if segment[1] else COST_LINE)
            if best[j] is None or cost < best[j][0]:
                best[j] = (cost, i, segment)
    out = []
    while n:
        out.append(best[n][2])
        n = best[n][1]
    return out[::-1]


def redrawn(job):
    coordinates, flags, ends, tolerance = job
    points, on, new_ends, start = [], [], [], 0
    for end in ends:
        contour, contour_flags = coordinates[start:end + 1], flags[start:end + 1]
        start = end + 1
        parts = segments(contour, contour_flags) if len(contour) > 3 and any(f & ON_CURVE for f in contour_flags) else []
        if len(parts) < 4:
            points += contour
            on += [f & ON_CURVE for f in contour_flags]
        else:
            for begin, control, _ in fewest(parts, tolerance):
                points.append((round(begin[0]), round(begin[1])))
                on.append(ON_CURVE)
                if control:
                    points.append(control)
                    on.append(0)
        new_ends.append(len(points) - 1)
    return points, on, new_ends


def simplify(font, tolerance):
    """Redraws every glyph of a font in place; advances stay, left side bearings follow the ink."""
    glyf, hmtx = font["glyf"], font["hmtx"]
    names = [n for n in font.getGlyphOrder() if glyf[n].numberOfContours > 0]
    jobs = [(list(g.coordinates), list(g.flags), list(g.endPtsOfContours), tolerance) for g in map(glyf.__getitem__, names)]
    with Pool() as pool:
        for name, (points, flags, ends) in zip(names, pool.imap(redrawn, jobs, chunksize=32)):
            glyph = glyf[name]
            bearing = hmtx[name][1] - glyph.xMin
            glyph.coordinates, glyph.flags, glyph.endPtsOfContours = GlyphCoordinates(points), array("B", flags), ends
            dropImpliedOnCurvePoints(glyph)
            glyph.recalcBounds(glyf)
            hmtx[name] = (hmtx[name][0], glyph.xMin + bearing)
