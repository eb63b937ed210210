"""Real WeChat pages that nobody here wrote: every field that a page states is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.media import Gone, Origin
from inspection.records import Reading
from inspection.wechat_address import wechat_ids
from spiders.reading.reader import read_page

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
TODAY = date(2026, 11, 22)

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the checkout")]


def truths(kind: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in (REAL / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = row.split("\t")
        if cells[1] == kind and cells[0].endswith(".html"):
            yield cells[0], json.loads(cells[6]) if len(cells) > 6 and cells[6] else {}


def read(file: str, url: str | None = None) -> Reading:
    address = url or "https://mp.weixin.qq.com/s/aaaaaaaaaaaaaaaaaaaaaa"
    return read_page((REAL / file).read_bytes(), address, today=TODAY, kind="article")


def stated(html: str, *forms: str) -> str:
    """What the page's source says by the first form that finds something: an independent, narrow way to read it."""
    return next((match[1] for form in forms if (match := re.search(form, html))), "")


def fields() -> Iterator[tuple[str, str, object, object]]:
    """(file, field, truth, what was read) for all that can be told of each page by a narrow expression."""
    for file, truth in truths("wechat_article"):
        html = (REAL / file).read_text(encoding="utf-8")
        reading = read(file, truth.get("url"))
        title = truth.get("og_title") or truth.get("msg_title") or truth.get("title") or ""
        title = " ".join(title.replace("\\n", " ").split())
        yield file, "title", title[:80], reading.title[:80]
        if stamp := truth.get("create_ts") or truth.get("ct"):
            read_at = reading.published_at
            yield file, "time", int(stamp), int(read_at.timestamp()) if isinstance(read_at, datetime) else read_at
        if name := truth.get("nickname"):
            yield file, "account", name, reading.source
        author = stated(html, r'<meta name="author" content="([^"]+)"', r'var author = "([^"]+)"')
        if author:
            yield file, "author", author, reading.author
        cover = stated(html, r'property="og:image" content="([^"]+)"', r'var msg_cdn_url = "([^"]+)"')
        if cover:
            yield file, "cover", cover, reading.cover
        stat = stated(html, r'var _copyright_stat = "(\d*)"', r"copyright_stat: '(\d)'")
        yield (
            file,
            "origin",
            {"": None, "1": Origin.ORIGINAL, "2": Origin.REPOSTED}.get(stat, Origin.UNMARKED),
            reading.origin,
        )
        mid = stated(html, r'var mid = "(?:" \|\| "")?(?:" \|\| ")?(\d+)"', r"window\.mid = '' \|\| '' \|\| '(\d+)'")
        idx = stated(html, r"window\.idx = '' \|\| '' \|\| '(\d+)'", r'var idx = "(\d+)"', r'var idx = "" \|\| "(\d+)"')
        if mid:
            ids = wechat_ids(truth.get("url", ""))
            yield file, "number", f"{mid}_{ids[2] if ids else idx or '1'}", reading.platform_id
        yield file, "body", True, len(reading.text) > 60
        yield file, "state", (None, None), (reading.gone, reading.unavailable)


def test_every_field_that_a_real_article_states_is_read() -> None:
    found = list(fields())
    wrong = [field for field in found if field[2] != field[3]]

    assert len(found) > 140
    assert wrong == []


def test_real_notices_are_told_apart() -> None:
    gone = {file.rpartition("/")[2]: read(file).gone for file, _ in truths("wechat_state")}

    assert gone == {
        "deleted_06.html": Gone.DELETED,
        "violation_01.html": Gone.VIOLATION,
        "sogou_article_detail_expired.html": Gone.EXPIRED,
    }
