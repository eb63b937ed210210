"""The truth about a portal is what its server really answers."""

from __future__ import annotations

import http.client
from urllib.parse import urljoin, urlsplit

import pytest

from tests.benchmarks.conftest import Served

PATIENCE = 0.4  # seconds for a request that may never be answered

STATUS = {
    "page-404": 404,
    "attachment-404": 404,
    "attachment-404-chinese": 404,
    "image-404": 404,
    "css-url-404": 404,
    "stylesheet-url-404": 404,
    "iframe-404": 404,
    "script-404": 404,
    "srcset-404": 404,
    "onclick-404": 404,
    "offsite-404": 404,
    "redirects-to-404": 404,
    "gone-410": 410,
    "error-500": 500,
    "error-503": 503,
    "challenge-403": 403,
    "challenge-412": 412,
    "challenge-202": 202,
    "too-many-429": 429,
}
FAILURE = {
    "reset": http.client.RemoteDisconnected,
    "refused": ConnectionRefusedError,
    "redirect-to-refused": ConnectionRefusedError,
    "dns": OSError,
    "timeout": TimeoutError,
    "redirect-loop": RecursionError,
    "redirect-endless": RecursionError,
}


def ask(url: str, method: str = "GET", timeout: float = 5) -> tuple[int, str, bytes]:
    """Status, Location in the bytes it came in, and body of one answer."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request(method, parts.path)
        answer = connection.getresponse()
        location = (answer.getheader("Location") or "").encode("latin-1").decode("utf-8")
        return answer.status, location, answer.read()
    finally:
        connection.close()


def follow(url: str, timeout: float = 5) -> tuple[int, str, bytes]:
    """Status, last address and body after every redirect; RecursionError after twelve."""
    from urllib.parse import quote

    for _ in range(12):
        status, location, body = ask(url, timeout=timeout)
        if not location:
            return status, url, body
        url = quote(urljoin(url, location), safe=":/%")
    raise RecursionError(url)


def urls(served: Served, *whats: str) -> list[str]:
    """Addresses of these sorts; at least one."""
    found = [url for url, fact in served.truth.items() if fact["what"] in whats]
    assert found
    return found


@pytest.mark.parametrize("what", STATUS)
def test_an_address_of_this_sort_answers_with_its_status(served: Served, what: str) -> None:
    assert {follow(url)[0] for url in urls(served, what)} == {STATUS[what]}


@pytest.mark.parametrize("what", FAILURE)
def test_an_address_of_this_sort_cannot_be_had(served: Served, what: str) -> None:
    for url in urls(served, what):
        with pytest.raises(FAILURE[what]):
            follow(url, timeout=PATIENCE)


def test_every_faulty_or_undecided_sort_is_compared_here(served: Served) -> None:
    hard = {f["what"] for f in served.truth.values() if f["kind"] in ("hard", "hidden", "firewall")}
    assert hard == STATUS.keys() | FAILURE.keys()


def test_every_soft_404_ends_in_200(served: Served) -> None:
    soft = [url for url, fact in served.truth.items() if fact["kind"] == "soft"]
    assert {follow(url)[0] for url in soft} == {200}


def test_a_soft_404_is_answered_like_an_address_that_surely_does_not_exist(served: Served) -> None:
    for url in urls(served, "phrase", "phrase-reworded", "redirect-home", "empty-shell", "page-for-file"):
        surely_missing = url.rpartition("/")[0] + "/surely-not-here." + url.rpartition(".")[2]
        assert follow(url)[2] == follow(surely_missing)[2]


def test_the_varying_error_page_differs_each_time(served: Served) -> None:
    url = urls(served, "phrase-varying")[0]
    assert follow(url)[2] != follow(url)[2]


def test_articles_in_folders_that_hide_their_404s_are_served(served: Served) -> None:
    home = served.portal.addresses.home.rstrip("/")
    hiding = [a for a in served.portal.articles if a.column >= 4]
    titles = [a.title for a in hiding]
    bodies = [follow(home + a.path)[2] for a in hiding]
    read = [b.decode("gb18030" if b'charset="gb2312' in b else "utf-8") for b in bodies]
    assert [t for t, body in zip(titles, read, strict=True) if f"<h1>{t}</h1>" not in body] == []


def test_redirects_that_end_well_end_well(served: Served) -> None:
    sorts = ("redirect-1", "redirect-2", "redirect-3", "redirect-5", "redirect-raw-chinese", "redirect-offsite")
    assert {follow(url)[0] for url in urls(served, *sorts)} == {200}


def test_servers_that_refuse_head_answer_get(served: Served) -> None:
    answers = {(ask(url, "HEAD")[0], ask(url)[0]) for url in urls(served, "head-405", "head-404")}
    assert answers == {(405, 200), (404, 200)}


def test_an_unsteady_page_answers_after_its_failures(served: Served) -> None:
    assert [ask(urls(served, "flaky-twice")[0])[0] for _ in range(3)] == [503, 503, 200]
