"""Browsers in a few words."""

from __future__ import annotations

import pytest

from desk.agents import agent_words

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/132.0 Safari/537.36 QIHU 360SE",
            "Windows · 360 浏览器",
        ),
        (f"Mozilla/5.0 (Linux; Android 14) {_KIT} Chrome/132.0 Mobile MicroMessenger/8.0", "安卓手机 · 微信"),
        ("curl/8.0", "curl/8.0"),
        ("", "未说明"),
        ("<script>" * 50, ("<script>" * 50)[:60]),
    ],
)
def test_a_browser_is_told_in_a_few_words(agent: str, words: str) -> None:
    assert agent_words(agent) == words
