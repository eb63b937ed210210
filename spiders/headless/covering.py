"""Personal data taken out of a page before anything of it is kept: out of its texts, its fields, its source."""

from __future__ import annotations

import re
from html import escape

from inspection.findings import Json
from inspection.personal import hidden, mask
from spiders.headless.har import without_secrets
from spiders.headless.isolation import Isolation, IsolationError

SCRIPT = "masking.js"
MOST_SOURCE = 3_000_000  # letters of a page's source that are kept
_REFRESH = re.compile(r"http-equiv(?=\s*=\s*[\"']?\s*refresh)", re.I)
# Nobody who opens the file asks anything of anybody, or runs what the page's makers wrote.
_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"


async def cover_personal_data(world: Isolation) -> int:
    """Replace the letters of people's numbers by solid bars; how many pieces of text.

    Not tried: numbers in images, on canvases, in shadow trees that are shut, faces, codes. Raises IsolationError.
    """
    said = await world.ask("texts", seconds=8.0)
    if not said["whole"]:
        raise IsolationError("too much text to be looked through")
    covered: list[Json] = [list(one) for one in spans([(bool(apart), str(text)) for apart, text in said["pieces"]])]
    if covered:
        await world.ask("cover", covered)
    return len(covered)


async def hide_unread(world: Isolation) -> int:
    """Hide whole what cannot be looked through: frames of other sites, plug-ins; how many. Raises IsolationError."""
    return int(await world.ask("blind"))


def spans(pieces: list[tuple[bool, str]]) -> list[tuple[int, int, int]]:
    """(number of the piece, start, end) of what is to be hidden; a piece that does not begin a line goes on with it.

    Places are counted as JavaScript counts them: a letter beyond the basic plane is two.
    """
    places: list[tuple[int, int]] = []  # of each piece in the joined text
    joined: list[str] = []
    at = 0
    for apart, text in pieces:
        if apart:
            joined.append("\n")
            at += 1
        places.append((at, at + len(text)))
        joined.append(text)
        at += len(text)
    found: list[tuple[int, int, int]] = []
    number = 0
    for start, end in hidden("".join(joined)):
        while number < len(places) and places[number][1] <= start:
            number += 1
        for piece in range(number, len(places)):
            first, last = places[piece]
            if first >= end:
                break
            text = pieces[piece][1]
            found.append((piece, _units(text, max(start, first) - first), _units(text, min(end, last) - first)))
    return [one for one in found if one[1] < one[2]]


def _units(text: str, place: int) -> int:
    return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def disarmed(source: str, url: str, at: str) -> bytes:
    """The page's source as a file that can be opened without harm: it runs nothing and asks nothing of anybody.

    `source` comes from a page whose texts were covered; what stands in its attributes and scripts is masked here.
    """
    told = f"网页源码快照，个人信息已遮盖，脚本不运行。地址：{without_secrets(mask(url))}；时间：{at}"
    head = (
        f'<!DOCTYPE html>\n<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_NOTHING}">\n'
        f"<!-- {escape(told).replace('--', '- -')} -->\n"
    )
    return (head + _REFRESH.sub("data-http-equiv", without_secrets(mask(source)))).encode("utf-8", "replace")
