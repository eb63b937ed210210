"""The weeks' points as a small picture: a bar from the least to the most, hollow where nothing could be scored."""

from __future__ import annotations

from collections.abc import Sequence

from inspection.scoring.trend import TrendPoint
from notifications.digest.charts import AMBER, GREY, INK, LINE, NAVY, PAPER, RED, Box, Drawing, Shape, Stroke
from notifications.scorecard.words import number

WIDTH, HEIGHT = 24, 80  # of a week; of the whole, which is 100 points


def trend_drawing(trend: Sequence[TrendPoint]) -> Drawing:
    """The earliest at the left. Sure points are dark, what is undecided is light; a week under veto is crossed."""
    shapes: list[Shape] = [Stroke(0, HEIGHT + 1, WIDTH * len(trend), HEIGHT + 1, LINE, 1)]
    for n, one in enumerate(trend):
        shapes += _week(one, n * WIDTH + 4)
    return Drawing(max(1, WIDTH * len(trend)), HEIGHT + 4, tuple(shapes), label(trend))


def label(trend: Sequence[TrendPoint]) -> str:
    """The same in words, for those who cannot see it."""
    return "历周得分：" + "；".join(f"{one.day:%m-%d} {_points(one)}" for one in trend)


def legend(trend: Sequence[TrendPoint]) -> str:
    """What the shapes mean, and the ends of the row."""
    ends = f"{trend[0].day:%Y-%m-%d} 至 {trend[-1].day:%Y-%m-%d}，每周一格" if trend else ""
    return f"{ends}；深色为至少得分，浅色为未判定，打叉为已触单项否决，空心为没有巡检或巡检不全"


def _points(one: TrendPoint) -> str:
    if one.most is None or one.least is None:
        return "没有巡检"
    said = number(one.most) if one.most == one.least else f"{number(one.least)} 至 {number(one.most)}"
    return f"{said}{'，已触否决' if one.void else ''}{'' if one.current else '，巡检不全'}"


def _week(one: TrendPoint, x: float) -> list[Shape]:
    width = WIDTH - 8
    if one.most is None or one.least is None:
        return [Box(x, HEIGHT - 12, width, 12, PAPER, LINE)]
    most, least = (max(0.0, min(100.0, float(points))) * HEIGHT / 100 for points in (one.most, one.least))
    fill = NAVY if one.current else PAPER
    shapes: list[Shape] = [Box(x, HEIGHT - most, width, max(1.0, most), "#eef1f4", GREY)]
    if least:
        shapes.append(Box(x, HEIGHT - least, width, least, fill, RED if one.void else NAVY))
    if one.void:
        shapes += [Stroke(x, HEIGHT - 14, x + width, HEIGHT, RED), Stroke(x, HEIGHT, x + width, HEIGHT - 14, RED)]
    if one.warned and not one.void:
        shapes.append(Box(x, HEIGHT - most - 4 if most > 8 else 0, width, 3, AMBER, INK))
    return shapes
