"""Numbers at the head of a paragraph: 一、 （一） 1. （1） ① 第一部分, and which of them count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspection.numerals import number

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_N = "[一二三四五六七八九十百]{1,4}"

# 3.5万 and 2.5个 are figures; 1.2 年底前 and 3.1 6月底前 are numbers with words of time behind them.
_NO_FIGURE = r"(?!\s*(?:\d(?!\d?\s*月)(?!\d{3}\s*年)|[%％月日个万亿元项]|年(?![底内度末])))"

# In the order of trying. A kind's name is also how deep it usually stands; only the order in the document decides.
_MARKERS = (
    ("部分", re.compile(rf"(?P<label>第(?P<han>{_N})(?:部分|章|篇))[、：:．.\s]*")),
    ("一", re.compile(rf"(?P<label>(?P<han>{_N}))\s*[、．.](?!\d)\s*")),
    ("（一）", re.compile(rf"(?P<label>[（(〔\[【]\s*(?P<han>{_N})\s*[）)〕\]】])\s*[、．.]?\s*")),
    (
        "1.1",
        re.compile(rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[、.．]|(?=[ \u3400-\u9fff《“])){_NO_FIGURE}\s*"),
    ),
    (
        "1",
        re.compile(
            r"(?P<label>(?P<digits>\d{1,3}))\s*(?:[．.、](?!\d(?!\d?\s*月)(?!\d{3}\s*年))|,(?=[\u3400-\u9fff])|\s(?=[\u3400-\u9fff《“]))\s*"
        ),
    ),
    ("（1）", re.compile(r"(?P<label>[（(]?\s*(?P<digits>\d{1,2})\s*[）)])\s*[、．.]?\s*")),
    ("①", re.compile(rf"(?P<label>(?P<circled>[{_CIRCLED}]))\s*[、．.]?\s*")),
)
SUB_POINTS = frozenset({"（1）", "①"})  # parts of an item, unless they name units of their own
_NO_ITEM = re.compile(r"^(?:年|月|日|号|个|项|次|万|亿|元|％|%|岁|周年|世纪|时|点|分|家|人|名|条|件|篇|期|天|届|度)")
_WIDE = str.maketrans("()[]", "（）（）")
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the head of a paragraph."""

    kind: str
    number: int
    label: str  # as printed, without blanks and stops
    rest: str


def marker(line: str) -> Marker | None:
    """The number that the line begins with, whether or not it counts."""
    for kind, pattern in _MARKERS:
        found = pattern.match(line)
        bare = kind == "1" and found is not None and found.group().rstrip()[-1:].isdigit()
        if found and not (bare and _NO_ITEM.match(line[found.end() :])):
            label = re.sub(r"\s", "", found["label"]).translate(_WIDE)
            return Marker(kind, _value(kind, found), label, line[found.end() :].strip())
    return None


def _value(kind: str, found: re.Match[str]) -> int:
    if kind == "1.1":
        return int(found["label"].rsplit(".", 1)[1])
    if kind == "①":
        return _CIRCLED.index(found["circled"]) + 1
    return number(found["han"]) if kind in ("部分", "一", "（一）") else int(found["digits"])


class Sequence:
    """Which numbers count: those that go on, begin again, or skip little; a number in running text does not."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def takes(self, found: Marker, *, after_end: bool, heads_line: bool) -> bool:
        """`after_end`: the text before is finished; `heads_line`: it stands at a paragraph's beginning."""
        last = self._last.get(found.kind)
        on = found.number == 1 or found.number == (last or 0) + 1
        near = last is None or last <= found.number <= last + 4
        spoken = found.kind in ("部分", "一", "（一）", "1.1")
        counts = 0 < found.number < _MOST and (
            (on and (heads_line or after_end)) or (heads_line and after_end and (near or spoken))
        )
        if counts:
            self._last[found.kind] = found.number
        return counts
