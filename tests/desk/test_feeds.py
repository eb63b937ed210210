"""Feeds: what programs read back of them, whatever titles hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.feeds import calendar, etag_of, matches, rss
from desk.settings import DeskSettings
from inspection.expected import Fate, Item
from inspection.people import Role
from store.sessions import Scope
from tests.desk.conftest import PLAN, application_of, enter
from tests.desk.looked import article, looked, reading
from tests.desk.samples import issue_of, opened

HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["<script>alert(1)</script>", "]]>", "a\r\nBEGIN:VEVENT", "\x00\x0b\ufffe\ud800", "&amp;<!--", "；,:;\\n"]
)
DESK = "https://desk.example.org"


@given(st.lists(HOSTILE, min_size=1, max_size=4, unique=True), HOSTILE)
def test_a_reader_finds_every_issue_and_no_markup(titles: list[str], unit: str) -> None:
    issues = [issue_of(f"https://x.example/{n}", title=title, unit=unit) for n, title in enumerate(titles)]

    read = feedparser.parse(rss(issues, title="问题单", desk=DESK, own=f"{DESK}/feed/issues.rss", listed=DESK))

    assert (read.bozo, read.version, len(read.entries)) == (False, "rss20", len(titles))
    assert not any("<" in one.title or "<" in one.description for one in read.entries)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_calendar_has_one_event_for_each_item_whatever_its_words(name: str, why: str, unit: str) -> None:
    item = Item("publication", name, "2026年", unit, date(2026, 4, 1), Fate.NEAR, "还剩 3 天", why=why, key=name)

    body = calendar([item], site="示例", unit=unit, desk=DESK, today=date(2026, 3, 29))
    events = list(Calendar.from_ical(body).walk("VEVENT"))

    assert [event.decoded("DTSTART") for event in events] == [date(2026, 4, 1)]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_the_alarm_rings_on_the_morning_from_which_the_plan_wants_a_word() -> None:
    item = Item("publication", "a", "", None, date(2026, 4, 1), Fate.NEAR, "", warns=date(2026, 3, 22), key="a")

    (alarm,) = Calendar.from_ical(calendar([item], site="x", unit=None, desk=DESK, today=date(2026, 3, 1))).walk(
        "VALARM"
    )

    assert alarm.decoded("TRIGGER") == timedelta(days=-10, hours=9)


def test_an_event_keeps_its_name_when_its_fate_changes(
    client_of: Callable[..., TestClient], desk: Desk, plan_path: Path
) -> None:
    plan_path.write_text(PLAN.replace("title: 清明,", "all_of: [清明],"), encoding="utf-8")
    client = client_of(Role.READER)
    before = _events(client)
    looked(desk, reading(article(date(2026, 3, 20), "清明")))

    after = _events(client)

    assert before.keys() == after.keys()
    assert before != after


def _events(client: TestClient) -> dict[str, str]:
    read = Calendar.from_ical(client.get("/feed/expectations.ics").content)
    return {str(one["UID"]): str(one["SUMMARY"]) for one in read.walk("VEVENT")}


def test_what_did_not_change_is_not_sent_again(client_of: Callable[..., TestClient], desk: Desk) -> None:
    opened(desk, issue_of())
    client = client_of(Role.READER)
    first = client.get("/feed/issues.rss")

    again = client.get("/feed/issues.rss", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("host", "set_", "written", "home"),
    [
        ("evil.example", "https://desk.gov.example", "https://plan.gov.example/x", "https://desk.gov.example"),
        ("evil.example", None, "https://plan.gov.example/x/", "https://plan.gov.example/x"),
        ("evil.example", None, None, ""),
        ("8.8.8.8", None, None, ""),
        ("10.1.2.3:8720", None, None, "http://10.1.2.3:8720"),
        ("[::1]:8720", None, None, "http://[::1]:8720"),
        ("localhost:8720", None, None, "http://localhost:8720"),
    ],
)
def test_links_lead_to_no_host_that_somebody_made_up(
    desk: Desk, plan_path: Path, host: str, set_: str | None, written: str | None, home: str
) -> None:
    if written:
        plan_path.write_text(f"{PLAN}alerts: {{desk: '{written}'}}\n", encoding="utf-8")
    issue = opened(desk, issue_of())[0]
    person, _ = enter(desk, Role.READER)
    desk.store.add_token("s" * 43, person.id, "日历", "feed", desk.clock(), None)
    client = TestClient(application_of(replace(desk, settings=DeskSettings(url=set_))), base_url=f"http://{host}")
    headers = {"Host": "desk.gov.example"} if set_ else {}

    feeds = [
        client.get(f"/feed/{one}?token={'s' * 43}", headers=headers).text for one in ("issues.rss", "expectations.ics")
    ]

    assert f"<link>{home}/issues/{issue.id}</link>" in feeds[0]
    assert f"URL:{home}/expectations" in feeds[1].replace("\r\n ", "")
    assert not any("evil.example" in one for one in feeds)


@given(st.text(max_size=40), st.binary(max_size=20))
def test_only_the_very_answer_matches(asked: str, body: bytes) -> None:
    etag = etag_of(body)

    assert matches(asked, etag) == ("*" in [part.strip() for part in asked.split(",")])
    assert matches(f'"x", W/{etag}', etag)


def test_the_feed_is_filtered_as_the_list(client_of: Callable[..., TestClient], desk: Desk) -> None:
    opened(desk, issue_of("https://x.example/1", unit="办公室"), issue_of("https://x.example/2", unit="养老处"))

    read = feedparser.parse(client_of(Role.READER).get("/feed/issues.rss?unit=养老处").content)

    assert len(read.entries) == 1


def test_the_feeds_own_address_holds_no_token(client_of: Callable[..., TestClient]) -> None:
    body = client_of(Role.READER).get("/feed/issues.rss?text=abc").text

    assert "token" not in body


def test_nobody_reads_feeds_without_session_or_token(client_of: Callable[..., TestClient]) -> None:
    codes = [client_of().get(f"/feed/{name}").status_code for name in ("issues.rss", "expectations.ics")]

    assert all(code in (303, 401, 403) for code in codes)


def test_a_site_that_there_is_not_is_no_other_sites_feed(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    assert [client.get(f"/feed/{name}?site=no").status_code for name in ("issues.rss", "expectations.ics")] == [404] * 2


def test_times_are_those_of_mail(client_of: Callable[..., TestClient], desk: Desk) -> None:
    opened(desk, issue_of(opened_at=datetime(2026, 11, 20, 0, 0, tzinfo=UTC)))

    assert "Fri, 20 Nov 2026 00:00:00 GMT" in client_of(Role.READER).get("/feed/issues.rss").text


@pytest.mark.parametrize(("scope", "code"), [("feed", 200), ("read", 401), ("act", 401)])
def test_a_calendar_program_comes_in_by_a_token_for_feeds_alone(
    client_of: Callable[..., TestClient], desk: Desk, scope: Scope, code: int
) -> None:
    person, _secret = enter(desk, Role.READER)
    desk.store.add_token("s" * 43, person.id, "日历", scope, desk.clock(), None)

    assert client_of().get(f"/feed/expectations.ics?token={'s' * 43}").status_code == code
