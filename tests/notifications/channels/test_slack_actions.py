"""What a person wants, read from payloads that nobody vouches for; and the windows that ask for more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.issue import Act
from notifications.channels.slack_actions import Requested, Target, UnreadableError, complaints, parse, private_metadata
from notifications.channels.slack_views import unit_value, window
from tests.notifications.channels.slack_payloads import choose, press, submit
from tests.notifications.channels.slack_rules import view_error
from tests.notifications.channels.slack_samples import hostile

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


def read(payload: object) -> Requested:
    requested = parse(payload)
    assert requested is not None
    return requested


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ASSIGN, Act.DISMISS, Act.MUTE, Act.CLAIM])
def test_a_groups_button_is_about_its_issues(act: Act) -> None:
    requested = read(press(act.value))

    assert (requested.act, requested.target, requested.user) == (act, Target((11, 12)), "U0001")


def test_a_button_of_a_large_group_is_about_its_message() -> None:
    assert read(press("accept", "message:m20250325-0100-1a2b3c4d")).target == Target(message="m20250325-0100-1a2b3c4d")


def test_a_lines_menu_is_about_that_issue_alone() -> None:
    requested = read(choose("claim", 12))

    assert (requested.act, requested.target) == (Act.CLAIM, Target((12,)))


def test_two_presses_differ_and_one_payload_delivered_twice_does_not() -> None:
    payload = press("accept")

    assert read(payload).key == read(json.loads(json.dumps(payload))).key != read(press("accept")).key


@pytest.mark.parametrize(
    "value",
    [
        "",
        "issues:",
        "issues:0",
        "issues:-1",
        "issues:1,x",
        "issues:١",
        "message:",
        "message:../x",
        "x:1",
        "issues:1" * 999,
    ],
)
def test_a_value_that_names_nothing_is_refused(value: str) -> None:
    with pytest.raises(UnreadableError):
        parse(press("accept", value))


@pytest.mark.parametrize("act", ["verify", "found", "waive", "note", "", "rm -rf"])
def test_only_the_five_deeds_are_open_to_buttons(act: str) -> None:
    with pytest.raises(UnreadableError):
        parse(press(act))


@pytest.mark.parametrize("user", [None, {}, {"id": ""}, {"id": "<!channel>"}, "U0001"])
def test_somebody_without_a_name_is_refused(user: Any) -> None:
    with pytest.raises(UnreadableError):
        parse({**press("accept"), "user": user})


@pytest.mark.parametrize("kind", ["view_closed", "shortcut", "message_action", None])
def test_what_is_not_ours_is_left_alone(kind: str | None) -> None:
    assert parse({"type": kind}) is None


def test_a_button_of_another_application_is_left_alone() -> None:
    assert parse({**press("accept"), "actions": [{"action_id": "other:accept", "value": "issues:1"}]}) is None


@given(_JSON, st.sampled_from(["type", "user", "actions", "container", "channel", "trigger_id", "view"]), _JSON)
@settings(max_examples=300, deadline=None)
def test_no_payload_crashes(payload: Any, key: str, value: Any) -> None:
    view = {"callback_id": "xunjian:mute:0123abcd", "private_metadata": '{"target": "issues:1"}'}
    for whole in (payload, {**press("accept"), key: value}, {**submit(view, why="x"), key: value}):
        try:
            requested = parse(whole)
        except UnreadableError:
            continue
        assert requested is None or complaints(requested) is not None


@given(
    st.sampled_from([Act.ASSIGN, Act.DISMISS, Act.MUTE]),
    st.lists(hostile(200).filter(str.strip), min_size=1, max_size=250, unique=True),
    st.lists(st.integers(1, 10**9), min_size=1, max_size=50, unique=True),
)
@settings(max_examples=40, deadline=None)
def test_a_window_keeps_every_limit_and_brings_its_target_back(act: Act, units: list[str], issues: list[int]) -> None:
    asked = read(press(act.value, "issues:" + ",".join(map(str, issues)), response_url="https://hooks.slack.com/x"))

    view = window(asked, units)

    assert view_error(view) is None
    assert read(submit(view, why="x")).target == asked.target


def test_a_window_offers_every_unit_by_a_value_of_its_own() -> None:
    units = [f"第{n}处" for n in range(250)] + ["很长的单位名称" * 20]

    element = window(read(press("assign")), units)["blocks"][1]["element"]

    offered = [option["value"] for group in element["option_groups"] for option in group["options"]]
    assert offered == [unit_value(name) for name in units]


@pytest.mark.parametrize(
    ("act", "fields", "missing"),
    [
        ("dismiss", {"why": "  "}, {"why"}),
        ("dismiss", {"why": "页面本来如此"}, set()),
        ("mute", {"why": "改版", "days": "x"}, {"days"}),
        ("mute", {"days": "3"}, {"why"}),
        ("assign", {}, {"unit"}),
        ("assign", {"unit": "法规处"}, set()),
    ],
)
def test_a_window_sent_off_says_what_it_lacks(act: str, fields: dict[str, str], missing: set[str]) -> None:
    view = window(read(press(act)), ["法规处"])

    assert set(complaints(read(submit(view, **fields)))) == missing


def test_an_endless_answer_address_is_not_kept() -> None:
    asked = read(press("mute", response_url="https://hooks.slack.com/" + "x" * 5000))

    assert len(private_metadata(asked)) < 3000
