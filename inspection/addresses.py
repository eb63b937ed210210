"""Addresses: resolved and normalised as browsers do (WHATWG URL, by ada), so that one target has one name."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

import ada_url

MAX_LENGTH = 8192  # characters; longer ones are traps or data, no server takes them


@lru_cache(maxsize=4096)
def _ascii_only(query: str, charset: str) -> str:
    return quote(query, safe="%/:?@!$&'()*+,;=-._~[]{}|^`\"<>\\", encoding=charset, errors="xmlcharrefreplace")


def join(base: str, reference: str, charset: str = "utf-8") -> str | None:
    """The absolute, normalised http(s) address that `reference` means on a page at `base`, without its fragment.

    None when it is no address of a page: another scheme, nonsense, longer than MAX_LENGTH. Non-ASCII in the path
    becomes percent-encoded UTF-8, in the query the page's own charset, as browsers send it.
    """
    if len(reference) > MAX_LENGTH:
        return None
    if not reference.isascii() and "?" in reference and charset.lower().replace("-", "") != "utf8":
        path, _, rest = reference.partition("?")
        query, hash_, _ = rest.partition("#")
        reference = f"{path}?{_ascii_only(query, charset)}{hash_}"
    try:
        joined = ada_url.join_url(base, reference) if base else ada_url.normalize_url(reference)
    except (ValueError, UnicodeError):
        return None
    href = joined.partition("#")[0]
    if not href.startswith(("http://", "https://")) or len(href) > MAX_LENGTH:
        return None
    return href


def normalise(url: str) -> str | None:
    """An absolute address in its one normal form, or None when it is not http(s)."""
    return join("", url.strip())


def host_of(url: str) -> str:
    """Host of a normalised address, with the port where it is not the scheme's own: `127.0.0.1:8080`."""
    start = url.find("://") + 3
    end = len(url)
    for mark in "/?":
        found = url.find(mark, start)
        if found != -1:
            end = min(end, found)
    authority = url[start:end]
    return authority.rpartition("@")[2]


def origin_of(url: str) -> str:
    """Scheme and authority: `https://mzj.sh.gov.cn`. Expects a normalised address."""
    end = url.find("/", url.find("://") + 3)
    return url if end == -1 else url[:end]


def folder_of(url: str) -> str:
    """The address up to and including the last slash of its path."""
    return url.partition("?")[0].rpartition("/")[0] + "/"
