"""Invented key-points documents in many makes, each with what a reader must find in it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tests.inspection.keypoints.phrases import Bank

HAN = "零一二三四五六七八九十"
STYLES = ("一-1", "一-（一）", "一-（一）-1", "一-（一）连续", "1", "一", "表", "1.1")


@dataclass
class TrueItem:
    """What an item holds."""

    number: str
    text: str = ""
    heading: str = ""
    lead: list[str] = field(default_factory=list)
    joint: list[str] = field(default_factory=list)
    bracket: str = ""
    publish: list[str] = field(default_factory=list)
    interpret: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    due: str = ""


@dataclass
class Made:
    """A document: its lines (cells of a row parted by tabs), and the truth."""

    style: str
    year: int
    title: str
    issuer: str
    lines: list[str]
    items: list[TrueItem]


def make(bank: Bank, seed: int, style: str | None = None) -> Made:
    """One document of a bank; the same seed gives the same document."""
    chance = random.Random(seed)
    style = style or STYLES[seed % len(STYLES)]
    year = chance.choice([2022, 2023, 2025, 2026])
    title = chance.choice(bank.titles).format(y=year)
    issuer = re.search(r"[^年\d度]+局", title)
    lines = [
        title,
        f"（{chance.choice(['临', '云'])}民办〔{year}〕{chance.randint(1, 99)}号）",
        chance.choice(bank.preambles).format(y=year),
    ]
    brackets = [chance.choice(bank.brackets)] * 3 + list(chance.sample(bank.brackets, 2))
    items: list[TrueItem] = []
    names, laws = list(bank.names), list(bank.laws)
    chance.shuffle(names)
    total = chance.randint(9, 16)
    for at in range(total):
        items.append(
            _item(bank, chance, names, laws, brackets, year, headed=style in ("一-（一）", "一-（一）连续", "一"))
        )
        items[-1].number = str(at + 1)
    lines += _laid_out(items, style, bank, chance)
    lines += [f"附件：{year}年政务公开任务分工表"] if chance.random() < 0.3 and style != "表" else []
    return Made(style, year, title, issuer.group() if issuer else "", lines, items)


def _item(
    bank: Bank,
    chance: random.Random,
    names: list[str],
    laws: list[str],
    brackets: list[str],
    year: int,
    *,
    headed: bool,
) -> TrueItem:
    item = TrueItem("")
    sentences = [chance.choice(bank.plain)]
    kind = chance.random()
    if kind < 0.35 and len(names) >= 2:
        sentence, first, second = chance.choice(bank.publish), names.pop(), names.pop()
        item.publish = [first, second] if "{u}" in sentence else [first]
        names += [] if "{u}" in sentence else [second]
        sentences.append(sentence.format(t=first, u=second))
    elif kind < 0.5 and names:
        item.interpret = [names.pop()]
        sentences.append(chance.choice(bank.interpret).format(t=item.interpret[0]))
    elif kind < 0.75:
        item.cited = [chance.choice(laws)]
        sentences.append(chance.choice(bank.cited).format(t=item.cited[0]))
    if chance.random() < 0.4:
        said, due = chance.choice(bank.dated)
        sentences.append(said)
        item.due = due.replace("YYYY", str(year))
    chance.shuffle(sentences)
    item.text = chance.choice(["。", "；"]).join(sentences) + "。"
    item.heading = chance.choice(bank.headings) if headed or chance.random() < 0.4 else ""
    a, b, c = chance.sample(bank.units, 3)
    item.bracket = chance.choice(brackets).format(a=a, b=b, c=c)
    joins = re.search("配合|会同|协办|牵头", item.bracket)
    item.lead = [a] + ([b] if b in item.bracket and not joins else [])
    item.joint = [one for one in (b, c) if one in item.bracket and one not in item.lead]
    item.joint += ["各相关单位"] if "各相关单位" in item.bracket else []
    return item


def _laid_out(items: list[TrueItem], style: str, bank: Bank, chance: random.Random) -> list[str]:
    if style == "表":
        return _table(items, chance)
    if style == "1":
        return [f"{item.number}{chance.choice(['.', '．'])}{_body(item)}" for item in items]
    if style == "一":
        for at, item in enumerate(items):
            item.number = _han(at + 1)
        return [
            line
            for at, item in enumerate(items)
            for line in (f"{_han(at + 1)}、{item.heading}", f"{item.text}{item.bracket}")
        ]
    lines: list[str] = []
    cuts = sorted(chance.sample(range(2, len(items) - 1), 3))
    groups = [items[a:b] for a, b in zip([0, *cuts], [*cuts, len(items)], strict=True)]
    own = 0
    for section, group in enumerate(groups):
        lines.append(f"{_han(section + 1)}、{bank.sections[section]}")
        if style == "一-（一）-1":
            lines.append(f"（一）{bank.headings[section]}")
        for at, item in enumerate(group):
            own += 1
            lines += _numbered(item, style, section, at, own)
    return lines


def _numbered(item: TrueItem, style: str, section: int, at: int, own: int) -> list[str]:
    if style == "一-（一）":
        item.number = f"{_han(section + 1)}（{_han(at + 1)}）"
        return [f"（{_han(at + 1)}）{item.heading}", f"{item.text}{item.bracket}"]
    if style == "一-（一）连续":
        item.number = _han(own)
        return [f"（{_han(own)}）{item.heading}。{item.text}{item.bracket}"]
    if style == "一-（一）-1":
        item.number = f"{_han(section + 1)}（一）{at + 1}"
        return [f"{at + 1}.{_body(item)}"]
    if style == "1.1":
        item.number = f"{section + 1}.{at + 1}"
        return [f"{section + 1}.{at + 1} {_body(item)}"]
    return [f"{own}. {_body(item)}"]


def _body(item: TrueItem) -> str:
    return f"{item.heading}。{item.text}{item.bracket}" if item.heading else f"{item.text}{item.bracket}"


def _table(items: list[TrueItem], chance: random.Random) -> list[str]:
    split = chance.random() < 0.5
    timed = chance.random() < 0.5
    heads = ["序号", chance.choice(["工作任务", "重点任务", "工作内容"])]
    heads += (
        [chance.choice(["牵头单位", "牵头处室"]), chance.choice(["配合单位", "协办处室"])]
        if split
        else [chance.choice(["责任单位", "责任科室"])]
    )
    lines = ["\t".join([*heads, *(["完成时限"] if timed else [])])]
    for item in items:
        units = ["、".join(item.lead), "、".join(item.joint)] if split else ["、".join([*item.lead, *item.joint])]
        if not split:
            item.lead, item.joint = [*item.lead, *item.joint], []
        lines.append("\t".join([item.number, item.text, *units, *(["年底前"] if timed else [])]))
    return lines


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return HAN[number] if number <= 10 else ("十" if tens == 1 else f"{HAN[tens]}十") + (HAN[ones] if ones else "")


def as_text(made: Made, seed: int) -> str:
    """As somebody would save it: plain, or broken by pages, with page numbers and blanks."""
    chance = random.Random(seed)
    way = chance.choice(["plain", "blank lines", "pages", "half width", "spaced"])
    lines = made.lines
    if way == "pages" and made.style != "表":
        return _paged(lines, chance)
    if way == "half width":
        lines = [
            line.replace("，", ",").replace("；", ";").replace("：", ":").replace("（", "(").replace("）", ")")
            for line in lines
        ]
    if way == "spaced":
        lines = [re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[年月日个])", " ", line) for line in lines]
    return ("\n\n" if way == "blank lines" else "\n").join(
        f"　　{line}" if way == "plain" and "\t" not in line else line for line in lines
    )


def _paged(lines: list[str], chance: random.Random) -> str:
    wide, high = chance.choice([26, 28, 30]), 22
    broken = [piece for line in lines for piece in _broken(line, wide)]
    pages = [broken[at : at + high] for at in range(0, len(broken), high)]
    return "\f".join("\n".join([*page, f"— {number} —"]) for number, page in enumerate(pages, 1))


def _broken(line: str, wide: int) -> list[str]:
    """As a page breaks it: a digit takes half a letter, and the first line is indented by two."""
    pieces, room = [""], wide - 2.0
    for letter in line:
        needs = 0.5 if letter < "\u2000" else 1.0
        if room < needs:
            pieces.append("")
            room = float(wide)
        pieces[-1] += letter
        room -= needs
    return pieces
