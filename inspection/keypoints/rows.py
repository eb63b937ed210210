"""Tables of tasks: 序号｜工作任务｜具体要求｜责任单位｜完成时限. A row is an item; a row of one cell is a section."""

from __future__ import annotations

import re

from inspection.keypoints.lines import squeeze
from inspection.keypoints.nouns import Node

_HEADS = (
    ("number", re.compile(r"^(?:序号|编号|序|号)$")),
    ("joint", re.compile(r"(?:配合|协办|协助|协同|参与|参加|协作).{0,4}$")),
    ("lead", re.compile(r"牵头|责任|承办|落实(?:单位|部门|处室|科室)|主办|实施(?:单位|主体)|负责|分工")),
    ("person", re.compile(r"领导|责任人|联系人|联系电话|备注")),
    ("time", re.compile(r"时限|时间|期限|进度|节点")),
    ("task", re.compile(r"要求|内容|措施|举措|任务|事项|要点|目标|做法|项目|指标")),
    ("section", re.compile(r"类别|领域|分类|板块|大类|章节|一级")),
)


def is_row(paragraph: str) -> bool:
    """Whether it is a table's row."""
    return "\t" in paragraph


def cells_of(paragraph: str) -> list[str]:
    """The cells, their own lines kept."""
    return [cell.replace("\v", "\n").strip() for cell in paragraph.split("\t")]


def heads_of(cells: list[str]) -> dict[int, str] | None:
    """What each column holds, where this row is the head of a table of tasks."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        text = re.sub(r"\s", "", cell)
        if 0 < len(text) <= 14 and (kind := next((kind for kind, words in _HEADS if words.search(text)), None)):
            found[at] = "lead" if kind == "person" and re.search("单位|部门", text) else kind
    leads = [at for at, kind in found.items() if kind == "lead"]
    for at in leads:
        if re.search(r"(?:任务|细化|具体|工作)分工$", re.sub(r"\s", "", cells[at])) and len(leads) > 1:
            found[at] = "task"  # what is parted, beside a column that says to whom
    kinds = set(found.values())
    return found if "task" in kinds and kinds & {"lead", "joint", "time", "number"} and len(found) >= 2 else None


def tasks_of(paragraphs: list[str]) -> list[tuple[Node, str]]:
    """(item, section) of every row of every table of tasks in the document."""
    heads: dict[int, str] | None = None
    section = ""
    tasks: list[tuple[Node, str]] = []
    columns = 0
    for paragraph in paragraphs:
        if not is_row(paragraph):
            if heads and len(paragraph) <= 60:
                section = squeeze(paragraph)
            elif len(paragraph) > 60:
                heads = None
            continue
        cells = cells_of(paragraph)
        if begun := heads_of(cells):
            heads, columns = begun, len(cells)
            continue
        if heads is None or abs(len(cells) - columns) > 1:
            continue
        if tasks and _goes_on(cells, heads, tasks[-1][0]):
            continue
        filled = {cell for cell in cells if cell}
        if len(filled) == 1:
            section = squeeze(filled.pop())
        elif node := _task(cells, heads, len(tasks) + 1):
            tasks.append((node, _section(cells, heads) or section))
    return tasks


def _goes_on(cells: list[str], heads: dict[int, str], before: Node) -> bool:
    """A row without its number that a page parted from the row above is put to it."""
    said = {kind: cells[at] for at, kind in heads.items() if at < len(cells) and cells[at]}
    if "number" not in heads.values() or "number" in said or re.search(r"[。；！]$", before.paragraphs[-1]):
        return False
    if task := said.get("task"):
        before.body = [*before.body[:-1], before.body[-1] + task] if before.body else []
        before.head += task if not before.body else ""
    before.columns += "".join(said.get(kind, "") for kind in ("lead", "joint"))
    return True


def _section(cells: list[str], heads: dict[int, str]) -> str:
    return squeeze(next((cells[at] for at, kind in heads.items() if kind == "section" and at < len(cells)), ""))


def _task(cells: list[str], heads: dict[int, str], number: int) -> Node | None:
    said: dict[str, list[str]] = {}
    for at, kind in heads.items():
        if at < len(cells) and cells[at]:
            said.setdefault(kind, []).append(cells[at])
    tasks = list(dict.fromkeys(said.get("task", [])))
    if not tasks or not re.search(r"[\u3400-\u9fff]{4}", "".join(tasks)):
        return None
    shown = re.sub(r"\D", "", (said.get("number") or [""])[0][:4])
    at = int(shown) if shown else number
    units = "；".join(
        [f"责任单位：{one}" for one in said.get("lead", [])] + [f"配合单位：{one}" for one in said.get("joint", [])]
    )
    return Node("表", at, str(at), tasks[0], tasks[1:], deadline="、".join(said.get("time", [])), columns=units)
