"""Row dates: which of the dates in a list's rows is each row's own, decided over all rows together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspection.records import DateFrom, Published
from spiders.reading.dates import date_in_address, find_date, find_dates
from spiders.reading.list_marks import is_clock, narrow
from spiders.reading.list_years import RowText, in_titles, states_year, with_years
from spiders.reading.page import squeeze
from spiders.reading.tree import TEXT, Tree

_GOOD = re.compile(r"发布|发文|公开|公布|刊登|上网|更新|录入|添加|时间|日期|date|time", re.I)
_BAD = re.compile(
    r"成文|生效|施行|实施|执行|截止|截至|废止|失效|有效期|起止|活动|报名|开始|结束|开标|印发|签署|制定|通过|展期"
)
_NOISE = re.compile(
    r"发布于|发布时间|发布日期|发文日期|公开日期|公布日期|更新时间|信息提供日期|发布|更新|时间|日期|公开|公布|发文|星期.|周.|[\s\[\]()（）【】|:：\-/,，.·•年月日]"
)
_YEARLESS = re.compile(r"^[\s\[(（【]*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\s\])）】]*$")
_AGO = re.compile(r"刚刚|今天|昨天|前天|前\s*$|前[\s\])）】]*$")
_AFTER_LABEL = re.compile(r"(?<=[^\d\s])[:：于](?=\s*\d)")
_LONGEST = 400  # characters of a text that is looked through for dates


@dataclass(frozen=True, slots=True)
class Seen:
    """A date seen in a row: where (the path of tags from the row), how purely, and whether it states its year."""

    slot: str
    published: Published
    purity: float
    yearless: bool = False
    by_day: bool = False  # read against today: a day without a year, or 昨天


@dataclass(frozen=True, slots=True)
class Dated:
    published: Published | None
    date_from: DateFrom | None
    title: str
    year_inferred: bool = False
    by_day: bool = False


def date_rows(tree: Tree, rows: Sequence[RowText], headings: dict[int, str], today: date) -> list[Dated]:
    """The date of each row, with where it was read; titles lose a date only where the list keeps its dates there."""
    seen = [_seen(tree, row, headings, today) for row in rows]
    order = _ranked_slots(seen)
    chosen = [_choose(candidates, order) for candidates in seen]
    days = with_years([c.published if c else None for c in chosen], [bool(c and c.yearless) for c in chosen], rows)
    from_titles = in_titles(rows, today) if sum(c is None for c in chosen) > len(rows) / 2 else {}
    result = []
    for position, row in enumerate(rows):
        if (published := days[position]) is not None:
            choice = chosen[position]
            inferred = choice is not None and choice.yearless and not states_year(row.url)
            by_day = choice is not None and choice.by_day
            result.append(Dated(published, DateFrom.LIST, row.title, inferred, by_day))
        elif (stated := date_in_address(row.url)) is not None:
            cut, title = from_titles.get(position, (None, row.title))
            result.append(Dated(stated, DateFrom.ADDRESS, title if _same_day(cut, stated) else row.title))
        elif position in from_titles:
            cut, title = from_titles[position]
            title = row.title if _is_sole(row.title, title, from_titles) else title
            result.append(Dated(cut, DateFrom.TITLE, title, by_day=True))
        else:
            result.append(Dated(None, None, row.title))
    return result


def _is_sole(title: str, cut: str, from_titles: dict[int, tuple[Published, str]]) -> bool:
    """Whether a lone row's date is written out, so that it is rather part of the title."""
    return len(from_titles) == 1 and "年" in title[len(cut) :]


def _same_day(published: Published | None, day: date) -> bool:
    return published is not None and (published.date() if isinstance(published, datetime) else published) == day


def _seen(tree: Tree, row: RowText, headings: dict[int, str], today: date) -> list[Seen]:
    found: list[Seen] = []
    label = ""
    for node in tree.texts_in(row.start, row.end):
        if node in row.title_nodes or any(a <= node < b for a, b in row.skip):
            label = ""
            continue
        text = _AFTER_LABEL.sub(" ", narrow(tree.text[node]))
        if tree.hidden_within(tree.parent[node], row.start - 1):
            continue
        if len(text) <= _LONGEST and not is_clock(text) and any(c.isdigit() or c in "刚今昨前〇○" for c in text):
            found.extend(_dates_in(tree, node, text, label, row, headings, today))
        label = squeeze(text) if len(text) <= 12 else ""
    if not any(seen.purity >= 0.9 and not seen.yearless for seen in found):
        found.extend(_split_dates(tree, row))
    return found


def _dates_in(
    tree: Tree, node: int, text: str, label: str, row: RowText, headings: dict[int, str], today: date
) -> list[Seen]:
    slot, column = _slot(tree, node, row)
    heading = headings.get(column, "")
    found: list[Seen] = []
    for start, end, published in find_dates(text):
        before = text[max(0, start - 12) : start]
        rest = _NOISE.sub("", text[:start] + text[end:])
        purity = 1.0 if not rest else 0.6 if len(rest) <= 6 else 0.3 if len(rest) <= 16 else 0.1
        named = before if before.strip() else label
        purity += _label_bonus(heading) + _label_bonus(named)
        found.append(Seen(slot, published, purity))
    if found:
        return found
    bare = re.sub(r"^[^\d刚今昨前]{0,12}?(?:[:：]|于|时间|日期)\s*", "", squeeze(text))
    if (match := _YEARLESS.match(bare)) and "." not in bare:
        bare = f"{int(match.group(1)):02d}-{int(match.group(2)):02d}"
    rest = _NOISE.sub("", bare)
    if match is None and not (len(bare) <= 24 and (_AGO.search(bare) or len(rest) <= 4)):
        return []
    stated = find_date(bare, today=today + timedelta(days=1) if match else today)
    if stated is None:
        return []
    return [Seen(slot, stated, 0.9 + _label_bonus(heading), yearless=not _AGO.search(bare), by_day=True)]


def _label_bonus(label: str) -> float:
    if not label:
        return 0.0
    if _BAD.search(label):
        return -0.7
    return 0.3 if re.search(r"发布|发文|公开|公布", label) else 0.1 if _GOOD.search(label) else 0.0


def _slot(tree: Tree, node: int, row: RowText) -> tuple[str, int]:
    """The path of tags from the row to a text, cells numbered; and the number of the cell."""
    path, column = [], -1
    walker = tree.parent[node]
    while walker >= row.start:
        tag = tree.tag[walker]
        if tag in ("td", "th"):
            above = tree.parent[walker]
            column = sum(1 for c in tree.children(above) if c < walker and tree.tag[c] in ("td", "th"))
            tag = f"td{column}"
        path.append(f"{tag}.{tree.attribute(walker, 'class')}")
        walker = tree.parent[walker]
    return "/".join(reversed(path)), column


def _split_dates(tree: Tree, row: RowText) -> list[Seen]:
    """Dates whose day and month stand in elements of their own (.day and .year): a small element read as one text."""
    found: list[Seen] = []
    for node in range(row.start, row.end):
        if tree.tag[node] in (TEXT, "script"):
            continue
        texts = tree.texts_in(node, tree.end[node])
        if not 2 <= len(texts) <= 5 or any(t in row.title_nodes for t in texts):
            continue
        whole = narrow(squeeze(" ".join(tree.text[t] for t in texts)))
        if len(whole) <= 24 and (published := _read_split(whole)):
            found.append(Seen(f"split:{_slot(tree, texts[0], row)[0]}", published, 0.95))
    if not found and (published := _loose_parts(tree, row)):
        found.append(Seen("split", published, 0.9))
    return found


def _read_split(whole: str) -> Published | None:
    if published := find_date(whole):
        return published
    tight = re.sub(r"\s*([-/.年月])\s*", r"\1", whole)
    return find_date(tight) or (find_date(tight.replace(".", "-")) if re.search(r"\d\.\d", tight) else None)


def _loose_parts(tree: Tree, row: RowText) -> Published | None:
    """Day and month as direct neighbours in the row, without an element of their own round them."""
    parts: list[str] = []
    for node in tree.texts_in(row.start, row.end):
        if node in row.title_nodes or any(a <= node < b for a, b in row.skip):
            parts.append("|")
            continue
        text = narrow(squeeze(tree.text[node]))
        parts.append(text if len(text) <= 10 and re.fullmatch(r"[\d\s\-/.年月日]+", text) else "|")
    for run in " ".join(parts).split("|"):
        if 6 <= len(run.strip()) <= 16 and (published := _read_split(squeeze(run))):
            return published
    return None


def _ranked_slots(seen: list[list[Seen]]) -> list[str]:
    """Slots by how many rows have a pure date there; of equals in a table the last one, elsewhere the first."""
    worth: dict[str, float] = defaultdict(float)
    for candidates in seen:
        best: dict[str, float] = {}
        for candidate in candidates:
            best[candidate.slot] = max(best.get(candidate.slot, 0.0), candidate.purity)
        for slot, purity in best.items():
            worth[slot] += purity if purity > 0 else 0.0
    order = list(worth)
    cells = any(slot.rpartition("/")[2].startswith("td") or "/td" in slot or slot.startswith("td") for slot in order)
    return sorted(order, key=lambda s: (-round(worth[s], 2), -order.index(s) if cells else order.index(s)))


def _choose(candidates: list[Seen], order: list[str]) -> Seen | None:
    usable = [c for c in candidates if c.purity >= 0.25]
    if not usable:
        return None
    best_slot = min(order.index(c.slot) for c in usable)
    in_slot = [c for c in usable if c.slot == order[best_slot]]
    return max(in_slot, key=lambda c: c.purity)
