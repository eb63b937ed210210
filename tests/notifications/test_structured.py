"""Evidence of several parts reads as sentences, whatever is in it; readers' personal data is not shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.all import CHECKS
from checks.run import run_checks
from inspection.findings import Undecided
from inspection.reasons import explain
from inspection.refusals import REFUSALS
from notifications.evidence import EVIDENCE_NAMES
from notifications.outline import check_groups, doubts
from notifications.readable import value
from notifications.structured import parts, sentence, source_state, without_personal_data
from notifications.wording import CHECK_ADVICE, CHECK_NAMES
from tests.checks.rounds import from_yaml
from tests.checks.test_all import examples
from tests.notifications.samples import document, finding

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
STRUCTURED = ("sources", "comments", "conflicts", "closest")


def found_by(check):
    for text in examples(check, "有错的例子"):
        yield from (f for f in run_checks(from_yaml(text)[0])[0] if f.check == check.name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_has_a_name_advice_and_labels_for_its_evidence(check):
    keys = {key for one in found_by(check) for key in one.evidence}

    assert (check.name in CHECK_NAMES, check.name in CHECK_ADVICE, keys - EVIDENCE_NAMES.keys()) == (True, True, set())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_no_evidence_is_shown_as_it_is_kept(check):
    """Neither keys nor codes of states, reasons and sources: all of it in the office's words."""
    for one in found_by(check):
        shown = [unit.shown for group in check_groups(document([one])) for unit in group.units]
        said = " ".join(p.text for some in shown for f in some for _, ps in f.evidence for p in ps if not p.href)
        for code in ("said_at", "here_said", "unreachable", "blocked", "read'", "None", "{", "silent"):
            assert code not in said


@pytest.mark.parametrize("key", STRUCTURED)
@given(thing=JSON)
def test_whatever_stands_in_structured_evidence_it_is_shown(key, thing):
    assert isinstance(value(key, thing), str)
    assert all(isinstance(value(key, part), str) for part in parts(key, thing))


def test_sources_say_which_stood_and_why_one_did_not():
    said = value(
        "sources",
        {
            "feed": {"state": "blocked", "newest": None, "reason": "captcha", "said": "平台要求人工验证（环境异常）"},
            "wechat-api-2": {"state": "read", "newest": "2025-03-02", "reason": None, "said": None},
            "wechat-album": {"state": "read", "newest": None, "reason": "one-album-only", "said": "只读取了一个合集"},
        },
    )

    assert said == (
        "订阅（feed）：检测受阻，平台要求人工验证（环境异常）；公众号接口（wechat-api-2）：正常，最新 2025-03-02；"
        "公众号合集（wechat-album）：只见部分，只读取了一个合集"
    )


def test_a_source_that_was_not_read_is_not_said_to_be_sound():
    assert source_state(None, "本轮没有读到") == "没有读取，本轮没有读到"


def test_conflicts_show_both_values_with_their_sentences():
    said = sentence(
        "conflicts",
        {
            "what": "报名截止",
            "here": "4月3日",
            "here_said": "报名截至4月3日",
            "there": "4月8日",
            "there_said": "4月8日截止报名",
            "channel": "示例民政",
            "matched_by": "link",
        },
    )

    assert said == (
        "报名截止：本处为 4月3日（“报名截至4月3日”），“示例民政”为 4月8日（“4月8日截止报名”）；同一内容：互相链接"
    )


def test_a_conflict_leads_to_the_other_page():
    conflict = {"what": "电话", "here": "1", "there": "2", "channel": "甲", "url": "https://mp.example/s/1"}
    made = document([finding("conflicting-facts", evidence={"conflicts": [conflict]})])

    ((_, places),) = check_groups(made)[0].units[0].shown[0].evidence

    assert [(place.text, place.href) for place in places] == [("电话：本处为 1，“甲”为 2", "https://mp.example/s/1")]


def test_what_comes_closest_names_its_channel():
    near = {
        "示例民政": {"title": "清明安排", "url": "https://mp.example/", "published": "2024-03-12", "why": "相差太远"}
    }

    assert value("closest", near) == "“示例民政”的“清明安排”（2024-03-12，相差太远）"


@pytest.mark.parametrize("share", [0, 0.254, 1, 1.0])
def test_shares_are_per_cent(share):
    assert value("share_asked", share) == f"{share * 100:.0f}%"


def test_a_comment_is_shown_without_its_writers_telephone_number():
    evidence = {"comments": [{"text": "请回电13812345678", "said_at": "2025-03-19T08:30:00+08:00"}]}
    made = document([finding("unanswered-comment", evidence=evidence)])

    assert value("comments", evidence["comments"]) == "“请回电138****5678”（2025-03-19 08:30）"
    assert "13812345678" not in json.dumps(made)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=3))
def test_other_evidence_is_left_as_it_is(evidence):
    evidence.pop("comments", None)

    assert without_personal_data(evidence) == evidence


@pytest.mark.parametrize("reason", REFUSALS)
def test_what_could_not_be_judged_of_an_account_says_what_to_do(reason):
    shown, _ = doubts(document(undecided=[Undecided("stale-account", "示例民政", reason)]))

    assert shown[0].reason == f"{explain(reason)}；{REFUSALS[reason].mend}"


def test_what_to_do_is_not_said_twice():
    said = f"手机版微博（weibo-mobile）{REFUSALS['captcha'].said}，{REFUSALS['captcha'].mend}"
    shown, _ = doubts(document(undecided=[Undecided("stale-account", "示例民政", "captcha", said)]))

    assert shown[0].reason.count(REFUSALS["captcha"].mend) == 1


def test_a_page_of_the_portal_is_not_given_the_advice_for_accounts():
    shown, _ = doubts(document(undecided=[Undecided("broken-link", "https://h.example/", "forbidden")]))

    assert REFUSALS["forbidden"].mend not in shown[0].reason
