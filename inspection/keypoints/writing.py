"""A proposal as YAML for people: each entry under the words that it comes from, with what is still to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from inspection.keypoints.entries import DutyEntry, Entry, Proposal
from inspection.keypoints.nouns import Document, Sure

SECTIONS = (
    "columns",
    "accounts",
    "interpretation",
    "consultations",
    "decisions",
    "messages",
    "guides",
    "libraries",
    "tables",
    "expectations",
)
ONCE = ("interpretation", "consultations")
_TITLES = {
    "columns": "栏目：地址以 /待补/ 开头的，请换成网站上的真实地址",
    "accounts": "新媒体账号：请补 source（读取方式）",
    "interpretation": "政策解读",
    "consultations": "意见征集",
    "decisions": "重大行政决策目录",
    "messages": "留言板、信箱",
    "guides": "指南",
    "libraries": "主题库",
    "tables": "名录等表格",
    "expectations": "应发稿件：行首带 # 的把握低，确需盯办的去掉 # 再用",
    "duties": "职责清单",
}
_PLAIN = re.compile(r"^[\u4e00-\u9fff][\u4e00-\u9fff（）、“”《》〈〉，A-Za-z0-9…-]*$")
_MOST_WORDS = 90
MARK = "待补"


def scalar(value: object) -> str:
    """One value as YAML: plain where nothing can be misread, else quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(scalar(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {scalar(one)}' for key, one in value.items())}}}"
    text = "".join(letter for letter in str(value) if letter.isprintable())
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def remark(text: str, most: int = _MOST_WORDS) -> str:
    """Words for a comment: one line, not too long."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= most else f"{text[:most]}…"


def entry_lines(entry: Entry, indent: str = "  ") -> list[str]:
    """An entry of a list, under its comment; one of little certainty is all comment."""
    return [*comments(entry, indent), *_mapping_lines(entry.values, indent, "# " if entry.sure is Sure.LOW else "")]


def comments(entry: Entry, indent: str) -> list[str]:
    """From which words of which item, and what a person must finish."""
    todo = "" if not entry.todo else entry.todo if entry.todo.startswith(MARK) else f"{MARK}：{entry.todo}"
    said = f"{indent}# 要点 {entry.item}，据“{remark(entry.words)}”；把握{entry.sure.value}"
    return [f"{said}；{todo}" if todo else said]


def _mapping_lines(values: dict[str, object], indent: str, off: str = "") -> list[str]:
    lines = []
    for at, (key, value) in enumerate(values.items()):
        lead = "- " if at == 0 else "  "
        lines.append(f"{indent}{off}{lead}{key}: {_pair(value)}")
    return lines


def _pair(value: object) -> str:
    return scalar(value)


def duty_lines(duty: DutyEntry, indent: str = "  ") -> list[str]:
    """One duty, its remarks above it, and each tick with the words that it rests on."""
    lines = [f"{indent}# {MARK}：{remark(note)}" for note in duty.notes]
    lines += _mapping_lines({"number": str(duty.values["number"])}, indent)
    lines[-1] = f"{indent}- number: {json.dumps(str(duty.values['number']), ensure_ascii=False)}"
    lines += [f"{indent}  {key}: {scalar(value)}" for key, value in duty.values.items() if key != "number"]
    if duty.ticks:
        lines.append(f"{indent}  ticks:")
        for values, words in duty.ticks:
            lines.append(f"{indent}    # 据“{remark(words)}”")
            lines.append(f"{indent}    - {scalar(values)}")
    return lines


def once_lines(entry: Entry) -> list[str]:
    """A section that is one mapping."""
    return [*comments(entry, "  "), *(f"  {key}: {scalar(value)}" for key, value in entry.values.items())]


def render(document: Document, proposal: Proposal, year: int) -> str:
    """A whole plan of its own, with places for what the document does not say."""
    return "\n".join([*_head(document, year), *_units(proposal), *_sections(proposal), *_duties(proposal)]) + "\n"


def _head(document: Document, year: int) -> Iterator[str]:
    issuer = document.issuer or "本单位"
    source = f"《{document.title}》" if document.title else "要点文件"
    yield f"# 巡检方案初稿：由 xunjian plan import-keypoints 拟出（{year} 年），"
    yield f"# 根据{remark(source)}{remark(document.number)}。"
    yield f"# 须逐条核对：凡写“{MARK}”的都要人补全，补完后用 xunjian plan check 检查。"
    yield "site:"
    yield f"  name: {scalar(issuer)}"
    yield f"  # {MARK}：网站首页；也可先用 xunjian plan new 网址 生成栏目，再加 --plan 并入"
    yield '  home: "https://www.example.gov.cn/"'
    yield ""


def _units(proposal: Proposal) -> Iterator[str]:
    if proposal.units:
        yield "# 责任单位：可改写为 {name: …, contacts: […]} 以便通知到人"
        yield "units:"
        yield from (f"  - {scalar(unit)}" for unit in proposal.units)
        yield ""


def _sections(proposal: Proposal) -> Iterator[str]:
    for section in SECTIONS:
        entries = proposal.of(section)
        if not entries:
            continue
        yield f"# {_TITLES[section]}"
        yield f"{section}:"
        for entry in entries:
            yield from once_lines(entry) if section in ONCE else entry_lines(entry)
        yield ""


def _duties(proposal: Proposal) -> Iterator[str]:
    if proposal.duties:
        yield f"# {_TITLES['duties']}"
        yield "duties:"
        for duty in proposal.duties:
            yield from duty_lines(duty)


def section_lines(section: str, proposal: Proposal, indent: str) -> list[str]:
    """What is added to a section of a plan that there is."""
    if section == "units":
        return [f"{indent}- {scalar(unit)}" for unit in proposal.units]
    if section == "duties":
        return [line for duty in proposal.duties for line in duty_lines(duty, indent)]
    return [
        line
        for entry in proposal.of(section)
        for line in (once_lines(entry) if section in ONCE else entry_lines(entry, indent))
    ]


def section_title(section: str) -> str:
    """The comment above a section that is new."""
    return _TITLES.get(section, "")
