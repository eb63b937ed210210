"""How many rows data says that there are, and how its next page is asked for."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from inspection.records import Reading
from spiders.reading.list_json_pages import totals_in
from spiders.reading.lists import read_list_json

UNIT = "https://a.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=e3c1&tagId=list&pageType=column"


def unit(numbers: range, count: int) -> str:
    rows = "".join(
        f"<li><a href='/art/art_{n}.html'>关于第{n}件事的通知</a><span>2025-03-{n:02d}</span></li>" for n in numbers
    )
    return json.dumps({"success": True, "data": {"html": f"<ul class='list'>{rows}</ul>", "count": count}})


def read(body: str, url: str = UNIT) -> Reading:
    return read_list_json(body, url, today=date(2026, 9, 20))


def asked(url: str | None) -> Any:
    return json.loads(parse_qs(urlsplit(url or "").query)["paramJson"][0])


def test_a_unit_that_states_its_count_is_paged_to_its_end() -> None:
    first = read(unit(range(1, 11), 24))
    second = read(unit(range(11, 21), 24), first.next_page or "")
    third = read(unit(range(21, 25), 24), second.next_page or "")

    assert asked(first.next_page) == {"pageNo": 2, "pageSize": 10}
    assert asked(second.next_page) == {"pageNo": 3, "pageSize": 10}
    assert (third.next_page, third.total) == (None, 24)


def test_a_unit_that_holds_all_it_states_has_no_next_page() -> None:
    assert read(unit(range(1, 11), 10)).next_page is None


def test_numbers_in_rows_are_no_totals() -> None:
    rows = [{"title": "关于某事的通知", "count": 9000, "total": 77}, {"title": "另一件", "count": 5}]

    assert totals_in({"data": {"list": rows, "total": "2"}}) == (None, 2)


@pytest.mark.parametrize(
    "value",
    [{"total": 34, "list": []}, {"data": {"count": 10, "totalCount": "34"}}, [{"page": {"total": 34}, "rows": [1, 2]}]],
)
def test_a_total_is_found_wherever_an_answer_states_it(value: Any) -> None:
    assert totals_in(value)[1] == 34


@pytest.mark.parametrize("value", [{"total": -1}, {"total": 1700000000000}, {"total": True}, {"total": "很多"}, []])
def test_what_counts_no_rows_is_no_total(value: Any) -> None:
    assert totals_in(value) == (None, None)
