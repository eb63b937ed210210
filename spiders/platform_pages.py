"""What WeChat and Weibo answer with HTTP 200 in an article's place: gone for good, or kept back from robots. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import host_of
from inspection.media import Gone
from inspection.wechat_address import HOST, wechat_address
from inspection.weibo_address import weibo_id
from spiders.markup import bounded
from spiders.media.weibo_errors import gone_by_words, refusal_of_page
from spiders.reading.page import squeeze
from spiders.reading.wechat_standing import is_captcha_address, standing_of

_REASONS = {  # inspection.reasons
    Gone.DELETED: "content-deleted",
    Gone.VIOLATION: "content-violation",
    Gone.EXPIRED: "content-expired",
    Gone.UNAVAILABLE: "content-unavailable",
    Gone.MISSING: "content-not-found",
}
_WEIBO = (".weibo.com", ".weibo.cn")
_LOGIN = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:passport\.weibo\.(?:com|cn)|login\.sina\.com\.cn|passport\.sina\.cn)/", re.I
)
_NOTICE = re.compile("抱歉|[此该]微博|微博不存在|内容(?:已|不)|查看权限|does not exist", re.I)
_LONGEST = 200_000  # characters: their notices have about 40,000, mostly script
_SHORT = 400  # characters of text that a notice shows


@dataclass(frozen=True, slots=True)
class Judged:
    """`gone`: the content is not there any more; else it was kept back, and nothing can be said of it."""

    reason: str  # a key of inspection.reasons or inspection.refusals
    gone: bool
    said: str = ""  # the platform's own words


def judged_redirect(url: str, target: str) -> Judged | None:
    """Whether a platform leads away to a captcha or a login instead of showing what was asked for."""
    if host_of(url) == HOST and is_captcha_address(target):
        return Judged("captcha", gone=False)
    return Judged("cookie-wall", gone=False) if _is_weibo(url) and _LOGIN.match(target) else None


def judged_page(url: str, html: str) -> Judged | None:
    """What the page says in the place of an article or a post; None for whatever else."""
    if len(html) > _LONGEST:
        return None
    if host_of(url) == HOST:
        return _of_wechat(url, html)
    return _of_weibo(url, html) if _is_weibo(url) else None


def _of_wechat(url: str, html: str) -> Judged | None:
    if is_captcha_address(url):
        return Judged("captcha", gone=False)
    standing = standing_of(html) if wechat_address(url) is not None else None
    if standing is None or (standing.gone is None and standing.refusal is None):
        return None
    if standing.gone is not None:
        return Judged(_REASONS[standing.gone], gone=True, said=standing.said)
    return Judged(standing.refusal or "", gone=False, said=standing.said)


def _of_weibo(url: str, html: str) -> Judged | None:
    tree = LexborHTMLParser(bounded(html))
    tree.strip_tags(["script", "style", "noscript", "template"])
    text = tree.body.text(separator="\n") if tree.body is not None else ""
    lines = [line for raw in text.splitlines() if (line := squeeze(raw))]
    if sum(map(len, lines)) > _SHORT or "$render_data" in html:
        return None
    if weibo_id(url) is not None:
        for line in lines:
            if len(line) <= 80 and _NOTICE.search(line) and (gone := gone_by_words(line)) is not None:
                return Judged(_REASONS[gone], gone=True, said=line)
    refusal = refusal_of_page(html)
    return Judged(refusal.reason, gone=False) if refusal is not None else None


def _is_weibo(url: str) -> bool:
    return f".{urlsplit(url).hostname or ''}".endswith(_WEIBO)
