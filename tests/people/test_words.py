"""The commands themselves: lists with filters, reasons, mistakes in a plan, hostile titles."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_telling import A, B, at

HOSTILE = (
    "<@all> @所有人 [点我](http://evil.example/x) <font color=red>急</font> **加粗** `码` ![图](http://evil.example/i.png)"
    ' <at user_id="all"></at> <!channel> <https://evil.example|领奖> \u202e倒\u202c\u200b'
)
PERSONAL = "王某 11010519491231002X 手机13800138000 卡6222021234567890128 信箱somebody@example.org"


def test_lists_are_filtered(office: Office, portal: Portal) -> None:
    office.columns = True
    portal.dead = {A: "甲", B: "乙", "/zcwj/gone.html": "丙"}
    office.inspect(at(24))
    counts = [
        len(office.found(*words))
        for words in (
            ("--unit", "法规处"),
            ("--unit", "法规处", "--unit", "办公室"),
            ("--column", "通知公告"),
            ("--check", "broken-link"),
            ("--check", "site-down"),
            ("--severity", "critical"),
            ("--text", "乙"),
            ("--state", "confirmed"),
            ("--limit", "1"),
        )
    ]

    # a second --state adds to the first, which is `all`
    assert counts[:7] + counts[8:] == [1, 3, 2, 3, 0, 0, 1, 1]


def test_what_is_settled_is_listed_only_on_request(office: Office, portal: Portal) -> None:
    portal.dead = {A: "甲", B: "乙"}
    office.inspect(at(24))
    office.act(1, "false-alarm", at(24), "--why", "仅内网可用")
    usual = office.run("issues", "list", "--format", "json", "--as-of", at(24)).json["issues"]

    assert (len(usual), len(office.found())) == (1, 2)


def test_several_issues_are_set_at_once(office: Office, portal: Portal) -> None:
    portal.dead = {A: "甲", B: "乙"}
    office.inspect(at(24))
    done = office.run("issues", "set", "1", "2", "已整改", "--by", "值班编辑", "--as-of", at(24, "11:00"))

    assert done.status == 0, done.output
    assert {i["state"] for i in office.found()} == {"corrected"}


@pytest.mark.parametrize(
    "words",
    [("99", "corrected"), ("1", "nonsense"), ("x", "corrected"), ("1",), ("0", "corrected"), ("-1", "corrected")],
)
def test_a_wrong_word_is_refused_with_a_word(office: Office, portal: Portal, words: tuple[str, ...]) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    done = office.run("issues", "set", *words, "--by", "值班编辑")

    assert done.status == 2
    assert done.output.strip()
    assert office.only()["state"] == "suspected"


def test_a_deed_on_many_with_one_wrong_says_which(office: Office, portal: Portal) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    done = office.run("issues", "set", "1", "99", "corrected", "--by", "值班编辑")

    assert done.status != 0
    assert "99" in done.output


def test_a_route_to_a_channel_that_is_not_there_is_a_plan_error_with_its_place(office: Office) -> None:
    office.alerts["routes"] = [{"to": ["wecom"]}, {"to": ["nowhere-group"]}]
    file = office.write_plan()
    line = next(n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "nowhere-group" in text)
    done = office.run("plan", "check", str(file))

    assert done.status == 2
    assert "nowhere-group" in done.output
    assert str(line) in done.output


@pytest.mark.parametrize("command", [["inspect"], ["alerts", "send"], ["digest"]])
def test_no_command_runs_with_such_a_plan(office: Office, command: list[str]) -> None:
    office.alerts["routes"] = [{"to": ["nowhere-group"]}]

    assert office.run(*command, str(office.write_plan())).status == 2


@pytest.mark.parametrize(
    ("stage", "word"),
    [("told", "首次发现"), ("waiting", "合并"), ("again", "已告知"), ("unrouted", "路线")],
)
def test_each_stages_reason_is_explained(office: Office, portal: Portal, stage: str, word: str) -> None:
    if stage == "unrouted":
        office.alerts["routes"] = [{"units": ["法规处"], "to": ["wecom"]}]
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    for clock in {"told": ("10:10",), "again": ("10:10", "11:00")}.get(stage, ("10:01",)):
        office.send(at(24, clock))

    assert word in office.run("alerts", "explain", "1").output


def test_an_inhibited_issue_is_explained(office: Office, portal: Portal) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    portal.down = True
    office.inspect(at(24, "10:02"))
    office.send(at(24, "10:10"))

    assert (
        "网站打不开" in office.run("alerts", "explain", "1").output
        or "抑制" in office.run("alerts", "explain", "1").output
    )


@pytest.mark.parametrize("words", [("alerts", "explain", "77"), ("issues", "show", "77")])
def test_an_issue_that_is_not_there_is_said(office: Office, portal: Portal, words: tuple[str, ...]) -> None:
    office.inspect(at(24))

    assert office.run(*words).status == 2


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "webhook"])
def test_hostile_titles_are_inert(office: Office, portal: Portal, robots: Robots, kind: str) -> None:
    office.alerts["routes"] = [{"to": [kind]}]
    portal.dead = {A: HOSTILE.replace("<", "&lt;").replace(">", "&gt;")}
    office.inspect(at(24))
    office.send(at(24, "10:10"))
    (message,) = robots.heard[kind]
    raw = json.dumps(message.raw, ensure_ascii=False)

    bad = ["<@all", "@所有人", "](http://evil", "<font", "**加粗**", "`码`", "<at ", "<!channel", "|领奖>", "\u202e"]
    assert [b for b in bad if b in raw] == []


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "webhook"])
def test_personal_data_never_leaves(office: Office, portal: Portal, robots: Robots, kind: str) -> None:
    office.alerts["routes"] = [{"to": [kind]}]
    portal.dead = {A: PERSONAL}
    office.inspect(at(24))
    office.send(at(24, "10:10"))
    (message,) = robots.heard[kind]
    raw = json.dumps(message.raw, ensure_ascii=False)

    personal = ["11010519491231002X", "13800138000", "6222021234567890128", "somebody@example.org"]
    assert [p for p in personal if p in raw] == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400), min_size=1, max_size=40)
)
def test_whatever_the_titles_every_group_takes_the_message(
    office: Office, portal: Portal, robots: Robots, titles: list[str]
) -> None:
    office.alerts["routes"] = [{"to": ["wecom", "dingtalk", "feishu", "webhook"]}]
    for file in office.folder.glob("people.db*"):
        if file.is_file():
            file.unlink()
    robots.heard.clear()
    escaped = [t.replace("&", "&amp;").replace("<", "&lt;") for t in titles]
    portal.dead = {f"/tzgg/gone-{n}.html": t for n, t in enumerate(escaped)}
    office.inspect(at(24))
    office.send(at(24, "10:10"))

    assert robots.wrong == []
    assert [len(robots.texts(kind)) for kind in ("wecom", "dingtalk", "feishu", "webhook")] == [1, 1, 1, 1]
