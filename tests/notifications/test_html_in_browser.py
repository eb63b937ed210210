"""The report in a real browser, at a desk's width and a phone's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notifications.html import render_html
from tests.notifications.samples import document, finding

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_fits_the_screen_and_asks_nobody(
    shown: Callable[[str, int], tuple[int, list[str]]], width: int
) -> None:
    report = document([finding(subject="http://h.example/" + "a" * 300, title="栏目" * 60)])

    wide, asked = shown(render_html(report), width)

    assert wide <= width
    assert asked == []
