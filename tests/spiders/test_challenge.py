"""Firewalls' pages are told from the site's own."""

from __future__ import annotations

import pytest

from spiders.challenge import is_challenge

SCRIPT = "<html><script>document.cookie='a=1';location.reload()</script></html>"
NGINX_403 = "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
ARTICLE = (
    "<html><title>通知</title><body>" + "<p>关于做好清明祭扫工作的通知，请市民提前预约。</p>" * 30 + "</body></html>"
)


@pytest.mark.parametrize("status", [412, 418, 429, 432, 521])
def test_statuses_that_only_firewalls_send_are_challenges(status: int) -> None:
    assert is_challenge(status, {}, "")


@pytest.mark.parametrize("status", [202, 403, 503, 200])
def test_a_script_that_sets_a_cookie_and_comes_back_is_a_challenge(status: int) -> None:
    assert is_challenge(status, {}, SCRIPT)


@pytest.mark.parametrize("words", ["您的访问请求已被拦截", "安全验证", "访问过于频繁，请稍后再试", "Access Denied"])
def test_a_block_notice_is_a_challenge(words: str) -> None:
    assert is_challenge(403, {}, f"<title>{words}</title><h1>{words}</h1>")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ARTICLE),
        (200, f"{ARTICLE}<script>document.cookie='v=1'</script>"),
        (200, "<title>关于网络攻击防护的通知</title>" + ARTICLE),
        (403, NGINX_403),
        (404, "<title>404</title>"),
        (503, "<title>503</title><p>Service Unavailable</p>"),
    ],
)
def test_the_sites_own_answers_are_none(status: int, body: str) -> None:
    assert not is_challenge(status, {}, body)
