"""Pages that belong together: a list with its further pages, what lies below it; and files that were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from checks.links import address_key
from inspection.addresses import folder_of, join, origin_of
from inspection.contents import PageContent
from inspection.files import FileFacts, file_facts
from inspection.observed import Observed
from inspection.visits import View

_INDEX = re.compile(r"^(?:index|default|list|main)(?:_\d+)?\.\w+$", re.I)
_FILES: WeakKeyDictionary[Observed, Mapping[str, FileFacts]] = WeakKeyDictionary()


def files_of(observed: Observed) -> Mapping[str, FileFacts]:
    """Files that were had, by their address's key; `unread` says where nothing could be read of one."""
    if observed not in _FILES:
        looks = (visit for visit in observed.visits or () if visit.view is View.FILE and visit.reason is None)
        _FILES[observed] = {address_key(visit.url): file_facts(visit) for visit in looks}
    return _FILES[observed]


def absolute(observed: Observed, address: str) -> str:
    """An address of the plan, which may be a path of the site."""
    return join(observed.plan.site.home_url, address) or address


def content_at(observed: Observed, address: str) -> PageContent | None:
    """The page at the address, however its scheme and its last slash are written."""
    contents = observed.contents or {}
    found = contents.get(address)
    if found is None:
        key = address_key(address)
        found = next((page for url, page in contents.items() if url.endswith(key) and address_key(url) == key), None)
        found = found or next((page for url, page in contents.items() if address_key(url) == key), None)
    return found


def below(address: str) -> str | None:
    """What the addresses of all that belongs to a list begin with; None where that would be the whole site.

    /hdjl/lyb/ and /hdjl/lyb/index.html: the folder.
    /hdjl/lyb.html: the name without its ending (lyb_2.html, lyb/1.html).
    """
    path, folder = address.partition("?")[0], folder_of(address)
    last = path.rpartition("/")[2]
    if last and not _INDEX.match(last):
        return path.rpartition(".")[0] if "." in last else path
    return None if folder == f"{origin_of(address)}/" else folder


def pages_of(observed: Observed, address: str) -> list[PageContent]:
    """The page itself, then every page that was read below it, in the order of their addresses."""
    first, start = content_at(observed, address), below(address)
    rest = [
        page
        for url, page in sorted((observed.contents or {}).items())
        if start is not None and plain(url).startswith(plain(start)) and page is not first
    ]
    return [*([first] if first is not None else []), *rest]


def further_pages(observed: Observed, address: str) -> list[PageContent]:
    """The pages of one list that is spread over several: index_2.html, ?page=2; not what else lies below it."""
    first = content_at(observed, address)
    key = _PAGED.sub("", address_key(address))
    rest = (page for url, page in sorted((observed.contents or {}).items()) if page is not first)
    same = [page for page in rest if (turned := address_key(page.url)) != key and _PAGED.sub("", turned) == key]
    return [*([first] if first is not None else []), *same]


_PAGED = re.compile(
    r"(?:/(?:index|list|default)(?=_\d))?[_-]\d{1,4}(?=\.\w+$)|/(?:index|list|default)\.\w+$"
    r"|[?&](?:page|pageno|pagenum|pageindex|p|cur_?page|currentpage)=\d{1,4}|\.\w{3,5}$",
    re.I,
)


def plain(address: str) -> str:
    """An address without its scheme."""
    return address.partition("://")[2]


def any_of(words: Iterable[str], text: str) -> str | None:
    """The first of the words that the text holds."""
    return next((word for word in words if word and word in text), None)
