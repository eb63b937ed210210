"""From a document's text to what it says: head, sections, items with their units, titles and deadlines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher

from inspection.keypoints.head import Head, read_head
from inspection.keypoints.lines import paragraphs, squeeze
from inspection.keypoints.naming import name_of
from inspection.keypoints.nouns import Document, Item, Node, Units
from inspection.keypoints.numbers import Placed, gaps, numbered, says_something
from inspection.keypoints.rows import is_row, tasks_of
from inspection.keypoints.structure import is_preface, items_of, outline
from inspection.keypoints.titles import titles_in
from inspection.keypoints.units import take_units, units_in

MAX_TEXT = 600_000  # characters: a document of three hundred pages
MAX_ITEMS = 400
_STOPPED = re.compile(r"[。！？；：:;）)〕】”]$")
_ABOUT = re.compile(r"政务公开|信息公开|公开工作|主动公开|政策解读|公开")


def read_document(text: str, year: int | None = None) -> Document:
    """What the document says. A text that is no key-points document has no items, and a note that says why."""
    pieces = paragraphs(text[:MAX_TEXT])
    prose = [piece for piece in pieces if not is_row(piece)]
    tree = outline(prose)
    head = read_head(tree.preamble, [node.head for node in tree.roots])
    year = year or head.year
    aside = [*tree.aside]
    nodes: list[Placed] = []
    for node, above in items_of(tree.roots):
        if is_preface(node, above):
            aside.append(squeeze(" ".join(node.paragraphs)))
        else:
            nodes.append((node, above))
    broken = _without_headings([node for node, _ in nodes])
    items = [_item(node, above, broken=node.kind in broken) for node, above in nodes if says_something(node)]
    items = numbered(items, nodes)
    items = _inherited(items, nodes)
    rows = _renamed([_row_item(node, section) for node, section in tasks_of(pieces)])
    items, notes = _with_rows(items, rows)
    items = _parted(items)
    if not _is_about(head, items, text):
        return Document(
            head.title, head.number, head.issuer, head.day, year, (), ("没有认出政务公开工作要点的条目",), ()
        )
    if len(text) > MAX_TEXT:
        notes.append(f"文件很长，只读了前 {MAX_TEXT} 个字")
    notes += gaps(nodes if not rows or len(items) > len(rows) else [])
    kept = tuple(_marked(items[:MAX_ITEMS]))
    if len(items) > MAX_ITEMS:
        notes.append(f"条目过多，只列出前 {MAX_ITEMS} 项，其余 {len(items) - MAX_ITEMS} 项没有列出")
    return Document(
        head.title, head.number, head.issuer, head.day, year, kept, tuple(notes), tuple(filter(None, aside))
    )


def _without_headings(nodes: list[Node]) -> frozenset[str]:
    """The kinds of items whose first line mostly is a whole paragraph."""
    stopped: dict[str, list[bool]] = {}
    for node in nodes:
        stopped.setdefault(node.kind, []).append(bool(_STOPPED.search(node.head)) or not node.body)
    return frozenset(kind for kind, said in stopped.items() if sum(said) >= len(said) * 0.7)


def _is_about(head: Head, items: list[Item], text: str) -> bool:
    """Whether it speaks of disclosure: its title does, or a good part of its items."""
    speaking = sum(bool(_ABOUT.search(item.text)) for item in items)
    if not items:
        return False
    return (
        bool(re.search(r"公开", head.title))
        or speaking >= max(2, len(items) * 0.3)
        or len(re.findall("政务公开|信息公开", text)) >= 5
    )


def _item(node: Node, above: tuple[Node, ...], *, broken: bool = False) -> Item:
    """`broken`: items have no headings of their own, so that a first line without a stop is a broken one."""
    head, *body = node.paragraphs
    units, deadline = (units_in(node.columns)[0], node.deadline) if node.columns else (Units(), "")
    rest, found, said = take_units("\n".join([head, *body]))
    units = units if units else found
    lines = [squeeze(line) for line in rest.split("\n") if line.strip()]
    if broken and len(lines) > 1 and not _STOPPED.search(lines[0]):
        lines[:2] = [lines[0] + lines[1]]
    text = _sentences(lines)
    section = squeeze(take_units(above[-1].head)[0]).split("。")[0] if above else ""
    return Item("", name_of(lines, text), text, units, section[:80], deadline or said, titles_in(text))


def _sentences(lines: list[str]) -> str:
    """The lines as one text; a heading without a stop is given one."""
    return "".join(
        line if re.search(r"[。！？；：，、,;:]$", line) or at == len(lines) - 1 else f"{line}。"
        for at, line in enumerate(lines)
    )


def _row_item(node: Node, section: str) -> Item:
    item = _item(node, ())
    return replace(item, number=node.label, section=section)


def _inherited(items: list[Item], nodes: list[Placed]) -> list[Item]:
    """Units that stand in a heading, or behind the last of its items alone, answer for all of them."""
    said = [(node, above) for node, above in nodes if says_something(node)]
    groups: dict[int, list[int]] = {}
    for at, (_, above) in enumerate(said):
        if above:
            groups.setdefault(id(above[-1]), []).append(at)
    found = list(items)
    last_only = [group for group in groups.values() if len(group) > 1 and _only_last(items, group)]
    for at, (_, above) in enumerate(said):
        if not found[at].units:
            for one in reversed(above):
                if units := take_units("\n".join(one.paragraphs))[1]:
                    found[at] = replace(found[at], units=units, notes=(*found[at].notes, "责任单位取自上级标题"))
                    break
    if len(last_only) >= max(1, len([g for g in groups.values() if len(g) > 1]) * 0.6):
        for group in last_only:
            for at in group[:-1]:
                found[at] = replace(
                    found[at],
                    units=items[group[-1]].units,
                    notes=(*found[at].notes, "原文只在本部分末项写有责任单位，推定同为本项"),
                )
    return found


def _only_last(items: list[Item], group: list[int]) -> bool:
    return bool(items[group[-1]].units) and not any(items[at].units for at in group[:-1])


def _renamed(rows: list[Item]) -> list[Item]:
    """Rows under one merged heading are called by what each of them says."""
    times = Counter(row.name for row in rows)

    def own(row: Item) -> str:
        _, _, rest = row.text.partition("。")
        return name_of([rest], rest) if times[row.name] > 1 and rest else row.name

    return [replace(row, name=own(row)) for row in rows]


def _parted(items: list[Item]) -> list[Item]:
    """Two names that a line's end joined are parted where the document has both elsewhere."""
    times = Counter(unit for item in items for unit in item.units.all)

    def parts(name: str) -> list[str]:
        if len(name) < 5 or times[name] > 1:
            return [name]
        cuts = ([name[:at], name[at:]] for at in range(2, len(name) - 1))
        return next((cut for cut in cuts if all(times[part] for part in cut)), [name])

    def all_parts(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for name in names for part in parts(name)))

    return [replace(item, units=Units(all_parts(item.units.lead), all_parts(item.units.joint))) for item in items]


def _with_rows(items: list[Item], rows: list[Item]) -> tuple[list[Item], list[str]]:
    """Rows of a table fill in what prose leaves out; rows that prose does not have are items of their own."""
    if not rows:
        return items, []
    if len(items) < 3 or (len(rows) >= 3 and not any(item.units for item in items) and len(items) < len(rows) * 0.5):
        return _unique(rows), []
    filled, used = [], set[int]()
    for item in items:
        at = _same(item, rows)
        if at is not None:
            used.add(at)
            row = rows[at]
            item = replace(item, units=item.units or row.units, deadline=item.deadline or row.deadline)
        filled.append(item)
    left = [row for at, row in enumerate(rows) if at not in used]
    taken = {item.number for item in filled}
    left = [replace(row, number=f"表{row.number}" if row.number in taken else row.number) for row in left]
    return _unique([*filled, *left]), [f"表格中有 {len(left)} 行与正文条目对不上，另列为条目"] if left else []


def _same(item: Item, rows: list[Item]) -> int | None:
    best, found = 0.6, None
    for at, row in enumerate(rows):
        short, long = sorted((item.text[:300], row.text[:300]), key=len)
        likeness = 1.0 if len(short) >= 8 and short.rstrip("。") in long else 0.0
        if not likeness and abs(len(short) - len(long)) < len(long) * 0.6:
            likeness = SequenceMatcher(None, short, long, autojunk=False).ratio()
        if likeness > best:
            best, found = likeness, at
    return found


def _unique(items: list[Item]) -> list[Item]:
    seen, out = Counter[str](), []
    for item in items:
        seen[item.number] += 1
        again = seen[item.number]
        note = (f"原文序号“{item.number}”重复",) if again > 1 else ()
        out.append(item if again == 1 else replace(item, number=f"{item.number}-{again}", notes=(*item.notes, *note)))
    return out


def _marked(items: list[Item]) -> list[Item]:
    return [item if item.units else replace(item, notes=(*item.notes, "没有找到责任单位")) for item in items]
