"""What a list page's scripts ask for: pages are no polls, and what never came is owed."""

from __future__ import annotations

import pytest

from spiders.headless.listing_data import is_owed, question_of
from spiders.headless.opened import Exchange

PAGE = "http://a.gov.cn/tzgg/"
API = "http://a.gov.cn/api/list"


def asked(query: str = "page=2", status: int | None = None, error: str = "", url: str = API) -> Exchange:
    return Exchange(f"{url}?{query}", "GET", "xhr", 0.0, status=status, error=error)


def test_the_pages_of_a_list_are_different_questions() -> None:
    assert len({question_of(asked(f"page={n}&_=17000000000{n:02d}")) for n in range(8)}) == 8


def test_a_poll_asks_the_same_at_every_time() -> None:
    assert len({question_of(asked(f"of=home&_=17000000000{n:02d}&r=0.12345678{n}")) for n in range(8)}) == 1


@pytest.mark.parametrize(
    "late", [asked(), asked(status=500), asked(status=403), asked(error="net::ERR_CONNECTION_RESET")]
)
def test_data_that_did_not_come_is_owed(late: Exchange) -> None:
    assert is_owed([asked("page=1", 200), late], 1, PAGE)


@pytest.mark.parametrize(
    "other",
    [
        asked(status=200),
        asked(status=404),
        asked(error="net::ERR_ABORTED"),
        asked(url="http://statistics.example.com/hit"),
    ],
)
def test_what_came_or_is_not_the_lists_is_not_owed(other: Exchange) -> None:
    assert not is_owed([asked("page=1", 200), other], 1, PAGE)


def test_a_poll_without_an_answer_is_not_owed() -> None:
    assert not is_owed([asked("of=home") for _ in range(5)], 0, PAGE)
