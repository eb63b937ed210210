"""When two sources, or two rounds, speak of the same article of an account."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from inspection.records import Article, Published, day_of
from inspection.wechat_address import is_temporary, wechat_address, wechat_ids, wechat_number
from inspection.weibo_address import weibo_id
from spiders.reading.dates import SHANGHAI

WEIBO = "weibo"
TITLED_WITHIN = timedelta(hours=12)  # some sources state when they saw the article, not when it was published
POSTED_WITHIN = timedelta(minutes=2)  # a post's time is its own; sources differ by rounding alone
SHORTEST_PREFIX = 20  # characters of a post's text that must agree where one source cuts it off
_CUT = re.compile(r"(?:\.{3}|…+)\s*(?:全文|展开全文|阅读全文)?\s*$|全文\s*$")
_BUCKET = 12  # characters


def lasting_address(url: str) -> str:
    """The address by which an article is known: the platform's own permanent form, where there is one."""
    return wechat_address(url) or url


def is_lasting(url: str) -> bool:
    """Whether the address names the article for good: not a link that expires, not a name made up for want of one."""
    return not (url.startswith("urn:") or is_temporary(url))


def number_of(article: Article) -> str | None:
    """The platform's own number of the article: `mid_idx` of WeChat, a Weibo post's number; None where untold."""
    return article.platform_id or weibo_id(article.url) or wechat_number(article.url)


def keys_of(article: Article) -> frozenset[str]:
    """Names of the article; two that share one are the same, whatever else they say."""
    keys = keys_of_address(article.url)
    return keys | {f"id:{article.platform_id}"} if article.platform_id else keys


def keys_of_address(url: str) -> frozenset[str]:
    """The names that an address tells."""
    number = weibo_id(url) or wechat_number(url)
    keys = frozenset({f"url:{lasting_address(url)}"})
    return keys | {f"id:{number}"} if number else keys


def form_of(url: str) -> str | None:
    """Which of the platform's ways to name an article the address is; None where it is none that lasts.

    One article may have an address of each form, and has one address of a form.
    """
    if is_temporary(url):
        return None
    if wechat_address(url) is not None:
        return "wechat-long" if wechat_ids(url) is not None else "wechat-short"
    return "weibo" if weibo_id(url) is not None else None


def folded(text: str) -> str:
    """Letters and digits alone, full width and case folded away: what two writings of one title share."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def words_of(article: Article, platform: str) -> str:
    """What tells the article apart where no name does: its title; of a Weibo post, which has none, its text."""
    return folded(_CUT.sub("", article.text or article.title)) if platform == WEIBO else folded(article.title)


def bucket_of(words: str, platform: str) -> str:
    """Articles whose words may agree are in one bucket."""
    return words[:_BUCKET] if platform == WEIBO else words


def words_agree(one: str, other: str, platform: str) -> bool:
    """The same words; of a post, also where one of the two is cut off."""
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return platform == WEIBO and len(short) >= SHORTEST_PREFIX and long.startswith(short)


def day_number(published: Published | None) -> int | None:
    """The day in China, as a number to sort by."""
    day = day_of(published, SHANGHAI)
    return day.toordinal() if day is not None else None


def apart(one: Published | None, other: Published | None, platform: str) -> timedelta | None:
    """How far the two times lie apart; None where that is too far for one article, or a date is missing.

    A bare date agrees with any time of its day, and is less sure than two times that do.
    """
    if one is None or other is None:
        return None
    within = POSTED_WITHIN if platform == WEIBO else TITLED_WITHIN
    if isinstance(one, datetime) and isinstance(other, datetime):
        distance = abs(one - other)
        return distance if distance <= within else None
    return within if day_number(one) == day_number(other) else None


def at_once(one: Published | None, other: Published | None) -> bool:
    """Whether both state the same moment, up to rounding: an account does not publish one title twice in a minute."""
    return isinstance(one, datetime) and isinstance(other, datetime) and abs(one - other) <= POSTED_WITHIN
