"""Tests of requests taken apart: bodies that are nested without end cost nothing."""

from __future__ import annotations

import pytest

from spiders.scripted.requests import Request, frame_of, values_of, with_values


@pytest.mark.parametrize("depth", [100, 700, 950, 100_000])
def test_a_body_nested_without_end_is_one_value(depth: int) -> None:
    nested = '{"page":1,"a":' + "[" * depth + "]" * depth + "}"
    request = Request("POST", "https://a.gov.cn/api", nested, "application/json")

    assert (values_of(request), frame_of(request)[-1]) == ({("body",): nested}, "raw")


def test_a_field_nested_without_end_is_one_value() -> None:
    nested = "[" * 900 + "]" * 900
    request = Request("GET", f"https://a.gov.cn/api?page=1&p={nested}")

    assert with_values(request, {("query", "page"): "2"}).url.startswith("https://a.gov.cn/api?page=2&p=")
