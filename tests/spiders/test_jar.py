"""Cookies go where a browser would send them, and nowhere else."""

from __future__ import annotations

import pytest
from multidict import CIMultiDict

from spiders.jar import Cookie, Jar


@pytest.mark.parametrize(
    ("domain", "path", "url", "sent"),
    [
        ("a.gov.cn", "/", "https://a.gov.cn/x/", True),
        ("a.gov.cn", "/", "https://a.gov.cn:8443/x/", True),
        ("a.gov.cn", "/", "https://www.a.gov.cn/", False),
        (".a.gov.cn", "/", "https://www.a.gov.cn/", True),
        (".a.gov.cn", "/", "https://ba.gov.cn/", False),
        ("a.gov.cn", "/zw", "https://a.gov.cn/zw/1.html", True),
        ("a.gov.cn", "/zw", "https://a.gov.cn/zwgk/", False),
        ("a.gov.cn", "/zw/", "https://a.gov.cn/?to=/zw/", False),
    ],
)
def test_a_cookie_holds_for_its_host_and_folder(domain: str, path: str, url: str, sent: bool) -> None:
    assert Cookie("a", "1", domain, path).holds_for(url) is sent


def test_of_two_cookies_of_one_name_the_deeper_is_sent() -> None:
    jar = Jar([Cookie("a", "deep", "x.cn", "/zw"), Cookie("a", "top", "x.cn", "/")])

    assert jar.cookies_for("https://x.cn/zw/1.html") == {"a": "deep"}


def test_a_server_may_change_what_the_jar_holds_but_neither_add_nor_end_it() -> None:
    jar = Jar([Cookie("a", "1", "x.cn"), Cookie("b", "1", "x.cn")])
    said = CIMultiDict([("Set-Cookie", "a=2; Path=/"), ("Set-Cookie", "b=; Max-Age=0"), ("Set-Cookie", "c=3")])

    jar.heed("https://x.cn/", said)

    assert jar.cookies_for("https://x.cn/") == {"a": "2", "b": "1"}


def test_a_jar_goes_through_a_pipe_whole() -> None:
    jar = Jar([Cookie("名", "值\n", ".x.cn", "/zw")])

    assert Jar.of(jar.line()).cookies_for("https://w.x.cn/zw") == {"名": "值\n"}


def test_no_value_is_shown_where_a_cookie_is_printed() -> None:
    assert "secret" not in repr(Cookie("a", "secret", "x.cn"))
