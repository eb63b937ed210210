"""What a page says outside of its text of what became of opinions: a tab, a box below a notice that asked for them."""

from __future__ import annotations

import re

from spiders.reading.article_body import Body
from spiders.reading.page import ParsedPage

_ASKED = re.compile(r"(?:征求|征集|征询|听取).{0,60}意见|意见.{0,6}(?:征集|征求)|草案")
_TOLD = re.compile(
    r"(?:收到|征集到?|收集到?|征得|反馈|采纳|吸收).{0,40}\d+\s?(?:[条份件封项]|个(?!工作|月|小时))"
    r"|(?:未|没有|均未)(?:收到|征集到|收集到).{0,24}(?:意见|建议|反馈)"
)
_NAMED = re.compile(r"(?:采纳|征集结果|征求结果|结果反馈|反馈结果|反馈情况|情况反馈)")
_QUOTED = re.compile(r"《([^《》（(]+)")
_MOST, _LONGEST, _BRIEF = 10, 300, 16


def outcomes_of(page: ParsedPage, title: str, body: Body | None) -> tuple[str, ...]:
    """Lines outside of the body that tell how many opinions came, or that none did; of a page that asked for some."""
    if body is None or not _ASKED.search(title):
        return ()
    beside = (line for at, line in enumerate(page.lines) if not body.first <= at < body.last)
    told = (line.text[:_LONGEST] for line in beside if not line.linked and _TOLD.search(line.text))
    return tuple(dict.fromkeys(told))[:_MOST]


def outcome_links(page: ParsedPage, title: str, body: Body | None) -> tuple[tuple[str, str], ...]:
    """Addresses and words of links outside of the body that say the same: 意见采纳情况 below the notice.

    Those that name another document are left out: a box beside it lists what became of other matters.
    """
    if body is None or not _ASKED.search(title):
        return ()
    beside = (line for at, line in enumerate(page.lines) if not body.first <= at < body.last)
    named = ((one.url, (one.title or one.text)[:_LONGEST]) for line in beside for one in line.anchors if one.url)
    own = (pair for pair in named if _NAMED.search(pair[1]) and _is_of(title, pair[1]))
    return tuple(dict.fromkeys(own))[:_MOST]


def _is_of(title: str, words: str) -> bool:
    quoted = _QUOTED.findall(words)
    return any(name in title for name in quoted) if quoted else len(words) <= _BRIEF
