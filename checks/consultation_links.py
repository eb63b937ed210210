"""Files and links of a consultation's own page, told apart from the site's menu."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from checks.consultations import Consultation, consultations
from checks.links import address_key
from inspection.contents import Anchor
from inspection.observed import Observed

_LIST = re.compile(r"/(?:(?:index|list|default|col)[\w-]{0,8}\.\w{2,5})?$")
_SHARED: WeakKeyDictionary[Observed, frozenset[str]] = WeakKeyDictionary()


def own_anchors(observed: Observed, one: Consultation) -> tuple[Anchor, ...]:
    """What the page offers and links to. What leads to a list, or stands on several notices, is the site's menu."""
    if one.page is None:
        return ()
    contents, shared, own = observed.contents or {}, _shared(observed), address_key(one.article.url)
    links = (a for a in one.page.links if a.url not in shared and not _LIST.search(a.url))
    kept = (a for a in links if a.url not in contents or contents[a.url].kind not in ("home", "list"))
    return tuple(a for a in (*one.page.attachments, *kept) if address_key(a.url) != own)


def _shared(observed: Observed) -> frozenset[str]:
    if observed not in _SHARED:
        seen: set[str] = set()
        twice: set[str] = set()
        for one in consultations(observed):
            addresses = {anchor.url for anchor in one.page.links} if one.page else set()
            twice |= addresses & seen
            seen |= addresses
        _SHARED[observed] = frozenset(twice)
    return _SHARED[observed]
