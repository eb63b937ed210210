"""What a browser says it is, in a few words: people know their own by them."""

from __future__ import annotations

# Looked for in this order: most browsers also name those that they descend from.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("wxwork", "企业微信"),
    ("DingTalk", "钉钉"),
    ("QIHU", "360 浏览器"),
    ("360SE", "360 浏览器"),
    ("360EE", "360 浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def agent_words(agent: str) -> str:
    """`Windows · 360 浏览器`; the beginning of what it says where that is nothing known."""
    known = [next((words for mark, words in marks if mark in agent), "") for marks in (_SYSTEMS, _BROWSERS)]
    return " · ".join(one for one in known if one) or agent.strip()[:60] or "未说明"
