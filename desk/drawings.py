"""Pictures within pages: the digest's drawings as SVG without any inline style, which the desk's policy refuses."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from markupsafe import Markup

from notifications.digest import charts, figures
from notifications.digest.facts import Cell, Freshness, WeekCell


def picture(drawing: charts.Drawing) -> Markup:
    """The drawing; its label is escaped, all else in it is ours."""
    return Markup(charts.svg(drawing, style=""))  # noqa: S704


def strip(weeks: Freshness) -> Markup:
    """The weeks of a column or account, oldest at the left; each says in words what it shows."""
    return _strip(weeks.cells, figures.strip_words(weeks))


@lru_cache(maxsize=2048)  # the same for everybody until the next round
def _strip(cells: tuple[WeekCell, ...], words: str) -> Markup:
    width, height = max(1, len(cells) * charts.CELL_WIDTH), charts.CELL_HEIGHT
    inside = "".join(_week(week, n * charts.CELL_WIDTH) for n, week in enumerate(cells))
    label = escape(words)
    return Markup(  # noqa: S704, words are escaped and figures are figures
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{inside}</svg>'
    )


def legend() -> list[tuple[Markup, str]]:
    """What each shape of a strip means."""
    return [(picture(charts.strip_of([cell], words)), words) for cell, (_, words) in figures.CELLS.items()]


def week_words(week: WeekCell) -> str:
    """`11月16日至22日 发布 3 篇`."""
    first, last = week.week.monday, week.week.sunday
    until = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    said = f"发布 {week.count} 篇" if week.cell is Cell.PUBLISHED else figures.CELLS[week.cell][1]
    return f"{first.month}月{first.day}日至{until}：{said}"


def _week(week: WeekCell, x: float) -> str:
    shapes = "".join(charts.svg_shape(shape) for shape in charts.cell(week.cell, x))
    return f"<g><title>{escape(week_words(week))}</title>{shapes}</g>"
