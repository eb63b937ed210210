"""What platforms bear of us: one table, and the key under which a request waits for its turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from inspection.accounts import Source
from store.paces import Limits


def _apart(seconds: float, **numbers: int) -> Limits:
    return Limits(timedelta(seconds=seconds), **numbers)


@dataclass(frozen=True, slots=True)
class Platform:
    """What one platform bears of us; `methods` where an interface counts each path of its own."""

    name: str
    limits: Limits
    methods: Mapping[str, Limits] = field(default_factory=dict)
    each_method: bool = False


FEED = Platform("feed", _apart(1))
WECHAT_PAGES = Platform("wechat-pages", _apart(3))
WEIBO_MOBILE = Platform("weibo-mobile", _apart(3, per_hour=200))
# 150 an hour for each user of an application (Rate-limiting in the platform's wiki, all versions up to 2012). Later
# versions let the number depend on the application, and name 100 a day: who has used it up is told so (10022-10024).
WEIBO_API = Platform("weibo-api", _apart(0.3, per_hour=150))
# By the day and method, of a new account (接口调用频次限制说明): batchget 100, comment/list 10,000, stable_token
# 500,000. For statistics no number is stated; some were refused below 1,000. The office's other programs live on it.
WECHAT_API = Platform(
    "wechat-api",
    _apart(0.1, per_day=80),
    {
        "/cgi-bin/stable_token": _apart(0.1, per_day=500),
        "/cgi-bin/comment/list": _apart(0.1, per_day=2000),
        "/datacube/getarticletotaldetail": _apart(0.1, per_day=300),
    },
    each_method=True,
)

_BY_HOST = {
    "mp.weixin.qq.com": WECHAT_PAGES,
    "api.weixin.qq.com": WECHAT_API,
    "m.weibo.cn": WEIBO_MOBILE,
    "weibo.cn": WEIBO_MOBILE,
    "weibo.com": WEIBO_MOBILE,
    "www.weibo.com": WEIBO_MOBILE,
    "api.weibo.com": WEIBO_API,
}
# For an interface that is reached by way of a proxy, and for feeds, whose hosts are the office's own.
_BY_KIND = {
    "wechat-api": WECHAT_API,
    "wechat-album": WECHAT_PAGES,
    "wechat-articles": WECHAT_PAGES,
    "weibo-api": WEIBO_API,
    "weibo-mobile": WEIBO_MOBILE,
}


def pace_of(url: str, source: Source, spacing: timedelta | None = None) -> tuple[str, Limits]:
    """The key under which a request for this source waits, and the limits it obeys. No key holds a secret.

    `spacing` is the plan's for the source; it counts on the source's own platform alone: whoever asks a feed of his own
    quickly does not ask WeChat for its articles as quickly.
    """
    parts = urlsplit(url)
    own = _BY_KIND.get(source.kind, FEED)
    platform = _BY_HOST.get(parts.hostname or "", own)
    key = f"{platform.name} {parts.netloc.rpartition('@')[2].lower()}"
    owner = _owner(source)
    if platform in (WECHAT_API, WEIBO_API) and owner:
        key += f" {blake2b(owner.encode(), digest_size=6).hexdigest()}"
    limits = platform.limits
    if platform.each_method:
        key += f" {parts.path}"
        limits = next((some for path, some in platform.methods.items() if parts.path.endswith(path)), limits)
    if spacing is not None and platform is own:
        limits = replace(limits, spacing=spacing)
    return key, limits


def _owner(source: Source) -> str:
    """Whose numbers are used up."""
    if source.wechat_api is not None:
        return source.wechat_api.app_id
    return source.weibo_api.uid if source.weibo_api is not None else ""
