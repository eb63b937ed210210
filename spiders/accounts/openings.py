"""Which articles of an account are opened in a round: few, and those first that tell the most. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from inspection.accounts import Account
from inspection.records import day_of
from inspection.sources import Known
from inspection.wechat_address import HOST
from inspection.weibo_address import weibo_id
from spiders.accounts.account_reading import AccountReading
from spiders.media.identity import WEIBO
from spiders.media.weibo_text import is_cut
from spiders.reading.dates import SHANGHAI

WECHAT = "wechat"
_MOST = {"watch": 5}
_MOST_ELSE = 40  # pages of one account in a daily or full round
RECENT = timedelta(days=60)  # older articles are left alone: nobody corrects them any more
AGAIN = timedelta(days=7)


def to_open(account: Account, read: AccountReading, now: datetime, kind: str, since: date) -> tuple[str, ...]:
    """Addresses of articles worth opening, the most useful first.

    Articles never opened whose text, origin or links are not known, the newest first; articles that a source which
    covers their day no longer lists (perhaps withdrawn); in full rounds those that were last looked at long ago.
    Where there are both, a quarter of the pages is kept for what may be withdrawn.
    """
    most = _MOST.get(kind, _MOST_ELSE)
    known = [one for one in read.known if can_open(account.platform, one.article.url)]
    opened = {article.url for article in read.reading.articles}
    unread = [one for one in known if _is_unread(one, account) and _from(one, since) and one.article.url in opened]
    missed = [one for one in read.unlisted if can_open(account.platform, one.article.url) and _is_due(one, now)]
    again = [one for one in known if _from(one, (now - RECENT).date()) and _is_old(one, now)] if kind == "full" else []
    newest = _newest(unread)
    first = most - min(len(missed), most // 4)
    chosen = [*newest[:first], *_newest(missed), *sorted(again, key=_last_look), *newest[first:]]
    return tuple(dict.fromkeys(one.article.url for one in chosen))[:most]


def can_open(platform: str, url: str) -> bool:
    """Whether the address is the platform's own; no other is opened for an account."""
    if platform == WEIBO:
        return weibo_id(url) is not None
    return platform == WECHAT and urlsplit(url).hostname == HOST


def _is_unread(known: Known, account: Account) -> bool:
    """Never opened, and something is missing that its page would tell. A post of Weibo is listed whole, or says so."""
    article = known.article
    if known.looked_at is not None or known.withdrawn:
        return False
    if account.platform == WECHAT and article.origin is None:  # only its page says whose it is
        return True
    return not article.read_in_full and (not article.text or is_cut(article.text))


def _from(known: Known, since: date) -> bool:
    day = day_of(known.article.published_at, SHANGHAI)
    return day is None or day >= since


def _is_due(known: Known, now: datetime) -> bool:
    """It was last looked at while it was still listed, or long ago."""
    return known.looked_at is None or known.looked_at <= known.last_seen_at or _is_old(known, now)


def _is_old(known: Known, now: datetime) -> bool:
    return known.looked_at is None or now - known.looked_at >= AGAIN


def _last_look(known: Known) -> tuple[bool, datetime, str]:
    return known.looked_at is not None, known.looked_at or known.first_seen_at, known.article.url


def _newest(known: Iterable[Known]) -> Sequence[Known]:
    in_order = sorted(known, key=lambda one: one.article.url)
    return sorted(in_order, key=lambda one: day_of(one.article.published_at, SHANGHAI) or date.min, reverse=True)
