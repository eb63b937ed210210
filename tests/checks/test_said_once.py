"""One fault, said once: hidden links, what they lead to, the words in them, and a template on many pages."""

from __future__ import annotations

import pytest

from checks.all import CHECKS
from checks.run import run_checks
from tests.checks.rounds import from_yaml

_NAMES = {"hidden-link", "hijacked-link", "tampered-page"}


def told(yaml: str) -> list[tuple[str, str]]:
    """(check, subject) of everything that is said."""
    findings, undecided, broken = run_checks(from_yaml(yaml)[0], [check for check in CHECKS if check.name in _NAMES])
    assert not broken
    return sorted([(one.check, one.subject) for one in findings] + [(one.check, one.subject) for one in undecided])


_TARGETS = """
今天: 2025-03-25
可疑:
  - 地址: /
    暗链:
      - {{地址: "http://www.example.com/vip", 文字: 在线赌场, 手法: off-screen}}
      - {{地址: "http://www.example.com/zr", 文字: 真人百家乐, 手法: off-screen}}
  - 地址: http://www.example.com/vip
    标题: 在线赌场
    词语: [{{词: 在线赌场, 在: 标题}}, {{词: 真人百家乐, 在: 标题}}]
    来自: {places}
"""


def test_a_target_that_hidden_links_alone_lead_to_is_told_with_them() -> None:
    assert told(_TARGETS.format(places="[/]")) == [
        ("hidden-link", "http://www.example.com/vip"),
        ("hidden-link", "http://www.example.com/zr"),
    ]


def test_a_target_that_another_page_shows_is_told_as_hijacked_too() -> None:
    assert ("hijacked-link", "http://www.example.com/vip") in told(_TARGETS.format(places="[/, /a.html]"))


def _pages(words: list[str]) -> str:
    head = "今天: 2025-03-25\n可疑:\n"
    place = "{{词: {0}, 在: 标题}}"
    each = "  - {{地址: {0}, 标题: {1}, 词语: [{2}]}}\n"
    listed = (each.format(f"/a/{n}.html", "某", ", ".join(place.format(w) for w in words)) for n in range(12))
    return head + "".join(listed)


def test_a_template_that_was_changed_is_told_once() -> None:
    assert told(_pages(["在线赌场", "金沙娱乐"])) == [("tampered-page", "https://example.gov.cn/a/0.html")]


@pytest.mark.parametrize("extra", ["", ", {词: 提现, 分量: 轻, 在: 正文}"])
def test_what_the_home_page_says_is_told_with_it(extra: str) -> None:
    both = "{词: 在线赌场, 在: 标题}, {词: 金沙娱乐, 在: 标题}"
    pages = f"今天: 2025-03-25\n可疑:\n  - {{地址: /, 词语: [{both}]}}\n  - {{地址: /a.html, 词语: [{both}{extra}]}}\n"

    assert told(pages) == [("tampered-page", "https://example.gov.cn/")]


def test_a_page_that_says_more_than_the_template_is_told_by_itself() -> None:
    both = "{词: 在线赌场, 在: 标题}, {词: 金沙娱乐, 在: 标题}"
    more = both + ", {词: 成人视频, 类: 色情, 在: 标题}, {词: 真人荷官, 在: 标题}"
    pages = f"今天: 2025-03-25\n可疑:\n  - {{地址: /, 词语: [{both}]}}\n  - {{地址: /a.html, 词语: [{more}]}}\n"

    assert len(told(pages)) == 2
