"""Pairing on real titles that nobody here wrote. Figures are asserted, so that a loss is noticed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from checks.names import Kind, kind_of
from checks.pairing import pair
from inspection.records import Article, Related

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not (REAL / "pairs").is_dir(), reason="real material is not beside the checkout"),
]


def _day(text: str) -> date:
    year, month, day = map(int, re.findall(r"\d+", text))
    return date(year, month, day)


def _orders(linked: bool) -> tuple[list[Article], list[Article], set[tuple[str, str]]]:
    policies, readings, truth = [], [], set()
    for line in (REAL / "pairs" / "ndrc_fzggwl_pairs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        related = tuple(Related(i["title"], i["url"]) for i in row["interpretations"]) if linked else ()
        day = _day(row["list_date"])
        policies.append(Article("政策文件", row["policy_title"], row["policy_url"], day, related=related))
        for i in row["interpretations"]:
            readings.append(Article("政策解读", i["title"], i["url"], day))
            truth.add((row["policy_url"], i["url"]))
    return policies, readings, truth


def _strangers() -> list[Article]:
    titles = (REAL / "pairs" / "nhc_jiedu_column_titles.txt").read_text("utf-8").split("\n")
    return [Article("政策解读", t, f"http://nhc.example/{n}", date(2025, 1, 1)) for n, t in enumerate(titles) if t]


def _found(policies: list[Article], readings: list[Article]) -> set[tuple[str, str]]:
    return {(p.policy_url, p.interpretation_url) for p in pair(policies, readings)}


def test_with_the_portals_own_links_every_pair_is_found_and_no_other() -> None:
    policies, readings, truth = _orders(linked=True)
    assert _found(policies, [*readings, *_strangers()]) == truth


def test_by_titles_alone_no_pair_is_invented() -> None:
    policies, readings, truth = _orders(linked=False)
    assert _found(policies, [*readings, *_strangers()]) <= truth


def test_by_titles_alone_every_order_that_has_an_interpretation_is_seen_to_have_one_but_for_bare_news() -> None:
    """The one left over is interpreted only by 某部印发《某办法》, which by its title alone is news of the adoption."""
    policies, readings, truth = _orders(linked=False)
    served, should = {p for p, _ in _found(policies, readings)}, {p for p, _ in truth}
    assert len(should - served) == 1


def test_real_interpretation_titles_are_told_from_notices_and_news() -> None:
    titles = [a.title for a in _strangers()]
    said = re.compile(r"解读|图解|读懂|图表|答问|问答|答记者问|编写说明|修订说明|情况说明|的说明|答疑|宣传要点")
    wrong = [t for t in titles if bool(said.search(t)) != (kind_of(t) is Kind.INTERPRETATION)]
    assert wrong == []


def test_real_columns_of_interpretations_hold_notices_that_interpret_nothing() -> None:
    page = (REAL / "gov_list" / "liaoning_zjt_zcjd_excerpt.html").read_text("utf-8")
    titles = [t for t in re.findall(r'title="([^"]+)"', page) if len(t) > 8]
    assert sum(kind_of(t) is Kind.DOCUMENT for t in titles) == 2
    assert sum(kind_of(t) is Kind.INTERPRETATION for t in titles) == len(titles) - 2
