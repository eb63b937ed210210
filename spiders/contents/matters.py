"""The matters of a directory of major decisions: rows of a table, items of a list, each with its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from inspection.addresses import join
from inspection.contents import Matter, MatterLink
from spiders.contents.matter_lists import listed, notes_of
from spiders.reading.page import ParsedPage, squeeze

_DIRECTORY = re.compile(r"决策.{0,16}(?:目录|事项|清单)|(?:目录|清单).{0,8}决策")
_NAME = re.compile(
    r"(?:决策|事项|项目|草案|文件|方案)(?:的)?(?:事项)?(?:名称|题目|标题)|^(?:决策)?(?:事项|项目|名称|内容)(?:名称|内容)?$|决策事项|^目录$"
)
_NO_NAME = re.compile(r"序号|编号|单位|部门|处室|时间|依据|联系|备注|负责|进度|程序|类别|类型")
_MOST_MATTERS, _MOST_LINKS, _MOST_ROWS, _MOST_COLUMNS = 200, 30, 1000, 40
_LONGEST, _BEFORE = 200, 24


@dataclass(slots=True)
class _Cell:
    text: str
    links: list[tuple[str, str, str]] = field(default_factory=list)  # address, words, what stands before it
    notes: dict[str, str] = field(default_factory=dict)  # 会议：不涉及, among the links


def matters_of(page: ParsedPage, title: str) -> tuple[Matter, ...]:
    """The matters of a page that says that it is a directory of decisions; of another page none. Never raises.

    A table with a column for the matter's name comes first; without one, numbered items, headings or lines that lead to
    stages. `title`: the article's, or the page's.
    """
    if not _DIRECTORY.search(title) and not any(
        _DIRECTORY.search(line.text) for line in page.lines if len(line.text) < 120 and line.linked < len(line.text) / 2
    ):
        return ()
    found: list[Matter] = []
    for table in page.tree.css("table")[:40]:
        if len(table.css("table")) == 1:
            found += _of_table(page, table)
    return tuple((found or listed(page))[:_MOST_MATTERS])


def _of_table(page: ParsedPage, table: LexborNode) -> list[Matter]:
    rows = _grid(page, table)
    at = next((n for n, row in enumerate(rows[:6]) if _name_column(row) is not None), None)
    if at is None:
        return []
    column = _name_column(rows[at])
    assert column is not None
    start, heads = at + 1, [cell.text for cell in rows[at]]
    # A second row of headings, below a merged one: 公开情况 over 征求意见, 会议.
    if start < len(rows) and len(rows[start]) > column and rows[start][column].text == heads[column]:
        heads = [b.text if b.text != a else a for a, b in zip(heads, rows[start], strict=False)]
        start += 1
    out: dict[str, tuple[list[MatterLink], dict[str, str]]] = {}
    for row in rows[start:]:
        name = row[column].text if column < len(row) else ""
        if len(name) < 4 or name in heads or len({cell.text for cell in row}) == 1:
            continue
        links, said = out.setdefault(name, ([], {}))
        _take(row, heads, column, links, said)
    return [_matter(name, links, said) for name, (links, said) in out.items()]


def _take(row: list[_Cell], heads: list[str], column: int, links: list[MatterLink], said: dict[str, str]) -> None:
    for number, cell in enumerate(row):
        heading = heads[number] if number < len(heads) else ""
        for url, text, before in cell.links:
            label = f"{heading}：{before}" if before and number != column else before or heading
            link = MatterLink(url, text[:_LONGEST], ("" if number == column and not before else label)[:_LONGEST])
            if link not in links:
                links.append(link)
        if number != column:
            said.update(cell.notes)
        if not cell.links and number != column and heading:
            said[heading[:60]] = cell.text[:60]


def _matter(name: str, links: list[MatterLink], said: dict[str, str]) -> Matter:
    return Matter(name[:_LONGEST], tuple(links[:_MOST_LINKS]), said)


def _name_column(row: list[_Cell]) -> int | None:
    """Where the heading row has the matter's name; None: it is no heading row of a directory."""
    if len(row) < 2 or any(len(cell.text) > 30 for cell in row):
        return None
    fitting = [n for n, cell in enumerate(row) if _NAME.search(cell.text) and not _NO_NAME.search(cell.text)]
    return fitting[0] if fitting else None


def _grid(page: ParsedPage, table: LexborNode) -> list[list[_Cell]]:
    """The rows, merged cells repeated."""
    rows: list[list[_Cell]] = []
    held: dict[int, tuple[int, _Cell]] = {}
    for node in table.css("tr")[:_MOST_ROWS]:
        row: list[_Cell] = []
        child = node.child
        while child is not None:
            if child.tag in ("td", "th"):
                _carry(row, held)
                cell, down = _cell(page, child), _span(child, "rowspan", _MOST_ROWS)
                for _ in range(min(_span(child, "colspan", _MOST_COLUMNS), _MOST_COLUMNS - len(row))):
                    if down > 1:
                        held[len(row)] = (down - 1, cell)
                    row.append(cell)
            child = child.next
        _carry(row, held)
        if row:
            rows.append(row)
    return rows


def _carry(row: list[_Cell], held: dict[int, tuple[int, _Cell]]) -> None:
    while len(row) in held and len(row) < _MOST_COLUMNS:
        rest, cell = held.pop(len(row))
        if rest > 1:
            held[len(row)] = (rest - 1, cell)
        row.append(cell)


def _span(node: LexborNode, name: str, most: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _cell(page: ParsedPage, node: LexborNode) -> _Cell:
    cell, before = _Cell(squeeze(node.text(deep=True, separator=" "))), ""
    for part in _parts(node):
        if isinstance(part, str):
            notes = notes_of(part)
            cell.notes.update(notes)
            before = "" if notes else before + part
            continue
        if url := join(page.base, (part.attributes.get("href") or "").strip(), page.charset):
            text = squeeze(part.text(deep=True)) or (part.attributes.get("title") or "")
            cell.links.append((url, text, squeeze(before)[-_BEFORE:].strip("：: ；;、，,|（(")))
        before = ""
    return cell


def _parts(node: LexborNode) -> Iterator[str | LexborNode]:
    """Texts outside of links, and links, in their order."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "a" and (inner.attributes.get("href") or "").strip()[:1] not in ("", "#"):
            yield inner
        elif inner.tag == "-text" and not _in_link(inner, node):
            yield inner.text_content or ""


def _in_link(text: LexborNode, top: LexborNode) -> bool:
    above, steps = text.parent, 0
    while above is not None and above != top and steps < 12:
        if above.tag == "a":
            return True
        above, steps = above.parent, steps + 1
    return False
