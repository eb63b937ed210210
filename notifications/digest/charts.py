"""Small pictures of the digest: one model of rectangles and strokes, drawn as inline SVG for HTML and as PNG for Word.

No letters in pictures: labels are text of the page, so that no font is needed. Every state has its own shape beside
its colour, so that a black-and-white print reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw

from notifications.digest.facts import Cell, Freshness, Veto

INK, SOFT, LINE, PAPER = "#1c2733", "#5b6875", "#c3cad1", "#ffffff"
# Dark, middle and light also where there is no colour.
NAVY, BLUE, GREY, RED, AMBER = "#1f3f66", "#6b8bab", "#9fb0c2", "#8f1d1d", "#c08a2b"
PALE = "#d3dbe3"
CELL_WIDTH, CELL_HEIGHT = 9, 16  # pixels at 96 dpi
_PNG_SCALE = 4  # pixels of the picture for one of the model: 384 dpi


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `fill` and `edge` are #rrggbb, or empty for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1.5


Shape = Box | Stroke


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, with the words for those who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    label: str


def cell(state: Cell, x: float = 0) -> tuple[Shape, ...]:
    """One week of a strip. Published: a full block; within the deadline: a low one; overdue: crossed; else hollow."""
    left, width, height = x + 0.5, CELL_WIDTH - 2, CELL_HEIGHT - 1
    if state is Cell.PUBLISHED:
        return (Box(left, 0.5, width, height, NAVY, NAVY),)
    if state is Cell.WITHIN:
        return (Box(left, 0.5 + height * 0.7, width, height * 0.3, GREY, GREY),)
    if state is Cell.OVERDUE:
        right, bottom = left + width, 0.5 + height
        cross = (Stroke(left, 0.5, right, bottom, RED), Stroke(left, bottom, right, 0.5, RED))
        return (Box(left, 0.5, width, height, "#f6e3e1", RED), *cross)
    return (Box(left, 0.5, width, height, PAPER, LINE),)


def strip(column: Freshness, label: str = "") -> Drawing:
    """A column over the weeks, oldest at the left."""
    return strip_of([week.cell for week in column.cells], label)


def strip_of(states: Sequence[Cell], label: str = "") -> Drawing:
    """A row of cells."""
    shapes = [shape for n, state in enumerate(states) for shape in cell(state, n * CELL_WIDTH)]
    return Drawing(max(1, len(states) * CELL_WIDTH), CELL_HEIGHT, tuple(shapes), label)


def bar(parts: Iterable[tuple[int, str]], most: int, width: float = 160, label: str = "") -> Drawing:
    """Lengths side by side, in their colours; `most` fills the width. A part that is not 0 is always to be seen."""
    shapes: list[Shape] = []
    x = 0.0
    for count, colour in parts:
        if count > 0:
            length = min(width - x, max(2.0, width * count / max(most, 1)))
            shapes.append(Box(x, 2, max(0.0, length), 10, colour, colour))
            x += length
    return Drawing(width, 14, tuple(shapes), label)


def distance(veto: Veto, width: float = 240, label: str = "") -> Drawing:
    """How far it is to a veto: the whole width is the veto, a stroke stands where the early warning begins."""
    colour = {"vetoed": RED, "warning": AMBER}.get(veto.state, NAVY)
    filled = width * min(1.0, veto.count / max(veto.veto, 1))
    warn = width * min(1.0, veto.warn / max(veto.veto, 1))
    shapes: list[Shape] = [Box(0.5, 3.5, width - 1, 9, "#eef1f4", LINE)]
    if filled:
        shapes.append(Box(0.5, 3.5, max(1.0, filled - 1), 9, colour, colour))
    return Drawing(width, 16, (*shapes, Stroke(warn, 0, warn, 16, INK, 1)), label)


def svg(drawing: Drawing, style: str = "display:block;max-width:100%") -> str:
    """For an HTML page; everything in it is ours or escaped. `style`: empty where a page's policy allows none."""
    inside = "".join(svg_shape(shape) for shape in drawing.shapes)
    styled = f' style="{style}"' if style else ""
    label = escape(drawing.label)
    width, height = _number(drawing.width), _number(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{label}"{styled}><title>{label}</title>{inside}</svg>'
    )


def svg_shape(shape: Shape) -> str:
    """One shape, as SVG."""
    if isinstance(shape, Stroke):
        x1, y1, x2, y2 = map(_number, (shape.x1, shape.y1, shape.x2, shape.y2))
        return (
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" '
            f'stroke="{shape.colour}" stroke-width="{_number(shape.width)}"/>'
        )
    x, y, width, height = map(_number, (shape.x, shape.y, shape.width, shape.height))
    paint = f'fill="{shape.fill or "none"}"' + (f' stroke="{shape.edge}"' if shape.edge else "")
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>'


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def png(drawing: Drawing) -> bytes:
    """For Word: the same bytes each time. The picture's natural size is `width` by `height` pixels at 96 dpi."""
    scale = _PNG_SCALE
    size = (max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    image = Image.new("RGB", size, PAPER)
    canvas = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        if isinstance(shape, Stroke):
            ends = tuple(v * scale for v in (shape.x1, shape.y1, shape.x2, shape.y2))
            canvas.line(ends, fill=shape.colour, width=max(1, round(shape.width * scale)))
        else:
            corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            edge = shape.edge or None
            canvas.rectangle([v * scale for v in corners], fill=shape.fill or None, outline=edge, width=scale)
    held = BytesIO()
    image.quantize(32).save(held, "PNG", optimize=True, dpi=(96 * scale, 96 * scale))
    return held.getvalue()
