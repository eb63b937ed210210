"""What is asked of a page that an earlier round has, and when today's answer is the same."""

from __future__ import annotations

from hashlib import sha256

import pytest

from spiders.before import Before
from spiders.fetch import Answer

BODY = "<p>通知</p>".encode()
HTML = "text/html; charset=utf-8"


def before(**more: object) -> Before:
    return Before(sha256(BODY).hexdigest(), HTML, **more)  # type: ignore[arg-type]


def answer(status: int = 200, body: bytes = BODY, kind: str = HTML, **headers: str) -> Answer:
    return Answer("https://x.example/", status, {"Content-Type": kind, **headers}, body)


def test_a_weak_tag_is_sent_back_as_it_is() -> None:
    asked = before(etag='W/"67a"', last_modified="Mon, 24 Mar 2025 01:00:00 GMT").conditions

    assert asked == {"If-None-Match": 'W/"67a"', "If-Modified-Since": "Mon, 24 Mar 2025 01:00:00 GMT"}


@pytest.mark.parametrize("tag", ["", '"a\r\nX: y"', '"标签"', '"' + "a" * 2000 + '"'])
def test_a_tag_that_cannot_be_sent_is_not(tag: str) -> None:
    assert before(etag=tag).conditions == {}


def test_freely_there_is_no_condition() -> None:
    assert before(etag='"a"', freely=True).conditions == {}


def test_the_same_bytes_are_the_same_page() -> None:
    assert before().is_same(answer())


@pytest.mark.parametrize("other", [answer(body=b"<p>x</p>"), answer(404), answer(kind="text/html; charset=gbk")])
def test_other_bytes_another_status_or_another_charset_are_another_page(other: Answer) -> None:
    assert not before().is_same(other)


def test_not_modified_counts_only_where_a_condition_was_sent() -> None:
    assert before(etag='"a"').is_same(answer(304, b""))
    assert not before().is_same(answer(304, b""))
    assert not before(etag='"a"', freely=True).is_same(answer(304, b""))


def test_a_server_vouches_by_every_validator_that_it_gave() -> None:
    known = before(etag='"a"', last_modified="Mon, 24 Mar 2025 01:00:00 GMT")

    assert known.is_vouched_for(answer(**{"ETag": '"a"', "Last-Modified": "Mon, 24 Mar 2025 01:00:00 GMT"}))
    assert not known.is_vouched_for(answer(**{"ETag": '"a"', "Last-Modified": "Tue, 25 Mar 2025 01:00:00 GMT"}))
    assert not before().is_vouched_for(answer(ETag='"a"'))
