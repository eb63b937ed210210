"""unlinked-interpretation, sentence by sentence."""

from __future__ import annotations

import pytest

from checks.late_interpretation import LateInterpretation
from checks.missing_interpretation import MissingInterpretation
from checks.unlinked_interpretation import UnlinkedInterpretation
from inspection.observed import Observed
from tests.checks.policies import I, P, interpretation, policy, round_
from tests.checks.rounds import Said, address, observed, reading, said


def missing(observed_: Observed) -> Said:
    return said(MissingInterpretation(), observed_)


def late(observed_: Observed) -> Said:
    return said(LateInterpretation(), observed_)


def unlinked(observed_: Observed) -> Said:
    return said(UnlinkedInterpretation(), observed_)


@pytest.mark.parametrize(
    ("out", "back", "absent"),
    [
        (True, True, None),
        (True, False, ["interpretation-to-policy"]),
        (False, True, ["policy-to-interpretation"]),
        (False, False, ["policy-to-interpretation", "interpretation-to-policy"]),
    ],
)
def test_the_link_must_stand_in_both_directions(out: bool, back: bool, absent: list[str] | None) -> None:
    p = policy(read_in_full=True, related=(I,) if out else ())
    i = interpretation(read_in_full=True, links=(P,) if back else ())
    faults = unlinked(round_([p], [i])).faults
    assert [f.evidence["missing"] for f in faults] == ([] if absent is None else [absent])


def test_a_page_that_was_not_read_may_hold_the_link() -> None:
    heard = unlinked(round_([policy()], [interpretation(read_in_full=True, links=(P,))]))
    assert (heard.faults, heard.reasons) == ([], [(address(P), "page-not-read")])


def test_a_link_that_is_surely_absent_is_a_fault_even_where_the_other_page_was_not_read() -> None:
    assert unlinked(round_([policy(read_in_full=True)], [interpretation()])).subjects == [address(P)]


def test_an_interpretation_on_another_site_need_not_link_back() -> None:
    far = "https://www.gov.cn/zhengce/1.html"
    p = policy(read_in_full=True, related=(far,))
    assert unlinked(round_([p], [interpretation(url=far, read_in_full=True)])).faults == []


def test_an_interpretation_in_an_account_need_not_be_linked() -> None:
    plan = {
        "accounts": [{"name": "某某发布", "platform": "wechat"}],
        "interpretation": {"policies": ["政策文件"], "interpretations": ["某某发布"]},
    }
    far = interpretation(url="https://mp.weixin.qq.com/s/abc", read_in_full=True)
    observed_ = observed(reading("政策文件", policy(read_in_full=True)), reading("某某发布", far), plan=plan)
    assert (missing(observed_).faults, unlinked(observed_).faults) == ([], [])


def test_without_interpretation_in_the_plan_nothing_is_judged() -> None:
    observed_ = observed(reading("政策文件", policy()))
    assert not missing(observed_).faults + late(observed_).faults + unlinked(observed_).faults
