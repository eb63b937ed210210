"""Files as the office knows them, and those of which nothing can be said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from inspection.addresses import host_of
from inspection.file_kinds import PAGES, extension_of
from inspection.findings import CannotTell
from inspection.observed import Observed
from inspection.personal import mask
from inspection.reasons import explain
from inspection.visits import View, Visit

_EXAMPLES = 3
_NUMBERED = re.compile(r"^附\s*件\s*\d{0,2}\s*[:：]\s*")
# Nobody expects text of these.
_NO_TEXT = frozenset({"picture"})
_PICTURES = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "tif", "tiff", "ico", "mp4", "mp3", "wav", "avi"}
)


def file_name(visit: Visit) -> str:
    """As the page calls it, else the last part of its address."""
    named = visit.facts.get("named")
    return (_NUMBERED.sub("", named.strip()) if isinstance(named, str) else "") or _last(visit.url)


def unread_files(observed: Observed) -> Iterator[CannotTell]:
    """One doubt for each reason for which files' text was not had: so that nobody takes them for clean."""
    if not observed.plan.privacy.files:
        return
    reasons: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for visit in observed.visits or ():
        if visit.view is not View.FILE:
            continue
        seen.add(visit.url)
        if visit.reason is not None:
            reasons[visit.reason].append(_last(visit.url))
            continue
        unread = visit.facts.get("unread")
        if isinstance(unread, str) and unread not in _NO_TEXT and visit.facts.get("kind") not in PAGES:
            reasons[unread].append(file_name(visit))
    reasons["turn-not-come"] = list(_not_yet(observed, seen))
    for reason, names in reasons.items():
        if names:
            said = "、".join(f"“{mask(name)[:40]}”" for name in names[:_EXAMPLES])
            more = f"等 {len(names)} 个" if len(names) > _EXAMPLES else ""
            yield CannotTell(observed.plan.site.name, reason, f"附件没有查个人信息（{explain(reason)}）：{said}{more}")


def _not_yet(observed: Observed, seen: set[str]) -> Iterator[str]:
    """Attachments on the plan's hosts that no round has read yet."""
    broken = {target.probe.url for target in observed.targets}
    hosts = observed.plan.site.inspected_hosts
    named = {one.url: one.text for page in (observed.contents or {}).values() for one in page.attachments}
    for url, text in named.items():
        if url not in seen and url not in broken and host_of(url) in hosts and extension_of(url) not in _PICTURES:
            yield text or _last(url)


def _last(url: str) -> str:
    return unquote(url.partition("?")[0].rpartition("/")[2]) or url
