"""The generator: the same seed gives the same bytes, and the truth belongs to what was written."""

from __future__ import annotations

import hashlib
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.site import _fill, generate
from inspection.addresses import normalise


def _digest(folder: Path) -> str:
    """One hash over every file's name and bytes."""
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            whole.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "a", 60, seed=7)
    generate(tmp_path / "b", 60, seed=7)
    assert _digest(tmp_path / "a") == _digest(tmp_path / "b")


def test_another_seed_writes_another_portal(tmp_path: Path) -> None:
    generate(tmp_path / "a", 60, seed=7)
    generate(tmp_path / "b", 60, seed=8)
    assert _digest(tmp_path / "a") != _digest(tmp_path / "b")


@given(st.integers(min_value=24, max_value=5000))
@settings(max_examples=40, deadline=None)
def test_articles_and_their_lists_fill_the_room_but_for_one_page(room: int) -> None:
    from benchmarks.nouns import ROWS
    from benchmarks.site import _column_of

    count = _fill(room)
    sizes = [sum(_column_of(n) == column for n in range(count)) for column in range(10)]
    pages = count + sum(max(1, -(-size // ROWS)) for size in sizes)
    assert room - ROWS <= pages <= room


@pytest.mark.parametrize("pages", [40, 60, 333])
def test_as_many_pages_are_written_as_are_counted(tmp_path: Path, pages: int) -> None:
    portal = generate(tmp_path, pages)
    beside = ("error", "raw")  # an error page, and one that only a redirect leads to
    written = [f for f in (tmp_path / "www").rglob("*.html") if f.relative_to(tmp_path / "www").parts[0] not in beside]
    assert len(written) == portal.pages


def test_every_target_is_written_into_some_page(tmp_path: Path) -> None:
    portal = generate(tmp_path, 60)
    files = [*(tmp_path / "www").rglob("*.html"), *(tmp_path / "www").rglob("*.css")]
    written = "\n".join(unescape(f.read_bytes().decode("utf-8", "replace")) for f in files)
    gbk = "\n".join(unescape(f.read_bytes().decode("gb18030", "replace")) for f in files)
    assert [t.href for t in portal.targets if t.href not in written and t.href not in gbk] == []


def test_the_truth_names_targets_by_their_normal_form(tmp_path: Path) -> None:
    truth = generate(tmp_path, 60).truth()
    assert [url for url in truth if normalise(url) != url] == []


def test_no_missing_page_was_written_by_accident(tmp_path: Path) -> None:
    portal = generate(tmp_path, 60)
    missing = [t for t in portal.targets if t.sort.what.endswith("-404") and t.href.startswith(("/gzdt", "/attach"))]
    assert [t.href for t in missing if (tmp_path / "www" / t.href.lstrip("/")).exists()] == []
