"""Real article pages that nobody here wrote: what they state is read, field for field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.records import Reading
from spiders.reading.dates import find_date
from spiders.reading.reader import kind_of, read_page

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
TODAY = date(2026, 11, 22)

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the checkout")]

Field = tuple[str, str, object, object]  # file, field, what the page states, what was read


def truths(*kinds: str) -> Iterator[tuple[str, dict[str, str]]]:
    """File and stated truth of each page of the manifest's kinds."""
    for row in (REAL / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = row.split("\t")
        if cells[1] in kinds and cells[0].endswith(".html") and len(cells) > 6 and cells[6]:
            yield cells[0], json.loads(cells[6])


def read(file: str, truth: dict[str, str]) -> Reading:
    url = truth.get("url") or "http://www.example.gov.cn/a/b.html"
    return read_page((REAL / file).read_bytes(), url, today=TODAY, kind="article")


def day(published: object) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    return published if isinstance(published, date) else None


def state_council_fields() -> Iterator[Field]:
    for file, truth in truths("gov_detail"):
        if "标题" in truth:
            reading = read(file, truth)
            yield file, "title", truth["标题"], reading.title
            yield file, "document_number", truth["发文字号"] or None, reading.document_number
            yield file, "published_at", find_date(truth["发布日期"]), reading.published_at


def portal_fields() -> Iterator[Field]:
    for file, truth in truths("gov_detail", "cn_news_html"):
        title = truth.get("ArticleTitle") or truth.get("title")
        if "标题" not in truth and title:
            reading = read(file, truth)
            stated = re.split(r"\s*(?: - |_)", title)[0]
            yield file, "title", re.sub(r"\s", "", stated), re.sub(r"\s", "", reading.title)
            if shown := truth.get("shown_date") or truth.get("PubDate"):
                yield file, "published_at", day(find_date(shown)), day(reading.published_at)


def wechat_fields() -> Iterator[Field]:
    for file, truth in truths("wechat_article"):
        reading = read(file, truth)
        title = truth.get("og_title") or truth.get("msg_title") or truth["title"]
        yield file, "title", True, re.sub(r"\\n|\s", "", reading.title).startswith(re.sub(r"\\n|\s", "", title)[:60])
        if stamp := truth.get("create_ts") or truth.get("ct"):
            at = reading.published_at
            yield file, "published_at", int(stamp), int(at.timestamp()) if isinstance(at, datetime) else at
        if "nickname" in truth:
            yield file, "source", truth["nickname"], reading.source
        yield file, "text", True, len(reading.text) > 60


def wrong(fields: Iterator[Field]) -> tuple[int, list[Field]]:
    every = list(fields)
    faults = [field for field in every if field[2] != field[3]]
    print(f"{len(every) - len(faults)} of {len(every)} fields")
    return len(every), faults


@pytest.mark.parametrize(("fields", "least"), [(state_council_fields, 75), (portal_fields, 7), (wechat_fields, 60)])
def test_every_field_that_a_real_page_states_is_read(fields, least: int) -> None:  # type: ignore[no-untyped-def]
    count, faults = wrong(fields())
    assert count >= least
    assert faults == []


@pytest.mark.parametrize(
    ("file", "state"),
    [
        ("wechat_state/deleted_06.html", "The content has been deleted by the author"),
        ("wechat_state/violation_01.html", "此内容因违规无法查看"),
        ("wechat_state/sogou_article_detail_expired.html", "链接已过期"),
    ],
)
def test_a_page_in_an_articles_place_says_why(file: str, state: str) -> None:
    reading = read(file, {})
    assert (reading.unavailable, reading.title, reading.text) == (state, "", "")


def test_the_body_of_a_news_page_is_read_without_its_surroundings() -> None:
    file = "cn_news_html/trafilatura_archive.org.he.xinhuanet.com.25340717.html"
    truth = json.loads(next(json.dumps(truth) for name, truth in truths("cn_news_html") if name == file))
    text = read(file, truth).text
    assert all(part in text for part in truth["with"])
    assert not any(part in text for part in truth["without"])


def test_real_articles_are_told_from_lists() -> None:
    pages = [*truths("gov_detail"), *truths("wechat_article"), *truths("wechat_state")]
    lists = [
        file
        for file, truth in pages
        if kind_of((REAL / file).read_text(encoding="utf-8", errors="replace"), truth.get("url", "http://a.cn/1.html"))
        == "list"
    ]
    assert lists == []
