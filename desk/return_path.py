"""Where to go after signing in: a page of the desk itself, whatever the address says."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

# One slash, then nothing that browsers read as another host: they take a backslash for a slash, and drop tabs and
# line ends wherever they stand.
_OWN = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_LONGEST = 2000


def return_path(wanted: str | None) -> str:
    """The wanted path with its query where it is one of the desk's own, else the first page."""
    path = quote(wanted or "/", safe="/?&=%#:;,.-_~+@!$'()*[]", errors="replace")  # Chinese in a query is in order
    if path != wanted and any(ord(character) < 33 or character in "\\\x7f" for character in wanted or ""):
        return "/"
    if len(path) > _LONGEST or not _OWN.fullmatch(path) or _hides(path):
        return "/"
    return path


def _hides(path: str) -> bool:
    """Whether the path, decoded as often as it can be, would be another host's, or goes round in signing in."""
    plain, _, _ = path.partition("?")
    for _ in range(4):
        if re.match(r"/[/\\]|/\.{1,2}[/\\]", plain) or re.search(r"[\\\x00-\x20\x7f]|//", plain):
            return True
        plain, before = unquote(plain), plain
        if plain == before:
            break
    return plain.startswith(("/sign-in", "/sign-out"))
