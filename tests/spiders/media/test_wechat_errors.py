"""What WeChat's API says in place of an answer, and what that means."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.refusals import REFUSALS, needs_person
from inspection.sources import Refusal
from spiders.media.wechat_errors import error_code, read_answer, refusal_of


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-1, "platform-busy"),
        (40001, "credential-refused"),
        (40013, "credential-refused"),
        (40014, "credential-refused"),
        (40125, "credential-refused"),
        (40164, "ip-not-allowed"),
        (42001, "credential-expired"),
        (42007, "credential-expired"),
        (45009, "quota-used-up"),
        (45011, "rate-limited"),
        (48001, "not-verified"),
        (48004, "forbidden"),
        (50002, "forbidden"),
        (61501, "platform-error"),
        (40035, "platform-error"),
    ],
)
def test_a_code_means_what_the_platform_documents(code: int, reason: str) -> None:
    body = json.dumps({"errcode": code, "errmsg": "something is wrong rid: 61725984-6126f6f9-040f19c4"}).encode()

    said = read_answer(body)

    assert isinstance(said, Refusal)
    assert said.reason == reason


@given(st.integers(-1, 99_999).filter(bool))
def test_every_code_has_a_meaning_and_is_told(code: int) -> None:
    refusal = refusal_of(code, "words")

    assert refusal.reason in REFUSALS
    assert error_code(refusal) == code


def test_only_what_a_person_can_renew_stops_the_requests() -> None:
    stopping = {code for code in range(40000, 90000) if needs_person(refusal_of(code, "").reason)}

    assert stopping == {40001, 40013, 40014, 40125, 40243, 41001, 42001, 42002, 42007}


def test_the_address_to_allow_is_named() -> None:
    refusal = refusal_of(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1a2b")

    assert "203.0.113.7 加入 IP 白名单" in refusal.detail
    assert "rid" not in refusal.detail


def test_an_ipv6_address_to_allow_is_named() -> None:
    assert "2001:db8::7 加入" in refusal_of(40164, "invalid ip 2001:db8::7, not in whitelist").detail


def test_the_platforms_request_number_is_left_out() -> None:
    said = "api unauthorized, rid: 61725984-6126f6f9-040f19c4"

    assert refusal_of(48001, said).detail == "错误码 48001：api unauthorized"


@pytest.mark.parametrize("code", ["40164", 40164, 40164.0])
def test_a_code_is_a_number_or_text(code: object) -> None:
    said = read_answer(json.dumps({"errcode": code, "errmsg": "invalid ip"}).encode())

    assert isinstance(said, Refusal)
    assert said.reason == "ip-not-allowed"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>502</body></html>", "网页"),
        (b"", "为空"),
        (b"[1, 2]", "不是 JSON"),
        (b'{"item": [', "不是 JSON"),
        (b"[" * 100_000, "不是 JSON"),
    ],
)
def test_what_is_no_json_object_says_what_it_is(body: bytes, words: str) -> None:
    said = read_answer(body)

    assert isinstance(said, Refusal)
    assert said.reason == "not-json"
    assert words in said.detail


@pytest.mark.parametrize(("status", "reason"), [(500, "platform-busy"), (503, "platform-busy"), (429, "rate-limited")])
def test_a_status_of_the_server_is_heard_before_its_body(status: int, reason: str) -> None:
    said = read_answer(b'{"total_count": 0, "item": []}', status)

    assert isinstance(said, Refusal)
    assert said.reason == reason


def test_a_redirect_is_no_answer() -> None:
    said = read_answer(b"", 302)

    assert isinstance(said, Refusal)
    assert "302" in said.detail


def test_an_answer_with_code_zero_is_an_answer() -> None:
    assert read_answer(b'{"errcode": 0, "errmsg": "ok", "total": 0}') == {"errcode": 0, "errmsg": "ok", "total": 0}


def test_raw_line_breaks_and_a_byte_order_mark_are_borne() -> None:
    assert read_answer(b'\xef\xbb\xbf{"title": "a\nb"}') == {"title": "a\nb"}
