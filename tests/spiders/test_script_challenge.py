"""What a browser passes by itself is told from what asks something of people, and from the site's own pages."""

from __future__ import annotations

import pytest

from spiders.script_challenge import Standing, standing_of
from tests.headless.firewalls import _HARD as HARD
from tests.headless.firewalls import Firewall, make

HTML = {"Content-Type": "text/html; charset=utf-8"}
URL = "https://a.gov.cn/"
SHELL = (
    "<html><head><title>民政局</title><link rel=stylesheet href=a.css></head>"
    '<body><div id="app"></div><script src=/app.js></script>'
)


@pytest.mark.parametrize("seed", range(24))
def test_a_script_that_computes_a_cookie_is_passed(seed: int) -> None:
    made = make(seed)
    body = Firewall(made, seed)._challenge("agent")

    assert standing_of(made.status, HTML, body.encode(), URL) is not Standing.OPEN


@pytest.mark.parametrize("kind", HARD)
@pytest.mark.parametrize("status", [200, 403, 412, 503])
def test_puzzles_logins_and_refusals_are_respected(kind: str, status: int) -> None:
    assert standing_of(status, HTML, HARD[kind].encode(), URL) is Standing.OPEN


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, SHELL),
        (200, "<script>location.href='/index.html'</script>"),
        (200, "<title>旧页面</title><script>document.write(unescape('%3Cp%3E'))</script>"),
        (404, "<title>404</title><script>eval('1')</script>"),
        (503, "<title>503</title><h1>Service Unavailable</h1>"),
        (200, "<p>" + "关于做好清明祭扫工作的通知。" * 40 + "</p><script>document.cookie='v=1';eval('1')</script>"),
        (429, ""),
    ],
)
def test_the_sites_own_pages_are_left_alone(status: int, body: str) -> None:
    assert standing_of(status, HTML, body.encode(), URL) is Standing.OPEN


def test_data_is_no_challenge() -> None:
    assert standing_of(200, {"Content-Type": "application/json"}, b'{"a": "<script>eval(1)"}', URL) is Standing.OPEN
