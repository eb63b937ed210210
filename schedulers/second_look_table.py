"""How each check is looked at again on the spot: one line for each, or why it cannot be looked at alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """What is done."""

    HOME = "home"
    ADDRESS = "address"
    PAGES = "pages"  # asked again, and read for what they say
    COLUMNS = "columns"
    VIEW = "view"
    DOWNLOAD = "download"
    SEARCH = "search"
    FORM = "form"
    SERVICE = "service"
    ENDPOINT = "endpoint"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class CannotAlone:
    """It cannot be looked at alone; why, in Chinese."""

    why: str


_WEEK = CannotAlone("要看一段时间内的多次探测，当场看一次不能下结论")
_PAIRS = CannotAlone("要把网站和各个账号的内容放在一起比对")
_HISTORY = CannotAlone("要和以往各轮读到的内容对照")
_WHOLE = CannotAlone("要把整个网站读一遍才能判断")
_FILES = CannotAlone("附件要整份下载通读，由下一轮巡检复查")
_BESIDE = CannotAlone("要把几个网页的内容放在一起比对")
_BY_HAND = CannotAlone("由责任单位确认完成，不用复查")
WAYS: Mapping[str, Way | CannotAlone] = {
    "site-down": Way.HOME,
    "frequent-outage": _WEEK,
    "expiring-certificate": Way.ENDPOINT,
    "missing-ipv6": Way.ENDPOINT,
    "missing-https-redirect": Way.ENDPOINT,
    "slow-first-byte": _WEEK,
    "blank-page": Way.VIEW,
    "script-error": Way.VIEW,
    "slow-page": Way.VIEW,
    "broken-layout": Way.VIEW,
    "mixed-content": Way.VIEW,
    "missing-alt": Way.VIEW,
    "inaccessible-page": Way.VIEW,
    "stale-popup": Way.VIEW,
    "missing-leaving-notice": Way.VIEW,
    "broken-link": Way.ADDRESS,
    "mismatched-download": Way.DOWNLOAD,
    "failing-search": Way.SEARCH,
    "missing-consultation": Way.FORM,
    "missing-service-link": CannotAlone("要和其他政策的网页对照，分清哪些链接是模板里的"),
    "broken-service-link": Way.SERVICE,
    "wrong-service": Way.SERVICE,
    "hijacked-link": Way.ADDRESS,
    "hidden-link": Way.ADDRESS,
    "tampered-page": Way.ADDRESS,
    "blank-column": Way.COLUMNS,
    "stale-column": Way.COLUMNS,
    "undated-column": Way.COLUMNS,
    "future-date": Way.COLUMNS,
    "missing-interpretation": Way.COLUMNS,
    "late-interpretation": CannotAlone("解读已经晚了，再看一次也不会改变"),
    "unlinked-interpretation": Way.COLUMNS,
    "missing-publication": Way.COLUMNS,
    "missing-crosspost": _PAIRS,
    "conflicting-facts": _PAIRS,
    "stale-account": Way.ACCOUNT,
    "silent-source": _HISTORY,
    "expired-credential": Way.ACCOUNT,
    "low-originality": CannotAlone("要读一整段时间的文章"),
    "withdrawn-article": _HISTORY,
    "unanswered-comment": CannotAlone("要逐篇读文章的留言，平台不允许频繁读取"),
    "stale-home": _WHOLE,
    "personal-data": Way.PAGES,
    "faulty-attachment": _FILES,
    "expiring-document": Way.PAGES,
    "wrong-wording": Way.PAGES,
    "missing-identity": Way.PAGES,
    "missing-label": Way.PAGES,
    "wrong-label": Way.PAGES,
    "inconsistent-date": Way.PAGES,
    "short-consultation": Way.PAGES,
    "missing-draft-interpretation": _BESIDE,
    "missing-feedback": _BESIDE,
    "incomplete-decision": _BESIDE,
    "excerpt-interpretation": _BESIDE,
    "outdated-rule": Way.PAGES,
    "incomplete-guide": _BESIDE,
    "incomplete-notice": _BESIDE,
    "outdated-notice": Way.PAGES,
    "incomplete-table": _BESIDE,
    "overdue-reply": _BESIDE,
    "library-gap": _BESIDE,
    "stale-series": _HISTORY,
    "overdue-duty": _BY_HAND,
}
