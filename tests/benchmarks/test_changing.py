"""A benchmark portal changes as it is told, and nothing else of it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import words
from benchmarks.changing import Changing


@pytest.fixture
def changing(tmp_path: Path) -> Changing:
    return Changing(tmp_path, 200)


def listed(folder: Path) -> set[str]:
    found: set[str] = set()
    for slug, *_ in words.COLUMNS:
        for page in (folder / "www" / slug).glob("index*.html"):
            rows = page.read_text("utf-8").partition('<ul class="news-list">')[2].partition("</ul>")[0]
            found |= {f"/{slug}/{row}" for row in re.findall(r'href="\./([^"]+)"', rows)}
    return found


def test_every_row_leads_to_an_article_and_every_change_shows_in_a_list(changing: Changing, tmp_path: Path) -> None:
    before = listed(tmp_path)
    changing.overnight(0.05)
    after = listed(tmp_path)

    assert before - after
    assert after - before
    assert all((tmp_path / "www" / path.lstrip("/")).exists() for path in after)


def test_what_does_not_change_keeps_its_time(changing: Changing, tmp_path: Path) -> None:
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "www").rglob("*") if file.is_file()}
    count = changing.overnight(0.02)
    changed = [file for file, at in times.items() if file.exists() and file.stat().st_mtime_ns != at]

    assert len([file for file in changed if "index" not in file.name]) <= count
