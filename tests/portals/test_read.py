"""`xunjian read` on generated pages: every field that a page states."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.portals import FAMILIES, generate
from benchmarks.portals.portal import OFFSITE, REFUSED, SITE, Stated
from xunjian.__main__ import app

HOST = "portal.example"
NAMES = [f.name for f in FAMILIES]
CHINESE = ("gb2312", "gbk", "gb18030", "cp936")


@dataclass(frozen=True, slots=True)
class Sample:
    """One page with what it states and what was read."""

    family: str
    path: str
    stated: Stated
    reading: dict[str, Any]


def _real(text: str) -> str:
    return text.replace(SITE, HOST).replace(OFFSITE, "other.example").replace(REFUSED, "shut.example")


def _sample(saved: Path, family: str, path: str, stated: Stated, body: bytes) -> Sample:
    """Read in this process: an interpreter for each page would cost more than the page."""
    for mark in (SITE, OFFSITE, REFUSED):
        body = body.replace(mark.encode(), _real(mark).encode())
    saved.write_bytes(body)
    asked = ["read", str(saved), "--url", f"http://{HOST}{path}", "--as", stated.kind, "--format", "json"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.stderr
    return Sample(family, path, stated, json.loads(done.stdout))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """A list and an article of each family."""
    saved, found = tmp_path_factory.mktemp("pages") / "page.html", []
    for family in NAMES:
        portal = generate(7, family)
        chance = random.Random(family)
        lists = sorted(p for p, s in portal.stated.items() if s.kind == "list")
        articles = sorted(p for p, s in portal.stated.items() if s.kind == "article")
        numbered = [p for p in articles if portal.stated[p].number]
        for path in [chance.choice(lists), chance.choice(numbered if chance.random() < 0.5 else articles)]:
            found.append(_sample(saved, family, path, portal.stated[path], portal.site[path].body))
    return found


def _articles(samples: list[Sample], family: str) -> list[Sample]:
    return [s for s in samples if s.family == family and s.stated.kind == "article"]


@pytest.mark.parametrize("family", NAMES)
def test_an_articles_title_is_read(samples: list[Sample], family: str) -> None:
    for s in _articles(samples, family):
        assert s.reading["title"] == s.stated.title, s.path


@pytest.mark.parametrize("family", NAMES)
def test_an_articles_date_is_the_one_it_shows(samples: list[Sample], family: str) -> None:
    for s in _articles(samples, family):
        if s.stated.published is not None:
            assert (s.reading["published_at"] or "") == s.stated.published, s.path


@pytest.mark.parametrize("family", NAMES)
def test_a_document_number_is_read_and_none_is_invented(samples: list[Sample], family: str) -> None:
    for s in _articles(samples, family):
        assert (s.reading["document_number"] or "") == s.stated.number, s.path


@pytest.mark.parametrize("family", NAMES)
def test_an_articles_source_is_read(samples: list[Sample], family: str) -> None:
    for s in _articles(samples, family):
        assert s.reading["source"] == s.stated.source, s.path


@pytest.mark.parametrize("family", NAMES)
def test_related_articles_and_attachments_are_read(samples: list[Sample], family: str) -> None:
    for s in _articles(samples, family):
        attached = {a["url"] for a in s.reading["attachments"]}
        assert {_real(u) for u, _ in s.stated.attachments} <= attached, s.path
        assert {_real(u) for u in s.stated.related} <= {link["url"] for link in s.reading["links"]}, s.path


@pytest.mark.parametrize("family", NAMES)
def test_the_charset_is_the_bytes_own(samples: list[Sample], family: str) -> None:
    for s in (s for s in samples if s.family == family):
        allowed = CHINESE if s.stated.charset == "gb18030" else ("utf-8", "utf8")
        assert s.reading["charset"].lower() in allowed, s.path


@pytest.mark.parametrize("family", NAMES)
def test_a_lists_entries_are_its_rows_and_nothing_else(samples: list[Sample], family: str) -> None:
    for s in (s for s in samples if s.family == family and s.stated.kind == "list"):
        rows = [(e["title"], e["url"]) for e in s.reading["entries"]]
        assert rows == [(title, _real(url)) for title, url, _ in s.stated.entries], s.path


@pytest.mark.parametrize("family", NAMES)
def test_a_lists_dates_are_those_in_its_rows(samples: list[Sample], family: str) -> None:
    for s in (s for s in samples if s.family == family and s.stated.kind == "list"):
        dates = {e["url"]: e["published_at"] for e in s.reading["entries"]}
        wanted = {_real(url): date for _, url, date in s.stated.entries if date}
        assert {url: dates.get(url) for url in wanted} == wanted, s.path


@pytest.mark.parametrize("family", NAMES)
def test_the_next_page_of_a_list_is_found(samples: list[Sample], family: str) -> None:
    for s in (s for s in samples if s.family == family and s.stated.kind == "list"):
        following = s.stated.next_page
        assert s.reading["next_page"] == (_real(following) if following else None), s.path
