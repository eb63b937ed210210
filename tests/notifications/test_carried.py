"""What a daily round took over is said to be of its day."""

from __future__ import annotations

import io
from datetime import datetime

from rich.console import Console

from notifications.carried import CarriedFacts
from notifications.html import render_html
from notifications.report import ReportDocument
from notifications.text import print_report
from tests.notifications.samples import document as sample
from tests.notifications.samples import facts

SINCE = datetime.fromisoformat("2025-03-18T02:10:00+08:00")


def document(**more: object) -> ReportDocument:
    carried = CarriedFacts(**{"base": "r0", "pages": 1880, "links": 4012, "since": SINCE, **more})  # type: ignore[arg-type]
    return sample(facts=facts(kind="daily", carried=carried))


def text_of(made: ReportDocument) -> str:
    out = io.StringIO()
    print_report(made, Console(file=out, width=200))
    return out.getvalue()


def test_what_was_taken_over_is_counted_and_dated() -> None:
    said = "沿用 1,880 个网页、4,012 个链接地址此前的结论（最早看于 2025年3月18日 02:10），其余本轮都已查看"

    assert said in text_of(document())
    assert said in render_html(document())


def test_a_site_that_was_found_transformed_is_said_to_be() -> None:
    assert "本轮已改为查看全部网页和链接" in text_of(document(everything=True, since=None))


def test_a_round_that_looked_at_everything_says_nothing_of_it() -> None:
    assert "沿用" not in text_of(document(since=None, pages=0, links=0))
    assert "carried" not in sample(facts=facts())["round"]
