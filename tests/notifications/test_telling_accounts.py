"""Accounts and the stages of telling: they stand on their platforms, and an expired login is told of once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.asking import OF_ACCOUNTS
from inspection.findings import Finding, Severity, fingerprint
from inspection.issue import Act, State
from inspection.plan import Plan
from inspection.telling import Kind
from notifications.blind import blind_notices
from notifications.headline import headline
from notifications.inhibit import Inhibitions
from notifications.situation import SiteLook, Stood
from tests.notifications.stories import FEW
from tests.notifications.telling_world import TUESDAY, World, held, make_finding, make_issue, make_plan

ACCOUNTS = [{"name": "示例民政", "platform": "wechat", "unit": "办公室", "source": {"feed": "https://rss.example/1"}}]


def plan_with_accounts(**more):
    plan = make_plan(**more)
    return Plan.model_validate(plan.model_dump(mode="json", by_alias=True, exclude_none=True) | {"accounts": ACCOUNTS})


PLAN = plan_with_accounts(group_wait="0m", group_interval="0m", repeat="3d")


def expired(unit="办公室"):
    subject = "示例民政：feed"
    more = {"unit": unit, "column": "示例民政", "evidence": {"source": "feed", "reason": "credential-expired"}}
    identity = fingerprint("站", "expired-credential", subject)
    return Finding("expired-credential", Severity.ERROR, subject, "登录或授权已过期", "惯例", identity, **more)


def of_account(number, check="stale-account", **more):
    subject = {"stale-account": "示例民政", "low-originality": "示例民政"}.get(check, f"https://mp.example/{number}")
    return make_issue(number, check=check, subject=subject, column="示例民政", **more)


def inhibitions(*issues, reaches=lambda issue, channel: True, **alerts):
    return Inhibitions(plan_with_accounts(**alerts), issues, reaches, lambda issue, channel: None)


def look(seen=Stood.ANSWERED, **more):
    return SiteLook("r9", TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=1), seen=seen, **more)


@pytest.mark.parametrize("check", sorted(OF_ACCOUNTS))
def test_an_account_is_told_of_while_the_site_is_down(check):
    down = make_issue(90, check="site-down", subject="站", severity=Severity.CRITICAL, column=None)
    issue = of_account(1, check)

    assert inhibitions(down, issue).held(issue, "wecom") is None


@pytest.mark.parametrize(("subject", "reason"), [("https://h.gov.cn/1.doc", "site-down"), ("https://x.example/", None)])
def test_a_dead_link_in_an_article_waits_for_the_site_only_where_it_leads_there(subject, reason):
    down = make_issue(90, check="site-down", subject="站", severity=Severity.CRITICAL, column=None)
    link = make_issue(1, subject=subject, column="示例民政")

    ruling = inhibitions(down, link).held(link, "wecom")

    assert (ruling and ruling.reason) == reason


@pytest.mark.parametrize("seen", [Stood.DOWN, Stood.UNCLEAR])
@pytest.mark.parametrize("kind", [Kind.NEW, Kind.REMINDER, Kind.ESCALATION])
def test_a_portal_that_was_not_seen_holds_no_account_back(seen, kind):
    issue = of_account(1, looked_at=TUESDAY + timedelta(days=1))

    assert inhibitions(issue).unseen(issue, "wecom", kind, look(seen, complete=False)) is None


@pytest.mark.parametrize("check", ["expired-credential", "silent-source"])
@pytest.mark.parametrize("kind", [Kind.NEW, Kind.REMINDER, Kind.ESCALATION])
def test_a_source_that_failed_speaks_for_what_could_not_be_seen_of_its_account(check, kind):
    source, stale = of_account(2, check, state=State.CONFIRMED), of_account(1)

    ruling = inhibitions(source, stale).unseen(stale, "wecom", kind, look())

    assert ruling is not None
    assert ruling.reason == "account-unseen"


def test_a_source_speaks_for_nobody_on_a_channel_that_does_not_hear_of_it():
    source, stale = of_account(2, "expired-credential"), of_account(1)
    rules = inhibitions(source, stale, reaches=lambda issue, channel: issue is stale)

    assert rules.unseen(stale, "wecom", Kind.NEW, look()) is None


def test_a_source_that_failed_does_not_hide_what_was_seen_through_another():
    source, stale = of_account(2, "silent-source"), of_account(1, looked_at=TUESDAY + timedelta(days=1))

    assert inhibitions(source, stale).unseen(stale, "wecom", Kind.REMINDER, look()) is None


def test_an_account_that_the_last_round_could_not_read_is_not_reminded_of():
    stale = of_account(1)

    ruling = inhibitions(stale).unseen(stale, "wecom", Kind.REMINDER, look())

    assert ruling is not None
    assert ruling.reason == "not-looked-at"


@pytest.mark.parametrize(("check", "reason"), [("stale-account", "not-looked-at"), ("unanswered-comment", None)])
def test_a_watch_round_says_nothing_of_what_it_does_not_look_at(check, reason):
    issue = of_account(1, check)

    ruling = inhibitions(issue).unseen(issue, "wecom", Kind.REMINDER, look(kind="watch"))

    assert (ruling and ruling.reason) == reason


def test_a_login_that_expired_is_told_at_first_sight_even_where_others_wait_to_be_confirmed():
    issue = of_account(1, "expired-credential", state=State.SUSPECTED)

    assert inhibitions(issue, tell_from="confirmed").held(issue, "wecom") is None


ESCALATING = {"due": {"error": "0 workdays"}, "escalation": [{"after": "0 workdays", "tell": "leader", "to": ["boss"]}]}


@FEW
@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_an_expired_login_is_told_once_however_long_it_lasts(hours):
    world = World(plan_with_accounts(issues=ESCALATING, group_wait="0m", group_interval="0m", repeat="3h"))
    for span in hours:
        world.round([expired()])
        world.later(hours=span)

    assert {channel: [m.kind for m in world.told_of(1) if m.channel == channel] for channel in ("slack", "wecom")} == {
        "slack": [Kind.NEW],
        "wecom": [Kind.NEW],
    }
    assert not [m for m in world.sent if m.channel == "boss"]


def test_another_fault_is_reminded_of_in_the_same_time():
    world = World(PLAN)
    world.round([make_finding(7)])
    world.later(days=4)

    assert Kind.REMINDER in [m.kind for m in world.told_of(1)]


def test_why_an_expired_login_is_not_told_again_is_said():
    world = World(PLAN)
    world.round([expired()])
    world.later(days=9)

    assert held(world) == ("dedup", "told-once")


def test_a_login_that_works_again_is_told_to_be_over_and_a_new_failure_is_told_anew():
    world = World(PLAN)
    for findings in ([expired()], [], [expired()]):
        world.round(findings)
        world.later(days=1)

    assert [m.kind for m in world.sent if m.channel == "wecom"] == [Kind.NEW, Kind.RECOVERY, Kind.NEW]


def test_a_login_that_another_unit_is_to_renew_is_told_to_that_unit():
    world = World(PLAN)
    world.round([expired()])
    world.later(days=1)
    world.act(1, Act.ASSIGN, unit="宣传处")
    world.later(days=1)

    assert [m.kind for m in world.told_of(1) if m.channel == "wecom"] == [Kind.NEW, Kind.NEW]


def test_that_the_portal_could_not_be_seen_is_not_said_of_accounts():
    with_accounts, without = (blind_notices(plan, "r1", TUESDAY) for plan in (PLAN, make_plan()))

    said = [{"新媒体账号" in message.payload["text"] for message in some} for some in (with_accounts, without)]
    assert said == [{True}, {False}]


def test_what_the_platform_itself_says_is_no_suspicion():
    login, other = of_account(1, "expired-credential", state=State.SUSPECTED), of_account(2, state=State.SUSPECTED)

    assert "疑似" not in headline(Kind.NEW, [login])
    assert "疑似" in headline(Kind.NEW, [other])
