"""Each item's number as the document prints it, once in the document; and the numbers that are missing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from inspection.keypoints.nouns import Item, Node

Placed = tuple[Node, tuple[Node, ...]]  # an item's node, and those above it


def says_something(node: Node) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]{2}", "".join(node.paragraphs)))


def numbered(items: list[Item], nodes: list[Placed]) -> list[Item]:
    """The printed number where it is the document's only one of its kind; else with those above it: 二（三）."""
    said = [(node, above) for node, above in nodes if says_something(node)]
    ones = Counter(node.kind for node, _ in said if node.number == 1)
    single = len({node.kind for node, _ in said}) == 1
    numbered, taken = [], Counter[str]()
    for item, (node, above) in zip(items, said, strict=True):
        few = [one for one in above if one.kind != "部分"] if above and node.kind != "部分" else list(above)
        goes_on = node.kind == "1.1" or (ones[node.kind] <= 1 and (single or node.kind == "1"))
        plain = _plain_label(node) if goes_on else _path(few, node)
        taken[plain] += 1
        again = taken[plain]
        notes = (f"原文序号“{plain}”重复，改为“{plain}-{again}”",) if again > 1 else ()
        numbered.append(replace(item, number=plain if again == 1 else f"{plain}-{again}", notes=notes))
    return numbered


def _plain_label(node: Node) -> str:
    return re.sub(r"[（(）)〔〕\[\]【】\s]", "", node.label) if node.kind in ("（一）", "（1）", "一") else node.label


def _path(above: list[Node], node: Node) -> str:
    """一（二）3: the labels down to it, plain where they stand first."""
    parts = [one.label for one in above] + [node.label]
    first = re.sub(r"[（(）)]", "", parts[0])
    out = first
    for before, part in zip([first, *parts[1:]], parts[1:], strict=False):
        out += f".{part}" if before[-1].isdigit() and part[0].isdigit() else part
    return out


def gaps(nodes: list[Placed]) -> list[str]:
    """Numbers that are missing between two items that stand together."""
    said, before = [], None
    for node, above in nodes:
        if (
            before
            and before[0] == node.kind
            and node.number > before[1] + 1
            and (before[2] is (above[-1] if above else None) or node.number > 2)
        ):
            missing = "、".join(str(number) for number in range(before[1] + 1, min(node.number, before[1] + 6)))
            said.append(f"原文序号不连续：{before[3]} 之后是 {node.label}，缺 {missing}")
        before = (node.kind, node.number, above[-1] if above else None, node.label)
    return said
