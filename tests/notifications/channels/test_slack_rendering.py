"""What an alert looks like in Slack: within every limit, foreign words as words, buttons where one can act."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.telling import Kind
from notifications.alert import Mention
from tests.notifications.channels.slack_bot import OFFLINE
from tests.notifications.channels.slack_rules import message_error
from tests.notifications.channels.slack_samples import alert, alerts, line, post


def texts(thing: Any, kind: str) -> list[str]:
    """Every text object of that kind."""
    if isinstance(thing, list):
        return [text for one in thing for text in texts(one, kind)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == kind and isinstance(thing.get("text"), str) else []
    return own + [text for one in thing.values() for text in texts(one, kind)]


@given(alerts(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_text_and_no_number_of_lines_breaks_a_limit(told: Any, answered: bool) -> None:
    rendered = OFFLINE.render(told, post(channel="C0000001", ts="1.1") if answered else None)

    assert message_error(rendered["body"]) is None
    assert len(rendered["body"]["text"]) <= 4000


@given(
    st.integers(0, 200),
    st.sampled_from(["长", "<", "&amp;", "😀", "a b", "@", "\n"]),
    st.integers(1, 20_000),
    st.sampled_from(["", "\n", "字" * 1400 + "\n\na\n", "&" * 700 + "\n"]),
)
@settings(max_examples=150, deadline=None)
def test_however_much_there_is_to_say_slack_takes_it(count: int, word: str, length: int, text: str) -> None:
    lines = tuple(line(n, title=word * length, note=word * 99, unit=word * 99) for n in range(1, count + 1))
    told = alert(headline=word * length, because=word * length, lines=lines, text=(word * length + text) * 9)

    assert message_error(OFFLINE.render(told)["body"]) is None


def test_many_short_lines_stay_within_the_number_of_blocks() -> None:
    lines = tuple(line(n, title="短", unit=None, address=None, due_at=None) for n in range(1, 100))

    assert message_error(OFFLINE.render(alert(lines=lines, open=False))["body"]) is None


@given(alerts())
@settings(max_examples=200, deadline=None)
def test_foreign_words_stay_words(told: Any) -> None:
    body = OFFLINE.render(told)["body"]
    ours = re.compile(r"<@U0001ABC>|<https?://[^<>|\s]+\|(查看网页|查看全部)>")

    marked = [ours.sub("", text) for text in [*texts(body["blocks"], "mrkdwn"), body["text"]]]

    assert not [text for text in marked if re.search(r"[<>*_~`@|]|://|:\w+:", text)]
    assert not [text for text in texts(body["blocks"], "plain_text") if re.search(r"[<>@]|&(?!amp;|lt;|gt;)", text)]
    assert not re.search("[\u202a-\u202e\u200b\x00-\x09]", json.dumps(body, ensure_ascii=False))


@given(alerts())
@settings(max_examples=50, deadline=None)
def test_every_message_shows_its_number(told: Any) -> None:
    body = OFFLINE.render(told)["body"]

    assert any(told.id in text for text in texts(body["blocks"], "plain_text"))
    assert told.id.replace("_", "＿") in body["text"]


def test_personal_data_is_masked_wherever_it_stands() -> None:
    number = "13812345678"
    said = f"王某手机{number}"
    told = alert(
        headline=said,
        because=said,
        text=said,
        lines=(line(1, title=said, note=said, address=f"https://a.cn/?tel={number}"),),
    )

    assert number not in json.dumps(OFFLINE.render(told), ensure_ascii=False)


def test_all_of_the_lines_that_are_left_out_are_counted() -> None:
    told = alert(lines=tuple(line(n, title="长" * 150) for n in range(1, 21)), total=200)
    blocks = OFFLINE.render(told)["body"]["blocks"]

    shown = len([block for block in blocks if block["type"] == "section"])
    assert shown >= 8
    assert f"另有 {200 - shown} 个未列出" in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.REMINDER, Kind.ESCALATION])
def test_people_can_act_on_what_is_open(kind: Kind) -> None:
    blocks = OFFLINE.render(alert(kind=kind))["body"]["blocks"]
    buttons = next(block for block in blocks if block["type"] == "actions")["elements"]

    assert [button["text"]["text"] for button in buttons] == ["受理", "分派", "误报", "静默", "已整改"]


@pytest.mark.parametrize("changes", [{"open": False}, {"kind": Kind.RECOVERY}, {"kind": Kind.NOTICE}, {"lines": ()}])
def test_nobody_can_act_on_what_is_over(changes: dict[str, Any]) -> None:
    blocks = OFFLINE.render(alert(**changes))["body"]["blocks"]

    assert not [block for block in blocks if block["type"] == "actions" or "accessory" in block]


def test_buttons_name_the_issues_where_all_are_shown_else_the_message() -> None:
    def value(**changes: Any) -> str:
        blocks = OFFLINE.render(alert(**changes))["body"]["blocks"]
        found: str = next(block for block in blocks if block["type"] == "actions")["elements"][0]["value"]
        return found

    assert value() == "issues:11,12"
    assert value(total=200) == f"message:{alert().id}"


def test_only_identities_of_the_plan_are_called() -> None:
    told = alert(
        mentions=(Mention("值班编辑", slack="U0001"), Mention("<!channel>", slack="!channel"), Mention("值班领导"))
    )
    blocks = OFFLINE.render(told)["body"]["blocks"]

    assert texts(blocks, "mrkdwn")[-1] == "请办理：<@U0001> ＜!channel＞ 值班领导"
