"""Every fault that stands on a page is shown there; of accounts and lines there is nothing to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.all import CHECKS
from inspection.asking import OF_ACCOUNTS, OF_AVAILABILITY
from inspection.findings import Finding, Json, Severity
from inspection.plan_file import parse_plan
from schedulers.shots import shot_of

HOME = "https://mzj.example.gov.cn/"
PLAN = parse_plan(f"site: {{name: 民政局, home: '{HOME}'}}\ncolumns: [{{name: 公告, url: /tzgg/}}]\n", "plan")
NAMES = [check.name for check in CHECKS]
words = st.text(max_size=12)
json_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=6,
)
addresses = st.sampled_from([f"{HOME}a.html", f"{HOME}b.html", "民政局", "公告", "javascript:x()", ""])
keys = st.sampled_from(["reason", "newest", "examples", "looked_in", "published", "selector", "text", "title", "at"])


@given(st.sampled_from(NAMES), addresses, st.lists(addresses, max_size=2), st.dictionaries(keys, json_values), words)
def test_whatever_the_evidence_a_shot_opens_a_page_or_there_is_none(
    check: str, subject: str, found_on: list[str], evidence: dict[str, Json], title: str
) -> None:
    finding = Finding(
        check, Severity.ERROR, subject, title, "", "v1:1", column="公告", found_on=tuple(found_on), evidence=evidence
    )

    shot = shot_of(PLAN, finding)

    assert shot is None or (shot.page.startswith(HOME) and shot.label.startswith(shot.says))


@pytest.mark.parametrize("check", sorted(OF_ACCOUNTS | OF_AVAILABILITY - {"slow-first-byte"}))
def test_what_stands_on_no_page_of_the_portal_is_not_shown(check: str) -> None:
    assert shot_of(PLAN, Finding(check, Severity.ERROR, HOME, "", "", "v1:1", found_on=(HOME,))) is None


def test_a_dead_link_is_looked_for_on_the_page_that_has_it_and_asked_for() -> None:
    evidence: dict[str, Json] = {"reason": "http-404", "text": "附件"}
    finding = Finding("broken-link", Severity.ERROR, f"{HOME}x", "", "", "v1:1", found_on=(HOME,), evidence=evidence)

    shot = shot_of(PLAN, finding)

    assert shot is not None
    assert (shot.page, shot.failing, shot.label) == (HOME, f"{HOME}x", "断链：服务器回答 404（找不到）")
    assert shot.find == {"link": f"{HOME}x", "text": "附件"}
