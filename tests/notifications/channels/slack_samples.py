"""Alerts of every shape, for the tests of Slack; hostile texts among them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import State
from inspection.telling import Kind, Post
from notifications.alert import Alert, Line, Mention

NOW = datetime(2025, 3, 25, 9, 0, tzinfo=timezone(timedelta(hours=8)))
SITE = "示例市民政局"

_HOSTILE = (
    "<!channel> <!here> <!everyone>", "<@U0000001>", "<https://evil.example|点我>", "@channel @here", "> 引用",
    "*粗* _斜_ ~删~ `码`", "&lt;!channel&gt;", ":rotating_light:", "mailto:a@b.example", "```\n多行\n```",
    "https://evil.example/?a=1&b=2", "\u202e反\u200b", "<#C0000001>", "<!subteam^S1|x>", "<!date^1^x|y>",
    "&&&&<<<<>>>>", "😀" * 40, "\x00\x1b[31m",
)  # fmt: skip


def hostile(longest: int = 400) -> st.SearchStrategy[str]:
    """Texts as a web page may hold them: markup, controls, astral letters, too long."""
    piece = st.one_of(st.sampled_from(_HOSTILE), st.text(max_size=60), st.text("断链通知公告<>&@*_", max_size=longest))
    return st.lists(piece, max_size=6).map("".join)


def lines() -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        issue=st.integers(1, 10**9),
        title=hostile(),
        severity=st.sampled_from(Severity),
        state=st.sampled_from([state.value for state in State]),
        check=st.sampled_from(["broken-link", "stale-column", "site-down"]),
        unit=st.none() | hostile(60),
        column=st.none() | hostile(60),
        address=st.none() | hostile() | hostile(60).map("https://www.example.gov.cn/{}".format),
        due_at=st.none() | st.just(NOW + timedelta(days=3)),
        note=hostile(60),
        person=st.none() | hostile(30),
    )


def alerts(**fixed: Any) -> st.SearchStrategy[Alert]:
    fields: dict[str, Any] = {
        "id": st.just("m20250325-0100-1a2b3c4d"),
        "kind": st.sampled_from(Kind),
        "site": st.just(SITE),
        "at": st.just(NOW),
        "group": st.just("slack 办公室 broken-link"),
        "severity": st.sampled_from(Severity),
        "headline": hostile(),
        "because": hostile(),
        "lines": st.lists(lines(), max_size=60).map(tuple),
        "total": st.integers(0, 5000),
        "more": hostile() | st.just("https://desk.example.org/issues?unit=办公室&check=broken-link"),
        "mentions": st.lists(
            st.builds(Mention, name=hostile(30), slack=st.none() | hostile(20) | st.just("U0001ABC")), max_size=30
        ).map(tuple),
        "text": hostile(9000),
        "open": st.booleans(),
    }
    return st.builds(Alert, **{**fields, **fixed})


def alert(**changes: Any) -> Alert:
    """One plain alert about two issues."""
    fields: dict[str, Any] = {
        "id": "m20250325-0100-1a2b3c4d",
        "kind": Kind.NEW,
        "site": SITE,
        "at": NOW,
        "group": "slack 办公室 broken-link 通知公告",
        "severity": Severity.ERROR,
        "headline": "通知公告：2 条断链（办公室）",
        "because": "首次发现",
        "lines": (line(11), line(12)),
        "total": 2,
        "unit": "办公室",
        "check": "broken-link",
        "column": "通知公告",
        "more": "xunjian issues list --unit 办公室",
    }
    return Alert(**{**fields, **changes})


def line(issue: int, **changes: Any) -> Line:
    fields: dict[str, Any] = {
        "issue": issue,
        "title": f"附件_{issue}.doc 打不开",
        "severity": Severity.ERROR,
        "state": State.CONFIRMED.value,
        "check": "broken-link",
        "unit": "办公室",
        "address": f"https://www.example.gov.cn/tzgg/{issue}.html",
        "due_at": NOW + timedelta(days=3),
    }
    return Line(**{**fields, **changes})


def post(**place: Any) -> Post:
    return Post(SITE, "slack-media", alert().group, "m1", datetime(2025, 3, 24, tzinfo=UTC), place)
