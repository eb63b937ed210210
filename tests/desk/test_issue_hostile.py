"""Words of strangers on one issue's page: they stay words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.issue import Act, State
from inspection.people import Role
from tests.desk.conftest import NOW
from tests.desk.samples import PAGE, issue_of, moved, opened, pictured, round_of

Clients = Callable[..., TestClient]
_number = count(1)
_BAD = (
    "<script>alert(1)</script>",
    "</title></textarea></pre><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)//http://a.example/",
    "data:text/html,<script>alert(1)</script>",
    "http://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover="alert(1)',
    "http://[::1",
    "\u202egnp.exe\u2066",
    "\x00\x1b[31m",
    "\ud800",
    "--><hx-partial hx-target=body>",
    "a" * 3000,
)
WORDS = st.sampled_from(_BAD) | st.text(alphabet="<>\"'&/ =abch:#`{}%\\\u202e\n\x00", max_size=25)
# What the page is made of; whatever strangers write, nothing else appears in it.
_NO = ("script:not([src^='/static/'])", "iframe", "object", "embed", "base", "style", "svg", "math", "hx-partial")
_LINKS = ("/", "#", "https://", "http://")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, subject=WORDS, unit=WORDS, column=WORDS, words=WORDS, key=WORDS, page=WORDS)
def test_whatever_strangers_write_stays_text(
    desk: Desk, client_of: Clients, title: str, subject: str, unit: str, column: str, words: str, key: str, page: str
) -> None:
    issue = issue_of(subject="s", title=title, unit=unit, column=column, found_on=(page, PAGE))
    issue = replace(issue, subject=subject, fingerprint=f"v1:{next(_number):032x}")
    issue = replace(issue, evidence={key: words, "text": words, "detail": [words, {key: words}]}, basis=words)
    issue = replace(issue, round=round_of(desk, NOW, body=f"{_BAD[0]}<a href='{subject}'>{words}</a>{_BAD[1]}"))
    kept = opened(desk, issue)[0]
    moved(desk, kept, Act.ASSIGN, State.ASSIGNED, who=words or "某人", why=words, unit=unit, person=words)
    pictured(desk, kept, shows=words, reason=words)

    page_text = client_of(Role.TRIAGE).get(f"/issues/{kept.id}")

    assert page_text.status_code == 200
    assert _strange(page_text.text) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(why=WORDS, unit=WORDS, person=WORDS, until=WORDS, act=st.sampled_from([a.value for a in Act]) | WORDS)
def test_whatever_is_typed_comes_back_as_text(
    desk: Desk, client_of: Clients, why: str, unit: str, person: str, until: str, act: str
) -> None:
    issue = opened(desk, issue_of(f"https://mzj.example.gov.cn/{next(_number)}"))[0]
    typed = {"act": act, "why": why, "unit": unit, "person": person, "until": until, "version": "7"}
    sendable = {name: value.encode("utf-8", "replace").decode() for name, value in typed.items()}

    answer = client_of(Role.TRIAGE).post(f"/issues/{issue.id}/act", data=sendable)

    assert answer.status_code in (409, 422)
    assert _strange(answer.text) == []


def _strange(text: str) -> list[str]:
    """Elements and attributes that no template wrote."""
    page = LexborHTMLParser(text)
    found = [node.tag for selector in _NO for node in page.css(selector)]
    for node in page.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "formaction"):
                found.append(f"{node.tag} {name}")
            if name in ("href", "src", "action") and not (value or "").startswith(_LINKS):
                found.append(f"{node.tag} {name}={value}")
            if name == "href" and (value or "").startswith("http") and not urlsplit(value or "").netloc:
                found.append(f"{node.tag} {name}={value}")
    return found
