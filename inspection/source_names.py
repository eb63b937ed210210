"""What people call the ways to read an account, and how such a source stands: said once, for checks and reports."""

from __future__ import annotations

import re

KIND_NAMES: dict[str, str] = {
    "feed": "订阅",
    "wechat-api": "公众号接口",
    "wechat-album": "公众号合集",
    "wechat-articles": "公众号文章地址",
    "weibo-api": "微博接口",
    "weibo-mobile": "手机版微博",
    "page": "合作网站列表",
    "export": "导出文件",
}
PLATFORM_NAMES: dict[str, str] = {"wechat": "微信公众号", "weibo": "微博", "site": "合作网站"}


def source_name(label: str) -> str:
    """`feed-2` → 订阅（feed-2）; a label of no known kind stays as it is."""
    kind = KIND_NAMES.get(label) or KIND_NAMES.get(re.sub(r"-\d+$", "", label))
    return f"{kind}（{label}）" if kind else label


def platform_name(platform: str) -> str:
    """`wechat` → 微信公众号; another platform is called as the plan does."""
    return PLATFORM_NAMES.get(platform.casefold(), platform)
