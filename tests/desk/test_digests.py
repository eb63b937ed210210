"""Digests in the desk: the command line's facts, under the desk's policy, sent by whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.site_digests import digest_facts, sent_at, weeks_of
from inspection.people import Role
from notifications.digest.facts import Week
from schedulers.weekly import weekly_facts
from tests.desk.browsing import WIDTHS, axe, sideways
from tests.desk.conftest import NOW, PLAN, SITE
from tests.desk.looked import article, looked, reading
from tests.desk.samples import issue_of, opened

LAST = Week(2026, 47)
SENDING = (
    PLAN
    + """
alerts:
  channels: {mail: {email: {to: [office@example.org]}}}
  digest: {weekly: 周五 16:00, to: [mail]}
"""
)


def _week(desk: Desk) -> None:
    """A round and an issue of last week."""
    looked(desk, reading(article(date(2026, 11, 18), "近闻")), at=NOW - timedelta(days=3))
    opened(desk, issue_of(title="<img src=x onerror=alert(1)>", opened_at=NOW - timedelta(days=4)))


def test_the_facts_are_those_of_the_command_line(desk: Desk) -> None:
    _week(desk)

    assert digest_facts(desk, SITE, LAST, None) == weekly_facts(desk.store, desk.plans.of(SITE), LAST, None, NOW)


def test_what_came_later_does_not_leave_an_old_answer(desk: Desk) -> None:
    before = digest_facts(desk, SITE, LAST, None)
    _week(desk)

    assert (before.looked, digest_facts(desk, SITE, LAST, None).looked) == (False, True)


def test_the_page_has_no_inline_style_and_no_foreign_markup(client_of: Callable[..., TestClient], desk: Desk) -> None:
    _week(desk)

    page = client_of(Role.READER).get(f"/digests/{LAST}").text

    assert "巡检周报" in page
    assert not any(bad in page for bad in ("style=", "<style", "onerror=alert(1)>", "javascript:"))


def test_the_list_names_each_week_since_the_first_round(client_of: Callable[..., TestClient], desk: Desk) -> None:
    _week(desk)

    page = client_of(Role.READER).get("/digests").text

    assert [f"第{number}周</a>" in page for number in (46, 47, 48)] == [False, True, True]


@pytest.mark.parametrize("week", ["2026-W54", "2026-W49", "nonsense", "%00", "9999-W01", "2026-W47?unit=无此处"])
@pytest.mark.parametrize("form", ["", ".docx"])
def test_a_week_or_unit_that_there_is_not_is_no_page(
    client_of: Callable[..., TestClient], week: str, form: str
) -> None:
    address, _, query = f"/digests/{week}".partition("?")

    assert client_of(Role.READER).get(f"{address}{form}?{query}").status_code == 404


def test_the_word_file_is_the_units_own(client_of: Callable[..., TestClient], desk: Desk) -> None:
    _week(desk)

    answer = client_of(Role.READER).get(f"/digests/{LAST}.docx?unit=养老处")

    assert "养老处：" in [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert "%E5%85%BB" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER])
def test_only_triage_sends(client_of: Callable[..., TestClient], desk: Desk, plan_path: Path, role: Role) -> None:
    plan_path.write_text(SENDING, encoding="utf-8")

    answer = client_of(role, "办公室").post(f"/digests/{LAST}/send")

    assert (answer.status_code, desk.store.messages(SITE)) == (403, [])


def test_a_week_is_sent_once(client_of: Callable[..., TestClient], desk: Desk, plan_path: Path) -> None:
    plan_path.write_text(SENDING, encoding="utf-8")
    client = client_of(Role.TRIAGE)

    codes = [client.post(f"/digests/{LAST}/send").status_code for _ in range(2)]

    assert codes == [303, 303]
    assert len(desk.store.messages(SITE)) == 2  # the whole, and the one unit that has an address


def test_the_weeks_that_were_sent_are_known_from_those_that_were_not(
    client_of: Callable[..., TestClient], desk: Desk, plan_path: Path
) -> None:
    plan_path.write_text(SENDING, encoding="utf-8")
    looked(desk, reading(article(date(2026, 11, 9), "旧闻")), at=NOW - timedelta(days=12))

    client_of(Role.TRIAGE).post(f"/digests/{LAST}/send")

    known = weeks_of(desk, SITE, LAST, 26)
    assert [(one.week, one.sent) for one in known] == [(LAST, True), (LAST.earlier(), False)]
    assert [sent_at(desk, SITE, one.week) for one in known] == [desk.clock(), None]


def test_the_running_week_waits_for_its_friday(
    client_of: Callable[..., TestClient], desk: Desk, plan_path: Path
) -> None:
    plan_path.write_text(SENDING, encoding="utf-8")

    client_of(Role.TRIAGE).post("/digests/2026-W48/send")

    assert desk.store.messages(SITE) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_a_digest_fits_and_is_accessible(tab_of: Callable[..., Page], desk: Desk, width: int) -> None:
    _week(desk)
    page = tab_of(Role.TRIAGE, width=width)

    page.goto(f"/digests/{LAST}")

    assert (sideways(page), axe(page)) == (0, [])
