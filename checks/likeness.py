"""Names that are nearly the same: the last resort of pairing, and the most dangerous."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from checks.names import Name

THRESHOLD = 90  # of 100; different notices were seen at 82
SHORTEST = 6  # letters: shorter names are too alike by nature
_REGION = re.compile(
    r"^(?:中华人民共和国|全国|国家|我国|我省|我市|我区|本市|全市|全省|[\u4e00-\u9fff]{2,3}?(?:省|(?<![城超股楼夜集])市|自治区)(?:[\u4e00-\u9fff]{2,3}?(?<![社园小校片范])[区县])?"
    r"|[\u4e00-\u9fff]{2}(?<![社园小校片范])[区县])(?=[\u4e00-\u9fff]{4})"
)
# What may stand in one name and not in the other without making it another document.
_WEAK = re.compile(
    r"^(?:关于|印发|发布|公布|进一步|做好|有关|相关|工作|的|了|等|通知|新版|新|最新|修订版?|试行|暂行|实施|全市|全省|全国|本市|我市|上海市?|文件|政策|事项|问题)*$"
)
_ABOUT = re.compile(r"(?:^|就|关于|对|[版年])$")
_AFTER = re.compile(
    r"^(?!.{0,4}(?:细则|办法|意见|方案|规定|通知|标准))(?:$|的?(?:政策|有关|相关|文件|要点|新规|来了|正式|出台|实施|施行|解|图|问|答|发布|印发|一图|看点|亮点))"
)


class Likeness:
    """The keys of all names, ready to be compared with one more."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = [key for key in keys if len(key) >= SHORTEST]
        self._loose: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            self._loose[_loose(key)].append(key)

    def of(self, name: Name) -> list[str]:
        """Keys of documents that this name means, though it is not written the same. Empty when it cannot be told."""
        if len(name.key) < SHORTEST:
            return []
        loose = [k for k in self._loose.get(_loose(name.key), ()) if _regions_agree(k, name.key)]
        return loose or list(self._near(name.key)) or self._contained(name.key)

    def _near(self, key: str) -> Iterator[str]:
        near = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=THRESHOLD, limit=5)
        for other, _, _ in near:
            if _weakly_different(key, other):
                yield other

    def _contained(self, key: str) -> list[str]:
        """The longest name that stands whole in a longer title, but never inside another document's name."""
        held = [k for k in self._keys if k in key and _stands_alone(key, k)]
        longest = max(map(len, held), default=0)
        return [k for k in held if len(k) == longest]


def _loose(key: str) -> str:
    return _REGION.sub("", key)


def _regions_agree(a: str, b: str) -> bool:
    first, second = a.removesuffix(_loose(a)), b.removesuffix(_loose(b))
    return not first or not second or first == second


def _weakly_different(a: str, b: str) -> bool:
    """Nothing but weak words comes or goes: 城市 for 农村, 2024 for 2025, 取消 for 认定 make another document."""
    changes = (op for op in Indel.opcodes(a, b) if op.tag != "equal")
    return all(
        _WEAK.match(a[op.src_start : op.src_end]) and _WEAK.match(b[op.dest_start : op.dest_end]) for op in changes
    )


def _stands_alone(key: str, name: str) -> bool:
    before, _, after = key.partition(name)
    return bool(_ABOUT.search(before) and _AFTER.match(after))
