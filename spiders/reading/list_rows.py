"""Rows to entries: title, address, date, document number and related links of each row of a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from inspection.records import Entry, Related
from spiders.reading.anchors import Anchor, likeness
from spiders.reading.list_dates import date_rows
from spiders.reading.list_grounds import Grounds, Group, Row
from spiders.reading.list_groups import RELATED
from spiders.reading.list_titles import Wording, is_generic, title_of
from spiders.reading.list_years import RowText
from spiders.reading.page import squeeze
from spiders.reading.tree import TEXT, Tree

_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s?[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?(?:第\s?)?[\d一二三四五六七八九十]{1,5}\s?号(?:令|公告)?"
)
_NUMBER_LABEL = re.compile(r"(?:发文|公文)?(?:字|文)\s*号|文件编号|发文字号|文件号|编\s*号$")
_NO_NUMBER = {"", "*", "-", "--", "/", "无", "暂无", "—", "——"}


def entries_of(grounds: Grounds, group: Group, today: date) -> tuple[Entry, ...]:
    """The group's rows as entries, in the page's order; a row that repeats an address is no entry of its own."""
    tree = grounds.tree
    headings = _column_headings(tree, grounds.anchors[group.rows[0].primary].node)
    wordings = [title_of(tree, grounds.anchors[row.primary].node, (row.start, row.end)) for row in group.rows]
    related = [_related_anchors(grounds, row) for row in group.rows]
    texts = [
        _row_text(grounds, row, wording, links)
        for row, wording, links in zip(group.rows, wordings, related, strict=True)
    ]
    dated = date_rows(tree, texts, headings, today)
    found: dict[tuple[str, str], Entry] = {}
    for row, wording, links, when in zip(group.rows, wordings, related, dated, strict=True):
        url = grounds.anchors[row.primary].url
        title = when.title
        if not title or url == tree.url:
            continue
        entry = Entry(
            title,
            url,
            when.published,
            when.date_from,
            truncated=wording.truncated,
            related=tuple(_named(tree, links)),
            document_number=_document_number(grounds, row, wording, headings),
            year_inferred=when.year_inferred,
            by_day=when.by_day,
        )
        found.setdefault((url, title), entry)
    return tuple(found.values())


def _row_text(grounds: Grounds, row: Row, wording: Wording, related: Sequence[Anchor]) -> RowText:
    tree = grounds.tree
    own = grounds.anchors[row.primary]
    skip = [(a.node, tree.end[a.node]) for a in related]
    others = {a.node for a in related}
    for anchor in grounds.anchors[row.first : row.last]:  # picture links and categories hold no dates of the row
        if anchor.url != own.url and anchor.node not in others:
            skip.append((anchor.node, tree.end[anchor.node]))
    return RowText(row.start, row.end, wording.nodes, wording.text, own.url, tuple(skip))


def _related_anchors(grounds: Grounds, row: Row) -> list[Anchor]:
    """Links of the row that its publisher calls related, or that stand in a list inside the row."""
    own = grounds.anchors[row.primary]
    further = [a for a in grounds.anchors[row.primary + 1 : row.last] if a.url != own.url]
    return [a for a in further if _is_related(grounds.tree, a, own, row)]


def _is_related(tree: Tree, anchor: Anchor, own: Anchor, row: Row) -> bool:
    if likeness(anchor.url) < 0.5:
        return False
    wording = tree.inline(anchor.node) or tree.attribute(anchor.node, "title")
    if not wording:
        return False
    if RELATED.search(wording):
        return True
    for text in reversed(tree.texts_in(tree.end[own.node], anchor.node)):
        label = tree.text[text].strip()
        if len(label) <= 12 and RELATED.search(label):
            return True
    walker = tree.parent[anchor.node]
    while walker > row.start:
        if tree.tag[walker] in ("ul", "ol", "dl"):
            return not is_generic(wording) and len(wording) >= 6
        walker = tree.parent[walker]
    return False


def _named(tree: Tree, links: Sequence[Anchor]) -> list[Related]:
    found: dict[str, Related] = {}
    for anchor in links:
        title = title_of(tree, anchor.node, (anchor.node, tree.end[anchor.node])).text
        found.setdefault(anchor.url, Related(title, anchor.url))
    return list(found.values())


def _line_of(tree: Tree, anchor: int) -> int:
    """The table row that a link stands in, or -1."""
    return next((n for n in tree.ancestors(anchor) if tree.tag[n] == "tr"), -1)


def _column_headings(tree: Tree, anchor: int) -> dict[int, str]:
    """The words over a table's columns, by the number of the cell: of the last row before the link's that has such."""
    line = _line_of(tree, anchor)
    table = next((n for n in tree.ancestors(line) if tree.tag[n] == "table"), -1) if line >= 0 else -1
    found: dict[int, str] = {}
    for node in range(table, line) if table >= 0 else ():
        if tree.tag[node] == "tr" and tree.end[node] <= line:
            cells = [c for c in tree.children(node) if tree.tag[c] in ("td", "th")]
            words = [tree.inline(c) for c in cells]
            if len(cells) >= 2 and all(len(w) <= 12 for w in words) and any(words):
                found = {i: re.sub(r"\s", "", w) for i, w in enumerate(words)}
    return found


def _document_number(grounds: Grounds, row: Row, wording: Wording, headings: dict[int, str]) -> str | None:
    """The number that a cell under 文号 states, or a text of the row outside its title that is one."""
    tree = grounds.tree
    column = next((i for i, word in headings.items() if _NUMBER_LABEL.search(word)), -1)
    if column >= 0 and (cell := _cell(grounds, row, column)) is not None:
        stated = tree.inline(cell)
        return None if stated in _NO_NUMBER else stated
    label = False
    for node in tree.texts_in(row.start, row.end):
        if node in wording.nodes:
            continue
        text = squeeze(tree.text[node])
        if (match := _NUMBER.search(text)) and len(text) <= len(match.group()) + 12:
            return match.group()
        if label and text.strip(":： ") and len(text) <= 40:
            return None if text in _NO_NUMBER else text
        if named := re.match(rf"(?:{_NUMBER_LABEL.pattern})\s*[:：]\s*(\S.{{0,40}})", text):
            stated = named.group(1).strip()
            return None if stated in _NO_NUMBER else stated
        label = bool(_NUMBER_LABEL.search(text)) and len(text) <= 8
    return None


def _cell(grounds: Grounds, row: Row, column: int) -> int | None:
    tree = grounds.tree
    line = _line_of(tree, grounds.anchors[row.primary].node)
    cells = [c for c in tree.children(line) if tree.tag[c] != TEXT] if line >= 0 else []
    return cells[column] if column < len(cells) else None
