"""Whether a text names another post beside a person's name than the one that the office's list has.

Assumes that a post stands right before the name (局党组书记、局长张某某) or right behind it (张某某局长). What somebody
was (原, 时任) is no fault. Gives up where no post stands beside the name, or one that may be held beside.
"""

from __future__ import annotations

import re

from inspection.wordings import Post

_RANKS = "局长|处长|科长|厅长|部长|司长|市长|区长|县长|镇长|乡长|省长"  # nobody holds two of them
_OTHERS = (
    "书记|主任|院长|会长|秘书长|主席|所长|校长|站长|馆长|总经理|董事长"  # a deputy is not the head, else held beside
)
_POST = rf"(?:常务|代理)?副?(?:{_RANKS}|{_OTHERS})"
_BEFORE = re.compile(rf"({_POST})[ 　]?(?:同志)?$")
_AFTER = re.compile(rf"^(?:同志)?[ 　]?(?:现任|担任|任)?(?:本局|我局|局)?(?:党组|党委|党总支)?({_POST})")
_WAS = re.compile(r"(?:原|前|时任|曾任|历任|卸任|不再担任|免去|拟任|候选|提名|任命|任免|兼)[^，,。；;\n]{0,16}$")
_BASE = re.compile(rf"(?:{_RANKS}|{_OTHERS})$")
_RANK = re.compile(rf"(?:{_RANKS})$")


def other_post(text: str, start: int, end: int, post: Post) -> str | None:
    """The post that is named beside the name at `start` to `end` and is none of the person's, else None."""
    before, after = text[max(0, start - 24) : start], text[end : end + 16]
    if _WAS.search(before):
        return None
    held = {match[1] for one in post.posts if (match := re.search(rf"({_POST})$", one))}
    match = _BEFORE.search(before) or _AFTER.match(after)
    if match is None or not held:
        return None
    said = match[1]
    if said in held or said.removeprefix("代理") in held:
        return None
    base = _BASE.search(said)
    same = {one for one in held if base is not None and one.endswith(base[0])}
    both_ranks = _RANK.search(said) is not None and any(_RANK.search(one) for one in held)
    return said if same or both_ranks else None
