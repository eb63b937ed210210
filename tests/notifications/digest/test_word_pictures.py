"""The pictures in the Word digest: the gravest faults', few, bounded, and never broken bytes."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from inspection.findings import Severity
from notifications.digest import word
from notifications.digest.word_blocks import Figure
from notifications.digest.word_pictures import SHOWN, Shot, pictures
from tests.notifications.digest.word_samples import facts, issue


def _png(width: int = 400, height: int = 300) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width, height), "#8f1d1d").save(held, "PNG")
    return held.getvalue()


def _figures(shots, **more):
    return [one for one in pictures(facts(**more), shots) if isinstance(one, Figure)]


def test_the_gravest_comes_first() -> None:
    new = (issue(1, severity=Severity.WARNING), issue(2, severity=Severity.CRITICAL))

    shown = _figures({1: Shot(_png(), "a"), 2: Shot(_png(), "b")}, new=new, overdue=(), reopened=())

    assert [one.picture.says for one in shown] == ["b", "a"]


def test_no_more_than_so_many_are_shown() -> None:
    new = tuple(issue(n) for n in range(1, SHOWN + 5))

    assert len(_figures({one.id: Shot(_png(), "") for one in new}, new=new)) == SHOWN


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n", _png()[:60], b"GIF89a" + bytes(40)])
def test_what_is_no_picture_is_left_out(broken: bytes) -> None:
    assert _figures({1: Shot(broken, "")}, new=(issue(1),)) == []


def test_a_large_picture_is_made_smaller_and_a_long_one_cut() -> None:
    (shown,) = _figures({1: Shot(_png(3000, 12_000), "")}, new=(issue(1),), overdue=(), reopened=())

    with Image.open(BytesIO(shown.picture.png)) as image:
        assert image.size == (1200, 3000)
    assert shown.picture.width == pytest.approx(42)


def test_equal_pictures_give_equal_bytes_and_none_the_document_without() -> None:
    told = facts(new=(issue(1),))
    shots = {1: Shot(_png(), "红框处")}

    assert word.document(told, shots) == word.document(told, shots)
    assert word.document(told, {9: Shot(_png(), "")}) == word.document(told)


def test_the_document_says_what_its_picture_shows() -> None:
    paper = Document(BytesIO(word.document(facts(new=(issue(1),)), {1: Shot(_png(), "红框处")})))

    descriptions = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]

    assert "红框处" in descriptions
