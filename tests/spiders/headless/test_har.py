"""Whatever was asked and answered, the archive is sound and keeps no secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from spiders.headless.har import Asked, har
from tests.spiders.headless.har_rules import complaints

AT = datetime(2025, 3, 25, tzinfo=UTC)
SECRET = "s3cret-of-theirs"
texts = st.text(max_size=30)
phases = st.dictionaries(
    st.sampled_from(["blocked", "dns", "connect", "ssl", "send", "wait", "receive"]), st.floats(0, 1e6)
)
requests = st.builds(
    Asked,
    url=st.builds("https://a.test/{}".format, st.text("ab/?=&%E4;", max_size=20)),
    method=st.sampled_from(["GET", "POST", "HEAD"]),
    began_at=st.just(AT),
    headers=st.lists(st.tuples(texts, texts), max_size=3),
    status=st.none() | st.integers(100, 599),
    status_text=texts,
    answered=st.lists(st.tuples(texts, texts), max_size=3),
    content_type=texts,
    text=st.none() | texts,
    size=st.none() | st.integers(0, 10**9),
    leads_to=texts,
    server=st.none() | st.just("192.0.2.1"),
    error=texts,
    timings=phases,
)


@given(st.lists(requests, max_size=3), texts)
def test_an_archive_is_sound_whatever_was_said(asked: list[Asked], comment: str) -> None:
    assert complaints(json.loads(har(asked, comment))) == []


@given(
    st.sampled_from(["Cookie", "AUTHORIZATION", "set-cookie", "X-Csrf-Token", "Proxy-Authorization", "X-Session-Id"]),
    st.sampled_from(["token", "access_token", "SessionKey", "password", "apikey", "pwd", "ticket", "PHPSESSID"]),
)
def test_no_secret_is_kept(header: str, parameter: str) -> None:
    asked = Asked(
        f"https://a.test/x?{parameter}={SECRET}",
        "GET",
        AT,
        [(header, f"a={SECRET}"), ("Referer", f"https://a.test/?{parameter}={SECRET}")],
        status=302,
        answered=[(header, f"a={SECRET}; path=/")],
        leads_to=f"/y?b=1&{parameter}={SECRET}#{parameter}={SECRET}",
        text=f'{{"code": 0, "{parameter}": "{SECRET}"}}',
    )

    assert SECRET not in har([asked]).decode()


def test_what_people_are_called_by_is_masked() -> None:
    asked = Asked("https://a.test/?phone=13812345678", "GET", AT, status=200, text="身份证 11010519491231002X")

    said = har([asked]).decode()

    assert [number for number in ("13812345678", "11010519491231002X") if number in said] == []
