"""Hostile titles in variety, what a chat would find live in a text, and alerts made of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind
from notifications.alert import Alert, Line, Mention

AT = datetime(2025, 3, 25, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ID = "m20250325-003000-1a2b3c4d"

_WORDS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8)
_HOST = st.from_regex(r"[a-z]{2,8}\.(com|cn|gov\.cn|top)", fullmatch=True)
_ATTACKS = st.one_of(
    st.sampled_from(
        ["@all", "@所有人", "<@all>", "@here", '<at user_id="all">所有人</at>', "<at id=all></at>", "<!channel>"]
    ),
    st.builds("<@{}>".format, st.from_regex(r"[a-z]{3,8}", fullmatch=True)),
    st.builds("[{}](http://{}/)".format, _WORDS, _HOST),
    st.builds("![{}](https://{}/a.png)".format, _WORDS, _HOST),
    st.builds("<a href='//{}'>{}</a>".format, _HOST, _WORDS),
    st.builds("{}://{}/x".format, st.sampled_from(["http", "https", "HTTP", "weixin", "dingtalk", "ftp"]), _HOST),
    st.builds("{}".format, _HOST),
    st.builds("www.{}".format, _HOST),
    st.builds("{}.{}.{}.{}".format, *[st.integers(0, 255)] * 4),
    st.builds('<font color="warning">{}</font>'.format, _WORDS),
    st.builds("{0}{1}{0}".format, st.sampled_from(["**", "__", "`", "~~", "***", "|", "```", "||"]), _WORDS),
    st.builds("{} {}".format, st.sampled_from(["#", "###", ">", "-", "+", "* ", "1."]), _WORDS),
    st.sampled_from(
        ["\n# 标题", "\r\n> 引用", "\n\n---\n", "\u202e反向", "\u200b", "\x00\x07\x1b[31m", "\u2066", "&#64;all"]
    ),
    st.sampled_from(["\\", "](", ")[", "](javascript:alert(1))", "<", ">", "&lt;", "\U000e0041"]),
)
titles = st.lists(st.one_of(_WORDS, _ATTACKS, st.text(max_size=12)), min_size=1, max_size=8).map("".join)

# What a chat acts upon. Our own links are taken out first.
_LIVE = re.compile(
    r"[\[\]<>`|\\\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
    r"|@|://|&[#\w]+;|\w\.[A-Za-z]{2,}|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|[*_~]|(?m:^\s{0,3}(?:#|[-+]\s|={3,}|-{3,}))"
)


def live(text: str) -> list[str]:
    """Whatever in a foreign text would be a mention, a link, markup or unseen."""
    return [found[0] for found in _LIVE.finditer(text)]


def alert(*found: str, **changes: Any) -> Alert:
    """An alert about these titles."""
    lines = tuple(
        Line(
            issue=number,
            title=title,
            severity=Severity.ERROR,
            state=State.SUSPECTED.value,
            check="broken-link",
            unit="办公室",
            column="通知公告",
            address=f"https://mzj.example.gov.cn/tzgg/{number}_(1).html",
            due_at=AT + timedelta(days=3),
            note="涉及 30 个网页",
        )
        for number, title in enumerate(found, 1)
    )
    made = Alert(
        id=ID,
        kind=Kind.NEW,
        site="上海市民政局",
        at=AT,
        group="g",
        severity=Severity.ERROR,
        headline="通知公告：断链（办公室）",
        because="首次发现",
        lines=lines,
        total=len(lines),
        unit="办公室",
        check="broken-link",
        column="通知公告",
        more="https://desk.example.org/issues?unit=%E5%8A%9E%E5%85%AC%E5%AE%A4",
    )
    return replace(made, **changes)


def person(**known: Any) -> Mention:
    """Somebody on duty, known to these platforms."""
    return Mention("值班编辑", **known)
