"""评分卡 on the desk: the page, its files, the interface; as of any day, for every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.findings import Finding, Severity, fingerprint
from inspection.people import Role
from tests.desk.browsing import WIDTHS, axe, sideways
from tests.desk.conftest import NOW, SITE
from tests.desk.looked import looked

Clients = Callable[..., TestClient]
HOME = "https://mzj.example.gov.cn/"


def link(n: int, title: str = "链接打不开") -> Finding:
    subject = f"{HOME}gone/{n}"
    return Finding(
        "broken-link", Severity.ERROR, subject, title, "工作惯例", fingerprint(SITE, "broken-link", subject),
        found_on=(HOME,),
    )  # fmt: skip


def test_before_the_first_round_nothing_is_called_well(client_of: Clients) -> None:
    page = client_of(Role.READER).get("/scorecard").text

    assert "还没有完成的巡检" in page
    assert "正常" not in page


def test_every_point_is_told_with_its_fault(client_of: Clients, desk: Desk) -> None:
    looked(desk, findings=[link(1), link(2, "<script>alert(1)</script>打不开")])

    page = client_of(Role.READER).get("/scorecard").text

    assert "扣 2 分" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_an_earlier_day_is_told_by_its_own_round(client_of: Clients, desk: Desk) -> None:
    looked(desk, findings=[link(1)], at=NOW - timedelta(days=3))
    looked(desk, findings=[])
    client = client_of(Role.READER)

    told = [client.get("/api/v1/scorecard", params={"day": f"{NOW.date() - timedelta(days=n)}"}).json() for n in (3, 0)]

    assert [one["total"]["most"] for one in told] == [99.0, 100.0]


@pytest.mark.parametrize("day", ["gestern", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-23T00:00", "%00"])
def test_odd_days_show_the_card_all_the_same(client_of: Clients, desk: Desk, day: str) -> None:
    looked(desk, findings=[link(1)])

    assert client_of(Role.READER).get(f"/scorecard?day={day}").status_code == 200


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/scorecard.docx", "wordprocessingml"),
        ("/scorecard.json", "json"),
        ("/api/v1/scorecard", "json"),
        ("/api/v1/scorecard.docx", "wordprocessingml"),
    ],
)
def test_the_card_is_given_as_a_file(client_of: Clients, desk: Desk, address: str, kind: str) -> None:
    looked(desk, findings=[link(1)])

    answer = client_of(Role.READER).get(address)

    assert (answer.status_code, kind in answer.headers["content-type"]) == (200, True)


@pytest.mark.parametrize("address", ["/scorecard", "/scorecard.docx", "/api/v1/scorecard"])
def test_strangers_see_nothing(client_of: Clients, address: str) -> None:
    assert client_of().get(address).status_code in {303, 401}


def test_a_new_round_is_seen_at_once(client_of: Clients, desk: Desk) -> None:
    looked(desk, findings=[link(1)], at=NOW - timedelta(hours=5))
    client = client_of(Role.READER)
    first = client.get("/api/v1/scorecard").json()["total"]["most"]

    looked(desk, findings=[])

    assert (first, client.get("/api/v1/scorecard").json()["total"]["most"]) == (99.0, 100.0)


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_card_fits_and_is_accessible(tab_of: Callable[..., Page], desk: Desk, width: int) -> None:
    looked(desk, findings=[link(n, "很长的标题" * 12) for n in range(20)])
    tab = tab_of(Role.READER, width=width)

    tab.goto("/scorecard")

    assert (sideways(tab), axe(tab)) == (0, [])
