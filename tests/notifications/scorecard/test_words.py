"""What a card says: distances, worst cases, ranges; nothing unknown is said to be well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.scoring.card import Light, VetoLine
from inspection.scoring.facts import Answered, Doubt, Fault, Looked
from notifications.scorecard import words
from tests.inspection.scoring.samples import DOUBTS, FAULTS, NOW, blank, broken, silent
from tests.notifications.scorecard.samples import card


def line(id_: str, *faults: Fault, **more: object) -> VetoLine:
    return next(one for one in card(*faults, **more).vetoes if one.id == id_)


BLANKS = [blank(f"业务{n}") for n in range(7)]


@pytest.mark.parametrize(
    ("id_", "faults", "more", "said"),
    [
        ("blank", BLANKS[:2], {}, "现有 2 个栏目，距否决还差 3 个栏目"),
        ("blank", BLANKS[:5], {}, "现有 5 个栏目，已达否决线（5 个栏目）"),
        (
            "blank",
            BLANKS[:3],
            {"doubts": (Doubt("blank-column", "业务6"), Doubt("blank-column", "业务5"))},
            "现有 3 个栏目，距否决还差 2 个栏目；另有 2 个栏目未判定，最坏情形：5 个栏目，否决",
        ),
        ("account-stale", [], {}, "最近更新在 1 天前，距否决还有 14 天"),
        ("account-stale", [silent(12)], {}, "最近更新在 12 天前，距否决还有 3 天"),
        ("account-stale", [silent(23)], {}, "已 23 天未更新，超过 14 天"),
        ("unreachable", [], {"answered": Answered(1000, 31)}, "近七天打不开 3.1%，距否决线（5%）还差 1.9 个百分点"),
        ("unreachable", [], {"answered": None}, "没有常驻服务的可用性探测记录"),
        ("home-stale", [], {}, "未到预警线（10 天）"),
        ("unsafe", [], {}, "没有发现，发现 1 处即否决"),
        (
            "unsafe",
            [Fault("personal-data", "https://portal.example/a", Severity.CRITICAL)],
            {},
            "没有发现；另有线索 1 条，须人工认定",
        ),
    ],
)
def test_the_distance_is_said(id_: str, faults: list[Fault], more: dict, said: str) -> None:
    assert words.distance(line(id_, *faults, **more)) == said


@given(st.lists(FAULTS, max_size=12), st.lists(DOUBTS, max_size=6).map(tuple))
def test_every_line_has_words_and_what_is_unknown_has_a_reason(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    found = card(*faults, doubts=doubts)

    assert all(words.distance(one) for one in found.vetoes)
    assert all(words.because(one) for one in found.deductions)


@given(st.lists(FAULTS, max_size=12), st.lists(DOUBTS, max_size=6).map(tuple))
def test_a_doubt_that_could_lead_to_a_veto_is_said(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    found = card(*faults, doubts=doubts)

    for one in found.vetoes:
        if one.worst is Light.VETOED and one.undecided and one.light is not Light.VETOED:
            assert "最坏情形" in words.distance(one)


def test_a_range_says_both_ends() -> None:
    found = card(broken(1), doubts=(Doubt("stale-column", "业务0"),))

    assert words.points(found.total) == "至少 98.9 分，至多 99.9 分"


def test_a_veto_voids_the_score_and_says_what_it_would_be() -> None:
    said = words.verdict(card(Fault("tampered-page", "https://portal.example/t", Severity.CRITICAL)))

    assert said == "已触单项否决：安全、泄密事故等严重问题。不再计分（如不否决，为 100 分）。"


def test_an_account_under_veto_is_named_in_the_verdict() -> None:
    assert words.verdict(card(silent(20))).endswith("新媒体账号示例民政已触单项否决。")


def test_an_old_round_never_reads_as_well() -> None:
    found = card(looked=Looked("r", NOW.replace(day=1), "full", complete=True))

    assert "不能视为没有" in next(words.remarks(found))


@pytest.mark.parametrize("id_", ["profile", "organisation", "news", "links", "account-unsafe"])
def test_practice_is_never_called_an_indicator_of_the_state(id_: str) -> None:
    found = card()

    marks = {one.id: words.mark(one.mark) for one in (*found.vetoes, *found.deductions)}
    assert marks[id_] == "工作惯例"
