"""Foreign words made safe to send: no mention, no link, no markup, no unseen marks, no personal data; cut to size."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from inspection.addresses import normalise
from inspection.personal import mask, mask_address
from notifications.readable import clickable, plain

TITLE_LENGTH = 120  # characters shown of a title: three or four lines on a telephone
LINK_LENGTH = 800  # bytes of an address that may become a link; a longer one eats the room of other lines
_READ = 8  # of a text, so many times the length shown is read at all: a title of a megabyte costs nothing

# Letters and marks that nobody sees: between the digits of a number they would hide it from the mask.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]+"
)
_SPACES = re.compile(r"\s+")
# Accents heaped on one letter spill over the lines above and below.
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAP = re.compile(f"({_ACCENT}{{2}}){_ACCENT}+")
# What means something to a chat's markdown, HTML or mentions, and the full-width letter that reads the same.
_LOOKALIKES = str.maketrans("*_`~#|\\[]<>@&", "＊＿｀～＃｜＼［］＜＞＠＆")
# Chats make links of bare addresses and host names; with a full-width dot or colon they are only words.
_SCHEME = re.compile(r":(?=[/\uff0f])")
_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
_FOUR_NUMBERS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_RULE = re.compile(r"[-=+\s]{3,}")  # a line of these is a ruler, or makes a heading of the line above it
_RULER = re.compile(r"^(?:-{3,}|={3,})")  # words after it make no ruler of it, yet some chats see one
_LIST_MARK = re.compile(r"^([-+])(?=\s)")

_COMMAND = str.maketrans("`<>@[]", "｀＜＞＠［］")
_URL_SAFE = "%/:?#=&;,+-._~$!"


def one_line(text: str, length: int = TITLE_LENGTH) -> str:
    """Foreign words on one line: nothing unseen, masked, at most `length` characters, and then how many there were.

    Markup is still in it: see `inert`. Masked before it is cut, as half a number is no longer known as one.
    """
    read = _SPACES.sub(" ", plain(_UNSEEN.sub("", text[: length * _READ]), length * _READ))
    seen = mask(_HEAP.sub(r"\1", read)).strip()
    if len(seen) <= length and len(text) <= length * _READ:
        return seen
    return f"{seen[:length]}…（全长 {len(text)} 字）"


def inert(text: str) -> str:
    """Words on one line in which no chat finds a mention, a link or markup; they read as before."""
    words = _SCHEME.sub("：", text.translate(_LOOKALIKES))
    words = _FOUR_NUMBERS.sub(lambda found: found[0].replace(".", "．"), _DOT.sub("．", words))
    return "——" if _RULE.fullmatch(words) else _LIST_MARK.sub("·", _RULER.sub("——", words))


def line(text: str, length: int = TITLE_LENGTH) -> str:
    """`one_line` and `inert`: what stands in a message for a title, a unit, a column."""
    return inert(one_line(text, length))


def paragraphs(text: str, length: int = 500) -> list[str]:
    """A text with line breaks as safe lines, empty ones left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [safe for safe in (line(one, length) for one in lines) if safe]


def command(text: str, length: int = 300) -> str:
    """A command of ours as people copy it: only what begins a mention, a link or HTML is replaced."""
    return plain(text, length).translate(_COMMAND)


def shown_address(address: str, length: int = TITLE_LENGTH) -> str:
    """An address as words, masked and inert, for where it must not be a link."""
    return inert(one_line(mask_address(_decoded(address)), length))


def link_target(address: str | None) -> str | None:
    """What may stand as the target of a link in any chat's markup: ASCII, http(s), no brackets, quotes or blanks.

    None where it is no web address, too long, names a user before the host, or holds personal data.
    """
    if not address or not clickable(address):
        return None
    plainest = normalise(address.partition("#")[0])
    if plainest is None:
        return None
    parts = urlsplit(plainest)
    if "@" in parts.netloc or "[" in parts.netloc:
        return None
    decoded = _decoded(plainest)
    if mask_address(plainest) != plainest or mask_address(decoded) != decoded:
        return None
    encoded = quote(plainest, safe=_URL_SAFE)
    return encoded if len(encoded) <= LINK_LENGTH else None


def cut_bytes(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, no character broken; an ellipsis where something was cut."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= limit:
        return text
    return encoded[: max(0, limit - 3)].decode("utf-8", "ignore") + ("…" if limit >= 3 else "")


def most_that_fit(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `count` for which `fits` is true; 0 where none is. `fits` gets no truer with more.

    All of it is tried first: without the words on what was left out it may fit where less does not.
    """
    if fits(count):
        return count
    low, high = 0, max(0, count - 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _decoded(address: str) -> str:
    return unquote(address, errors="replace")
